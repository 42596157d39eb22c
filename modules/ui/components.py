"""The two components that show words of models and documents: an answer with its evidence, and a page.

They get data and set it as text. Nothing that they are given is ever read as HTML.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from modules.core.types import Box
from modules.ui.answer_data import AnswerData

_ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Opened:
    """The passage that the visitor asked to see; with offsets into the page's text where a mark was clicked."""

    marker: int
    start: int | None = None
    end: int | None = None


def answer(data: AnswerData, *, key: str) -> Opened | None:
    """Show an answer; return the passage whose marker, card or sentence was clicked."""
    result = _component("answer")(key=key, data=data, on_open_change=_nothing)
    return _opened(result.open)


def page_image(image: bytes, boxes: Sequence[Box], *, name: str, key: str) -> None:
    """Show a page's picture with the boxes highlighted, scrolled to the first of them."""
    source = "data:image/png;base64," + base64.b64encode(image).decode("ascii")
    data = {"key": key, "image": source, "boxes": [list(box) for box in boxes], "runs": [], "alt": name}
    _component("page")(key="page", data=data)


def page_text(runs: Sequence[tuple[str, bool]], *, name: str, key: str) -> None:
    """Show a page's text with some runs marked, scrolled to the first of them."""
    data = {"key": key, "image": "", "boxes": [], "runs": [list(run) for run in runs], "alt": name}
    _component("page")(key="page", data=data)


@st.cache_resource(show_spinner=False)
def _component(name: str) -> Any:
    css, js = ((_ASSETS / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component(f"vouch_{name}", css=css, js=js)


def _opened(value: object) -> Opened | None:
    """Read what the browser sent; anything that is not a passage's number is nobody's click."""
    if not isinstance(value, dict) or not isinstance(value.get("marker"), int):
        return None
    start, end = value.get("start"), value.get("end")
    if isinstance(start, int) and isinstance(end, int):
        return Opened(value["marker"], start, end)
    return Opened(value["marker"])


def _nothing() -> None:
    """Give the component a callback: without one its trigger is not part of the result."""
