"""Dates in a text: finding them in any of the usual forms, and writing another day in the same form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from modules.safety.identifiers import Identifier, Kind

_MONTHS = """
January February March April May June July August September October November December
"""
MONTHS = tuple(_MONTHS.split())
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
"""
_CARDINALS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_UNITS = tuple(_ORDINALS.split())
_SPELLED = [*_UNITS, *(f"twenty {unit}" for unit in _UNITS[:9]), "thirtieth", "thirty first"]
_COUNTED = tuple(_CARDINALS.split())
_NUMBERED = [*_COUNTED, *(f"twenty {unit}" for unit in _COUNTED[:9]), "thirty", "thirty one"]
_DAYS = {word: day for words in (_SPELLED, _NUMBERED) for day, word in enumerate(words, 1)}

_MONTH = (
    rf"(?:(?P<month>{'|'.join(MONTHS)}|(?:{'|'.join(name[:3] for name in MONTHS)}|"
    rf"Sept)(?=\.?(?![A-Za-z])))\b(?:(?<![a-z]{{5}})\.(?= ?\d))?)"
)
_LONG_MONTH = rf"(?:(?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?=\.|(?![A-Za-z])))\b)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?P<nth>st|nd|rd|th)?"
_WORD_DAY = "(?P<said>" + "|".join(sorted(_DAYS, key=len, reverse=True)).replace(" ", "[ -]") + ")"
_YEAR = r"(?P<year>(?:1[89]|20)\d{2})"
_SHORT_YEAR = r"(?P<year>(?:1[89]|20)\d{2}|['’]?\d{2}(?!\d))"
_N = r"(?P<{}>0?[1-9]|1[0-2])"
_FIRST, _SECOND = r"(?P<first>0?[1-9]|[12]\d|3[01])", r"(?P<second>0?[1-9]|[12]\d|3[01])"
_WHEN = (
    r"(?:on|since|until|till|through|thru|by|from|dated?|between|before|after|visit|seen|admitted|discharged|due|"
    r"of|to|and|for)"
)
_FULL = (
    rf"(?<![\d./-]){_YEAR}(?P<gap>[-/.])(?P<number>0[1-9]|1[0-2])(?P=gap)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    rf"(?<![\w./-]){_YEAR}(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=(?:\d{{4}}|\d{{6}})?(?![\w.]))",
    rf"(?<![\d./-]){_FIRST} ?(?P<gap>[-/.]) ?{_SECOND} ?(?P=gap) ?{_SHORT_YEAR}(?![\d/-]|\.\d)",
    rf"(?<![\w/.]){_DAY}(?: of)?[ -]?{_MONTH}(?:,?[ -]?{_SHORT_YEAR})?(?!\w)",
    rf"\b{_MONTH}[ -]?{_DAY}(?!\w|[.,:/]\d)(?:,?[ -]{_YEAR})?(?!\w)",
    rf"\b(?:the )?{_WORD_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?(?!\w)",
    rf"\b{_MONTH} (?:the )?{_WORD_DAY}(?:,? {_YEAR})?(?!\w)",
    rf"(?<![\d/.]){_N.format('number')}(?P<gap>[/-])(?P<year>(?:19|20)\d{{2}})(?![\d/-])",
    rf"(?<![\d/.-])(?P<year>(?:19|20)\d{{2}})(?P<gap>[/-]){_N.format('number')}(?![\d/-])",
    rf"\b{_LONG_MONTH}(?:,? (?:of )?|-)(?:{_YEAR}|['’](?P<short>\d{{2}})\b)",
)  # fmt: skip
# Forms that are dates only where something before them says so.
_PARTIAL = (
    rf"(?<=[ (]){_FIRST}/{_SECOND}(?![\d/%]|\.\d)",
    r"(?<=the )(?P<day>[1-9]|[12]\d|3[01])(?P<nth>st|nd|rd|th)(?=[.,;:)\n]| (?:and|at|for|in|to|with|she|he|we|I|"
    r"because|when|after|before)\b|$)",
    _LONG_MONTH,
    rf"(?<![\w/.]){_DAY}(?= ?(?:-|–|to|and|or|/) ?(?:\d{{1,2}}(?:st|nd|rd|"
    rf"th)?)(?: of)? {_MONTH.replace('?P<month>', '?:')})",
    r"(?<=[-–])(?P<day>0?[1-9]|[12]\d|3[01])(?=,? (?:19|20)\d{2}\b)",
)  # fmt: skip
_FLAGS = re.IGNORECASE
_FORMS = tuple(re.compile(form, _FLAGS) for form in _FULL)
_SLASHED, _ONLY_DAY, _ONLY_MONTH, _RANGE, _RANGE_END = (re.compile(form, _FLAGS) for form in _PARTIAL)
_BEFORE_SLASHED = re.compile(rf"(?i)(?:\b{_WHEN}|[(:]) ?$|^$|\n$")
_BEFORE_MONTH = re.compile(
    r"(?i)\b(?:in|since|until|till|by|from|last|next|this|early|late|mid|of|during|through|and|to|or|between|"
    r"before|after"
    r"|every|around|about|past|previous|coming) ?-?$"
)
_NO_MONTH = re.compile(r"(?i)\s+(?:be|have|not|also|need|take|want|continue|require|help|cause|as well)")
_NO_DATE = re.compile(
    r"(?i)\s*(?:strength|power|pain|murmur|systolic|tab|pill|of\b|out of|on the (?:pain|scale)|scale|in severity|"
    r"mg|ml|bilat|pulses)"
)
_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?\b")
_BARE_YEAR = re.compile(
    r"(?<![\d.,/$£€-])(?:19[1-9]\d|20[0-4]\d)(?![\d/%]|[.,-]\d| ?(?:mg|ml|mcg|kcal|calories|units|cells|steps))"
)
_LEAP = 2000  # a year that has every day


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How dates of a chart are read that leave something open.

    Attributes:
        day_first: whether 3/4 is the third of April.
        year, month: of a day without one.
    """

    day_first: bool = False
    year: int = 2026
    month: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it is written: the day it names, and the form to write another one in.

    Attributes:
        value: the day; the middle of the month where only a month is written.
        match: what it was read from.
        reckoning: by which.
    """

    value: date
    match: re.Match[str]
    reckoning: Reckoning

    @property
    def parts(self) -> frozenset[str]:
        """Which of day, month and year are written."""
        groups = {name for name, text in self.match.groupdict().items() if text}
        names = {"said": "day", "number": "month", "short": "year"}
        found = {names.get(name, name) for name in groups}
        return frozenset(found | ({"day", "month"} if "first" in groups else set())) & {"day", "month", "year"}

    def written(self, value: date) -> str:
        """Return another day in the form of this one."""
        new = {name: _part(name, text, value, self) for name, text in self.match.groupdict().items() if text}
        text, start = self.match.string, self.match.start()
        result, position = "", start
        for name in sorted(new, key=self.match.start):
            result += text[position : self.match.start(name)] + new[name]
            position = self.match.end(name)
        return result + text[position : self.match.end()]


