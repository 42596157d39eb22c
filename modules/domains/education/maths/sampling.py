"""Points of a function's graph."""

from __future__ import annotations

import math

from modules.domains.education.maths.numeric import Undefined, context, value
from modules.domains.education.maths.reading import read_mathematics
from modules.domains.education.maths.syntax import Expression, Relation, Symbol, Unreadable, variables

MAX_POINTS = 1_000
_STEEP = 60.0  # a jump of more than so many times the usual range between two points, with a change of sign, is a pole


def sample(
    expression: str, variable: str, low: float, high: float, count: int = 200
) -> tuple[tuple[float, float | None], ...]:
    """Return points of a graph from left to right.

    Args:
        expression: in one variable; of "y = ..." and "f(x) = ..." the right side is taken.
        variable: its name.
        low: where the graph begins.
        high: where it ends, above `low`.
        count: how many points, 2 to 1,000.

    Returns:
        Pairs (x, y). y is None where the function has no real value, and right of a pole, so that a line through the
        points breaks there.

    Raises:
        Unreadable: it is no function of this one variable, or the range is empty.
    """
    read = _right_side(read_mathematics(expression))
    if not set(variables(read)) <= {variable}:
        raise Unreadable(f"This is not a function of {variable} alone.")
    if not (math.isfinite(low) and math.isfinite(high) and low < high and 2 <= count <= MAX_POINTS):
        raise Unreadable("The range of the graph is empty or too large.")
    step = (high - low) / (count - 1)
    points = [(low + step * number, _at(read, variable, low + step * number)) for number in range(count)]
    return _broken_at_poles(points, read, variable)


def _right_side(read: Expression) -> Expression:
    match read:
        case Relation((Symbol(), right), ("=",)):
            return right
        case _:
            return read


def _at(read: Expression, variable: str, x: float) -> float | None:
    own = context()
    try:
        found = value(read, {variable: own.mpf(x)})
    except Undefined:
        return None
    if hasattr(found, "rows") or abs(own.im(found)) > 1e-20 or not own.isfinite(found) or abs(found) > 1e12:
        return None
    return float(own.re(found))


def _broken_at_poles(
    points: list[tuple[float, float | None]], read: Expression, variable: str
) -> tuple[tuple[float, float | None], ...]:
    broken = {
        place for place in range(1, len(points)) if _pole_between(points[place - 1], points[place], read, variable)
    }
    return tuple((x, None if place in broken else y) for place, (x, y) in enumerate(points))


def _pole_between(
    left: tuple[float, float | None], right: tuple[float, float | None], read: Expression, variable: str
) -> bool:
    """Tell whether the function grows without bound between two points where it changes its sign."""
    (low, first), (high, second) = left, right
    if first is None or second is None or first * second >= 0:
        return False
    size = max(abs(first), abs(second))
    for _ in range(25):
        middle = (low + high) / 2
        found = _at(read, variable, middle)
        if found is None:
            return True
        low, high = (middle, high) if (found > 0) == (first > 0) else (low, middle)
        if abs(found) > size * _STEEP:
            return True
    return False
