"""The home page: what this is, which engine answers, and where the visitor left off."""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from modules.core.types import Domain, Scope
from modules.store.conversations import Conversation
from modules.ui import conversations, engines, navigation
from modules.ui.opening import OWNER
from modules.ui.plain import plain
from modules.ui.problems import guarded
from modules.ui.process import vouch
from modules.ui.words import ago, counted

_RECENT = 6
_STEPS = (
    ("Add your documents", "PDF, scans, Word, slides, sheets, mail. They are read on this machine and stay on it."),
    ("Ask a question", "The passages that matter are shown at once, before the model says a word."),
    ("Check every sentence", "Each one points to its passage. Click a number to see the page with the place marked."),
)


@dataclass(frozen=True, slots=True)
class Recent:
    """A conversation with the field that it belongs to."""

    domain: Domain
    conversation: Conversation


@guarded
def hero() -> None:
    """Say what this is, in one sentence and three steps."""
    with st.container(key="hero", gap="small"):
        st.title("Answers you can check", anchor=False)
        st.markdown(
            "Vouch answers questions from your own documents and shows, for every sentence, the passage that vouches "
            "for it. What nothing supports is marked."
        )
        engines.line()


@guarded
def fields() -> None:
    """Show the assistants as cards, each the way to its page."""
    st.header("Choose an assistant", anchor=False)
    domains = list(vouch().domains.values())
    for pair in zip(domains[::2], [*domains[1::2], None], strict=False):
        for column, domain in zip(st.columns(2), pair, strict=True):
            if domain is not None:
                with column:
                    _field(domain)


def _field(domain: Domain) -> None:
    count = len(vouch().library(Scope(OWNER, domain.key)).documents())
    with st.container(border=True, height="stretch", gap="xsmall", key=f"field {domain.key}"):
        icon = navigation.symbol(domain)
        st.page_link(navigation.page_path(domain.key), label=f"**{plain(domain.title)}**", icon=icon)
        st.markdown(plain(domain.tagline))
        st.caption(counted(count, "document") if count else _no_documents(len(domain.samples)))


def _no_documents(samples: int) -> str:
    return "No documents yet." + (f" {counted(samples, 'sample')} to try." if samples else "")


@guarded
def last_work() -> None:
    """List the latest conversations of all fields."""
    st.header("Pick up where you left off", anchor=False)
    found = [
        Recent(domain, conversation)
        for domain in vouch().domains.values()
        for conversation in vouch().conversations(Scope(OWNER, domain.key)).all()[:_RECENT]
    ]
    found.sort(key=lambda one: one.conversation.updated, reverse=True)
    if not found:
        st.caption("Nothing yet. Open an assistant above, load one of its samples and ask a suggested question.")
        return
    with st.container(key="recent", gap="xsmall"):
        for one in found[:_RECENT]:
            _recent(one)


def _recent(one: Recent) -> None:
    with st.container(
        key=f"recent {one.conversation.id}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.page_link(
            navigation.page_path(one.domain.key),
            label=plain(one.conversation.title, 80) or "Untitled",
            icon=navigation.symbol(one.domain),
            query_params={conversations.ADDRESS: one.conversation.id},
        )
        st.caption(ago(time.time() - one.conversation.updated), width="content")


@guarded
def how_it_works() -> None:
    """Explain the three steps."""
    st.header("How it works", anchor=False)
    for number, (column, (title, words)) in enumerate(zip(st.columns(3), _STEPS, strict=True), 1):
        with column.container(gap="xsmall"):
            st.markdown(f"**{number}. {title}**")
            st.markdown(words)
