"""The one place where an AssistantError becomes words on the page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from modules.core.errors import AssistantError
from modules.ui.plain import plain

P = ParamSpec("P")
T = TypeVar("T")

_KEY = "problem"
_ACTED = "acted"


def show(error: AssistantError) -> None:
    """Show what is wrong and what to do about it."""
    message, hint = plain(error.message), plain(error.hint)
    st.error(f"**{message}**" + (f"  \n{hint}" if hint else ""), icon=":material/error:")


def guarded(function: Callable[P, T]) -> Callable[P, T | None]:
    """Make a section of a page show an AssistantError instead of raising it; the rest of the page goes on."""

    @functools.wraps(function)
    def guard(*args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return function(*args, **kwargs)
        except AssistantError as error:
            show(error)
            return None

    return guard


def guarded_action(function: Callable[P, T]) -> Callable[P, T | None]:
    """Make a widget's callback keep an AssistantError for the page: what a callback draws is gone with the next run.

    The callback of a widget in a fragment runs that fragment alone again, with what it was given before: a fragment
    whose widgets change what the page shows begins with `redraw_after_action`.
    """

    @functools.wraps(function)
    def guard(*args: P.args, **kwargs: P.kwargs) -> T | None:
        st.session_state[_ACTED] = True
        try:
            return function(*args, **kwargs)
        except AssistantError as error:
            st.session_state[_KEY] = error
            return None

    return guard


def redraw_after_action() -> None:
    """Draw the whole page again, where this run is a fragment's own and a callback of one of its widgets began it."""
    if st.session_state.pop(_ACTED, False):
        st.rerun()


def show_kept() -> None:
    """Show the error that a callback left, once. Called when the whole page is drawn."""
    st.session_state.pop(_ACTED, None)
    error = st.session_state.pop(_KEY, None)
    if isinstance(error, AssistantError):
        show(error)
