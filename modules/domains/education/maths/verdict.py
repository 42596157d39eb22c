"""What comes of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Whether an answer is the key."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # it could not be decided: nobody may call it right or wrong on this


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a comparison.

    Attributes:
        outcome: what was decided.
        reason: one sentence for the learner.
        remark: for an equal answer, what its form lacks ("not in lowest terms"), or how it was taken; "" otherwise.
    """

    outcome: Outcome
    reason: str
    remark: str = ""


def equal(reason: str = "The answer is the same as the key.", remark: str = "") -> Verdict:
    """Return that the answer is the key."""
    return Verdict(Outcome.EQUAL, reason, remark)


def different(reason: str) -> Verdict:
    """Return that the answer is not the key."""
    return Verdict(Outcome.DIFFERENT, reason)


def unknown(reason: str) -> Verdict:
    """Return that it cannot be told."""
    return Verdict(Outcome.UNKNOWN, reason)