def find_dates(text: str) -> Iterator[Identifier]:
    """Yield the dates of a text; also weekdays and bare years, which may stay."""
    for form in _FORMS:
        for match in form.finditer(text):
            if _day(match, Reckoning()) or _day(match, Reckoning(day_first=True)):
                yield Identifier(match.start(), match.end(), Kind.DATE, match.group())
    for match in (*_SLASHED.finditer(text), *_ONLY_DAY.finditer(text), *_ONLY_MONTH.finditer(text)):
        if _is_partial(text, match):
            yield Identifier(match.start(), match.end(), Kind.DATE, match.group())
    for match in (*_RANGE.finditer(text), *_RANGE_END.finditer(text)):
        if match.re is _RANGE or re.search(rf"(?i){_MONTH} ?\d{{1,2}} ?[-–]$", text[: match.start()]):
            yield Identifier(match.start(), match.end(), Kind.DATE, match.group())
    for form in (_WEEKDAY, _BARE_YEAR):
        for match in form.finditer(text):
            yield Identifier(match.start(), match.end(), Kind.TIME, match.group())


def read(text: str, reckoning: Reckoning) -> Day | None:
    """Return the date that a text is; None where it is none."""
    for form in (*_FORMS, _SLASHED, _ONLY_DAY, _ONLY_MONTH):
        found = form.search(f" the {text}", 5) if form in (_SLASHED, _ONLY_DAY) else form.match(text)
        if found and len(found.group()) == len(text) and (value := _day(found, reckoning)):
            return Day(value, found, reckoning)
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", text) and (found := re.fullmatch(_DAY, text, _FLAGS)):
        value = _day(found, reckoning)  # the beginning of "12-14 March"
        return Day(value, found, reckoning) if value else None
    return None


def reckoning_of(texts: Iterable[str]) -> Reckoning:
    """Return how a chart writes its dates: by those that can be read in one way only, and by its latest year."""
    order: Counter[bool] = Counter()
    years: list[int] = []
    for text in texts:
        for form in (_FORMS[2], _SLASHED):
            for match in form.finditer(text):
                first, second = int(match["first"]), int(match["second"])
                order[first > 12] += (first > 12) != (second > 12)
        years += [
            int(match["year"])
            for form in (_FORMS[0], *_FORMS[3:5])
            for match in form.finditer(text)
            if match["year"] and len(match["year"]) == 4
        ]
        years += [int(match["year"]) for match in _FORMS[2].finditer(text) if len(match["year"]) == 4]
        order[True] += len(re.findall(r"\bNHS\b|\bGP\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", text)) > 0
    return Reckoning(order[True] > order[False], max(years, default=Reckoning().year))


