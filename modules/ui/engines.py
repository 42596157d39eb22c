"""The engines that write: the quiet line that names the one in use, and the page on which another one is chosen."""

from __future__ import annotations

import time

import streamlit as st

from modules.core.engines import EngineStatus, Offer, RunningModel
from modules.core.errors import ModelError
from modules.core.jobs import Job
from modules.ui import navigation
from modules.ui.opening import OWNER
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded, guarded_action
from modules.ui.process import vouch
from modules.ui.refreshing import redraw
from modules.ui.words import gigabytes

_POLL_SECONDS = 0.7
_SHELF = "ollama"


@guarded
def line() -> None:
    """Say in one quiet line which engine answers, and how to get a better one where it is a stand-in."""
    try:
        card = vouch().engines.current(OWNER).card
    except ModelError as error:
        st.caption(f"No engine can answer yet. {plain(error.message)} {plain(error.hint)}")
        return
    titles = {status.key: status.title for status in vouch().engines.status()}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="engine line"):
        st.caption(
            f"Answers are written by {plain(card.model, 60)}, {plain(titles.get(card.engine, card.engine))}.",
            width="content",
        )
        if card.small:
            st.page_link(
                navigation.page_path("models"),
                label="It is a small stand-in: how to get Phi-4",
                icon=":material/arrow_forward:",
            )


def remark() -> None:
    """Say, where a stand-in answers, that a better model can be had."""
    try:
        small = vouch().engines.current(OWNER).card.small
    except ModelError:
        st.page_link(navigation.page_path("models"), label="No engine can answer yet: what to do")
        return
    if small:
        st.page_link(navigation.page_path("models"), label="A small built-in model answers: how to get Phi-4")


@guarded
def choices() -> None:
    """Show each engine with its state in words and its models to choose from."""
    try:
        card = vouch().engines.current(OWNER).card
        current = (card.engine, card.model)
    except ModelError:
        current = ("", "")
    for status in vouch().engines.status():
        with st.container(border=True, key=f"engine {status.key}", gap="xsmall"):
            _engine(status, current)


