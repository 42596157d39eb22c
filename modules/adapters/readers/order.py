"""Reading order, where the order in which words are stored cannot be trusted: scans, and some producers of PDF."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from modules.adapters.readers.lines import Row, Segment, rows_of

GUTTER = 0.4  # width of the white between two columns, at least, in heights of a row
COLUMN_ROWS = 4  # rows on each side of it, at least
JUMPS = 0.08  # upward steps a segment, at most, in a stream that is in order
ACROSS = 0.3  # steps to the side a segment, above which a page of prose was stored row by row
PROSE = 4  # words in the shorter of two neighbours, on average: less is labels and values, which belong together

Span: TypeAlias = tuple[float, float]


def scrambled(segments: Sequence[Segment]) -> bool:
    """Tell whether the stream goes up the page more often than columns, headers and footers explain, or across them."""
    steps = list(pairwise(segments))
    upward = sum(1 for before, after in steps if after.y1 < before.y0 - 0.5 * before.size)
    if upward > max(5, JUMPS * len(segments)):
        return True
    beside = [pair for pair in steps if pair[0].y0 <= pair[1].middle <= pair[0].y1]
    words = sum(min(len(before.words), len(after.words)) for before, after in beside)
    return len(beside) > ACROSS * len(segments) and words > PROSE * len(beside)


def in_columns(rows: Sequence[Row]) -> list[Segment]:
    """Return the segments from the top down, and column by column where rows share a gutter."""
    ordered: list[Segment] = []
    first = 0
    while first < len(rows):
        last, gutter = _block(rows, first)
        sides = _sides(rows[first:last], gutter) if gutter else None
        if sides is None:
            ordered += rows[first].segments
            first += 1
        else:
            ordered += [segment for side in sides for segment in in_columns(rows_of(side))]
            first = last
    return ordered


def _block(rows: Sequence[Row], first: int) -> tuple[int, Span | None]:
    """Return how far down from `first` one gutter stays free of text, and the gutter."""
    edges = min(s.x0 for r in rows for s in r.segments), max(s.x1 for r in rows for s in r.segments)
    free: list[Span] = [edges]
    chosen: Span | None = None
    for last in range(first, len(rows)):
        narrowed = [part for span in free for part in _without(span, rows[last].segments)]
        free = [span for span in narrowed if span[1] - span[0] >= GUTTER * rows[last].height]
        inner = [span for span in free if span[0] > edges[0] and span[1] < edges[1]]
        if not free:
            return last, chosen
        chosen = max(inner, key=lambda span: span[1] - span[0]) if inner else chosen
    return len(rows), chosen


def _without(span: Span, segments: Sequence[Segment]) -> list[Span]:
    """Return what of `span` the segments (left to right) leave free."""
    parts: list[Span] = []
    left = span[0]
    for segment in sorted(segments, key=lambda s: s.x0):
        if segment.x1 <= left or segment.x0 >= span[1]:
            continue
        if segment.x0 > left:
            parts.append((left, segment.x0))
        left = max(left, segment.x1)
    if left < span[1]:
        parts.append((left, span[1]))
    return parts


def _sides(rows: Sequence[Row], gutter: Span) -> tuple[list[Segment], list[Segment]] | None:
    """Return what stands left and right of a gutter; None if that is too little for columns."""
    middle = (gutter[0] + gutter[1]) / 2
    segments = [segment for row in rows for segment in row.segments]
    left = [segment for segment in segments if segment.x1 <= middle]
    right = [segment for segment in segments if segment.x0 >= middle]
    if len(left) + len(right) < len(segments) or min(len(left), len(right)) < COLUMN_ROWS:
        return None
    return left, right
