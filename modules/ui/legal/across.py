"""Across contracts: the same questions asked of each of them, a row each, every cell with its quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from modules.core.grid import Asked, Filled, parse, together
from modules.core.types import Document, no_clause
from modules.services.grids import ANSWERS, QUOTES
from modules.services.reports import ReportState
from modules.ui import components, findings, tables, workflow
from modules.ui.answer_data import Places
from modules.ui.legal import across_data, question_sets, review
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain, told_apart
from modules.ui.problems import guarded, guarded_action, redraw_after_action
from modules.ui.words import counted

_POLL_SECONDS = 1.0
_ASKED = "grid asked"
_CONTRACTS, _TAGS = "grid contracts", "grid tags"


def show(workspace: Workspace) -> None:
    """Show the questions, whom they are asked of, and the table."""
    documents = workspace.library.documents()
    if not documents:
        st.info(
            "Add contracts above; then each of them can be asked the same questions.", icon=":material/upload_file:"
        )
        return
    rows = _rows(workspace, documents)
    question_sets.choice(workspace)
    with st.form("grid form", border=False):
        question_sets.text()
        st.form_submit_button(
            f"Ask {counted(len(rows), 'contract')}",
            type="primary",
            icon=":material/table_view:",
            disabled=not rows,
            on_click=_ask,
            args=(workspace, rows),
        )
    if rows and (text := st.session_state.get(_ASKED)):
        _answers(workspace, rows, parse(text))


def _rows(workspace: Workspace, documents: Sequence[Document]) -> list[Document]:
    """Let the visitor choose contracts, and say which of them cannot be asked yet."""
    by_id = {document.id: document for document in documents}
    tags = sorted({tag for document in documents for tag in document.tags})
    names = told_apart({one: one_line(document.name, 60) for one, document in by_id.items()})
    chosen = _kept_multiselect("Contracts", list(by_id), _CONTRACTS, names.__getitem__)
    tagged = _kept_multiselect("Tags", tags, _TAGS, one_line) if tags else []
    rows = [
        document
        for document in documents
        if (not chosen or document.id in chosen) and (not tagged or set(tagged) & set(document.tags))
    ]
    unread = [document for document in rows if not workflow.ready(workspace, [document.id])]
    if unread:
        listed = ", ".join(plain(document.name, 60) for document in unread)
        st.info(f"Still being read and left out: {listed}.", icon=":material/hourglass:")
    return [document for document in rows if document not in unread]


def _kept_multiselect(label: str, options: list[str], key: str, name: Callable[[str], str]) -> list[str]:
    """Choose any of the options, none meaning all; the choice outlives a look at another tool."""
    before: list[str] = st.session_state.get(key, st.session_state.get(f"kept {key}", []))
    st.session_state[key] = [one for one in before if one in options]
    chosen: list[str] = st.multiselect(label, options, format_func=name, placeholder=f"All {label.lower()}", key=key)
    st.session_state[f"kept {key}"] = chosen
    return chosen


def _answers(workspace: Workspace, rows: Sequence[Document], asked: Sequence[Asked]) -> None:
    """Show the table, what fills it, and its exports."""
    quoting, answering = _tasks(workspace, rows, asked)
    grid = _grid(workspace, rows, asked)
    wanted = [(document.id, one.question) for document in rows for one in asked]
    written = workspace.grids.cells(ANSWERS)
    _filling(workspace, quoting, empty=any(one not in grid.cells for one in wanted))
    running = _is_running(workspace, quoting) or _is_running(workspace, answering)
    with st.container(key="review table"):
        st.fragment(_table, run_every=_POLL_SECONDS if running else None)(workspace, rows, asked)
    if all(one in grid.cells for one in wanted):
        st.caption(
            "No model is asked: the rules of the review answer what they know, the search finds what comes closest to "
            "other questions. A model can write a short answer for each of the "
            f"{counted(len(wanted), 'cell')} from what it reads in that contract; each is checked against the contract."
        )
        _filling(workspace, answering, empty=any(one not in written for one in wanted))
    tables.export_buttons(partial(across_data.exported, grid), "Across contracts", "across")


def _tasks(
    workspace: Workspace, rows: Sequence[Document], asked: Sequence[Asked]
) -> tuple[workflow.Task[Filled], workflow.Task[Filled]]:
    """Return what fills the table without and with a model."""
    grids, questions = workspace.grids, [one.question for one in asked]
    ids, options = tuple(document.id for document in rows), "\n".join(questions)
    quote = partial(grids.quote, rows, questions, partial(review.answer, workspace))
    answer = partial(grids.answer, rows, questions)
    return (
        workflow.Task(f"{QUOTES} run", ids, Filled, quote, "Find the quotes that are missing", options),
        workflow.Task(f"{ANSWERS} run", ids, Filled, answer, "Write short answers", options),
    )


def _filling(workspace: Workspace, task: workflow.Task[Filled], *, empty: bool) -> None:
    """Show what starts a task, or how far it is; where it is done, and nothing is missing, how to do it again."""
    if (not empty and not _is_running(workspace, task)) or workflow.done(workspace, task) is not None:
        workflow.again_button(workspace, task)


def _is_running(workspace: Workspace, task: workflow.Task[Filled]) -> bool:
    standing = workspace.reports.latest(task.kind, task.documents, task.options)
    return standing is not None and standing.report.state is ReportState.RUNNING


@guarded
def _table(workspace: Workspace, rows: Sequence[Document], asked: Sequence[Asked]) -> None:
    """Show the table; while it is being filled this part alone runs again."""
    redraw_after_action()
    grid = _grid(workspace, rows, asked)
    opened = components.grid(across_data.shown(grid), key="grid")
    quotation = opened and across_data.quotation(grid, opened)
    if quotation:
        findings.look_at(workspace, quotation.citation)
        st.rerun()


def _grid(workspace: Workspace, rows: Sequence[Document], asked: Sequence[Asked]) -> across_data.Grid:
    clause = workspace.domain.clause if workspace.domain else no_clause
    places = Places({document.id: document for document in rows}, clause)
    quoted, written = workspace.grids.cells(QUOTES), workspace.grids.cells(ANSWERS)
    explained = {where: together(quoted.get(where), cell) for where, cell in written.items()}
    return across_data.Grid(rows, asked, quoted | explained, places)


@guarded_action
def _ask(workspace: Workspace, rows: Sequence[Document]) -> None:
    """Ask what the form says; the quotes are looked for at once."""
    text = st.session_state[question_sets.TEXT]
    asked = parse(text)
    st.session_state[_ASKED] = text
    task, _ = _tasks(workspace, rows, asked)
    workspace.reports.start(task.kind, task.documents, task.workflow, task.options)
