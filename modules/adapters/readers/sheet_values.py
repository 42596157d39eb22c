"""A number as Excel shows it, near enough: dates in ISO form, shares in percent, no rounding noise."""

from __future__ import annotations

import datetime
import math
from functools import lru_cache


def shown_number(text: str, form: str, *, since_1904: bool = False) -> str:
    """Return a stored number as its format shows it; what is no number as it is.

    Args:
        text: as the file stores it.
        form: format code, such as "0.0%" or "yyyy-mm-dd"; "" for none.
        since_1904: days are counted from 1904, as old Macintoshes did.
    """
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    if form and (day := _date(value, form, since_1904=since_1904)):
        return day
    return f"{_number(value * 100)}%" if "%" in form else _number(value)


def _date(value: float, form: str, *, since_1904: bool) -> str:
    from openpyxl.styles.numbers import is_timedelta_format
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    if not _is_date(form):
        return ""
    epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
    try:
        day = from_excel(value, epoch, timedelta=is_timedelta_format(form))
    except (OverflowError, ValueError):
        return ""
    if isinstance(day, datetime.datetime):
        return day.date().isoformat() if day.time() == datetime.time() else day.isoformat(" ", "minutes")
    return str(day) if day is not None else ""


@lru_cache
def _is_date(form: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(form))


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) >= 1e-6 else repr(value)
