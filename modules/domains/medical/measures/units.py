"""Units as laboratories write them, and conversion between those that a measure is reported in.

pint does the arithmetic. What it cannot know comes with the measure: the molar mass that turns mg/dL into mmol/L, the
charge that turns mEq/L into mmol/L, and three conventions that are no physics (see `_CONVENTIONS`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from modules.domains.medical.measures.catalogue import Measure

if TYPE_CHECKING:
    from pint import UnitRegistry

# A unit as it is shown -> what pint is told, and how it is spelled: lower case, without blanks, "u" for micro.
_UNITS: dict[str, tuple[float, str, str]] = {
    "mol/L": (1, "mole/liter", "mol/l"),
    "mmol/L": (1, "millimole/liter", "mmol/l mmoll-1"),
    "µmol/L": (1, "micromole/liter", "umol/l micromol/l mcmol/l"),
    "nmol/L": (1, "nanomole/liter", "nmol/l"),
    "pmol/L": (1, "picomole/liter", "pmol/l"),
    "mmol/mol": (1e-3, "dimensionless", "mmol/mol"),
    "mEq/L": (1, "equivalent/liter", "meq/l"),
    "g/L": (1, "gram/liter", "g/l gm/l"),
    "g/dL": (1, "gram/deciliter", "g/dl gm/dl g% g/100ml gms/dl"),
    "mg/L": (1, "milligram/liter", "mg/l"),
    "mg/dL": (1, "milligram/deciliter", "mg/dl mg% mg/100ml mgs/dl"),
    "µg/L": (1, "microgram/liter", "ug/l mcg/l"),
    "µg/dL": (1, "microgram/deciliter", "ug/dl mcg/dl"),
    "µg/mL": (1, "microgram/milliliter", "ug/ml mcg/ml"),
    "ng/L": (1, "nanogram/liter", "ng/l"),
    "ng/dL": (1, "nanogram/deciliter", "ng/dl"),
    "ng/mL": (1, "nanogram/milliliter", "ng/ml ng/mlfeu ngfeu/ml"),
    "pg/mL": (1, "picogram/milliliter", "pg/ml"),
    "mg/g": (1e-3, "dimensionless", "mg/g ug/mg mcg/mg mg/gcreat"),
    "mg/mmol": (1, "milligram/millimole", "mg/mmol"),
    "U/L": (1, "international_unit/liter", "u/l iu/l [iu]/l [u]/l units/l unit/l"),
    "µkat/L": (60, "international_unit/liter", "ukat/l"),
    "mIU/L": (1e-3, "international_unit/liter", "miu/l mu/l m[iu]/l uiu/ml u[iu]/ml uu/ml u[iu]/l"),
    "10^9/L": (
        1e9, "1/liter",
        "10*9/l 10^9/l x10^9/l x10*9/l 10e9/l x10e9/l x109/l 10*3/ul 10^3/ul x10^3/ul x10*3/ul 10e3/ul x10e3/ul "
        "x103/ul k/ul k/mm3 k/cumm 10^3/mm3 10*3/mm3 x10^3/mm3 thou/ul thousand/ul thou/mm3 1000/ul bil/l",
    ),
    "/µL": (1e6, "1/liter", "/ul cells/ul /mm3 cells/mm3 /cumm cells/mcl /mcl {cells}/ul cells/cumm"),
    "10^12/L": (
        1e12, "1/liter",
        "10*12/l 10^12/l x10^12/l x10*12/l 10e12/l x10e12/l x1012/l 10*6/ul 10^6/ul x10^6/ul x10*6/ul 10e6/ul x10e6/ul "
        "x106/ul m/ul mil/ul million/ul mill/mcl m/mm3 mill/cumm t/l 10^6/mm3",
    ),
    "%": (1e-2, "dimensionless", "% percent pct"),
    "L/L": (1, "dimensionless", "l/l"),
    "fL": (1, "femtoliter", "fl um3"),
    "pg": (1, "picogram", "pg pg/cell"),
    "mmHg": (1, "millimeter_Hg", "mmhg mm[hg] mmofhg torr"),
    "kPa": (1, "kilopascal", "kpa"),
    "/min": (
        1, "1/minute",
        "/min bpm beats/min beats/minute breaths/min breaths/minute br/min rpm perminute permin /minute 1/min min-1 "
        "{beats}/min {breaths}/min {beats}/minute {breaths}/minute {counts}/minute beatsperminute breathsperminute",
    ),
    "°C": (1, "degree_Celsius", "°c c cel degc celsius degreesc degreescelsius ºc"),
    "°F": (1, "degree_Fahrenheit", "°f f degf [degf] fahrenheit degreesf degreesfahrenheit ºf"),
    "kg": (1, "kilogram", "kg kgs kilogram kilograms"),
    "lb": (1, "pound", "lb lbs [lb_av] pound pounds"),
    "cm": (1, "centimeter", "cm cms centimeters centimetres"),
    "m": (1, "meter", "m meters metres"),
    "in": (1, "inch", "in inch inches [in_i] [in_us]"),
    "kg/m²": (1, "kilogram/meter**2", "kg/m2 kg/m^2 kg/m*2 kg/(m2) kg/sqm"),
    "m²": (1, "meter**2", "m2 m^2 sqm"),
    "mL/min/1.73 m²": (
        1, "milliliter/minute/standard_body",
        "ml/min/1.73m2 ml/min/1.73m^2 ml/min/{1.73_m2} ml/min/1.73_m2 ml/min/{1.73m2} ml/min/1.73sqm ml/min/1.73m "
        "ml/min/1.73m*2 ml/minper1.73m2 ml/min/{1.73m2} ml/min/[1.73_m2] ml/min/1.73",
    ),
    "mL/min": (1, "milliliter/minute", "ml/min ml/minute"),
    "mOsm/kg": (1, "milliosmole/kilogram", "mosm/kg mosmol/kg mosm/kgh2o mosmol/kgh2o mosm/kg{h2o}"),
    "mm/h": (1, "millimeter/hour", "mm/h mm/hr mm/hour mm/1hr"),
    "s": (1, "second", "s sec secs second seconds"),
    "ms": (1, "millisecond", "ms msec msecs millisecond milliseconds"),
    "years": (1, "year", "years year yr yrs y a"),
    "": (1, "dimensionless", "ratio {ratio} {inr} inr {score} score points {ph} ph [ph] {index} 1"),
}  # fmt: skip
_SPELLED = {spelling: unit for unit, (_, _, spellings) in _UNITS.items() for spelling in spellings.split()}
_LEAST = re.compile(r"\s+")

# (measure, unit, other unit): other = slope * one + intercept.
_CONVENTIONS: dict[tuple[str, str, str], tuple[float, float]] = {
    # NGSP's master equation between the two reference systems (Hoelzel and others, Clinical Chemistry 50, 2004, 166).
    ("hba1c", "mmol/mol", "%"): (0.09148, 2.152),
    # 1 mIU/L of human insulin is 6.00 pmol/L (Knopp, Holder-Pearson and Chase, J Diabetes Sci Technol 13, 2019, 597).
    ("insulin", "pmol/L", "mIU/L"): (1 / 6.0, 0.0),
    # By the molar mass of creatinine.
    ("albumin_creatinine_ratio", "mg/mmol", "mg/g"): (1000 / 113.12, 0.0),
}


class UnitClash(ValueError):
    """Two units between which a measure cannot be converted."""


def unit_of(written: str) -> str | None:
    """Return a unit in the spelling in which Vouch shows it; None where it is not known. No unit at all is none."""
    plain = unicodedata.normalize("NFKC", written).replace("μ", "u").replace("µ", "u").strip(" ().")
    plain = _LEAST.sub("", plain).lower()
    return _SPELLED.get(plain)


def convert(number: float, unit: str, to: str, measure: Measure) -> float:
    """Return a number in another unit of the measure; both units in the spelling of `unit_of`.

    Raises:
        UnitClash: the units are of different kinds, and nothing is known that would join them.
    """
    if unit == to:
        return number
    for (key, one, other), (slope, intercept) in _CONVENTIONS.items():
        if key == measure.key and (unit, to) == (one, other):
            return slope * number + intercept
        if key == measure.key and (unit, to) == (other, one):
            return (number - intercept) / slope
    return _by_physics(number, unit, to, measure)


def _by_physics(number: float, unit: str, to: str, measure: Measure) -> float:
    from pint import DimensionalityError

    registry = _registry()
    (factor, name, _), (goal, goal_name, _) = _UNITS[unit], _UNITS[to]
    for charged in (name, goal_name):
        if charged.startswith("equivalent") and not measure.valence:
            raise UnitClash(f"{unit} cannot be converted to {to} for {measure.name}.")
    if name.startswith("equivalent"):
        factor, name = factor / (measure.valence or 1), "millimole/liter"
    if goal_name.startswith("equivalent"):
        goal, goal_name = goal / (measure.valence or 1), "millimole/liter"
    quantity = registry.Quantity(number * factor, name)
    mass = registry.Quantity(measure.molar, "gram/mole") if measure.molar else None
    contexts, given = (("substance",), {"molar": mass}) if mass is not None else ((), {})
    try:
        return float(quantity.to(goal_name, *contexts, **given).magnitude) / goal
    except DimensionalityError:
        raise UnitClash(f"{unit} cannot be converted to {to} for {measure.name}.") from None


@lru_cache(maxsize=1)
def _registry() -> UnitRegistry[Any]:
    from pint import Context, UnitRegistry

    registry: UnitRegistry[Any] = UnitRegistry(cache_folder=None)
    for line in ("international_unit = [activity]", "osmole = [osmoles]", "standard_body = [standard_body]"):
        registry.define(line)
    # pint's own context for chemistry also looks for ways by solvent and volume, which are not known here.
    substance = Context("substance")
    by_mass, by_amount = "[mass] / [length] ** 3", "[substance] / [length] ** 3"
    substance.add_transformation(by_mass, by_amount, _amount)
    substance.add_transformation(by_amount, by_mass, _mass)
    registry.add_context(substance)
    return registry


def _amount(ureg: UnitRegistry[Any], value: Any, **given: Any) -> Any:  # noqa: ARG001 - pint names its arguments
    return value / given["molar"]


def _mass(ureg: UnitRegistry[Any], value: Any, **given: Any) -> Any:  # noqa: ARG001
    return value * given["molar"]
