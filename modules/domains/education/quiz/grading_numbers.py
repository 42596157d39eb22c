"""Grading a number: value, unit and tolerance, and what went wrong where it is a known slip."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from modules.domains.education.quiz.calculations import computed
from modules.domains.education.quiz.item import Grade, Item, Mark, Number

_NUMBER = re.compile(
    r"^\s*(?:[A-Za-z]\w{0,2}\s*=\s*|about\s|approximately\s|≈\s*|~\s*|=\s*)?"
    r"(?P<value>[-+−]?\s?(?:\d{1,3}(?:,\d{3})+|"
    r"\d+)?(?:\.\d+)?(?:\s?/\s?\d+(?:\.\d+)?)?(?:(?:\s?[×x*·]\s?10\s?\^?|[eE])\s?\(?[-+−]?\d{1,3}\)?)?)"
    r"(?P<scale>\s?(?:thousand|million|billion|trillion))?\s*(?P<unit>.*?)\s*[.]?\s*$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[A-Za-zµμΩω°Å%]{1,20}(?:[ ·*/^.²³⁻¹-]{0,3}[A-Za-zµμΩ°%0-9]{1,12}){0,6}|%")
_SCALES = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SPELLED = {
    "ohm": "ohm", "ohms": "ohm", "Ω": "ohm", "\u2126": "ohm", "%": "percent", "per cent": "percent", "°C": "degC",
    "degrees celsius": "degC", "°F": "degF", "μ": "µ", "l": "liter", "L": "liter", "h": "hour", "min": "minute",
}  # fmt: skip
_FLOAT = 1e-9
_ROUNDED = 0.05
_MOST_TENS = 9


def graded_number(item: Item, said: str, compare: Callable[[str, str], bool | None]) -> Grade:
    """Grade a number with its unit.

    A plain number is right within the item's tolerance, in any unit of the same dimension. What is no plain number is
    left to `compare`; what cannot be read is not certain. Told apart are a missing or wrong unit, a sign, a power of
    ten, and a number that was rounded too far.
    """
    number = item.number
    if number is None:
        raise ValueError("a numeric item has a number")
    score, reason, certain = _judged(number, said, compare)
    opening = "Right." if score == 1.0 else "Not right."
    feedback = " ".join(part for part in (opening, reason, item.explanation) if part)
    return Grade(item.id, score, feedback, (Mark("Number", score, 1.0, said if score else "", reason),), certain)


def _judged(number: Number, said: str, compare: Callable[[str, str], bool | None]) -> tuple[float, str, bool]:
    wanted = computed(number.value)
    match = _NUMBER.match(said)
    value = computed(_plain(match["value"])) if match and match["value"].strip() else None
    if wanted is None or value is None or match is None or (match["unit"] and not _UNIT.fullmatch(match["unit"])):
        return _compared(number, said, compare)
    value *= _SCALES[(match["scale"] or "").strip().lower()]
    factor = _factor(match["unit"], number.unit)
    if factor is None:
        return 0.0, f"The unit is wrong: {match['unit']} cannot be turned into {number.unit}.", True
    if number.unit and not match["unit"]:
        known = _near(value, wanted, number.tolerance)
        return 0.0, f"The unit is missing: {number.unit}." if known else _slip(value, wanted, number), True
    converted = factor(value)
    if _near(converted, wanted, number.tolerance):
        return 1.0, "", True
    return 0.0, _slip(converted, wanted, number), True


def _compared(number: Number, said: str, compare: Callable[[str, str], bool | None]) -> tuple[float, str, bool]:
    bare = said.strip()
    if number.unit:
        if not bare.endswith(number.unit):
            return 0.0, f"This could not be read as a number in {number.unit}.", False
        bare = bare.removesuffix(number.unit).strip()
    equal = compare(bare, number.value)
    if equal is None:
        return 0.0, "This could not be read as a number: somebody should look at it.", False
    return (1.0, "", True) if equal else (0.0, "", True)


def _near(value: float, wanted: float, tolerance: float) -> bool:
    return math.isclose(value, wanted, rel_tol=max(tolerance, _FLOAT), abs_tol=1e-12 if wanted == 0 else 0.0)


def _slip(value: float, wanted: float, number: Number) -> str:
    """Name the slip by which a learner comes from the right value to this one; "" where none is known."""
    if wanted and _near(-value, wanted, number.tolerance):
        return "The sign is wrong."
    if value and wanted and (value > 0) == (wanted > 0):
        tens = math.log10(value / wanted)
        if (
            round(tens)
            and abs(tens) <= _MOST_TENS
            and _near(value / 10.0 ** round(tens), wanted, max(number.tolerance, 1e-6))
        ):
            power = "ten" if abs(round(tens)) == 1 else f"10^{abs(round(tens))}"
            return f"The digits are right, but it is too {'large' if tens > 0 else 'small'} by a factor of {power}."
    if _rounds(value, wanted):
        return "It is rounded too far."
    return ""


def _rounds(value: float, wanted: float) -> bool:
    """Tell whether a value is the wanted one, rounded to fewer digits."""
    if value == 0 or not math.isclose(value, wanted, rel_tol=_ROUNDED):
        return False
    magnitude = math.floor(math.log10(abs(wanted)))
    return any(math.isclose(round(wanted, digits - magnitude), value, rel_tol=_FLOAT) for digits in range(6))


def _plain(text: str) -> str:
    bare = re.sub(r"\s|,(?=\d{3})|\(|\)", "", text).replace("−", "-").lstrip("+")
    return re.sub(r"[×x*·]10\^?\+?(-?\d+)", r"*10**\1", bare)


def _factor(given: str, wanted: str) -> Callable[[float], float] | None:
    """Return what turns a value in one unit into the other; None where the dimensions differ or a unit is unknown."""
    one, other = _name(given), _name(wanted)
    if not one or not other or one == other:
        return _same if not one or one == other else None
    registry = _registry()
    try:
        source, target = registry.parse_units(one), registry.parse_units(other)
        if source.dimensionality != target.dimensionality:
            return None
    except Exception:  # noqa: BLE001 - pint raises errors of many libraries for what is no unit
        return None
    return lambda value: float(registry.Quantity(value, source).to(target).magnitude)


def _same(value: float) -> float:
    return value


def _name(unit: str) -> str:
    bare = " ".join(unit.split())
    known = _SPELLED.get(bare) or _SPELLED.get(bare.lower() if len(bare) > 2 else bare)
    if known:
        return known
    text = bare.replace("μ", "µ").replace("Ω", "ohm").replace("\u2126", "ohm").replace("·", "*").replace("²", "**2")
    text = text.replace("³", "**3").replace("⁻¹", "**-1").replace("^", "**")
    return re.sub(r"\*\*\s*(-?\d)\d+", r"**\1", text)


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    return pint.UnitRegistry()
