"""Finding the headings of a page, from what the reader marked and from how lines look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.types import Page

LONGEST_TITLE = 90
_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*)")
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?\s+(\D.*)")
_SENTENCES = re.compile(r"[a-z]{2}[.?!]\s+[A-Z]")  # an exercise has a number, too
_MEASURES = re.compile(r"\d[\d.,]*\s+\S{1,4}(?:\s+\d[\d.,]*\s+\S{1,4})+")
_ROW = re.compile(r"\s\|\s|\d\s+\$?\(?\d|\.{4,}|[%$]\s*\d")
_SMALL = frozenset(
    ("a an and as at but by for from in into is of on or the to under upon vs with").split()  # noqa: SIM905
)
_SEEN_OFTEN = 3  # A title that comes back more often is a running head or foot.
_WORDS_OF_A_HEAD = 3  # With more words than this, titles that differ in their numbers alone are one.


@dataclass(frozen=True, slots=True)
class Heading:
    """A title in the text.

    Attributes:
        start: where its line begins: a character offset into the page's text.
        level: depth from 1; a heading closes every open one of its level and deeper.
        title: as the section path shows it, on one line.
        guessed: its level, from how the line looks; fonts and bookmarks, which the reader knew, outweigh that.
    """

    start: int
    level: int
    title: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, and what stands around it.

    Attributes:
        start: character offset of its first visible character.
        text: without white space at its ends.
        before, after: the neighbouring lines in the same way, "" at the page's ends.
        gap_before, gap_after: whether a blank line, or the page's end, parts it from them.
    """

    start: int
    text: str
    before: str
    after: str
    gap_before: bool
    gap_after: bool


class Outline:
    """Finds the headings of one document, page by page. A field overrides `recognise` for its own marks."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def headings(self, page: Page) -> list[Heading]:
        """Return the headings of the document's next page in order."""
        marked = {block.start: block for block in page.blocks if block.kind == "heading"}
        tables = [(block.start, block.end) for block in page.blocks if block.kind == "table"]
        found = []
        for line in _lines(page.text):
            if any(start <= line.start < end for start, end in tables):
                continue
            recognised = self.recognise(line)
            block = marked.get(line.start)
            if block and all(heading.guessed for heading in recognised):
                recognised = [Heading(line.start, block.level, one_line(block.header or line.text))]
            found += recognised
        return self._without_running_heads(found)

    def recognise(self, line: Line) -> list[Heading]:
        """Return the headings in a line: mostly none; more than one where clauses run on. Lines come in order."""
        heading = plain_heading(line)
        return [heading] if heading else []

    def _without_running_heads(self, found: list[Heading]) -> list[Heading]:
        kept = []
        for heading in found:
            title = heading.title
            if len(re.findall(r"[^\W\d_]+", title)) > _WORDS_OF_A_HEAD:
                title = re.sub(r"\d+", "#", title)  # "Page 3 of 22 Reseller Agreement"
            self._times[title] = self._times.get(title, 0) + 1
            if self._times[title] <= _SEEN_OFTEN:
                kept.append(heading)
        return kept


def plain_heading(line: Line) -> Heading | None:
    """Recognise what any document may use: Markdown, numbered titles, capitals, and titles on a line of their own."""
    if match := _MARKDOWN.fullmatch(line.text):
        return Heading(line.start, len(match[1]), one_line(match[2].rstrip("# ")))
    if not is_title(line) or is_measures(line.text):
        return None
    if (match := _NUMBERED.fullmatch(line.text)) and not _SENTENCES.search(line.text):
        return Heading(line.start, 2 + match[1].count("."), one_line(line.text), guessed=True)
    if line.text.isupper() and len(line.text) > 3:
        return Heading(line.start, 1, one_line(line.text))
    # the last line of a page is its foot more often than a title
    if line.gap_before and line.gap_after and line.after and is_title_case(line.text):
        return Heading(line.start, 2, one_line(line.text), guessed=True)
    return None


def is_title(line: Line) -> bool:
    """Whether a line can be a title at all: short, begins like one, no sentence, no row of a table, stands apart."""
    text = line.text
    if not 3 <= len(text) <= LONGEST_TITLE or text[-1] in ".,;:-–" or _ROW.search(text):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or sum(map(str.isalpha, text)) < len(text) / 2:
        return False
    return line.gap_before or not line.before or line.before[-1] in ".:;!?" or len(line.before) < 60


def is_measures(text: str) -> bool:
    """Whether a line is amounts with their units, as the labels in a figure are read: "6.0 V 3.0 ohm"."""
    return _MEASURES.fullmatch(text) is not None


def is_title_case(text: str) -> bool:
    """Whether the words that carry meaning are capitalised, e.g. "Liquidity and Capital Resources"."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in _SMALL]
    return 0 < len(words) <= 12 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def one_line(title: str) -> str:
    """Return a title without line breaks, at most 90 characters long."""
    title = " ".join(title.split())
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def _lines(text: str) -> Iterator[Line]:
    position, raw = 0, []
    for content in text.split("\n"):
        raw.append((position + len(content) - len(content.lstrip()), content.strip()))
        position += len(content) + 1
    for index, (start, content) in enumerate(raw):
        if content:
            before = raw[index - 1][1] if index else ""
            after = raw[index + 1][1] if index + 1 < len(raw) else ""
            yield Line(start, content, _nearest(raw, index, -1), _nearest(raw, index, 1), not before, not after)


def _nearest(raw: list[tuple[int, str]], index: int, step: int) -> str:
    """The next line in a direction that is not blank; at most three lines away."""
    for near in range(index + step, index + 4 * step, step):
        if not 0 <= near < len(raw):
            break
        if raw[near][1]:
            return raw[near][1]
    return ""
