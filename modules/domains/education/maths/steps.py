"""A solution, step by step: each one is verified, found wrong, or left unverified; the first wrong one is named.

What a step claims is read from it: calculations inside sentences, chains of equal expressions, transformations of an
equation. Nothing is called right that was not worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from modules.domains.education.maths import rewriting
from modules.domains.education.maths.claims import Claim, Side, claims
from modules.domains.education.maths.exact import exact
from modules.domains.education.maths.reading import read_mathematics
from modules.domains.education.maths.scalars import same
from modules.domains.education.maths.syntax import Expression, Number, Relation, Unreadable, variables, walk
from modules.domains.education.maths.units import known
from modules.domains.education.maths.verdict import Outcome


class State(StrEnum):
    """What is known of a step."""

    VERIFIED = "verified"
    WRONG = "wrong"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class StepVerdict:
    """One step of a solution.

    Attributes:
        text: as written.
        state: VERIFIED where each of its calculations is right, WRONG where one is not, UNVERIFIED where there is none
            that can be worked out.
        reason: one sentence for the learner.
        wrong: the part of the text that is wrong, "" where none is.
        expected: what should stand there instead, "" where that cannot be told.
    """

    text: str
    state: State
    reason: str
    wrong: str = ""
    expected: str = ""


_ROUNDED = "A rounded value: right to its last digit."
_UNITS = frozenset(
    [
        "%",
        "cent",
        "cents",
        "$",
        "dollar",
        "dollars",
        "€",
        "£",
        "dozen",
        "dozens",
        "pair",
        "pairs",
        "half",
        "quarter",
        "quarters",
    ]
)


def verify_steps(problem: str, steps: Sequence[str]) -> tuple[StepVerdict, ...]:
    """Verify a solution line by line.

    Args:
        problem: what is to be solved; where it is an equation or an expression, the first step is held against it.
        steps: lines or sentences, in order.
    """
    before = origin = _mathematics(problem)
    verdicts = []
    for text in steps:
        now = _mathematics(text)
        verdict = _line(text, before, now) if now is not None else None
        if verdict and now is not None and origin is not None and verdict.state is State.VERIFIED:
            verdict = _answer(text, origin, now) or verdict
        verdicts.append(verdict or _sentence(text))
        before = now if now is not None else before
    return tuple(verdicts)


def first_wrong(verdicts: Sequence[StepVerdict]) -> int | None:
    """Return the place of the first wrong step, counted from 0; None where none is known to be wrong."""
    return next((place for place, verdict in enumerate(verdicts) if verdict.state is State.WRONG), None)


def _mathematics(text: str) -> Expression | None:
    """Return a line that is mathematics and has a variable in it; a line of numbers is read as a sentence is."""
    try:
        read = read_mathematics(text.strip().lstrip("=⇒⟹→ ").rstrip(". "))
    except Unreadable:
        return None
    return read if variables(read) and not any(len(name) > 12 for name in variables(read)) else None


def _line(text: str, before: Expression | None, now: Expression) -> StepVerdict | None:
    """Hold a line of algebra against the one before it."""
    if isinstance(now, Relation) and rewriting.is_identity(now):
        return StepVerdict(text, State.VERIFIED, "Both sides are equal for all values.")
    if before is None:
        return None
    found = rewriting.follows(before, now)
    if found == rewriting.MORE:
        return StepVerdict(text, State.UNVERIFIED, "This line has solutions that the one before does not have.")
    if found is None:
        return StepVerdict(text, State.UNVERIFIED, "Whether this follows could not be worked out.")
    reason, expected = found
    if reason:
        return StepVerdict(text, State.WRONG, reason, text, expected)
    return StepVerdict(text, State.VERIFIED, "This follows from the line before.")


def _answer(text: str, origin: Expression, now: Expression) -> StepVerdict | None:
    """Hold a solved line against the problem itself: a root that squaring brought in is found here."""
    if not rewriting.is_solved(now):
        return None
    found = rewriting.follows(origin, now)
    return StepVerdict(text, State.WRONG, found[0], text, found[1]) if found and found[0] else None


def _sentence(text: str) -> StepVerdict:
    found = claims(text)
    rounded = undecided = False
    for claim in found:
        state, reason, expected = verify_claim(claim)
        if state is State.WRONG:
            return StepVerdict(text, State.WRONG, reason, claim.text, expected)
        undecided |= state is State.UNVERIFIED
        rounded |= reason == _ROUNDED
    if not found or undecided:
        return StepVerdict(text, State.UNVERIFIED, "There is no calculation in this that can be worked out.")
    return StepVerdict(text, State.VERIFIED, _ROUNDED if rounded else "The calculation is right.")


def verify_claim(claim: Claim) -> tuple[State, str, str]:
    """Return what is known of a calculation, why, and the value that should stand there (or "")."""
    state, reason = State.VERIFIED, "The calculation is right."
    for left, right in zip(claim.sides, claim.sides[1:], strict=False):
        found, said, expected = _equality(left, right)
        if found is State.WRONG:
            return found, said, expected
        if found is State.UNVERIFIED:
            state, reason = found, said
        elif said == _ROUNDED and state is State.VERIFIED:
            reason = said
    return state, reason, ""


def _equality(left: Side, right: Side) -> tuple[State, str, str]:
    unknown = State.UNVERIFIED, "This could not be worked out.", ""
    try:
        first, second = read_mathematics(left.text), read_mathematics(right.text)
    except Unreadable:
        return unknown
    if variables(first) or variables(second):
        identical = same(first, second).outcome is Outcome.EQUAL
        return (State.VERIFIED, "Both sides are equal for all values.", "") if identical else unknown
    one, other = exact(first), exact(second)
    if one is None or other is None:
        equal = same(first, second).outcome is Outcome.EQUAL
        return (State.VERIFIED, "The calculation is right.", "") if equal else unknown
    if one == other:
        return State.VERIFIED, "The calculation is right.", ""
    return _unequal(left, right, one, other, _places(second))


def _places(expression: Expression) -> int | None:
    return next((part.places for part in walk(expression) if isinstance(part, Number) and part.places), None)


def _unequal(left: Side, right: Side, one: Fraction, other: Fraction, places: int | None) -> tuple[State, str, str]:
    if places and "/" not in right.text and abs(one - other) * 10**places <= Fraction(1, 2) and other:
        return State.VERIFIED, _ROUNDED, ""
    if abs(one - other) < 1 and other.denominator == 1 and one.denominator != 1:
        return State.UNVERIFIED, "Only a rounding of the two agrees.", ""
    if _converted(left, right, one, other):
        return State.UNVERIFIED, "The two sides are in different units.", ""
    return State.WRONG, f"{left.text} is {shown(one)}, not {shown(other)}.", shown(one)


def _converted(left: Side, right: Side, one: Fraction, other: Fraction) -> bool:
    """Tell whether units that are not written out may stand between the two sides: 2 hours = 120 minutes."""
    plain = "".join(left.text.split())
    if re.fullmatch(r"[\d.]+(/[\d.]+|%)?", plain) and left.labels != right.labels:
        return True  # 3 boxes = 36 eggs says what a box holds, 1/5 = 6 hectares what a part is
    if "%" in right.text and "%" not in left.text:
        return other * 100 == one
    names = {label.lower() for label in (*left.labels, *right.labels)}
    measured = {name for name in names if known(name) or name in _UNITS} - {"$", "dollar", "dollars"}
    return bool(measured) and {name.lower() for name in right.labels} != {name.lower() for name in left.labels}


def shown(value: Fraction) -> str:
    """Return a rational number as a learner writes it: 7, 2.5, 1/3."""
    if value.denominator == 1:
        return str(value.numerator)
    below = value.denominator
    while below % 2 == 0:
        below //= 2
    while below % 5 == 0:
        below //= 5
    if below == 1 and value.denominator < 10**9:
        return f"{float(value):.10g}"
    return f"{value.numerator}/{value.denominator}"
