"""Where an attempt leaves a solution that is known to be right: by the results of its steps, not by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modules.core.figures import Number, is_said, numbers
from modules.core.text import sentences

_EQUALS = re.compile(r"[=≈]|\b(?:is|are|equals?|gives?|makes?|leaves?|gets?|needs?|will be|was|were|costs?|has|have)\b")
_JOINS = re.compile(r"[-+*/×x÷·−^]|\\times|\\cdot|\\div|\bof\b|\btimes\b|\bdivided by\b|\bminus\b|\bplus\b")


@dataclass(frozen=True, slots=True)
class Departure:
    """The first step of an attempt whose result the solution never comes to.

    Attributes:
        step: as the learner wrote it.
        result: the number in it that the solution lacks, as written.
        before: how many steps with a result came before it; all of them are on the solution's way.
    """

    step: str
    result: str
    before: int


def first_departure(attempt: str, solution: Sequence[str], given: str) -> Departure | None:
    """Return where an attempt leaves the solution, or None where every result of it is on the solution's way.

    A step that takes another way to the right answer departs as well: the learner is asked to look at it again, not
    told that it is wrong.

    Args:
        attempt: the learner's own words, a step a line or a sentence.
        solution: the steps of a solution that is known to be right.
        given: the problem: its numbers are nobody's results.
    """
    known = [*numbers(given), *(number for step in solution for number in numbers(step))]
    for before, (step, result) in enumerate(_results(attempt)):
        if not is_said(result, known):
            return Departure(step, result.text.strip(), before)
    return None


def _results(attempt: str) -> Iterator[tuple[str, Number]]:
    """Yield the steps that come to something, each with what it comes to."""
    for start, end in sentences(attempt):
        for line in attempt[start:end].splitlines():
            if (result := _result(line)) is not None:
                yield line.strip(), result


def _result(step: str) -> Number | None:
    """Return the number that a step comes to: the first one behind its last equals sign that stands alone."""
    sign = None
    for sign in _EQUALS.finditer(step):  # noqa: B007 - the last one is wanted
        pass
    if sign is None:
        return None
    behind = [
        one for one in numbers(step) if one.start >= sign.end() and one.kind in ("plain", "percent") and not one.spelled
    ]
    if not behind or _JOINS.search(step[behind[0].end : behind[1].start] if len(behind) > 1 else ""):
        return None
    return behind[0]
