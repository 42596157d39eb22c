"""The chart on the medical page: notes in time order, warnings, facts as tables, and what the clinician corrects."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from modules.core.findings import Severity
from modules.core.types import Document, Scope
from modules.domains.medical.charting import ChartReading
from modules.domains.medical.fact import Fact, Kind
from modules.domains.medical.facts import change, corrected
from modules.services.reports import Decision, ReportState
from modules.store.reports import Verdict
from modules.ui import components, findings
from modules.ui.medical import chart as charts
from modules.ui.medical import conflicts, corrections, fact_rows, facts_export, facts_view
from modules.ui.medical.places import Places
from modules.ui.tables import exported
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import opened, shelve, vouch, words

__all__ = ["vouch"]  # a fixture

MEDICAL = Scope("local", "medical")
VISIT = b"""# Clinic note

Date: 3 February 2026
Patient: Ann Berg
Date of birth: 2 May 1950

## Allergies

- Penicillin: hives

## Medications

- Lisinopril 10 mg once daily
- Metformin 500 mg twice daily

## Assessment

Hypertension, well controlled. No chest pain.
"""
LATER = b"""# Progress note

Date: 20 March 2026
Patient: Ann Berg
Date of birth: 2 May 1950

## Medications

- Lisinopril 20 mg once daily

## Results

Potassium 5.9 mmol/L (3.5-5.1)
"""
OTHER = b"""# Clinic note

Date: 1 April 2026
Patient: Karl Stein
Date of birth: 9 July 1971

## Medications

