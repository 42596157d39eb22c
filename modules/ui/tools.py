"""A field's tools on its page: the row of tabs, the open one, and asking questions as the first of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from modules.ui import chat, source, tabs
from modules.ui.opening import Workspace
from modules.ui.problems import guarded


@dataclass(frozen=True, slots=True)
class Tool:
    """One of the tools of a field's page.

    Attributes:
        key: in the address.
        title, icon: on its tab.
        about: what it does, in a sentence.
        show: draws it.
    """

    key: str
    title: str
    icon: str
    about: str
    show: Callable[[Workspace], None]


@guarded
def show(workspace: Workspace, tools: Sequence[Tool], ask: Callable[[Workspace], None] = chat.show) -> None:
    """Show the tabs and the open tool; asking questions is the first of them.

    Args:
        workspace: the page's.
        tools: in the order of their tabs.
        ask: draws the tab on which questions are asked.
    """
    titles = {tabs.ASK: ":material/chat: Ask"} | {tool.key: f":material/{tool.icon}: {tool.title}" for tool in tools}
    wanted = st.query_params.get(tabs.KEY, tabs.ASK)
    with st.container(key="tools"):
        chosen = st.segmented_control(
            "Tool",
            list(titles),
            default=wanted if wanted in titles else tabs.ASK,
            format_func=titles.__getitem__,
            key=tabs.KEY,
            label_visibility="collapsed",
            required=True,
        )
    tool = next((tool for tool in tools if tool.key == chosen), None)
    _remember(tool)
    if tool is None:
        ask(workspace)
        return
    with st.container(key=f"tool {tool.key}"):
        st.caption(tool.about)
        guarded(tool.show)(workspace)
    source.drawer(workspace)


def _remember(tool: Tool | None) -> None:
    """Put the open tool into the address; asking is what an address without one means."""
    if tool is None:
        if tabs.KEY in st.query_params:
            del st.query_params[tabs.KEY]
    elif st.query_params.get(tabs.KEY) != tool.key:
        st.query_params[tabs.KEY] = tool.key
