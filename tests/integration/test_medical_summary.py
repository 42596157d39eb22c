"""Summaries on the medical page: written, edited, checked and signed; and the letter that is made of one."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from modules.core.errors import ModelMissing
from modules.core.types import Support
from modules.domains.medical.draft import Draft, Origin
from modules.domains.medical.paper import KIND, Summary
from modules.domains.medical.writing import dump, load, shipped
from modules.services.reports import ReportState
from modules.store.papers import Paper, PaperState
from modules.ui import components
from modules.ui.medical import letter, note_templates, summary, summary_draft
from tests.doubles.vouch import FakeVouch
from tests.integration.test_medical_chart import LATER, MEDICAL, OTHER, VISIT, read, shelved
from tests.integration.test_pages import opened, vouch, words

__all__ = ["vouch"]  # a fixture


def until_done(vouch: FakeVouch, at: AppTest, *kinds: str) -> AppTest:
    """Wait for the workers of these kinds of reports, then look again."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = [report for kind in kinds for report in vouch.reports(MEDICAL).all(kind)]
        if not any(report.state is ReportState.RUNNING for report in found):
            break
        time.sleep(0.05)
    at = at.run()
    assert not at.exception
    return at


def written(vouch: FakeVouch, title: str = "SOAP note") -> AppTest:
    shelved(vouch, february=VISIT, march=LATER)
    at = read(vouch, "summaries")
    at = at.selectbox(key="choose note template").set_value(title).run()
    at = at.button(key="start summary").click().run()
    at = until_done(vouch, at, summary.REPORT)
    return until_done(vouch, at, "summary checks")


def paper(vouch: FakeVouch, kind: str = KIND) -> Paper:
    [head] = vouch.papers(MEDICAL).all(kind)
    return vouch.papers(MEDICAL).get(head.id)


def draft(vouch: FakeVouch) -> Draft:
    return paper(vouch).read(Summary).draft


def acted(monkeypatch: pytest.MonkeyPatch, vouch: FakeVouch, at: AppTest, act: components.Act) -> AppTest:
    """Let the draft say once what an action in it would say."""
    acts = [act]
    monkeypatch.setattr(components, "draft", lambda _data, *, key: acts.pop() if acts and key else None)
    return until_done(vouch, at.run(), "summary checks")


def test_an_extractive_draft_says_so_and_every_line_has_its_source(vouch: FakeVouch) -> None:
    at = written(vouch)
    assert "Extractive draft, written without a model" in words(at)
    made = draft(vouch)
    assert made.lines
    assert all(line.sources for line in made.lines)
    assert "lines carried by the record" in words(at)


def test_without_any_model_only_the_extractive_version_is_offered(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_owner: str) -> None:
        raise ModelMissing("No engine has a model.", "Get one.")

    shelved(vouch, february=VISIT)
    monkeypatch.setattr(vouch.engines, "current", none)
    at = read(vouch, "summaries")
    assert "put together from the record" in words(at)
    assert not [radio for radio in at.radio if radio.key == "how to write"]
    at = until_done(vouch, at.button(key="start summary").click().run(), summary.REPORT)
    assert draft(vouch).written_by == ""


def test_with_a_model_the_draft_names_it_and_holds_nothing_that_the_record_does_not(vouch: FakeVouch) -> None:
    shelved(vouch, february=VISIT)
    vouch.scripted._script = lambda _messages: "- The patient takes warfarin 5 mg daily [1]."
    at = read(vouch, "summaries")
    at = at.radio(key="how to write").set_value("model").run()
    at = until_done(vouch, at.button(key="start summary").click().run(), summary.REPORT)
    made = draft(vouch)
    assert made.written_by == "scripted"
    assert "warfarin" not in made.text().casefold()


def test_a_draft_outlives_the_visit(vouch: FakeVouch) -> None:
    written(vouch)
    at = opened("medical", tool="summaries")
    assert not at.exception
    assert at.selectbox(key=f"choose {KIND}").options[1].startswith("SOAP note, draft")
    assert "Extractive draft" in words(at)


