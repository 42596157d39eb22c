"""Parts of a page that refresh themselves: how often, and how they have the whole page drawn again."""

from __future__ import annotations

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState, get_script_run_ctx


def refresh_every(seconds: float) -> None:
    """Change how often the running fragment refreshes itself, which began with a `run_every` of its own.

    A refresh costs the browser ten times what it costs the server (30 ms): Streamlit looks at all of its page again. It
    has no call for this, short of drawing the page again; the message is the one that it sends for `run_every`.
    """
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auto_rerun.interval = seconds
        message.auto_rerun.fragment_id = ThreadState.get().fragment_id or ""
        context.enqueue(message)


def redraw() -> None:
    """Draw the whole page again from a fragment, unless the visitor has asked for another page meanwhile.

    `st.rerun` alone would forget that, and with it the click.
    """
    _ = st.session_state.get("any")  # a place where Streamlit serves what is waiting
    st.rerun()
