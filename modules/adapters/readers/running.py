"""Headers and footers that run through a document: dropped, but for what the first of them says that the text does not.

A running title that is the document's name, or a page number, tells nothing; the number of a contract, or who made a
report, may stand nowhere else, and is kept where it first stands.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Generic, TypeVar

from modules.adapters.readers.lines import rows_of, segments_of
from modules.adapters.readers.words import Word

T = TypeVar("T")
BAND = 60.0  # points from the highest and from the lowest word of a page
EDGE_ROWS = 3  # in each band
WIDE = 1.5  # times the narrowest gap between lines there
LEAST_GAP = 3.0  # points
REACH = 4  # pages looked at before and after
REPEATS = 3  # pages within reach that carry the line, at least
KEPT_WORDS = 30  # a page with less than this besides keeps all it has
_MARKS = ".,;:()[]\"'“”‘’-–—|/"
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")


@dataclass(slots=True)
class Edges(Generic[T]):
    """A page on its way, with the lines at its edges.

    Attributes:
        item: whatever the caller wants back with the words.
        words: of the page.
        number: counted from the first page.
        lines: key of each line at an edge -> its words; from the edge inwards.
    """

    item: T
    words: list[Word]
    number: int
    lines: dict[str, list[Word]] = field(default_factory=dict)

    def repeats(self, key: str, other: Edges[T]) -> bool:
        """Tell whether another page has the line, too: its numbers are the same, or run with the pages.

        "Page 7" and "Page 9" are one running line two pages apart; "Exhibit 22" and "Exhibit 31" are two titles.
        """
        if key not in other.lines:
            return False
        apart = other.number - self.number
        pairs = zip(_numbers(self.lines[key]), _numbers(other.lines[key]), strict=False)
        return all(there - here in (0, apart) for here, there in pairs)


@dataclass(slots=True)
class Seen:
    """What the pages up to here have said.

    Attributes:
        keys: of running lines.
        words: of the text between them, as `_plain` writes them.
    """

    keys: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def knows(self, key: str, line: list[Word]) -> bool:
        """Tell whether a running line was there before, or says nothing but numbers and words of the text."""
        return key in self.keys or all(
            plain in self.words for plain in map(_plain, line) if any(character.isalpha() for character in plain)
        )


def without_running_lines(pages: Iterable[tuple[T, list[Word]]]) -> Iterator[tuple[T, list[Word]]]:
    """Yield each item with its words, less the running lines; looks `REACH` pages ahead.

    Args:
        pages: an item and its words.
    """
    before: deque[Edges[T]] = deque(maxlen=REACH)
    ahead: deque[Edges[T]] = deque()
    seen = Seen()
    for number, (item, words) in enumerate(pages):
        ahead.append(Edges(item, words, number, _edge_lines(words)))
        if len(ahead) > REACH:
            yield _next(before, ahead, seen)
    while ahead:
        yield _next(before, ahead, seen)


def _next(before: deque[Edges[T]], ahead: deque[Edges[T]], seen: Seen) -> tuple[T, list[Word]]:
    current = ahead[0]
    near = (*before, *ahead)
    running = {key: current.lines[key] for key in _from_the_edges(current, near)}
    edges = {id(word) for line in running.values() for word in line}
    seen.words.update(_plain(word) for word in current.words if id(word) not in edges)
    dropped = {id(word) for key, line in running.items() if seen.knows(key, line) for word in line}
    seen.keys.update(running)
    before.append(ahead.popleft())
    kept = [word for word in current.words if id(word) not in dropped]
    return current.item, kept if len(kept) >= KEPT_WORDS else current.words


def _from_the_edges(current: Edges[T], near: Sequence[Edges[T]]) -> Iterator[str]:
    """Yield the keys of the lines that other pages have, from each edge inwards up to the first that they have not."""
    for edge in ("upper", "lower"):
        keys = (key for key in current.lines if key.startswith(edge))
        yield from takewhile(lambda key: sum(current.repeats(key, page) for page in near) >= REPEATS, keys)


def _numbers(line: list[Word]) -> list[int]:
    return [int(figures) for word in line for figures in re.findall(r"\d{1,9}", word.text)]


def _plain(word: Word) -> str:
    return word.text.casefold().strip(_MARKS)


def _edge_lines(words: list[Word]) -> dict[str, list[Word]]:
    """Return the first and last lines of a page; figures in them count as equal, because pages are numbered."""
    if not words:
        return {}
    top, bottom = min(word.y0 for word in words) + BAND, max(word.y1 for word in words) - BAND
    upper = rows_of(segments_of([word for word in words if word.y1 <= top]))
    lower = rows_of(segments_of([word for word in words if word.y0 >= bottom]))[::-1]
    below = min((word.y0 for word in words if word.y1 > top), default=top + BAND)
    above = max((word.y1 for word in words if word.y0 < bottom), default=bottom - BAND)
    gaps_below = [*(two.y0 - one.y1 for one, two in pairwise(upper)), *(below - row.y1 for row in upper[-1:])]
    gaps_above = [*(one.y0 - two.y1 for one, two in pairwise(lower)), *(row.y0 - above for row in lower[-1:])]
    lines: dict[str, list[Word]] = {}
    for name, rows in (("upper", upper[: _set_off(gaps_below)]), ("lower", lower[: _set_off(gaps_above)])):
        for row in rows:
            found = [word for segment in row.segments for word in segment.words]
            text = " ".join(word.text for word in found)
            lines[f"{name} {_DIGITS.sub('#', text)}"] = found
    return lines


def _set_off(gaps: Sequence[float]) -> int:
    """Return how many rows from the edge inwards may be headers or footers.

    Those that a wider gap sets off from the text. Where none does, the outermost one: what stands next to it may be the
    first title of a form that looks the same on every page.

    Args:
        gaps: behind each row in points, seen from the edge.
    """
    wide = WIDE * max(min(gaps, default=0.0), LEAST_GAP)
    return max((at for at, gap in enumerate(gaps[:EDGE_ROWS], 1) if gap > wide), default=1)
