"""Asking and answering: the turns of the open conversation, the one that is being answered, and the box to ask in."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from modules.core.answering import Options
from modules.core.types import Answer, Document, Filter, Outcome
from modules.services.answers import AnswerState, Phase
from modules.store.conversations import Turn
from modules.ui import components, conversations, source
from modules.ui.answer_data import finished, growing
from modules.ui.opening import OWNER, Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action
from modules.ui.process import vouch
from modules.ui.words import counted

# Often enough for words to flow, seldom enough for ten visitors on two cores.
_POLL_SECONDS = 0.4
_FIRST_LOOK_SECONDS = 0.3
_MAX_QUESTION = 4_000
_RECENT_TURNS = 12
_UNANSWERED = {
    Outcome.STOPPED: "You stopped this answer. What had come is kept.",
    Outcome.FAILED: "The answer could not be finished.",
}
FROM_MEMORY = "answer from memory"
"""Key of the preference that lets the model answer where the documents are silent."""
JUDGED = "judge doubtful sentences"
"""Key of the preference that lets the model judge the sentences that the check is unsure of."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What ids and keys stand for: documents by id, titles of engines by key."""

    documents: Mapping[str, Document]
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
        shown = _recent(turns)
    names = _Names(documents, {status.key: status.title for status in vouch().engines.status()} if turns else {})
    with st.container(key="turns"):
        for turn in shown:
            run_every = _POLL_SECONDS if turn.writing else None
            with st.container(key=f"turn {turn.id}"):
                st.fragment(_turn, run_every=run_every)(workspace, turn, names)
    _ask_box(workspace, documents, busy=any(turn.writing for turn in turns))
    source.drawer(workspace)


def _recent(turns: list[Turn]) -> list[Turn]:
    """Return the turns to show: the latest, or all on request."""
    hidden = len(turns) - _RECENT_TURNS
    if hidden <= 0:
        return turns
    everything = st.toggle(f"Show {hidden} earlier questions", key="all turns")
    return turns if everything else turns[-_RECENT_TURNS:]


def _invitation(workspace: Workspace, documents: Mapping[str, Document]) -> None:
    """Show what can be asked; the questions are those that the samples answer."""
    domain = workspace.domain
    if domain is None or not documents:
        return
    with st.container(key="invitation"):
        st.subheader("Ask your documents", anchor=False)
        st.caption("Every sentence of an answer points to the passage that vouches for it. For example:")
        for number, question in enumerate(domain.questions):
            st.button(
                plain(question),
                key=f"suggested {number}",
                icon=":material/arrow_forward:",
                width="stretch",
                on_click=_ask,
                args=(workspace, question),
            )


@guarded
def _turn(workspace: Workspace, turn: Turn, names: _Names) -> None:
    """Show one question and its answer; while it is being written this part alone runs again."""
    _question(turn)
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
        st.rerun()
    data = growing(
        turn.question,
        searched_for=state.searched_for,
        passages=state.passages,
        text=state.text,
        sentences=state.sentences,
        state=_doing(state),
        documents=names.documents,
    )
    opened = components.answer(data, key=f"answer {turn.id}")
    st.button("Stop", key=f"stop {turn.id}", icon=":material/stop_circle:", on_click=_stop, args=(workspace, turn.id))
    if opened and source.look_at(workspace, state.passages, opened):
        st.rerun()


def _evidence_or_patience(workspace: Workspace, turn: Turn) -> AnswerState:
    """Return how far the answer is; a search takes a blink, so the first look waits for what it finds."""
    state = workspace.answers.snapshot(turn.id)
    deadline = time.monotonic() + _FIRST_LOOK_SECONDS
    while state.phase in (Phase.WAITING, Phase.SEARCHING) and time.monotonic() < deadline:
        time.sleep(0.02)
        state = workspace.answers.snapshot(turn.id)
    return state


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
    data = finished(turn.question, answer, names.documents, names.engines)
    opened = components.answer(data, key=f"answer {turn.id}")
    if answer.outcome in _UNANSWERED:
        st.warning(plain(answer.problem) or _UNANSWERED[answer.outcome], icon=":material/info:")
    _actions(workspace, turn)
    if opened and source.look_at(workspace, answer.passages, opened):
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
                st.text_area(
                    "What was good or wrong about it?",
                    value=turn.reason,
                    key=f"reason {turn.id}",
                    on_change=_rate,
                    args=(workspace, turn),
                )
                st.caption("Kept on this machine with the answer.")


