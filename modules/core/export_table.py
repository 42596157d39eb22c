"""A table of findings as it is taken away: its head says what it is from, when it was made and what it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

Value = str | int | float | Decimal | date | None
"""What a cell holds: a number or a date stays one in Excel, everything else is text; None leaves the cell empty."""

_SHORTEST, _LONGEST = 8, 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table.

    Attributes:
        title: in the header row.
        width: in characters; 0 takes it from the contents.
    """

    title: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported.

    Attributes:
        title: what the table shows: "Clause review".
        notice: the domain's: what a finding is not.
        columns: their titles or, with a width, columns.
        rows: each as long as `columns`; text may have line breaks.
        documents: the names of those that it is about.
        privilege: a banner that goes on every page, "" for none.
        remarks: what else a reader must know, a line each: "3 of 25 contracts were not read to their end."
        made: when.
    """

    title: str
    notice: str
    columns: tuple[Column | str, ...]
    rows: tuple[tuple[Value, ...], ...]
    documents: tuple[str, ...] = ()
    privilege: str = ""
    remarks: tuple[str, ...] = ()
    made: datetime = field(default_factory=lambda: datetime.now(UTC))

    def about(self) -> Iterator[str]:
        """Yield the lines below the title: documents, date, remarks."""
        if self.documents:
            yield f"{'Document' if len(self.documents) == 1 else 'Documents'}: {'; '.join(self.documents)}"
        yield f"Made on {self.made.astimezone(UTC).strftime('%Y-%m-%d %H:%M UTC')}"
        yield from self.remarks

    def titles(self) -> list[str]:
        """Return the header row."""
        return [column.title if isinstance(column, Column) else column for column in self.columns]

    def widths(self) -> list[int]:
        """Return how wide the columns are, in characters."""
        return [
            column.width if isinstance(column, Column) and column.width else self._width(number, title)
            for number, (column, title) in enumerate(zip(self.columns, self.titles(), strict=True))
        ]

    def _width(self, number: int, title: str) -> int:
        lines = [len(line) for row in self.rows for line in shown(row[number]).split("\n")]
        return min(max(_SHORTEST, len(title), *lines), _LONGEST)


def shown(value: Value) -> str:
    """Return a cell's value as text: dates as ISO 8601 has them."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
