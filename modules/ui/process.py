"""What all visitors of this process share: the one Vouch, and the look."""

from __future__ import annotations

import atexit
import gc
import importlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from modules.wiring import Vouch

_ASSETS = Path(__file__).parent / "assets"
_STATIC = Path(__file__).resolve().parents[2] / "static"
_FIRST_PAGE_SECONDS = 3.0
_WARM_UP_SECONDS = 10.0


@st.cache_resource(show_spinner=False)
def vouch() -> Vouch:
    """Return the one Vouch of this process, started; what is slow to load follows in the background.

    It is closed when the process ends: a thread that is at work in C++ when Python ends makes the whole process abort.

    Raises:
        StoreError: the data folder cannot be used; the next call tries again.
    """
    from modules.wiring import Vouch

    made = Vouch()
    made.start()
    timer = threading.Timer(_FIRST_PAGE_SECONDS, _warm_up, [made])
    timer.daemon = True
    timer.start()
    atexit.register(_close, made, timer)
    return made


def dress() -> None:
    """Set the page's title, icon and styles."""
    st.set_page_config(
        page_title="Vouch",
        page_icon=str(_STATIC / "icon.png"),
        layout="centered",
        menu_items={"About": "Vouch: every sentence is vouched for by a passage that you can see."},
    )
    st.logo(str(_STATIC / "vouch.svg"), size="large", icon_image=str(_STATIC / "icon.png"))
    st.html(_ASSETS / "styles.css")


def _close(made: Vouch, timer: threading.Timer) -> None:
    timer.cancel()
    timer.join(_WARM_UP_SECONDS)
    made.close()


def _warm_up(made: Vouch) -> None:
    """Load what the first question needs and the first page does not, then keep it out of every later collection."""
    made.warm_up()
    # Streamlit imports both when a component, that of an answer, is drawn first: 0.7 s, and 5 s on busy cores.
    for name in ("pandas", "pyarrow"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
