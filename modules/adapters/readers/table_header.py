"""The headings above a table's columns, and which column each of them stands over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from modules.adapters.readers.table_cells import SHORT, Cell, Line, Span, far

LABELS_BETWEEN = 3  # rows without an amount ("Current assets:", a label's first lines) between two that have one
HEADER_ROWS = 5
PIECE_GAP = 0.42  # white between two headings that were taken for one, at least, in heights of the font

_UNITS = re.compile(r"\b(?:in|of)\s+(?:\S+\s+){0,3}?(?:thousands|millions|billions)|[$€£]\s*(?:000|m\b)", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*(?:thousands|millions|billions)[^()]*\)", re.IGNORECASE)
_SPANNING = re.compile(r"\b(?:ended|ending|months|years?|weeks|quarters?|as of|at)\b", re.IGNORECASE)


def header_top(lines: Sequence[Line], first: int, free: int, columns: Sequence[Span]) -> int:
    """Return the first of the rows above `first` that head its columns; `first` where there are none.

    Up to three labels ("Assets", "Current assets:") may stand between the headings and the first amount.
    """
    top, labels = first, 0
    for index in range(first - 1, max(free, first - HEADER_ROWS - LABELS_BETWEEN) - 1, -1):
        line = lines[index]
        if not line.heads or far(line, lines[index + 1]):
            break
        if _over(line, columns):
            if len(line.cells) == 1 and len(lines[top].cells) > 1 and _is_title(line.cells[0], columns):
                break
            top = index
        else:
            labels += 1
            if labels > LABELS_BETWEEN or top < first or line.cells[-1].x1 > columns[0][0]:
                break
    return top


def _is_title(cell: Cell, columns: Sequence[Span]) -> bool:
    """Tell whether a cell alone in its row is the table's title rather than a heading of one or of all columns."""
    return len(_touched(cell, columns)) != 1 and not _SPANNING.search(cell.text)


def _over(line: Line, columns: Sequence[Span]) -> list[Cell]:
    """Return the cells of a row that stand over its columns; what is left of them heads the labels.

    A title above the table is one cell; beside others a cell may begin further left than the amounts below it.
    """
    left = columns[0][0] - (4 if len(line.cells) == 1 else 12) * line.cells[0].words[0].size
    cells = line.cells[1:] if len(line.cells) == len(columns) + 1 else line.cells
    return [cell for cell in cells if cell.x0 > left and cell.x1 > columns[0][0] - 8 * cell.words[0].size]


def units_above(lines: Sequence[Line], top: int, free: int) -> str:
    """Return a line like "(in millions)" that stands just above a table, "" where there is none."""
    for index in range(top - 1, max(free, top - 3) - 1, -1):
        text = " ".join(cell.text for cell in lines[index].cells)
        if found := _UNITS.search(text):
            bracket = _BRACKET.search(text)
            return text if len(text.split()) <= SHORT else bracket[0] if bracket else found[0]
    return ""


def header_texts(heads: Sequence[Line], columns: Sequence[Span], units: str) -> list[str]:
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
    return [(nearest(cell, columns), cell) for cell in cells]


def _touched(cell: Cell, columns: Sequence[Span]) -> list[int]:
    return [number for number, (x0, x1) in enumerate(columns) if cell.x0 < x1 and cell.x1 > x0]


def nearest(cell: Cell, columns: Sequence[Span]) -> int:
    """Return the column that a cell overlaps most, or is least far from."""
    overlaps = [min(cell.x1, x1) - max(cell.x0, x0) for x0, x1 in columns]
    return overlaps.index(max(overlaps))
