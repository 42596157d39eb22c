"""A page's words to its text: lines in reading order, tables as rows, headings marked."""

from __future__ import annotations

from collections.abc import Sequence

from modules.adapters.readers.composing import Composer
from modules.adapters.readers.lines import Segment, segments_of
from modules.adapters.readers.words import Word
from modules.core.types import Page

PARAGRAPH_GAP = 0.75  # white between two lines, in heights of the font, that ends a paragraph


def page_of(number: int, words: Sequence[Word], *, scanned: bool = False) -> Page:
    """Return the page that these words make."""
    composer = Composer()
    last: Segment | None = None
    for line in _lines(segments_of(words)):
        if last is not None and _apart(last, line[0]):
            composer.gap()
        composer.word_line([[word for segment in line for word in segment.words]])
        last = line[0]
    return composer.page(number, scanned=scanned, layout=True)


def _lines(segments: list[Segment]) -> list[list[Segment]]:
    """Put neighbours in the stream that stand side by side on one line."""
    lines: list[list[Segment]] = []
    for segment in segments:
        last = lines[-1][-1] if lines else None
        if last and last.y0 <= segment.middle <= last.y1 and segment.x0 >= last.x1 - 1:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines


def _apart(above: Segment, below: Segment) -> bool:
    gap = below.y0 - above.y1
    return gap > PARAGRAPH_GAP * min(above.size, below.size) or below.y1 < above.y0
