"""Quantities that a playbook limits, as a contract states them: spans of time, shares, rates, money, fees of a period.

What cannot be compared stays incomparable: a sum in dollars is no number of months' fees, whatever the fees are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from modules.domains.legal.values.amounts import Money, Percentage, money, percentages
from modules.domains.legal.values.durations import Duration, Unit, durations
from modules.domains.legal.values.numerals import Numeral, in_words, numerals

_PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1, "annum": 1}
_PERIOD = re.compile(
    r"\s{0,2}(?:interest\s+|simple\s+)?"
    r"(?:(?:per|a|each|every|for\s+each)\s+(?:calendar\s+)?(?P<unit>day|week|month|quarter|year|annum)\b"
    r"|(?P<ly>daily|weekly|monthly|quarterly|annually|yearly)\b|(?P<pa>p\.\s?a\.))",
    re.IGNORECASE,
)
_LY = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "annually": "year", "yearly": "year",
}  # fmt: skip
_OPENED = re.compile(r"\s?\(\s?$")
_CLOSED = re.compile(r"\s?\)")
_TIMES = re.compile(r"\s{0,2}(?:times|x)\b", re.IGNORECASE)
_FEES = re.compile(
    r"\b(?:fees?|charges|amounts?|sums|payments?|price|consideration|remuneration|compensation|purchases|"
    r"revenues?|royalt(?:y|ies))\b",
    re.IGNORECASE,
)
_PAID = re.compile(r"\b(?:paid|payable|received|collected|due|invoiced|billed|pays)\b", re.IGNORECASE)
_A_YEAR = re.compile(
    r"\b(?:previous|preceding|prior|last|past|that|such|same|each|any|a|per)\s+(?:(?:contract(?:ual)?|calendar|agreement|"
    r"fiscal|immediately|preceding|full|term)\s+){0,2}year\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\b(?:annual|yearly|year|twelve|12)\b", re.IGNORECASE)
_MONTHLY = re.compile(r"\bmonthly\b", re.IGNORECASE)
_SHARE_OF = re.compile(r"\s*\)?\s*(?:of|the|all|its|total|aggregate|annual|yearly|monthly|[\s(])*", re.IGNORECASE)
_REACH = 160
_MOST_SPELLED = 10**6
_ALIKE = Decimal("0.035")


class QuantityError(ValueError):
    """A text that is not one quantity; the message says what would be, for the person who wrote it."""


class Measure(StrEnum):
    """What a quantity measures: two of different measures cannot be compared."""

    TIME = "time"
    SHARE = "share"
    RATE = "rate"
    MONEY = "money"
    FEES = "fees"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text.

    Attributes:
        start, end: character offsets of all that states it: "ninety (90) days".
        text: what stands there.
        value: days, percent, percent a year, units of the currency, or months of fees; None for fees of no said period.
        number: as it is stated: 90.
        unit: as it is stated: "day", "business day", "percent", "percent a month", "USD", "times", "fees".
        worded, figured: how the number is written; both for "ninety (90)".
    """

    start: int
    end: int
    text: str
    measure: Measure
    value: Decimal | None
    number: Decimal
    unit: str
    worded: bool
    figured: bool


