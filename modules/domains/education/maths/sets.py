"""Sets of real numbers: intervals, unions, finite sets and inequalities in one variable, in one canonical form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from modules.domains.education.maths.notation import is_infinite
from modules.domains.education.maths.numeric import Undefined, context, value
from modules.domains.education.maths.scalars import close
from modules.domains.education.maths.syntax import (
    Call,
    Constant,
    Expression,
    Group,
    Interval,
    Relation,
    Symbol,
    variables,
    walk,
)

_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The numbers between two ends (mpmath reals, infinity included)."""

    low: Any
    high: Any
    low_open: bool
    high_open: bool

    @property
    def empty(self) -> bool:
        """Whether no number is in it."""
        return bool(self.low > self.high) or (bool(self.low == self.high) and (self.low_open or self.high_open))


def is_stretched(expression: Expression) -> bool:
    """Tell whether an expression can only be a set of numbers with intervals in it."""
    match expression:
        case Interval():
            return True
        case Call("union" | "intersection" | "minus", arguments):
            return any(isinstance(part, Interval | Group) for one in arguments for part in walk(one))
        case Relation(_, operators):
            return _solved(expression) and any(operator != "=" for operator in operators)
        case Group("list", items):
            return any(isinstance(one, Relation) for one in items) and all(map(is_stretched, items))
        case _:
            return False


def stretches(expression: Expression) -> tuple[Stretch, ...] | None:
    """Return a set as its stretches from left to right, None where it is not such a set.

    A pair (a, b) is taken as the open interval.
    """
    try:
        found = _stretches(expression)
    except Undefined:
        return None
    return None if found is None else _merged(found)


def same_sets(first: tuple[Stretch, ...], second: tuple[Stretch, ...]) -> str:
    """Return "" where two sets are the same, else what differs."""
    if len(first) != len(second):
        return "The set consists of other parts."
    for one, other in zip(first, second, strict=True):
        if not (_same_end(one.low, other.low) and _same_end(one.high, other.high)):
            return "An end of the interval is another one."
        if (one.low_open, one.high_open) != (other.low_open, other.high_open):
            return "An end of the interval is included where it should not be, or the other way round."
    return ""


def _same_end(one: Any, other: Any) -> bool:
    own = context()
    return bool(one == other) or (own.isfinite(one) and own.isfinite(other) and close(one, other))


def _solved(relation: Relation) -> bool:
    """Tell whether each part but one is a constant and the one is a variable."""
    return sum(isinstance(part, Symbol) for part in relation.parts) == 1 and len(variables(relation)) == 1


def _end(expression: Expression) -> Any:
    own = context()
    if is_infinite(expression):
        return own.inf if isinstance(expression, Constant) else -own.inf
    found = value(expression)
    if hasattr(found, "rows") or own.im(found):
        raise Undefined("no real end")
    return own.re(found)


def _stretches(expression: Expression) -> tuple[Stretch, ...] | None:
    match expression:
        case Interval(low, high, low_open, high_open):
            return (_between(_end(low), _end(high), low_open, high_open),)
        case Group("tuple", (low, high)):
            return (_between(_end(low), _end(high), True, True),)
        case Group("set", items):
            return tuple(Stretch(end, end, False, False) for end in map(_end, items))
        case Call("union", (left, right)):
            first, second = _stretches(left), _stretches(right)
            return None if first is None or second is None else first + second
        case Call("intersection" | "minus" as operation, (left, right)):
            first, second = _stretches(left), _stretches(right)
            if first is None or second is None:
                return None
            return _common(first, second if operation == "intersection" else _outside(_merged(second)))
        case Relation() if _solved(expression):
            return _of_relation(expression)
        case Group("list", items):
            found = [_stretches(item) for item in items]
            return None if None in found else tuple(one for part in found for one in part or ())
        case _:
            return None


def _between(low: Any, high: Any, low_open: bool, high_open: bool) -> Stretch:
    own = context()
    return Stretch(low, high, low_open or low == -own.inf, high_open or high == own.inf)


def _of_relation(relation: Relation) -> tuple[Stretch, ...]:
    own = context()
    found: tuple[Stretch, ...] = (Stretch(-own.inf, own.inf, True, True),)
    for left, operator, right in zip(relation.parts, relation.operators, relation.parts[1:], strict=False):
        if isinstance(right, Symbol):
            left, operator, right = right, _FLIPPED.get(operator, operator), left
        if isinstance(left, Symbol):
            found = _common(found, _half(operator, _end(right)))
    return found


def _half(operator: str, end: Any) -> tuple[Stretch, ...]:
    own = context()
    match operator:
        case "<" | "<=":
            return (_between(-own.inf, end, True, operator == "<"),)
        case ">" | ">=":
            return (_between(end, own.inf, operator == ">", True),)
        case "=":
            return (Stretch(end, end, False, False),)
        case "!=":
            return (Stretch(-own.inf, end, True, True), Stretch(end, own.inf, True, True))
        case _:
            raise Undefined(operator)


def _common(first: tuple[Stretch, ...], second: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    met = []
    for one in first:
        for other in second:
            low, high = max(one.low, other.low), min(one.high, other.high)
            low_open = any(part.low_open for part in (one, other) if part.low == low)
            high_open = any(part.high_open for part in (one, other) if part.high == high)
            met.append(Stretch(low, high, low_open, high_open))
    return tuple(one for one in met if not one.empty)


def _outside(parts: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    own = context()
    gaps, low, low_open = [], -own.inf, True
    for part in parts:
        gaps.append(Stretch(low, part.low, low_open, not part.low_open))
        low, low_open = part.high, not part.high_open
    gaps.append(Stretch(low, own.inf, low_open, True))
    return tuple(gap for gap in gaps if not gap.empty)


def _merged(parts: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    ordered = sorted((part for part in parts if not part.empty), key=lambda part: (part.low, part.low_open))
    merged: list[Stretch] = []
    for part in ordered:
        last = merged[-1] if merged else None
        if last and (part.low < last.high or (part.low == last.high and not (part.low_open and last.high_open))):
            furthest = max(last.high, part.high)
            is_open = all(one.high_open for one in (last, part) if one.high == furthest)
            merged[-1] = Stretch(last.low, furthest, last.low_open, is_open)
        else:
            merged.append(part)
    return tuple(merged)
