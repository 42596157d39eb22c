"""Quantities: a value and its unit, compared through pint; what merely is counted ("ways", "apples") stays a label."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from modules.domains.education.maths.syntax import (
    ONE,
    Binary,
    Call,
    Expression,
    Number,
    Symbol,
    Unit,
    walk,
)

# How a learner writes a unit, and pint's name of it. No text of a learner reaches pint's own parser.
_NAMES = {
    name: pint
    for pint, names in {
        "meter": "m meter metre",
        "kilometer": "km kilometer kilometre",
        "centimeter": "cm centimeter centimetre",
        "millimeter": "mm millimeter millimetre",
        "micrometer": "um micrometer",
        "nanometer": "nm nanometer",
        "inch": "in inch",
        "foot": "ft foot feet",
        "yard": "yd yard",
        "mile": "mi mile",
        "astronomical_unit": "AU",
        "light_year": "ly",
        "gram": "g gram",
        "kilogram": "kg kilogram",
        "milligram": "mg milligram",
        "microgram": "ug microgram",
        "metric_ton": "t tonne",
        "pound": "lb lbs pound",
        "ounce": "oz ounce",
        "second": "s sec second",
        "millisecond": "ms millisecond",
        "minute": "min minute",
        "hour": "h hr hrs hour",
        "day": "d day",
        "week": "week wk",
        "year": "yr year",
        "liter": "L l liter litre",
        "milliliter": "ml mL milliliter millilitre",
        "deciliter": "dL dl",
        "centiliter": "cL cl",
        "gallon": "gal gallon",
        "quart": "qt quart",
        "pint": "pint",
        "cup": "cup",
        "hertz": "Hz hertz",
        "kilohertz": "kHz",
        "megahertz": "MHz",
        "gigahertz": "GHz",
        "newton": "N newton",
        "kilonewton": "kN",
        "millinewton": "mN",
        "joule": "J joule",
        "kilojoule": "kJ kilojoule",
        "megajoule": "MJ",
        "calorie": "cal calorie",
        "kilocalorie": "kcal kilocalorie",
        "electron_volt": "eV",
        "watt": "W watt",
        "kilowatt": "kW kilowatt",
        "megawatt": "MW",
        "milliwatt": "mW",
        "kilowatt_hour": "kWh",
        "pascal": "Pa pascal",
        "hectopascal": "hPa",
        "kilopascal": "kPa",
        "megapascal": "MPa",
        "bar": "bar",
        "standard_atmosphere": "atm atmosphere",
        "millimeter_Hg": "mmHg",
        "volt": "V volt",
        "millivolt": "mV",
        "kilovolt": "kV",
        "ampere": "A amp ampere",
        "milliampere": "mA",
        "ohm": "ohm Omega",
        "kiloohm": "kohm",
        "megaohm": "Mohm",
        "farad": "F farad",
        "millifarad": "mF",
        "microfarad": "uF",
        "nanofarad": "nF",
        "picofarad": "pF",
        "henry": "H",
        "millihenry": "mH",
        "coulomb": "C coulomb",
        "microcoulomb": "uC",
        "nanocoulomb": "nC",
        "tesla": "T tesla",
        "weber": "Wb",
        "kelvin": "K kelvin",
        "degree_Celsius": "°C degC",
        "degree_Fahrenheit": "°F degF",
        "mole": "mol mole",
        "millimole": "mmol",
        "kilomole": "kmol",
        "radian": "rad radian",
        "degree": "deg",
        "mile_per_hour": "mph",
        "kilometer_per_hour": "kph",
        "hectare": "ha hectare",
    }.items()
    for name in names.split()
}
_COUNTED = {"dollar": "dollar", "dollars": "dollar", "$": "dollar", "usd": "dollar", "cents": "cent", "euros": "euro"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit: names and their exponents, sorted; empty for a bare number."""

    value: Expression
    units: tuple[tuple[str, int], ...] = ()

    @property
    def physical(self) -> bool:
        """Whether each part of its unit is one that can be converted."""
        return bool(self.units) and all(name in _NAMES for name, _ in self.units)


