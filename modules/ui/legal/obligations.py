"""Dates and duties on the page: the days of a contract with their arithmetic, and who must do what by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from modules.core.types import Document
from modules.domains.legal.obligations import Kind, Obligations, review
from modules.services.reports import Decision, Workflow
from modules.store.reports import Verdict
from modules.ui import tables, workflow
from modules.ui.exports import file_name
from modules.ui.findings import listed, quotes
from modules.ui.legal import picking
from modules.ui.legal.obligations_data import (
    Agenda,
    Entry,
    Row,
    agenda,
    calendar,
    clause,
    dates_table,
    duties_table,
)
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action
from modules.ui.words import counted

REPORT = "obligations"
EFFECTIVE = "effective date"
"""The finding under which the effective date is kept that the visitor has entered."""
_AT_ONCE = 15  # duties that are drawn
_ACTION = 160  # characters of what a duty is, in the line above its quote
_COLOURS = {Kind.DUTY: "blue", Kind.PROHIBITION: "red", Kind.RIGHT: "green"}
_REMINDERS = {None: "No reminder", 7: "A week before", 14: "Two weeks before", 30: "30 days before"}
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


def show(workspace: Workspace) -> None:
    """Let the visitor choose a contract, have it read, and go through its dates and duties."""
    document = picking.contract(workspace)
    if document is None:
        return
    task = workflow.Task(
        REPORT, (document.id,), Obligations, partial(_read, workspace, document), "Find dates and duties"
    )
    done = workflow.done(workspace, task)
    if done is None:
        return
    effective = _effective_date(workspace, done.report.id, done.result)
    made = agenda(document, done.result, effective)
    _dates(workspace, made.dates)
    if done.result.contradictions:
        st.subheader("Dates that contradict each other", anchor=False)
        listed(workspace, done.result.contradictions)
    _duties(workspace, made.rows)
    _exports(made)
    workflow.again_button(workspace, task)


def _read(workspace: Workspace, document: Document) -> Workflow[object]:
    return (yield from review(document.id, partial(picking.read, workspace, document)))


# --- Dates -----------------------------------------------------------------------------------------------------------


def _effective_date(workspace: Workspace, report_id: str, found: Obligations) -> date | None:
    """Let the visitor correct the day on which the contract takes effect; None where it is as the contract says."""
    stated = found.terms.effective.day if found.terms.effective else None
    kept = workspace.reports.decisions(report_id).get(EFFECTIVE)
    corrected = date.fromisoformat(kept.wording) if kept else None
    key = f"effective {report_id}"
    st.subheader("Key dates", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="effective date"):
        st.date_input(
            "Takes effect on",
            value=corrected or stated,
            min_value=_FIRST,
            max_value=_LAST,
            format="YYYY-MM-DD",
            key=key,
            help="Dates that count from this day are computed again when it is changed.",
            on_change=_correct,
            args=(workspace, report_id, key, stated),
            width=220,
        )
        if corrected:
            st.button(
                "As the contract says",
                key="effective as stated",
                type="tertiary",
                icon=":material/undo:",
                on_click=_take_back,
                args=(workspace, report_id, key),
            )
    return corrected


@guarded_action
def _correct(workspace: Workspace, report_id: str, key: str, stated: date | None) -> None:
    entered = st.session_state.get(key)
    if isinstance(entered, date) and entered != stated:
        workspace.reports.decide(report_id, EFFECTIVE, Decision(Verdict.ACCEPTED, wording=entered.isoformat()))
    else:
        _take_back(workspace, report_id, key)


@guarded_action
def _take_back(workspace: Workspace, report_id: str, key: str) -> None:
    workspace.reports.decide(report_id, EFFECTIVE, None)
    st.session_state.pop(key, None)


def _dates(workspace: Workspace, entries: Sequence[Entry]) -> None:
    for entry in entries:
        with st.container(border=True, key=f"date {entry.id}", gap="xsmall"):
            day = f"{entry.day:%A}, {entry.day.day} {entry.day:%B %Y}" if entry.day else "Not known"
            st.markdown(f"**{day}**  \n{plain(entry.title)}")
            told = " ".join(part for part in (clause(entry.reference), entry.arithmetic, entry.missing) if part)
            if told:
                st.caption(plain(told))
            if entry.citations:
                with st.popover(
                    "Where it stands", icon=":material/format_quote:", type="tertiary", key=f"where {entry.id}"
                ):
                    quotes(workspace, entry.citations, key=f"date {entry.id}")


# --- Duties ----------------------------------------------------------------------------------------------------------


def _duties(workspace: Workspace, rows: Sequence[Row]) -> None:
    st.subheader("Duties, prohibitions and rights", anchor=False)
    if not rows:
        st.info(
            "No sentence was found that says what a party shall, must or may do. Only English contracts are read.",
            icon=":material/info:",
        )
        return
    shown = _chosen(rows)
    st.caption(counted(len(shown), "sentence"))
    for row in shown[:_AT_ONCE]:
        _duty(workspace, row)
    rest = shown[_AT_ONCE:]
    if rest and st.toggle(f"Show all {len(shown)}", key="all duties"):
        for row in rest:
            _duty(workspace, row)


def _chosen(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that the visitor wants to see."""
    parties = Counter(row.duty.party for row in rows)
    kinds = Counter(row.duty.kind for row in rows)
    party = st.pills(
        "Party", list(parties), format_func=lambda one: f"{plain(one, 40)} ({parties[one]})", key="party of duties"
    )
    kind = st.pills(
        "Kind",
        [one for one in Kind if kinds[one]],
        format_func=lambda one: f"{one.capitalize()} ({kinds[one]})",
        key="kind of duties",
    )
    timed = st.toggle("Only with a deadline", key="duties with deadline")
    return [
        row
        for row in rows
        if party in (None, row.duty.party) and kind in (None, row.duty.kind) and (row.duty.deadline or not timed)
    ]


