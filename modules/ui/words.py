"""Numbers as people say them: sizes, time spans, counts."""

from __future__ import annotations


def size(number: float) -> str:
    """Return bytes in the unit that suits them: "24 KB", "3.4 MB"."""
    for unit in ("B", "KB", "MB"):
        if number < 1_000:
            return f"{number:.1f} MB" if unit == "MB" and number < 100 else f"{number:.0f} {unit}"
        number /= 1_000
    return gigabytes(number * 1e9)


def gigabytes(number: float) -> str:
    """Return bytes as gigabytes: "9.1 GB"."""
    return f"{number / 1e9:.1f} GB"


def ago(seconds: float) -> str:
    """Return how long something is past: "just now", "5 minutes ago", "yesterday", "12 days ago"."""
    for length, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        number = int(seconds // length)
        if number > 0:
            return "yesterday" if (noun, number) == ("day", 1) else f"{counted(number, noun)} ago"
    return "just now"


def duration(seconds: float) -> str:
    """Return how long something takes: "20 s", "3 min"."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "1,200 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
