"""The workbench: which tool is open, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from modules.ui import chat, source
from modules.ui.legal import across, comparing, consistency, drafting, obligations, playbook, review, tabs
from modules.ui.opening import Workspace
from modules.ui.problems import guarded


@dataclass(frozen=True, slots=True)
class Tool:
    """One of the workbench's tools.

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


TOOLS: tuple[Tool, ...] = (
    Tool(
        "review",
        "Review",
        "fact_check",
        "Which of the 41 kinds of clauses a contract has, where they stand, and what they say.",
        review.show,
    ),
    Tool(
        "across",
        "Across contracts",
        "table_view",
        "Asks each of the contracts the same questions: a row each, every answer with its quotes.",
        across.show,
    ),
    Tool(
        "playbook",
        "Playbook",
        "rule",
        "A contract beside your firm's positions: what is missing, what must not be there, which numbers go too far.",
        playbook.show,
    ),
    Tool(
        "dates",
        "Dates and duties",
        "event",
        "Who must do what by when, and the days that matter, computed from what the contract says.",
        obligations.show,
    ),
    Tool(
        "compare",
        "Compare",
        "difference",
        "Compares two drafts of a contract: what moved, what changed by the word, and what that means in risk.",
        comparing.show,
    ),
    Tool(
        "consistency",
        "Consistency",
        "spellcheck",
        "Terms, references, blanks, names and numbers of one contract that do not fit together.",
        consistency.show,
    ),
    Tool(
        "draft",
        "Draft",
        "edit_document",
        "Makes a contract from a template and your answers, and checks it against a playbook before you take it.",
        drafting.show,
    ),
)


@guarded
def show(workspace: Workspace) -> None:
    """Show the tabs and the open tool; asking questions is the first of them."""
    titles = {tabs.ASK: ":material/chat: Ask"} | {tool.key: f":material/{tool.icon}: {tool.title}" for tool in TOOLS}
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
    tool = next((tool for tool in TOOLS if tool.key == chosen), None)
    _remember(tool)
    if tool is None:
        chat.show(workspace)
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
