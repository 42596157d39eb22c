"""Patient data on the page: latest values with their flags, trends with their bands, and scores filled from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from modules.core.types import Document
from modules.domains.medical.measures import Flag, Series, Value
from modules.domains.medical.patient_data import PatientData, read_patient_data
from modules.domains.medical.reading import Source
from modules.services.reports import Decision, Reports, Workflow
from modules.ui import tables, workflow
from modules.ui.findings import look_at, place
from modules.ui.medical import picking, scores
from modules.ui.medical.measures_data import (
    DRAWN,
    Trend,
    attention,
    band_text,
    moment,
    trend_chart,
    trends,
    values_table,
)
from modules.ui.opening import Workspace
from modules.ui.plain import label, plain
from modules.ui.words import counted

REPORT = "patient data"
_VALUES, _SCORES = "Values", "Scores"
_FLAGS = {
    Flag.CRITICALLY_LOW: ("red", "keyboard_double_arrow_down"),
    Flag.LOW: ("orange", "arrow_downward"),
    Flag.HIGH: ("orange", "arrow_upward"),
    Flag.CRITICALLY_HIGH: ("red", "keyboard_double_arrow_up"),
    Flag.ABNORMAL: ("orange", "error"),
}
_AT_ONCE = 12  # values of one series that are listed


Corrections = Callable[[Reports, Sequence[str]], Mapping[str, Decision]]
"""Returns what the clinician has corrected in the facts of these documents, by the id of the fact."""


def _none(_: Reports, __: Sequence[str]) -> Mapping[str, Decision]:
    return {}


def show(workspace: Workspace, corrections: Corrections = _none) -> None:
    """Let the visitor choose a chart, have its values read, and look at them or compute with them.

    Args:
        workspace: the page's.
        corrections: where the clinician's corrections of facts are kept.
    """
    documents = picking.chart(workspace)
    if not documents:
        return
    ids = tuple(document.id for document in documents)
    work = partial(_read, workspace, documents, corrections)
    task = workflow.Task(REPORT, ids, PatientData, work, "Read vital signs and laboratory values")
    done = workflow.done(workspace, task)
    if done is None:
        return
    section = st.segmented_control(
        "Part",
        [_VALUES, _SCORES],
        default=_VALUES,
        key="part of patient data",
        label_visibility="collapsed",
        required=True,
    )
    made = corrections(workspace.reports, ids)
    if done.result.is_older_than(made):
        st.caption(
            ":material/history: Facts of this chart were corrected since its values were read. Scores know the "
            "corrected problems; run again for corrected values."
        )
    if section == _SCORES:
        scores.show(workspace, done.result, done.result.problems_with(made), ids)
    else:
        _values(workspace, done.result, documents)
    workflow.again_button(workspace, task)


def _read(workspace: Workspace, documents: Sequence[Document], corrections: Corrections) -> Workflow[object]:
    def load() -> list[Source]:
        return [Source(one.id, one.name, workspace.library.pages(one.id)) for one in documents]

    made = corrections(workspace.reports, [one.id for one in documents])
    return (yield from read_patient_data(load, made))


def _values(workspace: Workspace, data: PatientData, documents: Sequence[Document]) -> None:
    series = data.measures.series
    for remark in (*data.remarks, *data.measures.remarks):
        st.caption(f":material/info: {plain(remark)}")
    if not series:
        st.info(
            "No vital sign or laboratory value was found in these documents. Values are read from tables (CSV, Excel, "
            "FHIR, or in a document) and from sentences such as “potassium 4.8 mmol/L”.",
            icon=":material/info:",
        )
        return
    if not data.patient.sex:
        st.caption(":material/info: The chart does not say the patient’s sex: bands that depend on it are left out.")
    _latest(workspace, series)
    _trends(workspace, series)
    with st.container(border=True, key="values exports"):
        st.markdown("**Take away**")
        notice = workspace.domain.notice if workspace.domain else ""
        make = partial(values_table, series, {one.id: one.name for one in documents}, notice)
        tables.export_buttons(make, "Vital signs and laboratory values", "values")


# --- Latest values ---------------------------------------------------------------------------------------------------


def _latest(workspace: Workspace, series: Sequence[Series]) -> None:
    st.subheader("Latest values", anchor=False)
    urgent = [one for one in series if attention(one)]
    everything, some = f"All ({len(series)})", f"Needs attention ({len(urgent)})"
    if urgent:
        chosen = st.segmented_control(
            "Which", [some, everything], default=some, key="which values", label_visibility="collapsed", required=True
        )
        series = series if chosen == everything else urgent
    else:
        st.caption(f"{counted(len(series), 'measure')}; none of the latest values is outside its band.")
    with st.container(key="latest values", gap="xsmall"):
        for one in series:
            _row(workspace, one)


def _row(workspace: Workspace, one: Series) -> None:
    value = one.latest
    with st.container(key=f"value of {one.key}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"value line {one.key}"):
            st.markdown(f"**{plain(one.name, 60)}** {_badges(one)}", width="stretch")
            _place_button(workspace, value, f"latest {one.key}")
        st.caption(plain(" · ".join(_about(one)), 500))


def _badges(one: Series) -> str:
    value = one.latest
    marks = []
    if value.flag in _FLAGS:
        colour, icon = _FLAGS[value.flag]
        marks.append(f":{colour}-badge[:material/{icon}: {value.flag}]")
    if one.jump:
        marks.append(f":violet-badge[:material/change_history: {plain(one.jump.told)}]")
    if value.problems:
        marks.append(":gray-badge[:material/help: doubtful]")
    return " ".join(marks)


def _about(one: Series) -> list[str]:
    value = one.latest
    parts = [moment(value), value.detail, band_text(value, one)]
    parts += [one.trend, *value.problems]
    if one.jump:
        parts.append(f"Limit of the change: {one.jump.source}")
    return [part for part in parts if part]


def _place_button(workspace: Workspace, value: Value, key: str) -> None:
    st.button(
        label(value.told, 40),
        key=f"open {key}",
        type="tertiary",
        icon=":material/visibility:",
        help=plain(f"{place(workspace, value.place)}: {value.place.text}", 200),
        on_click=look_at,
        args=(workspace, value.place),
    )


# --- Trends ----------------------------------------------------------------------------------------------------------


def _trends(workspace: Workspace, series: Sequence[Series]) -> None:
    offered = trends(series)
    if not offered:
        return
    st.subheader("Trend", anchor=False)
    by_title = {one.title: one for one in offered}
    first = next((one.title for one in offered if any(map(attention, one.series))), offered[0].title)
    chosen = st.selectbox("Measure", list(by_title), index=list(by_title).index(first), key="measure of the trend")
    trend = by_title[chosen]
    st.vega_lite_chart(spec=trend_chart(trend), width="stretch", alt=f"{trend.title} over time")
    _under_chart(trend)
    with st.expander(f"All values ({sum(len(one.values) for one in trend.series)})", icon=":material/list:"):
        for one in trend.series:
            for number, value in enumerate(reversed(one.values[-_AT_ONCE:])):
                with st.container(
                    horizontal=True, vertical_alignment="center", gap="small", key=f"all {one.key} {number}"
                ):
                    told = " · ".join(part for part in (moment(value), value.detail, *value.problems) if part)
                    flag = f" {_flag_badge(value)}" if value.flag in _FLAGS else ""
                    st.markdown(f"{plain(told, 200)}{flag}", width="stretch")
                    _place_button(workspace, value, f"all {one.key} {number}")
            if len(one.values) > _AT_ONCE:
                st.caption(f"The {_AT_ONCE} latest of {len(one.values)}; the table to take away holds all.")


def _flag_badge(value: Value) -> str:
    colour, icon = _FLAGS[value.flag]
    return f":{colour}-badge[:material/{icon}: {value.flag}]"


def _under_chart(trend: Trend) -> None:
    notes = []
    for one in trend.series:
        if source := next((value.band.source for value in reversed(one.values) if value.band), ""):
            notes.append(f"Shaded: the reference band of {one.name} ({source}).")
        notes += [f"{one.name} went {jump.told}, up to {jump.after.day}." for jump in one.jumps[-3:]]
        if len(one.values) > DRAWN:
            notes.append(f"Of {one.name} the lowest and the highest of each stretch are drawn, at most {DRAWN} values.")
        if undrawn := sum(len(value.moment) < 10 or value.common is None or value.mentioned for value in one.values):
            notes.append(
                f"{counted(undrawn, 'value')} of {one.name} not drawn: only mentioned, or no certain date or unit."
            )
    if notes:
        st.caption(plain(" ".join(dict.fromkeys(notes)), 900))
