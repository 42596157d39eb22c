"""The questions of a review table: chosen from the shipped and the saved sets, changed, and saved under a name."""

from __future__ import annotations

import streamlit as st

from modules.core.errors import AssistantError
from modules.core.grid import MOST_QUESTIONS, parse
from modules.domains.legal.questions import SETS
from modules.store.templates import LONGEST_NAME
from modules.ui.opening import Workspace
from modules.ui.plain import one_line
from modules.ui.problems import guarded_action

KIND = "question set"
TEXT = "grid questions"
"""Where the session keeps what stands in the form."""
_KEPT, _CHOSEN, _NAME = "kept grid questions", "set of questions", "name of the set"
_HELP = (
    f"One question a line, {MOST_QUESTIONS} at most. A short title may stand before it, with a bar: "
    "Law | Which law governs the contract?"
)


def choice(workspace: Workspace) -> None:
    """Let the visitor choose a set, which is then the text to change."""
    names = [*SETS, *(one.name for one in workspace.templates(KIND).all() if one.name not in SETS)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="sets of questions"):
        st.selectbox(
            "Question set",
            names,
            format_func=lambda name: one_line(name, 60),
            key=_CHOSEN,
            on_change=_load,
            args=(workspace,),
        )
        if st.session_state.get(_CHOSEN) not in SETS:
            st.button(
                "Delete this set",
                key="delete question set",
                icon=":material/delete:",
                on_click=_delete,
                args=(workspace,),
            )
        with st.popover("Save as a set", icon=":material/bookmark_add:", key="save questions"):
            _naming(workspace)


def _naming(workspace: Workspace) -> None:
    # A form, because words that are typed outside of one are lost where the popover is closed with Escape.
    with st.form("save questions form", border=False):
        st.text_input("Name of the set", key=_NAME, max_chars=LONGEST_NAME)
        st.form_submit_button("Save", on_click=_save, args=(workspace,))


def text() -> None:
    """Let the visitor change the questions, inside of a form."""
    if TEXT not in st.session_state:
        st.session_state[TEXT] = st.session_state.get(_KEPT, next(iter(SETS.values())))
    st.session_state[_KEPT] = st.text_area("Questions", key=TEXT, height=180, help=_HELP)


@guarded_action
def _load(workspace: Workspace) -> None:
    name = st.session_state[_CHOSEN]
    content = SETS[name] if name in SETS else workspace.templates(KIND).get(name).content.decode()
    st.session_state[TEXT] = st.session_state[_KEPT] = content


@guarded_action
def _save(workspace: Workspace) -> None:
    name = " ".join(st.session_state[_NAME].split())
    if name in SETS:
        raise AssistantError("A set that comes with Vouch has this name.", "Choose another name.")
    parse(st.session_state[_KEPT])
    workspace.templates(KIND).save(name, st.session_state[_KEPT].encode())
    st.session_state[_CHOSEN] = name


@guarded_action
def _delete(workspace: Workspace) -> None:
    workspace.templates(KIND).delete(st.session_state[_CHOSEN])
    st.session_state[_CHOSEN] = next(iter(SETS))
    _load(workspace)
