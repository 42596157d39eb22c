"""Drafts as they are kept: every answer is, as soon as it is given, so that a reload loses nothing."""

from __future__ import annotations

from datetime import datetime

from modules.core.errors import AssistantError
from modules.core.forms import Answer
from modules.domains.legal.drafting import Draft, read_draft
from modules.store.templates import Templates
from modules.ui.opening import Workspace

CLAUSES = "clause"
"""The kind of what is kept in the clause library."""
CHECKS = "contract draft"
"""The kind of report on what a draft was found to be."""
_MOST_EVENTS = 50


def drafts(workspace: Workspace) -> Templates:
    """Return the drafts of the workspace, each under its name."""
    return workspace.templates("draft")


def begin(workspace: Workspace, name: str, draft: Draft) -> None:
    """Keep a new draft.

    Raises:
        AssistantError: there is one of this name, or the name will not do.
    """
    if " ".join(name.split()) in drafts(workspace).names():
        raise AssistantError("There is a draft of this name.", "Choose another name.")
    drafts(workspace).save(name, draft.model_dump_json().encode())


def answer(workspace: Workspace, name: str, field: str, given: Answer) -> None:
    """Keep an answer of a draft."""
    draft = read_draft(drafts(workspace).get(name).content)
    _save(workspace, name, draft.model_copy(update={"answers": {**draft.answers, field: given}}))


def record(workspace: Workspace, name: str, event: str) -> None:
    """Write into a draft's record what was done with it, with the time."""
    draft = read_draft(drafts(workspace).get(name).content)
    line = f"{datetime.now():%Y-%m-%d %H:%M} {event}"
    _save(workspace, name, draft.model_copy(update={"events": (*draft.events, line)[-_MOST_EVENTS:]}))


def delete(workspace: Workspace, name: str) -> None:
    """Forget a draft, with what was found in it and what was suggested for it."""
    fields = read_draft(drafts(workspace).get(name).content).answers
    drafts(workspace).delete(name)
    for kind in (CHECKS, *map(suggestions, fields)):
        for report in workspace.reports.all(kind):
            if report.options.partition("\n")[0] == name:
                workspace.reports.delete(report.id)


def suggestions(field: str) -> str:
    """Return the kind of report on what a model suggests for a field; their options are the draft's name."""
    return f"suggested wording {field}"


def key_of(name: str, field: str) -> str:
    """Return the key of the widget in which a field of a draft is answered."""
    return f"answer {name} {field}"


def _save(workspace: Workspace, name: str, draft: Draft) -> None:
    drafts(workspace).save(name, draft.model_dump_json().encode())