def _engine(status: EngineStatus, current: tuple[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(plain(status.title), anchor=False, width="content")
        if status.key == current[0]:
            st.badge("in use", color="green", icon=":material/check:")
        elif status.ready:
            st.badge("ready", color="gray")
        else:
            st.badge("not available", color="orange")
    st.markdown(plain(status.detail))
    if status.hint:
        st.caption(plain(status.hint))
    if not status.models:
        return
    name = f"model of {status.key}"
    chosen = current[1] if status.key == current[0] and current[1] in status.models else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Model",
            status.models,
            index=status.models.index(chosen) if chosen else 0,
            format_func=lambda model: one_line(model, 60),
            key=name,
            disabled=not status.ready,
        )
        in_use = (status.key, st.session_state.get(name)) == current
        st.button(
            "In use" if in_use else "Use it",
            key=f"use {status.key}",
            type="secondary" if in_use else "primary",
            disabled=in_use or not status.ready,
            on_click=_choose,
            args=(status.key, name),
        )


@guarded
def in_memory() -> None:
    """List what the server holds in memory and how much that takes."""
    with st.container(key="in memory"):
        if not _server_runs():
            return
        st.header("In Ollama's memory now", anchor=False)
        running = vouch().engines.running()
        if not running:
            st.caption("Nothing. A model is loaded with the first question and let go of when none came for a while.")
        for model in running:
            _running(model)


def _running(model: RunningModel) -> None:
    facts = [gigabytes(model.memory)]
    if model.gpu_memory:
        facts.append(f"{gigabytes(model.gpu_memory)} of it on the graphics card")
    if model.context_tokens:
        facts.append(f"window of {model.context_tokens:,} tokens")
    left = model.until - time.time()
    if left > 0:
        facts.append(f"kept for {max(1, round(left / 60))} more min")
    st.markdown(f"**{plain(model.name, 60)}** :gray[{', '.join(facts)}]")


@guarded
def phi_4() -> None:
    """Say how to get Phi-4, and where a server runs, fetch it from here."""
    st.header("Phi-4", anchor=False)
    if not _server_runs():
        st.markdown(
            "Vouch is made for Phi-4, which runs in Ollama on this machine or on one in your network:\n\n"
            "1. Install Ollama from `ollama.com/download` and start it.\n"
            "2. Come back to this page and look again: it fetches the model with one click.\n\n"
            "A server elsewhere is named in `data/settings.toml` as `ollama_url`."
        )
        st.button("Look again", key="look again", icon=":material/refresh:")
    for offer in vouch().engines.offers():
        with st.container(border=True, key=f"offer {offer.name}", gap="xsmall"):
            _offer(offer)
    if _server_runs():
        _another()


def _offer(offer: Offer) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{plain(offer.name)}**", width="content")
        if offer.recommended:
            st.badge("recommended for this machine", color="green")
        elif not offer.fits:
            st.badge("too large for this machine's memory", color="orange")
    st.markdown(plain(offer.about))
    st.caption(f"{gigabytes(offer.size)} to download, {gigabytes(offer.memory)} of memory to run")
    if _server_runs():
        _shelf_actions(offer.name, installed=offer.installed)


def _another() -> None:
    """Let the visitor fetch any other model by its name."""
    installed = [
        model
        for model in vouch().engines.installed()
        if model.name not in {one.name for one in vouch().engines.offers()}
    ]
    for model in installed:
        with st.container(border=True, key=f"installed {model.name}", gap="xsmall"):
            st.markdown(f"**{plain(model.name, 60)}** :gray[{plain(model.parameters)} {gigabytes(model.size)}]")
            _shelf_actions(model.name, installed=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Another model of Ollama's library", placeholder="vanilj/Phi-4", key="another model", max_chars=120
        )
        # Never disabled: what is being typed counts only once the field is left, and that click would be lost.
        st.button("Fetch", key="fetch another", on_click=_pull_another)
    if name.strip():
        _watch(name.strip())


def _shelf_actions(name: str, *, installed: bool) -> None:
    if _watch(name):
        return
    if not installed:
        st.button("Fetch", key=f"fetch {name}", icon=":material/download:", on_click=_pull, args=(name,))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        sure = st.checkbox("Yes, remove it from the disk", key=f"sure {name}")
        st.button(
            "Delete", key=f"delete {name}", icon=":material/delete:", disabled=not sure, on_click=_delete, args=(name,)
        )


def _watch(name: str) -> bool:
    """Show the progress of a model that is being fetched; say whether one is."""
    job = vouch().engines.pulling(name)
    if job is None:
        return False
    if job.error is not None:
        st.warning(f"{plain(job.error.message)} {plain(job.error.hint)}", icon=":material/error:")
    if job.done:
        return False
    st.fragment(_progress, run_every=_POLL_SECONDS)(name, job)
    return True


def _progress(name: str, job: Job[None]) -> None:
    if job.done:
        redraw()
    done, total = job.progress.done, job.progress.total
    words = plain(job.progress.label)
    if total:
        words += f" {gigabytes(done)} of {gigabytes(total)}"
    st.progress(min(1.0, done / total) if total else 0.0, text=words or "Starting")
    st.button("Cancel", key=f"cancel {name}", type="tertiary", icon=":material/close:", on_click=job.cancel)
    st.caption("What has come is kept: fetching it again goes on from there.")


def _server_runs() -> bool:
    return any(status.key == _SHELF and status.ready for status in vouch().engines.status())


@guarded_action
def _choose(engine: str, name: str) -> None:
    vouch().engines.choose(OWNER, engine, st.session_state[name])


@guarded_action
def _pull(name: str) -> None:
    vouch().engines.pull(name)


@guarded_action
def _pull_another() -> None:
    if name := st.session_state["another model"].strip():
        vouch().engines.pull(name)


@guarded_action
def _delete(name: str) -> None:
    vouch().engines.delete(name)