- Warfarin 5 mg once daily
"""


def shelved(vouch: FakeVouch, **notes: bytes) -> list[Document]:
    return [shelve(vouch, f"{name}.md", content, MEDICAL) for name, content in notes.items()]


def read(vouch: FakeVouch, tool: str = "chart") -> AppTest:
    at = opened("medical", tool=tool)
    assert not at.exception
    at.button(key="start chart").click().run()
    ids = sorted(one.id for one in vouch.library(MEDICAL).documents())
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        standing = vouch.reports(MEDICAL).latest(charts.REPORT, ids)
        if standing and standing.report.state is ReportState.DONE:
            break
        time.sleep(0.05)
    at = at.run()
    assert not at.exception
    return at


def reading(vouch: FakeVouch) -> ChartReading:
    ids = sorted(one.id for one in vouch.library(MEDICAL).documents())
    standing = vouch.reports(MEDICAL).latest(charts.REPORT, ids)
    assert standing
    return standing.report.read(ChartReading)


def fact(vouch: FakeVouch, name: str) -> Fact:
    return next(one for one in reading(vouch).facts.items if one.name.casefold().startswith(name))


def clicked(monkeypatch: pytest.MonkeyPatch, action: str, fact_id: str, kind: Kind) -> None:
    """Let the component of a kind say once what a click in it would say."""
    acts = [components.Act(action, fact_id)]

    def once(_data: object, *, key: str) -> components.Act | None:
        return acts.pop() if acts and key == f"facts {kind.value}" else None

    monkeypatch.setattr(components, "facts", once)


@pytest.mark.usefixtures("vouch")
def test_without_a_document_the_tool_says_what_to_do() -> None:
    assert "Add the patient's notes" in words(opened("medical", tool="chart"))


def test_notes_stand_in_time_order_with_whom_they_are_about(vouch: FakeVouch) -> None:
    shelved(vouch, march=LATER, february=VISIT)
    said = words(read(vouch))
    assert said.index("3 February 2026") < said.index("20 March 2026")
    assert "Ann Berg, born 2 May 1950" in said
    assert "patients" not in said


def test_a_document_whose_name_holds_the_word_mixes_up_no_patients(vouch: FakeVouch) -> None:
    shelved(vouch, patients=b"# Plan\n\nContinue metformin 500 mg twice daily.\n")
    at = read(vouch)
    assert not at.error
    assert "does not say its date" in at.warning[0].value


def test_two_patients_in_one_chart_are_an_error_above_every_tool_that_uses_it(vouch: FakeVouch) -> None:
    shelved(vouch, berg=VISIT, stein=OTHER)
    read(vouch)
    for tool in ("chart", "summaries"):
        at = opened("medical", tool=tool)
        assert any("Karl Stein" in str(error.value) for error in at.error)


def test_a_note_that_says_nothing_is_told_from_one_that_could_not_be_read(vouch: FakeVouch) -> None:
    shelved(vouch, empty=b"Note\n")
    said = words(read(vouch))
    assert "does not say its date" in said
    assert "No fact was found in these notes" in said


def test_mentions_of_one_thing_are_one_row_with_the_newest_value(vouch: FakeVouch) -> None:
    shelved(vouch, february=VISIT, march=LATER)
    read(vouch)
    rows = fact_rows.rows(reading(vouch).facts.of(Kind.MEDICATION))
    row = next(one for one in rows if one.latest.concept == "lisinopril")
    assert [mention.dosage.dose for mention in row.mentions if mention.dosage] == ["20 mg", "10 mg"]
    assert fact_rows.holds(row, "LISINOPRIL 10", affirmed=True)
    assert not fact_rows.holds(row, "warfarin", affirmed=False)


def test_of_one_days_mentions_the_one_with_the_dose_is_shown(vouch: FakeVouch) -> None:
    shelved(vouch, february=VISIT + b"\n## Plan\n\nContinue metformin.\n")
    read(vouch)
    rows = fact_rows.rows(reading(vouch).facts.of(Kind.MEDICATION))
    row = next(one for one in rows if one.latest.concept == "metformin")
    assert len(row.mentions) > 1
    assert row.latest.dosage
    assert row.latest.dosage.dose == "500 mg"


def test_what_is_negated_is_said_in_words_and_left_out_on_request(vouch: FakeVouch) -> None:
    shelved(vouch, february=VISIT)
    read(vouch)
    pain = fact(vouch, "chest pain")
    assert fact_rows.stated(pain.assertion) == "no"
    [row] = fact_rows.rows([pain])
    assert not fact_rows.holds(row, "", affirmed=True)
    shown = facts_view.data(Kind.PROBLEM, [row], Places(lambda _: "february.md"), {})
    assert {"text": "no", "tone": "no"} in shown["rows"][0]["cells"]


def test_a_click_on_a_fact_opens_the_page_that_states_it(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(vouch, february=VISIT)
    at = read(vouch)
    found = fact(vouch, "penicillin")
    clicked(monkeypatch, "open", found.id, Kind.ALLERGY)
    at = at.run()
    assert not at.exception
    viewing = at.session_state["workspace medical"].viewing
    assert (viewing.document_name, viewing.passage) == ("february.md", (found.source.start, found.source.end))


def test_a_corrected_dose_is_kept_also_in_a_larger_chart_and_can_be_taken_back(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelved(vouch, february=VISIT)
    at = read(vouch)
    found = fact(vouch, "metformin")
    clicked(monkeypatch, "edit", found.id, Kind.MEDICATION)
    at = at.run()
    at.text_input(key=f"fact Dose {found.id}").set_value("850 mg")
    at.text_input(key=f"fact reason {found.id}").set_value("by the pharmacy's list")
    at = at.button(key="save fact").click().run()
    assert not at.exception
    shelved(vouch, march=LATER)
    at = read(vouch)
    ids = [one.id for one in vouch.library(MEDICAL).documents()]
    kept = corrections.kept(vouch.reports(MEDICAL), ids)
    assert kept[found.id].reason == "by the pharmacy's list"
    now = next(one for one in corrected(reading(vouch).facts, kept).items if one.id == found.id)
    assert now.dosage
    assert now.dosage.dose == "850 mg"
    corrections.keep(vouch.reports(MEDICAL), found.statement.document_id, found.id, None)
    assert found in corrected(reading(vouch).facts, corrections.kept(vouch.reports(MEDICAL), ids)).items


def test_a_fact_that_is_taken_out_is_listed_and_can_be_restored(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    [note] = shelved(vouch, february=VISIT)
    at = read(vouch)
    found = fact(vouch, "penicillin")
    clicked(monkeypatch, "edit", found.id, Kind.ALLERGY)
    at = at.run()
    at = at.button(key="take out fact").click().run()
    at = opened("medical", tool="chart")
    assert "Penicillin" in words(at)
    at = at.button(key=f"back {found.id}").click().run()
    assert not at.exception
    assert corrections.kept(vouch.reports(MEDICAL), [note.id]) == {}


def test_a_date_that_is_none_is_refused(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    [note] = shelved(vouch, february=VISIT)
    at = read(vouch)
    found = fact(vouch, "penicillin")
    clicked(monkeypatch, "edit", found.id, Kind.ALLERGY)
    at = at.run()
    at.text_input(key=f"fact Date {found.id}").set_value("last May")
    at = at.button(key="save fact").click().run()
    assert "The date is not one" in words(at)
    assert corrections.kept(vouch.reports(MEDICAL), [note.id]) == {}


def test_a_fact_is_added_with_the_line_that_states_it(vouch: FakeVouch) -> None:
    [note] = shelved(vouch, february=VISIT)
    at = read(vouch)
    at = at.button(key="add fact").click().run()
    at = at.selectbox(key="kind of new fact").set_value(Kind.PROBLEM).run()
    line = at.selectbox(key=f"statement of new fact {note.id}")
    line.select_index(next(at for at, text in enumerate(line.options) if "well controlled" in text))
    at.text_input(key=f"fact Name added {Kind.PROBLEM}").set_value("Essential hypertension")
    at = at.button(key="add this fact").click().run()
    assert not at.exception
    facts = corrected(reading(vouch).facts, corrections.kept(vouch.reports(MEDICAL), [note.id]))
    [added] = [one for one in facts.items if one.id.startswith(fact_rows.ADDED)]
    assert (added.name, added.kind) == ("Essential hypertension", Kind.PROBLEM)
    assert "well controlled" in added.statement.text


def test_a_deleted_document_takes_its_corrections_along(vouch: FakeVouch) -> None:
    [note] = shelved(vouch, february=VISIT)
    read(vouch)
    found = fact(vouch, "penicillin")
    corrections.keep(vouch.reports(MEDICAL), note.id, found.id, Decision(Verdict.REJECTED, "a secret reason"))
    vouch.library(MEDICAL).delete(note.id)
    assert corrections.kept(vouch.reports(MEDICAL), [note.id]) == {}


def test_the_table_to_take_away_has_every_mention_and_says_what_was_corrected(vouch: FakeVouch) -> None:
    [note] = shelved(vouch, february=VISIT)
    read(vouch)
    found, taken = fact(vouch, "metformin"), fact(vouch, "penicillin")
    wording = change(found, replace(found, name="Metformin XR"))
    made = {
        found.id: Decision(Verdict.ACCEPTED, "typed wrong", wording),
        taken.id: Decision(Verdict.REJECTED),
    }
    facts = corrected(reading(vouch).facts, made)
    table = facts_export.table(facts, {note.id: note.name}, made)
    assert "took out 1" in " ".join(table.remarks)
    assert [str(row[-1]) for row in table.rows if row[1] == "Metformin XR"] == ["edited: typed wrong"]
    sheet = openpyxl.load_workbook(io.BytesIO(exported(lambda: table, "xlsx"))).active
    assert sheet
    assert len(docx.Document(io.BytesIO(exported(lambda: table, "docx"))).tables[0].rows) == len(facts.items) + 1


def test_a_contradiction_is_dismissed_with_a_reason_kept_and_taken_back(vouch: FakeVouch) -> None:
    shelved(vouch, first=VISIT, second=LATER)
    at = read(vouch)
    (found,) = [one for one in reading(vouch).conflicts if "isinopril" in one.title]
    at.text_input(key=f"why {found.id}").set_value("raised on purpose")
    at.text_input(key=f"who {found.id}").set_value("Dr Lee")
    at.button(key=f"dismiss {found.id}").click()
    at = at.run()
    assert not at.exception
    assert any("by Dr Lee on" in one.value and "raised on purpose" in one.value for one in at.markdown)
    assert not [one for one in at.button if one.key == f"dismiss {found.id}"]
    at = at.button(key=f"recall {found.id}").click().run()
    assert [one for one in at.button if one.key == f"dismiss {found.id}"]


def test_a_dismissed_contradiction_comes_back_when_its_texts_change(vouch: FakeVouch) -> None:
    shelved(vouch, first=VISIT, second=LATER)
    read(vouch)
    (found,) = [one for one in reading(vouch).conflicts if "isinopril" in one.title]
    reports = vouch.reports(MEDICAL)
    conflicts.dismiss(reports, found, "", "")
    assert conflicts.key(found) in conflicts.dismissed(reports)
    quote = replace(found.citations[0], text="Lisinopril 5 mg once daily")
    assert conflicts.key(replace(found, citations=(quote, *found.citations[1:]))) not in conflicts.dismissed(reports)


def test_no_grave_finding_is_hidden_behind_a_click() -> None:
    grades = [Severity.HIGH] * 12 + [Severity.LOW] * 3
    assert findings.at_once(grades, 5) == 12
    assert findings.at_once([Severity.LOW] * 9, 5) == 5