def _edit(workspace: Workspace, turn: Turn) -> None:
    with st.form(f"edit form {turn.id}", border=False):
        st.text_area("Question", value=turn.question, key=f"edited {turn.id}", max_chars=_MAX_QUESTION)
        st.caption("This question and those after it are replaced.")
        st.form_submit_button("Ask again", type="primary", on_click=_ask_edited, args=(workspace, turn.id))


def _ask_box(workspace: Workspace, documents: Mapping[str, Document], *, busy: bool) -> None:
    words = "Ask a question about your documents" if documents else "Add a document above, then ask about it"
    with st.bottom, st.container(key="ask bar", gap="xsmall"):
        st.chat_input(
            "Answering" if busy else words,
            key="ask",
            max_chars=_MAX_QUESTION,
            disabled=busy or not documents,
            on_submit=_ask_typed,
            args=(workspace,),
        )
        if documents:
            _narrowing(workspace, documents)


def _narrowing(workspace: Workspace, documents: Mapping[str, Document]) -> None:
    """Let the visitor say which documents may vouch."""
    chosen = [document for document in workspace.where.documents if document in documents]
    label = "All documents" if not chosen else f"{len(chosen)} of {len(documents)} documents"
    with st.popover(f"Search in: {label}", icon=":material/filter_list:", type="tertiary", key="narrowing"):
        st.multiselect(
            "Documents that may vouch",
            list(documents),
            default=chosen,
            format_func=lambda one: plain(documents[one].name, 60),
            placeholder="All documents",
            key="narrowed",
            on_change=_narrow,
            args=(workspace,),
        )
        tags = sorted({tag for document in documents.values() for tag in document.tags})
        if tags:
            st.pills(
                "Tags",
                tags,
                selection_mode="multi",
                format_func=plain,
                key="narrowed tags",
                on_change=_narrow,
                args=(workspace,),
            )
        first, last = st.columns(2)
        first.number_input(
            "From page", min_value=1, value=None, step=1, key="first page", on_change=_narrow, args=(workspace,)
        )
        last.number_input(
            "To page", min_value=1, value=None, step=1, key="last page", on_change=_narrow, args=(workspace,)
        )


def _thumbs(turn: Turn) -> int | None:
    return None if turn.rating is None else int(turn.rating)


def _options(workspace: Workspace) -> Options:
    preferences = vouch().preferences(OWNER)
    return Options(
        where=workspace.where,
        from_memory=bool(preferences.get(FROM_MEMORY, False)),
        judge=bool(preferences.get(JUDGED, False)),
    )


def _narrow(workspace: Workspace) -> None:
    state = st.session_state
    first, last = state.get("first page"), state.get("last page")
    pages = (first or 1, last or 1_000_000) if first or last else None
    workspace.where = Filter(tuple(state.get("narrowed", ())), tuple(state.get("narrowed tags") or ()), pages)


def _ask_typed(workspace: Workspace) -> None:
    question = (st.session_state["ask"] or "").strip()
    if question:
        _ask(workspace, question)


@guarded_action
def _ask(workspace: Workspace, question: str) -> None:
    if not workspace.conversation_id:
        conversations.enter(workspace, workspace.conversations.create("").id)
    workspace.answers.ask(workspace.conversation_id, question, _options(workspace))


@guarded_action
def _ask_edited(workspace: Workspace, turn_id: str) -> None:
    question = st.session_state[f"edited {turn_id}"].strip()
    if question:
        workspace.answers.edit(turn_id, question, _options(workspace))


@guarded_action
def _again(workspace: Workspace, turn_id: str) -> None:
    workspace.answers.regenerate(turn_id, _options(workspace))


@guarded_action
def _stop(workspace: Workspace, turn_id: str) -> None:
    workspace.answers.stop(turn_id)


@guarded_action
def _rate(workspace: Workspace, turn: Turn) -> None:
    thumbs = st.session_state[f"thumbs {turn.id}"]
    reason = st.session_state.get(f"reason {turn.id}", turn.reason)
    workspace.conversations.rate(turn.id, None if thumbs is None else bool(thumbs), reason)
