"""Finds tables in a page's rows, by amounts that stand in columns, and the headings above those columns.

No ruling lines are needed: filings rarely draw any. A table's rows become lines of cells, one cell a column, so that
"total current assets 2019" and its amount stand on one line below the heading that says 2019.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from modules.adapters.readers.lines import Row, Segment, is_figure
from modules.adapters.readers.words import Word

ROW_GAP = 1.6  # white between two rows of one table, at most, in heights of the font
LABELS_BETWEEN = 3  # rows without an amount ("Current assets:", a label's first lines) between two that have one
HEADER_ROWS = 5
SHORT = 9  # words in a heading's cell, at most
PIECE_GAP = 0.42  # white between two headings that were taken for one, at least, in heights of the font

_CURRENCY = re.compile(r"(?:US|C|A|HK)?[$€£¥]|USD|EUR|GBP")
_TAIL = re.compile(r"\)?%?\)?|\([a-z]\)|\*+|†|‡")
_YEAR = re.compile(r"(?:FY)?(?:19|20)\d\d[EA]?|FY\d\d|[1-4]Q\d{0,4}|Q[1-4]", re.IGNORECASE)
_MARKER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,6})[.)]|\d{1,2}(?:\.\d{1,2})+|[•●▪◦■–—*-]|\([ivxa-z\d]{1,5}\)"
)
_UNITS = re.compile(r"\b(?:in|of)\s+(?:\S+\s+){0,3}?(?:thousands|millions|billions)|[$€£]\s*(?:000|m\b)", re.IGNORECASE)


_SPANNING = re.compile(r"\b(?:ended|ending|months|years?|weeks|quarters?|as of|at)\b", re.IGNORECASE)

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
        """Whether it may be column headings: short cells and no amount."""
        return not any(cell.amount for cell in self.cells) and all(len(cell.words) <= SHORT for cell in self.cells)

    @cached_property
    def periods(self) -> bool:
        """Whether it is nothing but years, so that a new table begins here."""
        return len(self.cells) > 1 and sum(cell.period for cell in self.cells) >= max(2, len(self.cells) - 1)


@dataclass
class Table:
    """A table on a page.

    Attributes:
        rows: a list of cells for each row (a cell: its words, none where it is empty), headings first.
        header: one text for each column, the label column's first; empty where there are no headings.
        segments: what it was made of.
        columns: where the amounts stand.
    """

    rows: list[list[list[Word]]]
    header: list[str]
    segments: list[Segment]
    columns: list[Span]


def find_tables(rows: Sequence[Row]) -> list[Table]:
    """Return the tables among a page's rows (top to bottom), without overlap."""
    lines = [Line(row, _cells(row)) for row in rows]
    tables: list[Table] = []
    free = 0  # lines above this one belong to an earlier table
    for first, last in _regions(lines):
        body = lines[first : last + 1]
        columns = _columns(body)
        top = _header_top(lines, first, free, columns)
        header = _header(lines[top:first], columns, _units(lines, top, free))
        goes_on = bool(tables) and not header and _same(tables[-1].columns, columns)
        if not goes_on and not _convincing(body, columns, has_header=top < first):
            continue
        header = tables[-1].header if goes_on else header
        tables.append(_table(lines[top:first], body, columns, header))
        free = last + 1
    return tables


def _cells(row: Row) -> list[Cell]:
    """Join what belongs together: "$" and its amount, an amount and its ")", a clause's number and its text."""
    cells: list[Cell] = []
    for segment in row.segments:
        before = cells[-1].text if cells else ""
        joins = _CURRENCY.fullmatch(before) or _TAIL.fullmatch(segment.text)
        if cells and (joins or (len(cells) == 1 and _MARKER.fullmatch(before) and not segment.figures)):
            cells[-1] = Cell(cells[-1].words + segment.words)
        else:
            cells.append(Cell(list(segment.words)))
    return cells


