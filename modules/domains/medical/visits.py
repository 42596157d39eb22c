"""Where a document that holds several notes begins each of them: a file of one patient's visits, scanned or printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from modules.core.types import Page
from modules.domains.medical.days import DAY, day_of

_VISIT = re.compile(
    r"(?:^|[ ]{2}|\|)[ \t]*(?:date of (?:visit|service|encounter|consultation|note|clinic|review|evaluation)"
    rf"|(?:visit|encounter|consultation|note|clinic|service) date|seen on)\s*(?:[:|–-]|on)?\s*(?P<day>{DAY})",
    re.IGNORECASE | re.MULTILINE,
)
_TOP = 700  # characters of a page in which a note that begins there says its day


class Visit(NamedTuple):
    """Where a note begins, a page and a character of it, and its day (ISO 8601)."""

    page: int
    start: int
    day: str


def visits_in(pages: Sequence[Page], *, day_first: bool) -> tuple[Visit, ...]:
    """Return the notes of a document that holds several, in reading order; nothing for one that holds one.

    A note that says its day at the top of a page begins with the page. A day that is said again, as a running head
    does, begins no note.
    """
    found: list[Visit] = []
    for page in pages:
        for at, match in enumerate(_VISIT.finditer(page.text)):
            day = day_of(match["day"], day_first=day_first)
            if day and (not found or day != found[-1].day):
                start = 0 if at == 0 and match.start() < _TOP else page.text.rfind("\n", 0, match.start("day")) + 1
                found.append(Visit(page.number, start, day))
    return tuple(found) if len(found) > 1 else ()


def visit_at(page: int, start: int, visits: Sequence[Visit]) -> Visit | None:
    """Return the note that a place belongs to: of what stands before the first one, that one; None without any."""
    if not visits:
        return None
    return visits[max(0, bisect_right([(one.page, one.start) for one in visits], (page, start)) - 1)]
