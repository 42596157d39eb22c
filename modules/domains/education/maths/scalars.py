"""Whether two expressions have the same value, wherever both have one.

Rational numbers are compared exactly. Anything else is evaluated to sixty digits: constants once, expressions with
variables at seeded random points, by which a difference is proved and an identity is left with a chance of error far
below that of a misprint (Schwartz 1980, Zippel 1979 for polynomials; analytic functions agree on a set of measure zero
or everywhere).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from modules.domains.education.maths.exact import exact
from modules.domains.education.maths.numeric import Undefined, context, value
from modules.domains.education.maths.syntax import Call, Expression, Number, Symbol, replaced, variables, walk
from modules.domains.education.maths.verdict import Verdict, different, equal, unknown

POINTS = 14
_PIECEWISE = ("abs", "floor", "ceil", "sign", "min", "max")
_WHOLE = ("factorial", "binomial")
_SEED = 20_251


def same(given: Expression, key: Expression, tolerance: float = 0.0) -> Verdict:
    """Compare two expressions that have one value each.

    Args:
        given: measured by `limits`.
        key: as well.
        tolerance: the relative error of `given` that counts as equal; 0 asks for the exact value.
    """
    first, second = exact(given), exact(key)
    if first is not None and second is not None:
        return _numbers(given, key, first, second, tolerance)
    names = sorted({*variables(given), *variables(key)})
    if not names:
        return _constants(given, key, tolerance)
    given = _same_letters(given, key)
    return _functions(given, key, sorted({*variables(given), *variables(key)}))


def _numbers(given: Expression, key: Expression, first: Fraction, second: Fraction, tolerance: float) -> Verdict:
    if first == second:
        return equal()
    if abs(first - second) <= Fraction(tolerance) * abs(second):
        return equal("The answer is within the tolerance of the key.")
    return _not_the_number(
        given, key, float(first - second) if abs(first - second) < 10**300 else 1e300, first == -second
    )


def _constants(given: Expression, key: Expression, tolerance: float) -> Verdict:
    try:
        first, second = value(given), value(key)
    except Undefined:
        return unknown("This could not be worked out.")
    if hasattr(first, "rows") or hasattr(second, "rows"):
        return unknown("A matrix cannot be compared with a number.")
    if close(first, second):
        return equal()
    size = abs(second)
    if abs(first - second) <= tolerance * size:
        return equal("The answer is within the tolerance of the key.")
    return _not_the_number(given, key, float(abs(first - second)), bool(close(first, -second)))


def _not_the_number(given: Expression, key: Expression, gap: float, opposite: bool) -> Verdict:
    places = next((part.places for part in walk(given) if isinstance(part, Number) and part.places), None)
    if opposite:
        return different("The sign is wrong.")
    if places and abs(gap) <= 0.5 * 10**-places * 1.000001 and not _decimal(key):
        return different("This is a rounded value: the exact one is asked for.")
    return different("The value is another one.")


def _decimal(key: Expression) -> bool:
    return isinstance(key, Number) and bool(key.places)


def close(first: Any, second: Any) -> bool:
    """Tell whether two values agree to forty digits."""
    own = context()
    gap = abs(first - second)
    return bool(gap <= own.mpf(10) ** -40 * max(abs(first), abs(second)) or gap <= own.mpf(10) ** -50)


def _same_letters(given: Expression, key: Expression) -> Expression:
    """Write the variables of `given` as `key` does where only the case of the letter differs."""
    wanted, own = set(variables(key)), set(variables(given))
    for name in own - wanted:
        other = name.swapcase()
        if other in wanted and other not in own:
            given = replaced(given, Symbol(name), Symbol(other))
    return given


def points(names: list[str], *expressions: Expression, count: int = POINTS) -> Iterator[dict[str, Any]]:
    """Yield seeded random points: whole numbers where a factorial asks for them, else rationals of several sizes."""
    chosen = random.Random(_SEED)  # noqa: S311 - reproducible, not secret
    calls = {part.function for one in expressions for part in walk(one) if isinstance(part, Call)}
    count = count * 3 if calls & set(_PIECEWISE) else count
    own = context()
    for number in range(count):
        if calls & set(_WHOLE):
            yield {name: own.mpf(chosen.randint(2, 12)) for name in names}
        else:
            size = (1, 3, 0.5, 10)[number % 4]
            signs = (1,) if number % 2 else (1, -1)
            yield {
                name: own.mpf(chosen.randint(10_007, 999_983)) / 499_979 * size * chosen.choice(signs) for name in names
            }


def _functions(given: Expression, key: Expression, names: list[str]) -> Verdict:
    agreed = complex_agreed = only_one = 0
    for point in points(names, given, key):
        first, second = _at(given, point), _at(key, point)
        if first is None or second is None:
            only_one += (first is None) != (second is None)
            continue
        real = not (_imaginary(first) or _imaginary(second))
        if close(first, second):
            agreed, complex_agreed = agreed + real, complex_agreed + (not real)
        elif real or _imaginary(first) == _imaginary(second):
            return different(_how(given, key, names))
        else:
            only_one += 1
    if agreed + complex_agreed < 3:
        return unknown("This could not be decided.")
    return equal(remark="Equal where both have a value." if only_one else "")


def _how(given: Expression, key: Expression, names: list[str]) -> str:
    opposite = all(
        first is not None and second is not None and close(first, -second)
        for point in points(names, given, key, count=4)
        for first, second in [(_at(given, point), _at(key, point))]
    )
    return "The sign is wrong." if opposite else "The two expressions have different values."


def _at(expression: Expression, point: Mapping[str, Any]) -> Any:
    try:
        found = value(expression, point)
    except Undefined:
        return None
    return None if hasattr(found, "rows") or not context().isfinite(found) else found


def _imaginary(found: Any) -> bool:
    own = context()
    return bool(abs(own.im(found)) > own.mpf(10) ** -45 * max(1, abs(found)))
