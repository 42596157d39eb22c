"""Numbers, periods, dates and sums as contracts write them: "thirty (30) days", "1 March 2026", "GBP 12,500"."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from modules.domains.legal.values import in_words

_YEAR = "January February March April May June July August September October November December"
_MONTHS = tuple(_YEAR.split())


def counted(number: int, unit: str = "") -> str:
    """Return a number in words and figures, with its unit where it has one: "thirty (30) days", "one (1) day".

    Args:
        number: from 0 up.
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