def has_unit(expression: Expression) -> bool:
    """Tell whether a unit that cannot be a variable stands in it."""
    return any(isinstance(part, Unit) for part in walk(expression))


def quantity(expression: Expression, *, letters: bool = False) -> Quantity | None:
    """Take an expression apart into its value and its unit.

    Args:
        expression: as read.
        letters: whether single letters that are units ("5 m/s") are taken as units, not as variables.

    Returns:
        None where the unit is not a factor of the whole: 5 km + 3.
    """
    match expression:
        case Unit(name):
            return Quantity(ONE, ((_singular(name), 1),))
        case Symbol(name) if letters and name in _NAMES:
            return Quantity(ONE, ((name, 1),))
        case Binary("*" | "/" as operator, left, right):
            first, second = quantity(left, letters=letters), quantity(right, letters=letters)
            return None if first is None or second is None else _joined(operator, first, second)
        case Binary("^", base, Number(exponent, _)) if exponent.denominator == 1:
            return _raised(quantity(base, letters=letters), expression, int(exponent))
        case Binary("^", base, Call("neg", (Number(exponent, _),))) if exponent.denominator == 1:
            return _raised(quantity(base, letters=letters), expression, -int(exponent))
        case Call("neg", (inside,)):
            taken = quantity(inside, letters=letters)
            return None if taken is None else Quantity(Call("neg", (taken.value,)), taken.units)
        case _:
            return None if has_unit(expression) else Quantity(expression)


def _joined(operator: str, first: Quantity, second: Quantity) -> Quantity:
    sign = 1 if operator == "*" else -1
    units = dict(first.units)
    for name, exponent in second.units:
        units[name] = units.get(name, 0) + sign * exponent
    value = first.value if second.value == ONE else Binary(operator, first.value, second.value)
    return Quantity(value, tuple(sorted((name, exponent) for name, exponent in units.items() if exponent)))


def _raised(base: Quantity | None, whole: Expression, exponent: int) -> Quantity | None:
    if base is None or not base.units:
        return base and Quantity(whole)
    units = tuple((name, power * exponent) for name, power in base.units)
    value = ONE if base.value == ONE else Binary("^", base.value, Number(Fraction(exponent)))
    return Quantity(value, units)


def _singular(name: str) -> str:
    name = name.strip(" .")
    if name in _NAMES:
        return name
    low = name.lower()
    for one in (low, low.removesuffix("s"), low.removesuffix("es")):
        if one in _NAMES and len(one) > 2:
            return one
    return _COUNTED.get(low, low.removesuffix("s"))


@functools.cache
def registry() -> Any:
    """Return pint's table of units."""
    import pint

    return pint.UnitRegistry(cache_folder=None)


def pint_unit(units: tuple[tuple[str, int], ...]) -> Any:
    """Return a unit as pint has it; each name must be one of the table's."""
    table = registry()
    made = table.Unit("dimensionless")
    for name, exponent in units:
        made = made * getattr(table, _NAMES[name]) ** exponent
    return made if isinstance(made, table.Unit) else made.units


def converted(value: float, given: tuple[tuple[str, int], ...], wanted: tuple[tuple[str, int], ...]) -> float | None:
    """Return a value in another unit, None where the dimensions differ."""
    import pint

    try:
        return float(registry().Quantity(value, pint_unit(given)).to(pint_unit(wanted)).magnitude)
    except pint.DimensionalityError:
        return None


def known(name: str) -> bool:
    """Tell whether it is a unit that can be converted, in any of its spellings."""
    return _singular(name) in _NAMES


def written(units: tuple[tuple[str, int], ...]) -> str:
    """Return a unit as it is shown: m/s^2."""
    above = [name + (f"^{exponent}" if exponent > 1 else "") for name, exponent in units if exponent > 0]
    below = [name + (f"^{-exponent}" if exponent < -1 else "") for name, exponent in units if exponent < 0]
    return (" ".join(above) or "1") + "".join(f"/{part}" for part in below)
