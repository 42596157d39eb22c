"""What is kept of summaries and letters while they are edited: the paper, the way back, and what looks lines up."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from modules.core.types import ChatModel, Document, Progress
from modules.domains.medical.draft import Draft
from modules.domains.medical.editing import Editor
from modules.domains.medical.fact import Facts
from modules.domains.medical.paper import KIND, Summary, resting, summary
from modules.domains.medical.writing import NoteTemplate, write
from modules.store.papers import Paper
from modules.ui.medical import picking
from modules.ui.medical.chart import Known
from modules.ui.opening import Workspace
from modules.ui.process import vouch

_SIGNER, _NOBODY = "signer name", "Clinician"
_RULES = "Rules, without a model"
_MOST_STEPS = 30


@dataclass(frozen=True, slots=True)
class Begun:
    """What a workflow that writes leaves: the id of the paper that it began."""

    paper: str


def written(
    workspace: Workspace, chart: Known, template: NoteTemplate, model: ChatModel | None
) -> Generator[Progress, None, Begun]:
    """Write a summary and keep it as a paper. A worker runs it: it touches nothing of Streamlit."""
    notes = picking.read(workspace, chart.documents)
    draft = yield from write(template, notes, chart.facts, model)
    return begun(workspace, KIND, summary(draft, notes, chart.facts))


def begun(workspace: Workspace, kind: str, content: Summary) -> Begun:
    """Keep what was written as a new paper."""
    draft = content.draft
    paper = workspace.papers.begin(kind, draft.title, draft.documents, content, draft.written_by or _RULES)
    return Begun(paper.id)


def changed(workspace: Workspace, paper: Paper, draft: Draft, facts: Facts, step: str) -> None:
    """Keep a paper's new content.

    Args:
        workspace: the page's.
        paper: as it was before.
        draft: what it says now.
        facts: those among which the ones are that it rests on.
        step: what was done, for the button that takes it back.
    """
    steps = _steps(paper.id)
    steps.append((step, paper.read(Summary).draft))
    del steps[:-_MOST_STEPS]
    _revise(workspace, paper, draft, facts)


def last_step(paper: Paper) -> str:
    """Return what was done last in this session, "" where nothing was."""
    steps = _steps(paper.id)
    return steps[-1][0] if steps else ""


def undo(workspace: Workspace, paper: Paper, facts: Facts) -> None:
    """Take the last step back."""
    if steps := _steps(paper.id):
        _, before = steps.pop()
        _revise(workspace, paper, before, facts)


def forget(workspace: Workspace, paper: Paper) -> None:
    """Delete a draft.

    Raises:
        AssistantError: it is signed.
    """
    workspace.papers.delete(paper.id)
    _steps(paper.id).clear()


def editor(workspace: Workspace, documents: Sequence[Document]) -> Editor:
    """Return what edits drafts about a chart; it is made once.

    Args:
        workspace: whose documents they are.
        documents: of the chart. Their ids are digests of their bytes: what is read in them stays as it is.
    """
    return _editor(tuple((one.id, one.name) for one in documents), workspace, tuple(documents))


def _revise(workspace: Workspace, paper: Paper, draft: Draft, facts: Facts) -> None:
    content = replace(paper.read(Summary), draft=draft, facts=resting(draft, facts))
    name = str(vouch().preferences(workspace.scope.owner).get(_SIGNER, ""))  # with which he signed last
    workspace.papers.revise(paper, content, name or _NOBODY)


def _steps(paper_id: str) -> list[tuple[str, Draft]]:
    found: list[tuple[str, Draft]] = st.session_state.setdefault(f"steps of {paper_id}", [])
    return found


@st.cache_resource(max_entries=4, show_spinner=False)
def _editor(
    key: tuple[tuple[str, str], ...],  # noqa: ARG001 - what tells one chart from another
    _workspace: Workspace,
    _documents: tuple[Document, ...],
) -> Editor:
    return Editor(picking.read(_workspace, _documents))
