"""What of a passage is shown first: the row or sentence that matters, under the header of its table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from modules.core.text import content_words, matching_words, sentences
from modules.core.types import Passage, Sentence

_CELLS = " | "
_LEAD = 120
"""So much before the place that matters is shown with it, instead of a mark that something is left out."""
_MOST = 700
"""More than the lines of a card hold."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a passage that a card shows.

    Attributes:
        header: column headings that belong to the row it begins with and are not in it.
        runs: its text, in pieces that are words of the question or not.
    """

    header: str
    runs: tuple[tuple[str, bool], ...]


def vouching(checked: Iterable[Sentence], marker: int) -> tuple[tuple[int, int], ...]:
    """Return what of a passage carries these sentences: offsets into the page's text, those of the first ones first."""
    quotes = (quote for sentence in checked for quote in sentence.quotes if quote.marker == marker)
    return tuple(dict.fromkeys((quote.start, quote.end) for quote in quotes))


@lru_cache(maxsize=128)  # 1 ms each, and an answer that is being written shows ten of them twice a second
def excerpt(passage: Passage, question: str, said: tuple[tuple[int, int], ...] = ()) -> Excerpt:
    """Return the part of a passage that a card shows.

    Args:
        passage: the whole of it.
        question: its words are marked; where nothing is `said` yet, they decide what matters.
        said: what the answer was taken from, offsets into the page's text.
    """
    spans = sentences(passage.text)
    text = _unwrapped(passage.text, spans)
    columns = _columns(passage, spans)
    focus = said[0][0] - passage.start if said else _best(text, spans, columns, question)
    place = next((left for left, right in spans if left <= focus < right), 0)
    start = 0 if place <= _LEAD and len(text[:place].split("\n")) <= 3 else place
    shown = text[start : start + _MOST]
    header = columns.get(place, "")
    runs = [(re.sub(r"\s*\n\s*", "\n", part), on) for part, on in marked(shown, matching_words(shown, question))]
    before, after = [("… ", False)] * bool(start), [(" …", False)] * (passage.cut or start + _MOST < len(text))
    return Excerpt("" if header in shown else header, (*before, *runs, *after))


def unwrapped(text: str) -> str:
    """Return a text of the same length whose lines end only where its sentences do."""
    return _unwrapped(text, sentences(text))


def _unwrapped(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = text[start:end].replace("\n", " ")
    return "".join(letters)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a text into runs that are marked or not; spans may touch and overlap, in any order."""
    runs: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        left, right = max(start, at), min(end, len(text))
        if left >= right:
            continue
        if left > at:
            runs.append((text[at:left], False))
        runs.append((text[left:right], True))
        at = right
    if at < len(text):
        runs.append((text[at:], False))
    return runs


def _columns(passage: Passage, spans: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Return the column headings over each row, by the offset of its beginning: those of a table's first row are it."""
    columns: dict[int, str] = {}
    above = ""
    for start, end in spans:
        line = passage.text[start:end]
        above = (above or passage.header or line) if _CELLS in line else ""
        if above:
            columns[start] = above
    return columns


def _best(text: str, spans: Sequence[tuple[int, int]], columns: Mapping[int, str], question: str) -> int:
    """Return where the sentence begins that has most words of the question; one that stands everywhere says little."""
    wanted = {word.stem for word in content_words(question)}
    found = [
        (start, {word.stem for word in content_words(text[start:end])} & wanted)
        for start, end in spans
        if columns.get(start) != text[start:end]
    ]
    spread = Counter(stem for _, stems in found for stem in stems)
    return max(found, key=lambda one: sum(1 / spread[stem] for stem in one[1]), default=(0, set()))[0]
