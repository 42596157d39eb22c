"""Days as the medical pages say them."""

from __future__ import annotations

from datetime import date


def said(day: str) -> str:
    """Return an ISO 8601 date in words, as much of it as is known: "26 March 2026", "March 2026", "2026"."""
    year, *rest = day.split("-")
    if not rest:
        return year
    month = f"{date(2000, int(rest[0]), 1):%B} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month
