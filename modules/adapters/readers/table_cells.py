"""A page's rows as cells, and what the cells look like: amounts, years, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from modules.adapters.readers.lines import Row, is_figure
from modules.adapters.readers.words import Word

ROW_GAP = 1.6  # white between two rows of one table, at most, in heights of the font
SHORT = 9  # words in a heading's cell, at most

_CURRENCY = re.compile(r"(?:US|C|A|HK)?[$€£¥]|USD|EUR|GBP")
_TAIL = re.compile(r"\)?%?\)?|\([a-z]\)|\*+|†|‡")
_YEAR = re.compile(r"(?:FY)?(?:19|20)\d\d[EA]?|FY\d\d|[1-4]Q\d{0,4}|Q[1-4]", re.IGNORECASE)
MARKER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,6})[.)]|\d{1,2}(?:\.\d{1,2})+|[•●▪◦■–—*-]|\([ivxa-z\d]{1,5}\)"
)

Span: TypeAlias = tuple[float, float]  # left and right edge, in points


@dataclass
class Cell:
    """What stands in one place of a row.

    Attributes:
        words: left to right.
    """

    words: list[Word]

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def text(self) -> str:
        """The words, with single blanks."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def amount(self) -> bool:
        """Whether it is an amount (a dash counts), not a year."""
        return all(is_figure(word.text) for word in self.words) and not self.period

    @cached_property
    def period(self) -> bool:
        """Whether it is a bare year or quarter."""
        return _YEAR.fullmatch(self.text) is not None


@dataclass
class Line:
    """A row of the page, as cells.

    Attributes:
        row: where it stands.
        cells: left to right; never empty.
    """

    row: Row
    cells: list[Cell]

    @cached_property
    def amounts(self) -> list[Cell]:
        """Its amounts; of several cells the first is a label even where it looks like an amount."""
        rest = self.cells[1:]
        if len(self.cells) > 1 and all(cell.amount for cell in self.cells):
            rest = self.cells
        return [cell for cell in rest if cell.amount]

    @cached_property
    def heads(self) -> bool:
        """Whether it may be column headings: short cells and no amount; beside years the first may be long."""
        labelled = self.cells[1:] if self.periods else self.cells
        short = all(len(cell.words) <= SHORT for cell in labelled)
        return short and not any(cell.amount for cell in self.cells)

    @cached_property
    def periods(self) -> bool:
        """Whether it is nothing but years, so that a new table begins here."""
        return len(self.cells) > 1 and sum(cell.period for cell in self.cells) >= max(2, len(self.cells) - 1)


def cells_of(row: Row) -> list[Cell]:
    """Join what belongs together: "$" and its amount, an amount and its ")", a clause's number and its text."""
    cells: list[Cell] = []
    for segment in row.segments:
        before = cells[-1].text if cells else ""
        joins = _CURRENCY.fullmatch(before) or _TAIL.fullmatch(segment.text)
        if cells and (joins or (len(cells) == 1 and MARKER.fullmatch(before) and not segment.figures)):
            cells[-1] = Cell(cells[-1].words + segment.words)
        else:
            cells.append(Cell(list(segment.words)))
    return cells


def far(above: Line, below: Line) -> bool:
    """Tell whether the white between two lines is too much for one table."""
    height = min(above.row.height, below.row.height)
    return below.row.y0 - above.row.y1 > ROW_GAP * height
