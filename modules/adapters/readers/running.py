"""Headers and footers that run through a document: dropped, but for what the first of them says that the text does not.

A running title that is the document's name, or a page number, tells nothing; the number of a contract, or who made a
report, may stand nowhere else, and is kept where it first stands.
"""

from __future__ import annotations

import re
from collections import deque
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
_MARKS = ".,;:()[]\"'“”‘’-–—|/"
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")


@dataclass(slots=True)
class Edges(Generic[T]):
    """A page on its way, with the lines at its edges.

    Attributes:
        item: whatever the caller wants back with the words.
        words: of the page.
        number: counted from the first page.
        lines: key of each line at an edge -> its words.
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
    running = {
        key: line for key, line in current.lines.items() if sum(current.repeats(key, page) for page in near) >= REPEATS
    }
    edges = {id(word) for line in running.values() for word in line}
    seen.words.update(_plain(word) for word in current.words if id(word) not in edges)
    dropped = {id(word) for key, line in running.items() if seen.knows(key, line) for word in line}
    seen.keys.update(running)
    before.append(ahead.popleft())
    kept = [word for word in current.words if id(word) not in dropped]
    return current.item, kept if len(kept) >= KEPT_WORDS else current.words


def _numbers(line: list[Word]) -> list[int]:
    return [int(figures) for word in line for figures in re.findall(r"\d{1,9}", word.text)]


def _plain(word: Word) -> str:
    return word.text.casefold().strip(_MARKS)


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
