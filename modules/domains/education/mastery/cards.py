"""When a card comes again: the Free Spaced Repetition Scheduler, by the open-spaced-repetition project's own library.

J. Ye, J. Su and Y. Cao, "A stochastic shortest path algorithm for optimizing spaced repetition scheduling", KDD 2022;
version 6 of the algorithm as in `fsrs` on PyPI, with its default weights and without random fuzz: the same answers at
the same moments give the same days. All moments are in UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RETENTION = 0.9
"""Share of cards that shall be remembered when they come again."""


class Rating(IntEnum):
    """How well a card was remembered; the numbers are FSRS's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where a card stands.

    Attributes:
        due: when it comes again.
        state: what the scheduler knows of it, as JSON; "" of a card that was never seen.
    """

    due: datetime
    state: str = ""


def new(now: datetime) -> Schedule:
    """Return the schedule of a card that was never seen: it is due at once."""
    return Schedule(now.astimezone(UTC))


def reviewed(schedule: Schedule, rating: Rating, now: datetime, retention: float = RETENTION) -> Schedule:
    """Return where a card stands after it was seen.

    Args:
        schedule: where it stood.
        rating: how well it was remembered.
        now: the moment; with its time zone.
        retention: share that shall be remembered, 0.7 to 0.97.
    """
    from fsrs import Rating as Their

    card, _ = _scheduler(retention).review_card(_card(schedule), Their(int(rating)), now.astimezone(UTC))
    return Schedule(card.due, card.to_json())


def remembered(schedule: Schedule, now: datetime) -> float:
    """Return the probability that a card is remembered now; 0 of one that was never seen."""
    return float(_scheduler(RETENTION).get_card_retrievability(_card(schedule), now.astimezone(UTC)))


def intervals(schedule: Schedule, now: datetime, retention: float = RETENTION) -> dict[Rating, timedelta]:
    """Return after how long a card would come again, for each rating: what its four buttons say."""
    return {rating: reviewed(schedule, rating, now, retention).due - now.astimezone(UTC) for rating in Rating}


def forecast(schedules: Iterable[Schedule], now: datetime, days: int) -> list[int]:
    """Return how many cards come due on each of the next days, those that are due already on the first.

    Args:
        schedules: of all cards.
        now: its time zone says where a day ends.
        days: how many.
    """
    today = now.date()
    on = Counter(max(0, (one.due.astimezone(now.tzinfo).date() - today).days) for one in schedules)
    return [on[day] for day in range(days)]


@cache
def _scheduler(retention: float) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(desired_retention=retention, enable_fuzzing=False)


def _card(schedule: Schedule) -> Card:
    from fsrs import Card

    return Card.from_json(schedule.state) if schedule.state else Card(card_id=0, due=schedule.due)
