"""Rows of tables: their cells between bars, each under its column's heading, and what marks an entry as void."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BAR = re.compile(r"(?<!\S)\||\|(?!\S)")
VOID = frozenset(("entered in error", "recorded in error", "nullified", "void", "voided"))
"""What a row says that was entered in error."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row.

    Attributes:
        start: of its text, in characters of what was cut.
        text: without the blanks around it.
    """

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.text)


def is_row(text: str) -> bool:
    """Tell whether a text is a row of a table."""
    return _BAR.search(text) is not None


def cells_of(row: str, at: int = 0) -> list[Cell]:
    """Return the cells of a row that starts at a character; one cell where the text is no row."""
    cells, left = [], 0
    for right, following in [*(bar.span() for bar in _BAR.finditer(row)), (len(row), len(row))]:
        part = row[left:right]
        bare = part.strip()
        cells.append(Cell(at + left + (len(part) - len(part.lstrip()) if bare else 0), bare))
        left = following
    return cells


def titles_of(header: str) -> list[str]:
    """Return the headings of the columns, as printed; none where there are none."""
    return [cell.text for cell in cells_of(header)] if header.strip() else []


def coded(text: str) -> str:
    """Return a code or a cell as plain words: "Entered-in-error" as "entered in error"."""
    return " ".join(re.sub(r"[-_]", " ", text).lower().split())


def is_void(row: str) -> bool:
    """Tell whether a row says that it was entered in error: whatever it names was never stated."""
    if not is_row(row):
        return False
    return any(says(cell.text, VOID) for cell in cells_of(row))


def says(cell: str, codes: frozenset[str]) -> bool:
    """Tell whether a cell is one of some codes, or a list that has one: "L, entered in error"."""
    return not codes.isdisjoint(map(coded, re.split(r"[,;]", cell)))
