"""What every table that leaves the workbench says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from modules.core.export_table import Column, Table, Value
from modules.domains.legal.notices import NOTICE, PRIVILEGE


def table(
    title: str,
    documents: Sequence[str],
    columns: Sequence[Column | str],
    rows: Sequence[Sequence[Value]],
    remarks: Sequence[str] = (),
) -> Table:
    """Return a table with the notice and the banner of the legal page.

    Args:
        title: what the table shows: "Clause review".
        documents: the names of those that it is about.
        columns: their titles or, with a width, columns.
        rows: each as long as `columns`.
        remarks: what else a reader must know, a line each.
    """
    return Table(
        title,
        NOTICE,
        tuple(columns),
        tuple(tuple(row) for row in rows),
        documents=tuple(documents),
        privilege=PRIVILEGE,
        remarks=tuple(remarks),
    )
