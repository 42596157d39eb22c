"""Numbers, periods, dates and sums as contracts write them: "thirty (30) days", "1 March 2026", "GBP 12,500"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

LARGEST = 999_999_999
"""The largest number that is spelled."""
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SMALL = tuple(_ONES.split())
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
_YEAR = "January February March April May June July August September October November December"
_MONTHS = tuple(_YEAR.split())


def in_words(number: int) -> str:
    """Return a number in words: "one hundred twenty-three".

    Raises:
        ValueError: it is negative or over `LARGEST`.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not spelled")
    return " ".join(_groups(number)) or _SMALL[0]


def counted(number: int, unit: str = "") -> str:
    """Return a number in words and figures, with its unit where it has one: "thirty (30) days", "one (1) day".

    Args:
        number: from 0 to `LARGEST`.
        unit: in the plural: "days".
    """
    both = f"{in_words(number)} ({number:,})"
    return f"{both} {unit.removesuffix('s') if number == 1 else unit}" if unit else both


def day(value: date) -> str:
    """Return a date that nobody can read in two ways: "1 March 2026"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def money(currency: str, amount: Decimal) -> str:
    """Return a sum: "GBP 12,500", "USD 99.50". `currency` is the code of ISO 4217; there are no thirds of a cent."""
    return f"{currency} {amount:,.0f}" if amount == amount.to_integral_value() else f"{currency} {amount:,.2f}"


def _groups(number: int) -> Iterator[str]:
    for size, word in _SCALES:
        many, number = divmod(number, size)
        if many:
            yield f"{in_words(many)} {word}"
    if number >= len(_SMALL):
        tens, ones = divmod(number, 10)
        yield _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    elif number:
        yield _SMALL[number]
