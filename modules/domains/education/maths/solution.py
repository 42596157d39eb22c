"""What solving a problem gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SolutionStep:
    """One line of a worked solution: `text` in the grammar's own spelling, and `why` it may be written."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Solution:
    """A problem worked out.

    Attributes:
        kind: what kind of problem it was taken for: "equation", "derivative", "reaction" and so on.
        answer: the answer in the grammar's own spelling; `reading.read` and `comparing.compare` take it.
        steps: from the problem to the answer.
        verified: whether the answer was checked in another way than it was found (roots put in, an integral
            differentiated, a reaction's atoms counted); what is not verified must be shown as such.
        check: a sentence that says how it was checked; "" where it was not.
    """

    kind: str
    answer: str
    steps: tuple[SolutionStep, ...]
    verified: bool
    check: str = ""
