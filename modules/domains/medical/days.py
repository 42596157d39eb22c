"""Days as notes print them, in ISO 8601; "" rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dateutil import parser

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}\.?,?[ -]\d{{4}}|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_DAY = re.compile(rf"(?<![\d/.-]){DAY}(?![\d/])", re.IGNORECASE)
_MONTH_OF = re.compile(
    rf"\b(?P<month>{_MONTH})\.?,? (?P<year>(?:19|20)\d\d)\b|\b(?P<number>0?[1-9]|1[0-2])/(?P<of>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})\b|\b(?P<in>{_MONTH})\.?"
    rf" (?P<of>\d{{1,2}})\b(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}")
_OLDEST = 1900


class Day(NamedTuple):
    """A day that a text prints: where it stands, and what day that is."""

    start: int
    end: int
    iso: str


def days(text: str, *, day_first: bool = False) -> Iterator[Day]:
    """Yield the days of a text in order."""
    for match in _DAY.finditer(text):
        iso = day_of(match.group(), day_first=day_first)
        if iso:
            yield Day(match.start(), match.end(), iso)


def day_of(printed: str, *, day_first: bool = False) -> str:
    """Return a printed day in ISO 8601; "" where it is none."""
    try:
        found: date = parser.parse(printed, dayfirst=day_first or "." in printed).date()
    except (ValueError, OverflowError):
        return ""
    if re.match(r"\d{4}-", printed):
        return printed
    return found.isoformat() if found.year >= _OLDEST else ""


def period_of(printed: str, *, day_first: bool = False, year: str = "") -> str:
    """Return the day, or the month of a year, that a heading or a cell names; "" where it names none.

    Args:
        printed: the heading.
        day_first: whether numeric days put the day before the month.
        year: of a day that is printed without one.
    """
    found = next(days(printed, day_first=day_first), None)
    if found:
        return found.iso
    without = _DAY_OF_MONTH.search(printed) if year else None
    if without:
        return day_of(f"{without['day'] or without['of']} {without['month'] or without['in']} {year}")
    month = _MONTH_OF.search(printed)
    if month is None:
        return ""
    if month["number"]:
        return f"{month['of']}-{int(month['number']):02d}"
    number = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].index(
        month["month"][:3].lower()
    ) + 1
    return f"{month['year']}-{number:02d}"


def is_day_first(text: str) -> bool:
    """Whether the numeric days of a text put the day before the month: one of them must show it."""
    return any(int(first) > 12 >= int(second) for first, second in _NUMERIC.findall(text))
