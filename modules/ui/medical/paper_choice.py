"""Which of the papers of a kind is open: the one that was written last, or the one that the visitor chooses."""

from __future__ import annotations

import time

import streamlit as st

from modules.services.reports import ReportState
from modules.store.papers import PaperHead
from modules.ui.medical.summary_keeping import Begun
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, told_apart
from modules.ui.words import ago

_NEW = ""


def choose(workspace: Workspace, title: str, kind: str, report: str) -> PaperHead | None:
    """Let the visitor choose one of the papers; None for a new one.

    Args:
        workspace: the page's.
        title: what a paper is called: "Summary".
        kind: of the papers.
        report: kind of the reports that say which one has been written.
    """
    opened = _opened(kind)
    for one in reversed(workspace.reports.all(report)):
        if one.state is ReportState.DONE:
            st.session_state[opened] = one.read(Begun).paper
            workspace.reports.delete(one.id)  # it has done its work
    papers = {paper.id: paper for paper in workspace.papers.all(kind)}
    if not papers:
        return None
    labels = {_NEW: "Write a new one"} | told_apart({one: label(paper) for one, paper in papers.items()})
    key = f"choose {kind}"
    before = st.session_state.get(opened, next(iter(papers)))
    st.session_state[key] = before if before in papers else _NEW
    chosen = st.selectbox(
        title,
        [_NEW, *papers],
        format_func=labels.__getitem__,
        key=key,
        on_change=_remember,
        args=(opened, key),
    )
    return papers.get(chosen)


def begin_new(kind: str) -> None:
    """Open none of the papers of a kind, so that a new one can be written. A widget's callback."""
    st.session_state[_opened(kind)] = _NEW


def label(paper: PaperHead) -> str:
    """Return a paper's title with its state and age."""
    state = f"signed by {paper.signature.name}" if paper.signature else "draft"
    return one_line(f"{paper.title}, {state}, {ago(time.time() - paper.changed)}", 100)


def _opened(kind: str) -> str:
    return f"open {kind}"


def _remember(opened: str, key: str) -> None:
    st.session_state[opened] = st.session_state[key]