def quantity(text: str) -> Quantity:
    """Read the bound of a limit: "30 days", "8 % a year", "USD 1,000,000", "12 months' fees", "99.5 %".

    Raises:
        QuantityError: it is not one quantity and nothing else.
    """
    found = quantities(text)
    rest = text[: found[0].start] + text[found[0].end :] if len(found) == 1 else ""
    if len(found) != 1 or found[0].value is None or rest.strip(" '’") not in ("", "fees", "of fees"):
        raise QuantityError(
            f"{text[:40]!r} is no quantity such as 30 days, 10 business days, 8 % a year, 99.5 %, USD 1,000,000 "
            "or 12 months' fees"
        )
    return found[0]


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a sentence in order; numbers without a unit are none."""
    simple = [
        *(_made(text, one, one.end, Measure.TIME, one.days, one.unit) for one in durations(text)),
        *(_made(text, one, one.end, Measure.MONEY, one.amount, one.currency) for one in money(text)),
        *(_percentage(text, one) for one in percentages(text)),
        *_multiples(text),
    ]
    found = _with_fees(text, list(_merged(text, sorted(simple, key=lambda one: one.start))))
    return [one for one in found if (one.measure, one.unit) != (Measure.SHARE, "times")]


def restated(stated: Quantity, bound: Quantity) -> str:
    """Return the words of a stated quantity changed to a bound, in its manner: "ninety (90) days" to "sixty (60) days".

    Of fees only the number and its unit are changed, not what is said of the fees.
    """
    number, unit = bound.number, bound.unit
    if stated.measure is Measure.FEES and stated.unit in ("percent", "times") and bound.value is not None:
        number, unit = bound.value / 12 * (100 if stated.unit == "percent" else 1), stated.unit
    figures = f"{number.normalize():,f}"
    spelled = in_words(int(number)) if stated.worded and number == int(number) and number < _MOST_SPELLED else ""
    if stated.text[:1].isupper():
        spelled = spelled.capitalize()
    if unit.isupper():
        return f"{unit} {figures}"
    if unit.startswith("percent"):
        return _percent(stated, spelled, figures) + unit.removeprefix("percent").replace(" a ", " per ")
    written = " ".join(filter(None, (spelled, f"({figures})" if spelled and stated.figured else "")))
    joint = "-" if "-" in stated.text[-len(unit) - 2 :] and number != 1 else " "
    plural = "" if number == 1 or joint == "-" or unit == "times" else "s"
    return f"{written or figures}{joint}{unit}{plural}" + ("’" if stated.text.endswith("’") else "")


def _percent(stated: Quantity, spelled: str, figures: str) -> str:
    if not spelled:
        return f"{figures}{'%' if '%' in stated.text else ' percent'}"
    return f"{spelled} percent" + (f" ({figures}%)" if stated.figured else "")


def _percentage(text: str, one: Percentage) -> Quantity:
    period = _PERIOD.match(text, one.end)
    if period is None:
        return _made(text, one, one.end, Measure.SHARE, one.amount, "percent")
    name = (period["unit"] or _LY.get((period["ly"] or "").lower(), "year")).lower().replace("annum", "year")
    return _made(text, one, period.end(), Measure.RATE, one.amount * _PER_YEAR[name], f"percent a {name}")


def _multiples(text: str) -> Iterator[Quantity]:
    """Yield "two times" and "1.5x"."""
    for one in numerals(text):
        if times := _TIMES.match(text, one.end):
            said = text[one.start : times.end()]
            worded, figured = one.words is not None, one.figures is not None
            yield Quantity(
                one.start, times.end(), said, Measure.SHARE, one.amount, one.amount, "times", worded, figured
            )


def _made(
    text: str, one: Duration | Money | Percentage | Numeral, end: int, measure: Measure, value: Decimal, unit: str
) -> Quantity:
    return Quantity(
        one.start,
        end,
        text[one.start : end],
        measure,
        value,
        one.amount,
        str(unit),
        one.words is not None,
        one.figures is not None,
    )


def _merged(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Join "two years (24 months)": the same quantity stated twice."""
    before: Quantity | None = None
    for this in found:
        opened = before and _OPENED.fullmatch(text, before.end, this.start)
        if before and opened and before.measure is this.measure and alike(before, this):
            closed = _CLOSED.match(text, this.end)
            end = closed.end() if closed else this.end
            before = replace(before, end=end, text=text[before.start : end], figured=True)
            continue
        if before:
            yield before
        before = this
    if before:
        yield before


def _with_fees(text: str, found: list[Quantity]) -> list[Quantity]:
    """Read spans of time and shares that measure fees as months of fees."""
    fees = [match.span() for match in _FEES.finditer(text)]
    if not fees:
        return found
    made: list[Quantity] = []
    for at, one in enumerate(found):
        left = found[at - 1].end if at else 0
        right = found[at + 1].start if at + 1 < len(found) else len(text)
        months = _months(text, one, fees, left, right)
        made.append(one if months is None else replace(one, measure=Measure.FEES, value=months))
    if all(one.measure is not Measure.FEES for one in made):
        made += _all_fees(text, fees)
    return sorted(made, key=lambda one: one.start)


def _months(text: str, one: Quantity, fees: Sequence[tuple[int, int]], left: int, right: int) -> Decimal | None:
    """Return how many months of fees a quantity states; None where it is not about fees."""
    if one.measure is Measure.TIME and one.unit in (Unit.MONTH, Unit.YEAR):
        months = one.number * (12 if one.unit == Unit.YEAR else 1)
        if any(0 <= start - one.end <= 12 for start, _ in fees):
            return months
        before = [end for start, end in fees if left <= start and one.start - _REACH <= end <= one.start]
        return months if before and _PAID.search(text, before[0], one.start) else None
    if one.measure is Measure.SHARE:
        meant = _SHARE_OF.match(text, one.end)
        after = _FEES.match(text, meant.end()) if meant else None
        if after is None:
            return None
        share = one.number / 100 if one.unit == "percent" else one.number
        if _MONTHLY.search(text, one.end, after.end()):
            return share
        return share * 12 if _YEARLY.search(text, one.end, right) else None
    return None


def _all_fees(text: str, fees: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    """Yield fees without a number of months: "the fees paid in the preceding year", "all fees paid hereunder"."""
    for start, end in fees:
        if paid := _PAID.search(text, end, min(end + 60, len(text))):
            year = _A_YEAR.search(text, paid.end(), min(paid.end() + _REACH, len(text)))
            last = year.end() if year else paid.end()
            months = Decimal(12) if year else None
            yield Quantity(start, last, text[start:last], Measure.FEES, months, Decimal(0), "fees", False, False)
            return


def alike(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities of one measure are the same, as 90 days and three months are."""
    if one.value is None or other.value is None:
        return False
    near = _ALIKE if one.measure is Measure.TIME and one.unit != other.unit else Decimal(0)
    return abs(one.value - other.value) <= near * max(abs(one.value), abs(other.value))
