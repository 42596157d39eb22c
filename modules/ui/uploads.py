"""Files on their way in: how far each is, what it waits for, and why one failed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from modules.core.types import Document
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action, redraw_after_action
from modules.ui.refreshing import redraw, refresh_every
from modules.ui.words import duration

if TYPE_CHECKING:
    from modules.services.library import Upload

_POLL_SECONDS = 1.0
_LONGEST_POLL_SECONDS = 5.0
# Of a hundred files one is done every moment, and to draw the page costs the browser more than to read a file.
_REDRAW_SECONDS = 5.0
_RUNNING = ("queued", "reading")
_SHOWN = ("waiting", "reading", "queued", "failed")  # what asks the visitor something comes first


@guarded
def drop_area(workspace: Workspace, label: str = "Add documents") -> None:
    """Show the upload area. What is dropped is on disk before the next line runs, and the widget is emptied."""
    name = f"files {workspace.key} {workspace.uploader}"
    st.file_uploader(
        label,
        accept_multiple_files=True,
        key=name,
        on_change=_take,
        args=(workspace, name),
        help="PDF, scans and pictures, Word, PowerPoint, Excel, OpenDocument, CSV, HTML, XML, Markdown, text, RTF and "
        "e-mail. Files stay on this machine.",
    )


@guarded
def progress(workspace: Workspace, documents: Sequence[Document]) -> bool:
    """List the files that are not done; say whether there are any. The list refreshes itself only while one is read.

    Args:
        workspace: whose files.
        documents: those that the page shows; once there are others, the page is drawn again.
    """
    states = {upload.state for upload in workspace.library.uploads()}
    running = not states.isdisjoint(_RUNNING)
    with st.container(key=f"uploads place {workspace.key}"):
        drawn = _Drawn(_states(documents), running, time.monotonic())
        st.fragment(_list, run_every=_POLL_SECONDS if running else None)(workspace, drawn)
    return not states.isdisjoint(_SHOWN)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the page shows: the states of its documents, whether files were being read, and since when."""

    states: dict[str, str]
    running: bool
    at: float


def _states(documents: Sequence[Document]) -> dict[str, str]:
    return {document.id: document.state for document in documents}


@guarded
def _list(workspace: Workspace, drawn: _Drawn) -> None:
    redraw_after_action()
    uploads = workspace.library.uploads()
    running = [upload for upload in uploads if upload.state in _RUNNING]
    if _is_outdated(drawn, _states(workspace.library.documents()), bool(running)):
        redraw()
    if running:
        refresh_every(_pace(running))
    shown = [upload for state in _SHOWN for upload in uploads if upload.state == state]
    if not shown:
        return
    with st.container(key=f"uploads {workspace.key}", gap="small"):
        for upload in shown:
            with st.container(border=True, key=f"upload {upload.id}", gap="xsmall"):
                _upload(workspace, upload)


def _is_outdated(drawn: _Drawn, states: dict[str, str], running: bool) -> bool:
    """Tell whether the page must be drawn again: at once for the first document and when all is done, else at times."""
    if drawn.running > running:
        return True
    # A file may be done before its page has been drawn.
    return drawn.states != states and (not drawn.states or not running or time.monotonic() - drawn.at > _REDRAW_SECONDS)


def _pace(running: Sequence[Upload]) -> float:
    """Return after how many seconds to look again: often where a file is about to be done."""
    soonest = min(upload.seconds_left or 0.0 for upload in running)
    return min(max(_POLL_SECONDS, round(soonest / 10)), _LONGEST_POLL_SECONDS)


def _upload(workspace: Workspace, upload: Upload) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{plain(upload.name, 70)}**", width="content")
        label, action = ("Cancel", _cancel) if upload.state in _RUNNING else ("Dismiss", _dismiss)
        st.button(
            label,
            key=f"{label.lower()} {upload.id}",
            icon=":material/close:",
            type="tertiary",
            on_click=action,
            args=(workspace, upload.id),
        )
    if upload.state in _RUNNING:
        _bar(upload)
    elif upload.state == "failed":
        _failed(workspace, upload)
    elif upload.needs == "password":
        _password(workspace, upload)
    else:
        _clash(workspace, upload)


def _bar(upload: Upload) -> None:
    done, total = upload.progress.done, upload.progress.total
    words = upload.progress.label or ("Waiting for its turn" if upload.state == "queued" else "Reading")
    if upload.seconds_left is not None:
        words += f" · about {duration(upload.seconds_left)} left"
    st.progress(min(1.0, done / total) if total else 0.0, text=plain(words))


def _failed(workspace: Workspace, upload: Upload) -> None:
    st.markdown(f":red[:material/error:] {plain(upload.message)} {plain(upload.hint)}")
    if upload.needs == "retry":
        st.button("Try again", key=f"retry {upload.id}", on_click=_retry, args=(workspace, upload.id))


def _password(workspace: Workspace, upload: Upload) -> None:
    st.markdown(f":material/lock: {plain(upload.message)} {plain(upload.hint)}")
    name = f"password {upload.id}"
    with st.form(f"unlock {upload.id}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Password of the file", type="password", key=name, autocomplete="off")
        st.form_submit_button("Open", type="primary", on_click=_unlock, args=(workspace, upload.id, name))


def _clash(workspace: Workspace, upload: Upload) -> None:
    st.markdown(f":material/content_copy: {plain(upload.message)} {plain(upload.hint)}")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Replace the old one", key=f"replace {upload.id}", on_click=_resolve, args=(workspace, upload.id, "replace")
        )
        st.button("Keep both", key=f"both {upload.id}", on_click=_resolve, args=(workspace, upload.id, "keep both"))


@guarded_action
def _take(workspace: Workspace, name: str) -> None:
    workspace.uploader += 1
    # Another file that is dropped before the page was drawn again comes by the same widget, with those before it.
    for file in st.session_state[name]:
        upload = workspace.library.add(file.name, file)
        if upload.state == "done":
            st.toast(plain(f"{upload.name}: {upload.message}"))


@guarded_action
def _cancel(workspace: Workspace, upload_id: str) -> None:
    workspace.library.cancel(upload_id)


@guarded_action
def _retry(workspace: Workspace, upload_id: str) -> None:
    workspace.library.retry(upload_id)


@guarded_action
def _dismiss(workspace: Workspace, upload_id: str) -> None:
    workspace.library.dismiss(upload_id)


@guarded_action
def _unlock(workspace: Workspace, upload_id: str, name: str) -> None:
    workspace.library.retry(upload_id, password=st.session_state.pop(name))


@guarded_action
def _resolve(workspace: Workspace, upload_id: str, choice: str) -> None:
    workspace.library.resolve(upload_id, "replace" if choice == "replace" else "keep both")
