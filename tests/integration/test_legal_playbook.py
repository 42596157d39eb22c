"""The playbook on the legal page: a contract reviewed, findings decided and taken away, and the playbook edited."""

from __future__ import annotations

import io
import time
from pathlib import Path

import docx
import pytest
from streamlit.testing.v1 import AppTest

from modules.domains.legal.playbook import dump, load, shipped
from modules.store.reports import Verdict
from modules.ui.legal import playbook
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import LEGAL, opened, vouch, words

__all__ = ["vouch"]  # a fixture

ROOT = Path(__file__).resolve().parents[2]
NDA = b"""# Mutual Non-Disclosure Agreement

1. Confidential Information

"Confidential Information" means all information, written or oral, that a party discloses.

2. Duties

2.1 The Recipient shall use Confidential Information only for the Purpose.

2.2 The Recipient shall return all Confidential Information within ninety (90) days of a request.

2.3 The Recipient may use residual information that is retained in the memory of its employees.

3. Law

This Agreement is governed by the laws of Ireland, whose courts have jurisdiction.
"""


def reviewed(vouch: FakeVouch, name: str = "nda.md", content: bytes = NDA) -> AppTest:
    upload = vouch.library(LEGAL).add(name, io.BytesIO(content))
    at = opened("legal", tool="playbook")
    at.button(key=f"start {playbook.REPORT}").click().run()
    reports = vouch.reports(LEGAL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        standing = reports.latest(playbook.REPORT, [upload.document_id or ""], "Non-disclosure agreement")
        if standing and standing.report.state == "done":
            break
        time.sleep(0.05)
    return at.run()


def decisions(vouch: FakeVouch) -> dict[str, Verdict]:
    reports = vouch.reports(LEGAL)
    [report] = reports.all(playbook.REPORT)
    return {finding: decision.verdict for finding, decision in reports.decisions(report.id).items()}


def key_of(at: AppTest, start: str) -> str:
    return next(str(button.key) for button in at.button if str(button.key).startswith(start))


def test_without_a_contract_the_playbooks_can_still_be_read(vouch: FakeVouch) -> None:
    assert not vouch.library(LEGAL).documents()
    at = opened("legal", tool="playbook")
    assert not at.exception
    assert "Add a contract" in words(at)
    assert len(at.selectbox(key="choose playbook").options) == 3


def test_findings_come_worst_first_with_reason_quote_and_proposal(vouch: FakeVouch) -> None:
    at = reviewed(vouch)
    assert not at.exception
    said = words(at)
    assert "Clause 2.3 says that what people keep in their memory may be used freely." in said
    assert "The time for returning or destroying the information is ninety (90) days, but" in said
    assert "~~ninety (90) days~~ **to** :green[thirty (30) days]" in said
    assert said.index("unacceptable") < said.index("needs review")
    assert "0 of" in said


def test_a_finding_is_accepted_rejected_with_a_reason_and_taken_back(vouch: FakeVouch) -> None:
    at = reviewed(vouch)
    at = at.button(key=key_of(at, "accept residuals")).click().run()
    finding = key_of(at, "reject so return").removeprefix("reject so ")
    at.text_input(key=f"reason {finding}").input("They *need* it")
    at = at.button(key=f"reject so {finding}").click().run()
    assert not at.exception
    assert sorted(decisions(vouch).values()) == [Verdict.ACCEPTED, Verdict.REJECTED]
    assert "They *need* it" in words(at)
    assert "1 accepted, 1 rejected" in words(at)
    at = at.button(key=f"restore {finding}").click().run()
    assert list(decisions(vouch).values()) == [Verdict.ACCEPTED]


def test_accepted_changes_are_tracked_in_a_word_file_made_from_the_text(vouch: FakeVouch) -> None:
    at = reviewed(vouch)
    at = at.button(key=key_of(at, "accept return")).click().run()
    at = at.button(key=key_of(at, "accept residuals")).click().run()
    at = at.button(key="track changes").click().run()
    assert not at.exception
    assert "The contract is not a Word file." in words(at)
    assert "Not done" not in words(at)
    ready = at.session_state["tracked playbook changes"]
    xml = docx.Document(io.BytesIO(ready.tracked.docx)).element.xml
    assert "w:ins" in xml
    assert "w:del" in xml
    assert "thirty (30)" in xml or ">thirty" in xml


def test_a_word_file_keeps_being_the_same_file(vouch: FakeVouch) -> None:
    sample = ROOT / "data" / "samples" / "legal" / "mutual-nda.docx"
    at = reviewed(vouch, sample.name, sample.read_bytes())
    assert not at.exception
    assert "keeps to every position" in words(at)


def test_a_playbook_is_edited_with_its_mistakes_named_and_saved_in_place_of_the_shipped_one(vouch: FakeVouch) -> None:
    kept = vouch.templates(LEGAL, "playbook")
    at = opened("legal", tool="playbook")
    at = at.toggle(key="edit playbook").set_value(True).run()
    text = shipped()["nda"]
    area = at.text_area(key="playbook text Non-disclosure agreement")
    at = area.set_value(text.replace("severity: medium", "severity: huge", 1)).run()
    assert "Line 25 (position oral-information, severity): 'huge' is none of" in words(at)
    assert at.button(key="save playbook").disabled
    area = at.text_area(key="playbook text Non-disclosure agreement")
    at = area.set_value(text.replace("at_most: 30 days", "at_most: 90 days", 1)).run()
    at = at.button(key="save playbook").click().run()
    assert not at.exception
    assert kept.get("Non-disclosure agreement").content.decode().count("at_most: 90 days") == 1
    assert "changed by you" in at.selectbox(key="choose playbook").options[0]
    at = at.button(key="drop playbook").click().run()
    assert kept.all() == []
    assert "comes with Vouch" in at.selectbox(key="choose playbook").options[0]


def test_a_playbook_is_duplicated_and_the_copy_deleted(vouch: FakeVouch) -> None:
    kept = vouch.templates(LEGAL, "playbook")
    at = opened("legal", tool="playbook")
    at = at.toggle(key="edit playbook").set_value(True).run()
    at = at.button(key="duplicate playbook").click().run()
    assert [one.name for one in kept.all()] == ["Non-disclosure agreement (copy 1)"]
    assert at.selectbox(key="choose playbook").value == "Non-disclosure agreement (copy 1)"
    assert load(kept.all()[0].content.decode()).name == "Non-disclosure agreement (copy 1)"
    at = at.button(key="drop playbook").click().run()
    assert not at.exception
    assert kept.all() == []


def test_a_changed_playbook_says_that_the_review_is_of_another_one(vouch: FakeVouch) -> None:
    reviewed(vouch)
    text = dump(load(shipped()["nda"])).replace("at_most: 30 days", "at_most: 90 days", 1)
    vouch.templates(LEGAL, "playbook").save("Non-disclosure agreement", text.encode())
    at = opened("legal", tool="playbook")
    assert "has been changed since this review" in words(at)


def test_a_kept_playbook_that_this_version_cannot_read_is_said_to_have_mistakes(vouch: FakeVouch) -> None:
    vouch.library(LEGAL).add("nda.md", io.BytesIO(NDA))
    vouch.templates(LEGAL, "playbook").save("Non-disclosure agreement", b"\xff: [")
    at = opened("legal", tool="playbook")
    assert not at.exception
    assert "has mistakes" in words(at)


SERVICES = b"# Master Services Agreement\n\n1. Services\n\nThe Provider shall host the Platform for the Customer.\n"
GERMAN = """Dienstleistungsvertrag

1. Der Auftragnehmer erbringt für den Auftraggeber die Leistungen, die in der Anlage und in den Bestellungen des
Auftraggebers beschrieben sind, und der Auftraggeber zahlt dafür den Preis, der mit dem Auftragnehmer vereinbart ist.

2. Das Recht zur Kündigung aus wichtigem Grund ist durch den Vertrag nicht beschränkt.
""".encode()


def test_the_playbook_that_fits_is_proposed_and_each_contract_keeps_its_own(vouch: FakeVouch) -> None:
    for name, content in (("msa.md", SERVICES), ("nda.md", NDA)):
        vouch.library(LEGAL).add(name, io.BytesIO(content))
    documents = {one.name: one.id for one in vouch.library(LEGAL).documents()}
    at = opened("legal", tool="playbook").selectbox(key="choose contract").set_value(documents["msa.md"]).run()
    assert at.selectbox(key="choose playbook").value == "Software as a service"
    at.selectbox(key="choose playbook").set_value("Supply of goods").run()
    at.selectbox(key="choose contract").set_value(documents["nda.md"]).run()
    assert at.selectbox(key="choose playbook").value == "Non-disclosure agreement"
    at.selectbox(key="choose contract").set_value(documents["msa.md"]).run()
    assert at.selectbox(key="choose playbook").value == "Supply of goods"


def test_the_playbook_of_the_last_review_is_proposed(vouch: FakeVouch) -> None:
    vouch.library(LEGAL).add("nda.md", io.BytesIO(NDA))
    at = opened("legal", tool="playbook").selectbox(key="choose playbook").set_value("Supply of goods").run()
    at.button(key=f"start {playbook.REPORT}").click().run()
    assert opened("legal", tool="playbook").selectbox(key="choose playbook").value == "Supply of goods"


@pytest.mark.parametrize("tool", ["review", "playbook", "dates", "consistency"])
def test_each_tool_of_rules_says_what_works_with_another_language(vouch: FakeVouch, tool: str) -> None:
    vouch.library(LEGAL).add("vertrag.txt", io.BytesIO(GERMAN))
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    at.query_params["tool"] = tool
    at.switch_page("pages/legal.py")
    [warning] = at.run().warning
    assert "seems to be in German" in warning.value
    assert "redline of two drafts work" in warning.value
