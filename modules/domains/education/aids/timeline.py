"""A timeline: what the material dates, in the order in which it happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.domains.education.material import Material, Role
from modules.domains.education.plain import is_whole, plain

_MONTH_NAMES = "january february march april may june july august september october november december".split()  # noqa: SIM905
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NAMES)})"
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_ERA = r"\s?(?P<era>B\.?C\.?(?:E\.?)?|A\.?D\.?|C\.?E\.?)(?![\w])"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE if flag else 0)
    for pattern, flag in (
        (
            r"(?P<count>\d[\d,.]*)(?:\s?(?:–|-|to)\s?\d[\d,.]*)? (?:(?P<scale>thousand|million|billion) )?years ago",
            True,
        ),
        (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?P<year>\d{{4}})\b", True),
        (rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year>\d{{4}})\b", True),
        (rf"\b{_MONTH},? (?:of )?(?P<year>1\d{{3}}|20\d\d)\b", True),
        (rf"\b(?P<century>\d{{1,2}})(?:st|nd|rd|th) century(?:{_ERA})?", False),
        (rf"(?<![\d.,])(?P<year>\d{{1,4}}){_ERA}", False),
        (r"\b(?:AD|CE) (?P<year>\d{1,4})\b", False),
        (
            r"(?<![\d.,/–-])(?P<year>1[0-9]\d\d|20\d\d)(?P<decade>s)?(?![\d.,]*\d|\s?(?:%|°|[a-zA-Zµ]{1,3}\b(?<!in)(?<!the)"
            r"(?<!he)(?<!to)(?<!and)(?<!a)(?<!by)(?<!at)(?<!on)(?<!of)(?<!was)(?<!as)(?<!it)(?<!is)(?<!for)))",
            False,
        ),
    )
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|from|(?:spring|summer|autumn|fall|winter|year|end|beginning|war|act|revolution) of"
    r"|during|around|before|after|and|to|year|early|mid|late|between|the)|[(,–-])[\s-]?$",
    re.IGNORECASE,
)
_READ = (Role.TEXT, Role.DEFINITION, Role.SUMMARY, Role.EXAMPLE)
_DAYS, _MONTHS = 366.0, 12.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the material dates.

    Attributes:
        when: the date as the material writes it: "In 1928" gives "1928".
        order: the year it stands for, with a fraction for month and day; negative before Christ.
        text: the sentence without marks.
        source: the place that it quotes.
    """

    when: str
    order: float
    text: str
    source: Citation


def timeline(material: Material, today: int = 2000) -> tuple[Event, ...]:
    """Return the dated events, the earliest first; a sentence stands under its first date only.

    Args:
        material: of the course.
        today: the year from which "years ago" counts back.
    """
    events = []
    for _, statement in material.statements(*_READ):
        text = plain(statement.text)
        found = next(dates(text, today), None)
        if found and is_whole(text):
            events.append(Event(found[0], found[1], text, statement.place))
    return tuple(sorted(events, key=lambda one: one.order))


def dates(text: str, today: int = 2000) -> Iterator[tuple[str, float]]:
    """Yield the dates of a text in order, each as it is written and as a year; a bare number is none."""
    found: dict[int, tuple[int, str, float]] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, (end, _, _) in found.items()):
                continue
            if pattern is _PATTERNS[-1] and not _BEFORE_YEAR.search(text[: match.start()]):
                continue
            found[match.start()] = (match.end(), match.group().strip(" ."), _year(match, today))
    for start in sorted(found):
        yield found[start][1:]


def _year(match: re.Match[str], today: int) -> float:
    part = match.groupdict()
    if part.get("count"):
        count = float(part["count"].replace(",", "").rstrip("."))
        return today - count * _SCALES.get((part["scale"] or "").lower(), 1)
    before = (part.get("era") or "").upper().startswith("B")
    if part.get("century"):
        century = int(part["century"])
        return -100.0 * century + 50 if before else 100.0 * century - 50
    year = -float(part["year"]) if before else float(part["year"])
    month = _MONTH_NAMES.index(part["month"].lower()) if part.get("month") else 0
    return year + month / _MONTHS + (int(part["day"]) / _DAYS if part.get("day") else 0.0)
