"""A PDF's outline (its bookmarks): which titles stand on which page, at which level, and which line is one of them.

pdfium reads it while the document is open anyway: 0.1 ms for those files of FinanceBench that have one. pypdf, tried
on the same files, found the same entries in 3 to 8 ms, after 0.3 s for its import.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import TypeAlias

import pypdfium2 as pdfium

from modules.adapters.readers.composing import letters_of
from modules.adapters.readers.words import Word

MAX_ENTRIES = 5_000  # an outline may refer to itself without end
MAX_LEVELS = 6
MAX_SECONDS = 2.0
TITLE_LINES = 4  # of the page that one title may take
SHORTEST = 5  # letters and digits of a title without its number, so that "II Notes" is not found as "Notes" anywhere
LONGEST = 400  # characters; what is longer is a text, not a title
_NUMBER = re.compile(r"(?:[\divxlc]{1,5}|[a-z])(?:[.-]\d{1,3})*[.):]?\s+", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """A bookmark: its level from 1, and whether its title was found in the text."""

    level: int
    found: bool = False


Titles: TypeAlias = dict[str, Entry]
"""Title, as `key` writes it, with and without its number -> its bookmark."""


@dataclass(slots=True)
class Bookmarks:
    """The titles that are expected on each page, and under which of them the text stands.

    Attributes:
        pages: page, from 1 -> titles on it.
        under: level of the last title that was found; 0 before the first.
    """

    pages: dict[int, Titles] = field(default_factory=dict)
    under: int = 0
    _expected: Titles = field(default_factory=dict)

    def turn_to(self, page: int) -> None:
        """Expect the titles of a page, and those of the page before that were not found there."""
        self._expected = self.pages.get(page - 1, {}) | self.pages.get(page, {})

    def begins(self, lines: Sequence[Sequence[Word]]) -> tuple[int, int]:
        """Return the level of the title that begins with the first of these lines, and how many it takes; or zeros.

        Each is found once: a page that names a title again speaks about it.
        """
        entry, count = self._match(lines)
        if entry is None:
            return 0, 0
        entry.found = True
        self.under = entry.level
        return entry.level, count

    def expects(self, lines: Sequence[Sequence[Word]]) -> bool:
        """Tell whether a title that was not found yet begins with the first of these lines."""
        return self._match(lines)[0] is not None

    def _match(self, lines: Sequence[Sequence[Word]]) -> tuple[Entry | None, int]:
        if self._expected:
            texts = accumulate(" ".join(word.text for word in line) + " " for line in lines[:TITLE_LINES])
            for count, text in enumerate(texts, 1):
                for form in forms(text):
                    entry = self._expected.get(form)
                    if entry and not entry.found:
                        return entry, count
        return None, 0


def bookmarks_of(document: pdfium.PdfDocument) -> Bookmarks:
    """Read the outline: at most so many entries, so deep, and for so long, however it was made."""
    bookmarks = Bookmarks()
    deadline = time.monotonic() + MAX_SECONDS
    for bookmark in islice(document.get_toc(max_depth=MAX_LEVELS), MAX_ENTRIES):
        target = bookmark.get_dest()
        page = target.get_index() if target else None
        title = _title(bookmark)
        if page is not None and len(title) <= LONGEST:
            entry = Entry(bookmark.level + 1)
            for form in forms(title):
                bookmarks.pages.setdefault(page + 1, {}).setdefault(form, entry)
        if time.monotonic() > deadline:
            break
    return bookmarks


def _title(bookmark: pdfium.PdfBookmark) -> str:
    try:
        return str(bookmark.get_title())
    except UnicodeDecodeError:
        return ""


def forms(title: str) -> tuple[str, ...]:
    """Return a title as it is compared: letters and digits only, small; with its number and without."""
    whole, bare = letters_of(title), letters_of(_NUMBER.sub("", title.strip(), count=1))
    return (whole, bare) if len(bare) >= SHORTEST and bare != whole else (whole,) if whole else ()