def _duty(workspace: Workspace, row: Row) -> None:
    duty = row.duty
    said = f"{duty.modal} {duty.action}"  # a sentence may hold several duties: its quote does not tell them apart
    with st.container(border=True, key=f"duty {duty.id}", gap="xsmall"):
        st.markdown(f":{_COLOURS[duty.kind]}-badge[{duty.kind}] **{plain(duty.party, 60)}** {plain(said, _ACTION)}")
        parts = [clause(duty.reference)]
        if duty.deadline:
            day = f" ({row.due.day.day} {row.due.day:%B %Y})" if row.due.day else ""
            parts.append(f"Deadline: {duty.deadline.said}{day}")
        if duty.condition:
            parts.append(f"Condition: {duty.condition}")
        st.caption(plain(" · ".join(part for part in parts if part), 400))
        quotes(workspace, duty.citations, key=f"duty {duty.id}")


# --- Files -----------------------------------------------------------------------------------------------------------


def _exports(made: Agenda) -> None:
    with st.container(border=True, key="obligation exports"):
        st.markdown("**Take away**")
        known = sum(entry.day is not None for entry in made.dates)
        if known:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                before = st.selectbox(
                    "Reminder", list(_REMINDERS), format_func=_REMINDERS.__getitem__, key="reminder", width=200
                )
                st.download_button(
                    f"Calendar ({counted(known, 'day')})",
                    data=partial(calendar, made, before),
                    file_name=f"{file_name(made.document.name.rsplit('.', 1)[0], 'contract')}.ics",
                    mime="text/calendar",
                    icon=":material/event:",
                    key="export calendar",
                    on_click="ignore",
                )
        st.caption("Key dates:")
        tables.export_buttons(partial(dates_table, made), f"Dates {made.document.name}", "dates")
        if made.rows:
            st.caption("Duties, prohibitions and rights:")
            tables.export_buttons(partial(duties_table, made), f"Duties {made.document.name}", "duties")
