"""The reading drawer: the page itself, with the passage that vouches for a sentence marked on it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from modules.core.errors import DocumentError, NotFound
from modules.core.types import Document, Page, Passage, Sentence
from modules.ui import components
from modules.ui.answer_data import page_name
from modules.ui.excerpts import marked, unwrapped, vouching
from modules.ui.opening import Viewing, Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded, guarded_action

_WIDTH = 780
PICTURE_WIDTH = 1_400
"""Pixels of a page's picture: twice what is shown, for screens that have them; one size, so that it is drawn once."""


def look_at(
    workspace: Workspace, passages: Sequence[Passage], checked: Sequence[Sentence], opened: components.Opened
) -> bool:
    """Open the drawer on the passage that was clicked; say whether there is such a passage.

    Marked strongly is what carries the sentence that was clicked, with a card what carries any of them.
    """
    passage = next((one for one in passages if one.marker == opened.marker), None)
    if passage is None:
        return False
    clicked = checked if opened.sentence is None else checked[opened.sentence : opened.sentence + 1]
    workspace.viewing = Viewing(
        passage.document_id,
        passage.document_name,
        passage.page,
        (passage.start, passage.end),
        vouching(clicked, passage.marker),
    )
    return True


def drawer(workspace: Workspace) -> None:
    """Show the drawer where something is being viewed. Called once in a run, at its end."""
    if workspace.viewing is None:
        return
    title = plain(workspace.viewing.document_name, 70)
    opening = st.dialog(title, width=_WIDTH, position="right", on_dismiss=lambda: _close(workspace))
    opening(_contents)(workspace)


def has_picture(document: Document) -> bool:
    """Say whether the pages of a document can be drawn."""
    return document.media_type == "application/pdf" or document.media_type.startswith("image/")


def _close(workspace: Workspace) -> None:
    workspace.viewing = None


@guarded
def _contents(workspace: Workspace) -> None:
    viewing = workspace.viewing
    if viewing is None:
        return
    try:
        document = workspace.library.document(viewing.document_id)
        page = workspace.library.page(viewing.document_id, viewing.page)
    except NotFound:
        st.info("This document has been deleted, and its passages with it.", icon=":material/history:")
        return
    _leafing(workspace, document, viewing.page)
    if has_picture(document):
        _picture(workspace, document, page, viewing)
    else:
        _text(page, viewing)


def _leafing(workspace: Workspace, document: Document, number: int) -> None:
    label = page_name(number, document)
    if not label:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        before, after = number - 1, number + 1
        st.button(
            "Previous",
            key="page before",
            icon=":material/chevron_left:",
            type="tertiary",
            disabled=before < 1,
            on_click=_turn,
            args=(workspace, before),
        )
        st.caption(f"{label.capitalize()} of {document.pages}", width="content")
        st.button(
            "Next",
            key="page after",
            icon=":material/chevron_right:",
            icon_position="right",
            type="tertiary",
            disabled=after > document.pages,
            on_click=_turn,
            args=(workspace, after),
        )


@guarded_action
def _turn(workspace: Workspace, number: int) -> None:
    """Leaf to another page; the passage is marked on its own page only."""
    if workspace.viewing is None:
        return
    home = workspace.viewing.home or workspace.viewing
    here = home if number == home.page else Viewing(home.document_id, home.document_name, number, home=home)
    workspace.viewing = here


def _picture(workspace: Workspace, document: Document, page: Page, viewing: Viewing) -> None:
    try:
        image = workspace.library.page_image(document.id, page.number, width=PICTURE_WIDTH)
    except DocumentError as error:
        st.info(f"The page cannot be drawn, so its text is shown. {plain(error.message)}", icon=":material/info:")
        _text(page, viewing)
        return
    name = f"{document.name}, {page_name(page.number, document)}"
    components.page_image(
        image,
        name=name,
        key=f"{document.id} {page.number}",
        passage=page.locate(*viewing.passage),
        said=[box for start, end in viewing.said for box in page.locate(start, end)],
        runs=[run for run in layers(unwrapped(page.text), viewing) if run[1]],
    )


def _text(page: Page, viewing: Viewing) -> None:
    """Show the passage in its surroundings."""
    name = f"Text of {one_line(viewing.document_name, 80)}"
    components.page_text(layers(page.text, viewing), name=name, key=f"{viewing.document_id} {page.number}")


def layers(text: str, viewing: Viewing) -> list[tuple[str, str]]:
    """Cut a page's text into what is outside of the passage (""), in the "passage", and "said" from it."""
    start, end = viewing.passage
    inside = marked(text[start:end], [(left - start, right - start) for left, right in viewing.said])
    runs = [(text[:start], ""), *((part, "said" if on else "passage") for part, on in inside), (text[end:], "")]
    return [run for run in runs if run[0]]
