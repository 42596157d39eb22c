"""Choosing which documents are the chart that a tool works on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from modules.core.types import Document
from modules.domains.medical.reading import Source, read_chart, read_note
from modules.domains.medical.record import Chart
from modules.ui import several
from modules.ui.opening import Workspace

_DAYS = "days of notes"
_BEGINNING = 2  # pages on which a note says its day; some say it at their end
_CHART = "chart"


def chart(workspace: Workspace) -> tuple[Document, ...]:
    """Let the visitor choose the documents of one patient's chart, in the order of their ids; all tools share it.

    Returns nothing, after saying what to do, where there is none, none is chosen or one is still being read.
    """
    nothing = "Add the patient's notes above; then this tool can work on them."
    chosen = several.documents(workspace, _CHART, "Chart: the documents of one patient", nothing)
    return tuple(sorted(chosen, key=lambda one: one.id))


def choose(documents: Sequence[str]) -> None:
    """Choose other documents as the chart. A widget's callback."""
    several.choose(_CHART, documents)


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
