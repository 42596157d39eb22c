"""Choosing the documents that a field's tools work on together: the same choice on all of its tabs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from modules.core.types import Document
from modules.ui import workflow
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, told_apart


def documents(workspace: Workspace, key: str, label: str, nothing: str) -> tuple[Document, ...]:
    """Let the visitor choose documents, at first all of them.

    Returns nothing, after saying what to do, where there is none, none is chosen or one is still being read.

    Args:
        workspace: whose documents.
        key: of the choice, e.g. "chart".
        label: of the widget.
        nothing: what to do where there is no document, a sentence.

    Returns:
        the chosen documents, in the order in which the library lists them.
    """
    listed = workspace.library.documents()
    if not listed:
        st.info(nothing, icon=":material/upload_file:")
        return ()
    by_id = {document.id: document for document in listed}
    choice, kept = f"choose {key}", f"kept {key}"  # a widget's own state is forgotten while another tool is shown
    before = [one for one in st.session_state.get(choice, st.session_state.get(kept, by_id)) if one in by_id]
    st.session_state[choice] = before
    chosen = st.multiselect(
        label,
        list(by_id),
        format_func=told_apart({one: one_line(by_id[one].name, 60) for one in by_id}).__getitem__,
        key=choice,
    )
    st.session_state[kept] = chosen
    if not chosen:
        st.info("Choose at least one document.", icon=":material/info:")
        return ()
    if not workflow.ready(workspace, chosen):
        st.info("A document is still being read. The tool works on the whole of it.", icon=":material/hourglass:")
        return ()
    return tuple(document for document in listed if document.id in chosen)


def choose(key: str, ids: Sequence[str]) -> None:
    """Choose other documents. A widget's callback."""
    st.session_state[f"choose {key}"] = list(ids)
