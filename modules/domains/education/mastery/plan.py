"""Today's plan: cards that are due, and the concepts that can be learned next because what they build on is known.

The concepts to learn are the outer fringe of what is known (J.-C. Falmagne and J.-P. Doignon, "Learning Spaces", 2011):
not yet mastered, and everything that they build on is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from modules.domains.education.mastery.cards import Schedule
from modules.domains.education.mastery.tracing import MASTERED
from modules.domains.education.material import Concept, ConceptMap

_BEGUN = 0.5


class Level(StrEnum):
    """How far a learner is with a concept."""

    NEW = "new"  # no answer has told of it
    LEARNING = "learning"
    NEARLY = "nearly there"
    MASTERED = "mastered"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do today.

    Attributes:
        cards: how many are due now.
        review: concepts that were begun and are not mastered, the weakest first.
        learn: new concepts that can be begun, the weightiest first.
        blocked: how many concepts wait for others.
    """

    cards: int
    review: tuple[Concept, ...]
    learn: tuple[Concept, ...]
    blocked: int


def level(known: float | None) -> Level:
    """Name how far a learner is; None where no answer has told of the concept."""
    if known is None:
        return Level.NEW
    if known >= MASTERED:
        return Level.MASTERED
    return Level.NEARLY if known >= _BEGUN else Level.LEARNING


def todays_plan(
    concepts: ConceptMap, known: Mapping[str, float], cards: Sequence[Schedule], now: datetime, at_most: int = 5
) -> Plan:
    """Say what to do today.

    Args:
        concepts: of the course.
        known: the probability by concept id, of those that answers have told of.
        cards: all schedules.
        now: the moment.
        at_most: how many concepts of either kind are named.
    """
    mastered = {one.id for one in concepts.concepts if known.get(one.id, 0.0) >= MASTERED}
    open_ = [one for one in concepts.concepts if one.id not in mastered]
    begun = sorted((one for one in open_ if one.id in known), key=lambda one: known[one.id])
    fresh = [one for one in open_ if one.id not in known]
    there = {one.id for one in concepts.concepts}
    ready = [one for one in fresh if all(before in mastered for before in one.prerequisites if before in there)]
    ready.sort(key=lambda one: -one.weight)
    return Plan(
        cards=sum(one.due <= now for one in cards),
        review=tuple(begun[:at_most]),
        learn=tuple(ready[:at_most]),
        blocked=len(fresh) - len(ready),
    )


def progress(concepts: ConceptMap, known: Mapping[str, float]) -> float:
    """Return the expected share of the course that is known, concepts counted by their weight; 0 to 1.

    What no answer has told of counts as not known.
    """
    total = sum(one.weight for one in concepts.concepts)
    if not total:
        return 0.0
    return sum(one.weight * known.get(one.id, 0.0) for one in concepts.concepts) / total
