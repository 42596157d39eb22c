"""Whether two quantities are the same, in whatever units they are given."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from modules.domains.education.maths.exact import exact
from modules.domains.education.maths.numeric import Undefined, value
from modules.domains.education.maths.scalars import same
from modules.domains.education.maths.syntax import Call, Expression, variables
from modules.domains.education.maths.units import Quantity, converted, quantity, written
from modules.domains.education.maths.verdict import Outcome, Verdict, different, equal, unknown

_CONVERTED = 1e-9  # relative: factors of conversion are decimal fractions


def letters_measure(expression: Expression) -> Quantity | None:
    """Return a number with single letters that are units ("5 m/s") as a quantity, None for any other expression."""
    taken = quantity(expression, letters=True)
    return taken if taken and taken.physical and not variables(taken.value) and exact(taken.value) != 1 else None


def compare_quantities(given: Expression, key: Expression, tolerance: float) -> Verdict:
    """Compare two expressions of which at least one has a unit; see `comparing.compare`."""
    first, second = quantity(given, letters=True), quantity(key, letters=True)
    if first is None or second is None or variables(first.value) != variables(second.value):
        first, second = quantity(given), quantity(key)
    if first is None or second is None:
        return unknown("The units of this cannot be compared.")
    if first.units == second.units:
        return same(first.value, second.value, tolerance)
    if first.physical and second.physical:
        return _converted(first, second, tolerance)
    verdict = same(first.value, second.value, tolerance)
    if not first.units or not second.units:
        return _one_unit(first, second, verdict)
    if verdict.outcome is Outcome.EQUAL:
        return unknown(f"The number is right; is “{written(first.units)}” what was asked for?")
    return (
        verdict
        if not ({"cent", "dollar"} & {name for name, _ in first.units + second.units})
        else _money(first, second)
    )


def _money(first: Quantity, second: Quantity) -> Verdict:
    rates = {"dollar": Fraction(100), "cent": Fraction(1)}
    one, other = exact(first.value), exact(second.value)
    names = [units[0][0] if len(units) == 1 else "" for units in (first.units, second.units)]
    if one is None or other is None or not set(names) <= set(rates):
        return unknown("The units of this cannot be compared.")
    right = one * rates[names[0]] == other * rates[names[1]]
    return equal() if right else different("The value is another one.")


def _one_unit(first: Quantity, second: Quantity, verdict: Verdict) -> Verdict:
    if verdict.outcome is not Outcome.EQUAL:
        inside = second.value if isinstance(second.value, Call) else None
        return verdict if inside is None else unknown("The units of this cannot be compared.")
    if second.physical:
        return different(f"The number is right, but its unit is missing: {written(second.units)}.")
    said = first.units or second.units
    return replace(verdict, remark=f"Taken as a number of “{written(said)}”.")


def _converted(first: Quantity, second: Quantity, tolerance: float) -> Verdict:
    try:
        number, wanted = float(value(first.value).real), float(value(second.value).real)
    except (Undefined, AttributeError, OverflowError):
        return unknown("This could not be worked out.")
    found = converted(number, first.units, second.units)
    if found is None:
        return different(f"The unit {written(first.units)} does not measure the same as {written(second.units)}.")
    if abs(found - wanted) <= max(tolerance, _CONVERTED) * abs(wanted):
        return equal(remark=f"Given in {written(first.units)}.")
    return different("The value is another one.")
