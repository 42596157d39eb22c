"""The pages of the app: home, one for each field that was found, and the three that keep house."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.navigation.page import Page

from modules.core.errors import AssistantError
from modules.core.types import Domain
from modules.ui import problems
from modules.ui.process import dress, vouch

_PAGES = Path(__file__).resolve().parents[2] / "pages"
_SHOWN = "navigation shown"
# The symbol font is served by Streamlit itself; an emoji would need one on the visitor's machine.
_SYMBOLS = {
    "🎓": ":material/school:",
    "⚖️": ":material/balance:",
    "🩺": ":material/stethoscope:",
    "📈": ":material/trending_up:",
}


def symbol(domain: Domain) -> str:
    """Return the domain's icon as a drawn symbol where there is one, else its emoji."""
    return _SYMBOLS.get(domain.icon, domain.icon)


def page_path(key: str) -> str:
    """Return a page's path as Streamlit's links want it."""
    return str(_PAGES / f"{key}.py")


def choose() -> Page:
    """Show the navigation and return the page that the address asks for."""
    fields = [
        st.Page(page_path(domain.key), title=domain.title, icon=symbol(domain), url_path=domain.key)
        for domain in vouch().domains.values()
        if (_PAGES / f"{domain.key}.py").exists()
    ]
    house = [
        st.Page(page_path("library"), title="Library", icon=":material/folder_open:", url_path="library"),
        st.Page(page_path("models"), title="Models", icon=":material/memory:", url_path="models"),
        st.Page(page_path("settings"), title="Settings", icon=":material/tune:", url_path="settings"),
    ]
    home = st.Page(page_path("home"), title="Home", icon=":material/home:", default=True, url_path="start")
    # The first page's address is "/"; "/home" is what its file's name promises.
    alias = st.Page(page_path("home"), title="Home", url_path="home", visibility="hidden")
    st.session_state[_SHOWN] = True
    return st.navigation({"": [home, alias], "Assistants": fields, "Yours": house}, expanded=True)


def run() -> None:
    """Show the navigation and run the page that was asked for."""
    # A click that comes at the very end of a fragment's run is served by the same thread, where Streamlit 1.67 leaves
    # the fragment's container open: the page would be written into it, and the browser would break over that.
    context_dg_stack.set(get_default_dg_stack_value())
    dress()
    try:
        page = choose()
    except AssistantError as error:
        problems.show(error)
        st.stop()
    page.run()


def ensure() -> None:
    """Go through app.py where Streamlit ran a page without it, as it does for a cold process's first deep link.

    From the first `st.navigation` on Streamlit knows better; without another run the widgets of this one would be
    strangers to the next, and the visitor's first click would be lost.
    """
    if _SHOWN not in st.session_state:
        dress()
        choose()
        st.rerun()
