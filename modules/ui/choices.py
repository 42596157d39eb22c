"""The settings page: what a visitor may choose, what can be deleted, and what this is made of."""

from __future__ import annotations

import platform
from contextlib import suppress
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from modules.core.errors import NotFound
from modules.core.types import Scope
from modules.services.library import Library
from modules.ui.asking import FROM_MEMORY, JUDGED
from modules.ui.opening import OWNER
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action
from modules.ui.process import vouch

_ROOT = Path(__file__).resolve().parents[2]


@guarded
def answering() -> None:
    """Offer the switches that change how questions are answered."""
    st.header("Answering", anchor=False)
    _switch(
        FROM_MEMORY,
        "Answer from the model's memory where the documents are silent",
        "Such an answer says so in its first line, and no passage vouches for it. Off, the app says it found nothing.",
    )
    _switch(
        JUDGED,
        "Let the model judge the sentences that the check is unsure of",
        "May help; slow: some seconds for each such sentence. Every one is checked against its passages in any case.",
    )


def _switch(key: str, label: str, about: str) -> None:
    st.toggle(label, value=bool(vouch().preferences(OWNER).get(key, False)), key=key, on_change=_remember, args=(key,))
    st.caption(about)


@guarded
def appearance() -> None:
    """Say where the theme is chosen."""
    st.header("Appearance", anchor=False)
    st.markdown(
        "Light or dark follows your system. The menu at the top right :material/more_vert: lets you choose one."
    )


@guarded
def data() -> None:
    """Say where everything is kept, and offer to delete it."""
    st.header("Your data", anchor=False)
    st.markdown(
        "Documents, conversations and everything made from them are in one folder on this machine. "
        f"{_sent(vouch().settings.ollama_url)}, and nobody counts visits."
    )
    st.code(str(vouch().settings.runtime), language=None)
    with st.container(border=True, key="delete everything"):
        st.markdown("**Delete everything**")
        st.caption(
            "All documents, their text and passages, all conversations, answers and reports, and what you keep to work "
            "with: drafts, playbooks, templates. The models stay."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            typed = st.text_input("Type DELETE to confirm", key="delete word", max_chars=10, width=260)
            st.button(
                "Delete everything",
                key="delete everything now",
                icon=":material/delete_forever:",
                disabled=typed.strip() != "DELETE",
                on_click=_delete_everything,
            )


def _sent(ollama_url: str) -> str:
    """Say what leaves this machine: nothing, unless the server of the models is another one."""
    parts = urlsplit(ollama_url if "//" in ollama_url else f"//{ollama_url}")
    host = parts.hostname or ""
    with suppress(ValueError):
        if ip_address(host).is_loopback:
            host = "localhost"
    if host in ("", "localhost"):
        return "Nothing is sent anywhere"
    return (
        f"When a model of the server at {plain(parts.netloc.rpartition('@')[2])} is in use, questions and passages "
        "are sent there. Nothing is sent anywhere else"
    )


@guarded
def about() -> None:
    """Name the versions, the licence and the notices."""
    st.header("About", anchor=False)
    st.markdown(
        f"Vouch, under the Apache License 2.0. "
        f"Streamlit {plain(version('streamlit'))}, Python {plain(platform.python_version())}."
    )
    for label, name in (("Licence", "LICENSE"), ("What it is made of, with the licences", "NOTICE")):
        path = _ROOT / name
        shown = st.expander(label, on_change="rerun", key=f"show {name}")
        if path.exists() and shown.open:
            shown.code(path.read_text(encoding="utf-8"), language=None, wrap_lines=True)


@guarded_action
def _remember(key: str) -> None:
    vouch().preferences(OWNER).set(key, bool(st.session_state[key]))


@guarded_action
def _delete_everything() -> None:
    st.session_state["delete word"] = ""
    scopes = [Scope(OWNER, key) for key in vouch().domains]
    for scope in scopes:
        vouch().answers(scope).delete_all()
        vouch().forget_work(scope)
    for scope in scopes:
        _empty(vouch().library(scope))
    st.toast("Everything has been deleted.")


def _empty(library: Library) -> None:
    """Delete every document and upload; the workers put some of them away meanwhile."""
    for upload in library.uploads():
        with suppress(NotFound):
            if upload.state in ("queued", "reading"):
                library.cancel(upload.id)
            library.dismiss(upload.id)
    for document in library.documents():
        with suppress(NotFound):
            library.delete(document.id)
