"""Cutting pages into spans along the document's own structure: the splitter that serves anything.

A page is cut in three steps. An `Outline` finds the headings, which divide the page into segments, each with its path
of titles; tables are segments too. Segments too small to stand alone join their neighbours of the same family. Segments
too large are cut between paragraphs, table rows or sentences into parts of about equal size. Sizes are in tokens,
estimated.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from modules.core.outline import Heading, Outline
from modules.core.text import sentences, stripped
from modules.core.types import Block, Page, Span

_TOKEN = re.compile(r"[^\W\d_]{1,9}|\d{1,3}|[^\w\s]|_")
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SCRAP = 12  # Fewer tokens than this say nothing alone.
_ROOM = 2  # No span is estimated at more than this times the target.


def estimate_tokens(text: str) -> int:
    """Return about the number of tokens that a model's tokenizer would count: cheap, and seldom far off.

    Runs of up to nine letters, up to three digits, and single signs: within 5 % of MiniLM's own tokenizer on
    contracts, filings and textbooks.
    """
    return len(_TOKEN.findall(text))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of a page under one heading, or a table in it.

    Attributes:
        bare: it is a heading and nothing else.
        last: nothing follows on the page.
    """

    start: int
    end: int
    path: tuple[str, ...]
    tokens: int
    bare: bool = False
    last: bool = False


class StructureSplitter:
    """A `Splitter` that follows headings and tables and keeps sentences and rows whole.

    Args:
        target: estimated tokens of a span, where the structure lets it choose.
        least: smaller sections join their neighbours.
    """

    outline: type[Outline] = Outline

    def __init__(self, target: int = 180, least: int = 60) -> None:
        self._target = target
        self._least = least

    def split(self, pages: Iterable[Page]) -> Iterator[Span]:
        """Yield the spans of each page as soon as it is read."""
        outline = self.outline()
        path: list[Heading] = []
        for page in pages:
            segments = list(self._segments(page, outline.headings(page), path))
            for segment in self._joined(segments):
                for start, end in self._parts(page, segment):
                    yield Span(page.number, start, end, segment.path, _header(page, start))

    def _segments(self, page: Page, headings: Sequence[Heading], path: list[Heading]) -> Iterator[_Segment]:
        """Divide the page at headings and around tables; `path` is where the last page left off and is updated."""
        filled = len(page.text.rstrip())
        opens = {heading.start: heading for heading in headings}
        edges = {edge for block in page.blocks if block.kind == "table" for edge in (block.start, block.end)}
        cuts = sorted({0, len(page.text), *opens, *edges})
        for start, end in itertools.pairwise(cuts):
            if heading := opens.get(start):
                while path and path[-1].level >= heading.level:
                    path.pop()
                path.append(heading)
            if text := page.text[start:end].strip():
                tokens = estimate_tokens(text)
                bare = heading is not None and tokens <= estimate_tokens(heading.title) + 2
                yield _Segment(start, end, tuple(part.title for part in path), tokens, bare, end >= filled)

    def _joined(self, segments: Iterable[_Segment]) -> Iterator[_Segment]:
        """Join what is too small to stand alone with what follows it."""
        held: _Segment | None = None
        for segment in segments:
            if held is None:
                held = segment
            elif self._belong(held, segment):
                path = segment.path if held.tokens < _SCRAP else _shared(held.path, segment.path)
                path = held.path if segment.tokens < _SCRAP else path
                held = _Segment(held.start, segment.end, path, held.tokens + segment.tokens)
            else:
                yield held
                held = segment
        if held is not None:
            yield held

    def _belong(self, held: _Segment, segment: _Segment) -> bool:
        if segment.last and segment.tokens < _SCRAP:
            return True  # a page number, a running foot
        if held.path == segment.path[: len(held.path)] and held.tokens < self._least:
            return True  # a heading or a caption and what it announces, however long that is
        if segment.bare or held.tokens + segment.tokens > self._target:
            return False
        if held.tokens < _SCRAP:
            return True
        siblings = _shared(held.path, segment.path)[: len(held.path) - 1] == held.path[:-1]
        return siblings and len(segment.path) >= len(held.path) and min(held.tokens, segment.tokens) < self._least

    def _parts(self, page: Page, segment: _Segment) -> Iterator[tuple[int, int]]:
        """Cut a segment into parts of about equal size, none above the limit."""
        units = [(start, end, estimate_tokens(page.text[start:end])) for start, end in self._units(page, segment)]
        left = sum(tokens for _, _, tokens in units)
        goal = left / max(1, math.ceil(left / self._target - 0.25))
        begin, size = 0, 0
        for index, (_, _, tokens) in enumerate(units):
            full = size + tokens / 2 > goal and left > goal / 3
            if size and (full or size + tokens > self._target * _ROOM):
                yield stripped(page.text, units[begin][0], units[index - 1][1])
                begin, size = index, 0
            size, left = size + tokens, left - tokens
        if units:
            yield stripped(page.text, units[begin][0], units[-1][1])

    def _units(self, page: Page, segment: _Segment) -> Iterator[tuple[int, int]]:
        """Yield what must not be cut, if it can be helped: rows, paragraphs that are not too long, sentences."""
        text = page.text
        pattern = _LINE if _table_at(page, segment.start, segment.end) else _PARAGRAPH
        for match in pattern.finditer(text, segment.start, segment.end):
            start, end = match.span()
            if estimate_tokens(match.group()) <= self._target:
                yield start, end
                continue
            for first, last in sentences(text[start:end]):
                yield from _bounded(text, start + first, start + last, self._target)


def _bounded(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence without end: after `limit` tokens, at white space where there is some in the second half."""
    while len(tokens := list(itertools.islice(_TOKEN.finditer(text, start, end), limit + 1))) > limit:
        cut = tokens[limit].start()
        while cut > tokens[limit // 2].start() and not text[cut - 1].isspace():
            cut -= 1
        if not text[cut - 1].isspace():
            cut = tokens[limit].start()
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The titles that two paths begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return one[:count]


def _table_at(page: Page, start: int, end: int) -> Block | None:
    for block in page.blocks:
        if block.kind == "table" and block.start < end and start < block.end:
            return block
    return None


def _header(page: Page, start: int) -> str:
    """Column headings for a span that begins inside a table; the first part of a table shows them itself."""
    for block in page.blocks:
        if block.kind == "table" and block.start < start < block.end:
            return block.header
    return ""
