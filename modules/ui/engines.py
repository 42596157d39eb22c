"""The engines that write: the quiet line that names the one in use, and the page on which another one is chosen."""

from __future__ import annotations

import streamlit as st

from modules.ui import navigation
from modules.ui.opening import OWNER
from modules.ui.plain import plain
from modules.ui.problems import guarded
from modules.ui.process import vouch


@guarded
def line() -> None:
    """Say in one quiet line which engine answers, and how to get a better one where it is a stand-in."""
    card = vouch().engines.current(OWNER).card
    titles = {status.key: status.title for status in vouch().engines.status()}
    words = f"Answers are written by {plain(card.model, 60)} · {plain(titles.get(card.engine, card.engine))}."
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="engine line"):
        st.caption(words, width="content")
        if card.small:
            st.page_link(navigation.page_path("models"), label="A small stand-in: how to get Phi-4")
