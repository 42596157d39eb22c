"""A workflow on a page: the button that starts it, how far it is, why it failed, and its result once it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from modules.core.errors import StoreCorrupt
from modules.services.reports import Report, ReportState, Workflow
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action, redraw_after_action
from modules.ui.refreshing import redraw

Result = TypeVar("Result")
_POLL_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class Task(Generic[Result]):
    """What a page can have done with documents.

    Attributes:
        kind: the report's, e.g. "clause review".
        documents: ids, in the order that matters to the workflow.
        result: the type that the workflow returns, a dataclass.
        workflow: makes the generator; called in a worker, so it must not touch Streamlit.
        label: of the button that starts it, a verb with its object: "Review the clauses".
        options: what else the result depends on.
    """

    kind: str
    documents: tuple[str, ...]
    result: type[Result]
    workflow: Callable[[], Workflow[object]]
    label: str
    options: str = ""


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """A report with what is in it."""

    report: Report
    result: Result


def done(workspace: Workspace, task: Task[Result]) -> Done[Result] | None:
    """Return the task's result where there is one; else show what leads to it, and return None.

    Shown is the button that starts it, its progress with a button that stops it, or why it failed.
    """
    standing = workspace.reports.latest(task.kind, task.documents, task.options)
    if standing is None:
        st.session_state.pop(_kept(task), None)
        _start_button(workspace, task, task.label)
        return None
    report = standing.report
    if report.state is ReportState.RUNNING:
        with st.container(key=f"running {task.kind}"):
            st.fragment(_running, run_every=_POLL_SECONDS)(workspace, task)
        return None
    if report.state is ReportState.DONE:
        try:
            return Done(report, _read(report, task))
        except StoreCorrupt:
            st.info("This was made by another version of Vouch.", icon=":material/history:")
    elif report.state is ReportState.FAILED:
        st.error(f"**{plain(report.message)}**  \n{plain(report.hint)}", icon=":material/error:")
    else:
        st.info("This was stopped before it was finished.", icon=":material/info:")
    _start_button(workspace, task, task.label)
    return None


def _kept(task: Task[Result]) -> str:
    return f"read {task.kind}"


def _read(report: Report, task: Task[Result]) -> Result:
    """Return what is in a report; it is read once and not at every run of the page, since that takes a while."""
    kept = st.session_state.get(_kept(task))
    if kept is not None and kept[0] == report.id and isinstance(kept[1], task.result):
        return kept[1]
    result = report.read(task.result)
    st.session_state[_kept(task)] = report.id, result
    return result


def again_button(workspace: Workspace, task: Task[Result]) -> None:
    """Offer to do the task once more; what was decided on the findings is kept."""
    st.button(
        "Run again",
        key=f"again {task.kind}",
        icon=":material/refresh:",
        type="tertiary",
        on_click=_start,
        args=(workspace, task),
    )


def _start_button(workspace: Workspace, task: Task[Result], label: str) -> None:
    st.button(
        label,
        key=f"start {task.kind}",
        type="primary",
        icon=":material/play_arrow:",
        on_click=_start,
        args=(workspace, task),
    )


def _running(workspace: Workspace, task: Task[Result]) -> None:
    redraw_after_action()
    standing = workspace.reports.latest(task.kind, task.documents, task.options)
    if standing is None or standing.report.state is not ReportState.RUNNING:
        redraw()
        return
    progress = standing.progress
    share = min(progress.done / progress.total, 1.0) if progress and progress.total else 0.0
    st.progress(share, text=plain(progress.label) if progress and progress.label else "Starting")
    st.button(
        "Stop",
        key=f"stop {task.kind}",
        icon=":material/stop_circle:",
        on_click=_stop,
        args=(workspace, standing.report.id),
    )


@guarded_action
def _start(workspace: Workspace, task: Task[Result]) -> None:
    workspace.reports.start(task.kind, task.documents, task.workflow, task.options)


@guarded_action
def _stop(workspace: Workspace, report_id: str) -> None:
    workspace.reports.stop(report_id)


def ready(workspace: Workspace, documents: Sequence[str]) -> bool:
    """Say whether all these documents have been read to their end."""
    return all(workspace.library.document(one).state == "ready" for one in documents)