def _regions(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the first and last line of each stretch of rows with amounts."""
    regions: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if lines[index].amounts:
            last = _region_end(lines, index)
            regions.append((index, last))
            index = last
        index += 1
    return regions


def _region_end(lines: Sequence[Line], first: int) -> int:
    last = first
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if _far(lines[index - 1], line) or line.periods or index - last > LABELS_BETWEEN + 1:
            break
        if line.amounts:
            last = index
    return last


def _far(above: Line, below: Line) -> bool:
    height = min(above.row.height, below.row.height)
    return below.row.y0 - above.row.y1 > ROW_GAP * height


def _columns(body: Sequence[Line]) -> list[Span]:
    """Return left and right edge of each column of amounts: amounts of one column overlap each other."""
    columns: list[Span] = []
    for x0, x1 in sorted((cell.x0, cell.x1) for line in body for cell in line.amounts):
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return [part for column in columns for part in _parted(column, body)]


def _parted(column: Span, body: Sequence[Line]) -> list[Span]:
    """Return the columns that a wide amount has bridged: rows with several amounts in `column` tell them apart."""
    inside = [[cell for cell in line.amounts if column[0] <= cell.x0 and cell.x1 <= column[1]] for line in body]
    count = Counter(len(cells) for cells in inside if cells).most_common(1)[0][0]
    if count < 2:
        return [column]
    rows = [cells for cells in inside if len(cells) == count]
    parts = [(min(c.x0 for c in cells), max(c.x1 for c in cells)) for cells in zip(*rows, strict=True)]
    apart = all(left[1] <= right[0] for left, right in pairwise(parts))
    return parts if apart else [column]


def _same(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Tell whether two tables have their columns at the same places."""
    return len(one) == len(other) and all(a[0] < b[1] and b[0] < a[1] for a, b in zip(one, other, strict=True))


def _convincing(body: Sequence[Line], columns: Sequence[Span], *, has_header: bool) -> bool:
    """Tell a table from prose that happens to hold figures."""
    rows = [line for line in body if line.amounts]
    amounts = sum(len(line.amounts) for line in rows)
    labels = [len(line.cells[0].words) for line in rows if line.cells[0] not in line.amounts]
    if labels and median(labels) > 3 * SHORT:
        return False
    return amounts >= 2 and (len(rows) >= 2 or (has_header and len(columns) >= 2)) and amounts >= len(columns)


def _header_top(lines: Sequence[Line], first: int, free: int, columns: Sequence[Span]) -> int:
    """Return the first of the rows above `first` that head its columns; `first` where there are none.

    Up to three labels ("Assets", "Current assets:") may stand between the headings and the first amount.
    """
    top, labels = first, 0
    for index in range(first - 1, max(free, first - HEADER_ROWS - LABELS_BETWEEN) - 1, -1):
        line = lines[index]
        if not line.heads or _far(line, lines[index + 1]):
            break
        if _over(line, columns):
            if len(line.cells) == 1 and len(lines[top].cells) > 1 and not _SPANNING.search(line.cells[0].text):
                break  # a title
            top = index
        else:
            labels += 1
            if labels > LABELS_BETWEEN or top < first or line.cells[-1].x1 > columns[0][0]:
                break
    return top


def _over(line: Line, columns: Sequence[Span]) -> list[Cell]:
    """Return the cells of a row that stand over its columns; what is left of them heads the labels.

    A title above the table is one cell; beside others a cell may begin further left than the amounts below it.
    """
    left = columns[0][0] - (4 if len(line.cells) == 1 else 12) * line.cells[0].words[0].size
    cells = line.cells[1:] if len(line.cells) == len(columns) + 1 else line.cells
    return [cell for cell in cells if cell.x0 > left and cell.x1 > columns[0][0] - 8 * cell.words[0].size]


def _units(lines: Sequence[Line], top: int, free: int) -> str:
    """Return a line like "(in millions)" that stands just above a table, "" where there is none."""
    for index in range(top - 1, max(free, top - 3) - 1, -1):
        text = " ".join(cell.text for cell in lines[index].cells)
        if _UNITS.search(text) and len(text.split()) <= 2 * SHORT:
            return text
    return ""


def _table(heads: Sequence[Line], body: Sequence[Line], columns: list[Span], header: list[str]) -> Table:
    rows = [[cell.words for cell in line.cells] for line in heads]
    rows += [_aligned(line, columns) for line in body]
    segments = [segment for line in (*heads, *body) for segment in line.row.segments]
    return Table(rows, header, segments, columns)


def _aligned(line: Line, columns: Sequence[Span]) -> list[list[Word]]:
    """Return a label and one cell for each column; a row without amounts keeps its own cells."""
    if not line.amounts:
        return [cell.words for cell in line.cells]
    labels: list[list[Word]] = []
    slots: list[list[Word]] = [[] for _ in columns]
    for cell in line.cells:
        if cell.x1 <= columns[0][0] or (cell is line.cells[0] and not cell.amount):
            labels.append(cell.words)
        else:
            slots[_nearest(cell, columns)] += cell.words
    while slots and not slots[-1]:
        slots.pop()
    return [*(labels or [[]]), *slots] if labels or any(line.row.segments) else slots


def _nearest(cell: Cell, columns: Sequence[Span]) -> int:
    overlaps = [min(cell.x1, x1) - max(cell.x0, x0) for x0, x1 in columns]
    return overlaps.index(max(overlaps))


def _header(heads: Sequence[Line], columns: Sequence[Span], units: str) -> list[str]:
    """Return one text for each column, from the top down; a heading over several columns goes with each of them."""
    if not heads:
        return []
    labels = [units] if units else []
    texts: list[list[str]] = [[] for _ in columns]
    for line in heads:
        over = _over(line, columns)
        if over:
            labels += [cell.text for cell in line.cells if cell not in over]
        pieces = [piece for cell in over for piece in _pieces(cell, columns)]
        for column, piece in _placed(pieces, columns):
            texts[column].append(piece.text)
    return [" ".join(labels), *(" ".join(parts) for parts in texts)]


def _pieces(cell: Cell, columns: Sequence[Span]) -> list[Cell]:
    """Cut a cell over several columns where it is one heading for each."""
    parts = [[cell.words[0]]]
    for before, word in pairwise(cell.words):
        if word.x0 - before.x1 > PIECE_GAP * word.size:
            parts.append([])
        parts[-1].append(word)
    return [Cell(part) for part in parts] if len(parts) == len(_touched(cell, columns)) else [cell]


def _placed(cells: Sequence[Cell], columns: Sequence[Span]) -> list[tuple[int, Cell]]:
    """Say which heading of one row stands over which column.

    As many headings as columns go one to one. Where one spans several columns ("Three months ended"), each column
    takes the heading whose middle is nearest. Otherwise each heading takes the column below it.
    """
    if len(cells) == len(columns):
        return list(enumerate(cells))
    spanning = any(len(_touched(cell, columns)) > 1 or _SPANNING.search(cell.text) for cell in cells)
    if spanning and len(cells) < len(columns):
        middles = [(x0 + x1) / 2 for x0, x1 in columns]
        return [(n, min(cells, key=lambda c: abs((c.x0 + c.x1) / 2 - m))) for n, m in enumerate(middles)]
    return [(_nearest(cell, columns), cell) for cell in cells]


def _touched(cell: Cell, columns: Sequence[Span]) -> list[int]:
    return [number for number, (x0, x1) in enumerate(columns) if cell.x0 < x1 and cell.x1 > x0]
