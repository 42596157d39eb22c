"""Amounts that a contract ties to what is paid under it: "two times the fees paid", "twelve (12) months' fees"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from modules.domains.legal.values.amounts import percentages
from modules.domains.legal.values.durations import DAYS, Duration, Unit, durations
from modules.domains.legal.values.numerals import numerals

_PAID = (
    r"(?P<base>fees?|charges?|amounts?|sums?|payments?|prices?|considerations?|royalt(?:y|ies)|remuneration|revenues?)"
    r"\b"
)
_WORDS_BETWEEN = r"(?:[\w'’,&-]+\s+){0,7}?"
_TIMES = re.compile(rf"\s*\)?\s*(?:times|x|×)\s+(?:of\s+)?{_WORDS_BETWEEN}{_PAID}", re.IGNORECASE)
_TWICE = re.compile(rf"\b(?P<factor>twice|double|triple)\s+{_WORDS_BETWEEN}{_PAID}", re.IGNORECASE)
_OF_A_TIME = re.compile(rf"['’]?\s+(?:worth\s+)?(?:of\s+)?(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{_PAID}", re.IGNORECASE)
_SHARE_OF = re.compile(
    rf"\s+of\s+{_WORDS_BETWEEN}(?P<base>fees?|charges?|amounts?)\s+(?:\w+\s+){{0,3}}?(?:paid|payable)\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:the|all|total|aggregate)\s+(?:total\s+|aggregate\s+)?(?:[\w-]+\s+)?(?P<base>fees|charges|amounts?|sums?)\s+"
    r"(?:\w+\s+){0,3}?(?:paid|payable|received|due)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"[^.;]{0,160}?\b(?:in|during|over|for|within|preceding|previous|prior|last|past)\s+(?:[\w-]+\s+){0,4}?$",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"[^.;]{0,160}?\b(?:in|during|over|for)\s+the\s+(?:immediately\s+)?"
    r"(?P<year>(?:prior|preceding|previous|last)\s+(?:contract\s+|calendar\s+)?year)\b",
    re.IGNORECASE,
)
_FACTORS = {"twice": Decimal(2), "double": Decimal(2), "triple": Decimal(3)}
_REACH = 220


@dataclass(frozen=True, slots=True)
class Multiple:
    """A multiple of what is paid.

    Attributes:
        start, end: character offsets.
        factor: 2 for "twice the fees", 1.5 for "150 % of the fees", 1 for "the fees paid in the last 12 months".
        base: what is paid, in the contract's own word: "fees".
        period: the time whose payments count; None where none is named.
    """

    start: int
    end: int
    factor: Decimal
    base: str
    period: Duration | None

    @property
    def months(self) -> Decimal | None:
        """How many months' payments it comes to; None where no time is named."""
        return (
            None
            if self.period is None
            else (self.factor * self.period.days / DAYS[Unit.MONTH]).quantize(Decimal("0.01"))
        )


def multiples(text: str) -> list[Multiple]:
    """Return the multiples of payments of a text in order."""
    times = durations(text)
    found: list[Multiple] = []
    for one in sorted(_all(text, times), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(text: str, times: Sequence[Duration]) -> Iterator[Multiple]:
    for number in numerals(text):
        if match := _TIMES.match(text, number.end):
            yield _over(text, number.start, match, number.amount, times)
    for match in _TWICE.finditer(text):
        yield _over(text, match.start(), match, _FACTORS[match["factor"].lower()], times)
    for share in percentages(text):
        if match := _SHARE_OF.match(text, share.end):
            yield _over(text, share.start, match, share.amount / 100, times)
    for time in times:
        if match := _OF_A_TIME.match(text, time.end):
            yield Multiple(time.start, match.end(), Decimal(1), match["base"].lower(), time)
    for match in _ALL.finditer(text):
        one = _over(text, match.start(), match, Decimal(1), times)
        if one.period:
            yield one


def _over(text: str, start: int, match: re.Match[str], factor: Decimal, times: Sequence[Duration]) -> Multiple:
    """Return the multiple with the time that the text behind it names: "... in the twelve months before the claim"."""
    base = match["base"].lower()
    at = bisect.bisect_left(times, match.end(), key=lambda time: time.start)
    if at < len(times) and _OVER.fullmatch(text, match.end(), min(times[at].start, match.end() + _REACH)):
        return Multiple(start, times[at].end, factor, base, times[at])
    year = _LAST_YEAR.match(text, match.end())
    if year:
        period = Duration(year.start("year"), year.end(), Decimal(1), None, None, Unit.YEAR)
        return Multiple(start, year.end(), factor, base, period)
    return Multiple(start, match.end(), factor, base, None)
