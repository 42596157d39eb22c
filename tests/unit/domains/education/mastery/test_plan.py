"""What is to be done today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from modules.domains.education.mastery.cards import Schedule
from modules.domains.education.mastery.plan import Level, level, progress, todays_plan
from modules.domains.education.material import Concept, ConceptMap

_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_COURSE = ConceptMap(
    (
        Concept("charge", "charge", None, weight=0.2),
        Concept("current", "current", None, prerequisites=("charge",), weight=0.4),
        Concept("voltage", "voltage", None, prerequisites=("charge",), weight=0.6),
        Concept("ohm", "Ohm's law", None, prerequisites=("current", "voltage"), weight=0.8),
    )
)


def test_what_builds_on_known_concepts_can_be_learned_the_weightiest_first() -> None:
    plan = todays_plan(_COURSE, {"charge": 0.97}, [], _NOW)
    assert [one.id for one in plan.learn] == ["voltage", "current"]
    assert plan.blocked == 1


def test_at_first_only_what_builds_on_nothing_can_be_learned() -> None:
    plan = todays_plan(_COURSE, {}, [], _NOW)
    assert [one.id for one in plan.learn] == ["charge"]
    assert plan.blocked == 3


def test_the_weakest_begun_concept_comes_first() -> None:
    plan = todays_plan(_COURSE, {"charge": 0.97, "current": 0.6, "voltage": 0.4}, [], _NOW)
    assert [one.id for one in plan.review] == ["voltage", "current"]


def test_a_prerequisite_that_is_not_in_the_course_blocks_nothing() -> None:
    course = ConceptMap((Concept("field", "field", None, prerequisites=("deleted",), weight=1),))
    assert [one.id for one in todays_plan(course, {}, [], _NOW).learn] == ["field"]


def test_due_cards_are_counted() -> None:
    cards = [Schedule(_NOW - timedelta(days=1)), Schedule(_NOW), Schedule(_NOW + timedelta(minutes=1))]
    assert todays_plan(_COURSE, {}, cards, _NOW).cards == 2


def test_levels() -> None:
    assert [level(one) for one in (None, 0.3, 0.7, 0.95)] == [Level.NEW, Level.LEARNING, Level.NEARLY, Level.MASTERED]


def test_progress_counts_concepts_by_their_weight() -> None:
    assert progress(_COURSE, {}) == 0
    assert abs(progress(_COURSE, {"ohm": 1.0}) - 0.4) < 1e-9
    assert progress(ConceptMap(), {}) == 0
