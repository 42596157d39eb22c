"""A conversation as a file to take away: Markdown, Word or JSON, made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from modules.core.export import Entry, Transcript, as_json, as_markdown
from modules.store.conversations import Conversation
from modules.ui.answer_data import page_kind
from modules.ui.opening import Workspace
from modules.ui.plain import one_line

Form = Literal["md", "docx", "json"]
_FORMS: dict[Form, tuple[str, str]] = {
    "md": ("Markdown", "text/markdown"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "json": ("JSON", "application/json"),
}


def buttons(workspace: Workspace, conversation: Conversation) -> None:
    """Offer the conversation in every form."""
    with st.container(horizontal=True, gap="small"):
        for form, (label, mime) in _FORMS.items():
            make: Callable[[], bytes] = partial(exported, workspace, conversation, form)
            st.download_button(
                label,
                data=make,
                file_name=f"{file_name(conversation.title, 'conversation')}.{form}",
                mime=mime,
                key=f"export {form}",
                on_click="ignore",
            )


def exported(workspace: Workspace, conversation: Conversation, form: Form) -> bytes:
    """Return the finished turns of a conversation as a file, with their sources."""
    turns = workspace.conversations.turns(conversation.id)
    entries = tuple(
        Entry(turn.question, turn.answer, turn.asked) for turn in turns if turn.answer is not None and not turn.writing
    )
    notice = workspace.domain.notice if workspace.domain else ""
    names = {document.id: page_kind(document) for document in workspace.library.documents()}
    transcript = Transcript(conversation.title or "Conversation", notice, entries, names, workspace.labels)
    if form == "md":
        return as_markdown(transcript).encode()
    if form == "json":
        return as_json(transcript).encode()
    from modules.adapters.export_docx import as_docx

    return as_docx(transcript)


def file_name(title: str, otherwise: str) -> str:
    """Return a title as a name that every file system takes; `otherwise` where nothing of it is left."""
    kept = "".join(letter if letter.isalnum() else " " for letter in one_line(title, 50))
    return "-".join(kept.split()) or otherwise
