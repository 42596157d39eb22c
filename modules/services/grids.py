"""Review tables of one scope: cells are filled by workers and kept one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from modules.core.errors import StoreCorrupt
from modules.core.evidence import Pages
from modules.core.grid import Cell, Expert, Filled, Filling, answering, fill, no_expert, quoting
from modules.core.types import ChatModel, Document, Domain, Retriever
from modules.services.reports import Reports, ReportState, Workflow

QUOTES = "grid quotes"
"""Kind of the reports that hold a cell without a model."""
ANSWERS = "grid answers"
"""Kind of the reports that hold a cell with a model's answer."""


class Grids:
    """Fills the cells of review tables.

    A cell is a report of its own, on one document: what is stopped keeps the cells that it has filled, a question or a
    contract more costs only what is new, and with a document its cells go.

    Args:
        reports: of the scope; where cells are kept.
        domain: the manner of the answers.
        model: gives the model that the owner has chosen; called by the worker, may raise ModelError.
        retriever: finds evidence in the scope.
        pages: reads pages of the scope.
    """

    def __init__(
        self, reports: Reports, domain: Domain, *, model: Callable[[], ChatModel], retriever: Retriever, pages: Pages
    ) -> None:
        self._reports = reports
        self._domain = domain
        self._model = model
        self._retriever = retriever
        self._pages = pages

    def cells(self, kind: str) -> dict[tuple[str, str], Cell]:
        """Return the filled cells by document id and question; what another version of Vouch wrote counts as empty."""
        found = {}
        for report in reversed(self._reports.all(kind)):  # the latest of two is read last
            if report.state is ReportState.DONE:
                with suppress(StoreCorrupt):
                    found[report.documents[0], report.options] = report.read(Cell)
        return found

    def quote(
        self, documents: Sequence[Document], questions: Sequence[str], expert: Expert = no_expert
    ) -> Workflow[Filled]:
        """Fill the cells that are still empty with quotes, an expert's where it has any; all of them where none is."""
        filling = partial(quoting, retriever=self._retriever, expert=expert)
        return self._fill(QUOTES, documents, questions, filling)

    def answer(self, documents: Sequence[Document], questions: Sequence[str]) -> Workflow[Filled]:
        """Fill the cells that are still empty with a model's answers; all of them where none is.

        Raises:
            ModelError: there is no model.
        """
        filling = partial(
            answering, domain=self._domain, model=self._model(), retriever=self._retriever, pages=self._pages
        )
        return self._fill(ANSWERS, documents, questions, filling)

    def _fill(
        self,
        kind: str,
        documents: Sequence[Document],
        questions: Sequence[str],
        filling: Callable[[Document, str], Filling],
    ) -> Workflow[Filled]:
        there = self.cells(kind)
        wanted = [(document, question) for document in documents for question in questions]
        empty = [(document, question) for document, question in wanted if not _holds(there, document, question)]
        return fill(empty or wanted, filling, partial(self._keep, kind))

    def _keep(self, kind: str, document: Document, question: str, cell: Cell) -> None:
        self._reports.keep(kind, (document.id,), cell, question)


def _holds(there: dict[tuple[str, str], Cell], document: Document, question: str) -> bool:
    """Tell whether a cell is filled; one that failed is tried again."""
    cell = there.get((document.id, question))
    return cell is not None and not cell.problem
