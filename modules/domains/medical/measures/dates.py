"""Days and times as charts write them; what may mean two days is told and not decided."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)")
_WORDS = (
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_MONTH}(?:[\s,-]+(?P<year>\d{{4}}|\d{{2}}(?!\s?:)\b))?", re.I
    ),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?\b", re.I),
    re.compile(rf"{_MONTH}\s+(?P<year>\d{{4}})", re.I),
)
_NUMBERS = re.compile(r"(?P<one>\d{1,2})[/.-](?P<other>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?!\d)")
_TIME = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]m)?(?!\d)", re.I
)


class Order(Enum):
    """Which of the first two numbers of 03/04/2026 is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """A moment as it was read.

    Attributes:
        moment: ISO 8601, "2026-03-14", "2026-03-14T07:30", "2026-03"; "" where it cannot be told.
        problem: why it cannot, in words.
        assumed: what is written, where the year was taken from the document's own date.
    """

    moment: str = ""
    problem: str = ""
    assumed: str = ""


def order_of(texts: Iterable[str]) -> Order:
    """Return in which order dates of numbers are written, where one of them can be read in only one way."""
    pairs = [(int(match["one"]), int(match["other"])) for text in texts if (match := _NUMBERS.search(text))]
    day_first, month_first = any(one > 12 for one, _ in pairs), any(other > 12 for _, other in pairs)
    if day_first == month_first:
        return Order.UNKNOWN
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST


def is_date(text: str) -> bool:
    """Tell whether a text, e.g. a column's heading, begins with a date."""
    return any(pattern.match(text.strip()) for pattern in (_ISO, *_WORDS, _NUMBERS))


def read_when(text: str, order: Order, near: str = "") -> When:
    """Return the moment that a text states.

    Args:
        text: of a cell or a heading.
        order: how the document writes dates of numbers.
        near: the document's own date (ISO 8601): it gives a date without year the last such day before it.
    """
    text = text.strip()
    if match := _ISO.match(text):
        return _timed(_day(match["year"], match["number"], match["day"]), text[match.end() :], text)
    for pattern in _WORDS:
        if match := pattern.match(text):
            parts = match.groupdict()
            month, day, year = str(_MONTHS[parts["month"].lower()]), parts.get("day"), parts["year"]
            if year:
                return _timed(_day(_century(year), month, day), text[match.end() :], text)
            return _yearless(month, day or "", near, text, text[match.end() :])
    if match := _NUMBERS.match(text):
        one, other, year = match["one"], match["other"], _century(match["year"])
        if order is Order.UNKNOWN and one != other:
            return When("", f"{match.group()} may be read day first or month first")
        day, month = (other, one) if order is Order.MONTH_FIRST else (one, other)
        return _timed(_day(year, month, day), text[match.end() :], text)
    return When("", f"“{text[:40]}” is no date" if text else "")


def with_time(when: When, text: str) -> When:
    """Return the moment at the time that another cell states."""
    return _timed(when.moment, text, text) if when.moment and "T" not in when.moment else when


def _timed(day: str, rest: str, written: str) -> When:
    if not day:
        return When("", f"“{written[:40]}” is no date")
    match = _TIME.search(rest)
    if not match or len(day) < 10:
        return When(day)
    hour = int(match["hour"])
    if half := (match["half"] or "").lower():
        hour = hour % 12 + (12 if half == "pm" else 0)
    return When(f"{day}T{hour:02}:{match['minute']}")


def _yearless(month: str, day: str, near: str, written: str, rest: str) -> When:
    if len(near) < 4 or not day:
        return When("", f"“{written[:40]}” has no year")
    year = int(near[:4])
    found = _day(str(year), month, day)
    if found > near[:10]:
        found = _day(str(year - 1), month, day)
    timed = _timed(found, rest, written)
    return replace(timed, assumed=written[:40])


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _day(year: str, month: str, day: str | None) -> str:
    """Return a day, or a month where there is no day; "" for one that no calendar has."""
    try:
        made = date(int(year), int(month), int(day) if day else 1)
    except ValueError:
        return ""
    return made.isoformat() if day else made.isoformat()[:7]


def days_between(one: str, other: str) -> float | None:
    """Return how many days lie between two moments; None where one is not known to the day."""
    if min(len(one), len(other)) < 10:
        return None
    first, last = (datetime.fromisoformat(moment) for moment in (one, other))
    return abs((last - first).total_seconds()) / 86_400
