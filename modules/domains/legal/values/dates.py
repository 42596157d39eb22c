"""Dates as contracts write them: "April 14th, 2020", "this 3rd day of May, 2019", "31.12.2025", "2025-12-31"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_DAYS_IN_WORDS = {
    **{word: day for day, word in enumerate(_FIRST, 1)},
    "twentieth": 20,
    **{f"twenty-{word}": 20 + day for day, word in enumerate(_FIRST[:9], 1)},
    "thirtieth": 30,
    "thirty-first": 31,
}
_CENTURY_TURNS = 70
"""Of years in two figures those below it are of this century: contracts of the seventies are still in force."""

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th|s\st|n\sd|r\sd|t\sh)\b)?"  # a raised "th" comes apart in a PDF
_WORDED = (
    r"(?P<worded>"
    + "|".join(word.replace("-", r"[\s-]") for word in sorted(_DAYS_IN_WORDS, key=len, reverse=True))
    + r")\b"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
_FORMS = (
    re.compile(rf"\b{_MONTH}\s*{_DAY}\s*,?\s*{_YEAR}", re.IGNORECASE),
    re.compile(
        rf"(?<![\d.,/])(?:{_DAY}|\b{_WORDED})(?:\s*\(\d{{1,2}}(?:st|nd|rd|th)?\))?"
        rf"\s*(?:-|day\b)?\s*(?:of\b)?\s*{_MONTH}\s*[,-]?\s*(?:in\s+the\s+year\s+)?{_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d{2})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?![\d-])"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>(?:19|20)\d{2})(?![\d.]\d)"),
    re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)?\d{2})(?![\d/])"),
    re.compile(r"(?<![\d-])(?P<first>\d{1,2})-(?P<second>\d{1,2})-(?P<year>(?:19|20)?\d{2})(?![\d-])"),
)


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date in a text.

    Attributes:
        start, end: character offsets.
        value: the date; of 3/12/2021 that of the order month, day, year.
        alternative: the date in the order day, month, year, where that is another one: then the text is ambiguous.
    """

    start: int
    end: int
    value: date
    alternative: date | None = None


def dates(text: str) -> list[DateValue]:
    """Return the dates of a text in order. A day that does not exist, such as 30 February, is none."""
    found: list[DateValue] = []
    for one in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(text: str) -> Iterator[DateValue]:
    for form in _FORMS:
        for match in form.finditer(text):
            given = match.groupdict()
            year = _year(given["year"])
            if given.get("first"):
                first, second = int(given["first"]), int(given["second"])
                american, other = _date(year, first, second), _date(year, second, first)
                value, alternative = (american, other) if american else (other, None)
            else:
                month = int(given["number"]) if given.get("number") else _month(given["month"])
                day = int(given["day"]) if given["day"] else _DAYS_IN_WORDS[_hyphened(given["worded"])]
                value, alternative = _date(year, month, day), None
            if value:
                yield DateValue(match.start(), match.end(), value, alternative if alternative != value else None)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _hyphened(words: str) -> str:
    return "-".join(re.split(r"[\s-]", words.lower()))


def _year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < _CENTURY_TURNS else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
