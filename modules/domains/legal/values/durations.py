"""Lengths of time as contracts write them: "thirty (30) days", "a six-month period", "the third anniversary"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest

from modules.domains.legal.values.numerals import Numeral, joined, numerals

_QUALIFIERS = (
    r"(?:(?:consecutive|successive|calendar|full|complete|additional|further|more|whole|contract|further|clear|initial|"
    r"business|working|banking|trading)[\s-]+){0,3}?"
)
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|quarter|year)s?\b"
_AFTER = re.compile(rf"\s*[)\]]?[\s\-–‐‑]*(?P<kind>{_QUALIFIERS}){_UNIT}", re.IGNORECASE)
_BUSINESS = re.compile(r"business|working|banking|trading", re.IGNORECASE)
_IN_BRACKETS = rf"[\s\-]*{_QUALIFIERS}(?:hour|day|week|fortnight|month|quarter|year)s?"
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ANNIVERSARY = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<figure>\d{{1,2}})(?:st|nd|rd|th))"
    r"(?:\s*\((?P<again>\d{1,2})(?:st|nd|rd|th)?\))?\s+(?:year\s+)?anniversary\b",
    re.IGNORECASE,
)
_CALENDAR_YEARS = range(1900, 2101)


class Unit(StrEnum):
    """What a length of time is counted in."""

    HOUR = "hour"
    DAY = "day"
    BUSINESS_DAY = "business day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


DAYS = {
    Unit.HOUR: Decimal(1) / 24,
    Unit.DAY: Decimal(1),
    Unit.BUSINESS_DAY: Decimal(7) / 5,
    Unit.WEEK: Decimal(7),
    Unit.MONTH: Decimal("30.436875"),
    Unit.YEAR: Decimal("365.2425"),
}
"""Days of a unit, for comparing lengths and for nothing else: a date is computed by the calendar.

A year is the mean one of the Gregorian calendar (146,097 days in 400 years), a month its twelfth, so that twelve months
are a year; of a week's seven days five are business days.
"""
_COUNTED_AS = {"fortnight": (2, Unit.WEEK), "quarter": (3, Unit.MONTH)}


@dataclass(frozen=True, slots=True)
class Duration(Numeral):
    """A length of time in a text.

    Attributes:
        start, end: character offsets, from the number to the unit or the bracket behind it.
        amount: how many units; `words` and `figures` are those in each writing.
    """

    unit: Unit

    @property
    def days(self) -> Decimal:
        """How long it is for comparing, see `DAYS`."""
        return self.amount * DAYS[self.unit]

    def __str__(self) -> str:
        """Return it as the annotators of CUAD do: "1 year", "30 days", "10 business days"."""
        return f"{self.amount.normalize():f} {self.unit}{'' if self.amount == 1 else 's'}"


def durations(text: str) -> list[Duration]:
    """Return the lengths of time of a text in order. "The third anniversary" is three years."""
    return sorted([*_counted(text), *_anniversaries(text)], key=lambda one: one.start)


def _counted(text: str) -> Iterator[Duration]:
    found = numerals(text)
    taken = 0
    for number, following in zip_longest(found, found[1:]):
        unit = _AFTER.match(text, number.end)
        if unit is None or number.start < taken or _is_calendar_year(number, unit):
            continue
        both = joined(text, number, unit.end(), following, unit=rf"(?:{_IN_BRACKETS})?")
        taken = both.end if both else unit.end()
        yield _duration(both or number, taken, unit)


def _duration(number: Numeral, end: int, unit: re.Match[str]) -> Duration:
    name = unit["unit"].lower()
    times, counted = _COUNTED_AS.get(name) or (1, Unit(name))
    if counted is Unit.DAY and _BUSINESS.search(unit["kind"]):
        counted = Unit.BUSINESS_DAY
    words, figures = (None if one is None else one * times for one in (number.words, number.figures))
    return Duration(number.start, end, number.amount * times, words, figures, counted)


def _is_calendar_year(number: Numeral, unit: re.Match[str]) -> bool:
    """Tell whether "2019 calendar year" is meant."""
    return number.words is None and number.amount in _CALENDAR_YEARS and unit["unit"].lower() == "year"


def _anniversaries(text: str) -> Iterator[Duration]:
    for match in _ANNIVERSARY.finditer(text):
        words = Decimal(_ORDINALS.index(match["word"].lower()) + 1) if match["word"] else None
        written = match["figure"] or match["again"]
        figures = Decimal(written) if written else None
        amount = figures if words is None else words
        if amount is not None:
            yield Duration(match.start(), match.end(), amount, words, figures, Unit.YEAR)
