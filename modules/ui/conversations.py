"""The conversations of a page: which one is open, the list in the sidebar, and what can be done with one."""

from __future__ import annotations

import streamlit as st

from modules.core.errors import NotFound
from modules.store.conversations import Conversation
from modules.ui import exports
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded, guarded_action

ADDRESS = "c"
"""The query parameter that names the open conversation: a reload, or a link, opens it again."""

_SHOWN = 30


def current(workspace: Workspace) -> Conversation | None:
    """Return the open conversation: the one in the address, else the one that was last open on this page."""
    wanted = st.query_params.get(ADDRESS, "") or workspace.conversation_id
    if not wanted:
        return None
    try:
        conversation = workspace.conversations.get(wanted)
    except NotFound:
        leave(workspace)
        st.info("That conversation is not here any more. Ask a question to start another one.")
        return None
    enter(workspace, conversation.id)
    return conversation


def enter(workspace: Workspace, conversation_id: str) -> None:
    """Open a conversation and put it into the address."""
    workspace.conversation_id = conversation_id
    if st.query_params.get(ADDRESS) != conversation_id:
        st.query_params[ADDRESS] = conversation_id


def leave(workspace: Workspace) -> None:
    """Close the conversation; the next question starts another one."""
    workspace.conversation_id = ""
    if ADDRESS in st.query_params:
        del st.query_params[ADDRESS]


@guarded
def sidebar(workspace: Workspace) -> None:
    """List the conversations, the last used first, with a search over what was said in them."""
    with st.sidebar.container(key="conversations", gap="xsmall"):
        st.button(
            "New conversation", key="new", icon=":material/add:", width="stretch", on_click=leave, args=(workspace,)
        )
        everything = workspace.conversations.all()
        if not everything:
            st.caption("Your conversations will be listed here.")
            return
        wanted = st.text_input(
            "Search conversations",
            key="search conversations",
            type="search",
            placeholder="Search conversations",
            label_visibility="collapsed",
            icon=":material/search:",
        )
        found = workspace.conversations.search(wanted) if wanted else everything
        if not found:
            st.caption("No conversation holds these words.")
        for conversation in found[:_SHOWN]:
            _entry(workspace, conversation)
        if len(found) > _SHOWN:
            st.caption(f"{len(found) - _SHOWN} older ones: search to find them.")


def _entry(workspace: Workspace, conversation: Conversation) -> None:
    is_open = conversation.id == workspace.conversation_id
    st.button(
        plain(conversation.title, 60) or "Untitled",
        key=f"{'open ' if is_open else ''}conversation {conversation.id}",
        type="tertiary",
        width="stretch",
        on_click=enter,
        args=(workspace, conversation.id),
    )


@guarded
def head(workspace: Workspace, conversation: Conversation) -> None:
    """Show the open conversation's title with what can be done with it."""
    with st.container(key="conversation head", horizontal=True, vertical_alignment="center"):
        st.caption(plain(conversation.title, 90) or "Untitled")
        with st.popover("Conversation", icon=":material/more_horiz:", type="tertiary", key="conversation menu"):
            _menu(workspace, conversation)


def _menu(workspace: Workspace, conversation: Conversation) -> None:
    name = f"title {conversation.id}"
    st.text_input(
        "Title",
        value=conversation.title,
        key=name,
        max_chars=80,
        on_change=_rename,
        args=(workspace, conversation.id, name),
    )
    st.caption("Export with its sources")
    exports.buttons(workspace, conversation)
    st.checkbox("Yes, delete it for good", key=f"sure {conversation.id}")
    st.button(
        "Delete conversation",
        key="delete conversation",
        icon=":material/delete:",
        disabled=not st.session_state.get(f"sure {conversation.id}"),
        on_click=_delete,
        args=(workspace, conversation.id),
    )


@guarded_action
def _rename(workspace: Workspace, conversation_id: str, name: str) -> None:
    title = st.session_state[name].strip()
    if title:
        workspace.conversations.rename(conversation_id, title)


@guarded_action
def _delete(workspace: Workspace, conversation_id: str) -> None:
    workspace.answers.delete(conversation_id)
    leave(workspace)
