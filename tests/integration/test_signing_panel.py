"""Signing a summary on the page: the confirming step, what is frozen, addenda, the log, and what is taken away."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document as WordFile
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from modules.core.findings import Citation, Finding, Severity
from modules.core.types import Scope
from modules.domains.medical.draft import Draft, Issue, Line, Origin, Part
from modules.domains.medical.fact import Facts
from modules.domains.medical.paper import KIND, Summary
from modules.domains.medical.record import Patient
from modules.store.papers import Paper
from modules.ui.medical.signing import take_away
from modules.ui.opening import Workspace
from modules.ui.papers import exported
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import shelve, vouch, words

__all__ = ["vouch"]  # a fixture

MEDICAL = Scope("local", "medical")
NOTE = b"Clinic note\n\nShe takes furosemide 40 mg daily. No chest pain.\n"
GRAVE = Issue(Finding("1", "dose", Severity.HIGH, "Another *dose*", "The record says 40 mg, the draft 80 mg."))
SLIGHT = Issue(Finding("2", "style", Severity.LOW, "A slight matter", "Nothing much."))


def panel() -> None:
    import streamlit as st

    from modules.core.types import Scope
    from modules.ui import problems
    from modules.ui.medical import signing
    from modules.ui.opening import Workspace

    problems.show_kept()
    workspace = Workspace("medical", None, Scope("local", "medical"))
    paper = workspace.papers.get(st.session_state["paper"])
    signing.panel(workspace, paper, st.session_state["issues"])


def begun(vouch: FakeVouch) -> Paper:
    note = shelve(vouch, "note.txt", NOTE, MEDICAL)
    source = Citation(note.id, 1, 13, 46, "She takes furosemide 40 mg daily.")
    lines = (
        Line("1", "Takes furosemide 80 mg daily.", Origin.MODEL, (source,)),
        Line("2", "Feels *well* & <b>fine</b>.", Origin.CLINICIAN),
    )
    draft = Draft("soap", "SOAP note", (note.id,), (Part("s", "Subjective", lines), Part("p", "Plan", ())), "a model")
    summary = Summary(draft, Patient("Jane Doe", "1950-02-01", "female", "77"), Facts(()), ("note.txt",))
    return vouch.papers(MEDICAL).begin(KIND, "SOAP note", (note.id,), summary, "a model")


def shown(paper: Paper, *issues: Issue) -> AppTest:
    at = AppTest.from_function(panel, default_timeout=20)
    at.session_state["paper"], at.session_state["issues"] = paper.id, issues
    return at.run()


def test_signing_takes_a_name_a_look_at_grave_issues_and_a_second_press(vouch: FakeVouch) -> None:
    paper = begun(vouch)
    at = shown(paper, GRAVE, SLIGHT)
    assert not at.exception
    assert "Not signed" in words(at)
    assert at.button(key="begin to sign").disabled
    at.text_input(key="signer name").set_value("Dr Ann Lee").run()
    at.text_input(key="signer role").set_value("Physician").run()
    at.button(key="begin to sign").click().run()
    assert "1 grave issue still open" in words(at)
    assert "Another *dose*" in words(at)
    assert "A slight matter" not in words(at)
    assert "1 line without a source" in words(at)
    at.button(key="sign later").click().run()
    assert vouch.papers(MEDICAL).get(paper.id).signature is None
    at.button(key="begin to sign").click().run()
    at.button(key="sign now").click().run()
    assert not at.exception
    signature = vouch.papers(MEDICAL).get(paper.id).signature
    assert signature is not None
    assert (signature.name, signature.role) == ("Dr Ann Lee", "Physician")
    assert f"SHA-256 of what was signed: {signature.digest}" in words(at)
    assert vouch.preferences("local").get("signer name") == "Dr Ann Lee"  # for the next one


def test_a_draft_that_is_changed_while_it_is_confirmed_is_not_signed_unseen(vouch: FakeVouch) -> None:
    paper = begun(vouch)
    vouch.preferences("local").set("signer name", "Dr Ann Lee")
    vouch.preferences("local").set("signer role", "Physician")
    at = shown(paper)
    at.button(key="begin to sign").click().run()
    summary = paper.read(Summary)
    vouch.papers(MEDICAL).revise(paper, replace(summary, draft=summary.draft.without("1")), "Bob")
    at.button(key="sign now").click().run()
    assert "changed meanwhile" in words(at)
    assert vouch.papers(MEDICAL).get(paper.id).signature is None


def test_addenda_are_added_to_what_is_signed_and_the_log_tells_all(vouch: FakeVouch) -> None:
    paper = begun(vouch)
    summary = paper.read(Summary)
    line = replace(summary.draft.lines[0], text="Takes furosemide 40 mg daily.")
    paper = vouch.papers(MEDICAL).revise(paper, replace(summary, draft=summary.draft.reworded(line)), "Clinician")
    vouch.papers(MEDICAL).sign(paper, "Dr Ann Lee", "Physician")
    at = shown(paper)
    at.text_area(key="addendum").set_value("Potassium came back: 4.1.").run()
    at.button(key="add addendum").click().run()
    assert "name of whoever adds it is missing" in words(at)
    at.text_area(key="addendum").set_value("Potassium came back: 4.1.")
    at.text_input(key="signer name").set_value("Bob Ray").run()
    at.text_input(key="signer role").set_value("Nurse").run()
    at.button(key="add addendum").click().run()
    assert "Bob Ray, Nurse" in words(at)
    assert "Potassium came back: 4.1." in words(at)
    assert at.text_area(key="addendum").value == ""
    assert ":red[~~80~~] :green[**40**]" in words(at)


def test_what_was_tampered_with_says_so(vouch: FakeVouch) -> None:
    paper = vouch.papers(MEDICAL).sign(begun(vouch), "Dr Ann Lee", "Physician")
    with vouch._database.write() as connection:
        connection.execute("UPDATE papers SET content = replace(content, '80 mg', '8 mg')")
    assert "This is not what was signed" in words(shown(paper))


@pytest.mark.parametrize("sign", [False, True])
@pytest.mark.usefixtures("vouch")
def test_every_export_says_whether_it_is_signed(vouch: FakeVouch, sign: bool) -> None:
    paper = begun(vouch)
    if sign:
        paper = vouch.papers(MEDICAL).sign(paper, "Dr Ann Lee", "Physician")
        vouch.papers(MEDICAL).add(paper.id, "Seen again.", "Bob Ray", "Nurse")
    made = take_away(Workspace("medical", None, MEDICAL), paper, log=True)
    pdf = PdfReader(io.BytesIO(exported(lambda: made, "pdf")))
    word = WordFile(io.BytesIO(exported(lambda: made, "docx")))
    texts = [
        exported(lambda: made, "txt").decode(),
        "\n".join(page.extract_text() for page in pdf.pages),
        "\n".join(one.text for one in (*word.sections[0].header.paragraphs, *word.paragraphs)),
    ]
    for text in texts:
        assert ("DRAFT - NOT SIGNED" in text) is not sign
        assert ("Signed by Dr Ann Lee, Physician" in text) is sign
        assert ("Seen again." in text) is sign
        for said in (
            "Jane Doe",
            "furosemide 80 mg",
            "[1]",
            "note.txt, page 1",
            "<b>fine</b>",
            "Nothing in the record.",
        ):
            assert said in text
        assert "added by the clinician" in text
