"""An answer's Markdown as blocks of text runs: what the page may show, and nothing that could fetch or run.

Models write Markdown. Rendering it as Markdown would let a passage's `![x](https://...)` send data out, so this reads
the few forms that help a reader (paragraphs, lists, headings, tables, bold, italic, code, our own markers) and hands
the rest over as plain characters. Images vanish, links become their words and their address as text. The offsets of
the source stay known, so that each run can say to which checked sentence it belongs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from modules.core.types import Sentence

Kind = Literal["paragraph", "heading", "item", "code", "row"]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style, or one marker.

    Attributes:
        text: what is shown; for a marker its number.
        start: offset into the answer's text, to find the sentence.
        marker: the passage that it points to, 0 for words.
        sentence: index into the answer's sentences, -1 where none covers it.
    """

    text: str
    start: int
    bold: bool = False
    italic: bool = False
    code: bool = False
    marker: int = 0
    sentence: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, code block or table row.

    Attributes:
        level: of a heading (1 to 6), or how deep an item is nested (from 0).
        bullet: what stands before an item: "•" or its number.
        cells: one for each cell of a row, else one.
        head: the row holds column headings.
    """

    kind: Kind
    cells: tuple[tuple[Run, ...], ...]
    level: int = 0
    bullet: str = ""
    head: bool = False


_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_ITEM = re.compile(r"(\s*)(?:[-*+•]|(\d{1,3})[.)])\s+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_INLINE = re.compile(
    r"(?P<image>!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?|<img\b[^>\n]*>?)"
    r"|(?P<link>\[(?P<words>[^\]\n]*)\]\((?P<address>[^)\s]*)[^)\n]*\))"
    r"|(?P<markers>\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>(?=\S)[^\n]+?(?<=\S))\*\*"
    r"|(?<![\w*])(?P<sign>[*_])(?P<italic>(?=\S)[^*_\n]+?(?<=\S))(?P=sign)(?![\w*])",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"\s{0,3}\[[^\]\n]+\]:\s*\S+.*$")


def blocks(text: str, markers: frozenset[int], sentences: Sequence[Sentence] = ()) -> list[Block]:
    """Return the text's blocks in order.

    Args:
        text: an answer, finished or still growing.
        markers: numbers that have a passage; any other [n] stays plain text.
        sentences: the checked sentences, empty while the answer is being written.
    """
    starts = [sentence.start for sentence in sentences]
    return [_with_sentences(block, starts, sentences) for block in _read(text, markers)]


def _read(text: str, markers: frozenset[int]) -> Iterator[Block]:
    paragraph: list[Run] = []
    fence, first_row = "", True
    for start, line in _lines(text):
        if fence or _FENCE.match(line):
            yield from _flush(paragraph)
            opened, fence = bool(fence), _fence_after(line, fence)
            if opened and fence:
                yield Block("code", ((Run(line, start, code=True),),))
            continue
        if not _ROW.match(line):
            first_row = True
        block = _line_block(line, start, markers, first_row=first_row)
        if block is None:
            _extend(paragraph, line, start, markers)
        if block is not None or not line.strip():
            yield from _flush(paragraph)
        if block is not None and block.cells:
            first_row = first_row and block.kind != "row"
            yield block
    yield from _flush(paragraph)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        start += len(line)


def _fence_after(line: str, fence: str) -> str:
    """Return the fence that is open after this line."""
    found = _FENCE.match(line)
    if not fence:
        return found.group(1) if found else ""
    return "" if found and found.group(1) == fence else fence


def _flush(paragraph: list[Run]) -> Iterator[Block]:
    if any(run.text.strip() for run in paragraph):
        yield Block("paragraph", (tuple(paragraph),))
    paragraph.clear()


def _extend(paragraph: list[Run], line: str, start: int, markers: frozenset[int]) -> None:
    """Add a line to the paragraph; models end lines on purpose, so the break stays."""
    quote = _QUOTE.match(line)
    skipped = quote.end() if quote else 0
    if not line.strip():
        return
    if paragraph:
        paragraph.append(Run("\n", start))
    paragraph.extend(_inline(line[skipped:], start + skipped, markers))


def _line_block(line: str, start: int, markers: frozenset[int], *, first_row: bool) -> Block | None:
    """Return the block that a line is by itself; one without cells is not shown; None is a line of a paragraph."""
    if _RULE.match(line) or _DEFINITION.match(line):
        return Block("row", ())
    if _ROW.match(line):
        return Block("row", tuple(_cells(line, start, markers)), head=first_row)
    if heading := _HEADING.match(line):
        runs = _inline(line[heading.end() :], start + heading.end(), markers)
        return Block("heading", (tuple(runs),), level=len(heading.group(1)))
    if item := _ITEM.match(line):
        runs = _inline(line[item.end() :], start + item.end(), markers)
        bullet = f"{item.group(2)}." if item.group(2) else "•"
        return Block("item", (tuple(runs),), level=min(3, len(item.group(1)) // 2), bullet=bullet)
    return None


def _cells(line: str, start: int, markers: frozenset[int]) -> Iterator[tuple[Run, ...]]:
    at = start + line.index("|") + 1
    for cell in line.strip().strip("|").split("|"):
        yield tuple(_inline(cell, at, markers))
        at += len(cell) + 1


def _inline(text: str, start: int, markers: frozenset[int]) -> Iterator[Run]:
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()], start + at)
        yield from _form(found, start, markers)
        at = found.end()
    if at < len(text):
        yield Run(text[at:], start + at)


def _form(found: re.Match[str], start: int, markers: frozenset[int]) -> Iterator[Run]:
    """Return the runs of one inline form."""
    at = start + found.start()
    if found["image"] is not None:
        return
    if found["link"] is not None:
        yield from _inline(found["words"], start + found.start("words"), markers)
        if found["address"] and found["address"] != found["words"]:
            yield Run(f" ({found['address']})", at)
    elif found["markers"] is not None:
        yield from _markers(found["markers"], at, markers)
    elif found["code"] is not None:
        yield Run(found["code"], start + found.start("code"), code=True)
    elif found["bold"] is not None:
        inner = _inline(found["bold"], start + found.start("bold"), markers)
        yield from (replace(run, bold=True) for run in inner)
    else:
        inner = _inline(found["italic"], start + found.start("italic"), markers)
        yield from (replace(run, italic=True) for run in inner)


def _markers(text: str, at: int, markers: frozenset[int]) -> Iterator[Run]:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not markers.issuperset(numbers):
        yield Run(text, at)
        return
    yield from (Run(str(number), at, marker=number) for number in numbers)


def _with_sentences(block: Block, starts: list[int], sentences: Sequence[Sentence]) -> Block:
    if not starts:
        return block
    cells = tuple(tuple(part for run in cell for part in _split(run, starts, sentences)) for cell in block.cells)
    return replace(block, cells=cells)


def _split(run: Run, starts: list[int], sentences: Sequence[Sentence]) -> Iterator[Run]:
    """Cut a run where sentences begin, and name the sentence of each part."""
    if run.marker or run.text.startswith(" ("):
        yield replace(run, sentence=_sentence_at(run.start, starts, sentences))
        return
    end = run.start + len(run.text)
    cuts = [run.start, *(start for start in starts if run.start < start < end), end]
    for left, right in pairwise(cuts):
        text = run.text[left - run.start : right - run.start]
        yield replace(run, text=text, start=left, sentence=_sentence_at(left, starts, sentences))


def _sentence_at(offset: int, starts: list[int], sentences: Sequence[Sentence]) -> int:
    """Return the sentence that covers the offset; white space and markers after one belong to it."""
    return bisect_right(starts, offset) - 1 if sentences else -1
