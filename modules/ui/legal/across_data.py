"""A review table as the component is told of it, and as it is exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from modules.core.export_table import Column, Table
from modules.core.grid import Asked, Cell
from modules.core.quoting import Quotation
from modules.core.types import Document, Support
from modules.domains.legal.short_answers import values_for
from modules.ui.answer_data import Places
from modules.ui.components import Picked
from modules.ui.legal import exporting
from modules.ui.plain import one_line
from modules.ui.words import counted

Cells = Mapping[tuple[str, str], Cell]
"""By document id and question."""

_LONGEST_QUOTE = 600
_LONGEST_ANSWER = 500
_SUPPORT = {
    Support.SUPPORTED: ("supported", "Supported"),
    Support.PARTLY: ("partly", "Partly supported"),
    Support.UNSUPPORTED: ("unsupported", "Not supported by the contract"),
    Support.NUMBER_NOT_FOUND: ("figure", "A number that is not in the contract"),
    Support.NO_CLAIM: ("", ""),
}
_SILENT = "The contract seems to say nothing about this."
_CLOSEST = f"{_SILENT} What comes closest:"


@dataclass(frozen=True, slots=True)
class Grid:
    """What a review table shows.

    Attributes:
        documents: its rows.
        asked: its columns.
        cells: those that are filled.
        places: says where quotes stand.
    """

    documents: Sequence[Document]
    asked: Sequence[Asked]
    cells: Cells
    places: Places

    def cell(self, document: Document, asked: Asked) -> Cell | None:
        """Return a cell, None while it is empty."""
        return self.cells.get((document.id, asked.question))


def shown(grid: Grid) -> dict[str, Any]:
    """Return the component's input; see assets/grid.js."""
    return {
        "name": "Answers of each contract",
        "corner": "Contract",
        "columns": [_column(one) for one in grid.asked],
        "rows": [
            {"name": one_line(document.name, 120), "cells": [_cell(grid, document, one) for one in grid.asked]}
            for document in grid.documents
        ],
    }


def exported(grid: Grid) -> Table:
    """Return the table as it is taken away."""
    empty = sum(grid.cell(document, one) is None for document in grid.documents for one in grid.asked)
    rows = [(document.name, *(_written(grid, document, one) for one in grid.asked)) for document in grid.documents]
    return exporting.table(
        "Across contracts",
        [document.name for document in grid.documents],
        [Column("Contract", 24), *(Column(one.question, 40) for one in grid.asked)],
        rows,
        remarks=[f"{counted(empty, 'cell')} not filled when this was made."] if empty else [],
    )


def quotation(grid: Grid, opened: Picked) -> Quotation | None:
    """Return the quote that was clicked; None where the table has changed since."""
    try:
        cell = grid.cell(grid.documents[opened.row], grid.asked[opened.column])
        return cell.quotes[opened.quote] if cell else None
    except IndexError:
        return None


def _column(asked: Asked) -> dict[str, str]:
    question = "" if asked.title == asked.question else one_line(asked.question, 300)
    return {"title": one_line(asked.title, 300), "question": question}


def _cell(grid: Grid, document: Document, asked: Asked) -> dict[str, Any]:
    cell = grid.cell(document, asked)
    if cell is None:
        return {"quotes": [], "note": "Not asked yet"}
    kind, label = _SUPPORT[cell.support]
    quotes = [{"words": one_line(one.citation.text, _LONGEST_QUOTE), "place": _place(grid, one)} for one in cell.quotes]
    return {
        "values": _values(cell, asked),
        "answer": one_line(cell.answer, _LONGEST_ANSWER),
        "kind": kind,
        "label": f"{label}: {one_line(cell.reason, 120)}" if cell.reason else label,
        "note": _note(cell),
        "quotes": quotes,
        "more": counted(len(quotes) - 1, "more quote"),
    }


def _note(cell: Cell) -> str:
    if cell.problem:
        return one_line(cell.problem, 300)
    if cell.found:
        return ""
    return _CLOSEST if cell.quotes else _SILENT


def _values(cell: Cell, asked: Asked) -> str:
    if cell.value:
        return one_line(cell.value, _LONGEST_ANSWER)
    quotes = [one.citation.text for one in cell.quotes]
    return "; ".join(values_for(asked.question, quotes[:1] if cell.answer else quotes)) if cell.found else ""


def _place(grid: Grid, quotation: Quotation) -> str:
    citation = quotation.citation
    place = grid.places.at(citation.document_id, citation.page, quotation.section)
    return place[:1].upper() + place[1:] or "In the text"


def _written(grid: Grid, document: Document, asked: Asked) -> str:
    cell = grid.cell(document, asked)
    if cell is None:
        return ""
    shown = _cell(grid, document, asked)
    lines = [shown["values"], shown["answer"], f"({shown['label']})" if shown["label"] else "", shown["note"]]
    lines += [f"“{one.citation.text}” ({_place(grid, one)})" for one in cell.quotes]
    return "\n".join(line for line in lines if line)
