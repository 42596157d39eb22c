"""Asking and answering: the turns of the open conversation, the one that is being answered, and the box to ask in."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from modules.core.export import search_remark
from modules.core.types import Answer, Document, Outcome, no_clause
from modules.services.answers import AnswerState, Phase
from modules.store.conversations import Turn
from modules.ui import asking, components, conversations, shelf, source
from modules.ui.answer_data import Places, finished, growing
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action, redraw_after_action
from modules.ui.process import vouch
from modules.ui.refreshing import redraw, refresh_every
from modules.ui.words import counted

# Often enough for words to flow; while the model reads there is only the time to count, in line not even that.
_POLL_SECONDS, _READING_SECONDS, _WAITING_SECONDS = 0.4, 1.0, 4.0
_LONGEST_WAITING_SECONDS = 12.0
_FIRST_LOOK_SECONDS = 0.3
_RECENT_TURNS = 12


@dataclass(frozen=True, slots=True)
class _Names:
    """What ids and keys stand for: places in documents, titles of engines by key."""

    places: Places
    engines: Mapping[str, str]


@guarded
def show(workspace: Workspace) -> None:
    """Show the open conversation, or an invitation to start one, and the box to ask in."""
    documents = {document.id: document for document in workspace.library.documents()}
    # Everything has a place that is always there: what refreshes itself must not be moved by what comes and goes above.
    with st.container(key="chat head"):
        conversation = conversations.current(workspace)
        turns = workspace.conversations.turns(conversation.id) if conversation else []
        if conversation and turns:
            conversations.head(workspace, conversation)
        else:
            _invitation(workspace, documents)
            components.prepare()
        shown = _recent(turns)
    clause = workspace.domain.clause if workspace.domain else no_clause
    titles = {status.key: status.title for status in vouch().engines.status()} if turns else {}
    names = _Names(Places(documents, clause, workspace.labels), titles)
    with st.container(key="turns"):
        for turn in shown:
            run_every = _POLL_SECONDS if turn.writing else None
            with st.container(key=f"turn {turn.id}"):
                _question(turn)
                st.fragment(_turn, run_every=run_every)(workspace, turn, names)
    asking.box(workspace, documents, busy=any(turn.writing and _is_written(workspace, turn) for turn in turns))
    source.drawer(workspace)


def _recent(turns: list[Turn]) -> list[Turn]:
    """Return the turns to show: the latest, or all on request."""
    hidden = len(turns) - _RECENT_TURNS
    if hidden <= 0:
        return turns
    everything = st.toggle(f"Show {hidden} earlier questions", key="all turns")
    return turns if everything else turns[-_RECENT_TURNS:]


def _invitation(workspace: Workspace, documents: Mapping[str, Document]) -> None:
    """Show what can be asked: the questions are those that the samples answer, so one of them must be there."""
    domain = workspace.domain
    if domain is None or not documents:
        return
    missing = shelf.missing_samples(workspace, documents)
    questions = domain.questions if len(missing) < len(domain.samples) or not domain.samples else ()
    with st.container(key="invitation"):
        st.subheader("Ask your documents", anchor=False)
        example = " For example:" if questions else ""
        st.caption(f"Every sentence of an answer points to the passage that vouches for it.{example}")
        for number, question in enumerate(questions):
            st.button(
                plain(question),
                key=f"suggested {number}",
                icon=":material/arrow_forward:",
                width="stretch",
                on_click=asking.ask,
                args=(workspace, question),
            )
        if missing:
            st.caption(
                "Samples written for this page:" if len(missing) > 1 else "Another sample written for this page:"
            )
            shelf.samples(workspace, documents)


@guarded
def _turn(workspace: Workspace, turn: Turn, names: _Names) -> None:
    """Show the answer to one question; while it is being written this part alone runs again."""
    redraw_after_action()
    if turn.writing:
        _under_way(workspace, turn, names)
    elif turn.answer is not None:
        _answered(workspace, turn, turn.answer, names)


def _question(turn: Turn) -> None:
    with st.container(key=f"question {turn.id}"):
        st.markdown(plain(turn.question))


def _under_way(workspace: Workspace, turn: Turn, names: _Names) -> None:
    state = _evidence_or_patience(workspace, turn)
    if state.answer is not None:
        if not workspace.conversations.turn(turn.id).writing:
            redraw()
        _answered(workspace, turn, state.answer, names)  # it could not be saved: there will be no other end
        return
    refresh_every(_pace(state))
    data = growing(
        turn.question,
        searched_for=state.searched_for,
        passages=state.passages,
        text=state.text,
        sentences=state.sentences,
        state=_doing(state),
        places=names.places,
    )
    opened = components.answer(data, key=f"answer {turn.id}")
    st.button("Stop", key=f"stop {turn.id}", icon=":material/stop_circle:", on_click=_stop, args=(workspace, turn.id))
    if opened and source.look_at(workspace, state.passages, state.sentences, opened):
        st.rerun()


def _is_written(workspace: Workspace, turn: Turn) -> bool:
    return workspace.answers.snapshot(turn.id).phase is not Phase.DONE


def _evidence_or_patience(workspace: Workspace, turn: Turn) -> AnswerState:
    """Return how far the answer is; a search takes a blink, so the first look waits for what it finds."""
    state = workspace.answers.snapshot(turn.id)
    while state.phase in (Phase.WAITING, Phase.SEARCHING) and state.seconds < _FIRST_LOOK_SECONDS:
        time.sleep(0.02)
        state = workspace.answers.snapshot(turn.id)
    return state


def _pace(state: AnswerState) -> float:
    """Return after how many seconds there is something new to see."""
    if state.phase is not Phase.READING:
        return _POLL_SECONDS
    if not state.queue_position:
        return _READING_SECONDS
    return min(_WAITING_SECONDS * state.queue_position, _LONGEST_WAITING_SECONDS)


def _doing(state: AnswerState) -> str:
    """Say in words what is happening and for how long."""
    if state.queue_position:
        ahead = "one question" if state.queue_position == 1 else f"{state.queue_position} questions"
        return f"Waiting for {ahead} before this one"
    if state.text:
        return ""
    if state.passages:
        return f"Reading {counted(len(state.passages), 'passage')}, {state.seconds:.0f} s. You can read them too:"
    return "Searching your documents"


def _answered(workspace: Workspace, turn: Turn, answer: Answer, names: _Names) -> None:
    data = finished(turn.question, answer, names.places, names.engines)
    opened = components.answer(data, key=f"answer {turn.id}")
    if answer.outcome is Outcome.STOPPED:
        st.caption("You stopped this answer. " + ("What had come is kept." if answer.text else "No word had come yet."))
    if answer.outcome is Outcome.FAILED:
        st.warning(plain(answer.problem) or "The answer could not be finished.", icon=":material/info:")
    if remark := search_remark(answer):
        st.info(plain(remark), icon=":material/info:")
    _actions(workspace, turn)
    if opened and source.look_at(workspace, answer.passages, answer.sentences, opened):
        st.rerun()


def _actions(workspace: Workspace, turn: Turn) -> None:
    """Show what can be done with an answer: again, another question, a judgement with its reason."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions {turn.id}"):
        st.button(
            "Regenerate",
            key=f"again {turn.id}",
            icon=":material/refresh:",
            type="tertiary",
            on_click=_again,
            args=(workspace, turn.id),
        )
        with st.popover("Edit", icon=":material/edit:", type="tertiary", key=f"edit {turn.id}"):
            _edit(workspace, turn)
        st.feedback("thumbs", key=f"thumbs {turn.id}", default=_thumbs(turn), on_change=_rate, args=(workspace, turn))
        if turn.rating is not None:
            with st.popover("Say why", type="tertiary", key=f"why {turn.id}"):
                _why(workspace, turn)


