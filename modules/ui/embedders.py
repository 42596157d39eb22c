"""The embedder: which one finds passages by meaning, and how far the documents are indexed again for another."""

from __future__ import annotations

import streamlit as st

from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded, guarded_action, show
from modules.ui.process import vouch

_POLL_SECONDS = 1.0


@guarded
def choice() -> None:
    """Offer the embedders; the old index answers until the new one is ready."""
    st.header("Search by meaning", anchor=False)
    offered = vouch().embedder.names()
    current = vouch().embedder.chosen()
    st.selectbox(
        "Embedding model",
        offered,
        index=offered.index(current) if current in offered else 0,
        format_func=one_line,
        key="embedder",
        on_change=_choose,
    )
    st.caption(
        "Another model indexes your documents again in the background. Until that is done the old index answers. "
        "Models of Ollama are offered here once the server has one for embedding, such as nomic-embed-text or bge-m3."
    )
    if problem := vouch().embedder.problem():
        show(problem)
    running = vouch().embedder.reindexing() is not None
    st.fragment(_progress, run_every=_POLL_SECONDS if running else None)(running)


def _progress(was_running: bool) -> None:
    progress = vouch().embedder.reindexing()
    if progress is None:
        if was_running:
            st.rerun()
        return
    share = min(1.0, progress.done / progress.total) if progress.total else 0.0
    st.progress(share, text=plain(progress.label) or "Indexing again")


@guarded_action
def _choose() -> None:
    vouch().embedder.choose(st.session_state["embedder"])
