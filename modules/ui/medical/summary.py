"""Summaries: which one is open, how a new one is written, and the templates that they follow."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial

import streamlit as st

from modules.core.errors import ModelError
from modules.core.types import Progress
from modules.domains.medical.paper import KIND
from modules.domains.medical.writing import NoteTemplate
from modules.store.papers import PaperHead, PaperState
from modules.ui import workflow
from modules.ui.medical import chart as charts
from modules.ui.medical import note_templates, paper_choice, picking, summary_draft, summary_keeping
from modules.ui.medical.chart import Known
from modules.ui.medical.summary_keeping import Begun
from modules.ui.opening import OWNER, Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded
from modules.ui.process import vouch

REPORT = "summary"
_RULES, _MODEL = "rules", "model"


def show(workspace: Workspace) -> None:
    """Show the summary that is open, or what begins one; below, the templates."""
    chart = charts.known(workspace)
    if chart is None:
        return
    chosen = paper_choice.choose(workspace, "Summary", KIND, REPORT)
    if chosen is None:
        _new(workspace, chart)
    elif chosen.state is PaperState.DRAFT and set(chosen.documents) != {one.id for one in chart.documents}:
        _other_chart(workspace, chosen)
    else:
        guarded(summary_draft.show)(workspace, chart, chosen.id)


def _other_chart(workspace: Workspace, paper: PaperHead) -> None:
    names = [one.name for one in workspace.library.documents() if one.id in paper.documents]
    st.info(
        f"This draft is about other documents than the chart above: {plain(', '.join(names), 300)}.",
        icon=":material/info:",
    )
    with st.container(horizontal=True, gap="small", key="other chart"):
        st.button(
            "Choose these documents", key="choose its chart", on_click=picking.choose, args=(list(paper.documents),)
        )
        st.button("Write about the chart above", key="write anew", on_click=paper_choice.begin_new, args=(KIND,))


def _new(workspace: Workspace, chart: Known) -> None:
    template = note_templates.choice(workspace)
    if template is None:
        return
    how = _how()
    task = workflow.Task(
        REPORT,
        tuple(one.id for one in chart.documents),
        Begun,
        partial(_written, workspace, chart, template, how),
        f"Write: {plain(template.title, 60)}",
        f"{template.key}\n{how}",
    )
    if workflow.done(workspace, task) is not None:  # in this moment: it was not there when the page began
        st.rerun()
    with st.expander("Edit this template, or add one", icon=":material/article:", key="note templates"):
        guarded(note_templates.manage)(workspace, template)


def _how() -> str:
    """Let the visitor choose who writes; where no engine has a model, say so."""
    try:
        card = vouch().engines.current(OWNER).card
    except ModelError as error:
        st.caption(
            "No engine has a model, so the draft is put together from the record's own sentences. "
            f"{plain(error.message)} {plain(error.hint)}"
        )
        return _RULES
    says = {
        _RULES: "Extractive, without a model",
        _MODEL: f"With the model {one_line(card.model, 40)}",
    }
    return st.radio(
        "Written",
        list(says),
        index=0 if card.small else 1,
        format_func=says.__getitem__,
        captions=[
            "The record's own sentences, sorted into the sections. Takes seconds.",
            "Each sentence is checked against the record; what it does not carry is taken out.",
        ],
        key="how to write",
    )


def _written(workspace: Workspace, chart: Known, template: NoteTemplate, how: str) -> Generator[Progress, None, Begun]:
    model = vouch().model(workspace.scope) if how == _MODEL else None
    return (yield from summary_keeping.written(workspace, chart, template, model))
