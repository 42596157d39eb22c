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
    """Make a widget's callback keep an AssistantError for the page: what a callback draws is gone with the next run."""

    @functools.wraps(function)
    def guard(*args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return function(*args, **kwargs)
        except AssistantError as error:
            st.session_state[_KEY] = error
            return None

    return guard


def show_kept() -> None:
    """Show the error that a callback left, once."""
    error = st.session_state.pop(_KEY, None)
    if isinstance(error, AssistantError):
        show(error)
