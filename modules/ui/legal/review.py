"""Review: what a contract has of the 41 kinds of clauses, where, and what they say."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from functools import partial

import streamlit as st

from modules.core.errors import StoreCorrupt
from modules.core.export_table import Column, Table
from modules.core.grid import Cell
from modules.core.types import Document, Progress
from modules.domains.legal import clause_cells, clauses
from modules.domains.legal.clauses import ClauseFinding, ClauseReview, Group
from modules.services.reports import ReportState, Workflow
from modules.ui import findings, tables, tabs, workflow
from modules.ui.legal import exporting, picking
from modules.ui.opening import Workspace
from modules.ui.plain import plain

_KIND = "clause review"
_PRESENT, _ABSENT, _ALL = "Present", "Absent", "All"
_LIKELY, _SURE = 0.6, 0.9
_ORDER = [group.value for group in Group]


def show(workspace: Workspace) -> None:
    """Show the choice of the contract, and its review once there is one."""
    document = picking.contract(workspace)
    if document is None:
        return
    task = workflow.Task(
        _KIND,
        (document.id,),
        ClauseReview,
        partial(_review, workspace, document),
        "Review the clauses",
    )
    done = workflow.done(workspace, task)
    if done is None:
        st.caption("Rules look for the 41 kinds of clauses that lawyers check; no model is asked. It takes seconds.")
        return
    _show_review(workspace, document, done.result)
    with st.container(horizontal=True, vertical_alignment="center", key="review foot"):
        tables.export_buttons(partial(exported, done.result), f"Clause review {document.name}", "review")
        workflow.again_button(workspace, task)


def _review(workspace: Workspace, document: Document) -> Workflow[object]:
    return (yield from clauses.review(picking.read(workspace, document)))


def answer(workspace: Workspace, document: Document, question: str) -> Generator[Progress | None, None, Cell | None]:
    """Answer a question from the review of a contract, which is made and kept where there is none; see `Expert`.

    Workers may call it. Returns None where the question asks for none of the 41 kinds, or the review cannot tell.
    """
    category = clauses.category_of(question)
    if category is None:
        return None
    review = _kept(workspace, document)
    if review is None:
        review = yield from clauses.review(picking.read(workspace, document))
        workspace.reports.keep(_KIND, (document.id,), review)
    return clause_cells.cell(review, category)


def _kept(workspace: Workspace, document: Document) -> ClauseReview | None:
    standing = workspace.reports.latest(_KIND, (document.id,))
    if standing is None or standing.report.state is not ReportState.DONE:
        return None
    with suppress(StoreCorrupt):  # another version of Vouch made it
        return standing.report.read(ClauseReview)
    return None


def _show_review(workspace: Workspace, document: Document, review: ClauseReview) -> None:
    present = [one for one in review.findings if one.present]
    st.markdown(f"**{len(present)} of {len(review.findings)}** kinds of clauses are present.")
    with st.container(horizontal=True, vertical_alignment="bottom", key="review filter"):
        which = st.segmented_control(
            "Show", [_PRESENT, _ABSENT, _ALL], default=_PRESENT, key="review which", required=True
        )
        wanted = st.text_input("Search", key="review search", placeholder="Search names, answers and quotes")
    if which != _ABSENT:
        _show_present(workspace, document, [one for one in present if _matches(one, wanted)])
    if which != _PRESENT:
        _show_absent([one for one in review.findings if not one.present and _matches(one, wanted)])


def _matches(finding: ClauseFinding, wanted: str) -> bool:
    texts = (finding.name, finding.question, finding.answer, *(quote.text for quote in finding.citations))
    return all(word in " ".join(texts).lower() for word in wanted.lower().split())


def _show_present(workspace: Workspace, document: Document, found: Sequence[ClauseFinding]) -> None:
    if not found:
        st.caption("Nothing that is present matches.")
    for group in _ORDER:
        members = [one for one in found if one.group == group]
        if members:
            st.subheader(group, anchor=False)
        for one in members:
            with st.container(border=True, key=f"clause {one.category}", gap="xsmall"):
                _show_finding(workspace, document, one)


def _show_finding(workspace: Workspace, document: Document, finding: ClauseFinding) -> None:
    st.markdown(f"**{plain(finding.name)}**  \n{plain(finding.answer, 300)}", help=plain(finding.question))
    st.caption(f"{certainty(finding.confidence)} · {plain(finding.explanation)}")
    findings.quotes(workspace, finding.citations[:1], key=finding.category)
    if others := finding.citations[1:]:
        with st.expander(f"{len(others)} more place{'s' if len(others) > 1 else ''}"):
            findings.quotes(workspace, others, key=f"{finding.category} more")
    st.button(
        "Ask the model about it",
        key=f"explain {finding.category}",
        icon=":material/chat:",
        type="tertiary",
        on_click=tabs.ask,
        args=(workspace, document, finding.question),
    )


def _show_absent(absent: Sequence[ClauseFinding]) -> None:
    st.subheader("Not found", anchor=False)
    if not absent:
        st.caption("Nothing that is absent matches.")
        return
    st.markdown("\n".join(f"- **{plain(one.name)}**: {plain(one.question)}" for one in absent))


def certainty(confidence: float) -> str:
    """Return a confidence in words."""
    if confidence >= _SURE:
        return "Clear wording"
    return "Likely" if confidence >= _LIKELY else "Uncertain, look at the quote"


def exported(review: ClauseReview) -> Table:
    """Return a review as a table to take away."""
    rows = [
        (
            one.group,
            one.name,
            "Present" if one.present else "Absent",
            one.answer,
            one.value,
            ", ".join(dict.fromkeys(reference for reference in one.references if reference)),
            ", ".join(dict.fromkeys(str(quote.page) for quote in one.citations)),
            "\n\n".join(quote.text for quote in one.citations),
            certainty(one.confidence) if one.present else "",
        )
        for one in review.findings
    ]
    columns = (
        "Group", "Kind of clause", "Found", Column("Answer", 24), Column("Value", 16), Column("Clause", 10),
        Column("Page", 8), Column("Quote", 60), "Certainty",
    )  # fmt: skip
    return exporting.table("Clause review", (review.document_name,), columns, rows, review.notes)
