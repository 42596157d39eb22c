"""A free-text clause of a draft: wording from the clause library, changed by the lawyer or, if asked, by the model."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial

import streamlit as st

from modules.core.errors import AssistantError
from modules.core.forms import Field
from modules.core.types import ChatModel, Progress
from modules.domains.legal.clause_library import Position, Wording, of_topic
from modules.domains.legal.drafting import Draft
from modules.domains.legal.suggesting import Suggestion, suggest
from modules.ui import workflow
from modules.ui.legal import draft_keeping
from modules.ui.legal.draft_keeping import CLAUSES, key_of
from modules.ui.opening import Workspace
from modules.ui.plain import label, plain
from modules.ui.problems import guarded_action
from modules.ui.process import vouch


def show(workspace: Workspace, name: str, draft: Draft, field: Field, library: Sequence[Wording]) -> None:
    """Show the clause's words, the library's wordings for it, and what the model suggests."""
    key = key_of(name, field.name)
    words = str(draft.answers.get(field.name, "") or "")
    if key not in st.session_state:
        st.session_state[key] = words
    st.text_area(
        label(f"{field.label} (optional)" if field.optional else field.label),
        key=key,
        height="content",
        help=plain(field.about) or None,
        on_change=_typed,
        args=(workspace, name, field, key),
    )
    with st.container(key=f"wording {key}", gap="small"):
        with st.container(horizontal=True, gap="small"):
            _from_library(workspace, name, field, of_topic(library, field.topic))
            _to_library(workspace, field, words)
        _by_model(workspace, name, field, words)


def _from_library(workspace: Workspace, name: str, field: Field, wordings: Sequence[Wording]) -> None:
    if not wordings:
        return
    with st.popover("From the clause library", icon=":material/book_2:", type="tertiary"):
        for number, wording in enumerate(wordings):
            fallback = " :gray-badge[fallback]" if wording.position is Position.FALLBACK else ""
            st.markdown(f"**{plain(wording.name)}**{fallback}  \n{plain(wording.text, 400)}")
            if wording.note:
                st.caption(plain(wording.note))
            st.button(
                "Use this wording",
                key=f"use {name} {field.name} {number}",
                on_click=_use,
                args=(workspace, name, field, wording.text),
            )


def _by_model(workspace: Workspace, name: str, field: Field, words: str) -> None:
    """Offer to have the model change the words; what it wrote is shown with remarks, and used only if taken."""
    with st.expander("Have the model change it", icon=":material/ink_pen:"):
        asked = st.text_input(
            "What should change?",
            key=f"instruction {name} {field.name}",
            placeholder="Limit it to the routing software, and name the pilot in Hull",
        )
        task = workflow.Task(
            draft_keeping.suggestions(field.name),
            (),
            Suggestion,
            partial(_suggested, partial(vouch().model, workspace.scope), field, words, asked),
            "Suggest wording",
            options=name,
        )
        if not asked.strip() and workspace.reports.latest(task.kind, (), name) is None:
            st.caption("Say what should change; the model sees only this clause and your words.")
            return
        done = workflow.done(workspace, task)
        if done is None:
            return
        suggestion = done.result
        with st.container(border=True, key=f"suggestion {name} {field.name}", gap="small"):
            st.markdown("  \n".join(plain(line) for line in suggestion.text.splitlines()))
            for remark in suggestion.remarks:
                st.caption(f":orange[:material/warning:] {plain(remark)}")
            st.caption(plain(f"Written by {suggestion.model}. Read it before you use it."))
            with st.container(horizontal=True, gap="small"):
                discard = (workspace, done.report.id)
                st.button(
                    "Use this",
                    key=f"take {name} {field.name}",
                    type="primary",
                    on_click=_take,
                    args=(workspace, name, field, suggestion.text, done.report.id),
                )
                st.button("Discard", key=f"discard {name} {field.name}", on_click=_discard, args=discard)


def _suggested(
    model: Callable[[], ChatModel], field: Field, words: str, asked: str
) -> Generator[Progress, None, Suggestion]:
    """Ask the model that the visitor has chosen, which is looked up in the worker: the page draws without one."""
    return (yield from suggest(model(), field.label, words, asked))


def _to_library(workspace: Workspace, field: Field, words: str) -> None:
    if not words.strip():
        return
    with st.popover("Keep in the clause library", icon=":material/bookmark_add:", type="tertiary"):
        key = f"keep {field.name}"
        st.text_input("Name of this wording", key=f"{key} name", max_chars=100)
        st.segmented_control(
            "Position", list(Position), default=Position.PREFERRED, key=f"{key} position", required=True
        )
        st.button("Keep", key=key, on_click=_keep, args=(workspace, field, words, key))


@guarded_action
def _typed(workspace: Workspace, name: str, field: Field, key: str) -> None:
    draft_keeping.answer(workspace, name, field.name, st.session_state[key])


@guarded_action
def _use(workspace: Workspace, name: str, field: Field, words: str) -> None:
    draft_keeping.answer(workspace, name, field.name, words)
    st.session_state[key_of(name, field.name)] = words


@guarded_action
def _take(workspace: Workspace, name: str, field: Field, words: str, report_id: str) -> None:
    draft_keeping.answer(workspace, name, field.name, words)
    draft_keeping.record(workspace, name, f"took the model's wording for “{field.label}”")
    st.session_state[key_of(name, field.name)] = words
    workspace.reports.delete(report_id)


@guarded_action
def _discard(workspace: Workspace, report_id: str) -> None:
    workspace.reports.delete(report_id)


@guarded_action
def _keep(workspace: Workspace, field: Field, words: str, key: str) -> None:
    named = " ".join(st.session_state[f"{key} name"].split())
    if not named:
        raise AssistantError("The wording has no name.", "Give it one by which you will find it again.")
    wording = Wording(topic=field.topic, name=named, position=st.session_state[f"{key} position"], text=words)
    workspace.templates(CLAUSES).save(f"{field.topic}: {named}", wording.model_dump_json().encode())
    st.toast(plain(f"{named}: kept in the clause library."))
