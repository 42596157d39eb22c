"""The lawyer's way through a contract: upload, review, a finding on its page, three changes accepted, the Word file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Server, outside, settled

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NDA = (
    "Mutual Non-Disclosure Agreement",
    "This Agreement is made on 3 March 2025 between Orlin Foods Ltd, a company of 4 Quay Street, Bristol (“Orlin”), "
    "and Tessel Packaging GmbH, a company of Hafenweg 9, Bremen (“Tessel”), each a “Party”.",
    "1. Confidential Information",
    "1.1 “Confidential Information” means all information that a Party discloses to the other for the Purpose.",
    "1.2 The “Purpose” is to examine whether Tessel will make packaging for Orlin.",
    "2. Duties",
    "2.1 The receiving Party shall use Confidential Information only for the Purpose and shall not disclose it to any "
    "third party without prior written consent.",
    "2.2 The receiving Party shall return or destroy all Confidential Information within ninety (90) days after the "
    "other Party asks for it.",
    "3. Term",
    "3.1 This Agreement ends three (3) years after its date. The duties of confidentiality continue for fifteen (15) "
    "years after its end.",
    "4. Remedies",
    "4.1 For each breach the receiving Party shall pay a penalty of EUR 100,000.",
    "5. General",
    "5.1 This Agreement is governed by the laws of England and Wales.",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A data folder of its own: what other tests leave on the shelf would be chosen first."""
    made = Server(tmp_path_factory.mktemp("contracts") / "data")
    yield made
    made.close()


def contract() -> bytes:
    document = docx.Document()
    for paragraph in NDA:
        document.add_paragraph(paragraph)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def uploaded(page: Page) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "orlin-tessel.docx", "mimeType": WORD, "buffer": contract()}
    )
    page.wait_for_selector('[class*="st-key-invitation"]')
    settled(page)


def chosen(page: Page, tool: str) -> None:
    page.get_by_role("radio", name=tool).click()
    settled(page)


def started(page: Page) -> None:
    page.locator('[class*="st-key-start-"] button').click()
    page.locator('[class*="st-key-again-"] button').wait_for(timeout=30_000)
    settled(page)


def rejected(document: bytes) -> list[str]:
    """Return the paragraphs as they are once every tracked change is rejected."""
    found = []
    for paragraph in docx.Document(io.BytesIO(document)).element.body.iter(qn("w:p")):
        marked = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:ins')}") is not None
        texts = [
            run.text or ""
            for run in paragraph.iter(qn("w:t"), qn("w:delText"))
            if not any(parent.tag == qn("w:ins") for parent in run.iterancestors())
        ]
        if not marked:
            found.append("".join(texts))
    return found


def test_from_the_upload_to_the_word_file(visit: Callable[..., Page], server: Server) -> None:
    page = visit("legal")
    uploaded(page)

    chosen(page, "Review")
    started(page)
    quote = page.locator('[class*="st-key-quote-"]', has_text="governed by the laws of England and Wales").first
    quote.get_by_role("button").click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("governed by the laws of England")
    page.keyboard.press("Escape")

    chosen(page, "Playbook")
    started(page)
    for number in range(3):
        page.get_by_role("button", name="Accept", exact=True).first.click()
        expect(page.get_by_text(f"{number + 1} accepted", exact=False)).to_be_visible()
        settled(page)
    page.get_by_role("button", name="Track 3 changes in Word").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the Word file").click()
    made = Path(download.value.path()).read_bytes()
    body = docx.Document(io.BytesIO(made)).element.body
    assert list(body.iter(qn("w:ins"), qn("w:del")))
    assert rejected(made) == list(NDA)
    assert outside(page, server.url) == []


def test_all_contracts_are_asked_and_a_quote_opens_its_page(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    if page.get_by_role("heading", name="Start with a document").count():
        uploaded(page)
    chosen(page, "Across contracts")
    page.get_by_role("button", name="Ask 1 contract").click()
    quote = page.locator("button.quote", has_text="England and Wales").first
    quote.click(timeout=20_000)
    expect(page.get_by_role("dialog")).to_contain_text("governed by the laws of England")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_tool_fits_the_screen(visit: Callable[..., Page], size: dict[str, int]) -> None:
    page = visit("legal", size=size)
    if page.get_by_role("heading", name="Start with a document").count():
        uploaded(page)
    tools = page.locator('.st-key-tools [role="radio"]')
    for number in range(tools.count()):
        tools.nth(number).click()
        settled(page)
        assert page.get_by_test_id("stException").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
