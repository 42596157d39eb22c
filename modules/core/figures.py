"""Numbers and dates in a text, and whether a text says the number that another one says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, permutations
from typing import Literal

_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "million": 1e6, "millions": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9, "trillion": 1e12,
}  # fmt: skip
_SPELLINGS = {
    "percent": "% percent pct", "dollar": "$ usd us$ dollar dollars", "euro": "€ eur euro euros", "pound": "£ gbp",
    "yen": "¥ jpy yen", "cent": "cent cents",
    "mcg": "mcg µg μg ug microgram micrograms", "mg": "mg milligram milligrams", "g": "g gram grams",
    "kg": "kg kilogram kilograms kilo kilos", "ml": "ml milliliter milliliters millilitre millilitres",
    "l": "l liter liters litre litres", "mm": "millimeter millimeters millimetre millimetres",
    "cm": "cm centimeter centimeters centimetre centimetres", "km": "km kilometer kilometers kilometre kilometres",
    "second": "second seconds", "minute": "minute minutes", "hour": "hour hours", "day": "day days",
    "week": "week weeks", "month": "month months", "year": "year years",
}  # fmt: skip
# Every spelling of a unit to the unit; left out are those that mean two ("pounds", "m", "mm", "min").
_MEASURES = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split()}
CURRENCIES = frozenset({"dollar", "euro", "pound", "yen"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_SPELLED = {
    **{word: float(value) for value, word in enumerate(_UNITS.split())},
    **{word: 20.0 + 10 * place for place, word in enumerate(_TENS.split())},
    **{word: float(value) for value, word in enumerate(_ORDINALS.split())},
}
_MULTIPLIERS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

_NUMBER = re.compile(
    r"(?<![\w.])(?P<label>\d+(?:\.\d+){2,})(?![\w.])"
    r"|(?<![\w])(?P<sign>[$€£¥]\s?)?(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+)?(?P<part>(?<![.])\.\d+)?(?:st|nd|rd|th)?"
    r"(?P<scale>\)?\s?(?:thousand|millions?|billions?|trillion|bn|mn)\b|(?:mm|[kmb])\b)?"
    r"(?P<percent>\s?(?:%|percent\b|per cent\b|pct\b|percentage points?\b))?",
    re.IGNORECASE,
)
_WORD = "|".join([*_SPELLED, *_MULTIPLIERS])
_SPELLED_NUMBER = re.compile(
    rf"\b(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD}))*\b(?P<percent>\s(?:percent|per cent)\b)?", re.IGNORECASE
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATES = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<number>\d{1,2})[/.](?P<day>\d{1,2})[/.](?P<year>\d{4})\b"),
    re.compile(r"\b(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{2})\b"),
)
_UNIT_AFTER = re.compile(r"[\s-]?(%|[$€£¥]|[a-zµμ]+\b)", re.IGNORECASE)
_UNIT_BEFORE = re.compile(r"(\b(?:usd|eur|gbp|jpy)|(?<!\w)[$€£¥])\s?$", re.IGNORECASE)
_SIGN = re.compile(r"([$€£¥])")
_MINUS = re.compile(r"(?:^|[\s|(])[-−][$€£¥]?\s?$")
_OPENED = re.compile(r"\([$€£¥]?\s?$")
# What a regulator calls its forms is no number.
_FORM = re.compile(
    r"\b(?:6-K|8-K|10-[KQ]|11-K|20-F|40-F)\b|\b(?:8-?k|10-?[kq])(?=\s+(?:filing|report|form))", re.IGNORECASE
)
_SPELLED_BEFORE = re.compile(rf"\b(?:{_WORD})\W*$", re.IGNORECASE)
# A bare number below this may be anything; above, it may be the same amount in thousands or millions.
_LEAST_BARE = 100
# From here on two bare numbers, one a thousand times the other, are hardly so by chance, unless one is a year.
_LEAST_BOTH_BARE = 1_000
_YEARS = range(1900, 2101)
_CENTURY_TURNS = 50
# Of more given numbers something always comes out by chance, and trying takes seconds.
_MOST_TERMS = 12
_HEDGE = re.compile(
    r"\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|over|under|more than|less than|up to|circa)"
    r"\s*[$€£¥]?$"
    r"|[~≈]\s*[$€£¥]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text gives it.

    Attributes:
        start, end: character offsets.
        value: 3.2e9 for "$3.2 billion", 12 for "12 %"; for a date its `date.toordinal()`.
        step: the place of its last digit: 1e8 for "3.2 billion". Another number is the same when it rounds to this one.
        kind: "label" is a clause number like 7.2.1, compared letter by letter (`text`).
        spelled: it is given in words.
        scale: 1e9 for "3.2 billion", 1 where no such word stands beside it.
        parts: of a date: its day and year.
        unit: "mg", "dollar", "day": what stands directly beside it, "" where no unit that is known does.
        negative: it is in parentheses or behind a minus sign, as below the line of a statement.
    """

    start: int
    end: int
    value: float
    step: float
    kind: Literal["plain", "percent", "date", "label"]
    text: str
    spelled: bool = False
    scale: float = 1.0
    parts: tuple[float, ...] = ()
    unit: str = ""
    negative: bool = False


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order: digits, spelled ones, percentages, amounts with a scale, dates."""
    dates = list(_dates(text))
    taken = [*((found.start, found.end) for found in dates), *(match.span() for match in _FORM.finditer(text))]
    others = [*_digits(text), *_spelled(text)]
    free = [one for one in others if not any(start < one.end and one.start < end for start, end in taken)]
    seen = (replace(one, unit=_unit(text, one), negative=not one.spelled and _is_negative(text, one)) for one in free)
    return sorted([*dates, *seen], key=lambda number: number.start)


def is_said(claim: Number, evidence: Sequence[Number]) -> bool:
    """Tell whether the evidence gives a number: the same, or one that rounds to it, in any of the usual spellings."""
    if claim.kind == "label":
        return any(other.text == claim.text for other in evidence)
    if claim.kind == "date":
        said = {part for other in evidence for part in (other.parts or (other.value,))}
        return any(other.kind == "date" and other.value == claim.value for other in evidence) or (
            not any(other.kind == "date" for other in evidence) and set(claim.parts) <= said
        )
    values = [value for other in evidence for value in _values(claim, other)]
    return any(_rounds_to(claim, value) for value in values)


def is_computed(claim: Number, given: Sequence[Number]) -> bool:
    """Tell whether a number is computed from given ones: of two, or the sum or mean of several in a row."""
    plain = [one for one in given if one.kind in ("plain", "percent")]
    if len(plain) > _MOST_TERMS:
        return False
    # "from 100 to 120 million": the scale may stand beside one of them only.
    known = {one.value for one in plain} | {one.value / one.scale for one in plain}
    unscaled = replace(claim, value=claim.value / claim.scale, step=claim.step / claim.scale)
    forms = (claim, unscaled) if claim.scale != 1 else (claim,)
    results = chain(_of_two(known), _of_several([one.value / one.scale for one in plain]))
    return any(_rounds_to(form, abs(result)) for result in results for form in forms)


def _of_two(known: Iterable[float]) -> Iterator[float]:
    """Yield sums, differences, products, ratios and relative changes of two numbers."""
    for first, second in permutations(known, 2):
        yield from (first + second, first - second, first * second, first * second / 100)
        if second:
            yield from (first / second, 100 * first / second, 100 * (first - second) / second)


def _of_several(values: Sequence[float]) -> Iterator[float]:
    """Yield sums and means of numbers that stand side by side."""
    for start in range(len(values)):
        for end in range(start + 2, len(values) + 1):
            total = sum(values[start:end])
            yield from (total, total / (end - start))


def _values(claim: Number, other: Number) -> Iterator[float]:
    """Yield the values for which a number of the evidence may stand beside this claim."""
    if other.kind == "label" or (claim.unit and other.unit and claim.unit != other.unit):
        return
    if other.kind == "date":
        yield from other.parts
        return
    yield other.value
    if claim.kind == "percent" and other.kind == "plain":
        yield other.value * 100
    if claim.kind == other.kind == "plain":
        yield from _rescaled(claim, other)


def _unit(text: str, number: Number) -> str:
    """Return the unit that stands directly beside a number: "5 mg", "$5", "USD 5", "5-day"."""
    if number.kind == "percent":
        return "percent"
    before = _SIGN.match(text, number.start) or _UNIT_BEFORE.search(text[max(0, number.start - 5) : number.start])
    if before:
        return _MEASURES[before[1].lower()]
    after = _UNIT_AFTER.match(text, number.end)
    return _MEASURES.get(after[1].lower(), "") if after else ""


def _is_negative(text: str, number: Number) -> bool:
    """Tell whether a number is written as "(5)" or "-5"; "thirty (30)" and "10-15" are not."""
    before = text[max(0, number.start - 24) : number.start]
    if _MINUS.search(before):
        return True
    closed = ")" in text[number.start : number.end] or text[number.end :].lstrip().startswith(")")
    return closed and bool(_OPENED.search(before)) and not _SPELLED_BEFORE.search(before)


def _rescaled(claim: Number, other: Number) -> Iterator[float]:
    """Yield what "3,215" may be under "in millions" where the claim says "3.2 billion", or the other way round."""
    if claim.scale == other.scale == 1 and claim.value >= _LEAST_BOTH_BARE and int(claim.value) not in _YEARS:
        yield from (other.value / 1e3, other.value / 1e6)
    if (claim.scale == 1) == (other.scale == 1):
        return
    bare, scale = (other, claim.scale) if other.scale == 1 else (claim, other.scale)
    if bare.value < _LEAST_BARE:
        return
    for shift in (1e3, 1e6, 1e9):
        if shift <= scale:
            yield other.value * shift if bare is other else other.value / shift


def _rounds_to(claim: Number, value: float) -> bool:
    if claim.step <= 1 and float(value).is_integer():
        return abs(claim.value - value) < 1e-9 * max(1.0, abs(value))
    return abs(claim.value - value) <= claim.step / 2 * (1 + 1e-9) + 2 * math.ulp(value)


def _digits(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        if match["label"]:
            yield Number(match.start(), match.end(), 0.0, 1.0, "label", match["label"])
        elif match["whole"] or match["part"]:
            yield _digit_number(text, match)


def _digit_number(text: str, match: re.Match[str]) -> Number:
    whole, part = (match["whole"] or "0").replace(",", ""), match["part"] or ""
    scale = _SCALES[match["scale"].lstrip(")").strip().lower()] if match["scale"] else 1.0
    places = len(part) - 1 if part.strip(".0") else 0  # ".00" only fills the form
    step = 10.0 ** -max(0, places) * scale
    if not part and _HEDGE.search(text[max(0, match.start() - 16) : match.start()]):
        step *= 10.0 ** (len(whole) - len(whole.rstrip("0"))) if int(whole) else 1.0
    kind: Literal["plain", "percent"] = "percent" if match["percent"] else "plain"
    value = float(whole + part) * scale
    return Number(match.start(), match.end(), value, step, kind, match.group().strip().replace(")", ""), scale=scale)


def _spelled(text: str) -> Iterator[Number]:
    for match in _SPELLED_NUMBER.finditer(text):
        said = match.group().removesuffix(match["percent"] or "")
        parts = re.findall(r"[a-z]+", said.lower())
        if parts[0] in _MULTIPLIERS and text[: match.start()].rstrip(") \u00a0\n")[-1:].isdigit():
            continue  # the scale of a number in digits
        kind: Literal["plain", "percent"] = "percent" if match["percent"] else "plain"
        step = max([1.0, *(_MULTIPLIERS[part] for part in parts if _MULTIPLIERS.get(part, 0) > 100)])
        yield Number(match.start(), match.end(), _spelled_value(parts), step, kind, match.group(), spelled=True)


def _spelled_value(parts: Sequence[str]) -> float:
    total, group = 0.0, 0.0
    for part in parts:
        if part == "hundred":
            group = (group or 1) * 100
        elif part in _MULTIPLIERS:
            total, group = total + (group or 1) * _MULTIPLIERS[part], 0.0
        else:
            group += _SPELLED.get(part, 0.0)
    return total + group


def _dates(text: str) -> Iterator[Number]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            found = match.groupdict()
            month = int(found["number"]) if found.get("number") else _MONTHS.index(found["month"][:3].lower()) + 1
            day, year = int(found["day"]), _year(found["year"])
            # "3/12/2021" is the third of December to half of the world.
            orders = {(month, day), (day, month)} if re.match(r"\d{1,2}[/.]", match.group()) else {(month, day)}
            for one_month, one_day in sorted(orders):
                try:
                    ordinal = date(year, one_month, one_day).toordinal()
                except ValueError:
                    continue  # 31/12: the other order is meant
                parts = (float(one_day), float(year))
                yield Number(match.start(), match.end(), float(ordinal), 1.0, "date", match.group(), parts=parts)


def _year(written: str) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    return year + (2000 if year < _CENTURY_TURNS else 1900)
