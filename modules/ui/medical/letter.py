"""The letter to the patient on the page: from a signed summary, at a reading grade that is measured and shown."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from functools import partial

import streamlit as st

from modules.core.errors import ModelError
from modules.core.types import Document, Progress
from modules.domains.medical.letter import reworded, write_letter
from modules.domains.medical.letter.writing import measured
from modules.domains.medical.paper import KIND as SUMMARY
from modules.domains.medical.paper import Summary
from modules.store.papers import Paper, PaperState
from modules.ui import workflow
from modules.ui.medical import paper_choice, signing, summary_draft, summary_keeping
from modules.ui.medical.summary_keeping import Begun
from modules.ui.opening import OWNER, Workspace
from modules.ui.plain import one_line, plain, told_apart
from modules.ui.problems import guarded
from modules.ui.process import vouch

REPORT = "patient letter"
KIND = "patient letter"
"""The kind under which letters are kept among the papers."""
_GRADES = range(4, 13)
_USUAL = 6
_SOURCE, _GRADE, _HELPED = "summary of letter", "grade of letter", "letter with model"


def show(workspace: Workspace) -> None:
    """Show the letter that is open, or what writes a new one."""
    chosen = paper_choice.choose(workspace, "Letter", KIND, REPORT)
    if chosen is None:
        _new(workspace)
    else:
        guarded(_letter)(workspace, workspace.papers.get(chosen.id))


def _new(workspace: Workspace) -> None:
    """Offer the signed summaries: what a letter says has been answered for before."""
    signed = {one.id: one for one in workspace.papers.all(SUMMARY) if one.state is PaperState.SIGNED}
    if not signed:
        st.info("Sign a summary first: a letter says only what a clinician has signed.", icon=":material/signature:")
        return
    labels = told_apart({one: paper_choice.label(paper) for one, paper in signed.items()})
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        source = st.selectbox(
            "From the signed summary",
            list(signed),
            format_func=labels.__getitem__,
            key=_SOURCE,
        )
        grade = st.selectbox(
            "Reading grade",
            _GRADES,
            index=_GRADES.index(_USUAL),
            format_func=lambda one: f"Grade {one}, age {one + 5} to {one + 6}",
            key=_GRADE,
            width=220,
        )
    helped = _helped()
    task = workflow.Task(
        REPORT,
        signed[source].documents,
        Begun,
        partial(_written, workspace, source, grade, helped=helped),
        "Write the letter",
        f"{source}\n{grade}\n{helped}",
    )
    if workflow.done(workspace, task) is not None:  # in this moment: it was not there when the page began
        st.rerun()


def _helped() -> bool:
    try:
        card = vouch().engines.current(OWNER).card
    except ModelError:
        return False
    return st.toggle(
        f"Let {one_line(card.model, 40)} say hard lines more simply",
        key=_HELPED,
        help="A line is taken from the model only where it keeps every figure, date, negation and side.",
    )


def _written(workspace: Workspace, source: str, grade: int, *, helped: bool) -> Generator[Progress, None, Begun]:
    """Write the letter and keep it as a paper. A worker runs it: it touches nothing of Streamlit."""
    yield Progress(0, 0, "Putting it into plain words")
    signed = workspace.papers.get(source).read(Summary)
    letter = write_letter(signed.draft, signed.facts, signed.patient, grade)
    if helped and not letter.reached:
        letter = yield from reworded(letter, signed.facts, vouch().model(workspace.scope))
    return summary_keeping.begun(workspace, KIND, replace(signed, draft=letter.draft))


def _letter(workspace: Workspace, paper: Paper) -> None:
    content = paper.read(Summary)
    found = measured(content.draft)
    hard = ", ".join([word for word, _ in found.long_words if word.isalpha()][:8])  # no years and doses
    st.markdown(
        f":blue-badge[:material/school: reads at grade {found.grade:.1f}]"
        + (f" :small[Longest words: {plain(hard, 200)}]" if hard else "")
    )
    for remark in content.draft.remarks:
        st.caption(plain(remark))
    documents = _documents(workspace, paper)
    if paper.state is PaperState.DRAFT:
        summary_draft.steps(workspace, paper, content.facts, "Measured again after every change.")
    summary_draft.lines(workspace, paper, documents, content.facts)
    signing.panel(workspace, paper)


def _documents(workspace: Workspace, paper: Paper) -> list[Document]:
    return [one for one in workspace.library.documents() if one.id in paper.documents]
