"""Which of a page's tools is open, and the way from a finding to a question about it."""

from __future__ import annotations

import streamlit as st

from modules.core.types import Document, Filter
from modules.ui import asking, conversations
from modules.ui.opening import Workspace
from modules.ui.problems import guarded_action

KEY = "tool"
"""Of the row of tabs, and of the query parameter that names the open one: a reload, or a link, opens it again."""
ASK = "ask"
"""The tab on which questions are asked; what an address without the parameter means."""


@guarded_action
def ask(workspace: Workspace, document: Document, question: str) -> None:
    """Ask the model about one document, in a conversation of its own on the tab of questions. A widget's callback."""
    workspace.where = Filter(documents=(document.id,))
    conversations.leave(workspace)
    st.session_state[KEY] = ASK
    asking.ask(workspace, question)
