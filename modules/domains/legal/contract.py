"""A contract as the rules read it: one text over all pages, its clauses, its sentences, and the way back to the page.

Layout must not decide what is found: a PDF breaks its lines where the paper ends, a Word file does not. So the text
here has the line breaks of wrapped lines as blanks and only those of paragraphs as line feeds, and no other character
differs from the pages' own; an offset into it is an offset into a page, shifted.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from modules.core.findings import Citation
from modules.core.outline import is_title_case
from modules.core.text import sentences
from modules.core.types import Page
from modules.domains.legal.splitting import LegalOutline

_NUMBER = re.compile(
    r"(?P<part>(?:ARTICLE|EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM)\s+(?:[IVXLC]+|\d{1,3}(?:\.\d+)*|[A-Z](?:-\d+)?)\b)"
    r"|(?:(?:SECTION|CLAUSE|§)\s*)?(?P<clause>\d{1,2}(?:\.\d{1,2}){0,4})(?=[.):\s]|$)"
    r"|(?P<item>\((?:[a-z]{1,5}|\d{1,2})\))",
    re.IGNORECASE,
)
_STATES = re.compile(r"\b(?:is|are|be|shall|may|will|has|have|means|must|does|do)\b")
_WORDS_OF_A_TITLE = 6
_ENDED = (".", ";", ":", "?", "!", "”", '"', ")")
_SHORT = 0.8  # of the usual length: a line that ends there ended a paragraph, if it ended a sentence


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or titled part of a contract.

    Attributes:
        number: as it is printed at its beginning: "5.2", "(a)", "ARTICLE IV"; "" where there is only a title.
        title: "Termination"; "" where its text begins at once.
        reference: how another clause would refer to it: "5.2(a)", "Schedule B"; its title where it has no number.
        level: depth in the contract's structure, smaller is further out.
        start: offset of its number or title in the contract's text.
        own_end: where its first sub-clause begins, or `end`.
        end: where the next clause of its level, or one further out, begins.
    """

    number: str
    title: str
    reference: str
    level: int
    start: int
    own_end: int
    end: int


class Contract:
    """The text of one contract and its structure. What is not asked for is not computed.

    Args:
        document_id: the document's id, for citations.
        name: the document's name.
        pages: all of them, in order.

    Attributes:
        text: the text of all pages, pages joined by one character.
    """

    def __init__(self, document_id: str, name: str, pages: Iterable[Page]) -> None:
        self.document_id = document_id
        self.name = name
        self.pages = tuple(pages)
        self._offsets = _offsets(self.pages)
        self._headings = list(_headings(self.pages, self._offsets))
        self.text = _unwrapped(self.pages, self._offsets, [start for start, _, _ in self._headings])

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in reading order, sub-clauses after the clause that holds them."""
        starts = [start for start, _, _ in self._headings]
        found: list[Clause] = []
        path: list[tuple[int, str]] = []
        for index, (start, level, title) in enumerate(self._headings):
            after = range(index + 1, len(starts))
            end = next((starts[other] for other in after if self._headings[other][1] <= level), len(self.text))
            own_end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
            number, words = parted(title)
            while path and path[-1][0] >= level:
                path.pop()
            outer = path[-1][1] if path and number.startswith("(") else ""
            reference = f"{outer}{number}" if number else title
            path.append((level, reference if number else ""))
            found.append(Clause(number, words, reference, level, start, own_end, end))
        return tuple(found)

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Spans of the text between line feeds that hold anything."""
        return tuple(match.span() for match in re.finditer(r"[^\s][^\n]*(?<=\S)", self.text))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of the sentences in order; none goes over the end of a paragraph."""
        return tuple(
            (start + first, start + last)
            for start, end in self.paragraphs
            for first, last in sentences(self.text[start:end])
        )

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the span of the sentence that holds a character, or the nearest one before it; (0, 0) for no text."""
        at = bisect.bisect_right(self.sentences, (offset, len(self.text))) - 1
        return self.sentences[max(at, 0)] if self.sentences else (0, 0)

    def clause_at(self, offset: int) -> Clause | None:
        """Return the innermost clause that holds a character; None before the first."""
        at = bisect.bisect_right(self.clauses, offset, key=lambda clause: clause.start) - 1
        return self.clauses[at] if at >= 0 else None

    def holder_of(self, clause: Clause) -> Clause | None:
        """Return the clause that a clause is part of; None for the outermost ones."""
        return self._holders.get(clause.start)

    @cached_property
    def _holders(self) -> dict[int, Clause]:
        """The clause around each clause that has one, by where the inner one begins."""
        found: dict[int, Clause] = {}
        path: list[Clause] = []
        for clause in self.clauses:
            while path and path[-1].end <= clause.start:
                path.pop()
            if path:
                found[clause.start] = path[-1]
            path.append(clause)
        return found

    def page_at(self, offset: int) -> int:
        """Return the number of the page that holds a character."""
        return self.pages[max(bisect.bisect_right(self._offsets, offset) - 1, 0)].number

    def cite(self, start: int, end: int) -> tuple[Citation, ...]:
        """Return the stretch of text as quotes, one for each page that it touches."""
        return tuple(self._cited(start, end))

    def _cited(self, start: int, end: int) -> Iterator[Citation]:
        at = max(bisect.bisect_right(self._offsets, start) - 1, 0)
        for page, offset in zip(self.pages[at:], self._offsets[at:], strict=True):
            if offset >= end:
                return
            first, last = max(start - offset, 0), min(end - offset, len(page.text))
            quote = page.text[first:last] if first < last else ""
            if quote.strip():
                first += len(quote) - len(quote.lstrip())
                last -= len(quote) - len(quote.rstrip())
                yield Citation(self.document_id, page.number, first, last, " ".join(quote.split()))


