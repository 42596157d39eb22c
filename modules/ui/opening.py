"""The gate of every page: `open_workspace` says whose page this is and gives what it may touch.

A page that is opened by its own address in a cold process runs without app.py, so whatever must have happened before a
page (navigation, styles, the owner) happens here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from modules.core.errors import AssistantError, NotFound
from modules.core.types import ANYTHING, Domain, Filter, Scope
from modules.core.types import OWNER as OWNER
from modules.ui import navigation, problems
from modules.ui.plain import plain
from modules.ui.process import vouch

if TYPE_CHECKING:
    from modules.services.answers import Answers
    from modules.services.grids import Grids
    from modules.services.library import Library
    from modules.services.reports import Reports
    from modules.store.conversations import Conversations
    from modules.store.papers import Papers
    from modules.store.templates import Templates


@dataclass(frozen=True, slots=True)
class Viewing:
    """What the reading drawer shows: a page, and which characters of it are marked.

    Attributes:
        passage: offsets into the page's text.
        said: those of what carries the sentence that was clicked, within the passage.
        home: where the drawer was opened, after leafing away from it.
    """

    document_id: str
    document_name: str
    page: int
    passage: tuple[int, int] = (0, 0)
    said: tuple[tuple[int, int], ...] = ()
    home: Viewing | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """The documents that a page lets vouch for answers, within those that the visitor chooses.

    Attributes:
        documents: their ids.
        said: by what, in a few words, for the box to ask in: "as of 1 March 2026".
        why: the same as a sentence, which every answer carries: "As of 1 March 2026: 2 of 3 documents were searched."
    """

    documents: frozenset[str]
    said: str
    why: str


@dataclass(slots=True)
class Workspace:
    """One visitor's page of one field: what is open on it. What outlives the visit is in the database.

    Attributes:
        domain: None on the pages that belong to no field.
        conversation_id: "" before the first question.
        uploader: counts up to empty the upload widget, whose files would otherwise stay in memory.
        viewing: what the reading drawer shows, None when it is closed.
        where: what the search is narrowed to.
        admitted: what the page itself narrows it to; None where it does not.
        labels: what citations say beside a document's name, by its id, e.g. the day on which it was written.
    """

    key: str
    domain: Domain | None
    scope: Scope
    conversation_id: str = ""
    uploader: int = 0
    viewing: Viewing | None = None
    where: Filter = ANYTHING
    admitted: Admitted | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def library(self) -> Library:
        """The documents of this scope."""
        return vouch().library(self.scope)

    @property
    def conversations(self) -> Conversations:
        """The conversations of this scope."""
        return vouch().conversations(self.scope)

    @property
    def answers(self) -> Answers:
        """Asks and answers in this scope."""
        return vouch().answers(self.scope)

    @property
    def reports(self) -> Reports:
        """What workflows found in this scope, and what starts them."""
        return vouch().reports(self.scope)

    @property
    def papers(self) -> Papers:
        """The documents that are being written, or were signed, in this scope."""
        return vouch().papers(self.scope)

    def templates(self, kind: str) -> Templates:
        """What this scope keeps of a kind: playbooks, forms, sets of questions."""
        return vouch().templates(self.scope, kind)

    @property
    def grids(self) -> Grids:
        """Fills review tables of this scope."""
        return vouch().grids(self.scope)


def open_workspace(key: str) -> Workspace:
    """Open a page: navigation, look and owner; then return the visitor's workspace on it.

    Where the data folder cannot be used at all, the page says why and ends here.
    """
    try:
        navigation.ensure()
        domains = vouch().domains
    except AssistantError as error:
        problems.show(error)
        st.stop()
    with st.container(key="problems"):
        problems.show_kept()
    name = f"workspace {key}"
    if name not in st.session_state:
        st.session_state[name] = Workspace(key, domains.get(key), Scope(OWNER, key))
    workspace: Workspace = st.session_state[name]
    return workspace


def masthead(title: str, tagline: str, notice: str = "") -> None:
    """Show the page's head."""
    with st.container(key="masthead", gap="xsmall"):
        st.title(plain(title), anchor=False)
        st.markdown(plain(tagline))
        if notice:
            st.caption(plain(notice))


def domain_head(workspace: Workspace) -> None:
    """Show the head of a field's page, with what it is not."""
    if workspace.domain is None:
        raise NotFound("There is no such field.", "Choose another page in the navigation.")
    masthead(workspace.domain.title, workspace.domain.tagline, workspace.domain.notice)
