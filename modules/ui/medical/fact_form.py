"""Correcting facts: a form for one fact, taking it out with a reason, adding one, and taking a correction back."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from modules.core.errors import AssistantError
from modules.core.findings import Citation
from modules.domains.medical.fact import Assertion, Dosage, Experiencer, Fact, Facts, Kind, Measurement, Status
from modules.domains.medical.facts import addition, change
from modules.domains.medical.record import Chart
from modules.services.reports import Decision
from modules.store.reports import Verdict
from modules.ui import problems
from modules.ui.medical import corrections
from modules.ui.medical.fact_rows import ADDED, TITLES, brief
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded, guarded_action, redraw_after_action

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = 200
_OPEN, _NEW = "open fact form", "new"
_NOWHERE = "Nowhere: I know it myself"
_KINDS: tuple[Kind, ...] = tuple(Kind)
_STATES: tuple[Status, ...] = tuple(Status)
_PEOPLE: tuple[Experiencer, ...] = tuple(Experiencer)
_DETAILS = {
    Kind.ALLERGY: "Reaction",
    Kind.FAMILY: "Who",
    Kind.PROBLEM: "Detail",
    Kind.PROCEDURE: "Detail",
    Kind.SOCIAL: "Detail",
}
_WHOSE = {
    Experiencer.PATIENT: "The patient's",
    Experiencer.FAMILY: "A relative's",
    Experiencer.OTHER: "Somebody else's",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the corrections of a chart are made.

    Attributes:
        workspace: the page's.
        documents: ids of the chart's documents.
        chart: gives the notes, from which a fact that is added can be quoted.
        found: the facts as the record has them.
    """

    workspace: Workspace
    documents: tuple[str, ...]
    chart: Callable[[], Chart]
    found: Facts

    def keep(self, fact: Fact, decision: Decision | None) -> None:
        """Keep what is decided about a fact."""
        document = fact.statement.document_id or self.documents[0]
        corrections.keep(self.workspace.reports, document, fact.id, decision)

    def decision(self, fact: Fact, reason: str) -> Decision | None:
        """Return what makes a fact read as it does now; None where that is what the record says."""
        was = next((one for one in self.found.items if one.id == fact.id), None)
        if was == fact:
            return None
        return Decision(Verdict.ACCEPTED, reason, change(was, fact) if was else addition(fact))


def edit(workspace: Workspace, fact_id: str) -> None:
    """Open the form of a fact."""
    st.session_state[_OPEN] = fact_id
    workspace.viewing = None  # the drawer is a dialog too, and a page can show one


def add(workspace: Workspace) -> None:
    """Open the form of a fact that was not found. A widget's callback."""
    edit(workspace, _NEW)


def close() -> None:
    """Close the form that is open, if one is. A widget's callback."""
    st.session_state.pop(_OPEN, None)


def show(desk: Desk, facts: Facts, made: Mapping[str, Decision]) -> None:
    """Show the form that is open, if one is. Called once in a run, at its end.

    Args:
        desk: where corrections are made.
        facts: as the clinician left them.
        made: the corrections, by the id of the fact.
    """
    chosen = st.session_state.get(_OPEN)
    fact = next((one for one in facts.items if one.id == chosen), None)
    if fact:
        form = st.dialog(f"Correct: {plain(fact.name, 60)}", on_dismiss=close)
        form(guarded(_edit))(desk, fact, fact.id in made)
    elif chosen == _NEW:
        st.dialog("Add a fact", on_dismiss=close)(guarded(_add))(desk)


def removed(desk: Desk, facts: Sequence[Fact], made: Mapping[str, Decision]) -> None:
    """List the facts that were taken out, each with the way back."""
    gone = [fact for fact in facts if fact.id in made and made[fact.id].verdict is Verdict.REJECTED]
    if not gone:
        return
    with st.expander(f"Taken out ({len(gone)})", icon=":material/delete_history:", key="facts taken out"):
        for fact in gone:
            with st.container(horizontal=True, vertical_alignment="center", key=f"taken out {fact.id}"):
                reason = made[fact.id].reason
                why = f" :gray[{plain(reason, 200)}]" if reason else ""
                st.markdown(f"~~{plain(brief(fact), 160)}~~{why}", width="stretch")
                _back_button(desk, fact, "Restore")


def _edit(desk: Desk, fact: Fact, corrected: bool) -> None:
    redraw_after_action()
    st.markdown(f"> {plain(fact.statement.text, 400)}")
    with st.form(f"form of {fact.id}", border=False):
        filled = _fields(fact)
        reason = st.text_input("Reason", key=f"fact reason {fact.id}", placeholder="Optional", max_chars=300).strip()
        with st.container(horizontal=True, gap="small"):
            save = st.form_submit_button("Save", type="primary", key="save fact", icon=":material/save:")
            take_out = st.form_submit_button("Take it out", key="take out fact", icon=":material/delete:")
    if corrected:
        _back_button(desk, fact, "As the record says")
    if take_out:
        desk.keep(fact, None if fact.id.startswith(ADDED) else Decision(Verdict.REJECTED, reason))
        _done()
    if save and _is_right(filled):
        if filled != fact:
            desk.keep(fact, desk.decision(filled, reason))
        _done()


