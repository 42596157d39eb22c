"""Asking over the chart: each citation says the day of its note, and the search can be held to a day in the past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from modules.core.types import Document
from modules.ui import chat
from modules.ui.medical import picking
from modules.ui.medical.days import said
from modules.ui.opening import Admitted, Workspace
from modules.ui.plain import plain
from modules.ui.words import counted

_DAY = "as of"
_KEPT = "kept as of"  # a widget's own state is forgotten while another tool is shown
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


def show(workspace: Workspace) -> None:
    """Show the day as of which is asked, and below it the conversation."""
    documents = [one for one in workspace.library.documents() if one.state == "ready"]
    days = picking.days(workspace, documents)
    workspace.labels = {one: said(day) for one, day in days.items() if day}
    workspace.admitted = None
    if documents:
        _as_of(workspace, documents, days)
    chat.show(workspace)


def _as_of(workspace: Workspace, documents: list[Document], days: Mapping[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="as of row", gap="small"):
        day = st.date_input(
            "As of",
            value=st.session_state.get(_KEPT),
            min_value=_FIRST,
            max_value=_LAST,
            format="YYYY-MM-DD",
            key=_DAY,
            width=170,
            help="Asks the record as it stood on a day: notes that were written later are not searched.",
        )
        st.session_state[_KEPT] = day
        if isinstance(day, date):
            workspace.admitted = admitted(documents, days, day)
            st.caption(plain(workspace.admitted.why), width="stretch")


def admitted(documents: list[Document], days: Mapping[str, str], day: date) -> Admitted:
    """Return which documents are dated until a day; those that say no date are let in, and that is said."""
    limit = day.isoformat()
    inside = [one for one in documents if not days[one.id] or days[one.id][: len(limit)] <= limit]
    undated = sum(not days[one.id] for one in inside)
    why = f"As of {said(limit)}: {len(inside)} of {counted(len(documents), 'document')} searched"
    if undated:
        why += f", {counted(undated, 'document')} without a date among them"
    return Admitted(frozenset(one.id for one in inside), f"as of {said(limit)}", f"{why}.")
