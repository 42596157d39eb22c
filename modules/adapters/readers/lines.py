"""Words to segments (words without a wide gap between them) to visual rows (segments side by side)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from modules.adapters.readers.words import Word

# A gap wider than this, in heights of the font, ends a segment: a word space is about .25, a justified one up to .8.
SEGMENT_GAP = 0.9
FIGURE_GAP = 0.36  # between two figures a word space does not occur in prose, so that less is enough
_FIGURE = re.compile(
    r"[$€£¥]?\(?[$€£¥]?[-–—+]?\d[\d,.]*\)?%?|[-–—]+%?|[$€£¥(]|\)?%|\)|n/?[am]\.?|\(?\d+\)?", re.IGNORECASE
)


@dataclass
class Segment:
    """Words that stand together on one line.

    Attributes:
        order: position in the content stream, from 0.
        words: never empty, left to right.
    """

    order: int
    words: list[Word]
    x0: float = field(init=False)
    y0: float = field(init=False)
    x1: float = field(init=False)
    y1: float = field(init=False)

    def __post_init__(self) -> None:
        self._measure()

    def prepend(self, words: list[Word]) -> None:
        """Put words before its first one."""
        self.words = words + self.words
        self._measure()
        for name in ("text", "size", "figures"):
            self.__dict__.pop(name, None)  # what was derived from the words before

    def _measure(self) -> None:
        self.x0 = min(word.x0 for word in self.words)
        self.x1 = max(word.x1 for word in self.words)
        self.y0 = min(word.y0 for word in self.words)
        self.y1 = max(word.y1 for word in self.words)

    @cached_property
    def text(self) -> str:
        """The words, with single blanks."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def size(self) -> float:
        """Height of the tallest font in it, in points."""
        return max(word.size for word in self.words)

    @property
    def middle(self) -> float:
        """Height of its middle line."""
        return (self.y0 + self.y1) / 2

    @cached_property
    def figures(self) -> bool:
        """Whether it is an amount, a share, a dash or a currency sign and nothing else."""
        return all(is_figure(word.text) for word in self.words)


@dataclass(slots=True)
class Row:
    """Segments side by side, left to right."""

    segments: list[Segment]
    y0: float
    y1: float

    @property
    def middle(self) -> float:
        """Height of its middle line."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0


def is_figure(text: str) -> bool:
    """Tell whether a word is an amount as tables print them: "1,234", "(5.1)%", "$", a dash."""
    return _FIGURE.fullmatch(text) is not None


def segments_of(words: Sequence[Word]) -> list[Segment]:
    """Cut the stream of words at line ends and wide gaps."""
    segments: list[Segment] = []
    current: list[Word] = []
    for word in words:
        if current and (word.first or not _together(current[-1], word)):
            segments.append(Segment(len(segments), current))
            current = []
        current.append(word)
    if current:
        segments.append(Segment(len(segments), current))
    return segments


def _together(before: Word, after: Word) -> bool:
    height = max(before.size, after.size)
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    if overlap < 0.4 * min(before.size, after.size):
        return False
    gap = after.x0 - before.x1
    limit = FIGURE_GAP if is_figure(before.text) and is_figure(after.text) else SEGMENT_GAP
    return -0.5 * height < gap < limit * height


def rows_of(segments: Iterable[Segment]) -> list[Row]:
    """Gather segments whose middles are within each other's height, from the top down."""
    rows: list[Row] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        row = rows[-1] if rows else None
        if row and row.y0 <= segment.middle <= row.y1 and segment.y0 <= row.middle <= segment.y1:
            row.segments.append(segment)
        else:
            rows.append(Row([segment], segment.y0, segment.y1))
    for row in rows:
        row.segments.sort(key=lambda s: s.x0)
    return rows
