"""A field's documents on its page: what is on the shelf, how to add to it, and the samples to try it with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit as st

from modules.core.types import Document, Sample
from modules.ui import navigation, uploads
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action
from modules.ui.words import counted

_LISTED = 8


@guarded
def show(workspace: Workspace) -> None:
    """Show the shelf: wide open while it is empty, a line to unfold once there is something to ask.

    What was just added comes first: its progress, or what it waits for, is in view without scrolling.
    """
    documents = workspace.library.documents()
    on_the_way = uploads.progress(workspace, documents)
    with st.container(key="shelf place"):
        if documents or on_the_way:
            _stocked(workspace, documents)
        else:
            _empty(workspace)


def _empty(workspace: Workspace) -> None:
    with st.container(border=True, key="shelf"):
        st.subheader("Start with a document", anchor=False)
        if workspace.domain and workspace.domain.samples:
            st.markdown("Load a sample written for this page, or add your own file below.")
            samples(workspace, ())
        uploads.drop_area(workspace)


def _stocked(workspace: Workspace, documents: list[Document]) -> None:
    pages = sum(document.pages for document in documents)
    label = f"{counted(len(documents), 'document')}, {counted(pages, 'page')}" if documents else "Add documents"
    with st.expander(label, icon=":material/folder_open:", key="shelf"):
        if documents:
            more = [f":gray[and {len(documents) - _LISTED} more]"] * (len(documents) > _LISTED)
            st.markdown("  \n".join([*map(_line, documents[:_LISTED]), *more]))
            st.page_link(
                navigation.page_path("library"), label="Manage them in the library", icon=":material/arrow_forward:"
            )
        uploads.drop_area(workspace, "Add more")


def _line(document: Document) -> str:
    pages = counted(document.pages, "page")
    state = "" if document.state == "ready" else " · being read, its first pages can be asked about"
    return f"{plain(document.name, 80)} :gray[· {pages}{state}]"


def missing_samples(workspace: Workspace, documents: Iterable[str]) -> list[Sample]:
    """Return the field's samples that are not among the documents with these ids."""
    offered = workspace.domain.samples if workspace.domain else ()
    present = frozenset(documents)
    return [sample for sample in offered if sample.path.exists() and _document_id(sample.path) not in present]


@cache
def _document_id(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def samples(workspace: Workspace, documents: Iterable[str]) -> None:
    """Offer the samples that are not among the documents with these ids, each with one click."""
    offered = missing_samples(workspace, documents)
    if not offered:
        return
    with st.container(key="samples"):
        for column, sample in zip(st.columns(max(2, len(offered))), offered, strict=False):
            with column.container(border=True, height="stretch", gap="xsmall"):
                _sample(workspace, sample)


def _sample(workspace: Workspace, sample: Sample) -> None:
    st.markdown(f"**{plain(sample.title)}**")
    st.caption(plain(sample.about))
    st.space("stretch")
    st.button(
        "Load this sample",
        key=f"sample {sample.path.name}",
        icon=":material/add:",
        on_click=_load,
        args=(workspace, sample),
    )


@guarded_action
def _load(workspace: Workspace, sample: Sample) -> None:
    with sample.path.open("rb") as file:
        workspace.library.add(sample.path.name, file)
