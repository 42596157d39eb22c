"""The components that show words of models and documents: an answer with its evidence, a review table, and a page.

They get data and set it as text. Nothing that they are given is ever read as HTML.
"""

from __future__ import annotations

import base64
import sys
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
    """The passage that the visitor asked to see, and for which sentence; None where its card was clicked."""

    marker: int
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """The quote of a review table that the visitor asked to see: its row, column and place in the cell, from 0."""

    row: int
    column: int
    quote: int


@dataclass(frozen=True, slots=True)
class Act:
    """What the visitor wants to do with a fact or with a line of a draft.

    Attributes:
        action: "open" its page, "edit" it, "save" other words, "remove" it, "add" one.
        id: of the fact, of the line, or of the section in which a line is added.
        text: the words that he typed.
        number: which of the sources is opened, from 0.
    """

    action: str
    id: str
    text: str = ""
    number: int = 0


def answer(data: AnswerData, *, key: str) -> Opened | None:
    """Show an answer; return the passage whose marker, card or sentence was clicked."""
    result = _component("answer")(key=key, data=data, on_open_change=_nothing)
    return _opened(result.open)


def prepare() -> None:
    """Have the browser load what draws an answer, so that the evidence for its first question need not wait for it.

    Nothing where this process has not yet loaded its own part, which would hold up the page.
    """
    if "pyarrow" in sys.modules and "pandas" in sys.modules:
        with st.container(key="prepared"):
            _component("answer")(key="prepared answer")


def grid(data: dict[str, Any], *, key: str) -> Picked | None:
    """Show a review table; return the quote that was clicked."""
    result = _component("grid")(key=key, data=data, on_open_change=_nothing)
    return _picked(result.open)


def facts(data: dict[str, Any], *, key: str) -> Act | None:
    """Show the facts of one kind; return the mention whose page or whose form the visitor asked for."""
    return _act(_component("facts")(key=key, data=data, on_act_change=_nothing).act)


def draft(data: dict[str, Any], *, key: str) -> Act | None:
    """Show a draft; return what the visitor did to one of its lines, or the source that he wants to see."""
    return _act(_component("draft")(key=key, data=data, on_act_change=_nothing).act)


def page_image(
    image: bytes,
    *,
    name: str,
    key: str,
    passage: Sequence[Box] = (),
    said: Sequence[Box] = (),
    runs: Sequence[tuple[str, str]] = (),
) -> None:
    """Show a page's picture with a passage marked and what was said from it marked strongly, scrolled to it.

    The passage's words stand beside it, for those who cannot read the picture, as on a phone.
    """
    source = "data:image/png;base64," + base64.b64encode(image).decode("ascii")
    data = {"key": key, "image": source, "passage": passage, "said": said, "runs": runs, "alt": name}
    _component("page")(key="page", data=data)


def page_text(runs: Sequence[tuple[str, str]], *, name: str, key: str) -> None:
    """Show a page's text in runs that are part of the "passage", of what was "said" from it, or "", scrolled to it."""
    data = {"key": key, "image": "", "passage": [], "said": [], "runs": runs, "alt": name}
    _component("page")(key="page", data=data)


@st.cache_resource(show_spinner=False)
def _component(name: str) -> Any:
    files = (f"{name}.css", "nodes.js", f"{name}.js")
    css, nodes, js = ((_ASSETS / file).read_text(encoding="utf-8") for file in files)
    return st.components.v2.component(f"vouch_{name}", css=css, js=f"{nodes}\n{js}")


def _opened(value: object) -> Opened | None:
    """Read what the browser sent; anything that is not a passage's number is nobody's click."""
    if not isinstance(value, dict) or not isinstance(value.get("marker"), int):
        return None
    sentence = value.get("sentence")
    return Opened(value["marker"], sentence if isinstance(sentence, int) else None)


def _act(value: object) -> Act | None:
    """Read what the browser sent; anything that does not name what is to be done with what is nobody's click."""
    if not isinstance(value, dict):
        return None
    action, named, text, number = (value.get(name) for name in ("action", "id", "text", "number"))
    if not (isinstance(action, str) and isinstance(named, str)):
        return None
    at = number if isinstance(number, int) and number >= 0 else 0
    return Act(action, named, text if isinstance(text, str) else "", at)


def _picked(value: object) -> Picked | None:
    """Read what the browser sent; anything that is not three places is nobody's click."""
    if not isinstance(value, dict):
        return None
    row, column, quote = (value.get(name) for name in ("row", "column", "quote"))
    if not (isinstance(row, int) and isinstance(column, int) and isinstance(quote, int)):
        return None
    return Picked(row, column, quote) if min(row, column, quote) >= 0 else None


def _nothing() -> None:
    """Give the component a callback: without one its trigger is not part of the result."""
