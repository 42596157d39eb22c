"""The playbooks that can be chosen: those that come with Vouch, and the firm's own, which may stand in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import streamlit as st

from modules.domains.legal.playbook import load, shipped
from modules.store.templates import Templates
from modules.ui.opening import Workspace
from modules.ui.plain import one_line
from modules.ui.process import vouch

KIND = "playbook"
CHOSEN = "choose playbook"
_CHOICES, _FOR = "playbooks of contracts", "playbook is for"

loaded = lru_cache(maxsize=16)(load)


@dataclass(frozen=True, slots=True)
class Kept:
    """A playbook that can be chosen.

    Attributes:
        text: its file.
        own: the firm keeps it.
        shipped: the text that comes with Vouch under this name; "" where none does.
    """

    name: str
    text: str
    own: bool
    shipped: str


def templates(workspace: Workspace) -> Templates:
    """Return the firm's own playbooks."""
    return vouch().templates(workspace.scope, KIND)


def all_kept(workspace: Workspace) -> dict[str, Kept]:
    """Return the playbooks by name: those of Vouch first, then the firm's own; one of the same name takes its place."""
    found = {name: Kept(name, text, own=False, shipped=text) for name, text in _shipped().items()}
    for template in templates(workspace).all():
        text = template.content.decode("utf-8", "replace")
        found[template.name] = Kept(template.name, text, own=True, shipped=_shipped().get(template.name, ""))
    return found


def choice(workspace: Workspace, contract: str, proposed: Callable[[], str | None]) -> Kept:
    """Let the visitor choose a playbook; each contract keeps its own, also while another tool is shown.

    Args:
        workspace: whose playbooks.
        contract: the document's id.
        proposed: the name of the one that is chosen at first; None for no preference.
    """
    offered = all_kept(workspace)
    choices: dict[str, str] = st.session_state.setdefault(_CHOICES, {})
    name = st.session_state.get(CHOSEN) if st.session_state.get(_FOR) == contract else None
    name = name if name in offered else choices.get(contract)
    name = name if name in offered else proposed()
    st.session_state[CHOSEN] = name if name in offered else next(iter(offered))
    chosen = st.selectbox("Playbook", list(offered), format_func=lambda one: _label(offered[one]), key=CHOSEN)
    st.session_state[_FOR] = contract
    choices[contract] = chosen
    return offered[chosen]


def _label(kept: Kept) -> str:
    origin = ("yours" if not kept.shipped else "changed by you") if kept.own else "comes with Vouch"
    return f"{one_line(kept.name, 60)} ({origin})"


@cache
def _shipped() -> dict[str, str]:
    return {load(text).name: text for text in shipped().values()}