def shifted(day: date, days: int) -> date:
    """Return the day that many days later; where the calendar ends, the day itself."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _is_partial(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 20]
    if match.re is _ONLY_DAY:
        return (
            re.search(r"(?i)\b(?:on|by|until|since|from|of|for|between|before|after|and|to) the $", before) is not None
        )
    if match.re is _SLASHED:
        both = _day(match, Reckoning()) or _day(match, Reckoning(day_first=True))
        return bool(
            both
            and _BEFORE_SLASHED.search(before)
            and not _NO_DATE.match(after)
            and int(match["second"]) not in (5, 10)
        )
    name = match["month"]
    if name.lower() in ("march", "may"):
        return (
            bool(name[0].isupper() or name == "march")
            and bool(_BEFORE_MONTH.search(before))
            and not _NO_MONTH.match(after)
        )
    long = len(name) > 3
    return bool(_BEFORE_MONTH.search(before)) if name.islower() or not long else True


def _day(match: re.Match[str], reckoning: Reckoning) -> date | None:
    """Return the day of a match; None where there is no such day."""
    groups = match.groupdict()
    year = _year(groups.get("year") or groups.get("short"), reckoning)
    if groups.get("first"):
        first, second = int(match["first"]), int(match["second"])
        day, month = (first, second) if reckoning.day_first else (second, first)
        if month > 12:
            day, month = month, day
    else:
        month = int(groups["number"]) if groups.get("number") else _month(groups.get("month"), reckoning.month)
        day = int(groups["day"]) if groups.get("day") else _DAYS.get(_spoken(groups.get("said")), 15)
    try:
        return date(year, month, day)
    except ValueError:
        return date(_LEAP, 2, 29) if (month, day) == (2, 29) and not (groups.get("year")) else None


def _year(text: str | None, reckoning: Reckoning) -> int:
    if not text:
        return reckoning.year
    digits = text.strip("'’")
    if len(digits) == 4:
        return int(digits)
    century = reckoning.year // 100 * 100
    return century + int(digits) if century + int(digits) <= reckoning.year + 10 else century - 100 + int(digits)


def _month(name: str | None, otherwise: int = 1) -> int:
    found = (number for number, full in enumerate(MONTHS, 1) if name and full[:3].lower() == name[:3].lower())
    return next(found, otherwise)


def _spoken(text: str | None) -> str:
    return (text or "").lower().replace("-", " ")


def _part(name: str, text: str, value: date, day: Day) -> str:
    """Return one group of a date's form with another day's value."""
    if name in ("year", "short"):
        digits = text.strip("'’")
        return text[: len(text) - len(digits)] + f"{value.year:04d}"[-len(digits) :]
    if name == "nth":
        return _cased(text, _ending(value.day))
    if name == "month":
        full = MONTHS[value.month - 1]
        short = text.lower() != MONTHS[_month(text) - 1].lower()
        return _cased(text, full[:3] if short else full)
    if name == "said":
        spelled = _SPELLED if _spoken(text) in _SPELLED else _NUMBERED
        said = spelled[value.day - 1]
        return _cased(text, said.replace(" ", "-") if "-" in text else said)
    if name == "gap":
        return text
    number = {"number": value.month, "day": value.day}.get(name) or _ordered(name, value, day)
    return f"{number:02d}" if _is_padded(day.match, text) else str(number)


def _ordered(name: str, value: date, day: Day) -> int:
    """Return day or month for the first or the second number; a date that can be read in one way stays so."""
    first, second = int(day.match["first"]), int(day.match["second"])
    day_first = day.reckoning.day_first if first <= 12 and second <= 12 else first > 12
    return value.day if (name == "first") == day_first else value.month


def _is_padded(match: re.Match[str], text: str) -> bool:
    """Tell whether numbers of this date have two digits always: one has a nought, or all have two."""
    names = [name for name in ("first", "second", "day", "number") if match.groupdict().get(name)]
    numbers = [match[name] for name in names]
    if any(number.startswith("0") for number in numbers):
        return True
    return len(numbers) > 1 and all(len(number) == 2 for number in numbers) and len(text) == 2


def _cased(like: str, text: str) -> str:
    if like.isupper() and len(like) > 1:
        return text.upper()
    return text.lower() if like.islower() else text[0].upper() + text[1:]


def _ending(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
