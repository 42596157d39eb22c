"""Obligations and dates as rows, events and tables: what the page shows and what leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from modules.core.export_table import Column, Table
from modules.core.findings import Citation
from modules.core.types import Document
from modules.domains.legal.notices import NOTICE
from modules.domains.legal.obligations import Due, Duty, KeyDate, Obligations, due, schedule
from modules.ui.legal import exporting

_TITLE = 120  # characters of an action in a line


@dataclass(frozen=True, slots=True)
class Row:
    """A duty with the day on which it is due, where that can be computed."""

    duty: Duty
    due: Due


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day: a key date of the contract, or a duty that is due.

    Attributes:
        id: the same for the same thing of the same document.
        day: None where it cannot be computed; then `missing` says why.
        arithmetic: how the day was computed; "" where the contract states it.
    """

    id: str
    day: date | None
    title: str
    reference: str
    arithmetic: str
    missing: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A contract's dates and duties, computed for one effective date.

    Attributes:
        dates: the key dates and the duties with a day, the first day first, those without one last.
        rows: all duties, in the contract's order.
    """

    document: Document
    dates: tuple[Entry, ...]
    rows: tuple[Row, ...]


def agenda(document: Document, found: Obligations, effective: date | None) -> Agenda:
    """Compute the days of a contract.

    Args:
        document: the contract.
        found: what was read in it.
        effective: the day on which it takes effect, where the visitor has corrected it.
    """
    keys = {one.kind: one for one in schedule(found.terms, effective)}
    rows = tuple(Row(one, due(one.deadline, keys) if one.deadline else Due(None, "", "")) for one in found.duties)
    entries = [*(_key_date(document, one) for one in keys.values()), *_due(rows)]
    return Agenda(document, tuple(sorted(entries, key=lambda one: one.day or date.max)), rows)


def _key_date(document: Document, one: KeyDate) -> Entry:
    return Entry(
        f"{document.id} {one.kind}", one.day, one.title, one.reference, one.arithmetic, one.missing, one.citations
    )


def _due(rows: Sequence[Row]) -> Iterator[Entry]:
    for row in rows:
        if row.due.day:
            duty = row.duty
            title = f"{duty.party} {duty.modal} {duty.action}"
            yield Entry(
                duty.id, row.due.day, _cut(title), duty.reference, row.due.arithmetic, row.due.missing, duty.citations
            )


def calendar(made: Agenda, remind_days_before: int | None) -> bytes:
    """Return the days that are known as an .ics file."""
    from modules.adapters.calendar import DayEvent, as_calendar

    name = made.document.name
    events = [
        DayEvent(one.id, one.day, f"{one.title} ({name})", _description(one, name)) for one in made.dates if one.day
    ]
    return as_calendar(name, events, datetime.now(UTC), remind_days_before)


def _description(one: Entry, name: str) -> str:
    lines = [name, clause(one.reference), one.arithmetic, *(f"“{cited.text}”" for cited in one.citations), NOTICE]
    return "\n".join(line for line in lines if line)


def dates_table(made: Agenda) -> Table:
    """Return the days as a table."""
    columns = (Column("Day", 12), Column("What", 40), Column("Clause", 12), Column("How", 40), Column("Quote", 60))
    rows = [
        (one.day, one.title, one.reference, one.arithmetic or one.missing, _quoted(one.citations)) for one in made.dates
    ]
    return exporting.table("Key dates", [made.document.name], columns, rows)


def duties_table(made: Agenda) -> Table:
    """Return the duties, prohibitions and rights as a table."""
    columns = (
        Column("Party", 16), Column("Kind", 12), Column("What", 50), Column("Condition", 30), Column("Deadline", 24),
        Column("Day", 12), Column("How", 30), Column("Clause", 12), Column("Quote", 60),
    )  # fmt: skip
    rows = [
        (
            one.duty.party,
            one.duty.kind.value,
            f"{one.duty.modal} {one.duty.action}",
            one.duty.condition,
            one.duty.deadline.said if one.duty.deadline else "",
            one.due.day,
            one.due.arithmetic or one.due.missing,
            one.duty.reference,
            _quoted(one.duty.citations),
        )
        for one in made.rows
    ]
    return exporting.table("Duties", [made.document.name], columns, rows)


def clause(reference: str) -> str:
    """Return where something stands in a contract, in words; "" where it has no clause."""
    return f"Clause {reference}" if reference[:1].isdigit() else reference


def _quoted(citations: Sequence[Citation]) -> str:
    return "\n".join(one.text for one in citations)


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1].rstrip()}…"