def _offsets(pages: Sequence[Page]) -> list[int]:
    """Where each page begins in the whole text: one character parts it from the page before."""
    offsets, position = [], 0
    for page in pages:
        offsets.append(position)
        position += len(page.text) + 1
    return offsets


def _headings(pages: Sequence[Page], offsets: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield start, level and title of every heading."""
    outline = LegalOutline()
    for page, offset in zip(pages, offsets, strict=True):
        for heading in outline.headings(page):
            yield offset + heading.start, heading.level, heading.title


def parted(title: str) -> tuple[str, str]:
    """Part "5.2 Termination" into its number and its title, each "" if missing; a sentence's beginning is no title."""
    match = _NUMBER.match(title)
    if match is None:
        return "", title
    words = title[match.end() :].strip(" .:)–-—")
    number = match["part"] or match["clause"] or match["item"]
    titled = words.isupper() or is_title_case(words)
    titled |= len(words.split()) <= _WORDS_OF_A_TITLE and not _STATES.search(words)
    return number, words if titled else ""


def _unwrapped(pages: Sequence[Page], offsets: Sequence[int], headings: Sequence[int]) -> str:
    """Return the text of all pages, of the same length, with a line feed only where a paragraph ends."""
    opens = set(headings)
    tables = [
        (offset + block.start, offset + block.end)
        for page, offset in zip(pages, offsets, strict=True)
        for block in page.blocks
    ]
    text = "\n".join(page.text for page in pages)
    joints = {offset - 1 for offset in offsets[1:]}
    letters = list(text)
    usual = median([len(line) for line in text.split("\n") if line.strip()] or [0])
    for match in re.finditer(r"\n", text):
        at = match.start()
        before = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
        after = text[at + 1 : _end_of_line(text, at + 1)].strip()
        marked = any(start <= at + 1 <= end or start <= at <= end for start, end in tables)
        if at in joints:
            ends = before.endswith(_ENDED) and not after[:1].islower()
        else:
            ends = not before or not after or (before.endswith(_ENDED) and len(before) < _SHORT * usual)
        if not (ends or marked or _next_visible(text, at) in opens):
            letters[at] = " "
    return "".join(letters)


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _next_visible(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
