"""Finds tables in a page's rows, by amounts that stand in columns, and the headings above those columns.

No ruling lines are needed: filings rarely draw any. A table's rows become lines of cells, one cell a column, so that
"total current assets 2019" and its amount stand on one line below the heading that says 2019.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from modules.adapters.readers.lines import Row, Segment
from modules.adapters.readers.table_cells import SHORT, Line, Span, cells_of, far
from modules.adapters.readers.table_header import LABELS_BETWEEN, header_texts, header_top, nearest, units_above
from modules.adapters.readers.words import Word

TEXT_ROWS = 3  # of a table without amounts, at least
TEXT_WORDS = 5  # in the middling cell of one, at most: two columns of prose are no table


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
    lines = [Line(row, cells_of(row)) for row in rows]
    tables: list[Table] = []
    free = 0  # lines above this one belong to an earlier table
    for first, last in _regions(lines):
        body = lines[first : last + 1]
        columns = _columns(body)
        top = header_top(lines, first, free, columns)
        header = header_texts(lines[top:first], columns, units_above(lines, top, free))
        rest = bool(tables) and not header and _same(tables[-1].columns, columns)
        if not rest and not _convincing(body, columns, has_header=top < first):
            continue
        header = tables[-1].header if rest else header
        tables.append(_table(lines[top:first], body, columns, header))
        free = last + 1
    taken = {id(segment) for table in tables for segment in table.segments}
    return tables + [_text_table(run) for run in _text_runs(lines, taken)]


def _text_runs(lines: Sequence[Line], taken: set[int]) -> Iterator[Sequence[Line]]:
    """Yield stretches of rows with short cells that begin at the same places."""
    run: list[Line] = []
    for line in [*lines, None]:
        free = line is not None and len(line.cells) > 1 and id(line.row.segments[0]) not in taken
        if line is None or not free or (run and far(run[-1], line)):
            if _is_text_table(run):
                yield run
            run = []
        if line is not None and free:
            run.append(line)


def _is_text_table(run: Sequence[Line]) -> bool:
    if len(run) < TEXT_ROWS:
        return False
    reach = run[0].cells[0].words[0].size / 2
    starts = Counter(round(cell.x0 / reach) for line in run for cell in line.cells[1:])
    place, count = starts.most_common(1)[0]
    count = sum(starts[near] for near in (place - 1, place, place + 1))
    return count >= 0.7 * len(run) and median(len(cell.words) for line in run for cell in line.cells) <= TEXT_WORDS


def _text_table(run: Sequence[Line]) -> Table:
    """Return a table without amounts; its first row heads it if that alone is bold."""
    bold = [all(word.bold for cell in line.cells for word in cell.words) for line in run]
    header = [cell.text for cell in run[0].cells] if bold[0] and not all(bold) else []
    segments = [segment for line in run for segment in line.row.segments]
    return Table([[cell.words for cell in line.cells] for line in run], header, segments, [])


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
        if far(lines[index - 1], line) or _begins_anew(line, lines[first]) or index - last > LABELS_BETWEEN + 1:
            break
        if line.amounts:
            last = index
    return last


def _begins_anew(line: Line, first: Line) -> bool:
    """Tell whether a row is the headings of another table: years, or several texts and none of them a label."""
    reach = line.cells[0].words[0].size
    return line.periods or (line.heads and len(line.cells) > 1 and line.cells[0].x0 > first.cells[0].x0 + 5 * reach)


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


def goes_on(above: Table, below: Table) -> bool:
    """Tell whether a table is the rest of another: it has no headings, and its amounts stand in the same columns."""
    return not below.header and bool(below.columns) and _same(above.columns, below.columns)


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
            slots[nearest(cell, columns)] += cell.words
    while slots and not slots[-1]:
        slots.pop()
    return [*(labels or [[]]), *slots]
