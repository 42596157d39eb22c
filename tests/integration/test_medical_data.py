"""Patient data on the medical page: values with flags and places, trends, scores filled from the chart."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from altair import LayerChart
from streamlit.testing.v1 import AppTest

from modules.core.types import Block, Page, Scope
from modules.domains.medical.measures import read_measures
from modules.domains.medical.patient_data import PatientData
from modules.domains.medical.reading import Source
from modules.store.reports import Decision, ReportState
from modules.ui.medical import measures, workbench
from modules.ui.medical.measures_data import DRAWN, trend_chart, trends, values_table
from modules.ui.tables import exported
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import opened, shelve, vouch, words

__all__ = ["vouch"]  # a fixture

MEDICAL = Scope("local", "medical")
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "medical" / "vitals-and-labs.csv"
NOTE = b"""# Progress note

Patient: Ada Stone
Date of birth: 4 August 1954
Sex: female
Date of visit: 26 March 2026

## Past Medical History

- Heart failure with reduced ejection fraction
- Type 2 diabetes

## Allergies

Penicillin.
"""


def read(vouch: FakeVouch) -> AppTest:
    """Open the tab with the sample and a note, and wait until they have been read."""
    shelve(vouch, "vitals-and-labs.csv", SAMPLE.read_bytes(), MEDICAL)
    shelve(vouch, "note.md", NOTE, MEDICAL)
    at = opened("medical", tool="data")
    at.button(key=f"start {measures.REPORT}").click().run()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        standing = vouch.reports(MEDICAL).latest(measures.REPORT, ids(vouch))
        if standing and standing.report.state is not ReportState.RUNNING:
            break
        time.sleep(0.05)
    return at.run()


def ids(vouch: FakeVouch) -> list[str]:
    return sorted(document.id for document in vouch.library(MEDICAL).documents())


def result(vouch: FakeVouch) -> PatientData:
    standing = vouch.reports(MEDICAL).latest(measures.REPORT, ids(vouch))
    assert standing
    return standing.report.read(PatientData)


@pytest.mark.usefixtures("vouch")
def test_without_documents_the_tool_says_what_to_do() -> None:
    assert "Add the patient's notes" in words(opened("medical", tool="data"))


def test_documents_without_values_say_so(vouch: FakeVouch) -> None:
    shelve(vouch, "letter.md", b"# Letter\n\nSee you in spring.\n", MEDICAL)
    at = opened("medical", tool="data")
    at.button(key=f"start {measures.REPORT}").click().run()
    deadline = time.monotonic() + 20
    while "No vital sign" not in words(at) and time.monotonic() < deadline:
        time.sleep(0.1)
        at.run()
    assert "No vital sign or laboratory value was found" in words(at)


def test_values_that_need_attention_come_first_and_open_their_place(vouch: FakeVouch) -> None:
    at = read(vouch)
    assert not at.exception
    shown = words(at)
    assert "Creatinine" in shown
    assert "high" in shown
    assert "band 0.5 to 1.1 mg/dL (the document)" in shown
    assert "Potassium" not in shown  # 4.8 is within its band
    at.button(key="open latest creatinine").click().run()
    assert not at.exception
    workspace = at.session_state["workspace medical"]
    assert workspace.viewing.document_name == "vitals-and-labs.csv"
    page = vouch.library(MEDICAL).page(workspace.viewing.document_id, workspace.viewing.page)
    assert page.text[slice(*workspace.viewing.passage)] == "1.44"


def test_all_values_are_one_click_away(vouch: FakeVouch) -> None:
    at = read(vouch)
    control = next(one for one in at.get("button_group") if one.key == "which values")
    at.session_state["which values"] = next(option for option in control.options if "All" in option)
    at = at.run()
    assert "Potassium" in words(at)


def test_scores_are_filled_from_the_chart_and_say_what_is_missing(vouch: FakeVouch) -> None:
    read(vouch)
    at = opened("medical", tool="data")
    at.session_state["part of patient data"] = "Scores"
    at.session_state["score"] = "egfr"
    at = at.run()
    assert not at.exception
    assert at.metric[0].value == "39 mL/min/1.73 m²"
    assert "Inker" in words(at)
    at.selectbox(key="score").set_value("cha2ds2_vasc").run()
    shown = words(at)
    assert "No result" in shown
    assert "Hypertension" in shown
    assert "Missing" in shown
    asked = [str(one.key) for one in at.get("button_group") if str(one.key).startswith("answer ")]
    for key in asked:
        if key.endswith(("hypertension", "stroke", "vascular")):
            at.session_state[key] = "No"
    at = at.run()
    assert at.metric[0].value == "4"  # heart failure, diabetes, 65 to 74 years, female
    assert "recommended" in words(at)


def test_an_input_out_of_range_is_refused_with_its_reason(vouch: FakeVouch) -> None:
    read(vouch)
    at = opened("medical", tool="data")
    at.session_state["part of patient data"] = "Scores"
    at.session_state["score"] = "bmi"
    at = at.run()
    assert at.metric[0].value == "26.2 kg/m²"  # 70.6 kg, 164 cm
    height = next(one for one in at.number_input if str(one.key).endswith("bmi height"))
    at = height.set_value(16.4).run()
    assert "out of range" in words(at)
    assert not at.metric


def test_the_table_and_the_chart_hold_what_was_read(vouch: FakeVouch) -> None:
    read(vouch)
    series = result(vouch).measures.series
    table = values_table(series, dict.fromkeys(ids(vouch), "values"), "notice")
    assert len(table.rows) == sum(len(one.values) for one in series)
    assert exported(partial(values_table, series, {}, "notice"), "xlsx")[:2] == b"PK"
    offered = trends(series)
    assert offered[0].title == "Blood pressure"
    drawn = trend_chart(offered[0])
    marks = drawn["datasets"]["values"]
    assert len(marks) == sum(len(one.values) for one in offered[0].series)
    assert {mark["measure"] for mark in marks} == {"Systolic blood pressure", "Diastolic blood pressure"}


def test_a_chart_of_thousands_of_values_is_drawn_thinned_with_its_extremes() -> None:
    days = [date(2000, 1, 1) + timedelta(days=number) for number in range(3000)]
    lines = [f"{day} | Sodium | {139 + number % 5} | mmol/L" for number, day in enumerate(days)]
    lines[1234] = f"{days[1234]} | Sodium | 118 | mmol/L"
    text = "\n".join(["Date | Test | Value | Unit", *lines])
    block = Block("table", 0, len(text), 0, "Date | Test | Value | Unit")
    found = read_measures([Source("doc", "values.csv", [Page(1, text, None, (block,))])])
    [offered] = trends(found.series)
    spec = trend_chart(offered)
    marks = spec["datasets"]["values"]
    assert 100 < len(marks) <= DRAWN
    assert (marks[0]["when"][:10], marks[-1]["when"][:10]) == (str(days[0]), str(days[-1]))
    assert [mark["look"] for mark in marks].count("critical") == 1
    assert [mark["when"] for mark in marks] == sorted(mark["when"] for mark in marks)
    LayerChart.from_dict(spec)  # raises where it is no Vega-Lite


def test_corrections_reach_the_scores_at_once(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    read(vouch)
    [diabetes] = [one for one in result(vouch).problems.items if "iabetes" in one.name]
    corrected = partial(measures.show, corrections=lambda *_: {diabetes.id: Decision("rejected")})
    monkeypatch.setattr(
        workbench, "TOOLS", tuple(replace(one, show=corrected) if one.key == "data" else one for one in workbench.TOOLS)
    )
    at = opened("medical", tool="data")
    at.session_state["part of patient data"] = "Scores"
    at.session_state["score"] = "cha2ds2_vasc"
    at = at.run()
    assert not at.exception
    shown = words(at)
    assert "corrected since its values were read" in shown
    assert "Diabetes" in shown[shown.index("Missing") :]
