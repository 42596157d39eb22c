"""The library page: every document of every field, what it takes on the disk, and what can be done with one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from modules.core.types import Document, DocumentState, Domain, Scope
from modules.ui import components, navigation, source, uploads
from modules.ui.opening import OWNER, Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action, redraw_after_action
from modules.ui.process import vouch
from modules.ui.words import ago, counted, size

_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document and the field on whose shelf it stands."""

    domain: Domain
    document: Document

    @property
    def workspace(self) -> Workspace:
        """Where it is kept."""
        return Workspace(self.domain.key, self.domain, Scope(OWNER, self.domain.key))


@guarded
def storage() -> None:
    """Say how much there is and what it takes."""
    uses = [vouch().library(Scope(OWNER, key)).storage() for key in vouch().domains]
    documents, pages, chunks = (sum(getattr(use, name) for use in uses) for name in ("documents", "pages", "chunks"))
    own = sum(use.file_bytes + use.preview_bytes + use.index_bytes for use in uses)
    taken = own + max((use.shared_bytes for use in uses), default=0)
    with st.container(horizontal=True, gap="large", key="storage"):
        for label, value, about in (
            ("Documents", f"{documents:,}", None),
            ("Pages", f"{pages:,}", None),
            ("Passages", f"{chunks:,}", None),
            ("On disk", size(taken), "Everything in the data folder, the weights of the built-in model among it."),
        ):
            st.metric(label, value, help=about, width="content")


@guarded
def on_the_way() -> None:
    """List the files of every field that are being read, wait for an answer, or failed."""
    for domain in vouch().domains.values():
        workspace = Workspace(domain.key, domain, Scope(OWNER, domain.key))
        uploads.progress(workspace, workspace.library.documents())


@guarded
def shelves() -> None:
    """List the documents, with a search over names and tags and a choice of fields."""
    everything = sorted(_all(), key=lambda one: one.document.added, reverse=True)
    if not everything:
        _nothing()
        return
    found = _narrowed(everything)
    if not found:
        words = st.session_state["library search"].strip()
        st.caption("No document has these words in its name or its tags." if words else "No documents here yet.")
    for one in found[:_SHOWN]:
        _row(one)
    if len(found) > _SHOWN:
        st.caption(f"{len(found) - _SHOWN} more: search to find them.")


def _all() -> Iterator[Shelved]:
    for domain in vouch().domains.values():
        for document in vouch().library(Scope(OWNER, domain.key)).documents():
            yield Shelved(domain, document)


def _nothing() -> None:
    with st.container(border=True, key="nothing"):
        st.subheader("No documents yet", anchor=False)
        st.markdown("Open an assistant and drop a file on its page, or load one of its samples:")
        with st.container(horizontal=True):
            for domain in vouch().domains.values():
                st.page_link(
                    navigation.page_path(domain.key), label=plain(domain.title), icon=navigation.symbol(domain)
                )


def _narrowed(everything: list[Shelved]) -> list[Shelved]:
    domains = vouch().domains
    with st.container(horizontal=True, vertical_alignment="center"):
        words = st.text_input(
            "Search",
            type="search",
            placeholder="Search names and tags",
            label_visibility="collapsed",
            key="library search",
        )
        field = st.segmented_control(
            "Field",
            list(domains),
            format_func=lambda key: plain(domains[key].title),
            label_visibility="collapsed",
            key="library field",
        )
    wanted = words.casefold().split()
    return [
        one
        for one in everything
        if (field is None or one.domain.key == field)
        and all(word in " ".join((one.document.name, *one.document.tags)).casefold() for word in wanted)
    ]


def _row(one: Shelved) -> None:
    """Show a document in as few elements as can be: each costs every browser a few milliseconds."""
    document = one.document
    tags = " ".join(f":gray-badge[{plain(tag, 30)}]" for tag in document.tags)
    lines = (f"**{plain(document.name, 90)}**", f":small[:gray[{' · '.join(_facts(one))}]]", tags)
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key=f"document {one.domain.key} {document.id}",
    ):
        st.markdown("  \n".join(filter(None, lines)), width="stretch")
        st.button("Open", key=f"open {one.domain.key} {document.id}", on_click=_open, args=(one,))


def _facts(one: Shelved) -> Iterator[str]:
    document = one.document
    yield plain(one.domain.title)
    yield counted(document.pages, "page")
    yield size(document.size)
    yield ago(time.time() - document.added)
    if document.state is DocumentState.INDEXING:
        yield "being read"


@guarded
def details() -> None:
    """Show the drawer of the document that was opened, if one was."""
    opened = st.session_state.get("opened document")
    if opened is None:
        return
    one = next((one for one in _all() if (one.domain.key, one.document.id) == opened), None)
    if one is None:
        _close()
        return
    drawer = st.dialog(plain(one.document.name, 70), width=620, position="right", on_dismiss=_close)
    drawer(_details)(one)


@guarded
def _details(one: Shelved) -> None:
    redraw_after_action()
    document = one.document
    st.caption(" · ".join((*_facts(one), f"{size(one.workspace.library.taken(document.id))} on disk")))
    for note in document.notes:
        st.info(plain(note), icon=":material/info:")
    st.text_input("Name", value=document.name, key="document name", max_chars=200, on_change=_rename, args=(one,))
    st.multiselect(
        "Tags",
        sorted({*document.tags, *(tag for other in _all() for tag in other.document.tags)}),
        default=list(document.tags),
        accept_new_options=True,
        placeholder="Add a tag and press Enter",
        key="document tags",
        on_change=_tag,
        args=(one,),
    )
    st.page_link(
        navigation.page_path(one.domain.key),
        label=f"Ask about it on the {plain(one.domain.title)} page",
        icon=navigation.symbol(one.domain),
    )
    _preview(one)
    _deletion(one)


def _preview(one: Shelved) -> None:
    st.subheader("Preview", anchor=False)
    document, library = one.document, one.workspace.library
    if not document.pages:
        st.caption("Its first page is being read.")
        return
    number = 1
    if document.pages > 1:
        number = int(st.number_input("Page", 1, document.pages, 1, key="preview page"))
    name = f"{document.name}, page {number}"
    if source.has_picture(document):
        image = library.page_image(document.id, number, width=source.PICTURE_WIDTH)
        components.page_image(image, name=name, key=f"{document.id} {number}")
    else:
        components.page_text([(library.page(document.id, number).text, "")], name=name, key=f"{document.id} {number}")


def _deletion(one: Shelved) -> None:
    st.subheader("Delete", anchor=False)
    st.caption(
        "Removes the file, its text, its passages and its previews from this machine. "
        "Answers keep their words, but not the passages they quoted."
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        sure = st.checkbox("Yes, delete it for good", key=f"sure {one.document.id}")
        st.button(
            "Delete document",
            key="delete document",
            icon=":material/delete:",
            disabled=not sure,
            on_click=_delete,
            args=(one,),
        )


def _open(one: Shelved) -> None:
    st.session_state["opened document"] = (one.domain.key, one.document.id)


def _close() -> None:
    st.session_state.pop("opened document", None)


@guarded_action
def _rename(one: Shelved) -> None:
    name = st.session_state["document name"].strip()
    if name and name != one.document.name:
        one.workspace.library.rename(one.document.id, name)


@guarded_action
def _tag(one: Shelved) -> None:
    one.workspace.library.set_tags(one.document.id, tuple(st.session_state["document tags"]))


@guarded_action
def _delete(one: Shelved) -> None:
    one.workspace.library.delete(one.document.id)
    _close()