def _why(workspace: Workspace, turn: Turn) -> None:
    # A form, because words that are typed outside of one are lost where the popover is closed with Escape.
    with st.form(f"why form {turn.id}", border=False):
        st.text_area("What was good or wrong about it?", value=turn.reason, key=f"reason {turn.id}")
        st.caption("Kept on this machine with the answer.")
        st.form_submit_button("Save", on_click=_give_reason, args=(workspace, turn))


def _edit(workspace: Workspace, turn: Turn) -> None:
    with st.form(f"edit form {turn.id}", border=False):
        st.text_area("Question", value=turn.question, key=f"edited {turn.id}", max_chars=asking.MAX_QUESTION)
        st.caption("This question and those after it are replaced.")
        st.form_submit_button("Ask again", type="primary", on_click=_ask_edited, args=(workspace, turn.id))


def _thumbs(turn: Turn) -> int | None:
    return None if turn.rating is None else int(turn.rating)


@guarded_action
def _ask_edited(workspace: Workspace, turn_id: str) -> None:
    question = st.session_state[f"edited {turn_id}"].strip()
    if question:
        workspace.answers.edit(turn_id, question, asking.options(workspace))


@guarded_action
def _again(workspace: Workspace, turn_id: str) -> None:
    workspace.answers.regenerate(turn_id, asking.options(workspace))


@guarded_action
def _stop(workspace: Workspace, turn_id: str) -> None:
    workspace.answers.stop(turn_id)


@guarded_action
def _give_reason(workspace: Workspace, turn: Turn) -> None:
    workspace.conversations.rate(turn.id, turn.rating, st.session_state[f"reason {turn.id}"])


@guarded_action
def _rate(workspace: Workspace, turn: Turn) -> None:
    thumbs = st.session_state[f"thumbs {turn.id}"]
    reason = st.session_state.get(f"reason {turn.id}", turn.reason)
    workspace.conversations.rate(turn.id, None if thumbs is None else bool(thumbs), reason)
