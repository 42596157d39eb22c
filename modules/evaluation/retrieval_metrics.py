"""What a retrieval benchmark measures: is the evidence among the first hits, and how much of it does a context hold?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from modules.core.types import Page
from modules.evaluation.datasets import Evidence, Source

_HALF = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that was found: a document's name, a page, and character offsets into what was read of it."""

    document: str
    page: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Gold:
    """Evidence in the offsets of what was read: stretches, or the words on one page where it has no offsets.

    Attributes:
        stretches: where it stands; for words on a page, one stretch that is the whole page.
        words: how often each word occurs in it, where only words are known.
    """

    stretches: tuple[Stretch, ...]
    words: Counter[str] | None = None


class Aligned:
    """Finds a source's characters in the pages that were read from it.

    A reader changes white space and normalises characters; what is visible stays in order, and that is what is counted.

    Args:
        source: with its text.
        pages: as they were read.
    """

    def __init__(self, source: Source, pages: Sequence[Page]) -> None:
        self._name = source.name
        self._pages = pages
        self._seen = [0]
        for character in source.text:
            visible = sum(not part.isspace() for part in unicodedata.normalize("NFKC", character))
            self._seen.append(self._seen[-1] + visible)
        self._places = [
            (page.number, at) for page in pages for at, letter in enumerate(page.text) if not letter.isspace()
        ]

    def stretches(self, start: int, end: int) -> tuple[Stretch, ...]:
        """Return where the source's characters from `start` up to `end` are, one stretch a page."""
        bounds: dict[int, tuple[int, int]] = {}
        for number, at in self._places[self._seen[start] : self._seen[end]]:
            first, _ = bounds.get(number, (at, at))
            bounds[number] = first, at + 1
        texts = {page.number: page.text for page in self._pages}
        return tuple(
            Stretch(self._name, number, first, last, texts[number][first:last])
            for number, (first, last) in bounds.items()
        )


def gold(evidence: Evidence, aligned: Aligned | None) -> Gold:
    """Return a question's evidence in the offsets of what was read."""
    if aligned is None:
        page = Stretch(evidence.document, evidence.page, 0, 1 << 40, "")
        return Gold((page,), _words(evidence.text))
    return Gold(aligned.stretches(evidence.start, evidence.end))


def is_hit(found: Stretch, wanted: Iterable[Gold]) -> bool:
    """Whether a hit shares at least half of the shorter of itself and a stretch of the evidence."""
    return any(
        _shared(found, stretch) >= _HALF * min(found.end - found.start, stretch.end - stretch.start)
        for one in wanted
        for stretch in one.stretches
        if (stretch.document, stretch.page) == (found.document, found.page)
    )


def coverage(context: Sequence[Stretch], wanted: Iterable[Gold]) -> float:
    """Return the share of the evidence's characters, or words, that a context holds; none counts twice."""
    total = held = 0
    for one in wanted:
        if one.words is None:
            total += sum(stretch.end - stretch.start for stretch in one.stretches)
            held += sum(_held(context, stretch) for stretch in one.stretches)
        else:
            place = one.stretches[0]
            there = [part.text for part in context if (part.document, part.page) == (place.document, place.page)]
            total += one.words.total()
            held += (one.words & _words(" ".join(there))).total()
    return held / total if total else 0.0


def _shared(one: Stretch, other: Stretch) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _held(context: Sequence[Stretch], wanted: Stretch) -> int:
    here = [part for part in context if (part.document, part.page) == (wanted.document, wanted.page)]
    held, position = 0, wanted.start
    for part in sorted(here, key=lambda part: part.start):
        first, last = max(part.start, position), min(part.end, wanted.end)
        held += max(0, last - first)
        position = max(position, last)
    return held


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))
