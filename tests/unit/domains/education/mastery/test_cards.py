"""Cards beside the reference library's own schedule (`fsrs`, open-spaced-repetition)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.mastery import cards
from modules.domains.education.mastery.cards import Rating

_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# The review history of the library's own test of its default weights, and the days it expects between the answers
# (py-fsrs, tests/test_basic.py, `test_review_card`).
_RATINGS = (3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3)
_DAYS = (0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21)


def test_the_library_s_own_schedule() -> None:
    schedule, at, days = cards.new(datetime(2022, 11, 29, 12, 30, tzinfo=UTC)), None, []
    now = schedule.due
    for rating in _RATINGS:
        at = now
        schedule = cards.reviewed(schedule, Rating(rating), at)
        days.append((schedule.due - at).days)
        now = schedule.due
    assert tuple(days) == _DAYS


@given(st.lists(st.tuples(st.sampled_from(list(Rating)), st.integers(0, 60 * 24 * 40)), min_size=1, max_size=12))
def test_any_history_is_scheduled_as_the_library_does(history: list[tuple[Rating, int]]) -> None:
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    theirs, ours, now = fsrs.Card(card_id=1, due=_NOW), cards.new(_NOW), _NOW
    for rating, minutes in history:
        now += timedelta(minutes=minutes)
        theirs, _ = scheduler.review_card(theirs, fsrs.Rating(int(rating)), now)
        ours = cards.reviewed(ours, rating, now)
        assert ours.due == theirs.due
    later = now + timedelta(days=3)
    assert cards.remembered(ours, later) == pytest.approx(scheduler.get_card_retrievability(theirs, later))


def test_a_card_is_remembered_as_well_as_asked_when_it_comes_again() -> None:
    schedule = cards.new(_NOW)
    for _ in range(4):
        schedule = cards.reviewed(schedule, Rating.GOOD, schedule.due)
    assert cards.remembered(schedule, schedule.due) == pytest.approx(cards.RETENTION, abs=0.01)


def test_a_new_card_is_due_and_not_remembered() -> None:
    assert cards.new(_NOW).due == _NOW
    assert cards.remembered(cards.new(_NOW), _NOW) == 0


def test_better_ratings_wait_longer() -> None:
    waits = cards.intervals(cards.reviewed(cards.new(_NOW), Rating.EASY, _NOW), _NOW + timedelta(days=10))
    assert waits[Rating.AGAIN] < waits[Rating.HARD] < waits[Rating.GOOD] < waits[Rating.EASY]


def test_a_forecast_counts_by_the_learner_s_days() -> None:
    home = timezone(timedelta(hours=-8))
    now = datetime(2026, 3, 2, 20, 0, tzinfo=home)
    due = [
        datetime(2026, 2, 20, tzinfo=UTC),  # overdue
        datetime(2026, 3, 3, 7, 30, tzinfo=UTC),  # 23:30 of the same evening at home
        datetime(2026, 3, 3, 8, 30, tzinfo=UTC),  # half past midnight: tomorrow
        datetime(2026, 5, 1, tzinfo=UTC),
    ]
    assert cards.forecast([cards.Schedule(one) for one in due], now, 3) == [2, 1, 0]
