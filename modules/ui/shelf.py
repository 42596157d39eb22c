"""A field's documents on its page: what is on the shelf, how to add to it, and the samples to try it with."""

from __future__ import annotations

import streamlit as st

from modules.core.types import Document, Domain, Sample
from modules.ui import navigation, uploads
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action
from modules.ui.words import counted

_LISTED = 8


@guarded
def show(workspace: Workspace) -> None:
    """Show the shelf: wide open while it is empty, a line to unfold once there is something to ask."""
    documents = workspace.library.documents()
    with st.container(key="shelf place"):
        if not documents:
            _empty(workspace)
        else:
            _stocked(workspace, documents)
    uploads.progress(workspace, documents)


def _empty(workspace: Workspace) -> None:
    with st.container(border=True, key="shelf"):
        st.subheader("Start with a document", anchor=False)
        if workspace.domain and workspace.domain.samples:
            st.markdown("Load a sample written for this page, or add your own file below.")
            _samples(workspace, workspace.domain, set())
        uploads.drop_area(workspace)


def _stocked(workspace: Workspace, documents: list[Document]) -> None:
    pages = sum(document.pages for document in documents)
    label = f"{counted(len(documents), 'document')}, {counted(pages, 'page')}"
    with st.expander(label, icon=":material/folder_open:", key="shelf"):
        for document in documents[:_LISTED]:
            _line(document)
        if len(documents) > _LISTED:
            st.caption(f"and {len(documents) - _LISTED} more")
        st.page_link(
            navigation.page_path("library"), label="Manage them in the library", icon=":material/arrow_forward:"
        )
        uploads.drop_area(workspace, "Add more")
        if workspace.domain:
            _samples(workspace, workspace.domain, {document.name for document in documents})


def _line(document: Document) -> None:
    pages = counted(document.pages, "page")
    state = "" if document.state == "ready" else " · being read, its first pages can be asked about"
    st.markdown(f"{plain(document.name, 80)} :gray[· {pages}{state}]")


def _samples(workspace: Workspace, domain: Domain, present: set[str]) -> None:
    offered = [sample for sample in domain.samples if sample.path.name not in present and sample.path.exists()]
    if not offered:
        return
    with st.container(key="samples"):
        for column, sample in zip(st.columns(2), offered, strict=False):
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
