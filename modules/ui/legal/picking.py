"""Choosing the contract, or the two, that a tool works on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

import streamlit as st

from modules.core.types import Document
from modules.domains.legal.clauses import remarks
from modules.domains.legal.contract import Contract
from modules.ui import workflow
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain, told_apart

OLDER, NEWER = "older draft", "newer draft"
"""Keys of the two drafts in the session."""
_BEGINNING = 40  # pages
_LATEST = 20  # documents among which two drafts are looked for
_LIKE = 0.6
_DRAFT_WIDTH = 320  # pixels: beside each other on a screen, below each other on a phone
_NUMBER = re.compile(r"\d{1,8}")


def contract(workspace: Workspace) -> Document | None:
    """Let the visitor choose one of the documents; the choice is shared by all tools.

    Returns None, after saying what to do, where there is none or the chosen one is still being read.
    """
    documents = workspace.library.documents()
    if not documents:
        st.info("Add a contract above; then this tool can work on it.", icon=":material/upload_file:")
        return None
    by_id = {document.id: document for document in documents}
    kept = "kept contract"  # a widget's own state is forgotten while another tool is shown
    before = st.session_state.get(kept)
    chosen = st.selectbox(
        "Contract",
        list(by_id),
        index=list(by_id).index(before) if before in by_id else 0,
        format_func=told_apart({one: one_line(by_id[one].name, 80) for one in by_id}).__getitem__,
        key="choose contract",
    )
    st.session_state[kept] = chosen
    if not workflow.ready(workspace, [chosen]):
        st.info("This document is still being read. The tool works on the whole of it.", icon=":material/hourglass:")
        return None
    _warn(workspace, by_id[chosen])
    return by_id[chosen]


def _warn(workspace: Workspace, *documents: Document) -> None:
    for remark in dict.fromkeys(remark for document in documents for remark in _remarks(workspace, document)):
        st.warning(plain(remark), icon=":material/info:")


def _remarks(workspace: Workspace, document: Document) -> tuple[str, ...]:
    """Return what keeps the rules from finding all there is in a document, judged once in a session."""
    kept: dict[str, tuple[str, ...]] = st.session_state.setdefault("remarks on documents", {})
    if document.id not in kept:
        kept[document.id] = remarks(beginning(workspace, document))
    return kept[document.id]


def beginning(workspace: Workspace, document: Document) -> Contract:
    """Return the first pages of a document as the rules read it: enough to see what it is."""
    return Contract(document.id, document.name, workspace.library.pages(document.id)[:_BEGINNING])


def two_drafts(workspace: Workspace) -> tuple[Document, Document] | None:
    """Let the visitor choose an older and a newer draft; at first the latest upload and the one named most like it.

    Returns None, after saying what to do, where there are not two, both are the same or one is still being read.
    """
    documents = workspace.library.documents()
    if len(documents) < 2:
        st.info("Add two drafts of a contract above; then they can be compared.", icon=":material/upload_file:")
        return None
    by_id = {document.id: document for document in documents}
    for key, usual in zip((OLDER, NEWER), _alike(documents), strict=True):
        if st.session_state.get(key) not in by_id:
            st.session_state[key] = st.session_state.get(f"kept {key}")
        if st.session_state[key] not in by_id:
            st.session_state[key] = usual.id
    with st.container(horizontal=True, vertical_alignment="bottom", key="two drafts"):
        for label, key in (("Older draft", OLDER), ("Newer draft", NEWER)):
            st.selectbox(
                label,
                list(by_id),
                format_func=told_apart({one: one_line(by_id[one].name, 80) for one in by_id}).__getitem__,
                key=key,
                width=_DRAFT_WIDTH,
            )
            st.session_state[f"kept {key}"] = st.session_state[key]
        st.button("Swap", key="swap drafts", icon=":material/swap_horiz:", type="tertiary", on_click=_swap)
    older, newer = by_id[st.session_state[OLDER]], by_id[st.session_state[NEWER]]
    if older.id == newer.id:
        st.info("Choose two different documents.", icon=":material/info:")
        return None
    if not workflow.ready(workspace, [older.id, newer.id]):
        st.info("A document is still being read. The tool works on the whole of it.", icon=":material/hourglass:")
        return None
    _warn(workspace, older, newer)
    return older, newer


def read(workspace: Workspace, document: Document) -> Contract:
    """Return a document as the rules read it. Workers may call it: it touches nothing of Streamlit."""
    return Contract(document.id, document.name, workspace.library.pages(document.id))


def _alike(documents: Sequence[Document]) -> tuple[Document, Document]:
    """Return the document that was added last and the one whose name is most like its name, the older draft first.

    Where no name is like that of the last one, the two of the latest whose names are most alike. "NDA draft 2" is newer
    than "NDA"; where no number tells, the one that was added last is.
    """
    latest = sorted(documents, key=lambda one: one.added, reverse=True)[:_LATEST]
    first, *others = latest
    other = max(others, key=lambda one: _likeness(one, first))
    if _likeness(other, first) < _LIKE:
        first, other = max(combinations(latest, 2), key=lambda pair: _likeness(*pair))
    older, newer = sorted((other, first), key=lambda one: [int(number) for number in _NUMBER.findall(one.name)])
    return older, newer


def _likeness(one: Document, other: Document) -> float:
    """Return how alike two names are, from 0 to 1; that both are PDFs makes none alike."""
    return SequenceMatcher(a=_stem(one), b=_stem(other)).ratio()


def _stem(document: Document) -> str:
    return document.name.lower().rpartition(".")[0] or document.name.lower()


def _swap() -> None:
    st.session_state[OLDER], st.session_state[NEWER] = st.session_state[NEWER], st.session_state[OLDER]
