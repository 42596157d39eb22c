"""Choosing which documents are the chart that a tool works on."""

from __future__ import annotations

import streamlit as st

from modules.core.types import Document
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Chart
from modules.ui import workflow
from modules.ui.opening import Workspace
from modules.ui.plain import one_line

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
    before = [one for one in st.session_state.get(_KEPT, ()) if one in by_id]
    chosen = st.multiselect(
        "Chart: the documents of one patient",
        list(by_id),
        default=before or list(by_id),
        format_func=lambda one: one_line(by_id[one].name, 60),
        key="choose chart",
    )
    st.session_state[_KEPT] = chosen
    if not chosen:
        st.info("Choose at least one document.", icon=":material/info:")
        return ()
    if not workflow.ready(workspace, chosen):
        st.info("A document is still being read. The tool works on the whole of it.", icon=":material/hourglass:")
        return ()
    return tuple(by_id[one] for one in sorted(chosen))


def read(workspace: Workspace, documents: tuple[Document, ...]) -> Chart:
    """Return the chart as the rules read it. Workers may call it: it touches nothing of Streamlit."""
    return read_chart([Source(one.id, one.name, workspace.library.pages(one.id)) for one in documents])
