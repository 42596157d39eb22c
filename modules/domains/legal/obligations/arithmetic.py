"""Counting on the calendar: a length of time after or before a day, and how that is said in words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from modules.domains.legal.spelled import day as said
from modules.domains.legal.values import Duration, Unit

HOLIDAYS_UNKNOWN = "Saturdays and Sundays are left out; public holidays are not known to Vouch."
_MOST_BUSINESS_DAYS = 100_000


def shifted(day: date, length: Duration, *, back: bool = False) -> date | None:
    """Return the day that is a length of time after a day, or before it.

    A month or year later is the same day of the month, or the month's last day where it has none (31 January and a
    month is the last of February). Business days are Monday to Friday: public holidays are not known.

    Returns:
        None where the calendar gives no day: for hours, parts of a day, or beyond the year 9999.
    """
    sign = -1 if back else 1
    months = {Unit.YEAR: Decimal(12), Unit.MONTH: Decimal(1)}.get(length.unit)
    amount = length.amount * (months or {Unit.WEEK: Decimal(7)}.get(length.unit, Decimal(1)))
    if amount != int(amount) or length.unit is Unit.HOUR:
        return None
    try:
        if months:
            return day + relativedelta(months=sign * int(amount))
        if length.unit is Unit.BUSINESS_DAY:
            return _business_days_after(day, sign * int(amount))
        return day + timedelta(days=sign * int(amount))
    except (OverflowError, ValueError):
        return None


def _business_days_after(day: date, count: int) -> date:
    if abs(count) > _MOST_BUSINESS_DAYS:
        raise OverflowError
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if day.weekday() < 5:
            count -= 1 if count > 0 else -1
    return day


def arithmetic(start: date, length: Duration, *, back: bool = False) -> str:
    """Return in words what `shifted` does: "60 days before 25 April 2019 is 24 February 2019."."""
    result = shifted(start, length, back=back)
    if result is None:
        return f"{length} cannot be counted in whole days."
    told = f"{length} {'before' if back else 'after'} {said(start)} is {said(result)}."
    return f"{told} {HOLIDAYS_UNKNOWN}" if length.unit is Unit.BUSINESS_DAY else told
