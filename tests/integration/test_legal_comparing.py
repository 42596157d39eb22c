"""The comparing tool on the legal page: two drafts chosen, swapped, compared, read and taken away."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from modules.core.types import Document
from modules.domains.legal.comparing import Comparison
from modules.ui.legal import comparing, picking
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import LEGAL, opened, shelve, vouch, words

__all__ = ["vouch"]  # a fixture

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples" / "legal"


def compared(vouch: FakeVouch, at: AppTest, older: Document, newer: Document) -> Comparison:
    at.session_state[picking.OLDER], at.session_state[picking.NEWER] = older.id, newer.id
    at.run()
    at.button(key=f"start {comparing.REPORT}").click().run()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        standing = vouch.reports(LEGAL).latest(comparing.REPORT, [older.id, newer.id])
        if standing and standing.report.state == "done":
            at.run()
            return standing.report.read(Comparison)
        time.sleep(0.05)
    raise AssertionError("not compared in time")


@pytest.fixture
def drafts(vouch: FakeVouch) -> tuple[Document, Document]:
    names = ("mutual-nda.docx", "mutual-nda-draft-2.docx")
    older, newer = (shelve(vouch, name, (SAMPLES / name).read_bytes()) for name in names)
    return older, newer


def test_the_samples_are_compared_and_read(vouch: FakeVouch, drafts: tuple[Document, Document]) -> None:
    at = opened("legal", tool="compare")
    compared(vouch, at, *drafts)
    assert not at.exception
    text = words(at)
    assert "The governing law changed from England and Wales to Scotland (clause 8.1)." in text
    assert ":red-background[~~England and Wales~~]:green-background[**Scotland**]" in text
    assert "Clause 5, before 3: Personal Data" in text
    assert "Clause 1.1" not in text  # unchanged ones are folded away


def test_a_quote_opens_the_draft_that_it_is_from(vouch: FakeVouch, drafts: tuple[Document, Document]) -> None:
    at = opened("legal", tool="compare")
    comparison = compared(vouch, at, *drafts)
    law = next(finding for finding in comparison.findings if finding.kind == "law")
    assert [button.label for button in at.button if law.id in (button.key or "")] == ["Newer draft", "Older draft"]
    at.button(key=f"open {law.id} 1").click().run()
    assert not at.exception
    assert at.session_state["workspace legal"].viewing.document_id == drafts[0].id


def test_kinds_can_be_chosen_and_drafts_swapped(vouch: FakeVouch, drafts: tuple[Document, Document]) -> None:
    at = opened("legal", tool="compare")
    compared(vouch, at, *drafts)
    at.button_group(key="kinds of change").set_value(["unchanged"]).run()
    assert "Clause 1.1" in words(at)
    assert "Clause 5, before 3" not in words(at)
    at.button(key="swap drafts").click().run()
    assert not at.exception
    assert (at.session_state[picking.OLDER], at.session_state[picking.NEWER]) == (drafts[1].id, drafts[0].id)
    assert at.button(key=f"start {comparing.REPORT}")


def test_drafts_of_like_names_are_chosen_at_first(vouch: FakeVouch) -> None:
    newer = shelve(vouch, "supply draft 2.md", b"# Supply\n\nThe goods are delivered.")
    shelve(vouch, "lease.md", b"# Lease\n\nThe rent is due.")
    older = shelve(vouch, "supply draft 1.md", b"# Supply\n\nThe goods are sent.")
    at = opened("legal", tool="compare")
    assert (at.session_state[picking.OLDER], at.session_state[picking.NEWER]) == (older.id, newer.id)


def test_of_documents_that_have_other_names_the_two_most_alike_are_chosen(vouch: FakeVouch) -> None:
    for name in ("nda.txt", "nda-draft-2.txt", "supply-2019.txt", "poem.txt"):
        shelve(vouch, name, f"# {name}\n\n1. Term. Nothing ends.".encode())
    at = opened("legal", tool="compare")
    chosen = [next(one.name for one in vouch.library(LEGAL).documents() if one.id == at.selectbox(key=key).value)
              for key in (picking.OLDER, picking.NEWER)]  # fmt: skip
    assert chosen == ["nda.txt", "nda-draft-2.txt"]


def test_what_is_missing_is_said(vouch: FakeVouch) -> None:
    assert "Add two drafts of a contract above" in words(opened("legal", tool="compare"))
    only = shelve(vouch, "lease.md", b"# Lease\n\nThe rent is due.")
    assert "Add two drafts of a contract above" in words(opened("legal", tool="compare"))
    shelve(vouch, "lease 2.md", b"# Lease\n\nThe rent is not due.")
    at = opened("legal", tool="compare")
    at.session_state[picking.OLDER] = at.session_state[picking.NEWER] = only.id
    assert "Choose two different documents." in words(at.run())


def test_words_of_a_document_are_never_markup(vouch: FakeVouch) -> None:
    evil = "1. Fees\n\n1.1 The fee is **bold** ![x](http://evil.example/a.png) <b>:red[now]</b> ~~gone~~ ]] $x$ due."
    older = shelve(vouch, "a.txt", evil.encode())
    newer = shelve(vouch, "b.txt", evil.replace("due", "<script>alert(1)</script> ]:blue[paid]").encode())
    at = opened("legal", tool="compare")
    comparison = compared(vouch, at, older, newer)
    assert not at.exception
    shown = "\n".join(str(one.value) for one in at.markdown)
    assert "<script>" not in shown
    assert "![x]" not in shown
    page = comparing.exported(comparison, "html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http://evil.example" in page  # as words


def test_both_files_can_be_taken_away(vouch: FakeVouch, drafts: tuple[Document, Document]) -> None:
    at = opened("legal", tool="compare")
    comparison = compared(vouch, at, *drafts)
    assert {button.label for button in at.get("download_button")} >= {"Word with tracked changes", "Web page"}
    page = comparing.exported(comparison, "html").decode()
    assert "Not legal advice" in page
    assert "Privileged and confidential" in page
    with zipfile.ZipFile(io.BytesIO(comparing.exported(comparison, "docx"))) as word:
        body = word.read("word/document.xml").decode()
    assert "<w:ins " in body
    assert "<w:del " in body