def test_a_line_is_changed_and_what_nothing_carries_is_marked(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = written(vouch)
    first = draft(vouch).lines[0]
    at = acted(monkeypatch, vouch, at, components.Act("save", first.id, "He takes warfarin 5 mg every evening."))
    line = next(one for one in draft(vouch).lines if one.id == first.id)
    assert (line.origin, line.support, line.sources) == (Origin.CLINICIAN, Support.UNSUPPORTED, ())
    data = summary_draft.data(at.session_state["workspace medical"], paper(vouch), draft(vouch), {})
    [shown] = [one for part in data["parts"] for one in part["lines"] if one["id"] == first.id]
    assert shown["kind"] == "unsupported"
    assert shown["label"].startswith("Not in the record")
    at = at.button(key="undo draft").click().run()
    assert not at.exception
    assert next(one for one in draft(vouch).lines if one.id == first.id) == first


def test_a_line_that_the_record_carries_gets_its_source(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    at = written(vouch)
    part = draft(vouch).parts[0]
    acted(monkeypatch, vouch, at, components.Act("add", part.key, "Metformin 500 mg twice daily"))
    line = draft(vouch).parts[0].lines[-1]
    assert line.support is Support.SUPPORTED
    assert "Metformin" in line.sources[0].text


def test_a_source_opens_its_page(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    at = written(vouch)
    line = draft(vouch).lines[0]
    at = acted(monkeypatch, vouch, at, components.Act("open", line.id))
    assert at.session_state["workspace medical"].viewing.passage == (line.sources[0].start, line.sources[0].end)


def test_a_dropped_allergy_is_found_inserted_with_one_click_and_taken_back(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = written(vouch)
    for line in [one for one in draft(vouch).lines if "penicillin" in one.text.casefold()]:
        at = acted(monkeypatch, vouch, at, components.Act("remove", line.id))
    assert "enicillin" not in draft(vouch).text()
    assert ":red-badge[" in words(at)
    keys = [one.key for one in at.button if one.key and one.key.startswith("mend ") and one.label == "Insert"]
    at = until_done(vouch, at.button(key=keys[0]).click().run(), "summary checks")
    assert "enicillin" in draft(vouch).text()
    at = at.button(key="undo draft").click().run()
    assert "enicillin" not in draft(vouch).text()


def test_a_dismissed_issue_stays_dismissed_in_later_versions(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    at = written(vouch)
    for line in [one for one in draft(vouch).lines if "penicillin" in one.text.casefold()]:
        at = acted(monkeypatch, vouch, at, components.Act("remove", line.id))
    issue = next(one.key.removeprefix("mend ") for one in at.button if one.key and one.key.startswith("mend "))
    at.text_input(key=f"why {issue}").set_value("Told to the patient already")
    at = at.button(key=f"dismiss {issue}").click().run()
    assert f"mend {issue}" not in [one.key for one in at.button]
    at = acted(monkeypatch, vouch, at, components.Act("remove", draft(vouch).lines[-1].id))
    assert f"mend {issue}" not in [one.key for one in at.button]
    assert "Told to the patient already" in words(at)
    at = at.button(key=f"recall {issue}").click().run()
    assert f"mend {issue}" in [one.key for one in at.button]


def test_a_draft_on_another_chart_offers_its_documents(vouch: FakeVouch) -> None:
    written(vouch)
    shelved(vouch, stein=OTHER)
    at = read(vouch, "summaries")
    assert "about other documents" in words(at)
    at = at.button(key="choose its chart").click().run()
    assert not at.exception
    assert "Extractive draft" in words(at)


def test_two_drafts_of_one_title_are_told_apart(vouch: FakeVouch) -> None:
    written(vouch)
    head = vouch.papers(MEDICAL).all(KIND)[0]
    content = vouch.papers(MEDICAL).get(head.id).read(Summary)
    other = vouch.papers(MEDICAL).begin(KIND, head.title, head.documents, content, "Rules")
    at = opened("medical", tool="summaries")
    choice = at.selectbox(key=f"choose {KIND}")
    assert len(set(choice.options)) == len(choice.options) == 3
    at = choice.set_value(head.id).run()
    assert at.session_state[f"open {KIND}"] == head.id != other.id


def test_beside_a_draft_on_another_chart_a_new_one_can_be_written(vouch: FakeVouch) -> None:
    written(vouch)
    shelved(vouch, stein=OTHER)
    at = read(vouch, "summaries")
    at = at.button(key="write anew").click().run()
    assert not at.exception
    assert "about other documents" not in words(at)
    assert "start summary" in [one.key for one in at.button]


def test_a_template_of_ones_own_is_checked_kept_and_used(vouch: FakeVouch) -> None:
    shelved(vouch, february=VISIT)
    at = read(vouch, "summaries")
    key = next(one.key for one in at.text_area if one.key and one.key.startswith("note template text"))
    text = at.text_area(key=key).value
    at = at.text_area(key=key).set_value("title: nothing").run()
    assert at.error
    assert at.button(key="save note template").disabled
    own = load(text).model_copy(update={"title": "Our note"})
    at = at.text_area(key=key).set_value(dump(own)).run()
    at = at.button(key="save note template").click().run()
    assert at.selectbox(key="choose note template").value == "Our note"
    at = at.button(key="drop note template").click().run()
    assert "Our note" not in at.selectbox(key="choose note template").options
    assert set(note_templates.all_kept(at.session_state["workspace medical"])) == {
        one.title for one in shipped().values()
    }


def test_a_template_is_learned_from_an_example(vouch: FakeVouch) -> None:
    shelved(vouch, february=VISIT)
    at = read(vouch, "summaries")
    at = at.button(key="learn note template").click().run()
    assert not at.exception
    title = at.selectbox(key="choose note template").value
    kept = load(note_templates.all_kept(at.session_state["workspace medical"])[title])
    assert {"Allergies", "Medications", "Assessment"} <= {section.title for section in kept.sections}


def test_a_letter_needs_a_signed_summary(vouch: FakeVouch) -> None:
    written(vouch)
    assert "Sign a summary first" in words(opened("medical", tool="letter"))


def test_a_letter_is_written_from_what_was_signed_and_says_its_grade(vouch: FakeVouch) -> None:
    written(vouch)
    vouch.papers(MEDICAL).sign(paper(vouch), "Ann Lee", "Physician")
    at = opened("medical", tool="letter")
    at = until_done(vouch, at.button(key=f"start {letter.REPORT}").click().run(), letter.REPORT)
    assert "reads at grade" in words(at)
    made = paper(vouch, letter.KIND)
    assert made.state is PaperState.DRAFT
    assert "Your medicines" in made.read(Summary).draft.text()
    assert "Who changed what" in str([one.label for one in at.expander])


def test_a_signed_summary_is_shown_without_ways_to_change_it(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    at = written(vouch)
    vouch.papers(MEDICAL).sign(paper(vouch), "Ann Lee", "Physician")
    before = draft(vouch)
    at = acted(monkeypatch, vouch, opened("medical", tool="summaries"), components.Act("remove", before.lines[0].id))
    assert draft(vouch) == before
    assert "delete draft" not in [one.key for one in at.button]
    data = summary_draft.data(at.session_state["workspace medical"], paper(vouch), before, {})
    assert data["frozen"]
