"""The facts of a chart as a table to take away, every mention with its place and its words."""

from __future__ import annotations

from collections.abc import Mapping

from modules.core.export_table import Column, Table
from modules.domains.medical import DOMAIN
from modules.domains.medical.fact import Fact, Facts, Kind
from modules.services.reports import Decision
from modules.store.reports import Verdict
from modules.ui.medical.fact_rows import ADDED, TITLES, cells, columns, named, stated

_APART = ("Stated", "Date")
"""Columns of most kinds, which have one of their own in the file."""
_COLUMNS = (
    Column("Kind", 16),
    Column("Fact", 28),
    Column("Details", 36),
    Column("Stated", 12),
    Column("Date", 12),
    Column("Document", 24),
    Column("Page", 6),
    Column("Words of the record", 60),
    Column("Corrected", 14),
)


def table(facts: Facts, names: Mapping[str, str], corrections: Mapping[str, Decision]) -> Table:
    """Return the table.

    Args:
        facts: as the clinician left them.
        names: of the documents, by id.
        corrections: what he changed, by the id of the fact.
    """
    ordered = sorted(facts.items, key=lambda fact: (list(Kind).index(fact.kind), fact.concept))
    removed = sum(decision.verdict is Verdict.REJECTED for decision in corrections.values())
    remarks = (f"The clinician took out {removed} of the facts that were found.",) if removed else ()
    rows = tuple(
        (
            TITLES[fact.kind],
            named(fact),
            _details(fact),
            stated(fact.assertion),
            fact.date,
            names.get(fact.source.document_id, ""),
            fact.source.page or None,
            fact.statement.text,
            _corrected(fact, corrections),
        )
        for fact in ordered
    )
    return Table("Facts of the chart", DOMAIN.notice, _COLUMNS, rows, documents=tuple(names.values()), remarks=remarks)


def _details(fact: Fact) -> str:
    pairs = list(zip(columns(fact.kind), cells(fact), strict=True))[1:]
    return ", ".join(f"{title.lower()} {cell}" for title, cell in pairs if cell and title not in _APART)


def _corrected(fact: Fact, corrections: Mapping[str, Decision]) -> str:
    decision = corrections.get(fact.id)
    if decision is None:
        return ""
    return ": ".join(filter(None, ("added" if fact.id.startswith(ADDED) else "edited", decision.reason)))
