"""Builds a Page line by line, so that offsets into its text are right by construction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np

from modules.adapters.readers.words import Word
from modules.core.types import Block, Page

CELL = " | "
_AMOUNT = re.compile(r"[-+(]?\s*[$€£¥]?\s*[-+(]?\d[\d\s.,']*[)%]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLANKS = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` as one NFKC-normalised line with single blanks."""
    visible = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).replace("\n", " "))
    return unicodedata.normalize("NFKC", _BLANKS.sub(" ", visible)).strip()


class Composer:
    """Collects the lines, blocks and boxes of one page.

    Headings and tables are set apart by an empty line, as paragraphs are by `gap()`.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._boxes: list[tuple[float, ...]] = []
        self._open = False  # whether the paragraph goes on

    def __len__(self) -> int:
        return self._length

    def line(self, text: str) -> tuple[int, int]:
        """Add a line of plain text and return its offsets; an empty one adds nothing."""
        return self._add(clean(text))

    def gap(self) -> None:
        """End the paragraph: at most one empty line, none at the top."""
        if self._open:
            self._parts.append("\n")
            self._length += 1
        self._open = False

    def heading(self, text: str, level: int) -> None:
        """Add a heading."""
        self.gap()
        start, end = self.line(text)
        self._mark("heading", start, end, level, clean(text))
        self.gap()

    def table(self, rows: Iterable[Sequence[str]], header: Sequence[str] = ()) -> None:
        """Add a table, one line a row; `header` repeats the column headings and is not printed again."""
        self.gap()
        spans = [self._add(row_line(cells)) for cells in rows]
        spans = [span for span in spans if span[0] < span[1]]
        if spans:
            self._mark("table", spans[0][0], spans[-1][1], 0, row_line(header))
        self.gap()

    def word_line(self, cells: Sequence[Sequence[Word]]) -> tuple[int, int]:
        """Add a line of cells of words, with a box for each word, and return its offsets."""
        start = self._length
        pieces: list[str] = []
        position = start
        for number, cell in enumerate(cells):
            if number:
                pieces.append(CELL)
                position += len(CELL)
            for place, word in enumerate(cell):
                if place and not cell[place - 1].hyphen:  # else it is the second half of a word
                    pieces.append(" ")
                    position += 1
                pieces.append(word.text)
                self._boxes.append((position, position + len(word.text), *word.box))
                position += len(word.text)
        if pieces and cells[-1] and cells[-1][-1].hyphen:
            pieces.append("-")  # its second half is not in this line
        text = "".join(pieces)
        self._parts += (text, "\n")
        self._length += len(text) + 1
        self._open = True
        return start, start + len(text)

    def mark_heading(self, start: int, end: int, level: int, title: str) -> None:
        """Say that the characters from `start` to `end` are a heading."""
        self._mark("heading", start, end, level, title)

    def mark_table(self, start: int, end: int, header: str) -> None:
        """Say that the lines from `start` to `end` are a table's rows."""
        self._mark("table", start, end, 0, header)

    def page(self, number: int, *, scanned: bool = False, layout: bool = False) -> Page:
        """Return the page. With `layout` it carries boxes, even if there is not a word on it."""
        text = "".join(self._parts).rstrip("\n")
        boxes = np.array(self._boxes, dtype=np.float32).reshape(-1, 6) if layout else None
        return Page(number, text, boxes, tuple(self._blocks), scanned)

    def _add(self, text: str) -> tuple[int, int]:
        start = self._length
        if not text:
            return start, start
        self._parts += (text, "\n")
        self._length += len(text) + 1
        self._open = True
        return start, start + len(text)

    def _mark(self, kind: str, start: int, end: int, level: int, header: str) -> None:
        if start < end:
            self._blocks.append(Block("table" if kind == "table" else "heading", start, end, level, header))


def row_line(cells: Sequence[str]) -> str:
    """Return a table's row as one line; empty cells at its end are left out, a row without text is empty."""
    texts = [clean(cell).replace("|", "/") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return CELL.join(texts)


def header_of(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the first row where it reads like column headings: at least two texts, none of them an amount."""
    first = [clean(cell) for cell in rows[0]] if len(rows) > 1 else []
    filled = [cell for cell in first if cell]
    plain = all(_YEAR.fullmatch(cell) or not _AMOUNT.fullmatch(cell) for cell in filled)
    return first if len(filled) > 1 and plain else []


def letters_of(text: str) -> str:
    """Return letters and digits alone, without case: by these, texts that are laid out differently are compared."""
    return "".join(character for character in text.casefold() if character.isalnum())


def counted(number: int, noun: str) -> str:
    """Return "1 comment", "2 comments"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
