"""The review tool on the legal page, and that the form of the file changes nothing in what is found."""

from __future__ import annotations

import io
import time
from pathlib import Path

from docx import Document as WordDocument
from fpdf import FPDF
from streamlit.testing.v1 import AppTest

from modules.adapters.export_tables import as_word
from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.domains.legal.clauses import ClauseFinding, ClauseReview, review
from modules.domains.legal.contract import Contract
from modules.ui.legal import review as tool
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import LEGAL, opened, vouch, words
from tests.unit.domains.legal.clauses.contracts import PARAGRAPHS, SUPPLY, finished

__all__ = ["vouch"]  # a fixture

ROOT = Path(__file__).resolve().parents[2]


def reviewed(vouch: FakeVouch) -> AppTest:
    upload = vouch.library(LEGAL).add("supply.txt", io.BytesIO(SUPPLY.encode()))
    at = opened("legal", tool="review")
    at.button(key="start clause review").click().run()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        standing = vouch.reports(LEGAL).latest("clause review", [upload.document_id or ""])
        if standing and standing.report.state == "done":
            break
        time.sleep(0.05)
    return at.run()


def test_without_a_contract_the_tool_says_what_to_do(vouch: FakeVouch) -> None:
    assert not vouch.library(LEGAL).documents()
    at = opened("legal", tool="review")
    assert not at.exception
    assert "Add a contract" in words(at)


def test_the_model_is_asked_about_a_finding_in_that_contract_alone(vouch: FakeVouch) -> None:
    at = reviewed(vouch)
    at.button(key="explain governing_law").click().run()
    assert not at.exception
    assert at.segmented_control(key="tool").value == "ask"
    document = vouch.library(LEGAL).documents()[0]
    assert at.session_state["workspace legal"].where.documents == (document.id,)
    conversation = vouch.conversations(LEGAL).all()[0]
    asked = vouch.conversations(LEGAL).turns(conversation.id)[0].question
    assert asked in [one.question for one in finished(review(Contract("id", "a", [Page(1, SUPPLY)]))).findings]


def test_a_contract_is_reviewed_filtered_and_opened_at_a_quote(vouch: FakeVouch) -> None:
    at = reviewed(vouch)
    assert not at.exception
    assert "of 41** kinds of clauses are present" in words(at)
    assert "New York" in words(at)
    assert "Joint IP Ownership" not in words(at)

    at.text_input(key="review search").set_value("new york").run()
    assert "Governing Law" in words(at)
    assert "Anti-Assignment" not in words(at)

    at.text_input(key="review search").set_value("").run()
    at.segmented_control(key="review which").set_value("Absent").run()
    assert "Joint IP Ownership" in words(at)

    at.segmented_control(key="review which").set_value("All").run()
    at.button(key="open governing_law 0").click().run()
    assert not at.exception
    assert "supply.txt" in words(at)


def test_the_table_that_is_taken_away_has_a_row_for_each_category() -> None:
    contract = Contract("id", "supply.txt", [Page(1, SUPPLY)])
    table = tool.exported(finished(review(contract)))
    assert len(table.rows) == 41
    assert as_word(table)


def _clauses(finding: ClauseFinding) -> list[str]:
    """The clauses of a finding: a quote over two pages of the PDF names its clause twice."""
    return list(dict.fromkeys(finding.references))


def _read(path: Path) -> ClauseReview:
    pages = [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]
    return finished(review(Contract("id", path.name, pages)))


def quoted(finding: ClauseFinding) -> str:
    """Return all quotes as one text: where a page ends in one of them, it is in two."""
    return " ".join(quote.text for quote in finding.citations)


def test_the_same_contract_as_pdf_and_as_word_file_has_the_same_findings(tmp_path: Path) -> None:
    word = WordDocument()
    pdf = FPDF(format="A4")
    pdf.set_margin(25)
    pdf.add_page()
    for number, paragraph in enumerate(PARAGRAPHS):
        pdf.set_font("Times", "B" if number == 0 else "", 14 if number == 0 else 11)
        pdf.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
        if number == 0:
            word.add_heading(paragraph, level=1)
        else:
            word.add_paragraph(paragraph)
    word.save(str(tmp_path / "contract.docx"))
    pdf.output(str(tmp_path / "contract.pdf"))

    from_word, from_pdf = _read(tmp_path / "contract.docx"), _read(tmp_path / "contract.pdf")
    assert sum(one.present for one in from_word.findings) >= 25
    for one, other in zip(from_word.findings, from_pdf.findings, strict=True):
        assert (one.category, one.present, one.value, _clauses(one), one.confidence) == (
            other.category, other.present, other.value, _clauses(other), other.confidence,
        )  # fmt: skip
        assert quoted(one) == quoted(other), one.category
