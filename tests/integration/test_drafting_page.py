"""The way from a template to a contract in Word, without a browser."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from modules.adapters.scripted import Scripted
from modules.domains.legal.drafting import Draft, read_draft
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import LEGAL, opened, vouch, words
from tests.unit.adapters.word_files import template

__all__ = ["vouch"]

NDA = {
    "first_party": "Halden Analytics, Inc.",
    "first_party_details": "a Delaware corporation of 480 Mill Race Road, Albany, New York",
    "second_party": "Corvane Freight Limited",
    "second_party_details": "a company incorporated in England and Wales under number 07718824",
    "first_party_email": "legal@halden.example",
    "second_party_email": "legal@corvane.example",
    "first_party_signatory": "Marta Quillfeather",
    "first_party_signatory_title": "Chief Executive Officer",
    "second_party_signatory": "Imogen Ashdale",
    "second_party_signatory_title": "General Counsel",
}


def begun(name: str = "Corvane") -> AppTest:
    at = opened("legal", tool="draft")
    at.text_input(key="name of new draft").input(name)
    return press(at, "Begin")


def press(at: AppTest, label: str) -> AppTest:
    next(one for one in at.button if one.label == label).click()
    return at.run()


def kept(vouch: FakeVouch, name: str = "Corvane") -> Draft:
    return read_draft(vouch.templates(LEGAL, "draft").get(name).content)


def settled(at: AppTest, vouch: FakeVouch, kind: str) -> AppTest:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if all(report.state != "running" for report in vouch.reports(LEGAL).all(kind)):
            break
        time.sleep(0.05)
    return at.run()


def answer_all(at: AppTest, answers: dict[str, str]) -> AppTest:
    for field, text in answers.items():
        at.text_input(key=f"answer Corvane {field}").input(text)
    return at.run()


def test_answers_are_kept_and_what_is_missing_is_said(vouch: FakeVouch) -> None:
    at = begun()
    assert not at.exception
    assert "10 answers still missing" in words(at)
    at.text_input(key="answer Corvane first_party").input("Halden").run()
    at.number_input(key="answer Corvane return_days").set_value(21).run()
    at.toggle(key="answer Corvane non_solicitation").set_value(True).run()
    assert "9 answers still missing" in words(at)
    assert at.number_input(key="answer Corvane non_solicitation_months").value == 12
    answers = kept(vouch).answers
    assert (answers["first_party"], answers["return_days"], answers["non_solicitation"]) == ("Halden", "21", True)
    again = opened("legal", tool="draft")
    assert again.text_input(key="answer Corvane first_party").value == "Halden"
    assert "9 answers still missing" in words(again)


def test_a_complete_draft_is_checked_before_it_is_offered(vouch: FakeVouch) -> None:
    at = answer_all(begun(), NDA)
    assert "still missing" not in words(at)
    assert not at.get("download_button") or "Download Word" not in str(at.get("download_button"))
    at = settled(press(at, "Draft and check"), vouch, "contract draft")
    assert not at.exception
    assert "The draft passes all 20 positions of Non" in at.success[0].value.replace("\\", "")
    assert "Download Word" in [one.label for one in at.get("download_button")]
    at = press(at, "Add to the documents")
    assert [one.name for one in vouch.library(LEGAL).documents()] == ["corvane.docx"]
    assert "added to the documents, with nothing unacceptable" in kept(vouch).events[0]


def test_another_answer_must_be_checked_again(vouch: FakeVouch) -> None:
    at = answer_all(begun(), NDA)
    at = settled(press(at, "Draft and check"), vouch, "contract draft")
    at.number_input(key="answer Corvane confidentiality_years").set_value(1).run()
    assert "Download Word" not in [one.label for one in at.get("download_button")]
    at = settled(press(at, "Draft and check"), vouch, "contract draft")
    assert "1 provision is unacceptable under Non" in words(at)
    at = press(at, "Add to the documents")
    assert "although 1 provision is unacceptable" in kept(vouch).events[0]
    assert len(vouch.reports(LEGAL).all("contract draft")) == 1


def test_the_model_changes_a_wording_only_when_it_is_taken(vouch: FakeVouch) -> None:
    vouch.scripted._script = lambda _: "to evaluate the routing software of Larkfield in 12 depots"
    at = begun()
    before = kept(vouch).answers["purpose"]
    at.text_input(key="instruction Corvane purpose").input("Limit it to the routing software").run()
    at = settled(press(at, "Suggest wording"), vouch, "suggested wording purpose")
    said = words(at)
    assert "“12” stands neither in the wording nor in the instruction" in said
    assert "“Larkfield” is named neither" in said
    assert kept(vouch).answers["purpose"] == before
    at = press(at, "Use this")
    assert kept(vouch).answers["purpose"] == "to evaluate the routing software of Larkfield in 12 depots"
    assert at.text_area(key="answer Corvane purpose").value == kept(vouch).answers["purpose"]
    assert isinstance(vouch.scripted, Scripted)
    assert "Halden" not in vouch.scripted.asked[0].messages[-1].content


def test_a_wording_is_used_and_kept(vouch: FakeVouch) -> None:
    at = begun()
    at.button(key="use Corvane purpose 1").click().run()
    assert "investment" in str(kept(vouch).answers["purpose"])
    at.text_input(key="keep purpose name").input("Deal")
    at = press(at, "Keep")
    assert [one.name for one in vouch.templates(LEGAL, "clause").all()] == ["purpose: Deal"]
    assert "purpose: Deal" in words(at)


def test_the_firms_own_template_is_taken_or_refused_with_its_faults(vouch: FakeVouch) -> None:
    at = opened("legal", tool="draft")
    bad = template("Hello {{ name.__class__ }}", "{% for x in y %}")
    at.file_uploader(key="template file 0").upload("bad.docx", bad).run()
    assert "2 places need a correction" in words(at)
    assert "Paragraph 1 of the text" in words(at)
    at.file_uploader(key="template file 1").upload("My_letter.docx", template("Dear {{ name }},")).run()
    assert not at.exception
    assert [one.name for one in vouch.templates(LEGAL, "contract template").all()] == ["My letter"]
    assert "2 places need" not in words(at)
    at.selectbox(key="template of new draft").select("My letter")
    at.text_input(key="name of new draft").input("Letter")
    at = press(at, "Begin")
    assert at.text_input(key="answer Letter name").label == "Name"
    at = at.button(key="delete contract template My letter").click().run()
    assert "There is no such contract template" in words(at)


def test_a_draft_is_deleted_with_what_was_found_in_it(vouch: FakeVouch) -> None:
    at = answer_all(begun(), NDA)
    at = settled(press(at, "Draft and check"), vouch, "contract draft")
    at = press(at, "Delete draft")
    assert not at.exception
    assert vouch.templates(LEGAL, "draft").all() == []
    assert vouch.reports(LEGAL).all("contract draft") == []
    assert at.text_input(key="name of new draft").value == ""


@pytest.mark.usefixtures("vouch")
def test_two_drafts_have_two_names() -> None:
    at = begun()
    at.selectbox(key="choose draft").select_index(0).run()
    at.text_input(key="name of new draft").input("Corvane")
    assert "There is a draft of this name" in words(press(at, "Begin"))
