"""Scores on the page: a form filled from the chart, each input with its source, and the result with what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from modules.core.export_table import Column, Table
from modules.domains.medical.fact import Facts
from modules.domains.medical.patient_data import PatientData
from modules.domains.medical.scores import SCORES, Ask, Field, Given, Result, Score, prefill
from modules.ui import tables
from modules.ui.findings import look_at
from modules.ui.opening import Workspace
from modules.ui.plain import plain

_ENTERED = "entered"
_WIDTH = 190  # pixels of a number: two inputs beside each other on a phone
_BY_KEY = {score.key: score for score in SCORES}


def show(workspace: Workspace, data: PatientData, problems: Facts, documents: Sequence[str]) -> None:
    """Let the visitor choose a score, complete what the chart holds of its inputs, and see what comes of it.

    Args:
        workspace: the page's.
        data: what the chart holds.
        problems: those of its facts that answer a score's questions, as the clinician has corrected them.
        documents: ids of the chart's documents: another chart begins another form, as do other problems.
    """
    chosen = st.selectbox(
        "Score",
        list(_BY_KEY),
        format_func=lambda key: f"{_BY_KEY[key].title} ({_BY_KEY[key].group.lower()})",
        key="score",
    )
    score = _BY_KEY[chosen]
    st.caption(plain(score.about))
    known = prefill(score, data.measures, problems, data.patient, _day(data))
    form, outcome = st.columns([3, 2], gap="large")
    with form, st.container(key="score form", gap="small"):
        given = _form(workspace, score, known, hash((tuple(documents), problems)))
    with outcome:
        result = score.evaluate(given)
        _result(score, result)
        if result.found:
            notice = workspace.domain.notice if workspace.domain else ""
            tables.export_buttons(partial(score_table, score, result, notice), score.title, f"score {score.key}")
    st.caption(f"Source: {plain(score.source)}")


def _day(data: PatientData) -> date:
    """Return the day of the latest value, for which an age is computed; today where no value has a day."""
    days = [value.day for series in data.measures.series for value in series.values if len(value.day) == 10]
    return date.fromisoformat(max(days)) if days else date.today()


# --- The form --------------------------------------------------------------------------------------------------------


def _form(workspace: Workspace, score: Score, known: Mapping[str, Given], chart: int) -> dict[str, Given]:
    given: dict[str, Given] = {}
    for field in score.fields:
        key = f"{chart} {score.key} {field.key}"
        at_first = known.get(field.key)
        with st.container(key=f"input {score.key} {field.key}", gap=None):
            match field.ask:
                case Ask.NUMBER:
                    answer = _number(field, at_first, key)
                case Ask.YES_NO:
                    answer = _yes_no(field, at_first, key)
                case Ask.CHOICE:
                    answer = _choice(field, at_first, key)
            if answer is not None:
                given[field.key] = answer
            _origin(workspace, field, answer, key)
    return given


def _number(field: Field, at_first: Given | None, key: str) -> Given | None:
    units = tuple(dict.fromkeys((*field.units(), *([at_first.unit] if at_first and at_first.unit else []))))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        number = st.number_input(
            _title(field),
            value=float(at_first.value) if at_first else None,
            format="%g" if field.lowest >= 0 else None,
            step=1.0 if field.highest >= 20 else 0.1,
            key=f"number {key}",
            placeholder="not known",
            help=field.help or None,
            width=_WIDTH,
        )
        unit = field.unit
        if len(units) > 1:
            first = at_first.unit if at_first else field.unit
            unit = st.selectbox(
                f"Unit of {field.title}", units, index=units.index(first), key=f"unit {key}",
                label_visibility="collapsed", width=120,
            )  # fmt: skip
    if number is None:
        return None
    if at_first and number == at_first.value and unit == (at_first.unit or field.unit):
        return at_first
    return Given(number, unit, _ENTERED)


def _title(field: Field) -> str:
    unit = f" ({field.unit})" if field.unit and len(field.units()) == 1 else ""
    return f"{field.title}{unit}{', if known' if field.optional else ''}"


def _yes_no(field: Field, at_first: Given | None, key: str) -> Given | None:
    before = None if at_first is None else "Yes" if at_first.value else "No"
    answer = st.segmented_control(
        field.title, ["Yes", "No"], default=before, key=f"answer {key}", help=field.help or None
    )
    if answer is None:
        return None
    return at_first if at_first and answer == before else Given(answer == "Yes", told=_ENTERED)


def _choice(field: Field, at_first: Given | None, key: str) -> Given | None:
    wordings = dict(field.choices)
    first = list(wordings).index(str(at_first.value)) if at_first else None
    answer = st.selectbox(
        field.title, list(wordings), index=first, format_func=wordings.__getitem__, key=f"choice {key}",
        placeholder="not known", help=field.help or None,
    )  # fmt: skip
    if answer is None:
        return None
    return at_first if at_first and answer == at_first.value else Given(answer, told=_ENTERED)


def _origin(workspace: Workspace, field: Field, given: Given | None, key: str) -> None:
    """Say below an input where it comes from."""
    if given is None:
        if not field.optional:
            st.caption("Not in the chart: please answer." if field.ask is not Ask.NUMBER else "Not in the chart.")
        return
    if not given.citations:
        st.caption(plain(given.told[:1].upper() + given.told[1:]))
        return
    for number, citation in enumerate(given.citations[:1]):
        st.button(
            given.told if field.ask is Ask.YES_NO else f"From the chart, {given.told}",
            key=f"source {key} {number}",
            type="tertiary",
            icon=":material/visibility:",
            help=plain(citation.text, 200),
            on_click=look_at,
            args=(workspace, citation),
        )


# --- The result ------------------------------------------------------------------------------------------------------


def _result(score: Score, result: Result) -> None:
    with st.container(border=True, key="score result"):
        if result.found is None:
            st.markdown("**No result**")
            for reason in result.refused:
                st.warning(plain(reason), icon=":material/block:")
            if result.missing:
                st.markdown("Missing:\n" + "\n".join(f"- {plain(one)}" for one in result.missing))
            return
        st.metric(score.title, result.found.shown)
        if result.found.meaning:
            st.markdown(f"**{plain(result.found.meaning)}**")
        for remark in result.remarks:
            st.caption(f":material/info: {plain(remark)}")
        if result.found.points:
            counts = "\n".join(f"| {plain(title)} | {count:g} |" for title, count in result.found.points)
            with st.expander("Points"):
                st.markdown(f"| Item | Points |\n|---|---:|\n{counts}")
        used = "\n".join(
            f"| {plain(one.field.title)} | {plain(one.told)} | {plain(one.given.told)} |" for one in result.used
        )
        with st.expander("Inputs used"):
            st.markdown(f"| Input | Value | From |\n|---|---|---|\n{used}")


def score_table(score: Score, result: Result, notice: str) -> Table:
    """Return a result with its inputs as a table."""
    columns = (Column("Input", 34), Column("Value", 34), Column("From", 24), Column("As written in the chart", 50))
    rows = [
        (one.field.title, one.told, one.given.told, "\n".join(place.text for place in one.given.citations))
        for one in result.used
    ]
    found = result.found
    remarks = [f"{score.title}: {found.shown}", found.meaning] if found else []
    remarks += [*result.remarks, f"Source: {score.source}"]
    return Table(score.title, notice, columns, tuple(rows), remarks=tuple(one for one in remarks if one))
