"""Headers and footers that run through a document: kept where they first stand, dropped from the other pages."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from modules.adapters.readers.lines import rows_of, segments_of
from modules.adapters.readers.words import Word

T = TypeVar("T")
BAND = 60.0  # points from the highest and from the lowest word of a page
EDGE_ROWS = 3  # in each band
REACH = 4  # pages looked at before and after
REPEATS = 3  # pages within reach that carry the line, at least
KEPT_WORDS = 30  # a page with less than this besides keeps all it has
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")


@dataclass(slots=True)
class Edges(Generic[T]):
    """A page on its way, with the lines at its edges.

    Attributes:
        item: whatever the caller wants back with the words.
        words: of the page.
        lines: key of each line at an edge -> its words.
    """

    item: T
    words: list[Word]
    lines: dict[str, list[Word]] = field(default_factory=dict)


def without_running_lines(pages: Iterable[tuple[T, list[Word]]]) -> Iterator[tuple[T, list[Word]]]:
    """Yield each item with its words, less the running lines; looks `REACH` pages ahead.

    Args:
        pages: an item and its words.
    """
    before: deque[Edges[T]] = deque(maxlen=REACH)
    ahead: deque[Edges[T]] = deque()
    seen: set[str] = set()
    for item, words in pages:
        ahead.append(Edges(item, words, _edge_lines(words)))
        if len(ahead) > REACH:
            yield _next(before, ahead, seen)
    while ahead:
        yield _next(before, ahead, seen)


def _next(before: deque[Edges[T]], ahead: deque[Edges[T]], seen: set[str]) -> tuple[T, list[Word]]:
    current = ahead[0]
    counts = Counter(key for page in (*before, *ahead) for key in page.lines)
    running = {key for key in current.lines if counts[key] >= REPEATS}
    dropped = {id(word) for key in running & seen for word in current.lines[key]}
    seen |= running
    before.append(ahead.popleft())
    kept = [word for word in current.words if id(word) not in dropped]
    return current.item, kept if len(kept) >= KEPT_WORDS else current.words


def _edge_lines(words: list[Word]) -> dict[str, list[Word]]:
    """Return the first and last lines of a page; figures in them count as equal, because pages are numbered."""
    if not words:
        return {}
    top, bottom = min(word.y0 for word in words) + BAND, max(word.y1 for word in words) - BAND
    upper = rows_of(segments_of([word for word in words if word.y1 <= top]))[:EDGE_ROWS]
    lower = rows_of(segments_of([word for word in words if word.y0 >= bottom]))[-EDGE_ROWS:]
    lines: dict[str, list[Word]] = {}
    for name, rows in (("upper", upper), ("lower", lower)):
        for row in rows:
            found = [word for segment in row.segments for word in segment.words]
            text = " ".join(word.text for word in found)
            lines[f"{name} {_DIGITS.sub('#', text)}"] = found
    return lines
