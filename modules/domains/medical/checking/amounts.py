"""Doses, frequencies, routes and values in one form each, so that "0.5 g BID" is "500 mg twice a day"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.core.figures import numbers

Amount = tuple[str, tuple[float, ...]]

_MASS = {"g": 1e3, "mg": 1.0, "mcg": 1e-3}
_UNITS = {
    "mg": r"mgs?|milligrams?|milligrammes?",
    "mcg": r"mcgs?|µg|μg|ug|micrograms?|microgrammes?",
    "g": r"g|gm|gms|grams?|grammes?",
    "ml": r"mls?|cc|millilit(?:er|re)s?",
    "unit": r"units?|iu|u|international units?",
    "meq": r"meqs?|milliequivalents?",
    "mmol": r"mmols?|millimoles?",
    "tablet": r"tablets?|tabs?|pills?|capsules?|caps?",
    "puff": r"puffs?|inhalations?|sprays?|actuations?",
    "drop": r"drops?|gtts?",
    "patch": r"patch(?:es)?",
    "percent": r"%|percent|per cent",
}
_UNIT = re.compile("|".join(f"(?P<{name}>(?<![a-zµμ])(?:{spelling})(?![a-z]))" for name, spelling in _UNITS.items()))
_DOSE = re.compile(rf"\d[\d,]*(?:\.\d+)?\s*-?\s*(?:{'|'.join(_UNITS.values())})(?![a-z])", re.IGNORECASE)
_REACH = 60
_POINT = re.compile(r"(?P<whole>\b[a-z]+(?:[ -][a-z]+)?) point (?P<part>[a-z]+)\b", re.IGNORECASE)
_A_DAY = r"(?:(?:a|per|each) |/ ?)?(?:day|daily)"
_A_WEEK = r"(?:(?:a|per|each) |/ ?)?(?:week|weekly)"
_PER_DAY: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})", re.IGNORECASE), times)
    for pattern, times in (
        (r"(?:every other|alternate) (?:day|night|morning)s?\b|qod\b", 0.5),
        (rf"(?:twice|two times|2 times|2x|bi) ?{_A_WEEK}", 2 / 7),
        (rf"(?:three times|thrice|3 times|3x) ?{_A_WEEK}", 3 / 7),
        (r"(?:once (?:a|per|every) week|weekly|every week|each week|once weekly)\b", 1 / 7),
        (r"(?:once (?:a|per) month|monthly|every month)\b", 1 / 30),
        (rf"(?:four|4) times {_A_DAY}\b|q\.?i\.?d\b|qds\b", 4.0),
        (rf"(?:(?:three|3) times|thrice) {_A_DAY}\b|t\.?i\.?d\b|tds\b", 3.0),
        (rf"(?:twice|(?:two|2) times) {_A_DAY}\b|b\.?i\.?d\b|bds?\b", 2.0),
    )
)
_HOURLY = re.compile(
    r"\b(?:every|each|q)\.? ?(?P<hours>\d{1,2}|four|six|eight|twelve)(?: ?(?:-|to) ?\d{1,2})?"
    r" ?(?:h|hrs?|hours?|hourly)\b",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:once|daily|every ?day|a day|per day|each (?:day|morning|evening|night)|q\.?d|od|nightly|qhs|qam|qpm|nocte"
    r"|mane|(?:every|in the|at) (?:morning|evening|night|bedtime))\b",
    re.IGNORECASE,
)
_HOURS = {"four": 4, "six": 6, "eight": 8, "twelve": 12}
_ROUTES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), name)
    for name, pattern in (
        ("oral", r"oral(?:ly)?|by mouth|po|p\.o\.?|per os"),
        ("intravenous", r"iv|i\.v\.?|intravenous(?:ly)?|infusion"),
        ("intramuscular", r"im|i\.m\.?|intramuscular(?:ly)?"),
        ("subcutaneous", r"sc|sq|subq|s\.c\.?|subcut|subcutaneous(?:ly)?"),
        ("topical", r"topical(?:ly)?|to the skin"),
        ("inhaled", r"inhaled|inhalation|inhaler|nebuli[sz]ed|nebuli[sz]er|neb"),
        ("sublingual", r"sl|sublingual(?:ly)?|under the tongue"),
        ("rectal", r"pr|rectal(?:ly)?|per rectum"),
        ("nasal", r"nasal(?:ly)?|intranasal(?:ly)?"),
        ("transdermal", r"transdermal(?:ly)?|patch"),
        ("eye", r"ophthalmic|in (?:the|each|both) eyes?"),
    )
)


def amount(dose: str) -> Amount | None:
    """Return the unit and the numbers of a dose, masses in milligrams; None where it holds no number with a unit."""
    text = dose.lower()
    unit = _UNIT.search(text)
    said = [number.value / number.scale for number in numbers(text) if number.kind in ("plain", "percent")]
    if unit is None or not said:
        return None
    name = unit.lastgroup or ""
    factor = _MASS.get(name)
    return ("mass", tuple(round(one * factor, 6) for one in said)) if factor else (name, tuple(said))


def amounts_beside(text: str, name: str) -> Iterator[Amount]:
    """Yield the doses that stand within some words of a name."""
    at = text.lower().find(name.lower())
    for match in _DOSE.finditer(text, max(at, 0), len(text) if at < 0 else at + len(name) + _REACH):
        if read := amount(match.group()):
            yield read


def same_amount(one: Amount, other: Amount) -> bool:
    """Tell whether two doses of one unit are the same, or one of them is one end of the other."""
    return set(one[1]) <= set(other[1]) or set(other[1]) <= set(one[1])


def times_a_day(frequency: str) -> float | None:
    """Return how often a day something is taken, at most where it is left to need; None where that is not said."""
    if every := _HOURLY.search(frequency):
        hours = every["hours"].lower()
        return 24 / (_HOURS.get(hours) or max(1, int(hours)))
    if found := next((times for pattern, times in _PER_DAY if pattern.search(frequency)), None):
        return found
    return 1.0 if _ONCE.search(frequency) else None


def route(written: str) -> str:
    """Return the name of a route; "" where none is known."""
    return next((name for pattern, name in _ROUTES if pattern.search(written)), "")


def figures(value: str) -> tuple[float, ...]:
    """Return the numbers of a measured value, in order: two for a blood pressure."""
    written = _POINT.sub(_decimal, value.replace("/", " / "))
    return tuple(number.value for number in numbers(written) if number.kind in ("plain", "percent"))


def _decimal(match: re.Match[str]) -> str:
    """Write "six point seven" as 6.7."""
    whole, part = numbers(match["whole"]), numbers(match["part"])
    return f"{whole[-1].value:g}.{part[0].value:g}" if whole and part else match.group()
