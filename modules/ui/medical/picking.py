"""Choosing which documents are the chart that a tool works on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from modules.core.types import Document
from modules.domains.medical.reading import Source, read_chart, read_note
from modules.domains.medical.record import Chart
from modules.ui import workflow
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, told_apart

_DAYS = "days of notes"
_BEGINNING = 2  # pages on which a note says its day; some say it at their end
_CHOICE = "choose chart"
_KEPT = "kept chart"  # a widget's own state is forgotten while another tool is shown


def chart(workspace: Workspace) -> tuple[Document, ...]:
    """Let the visitor choose the documents of one patient's chart, at first all of them; all tools share the choice.

    Returns nothing, after saying what to do, where there is none, none is chosen or one is still being read.
    """
    documents = workspace.library.documents()
    if not documents:
        st.info("Add the patient's notes above; then this tool can work on them.", icon=":material/upload_file:")
        return ()
    by_id = {document.id: document for document in documents}
    before = [one for one in st.session_state.get(_CHOICE, st.session_state.get(_KEPT, by_id)) if one in by_id]
    st.session_state[_CHOICE] = before
    chosen = st.multiselect(
        "Chart: the documents of one patient",
        list(by_id),
        format_func=told_apart({one: one_line(by_id[one].name, 60) for one in by_id}).__getitem__,
        key=_CHOICE,
    )
    st.session_state[_KEPT] = chosen
    if not chosen:
        st.info("Choose at least one document.", icon=":material/info:")
        return ()
    if not workflow.ready(workspace, chosen):
        st.info("A document is still being read. The tool works on the whole of it.", icon=":material/hourglass:")
        return ()
    return tuple(by_id[one] for one in sorted(chosen))


def choose(documents: Sequence[str]) -> None:
    """Choose other documents as the chart. A widget's callback."""
    st.session_state[_CHOICE] = list(documents)


def read(workspace: Workspace, documents: tuple[Document, ...]) -> Chart:
    """Return the chart as the rules read it. Workers may call it: it touches nothing of Streamlit."""
    return read_chart([Source(one.id, one.name, workspace.library.pages(one.id)) for one in documents])


def days(workspace: Workspace, documents: Sequence[Document]) -> dict[str, str]:
    """Return the day of each document that has been read, by its id, as ISO 8601; "" where it says none.

    Only the pages on which a note says it are looked at, once in a session.
    """
    known: dict[str, str] = st.session_state.setdefault(_DAYS, {})
    for one in documents:
        if one.id not in known:
            numbers = dict.fromkeys((*range(1, min(_BEGINNING, one.pages) + 1), one.pages))
            pages = [workspace.library.page(one.id, number) for number in numbers if number]
            known[one.id] = read_note(Source(one.id, one.name, pages)).date
    return {one.id: known[one.id] for one in documents}