def _add(desk: Desk) -> None:
    kind = st.selectbox("Kind", _KINDS, format_func=TITLES.__getitem__, key="kind of new fact")
    notes = desk.chart().notes
    note = notes[
        st.selectbox(
            "Note",
            range(len(notes)),
            index=len(notes) - 1,
            format_func=lambda at: one_line(" ".join((notes[at].name, notes[at].date)), 80),
            key="note of new fact",
        )
    ]
    with st.form(f"new {kind}", border=False):
        at = st.selectbox(
            "Where it stands",
            [None, *range(len(note.statements))],
            format_func=lambda one: one_line(_NOWHERE if one is None else note.statements[one].text, 120),
            key=f"statement of new fact {note.document_id}",
        )
        place = note.statements[at].place if at is not None else Citation("", 0, 0, 0, "Entered by the clinician")
        day = (note.statements[at].date if at is not None else "") or note.date
        filled = _fields(Fact(f"{ADDED}{kind}", kind, "", "", place, place, date=day))
        if not st.form_submit_button("Add", type="primary", key="add this fact", icon=":material/add:"):
            return
    if _is_right(filled):
        made = replace(filled, id=f"{ADDED}{uuid.uuid4().hex}")
        desk.keep(made, Decision(Verdict.ACCEPTED, wording=addition(made)))
        _done()


def _done() -> None:
    close()
    st.rerun()


def _fields(fact: Fact) -> Fact:
    """Show the fields that fit a fact's kind; return the fact with what they say."""
    name = _text(st, fact, "Name", fact.name)
    dosage, status, measurement, detail = fact.dosage, fact.status, fact.measurement, fact.detail
    if fact.kind is Kind.MEDICATION:
        said = dosage or Dosage()
        dose, route, frequency = st.columns(3)
        dosage = Dosage(
            _text(dose, fact, "Dose", said.dose),
            _text(route, fact, "Route", said.route),
            _text(frequency, fact, "Frequency", said.frequency),
        )
        status = st.selectbox(
            "Status",
            _STATES,
            index=_STATES.index(fact.status),
            format_func=lambda one: one.value.capitalize() or "Not said",
            key=f"fact status {fact.id}",
        )
    if fact.kind in (Kind.VITAL, Kind.LAB):
        measurement = _measurement(fact)
    if fact.kind in _DETAILS:
        detail = _text(st, fact, _DETAILS[fact.kind], fact.detail)
    return replace(
        fact,
        name=name,
        concept=fact.concept if name == fact.name else name.casefold(),
        assertion=_assertion(fact),
        date=_text(st, fact, "Date", fact.date, "2026-03-26, 2026-03 or 2026"),
        dosage=dosage,
        status=status,
        measurement=measurement,
        detail=detail,
    )


def _measurement(fact: Fact) -> Measurement:
    said = fact.measurement or Measurement("")
    places = st.columns(4)
    fields = (("Value", said.value), ("Unit", said.unit), ("Range", said.reference), ("Flag", said.flag))
    value, unit, reference, flag = (
        _text(place, fact, label, before) for place, (label, before) in zip(places, fields, strict=True)
    )
    try:
        number = said.number if value == said.value else float(value)
    except ValueError:
        number = None
    return Measurement(value, number, unit, reference, flag)


def _assertion(fact: Fact) -> Assertion:
    with st.container(horizontal=True, gap="medium"):
        negated, uncertain, historical = (
            st.checkbox(label, value=getattr(fact.assertion, name), key=f"fact {name} {fact.id}")
            for name, label in (("negated", "Negated"), ("uncertain", "Only possible"), ("historical", "Past"))
        )
    experiencer = st.selectbox(
        "Whose",
        _PEOPLE,
        index=_PEOPLE.index(fact.assertion.experiencer),
        format_func=_WHOSE.__getitem__,
        key=f"fact experiencer {fact.id}",
    )
    return Assertion(negated, uncertain, historical, experiencer)


def _text(place: DeltaGenerator | ModuleType, fact: Fact, label: str, before: str, example: str = "") -> str:
    typed = place.text_input(
        label, value=before, key=f"fact {label} {fact.id}", max_chars=_LONGEST, placeholder=example
    )
    return " ".join(str(typed or "").split())


def _is_right(fact: Fact) -> bool:
    """Say whether a fact can be kept, or show why not."""
    if not fact.name:
        problems.show(AssistantError("The fact has no name.", "Fill it in."))
    elif fact.date and not _DAY.fullmatch(fact.date):
        problems.show(AssistantError("The date is not one.", "Write it as 2026-03-26, 2026-03 or 2026."))
    else:
        return True
    return False


def _back_button(desk: Desk, fact: Fact, label: str) -> None:
    st.button(
        label,
        key=f"back {fact.id}",
        type="tertiary",
        icon=":material/undo:",
        on_click=_take_back,
        args=(desk, fact),
    )


@guarded_action
def _take_back(desk: Desk, fact: Fact) -> None:
    desk.keep(fact, None)
    close()
