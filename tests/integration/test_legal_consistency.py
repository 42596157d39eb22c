"""The consistency tool on the legal page: checked, read, dismissed with a reason, taken back."""

from __future__ import annotations

import io
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency import ConsistencyReport
from modules.store.reports import Decision, Verdict
from modules.ui.legal import consistency
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import LEGAL, opened, vouch, words

__all__ = ["vouch"]  # a fixture

ROOT = Path(__file__).resolve().parents[2]
LEASE = b"""# Lease

This Agreement (the "Agreement") is made between the owner (the "Landlord") and the user (the "Tenant").

1. Rent

The Tenant shall pay ____ euros a month under Section 9.

2. Term

The Agreement ends in May 2030.

3. Notice

The Tenant gives notice to the Landlord.
"""


def checked(vouch: FakeVouch) -> AppTest:
    upload = vouch.library(LEGAL).add("lease.md", io.BytesIO(LEASE))
    at = opened("legal", tool="consistency")
    at.button(key="start consistency").click().run()
    reports = vouch.reports(LEGAL)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        standing = reports.latest(consistency.REPORT, [upload.document_id or ""])
        if standing and standing.report.state == "done":
            break
        time.sleep(0.05)
    return at.run()


def test_without_a_contract_the_tool_says_what_to_do(vouch: FakeVouch) -> None:
    assert not vouch.library(LEGAL).documents()
    at = opened("legal", tool="consistency")
    assert not at.exception
    assert "Add a contract" in words(at)


def test_findings_are_read_dismissed_and_taken_back(vouch: FakeVouch) -> None:
    at = checked(vouch)
    assert not at.exception
    assert "2 findings" in words(at)
    assert "Section 9 does not exist" in words(at)
    assert "pay ____ euros" in words(at)
    dismiss = next(button for button in at.button if str(button.key).startswith("dismissed "))
    finding = str(dismiss.key).removeprefix("dismissed ")
    at.text_input(key=f"reason {finding}").input("The *old* number")
    at = dismiss.click().run()
    assert "1 finding." in words(at)
    assert "The *old* number" in words(at)
    at = at.button(key=f"restore {finding}").click().run()
    assert "2 findings" in words(at)


def test_a_quote_opens_its_page(vouch: FakeVouch) -> None:
    at = checked(vouch)
    opening = next(button for button in at.button if str(button.key).startswith("open "))
    at = opening.click().run()
    assert not at.exception


def test_one_kind_alone_is_shown(vouch: FakeVouch) -> None:
    at = checked(vouch)
    at.button_group(key="kind of finding").set_value("blank left in").run()
    assert "Section 9 does not exist" not in words(at)
    assert "pay ____ euros" in words(at)


def test_the_findings_can_be_taken_away(vouch: FakeVouch) -> None:
    at = checked(vouch)
    assert {str(one.key) for one in at.get("download_button")} >= {"export consistency docx", "export consistency xlsx"}


def test_a_table_says_what_was_dismissed_and_why() -> None:
    finding = Finding("1", "blank left in", Severity.HIGH, "Left open: ____", "Fill it in.", ())
    report = ConsistencyReport((finding,), 3, 4)
    decided = {"1": Decision(Verdict.REJECTED, "Signed by hand.")}
    table = consistency.findings_table("lease.md", report, decided)
    row = ("high", "blank left in", "Left open: ____", "Fill it in.", "", "Dismissed. Signed by hand.")
    assert table.rows == (row,)
