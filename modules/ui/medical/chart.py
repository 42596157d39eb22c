"""The chart on the page: its notes in time order, what is wrong with it, and what it states, to be corrected."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from modules.core.findings import Citation
from modules.core.types import Document, Progress
from modules.domains.medical.charting import ChartReading, read
from modules.domains.medical.fact import Facts
from modules.domains.medical.facts import corrected
from modules.domains.medical.record import Patient
from modules.services.reports import Decision
from modules.ui import findings, tables, workflow
from modules.ui.medical import conflicts, corrections, fact_form, facts_export, facts_view, picking
from modules.ui.medical.days import said
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.words import counted

REPORT = "chart"
_NOTES = 8  # that are listed before the others are asked for
_MIXED = re.compile(r"\b(?:two|different) patients: ")
"""How a remark says that patients may be mixed up; the name of a document may hold the word alone."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the chosen chart.

    Attributes:
        documents: in the order of their ids.
        reading: what was found in them.
        corrections: what the clinician changed since, by the id of the fact.
        facts: as they are with that.
    """

    documents: tuple[Document, ...]
    reading: ChartReading
    corrections: Mapping[str, Decision]
    facts: Facts


def known(workspace: Workspace) -> Known | None:
    """Let the visitor choose a chart and have it read; None, after saying what leads there, until it is."""
    documents = picking.chart(workspace)
    if not documents:
        return None
    done = workflow.done(workspace, task(workspace, documents))
    if done is None:
        return None
    _mixed(done.result)
    made = corrections.kept(workspace.reports, [one.id for one in documents])
    return Known(documents, done.result, made, corrected(done.result.facts, made))


def task(workspace: Workspace, documents: tuple[Document, ...]) -> workflow.Task[ChartReading]:
    """Return what reads a chart."""
    ids = tuple(document.id for document in documents)
    return workflow.Task(REPORT, ids, ChartReading, partial(_read, workspace, documents), "Read the chart")


def show(workspace: Workspace) -> None:
    """Show the chosen chart: warnings, notes, contradictions, facts."""
    chart = known(workspace)
    if chart is None:
        return
    _remarks(chart.reading)
    _time_line(workspace, chart)
    conflicts.show(workspace, chart.reading.conflicts)
    _facts(workspace, chart)
    workflow.again_button(workspace, task(workspace, chart.documents))


def _read(workspace: Workspace, documents: tuple[Document, ...]) -> Generator[Progress, None, ChartReading]:
    made = corrections.kept(workspace.reports, [one.id for one in documents])
    return (yield from read(partial(picking.read, workspace, documents), made))


def _mixed(reading: ChartReading) -> None:
    """Say that two patients may be mixed up, so that it cannot be overlooked: above every tool that uses the chart."""
    for remark in reading.remarks:
        if _MIXED.search(remark):
            st.error(
                f"**{plain(remark)}**  \nChoose the documents of one patient above before you rely on anything below.",
                icon=":material/group_off:",
            )


def _remarks(reading: ChartReading) -> None:
    for remark in reading.remarks:
        if not _MIXED.search(remark):
            st.warning(plain(remark), icon=":material/warning:")


def _who(patient: Patient) -> str:
    born = f"born {said(patient.born)}" if patient.born else ""
    age = f"{patient.age} years" if patient.age is not None else ""
    return ", ".join(part for part in (patient.name, born, patient.sex, age) if part)


def _time_line(workspace: Workspace, chart: Known) -> None:
    notes = {note.document_id: note for note in chart.reading.notes}
    pages = {document.id: document.pages for document in chart.documents}
    with st.expander(f"{counted(len(notes), 'note')} in time order", icon=":material/timeline:", expanded=True):
        listed = list(notes.values())
        for note in listed if len(listed) <= _NOTES or st.toggle("Show all notes") else listed[-_NOTES:]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"timeline {note.document_id}"):
                day = said(note.date) if note.date else "No date"
                title = "" if note.title in note.name else f" {plain(note.title, 60)}"
                about = " · ".join(filter(None, (_who(note.patient), counted(pages[note.document_id], "page"))))
                st.markdown(
                    f"**{plain(day)}**{title} {plain(note.name, 60)}  \n:small[{plain(about)}]", width="stretch"
                )
                st.button(
                    "Open",
                    key=f"open note {note.document_id}",
                    type="tertiary",
                    icon=":material/visibility:",
                    on_click=findings.look_at,
                    args=(workspace, Citation(note.document_id, 1, 0, 0, "")),
                )


def _facts(workspace: Workspace, chart: Known) -> None:
    desk = fact_form.Desk(
        workspace,
        tuple(one.id for one in chart.documents),
        partial(picking.read, workspace, chart.documents),
        chart.reading.facts,
    )
    with st.container(horizontal=True, vertical_alignment="center", key="facts head"):
        st.subheader("What the chart states", anchor=False, width="stretch")
        st.button("Add a fact", key="add fact", icon=":material/add:", on_click=fact_form.add, args=(workspace,))
    if chart.facts.items:
        _tables(workspace, chart)
    else:
        st.info("No fact was found in these notes. Only English notes are read.", icon=":material/info:")
    fact_form.removed(desk, chart.reading.facts.items, chart.corrections)
    if chart.facts.items:
        names = {document.id: document.name for document in chart.documents}
        tables.export_buttons(
            partial(facts_export.table, chart.facts, names, chart.corrections), "Facts of the chart", "facts"
        )
    fact_form.show(desk, chart.facts, chart.corrections)


def _tables(workspace: Workspace, chart: Known) -> None:
    chosen = facts_view.show(workspace, chart.facts, chart.reading.facts, chart.corrections)
    fact = next((one for one in chart.facts.items if chosen and one.id == chosen.id), None)
    if chosen is None or fact is None:
        return
    if chosen.action == "edit":
        fact_form.edit(workspace, fact.id)
    elif fact.source.document_id:
        fact_form.close()
        findings.look_at(workspace, fact.source)
