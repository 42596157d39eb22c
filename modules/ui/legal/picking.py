"""Choosing the contract, or the two, that a tool works on."""

from __future__ import annotations

import streamlit as st

from modules.core.types import Document
from modules.domains.legal.contract import Contract
from modules.ui import workflow
from modules.ui.opening import Workspace
from modules.ui.plain import one_line


def contract(workspace: Workspace, *, label: str = "Contract", key: str = "contract") -> Document | None:
    """Let the visitor choose one of the documents; the choice is shared by the tools that use the same key.

    Returns None, after saying what to do, where there is none or the chosen one is still being read.
    """
    documents = workspace.library.documents()
    if not documents:
        st.info("Add a contract above; then this tool can work on it.", icon=":material/upload_file:")
        return None
    by_id = {document.id: document for document in documents}
    kept = f"kept {key}"  # a widget's own state is forgotten while another tool is shown
    before = st.session_state.get(kept)
    chosen = st.selectbox(
        label,
        list(by_id),
        index=list(by_id).index(before) if before in by_id else 0,
        format_func=lambda one: one_line(by_id[one].name, 80),
        key=f"choose {key}",
    )
    st.session_state[kept] = chosen
    if not workflow.ready(workspace, [chosen]):
        st.info("This document is still being read. The tool works on the whole of it.", icon=":material/hourglass:")
        return None
    return by_id[chosen]


def read(workspace: Workspace, document: Document) -> Contract:
    """Return a document as the rules read it. Workers may call it: it touches nothing of Streamlit."""
    return Contract(document.id, document.name, workspace.library.pages(document.id))
