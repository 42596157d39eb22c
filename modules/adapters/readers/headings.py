"""Which lines are headings: larger, bold, capitals or numbered, compared with the body of the document so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from modules.adapters.readers.bookmarks import Bookmarks
from modules.adapters.readers.tables import Table
from modules.adapters.readers.words import Word

MAX_WORDS = 18
LARGER = 1.12  # than the body's font
SCANNED_LARGER = 1.5  # the same for OCR, which measures heights by the letters that a line happens to have
_NAMED = re.compile(
    r"(?:part|item|article|section|chapter|schedule|exhibit|appendix|annex|note)\s+[\dIVXLA-D]+\b[.:]?", re.IGNORECASE
)
_ORDINAL = re.compile(rf"{_NAMED.pattern}|\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[a-z]|[ivxl]+)[.):]?", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\s")  # "(in thousands)"; "(a) Fees" may be a title
TORN = 3.0  # white within a title, at most, in heights of its font
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-Z]")
_MARKS = ".,;:()[]\"'“”‘’"
_PREFIXES = {
    "anti", "available", "by", "co", "cross", "down", "end", "first", "follow", "four", "full", "half", "high", "in",
    "inter", "long", "low", "multi", "non", "off", "on", "one", "over", "part", "pick", "post", "pre", "re", "second",
    "self", "semi", "short", "stand", "straight", "sub", "third", "three", "to", "two", "under", "up", "weighted",
    "well", "write", "year",
}  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class Style:
    """What the body of a document looks like, learned page by page.

    Attributes:
        bookmarks: its outline, which knows better.
        last_table: a page's number and the table that it ends with, if it does: the next page may go on with it.
    """

    def __init__(self, bookmarks: Bookmarks | None = None, *, larger: float = LARGER) -> None:
        self.bookmarks = bookmarks or Bookmarks()
        self.last_table: tuple[int, Table] | None = None
        self._larger = larger
        self._sizes: Counter[float] = Counter()
        self._bold = 0
        self._letters = 0
        self._vocabulary: set[str] = set()

    def learn(self, words: Sequence[Word]) -> None:
        """Take a page into account."""
        for before, word in zip([None, *words], words, strict=False):
            if not word.hyphen and not (before and before.hyphen):
                self._vocabulary.add(word.text.casefold().strip(_MARKS))
            length = len(word.text)
            self._sizes[_round(word.size)] += length
            self._letters += length
            self._bold += length * word.bold

    def level(self, words: Sequence[Word]) -> int:
        """Return the level of the heading that a line looks like, from 1; 0 if it is none."""
        text = " ".join(word.text for word in words)
        if not self._may_be(words, text):
            return 0
        ratio = min(word.size for word in words) / self._body
        if ratio >= self._larger:
            return 1 if ratio >= 1.5 * self._larger / LARGER else 2
        bold = all(word.bold for word in words) and self._bold < 0.4 * self._letters
        capitals = text.isupper() and len(words) > 1
        named = _NAMED.match(text) is not None and len(words) <= 12
        if named and (bold or capitals or text[:1].isupper()):
            return 2 if bold or capitals else 0
        if bold or capitals:
            numbered = _NUMBERED.match(text)
            return (
                min(6, 2 + numbered[1].removesuffix(".0").count(".")) if numbered else (2 if capitals and bold else 3)
            )
        return 0

    def mend(self, left: str, right: str) -> str:
        """Return what stands between two halves of a word cut at the end of a line: "-" if that belongs to it."""
        first, second = left.casefold().strip(_MARKS), right.casefold().strip(_MARKS)
        if first + second in self._vocabulary:
            return ""
        if first.rpartition("-")[2] in _PREFIXES or not (first.isalpha() and right[:1].islower()):
            return "-"
        return "-" if second in self._vocabulary and (first in self._vocabulary or len(second) > 4) else ""

    @property
    def _body(self) -> float:
        return self._sizes.most_common(1)[0][0] if self._sizes else 12.0

    @staticmethod
    def _may_be(words: Sequence[Word], text: str) -> bool:
        if _torn(words) or len(words) > MAX_WORDS or not _LETTERS.search(text) or text[-1] in ",;" or text[0] in "•●▪":
            return False
        if _REMARK.match(text):
            return False
        return not (text[-1] == "." and len(words) > 8) and not text[0].islower()


def _torn(words: Sequence[Word]) -> bool:
    """Tell whether a line is two texts side by side, such as names below signatures; a title follows its number."""
    return any(
        word.x0 - before.x1 > TORN * word.size and not _ORDINAL.fullmatch(" ".join(one.text for one in words[:place]))
        for place, (before, word) in enumerate(pairwise(words), 1)
    )


def _round(size: float) -> float:
    return round(size * 4) / 4
