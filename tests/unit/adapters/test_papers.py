"""Papers as files: opened again, they say what the paper says, also where its text is hostile."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace

import pytest
from docx import Document
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from modules.adapters.paper_docx import as_docx
from modules.adapters.paper_pdf import as_pdf
from modules.core.printed import (
    BROKEN,
    DRAFT,
    Noted,
    PrintedLine,
    PrintedPaper,
    PrintedSection,
    PrintedSource,
    Signed,
    as_text,
)

HOSTILE = "\x00\x07\x9f\ud800\ufffe<script>alert(1)</script> & ]]> \"' \u202egnp.exe \\N{x} <b>bold</b> {{ x }}"
SHOWN = "<script>alert(1)</script> & ]]> \"' gnp.exe \\N{x} <b>bold</b> {{ x }}"
SIGNED = Signed("Dr Ann Lee", "Physician", 1_774_540_800.0, "ab" * 32)


def paper(text: str = "Plain words.", lines: int = 3, **more: object) -> PrintedPaper:
    said = tuple(PrintedLine(f"{text} {number}", (1, 2), text if number == 1 else "") for number in range(lines))
    made = PrintedPaper(
        title=f"Summary {text}",
        subject=f"Jane Doe {text}",
        about=(("Patient", f"Jane Doe {text}"),),
        notice=text,
        sections=(
            PrintedSection(text, said, bulleted=True),
            PrintedSection("Course", said),
            PrintedSection("Plan", ()),
        ),
        sources=(PrintedSource(1, f"{text}, page 1", text), PrintedSource(2, "gone.txt, page 3", "")),
        remarks=(text,),
        made=1_774_540_800.0,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def pdf_pages(made: PrintedPaper) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(made))).pages]


def word_text(made: PrintedPaper) -> tuple[str, str]:
    """Return the head of the pages, and the text."""
    document = Document(io.BytesIO(as_docx(made)))
    head = "\n".join(one.text for one in document.sections[0].header.paragraphs)
    return head, "\n".join(one.text for one in document.paragraphs)


def joined(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("signed", "status"), [(None, DRAFT), (SIGNED, "SIGNED"), (replace(SIGNED, intact=False), BROKEN)]
)
def test_every_page_says_whether_it_is_signed_and_whom_it_is_about(signed: Signed | None, status: str) -> None:
    made = paper(lines=120, signed=signed)
    pages = pdf_pages(made)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert status in page
        assert f"Page {number} of {len(pages)}" in page
        assert "Jane Doe Plain words." in page
    head, text = word_text(made)
    assert status in head
    for one in (text, as_text(made), "\n".join(pages)):
        assert ("Dr Ann Lee, Physician" in one) is (signed is not None)
        assert (DRAFT in one) is (signed is None)
        assert (BROKEN in one) is (status == BROKEN)


@pytest.mark.parametrize(("text", "shown"), [("Plain words.", "Plain words."), (HOSTILE, SHOWN)])
def test_all_that_a_paper_says_is_in_every_form_as_it_is_written(text: str, shown: str) -> None:
    made = paper(
        text,
        signed=replace(SIGNED, name=text, role=text),
        addenda=(Noted(f"{text}\n\nlater", text, 1.0),),
        log=(Noted(f"changed {text}", text, 2.0),),
    )
    for form in (as_text(made), word_text(made)[1], "\n".join(pdf_pages(made))):
        flat = joined(form)
        for said in (f"Summary {shown}", f"Patient: Jane Doe {shown}", f"[1] {shown}, page 1", f"{shown} 2[1][2]"):
            assert joined(said) in flat
        for said in ("deleted from Vouch", "Nothing in the record.", f"changed {shown}", "later", f"({shown})"):
            assert joined(said) in flat
        assert "\x00" not in form
        assert "\u202e" not in form


def test_what_a_pdf_cannot_show_becomes_boxes_and_is_said() -> None:
    [page] = pdf_pages(paper("שלום عربى 漢字 Größe Ωμέγα Привет ≥ µg", lines=1))
    assert "cannot be printed in a PDF" in page
    assert "□□□□ □□□□ □□ Größe Ωμέγα Привет ≥ µg" in page
    [other] = pdf_pages(paper("Größe Ωμέγα Привет ≥ µg", lines=1))
    assert "cannot be printed" not in other
    text = as_text(paper("שלום عربى 漢字", lines=1))
    assert "שלום عربى 漢字" in text
    assert "שלום عربى 漢字" in word_text(paper("שלום عربى 漢字", lines=1))[1]


@pytest.mark.parametrize("text", ["x" * 20_000, "word " * 5_000])
def test_one_endless_line_is_printed_to_its_end(text: str) -> None:
    made = paper("Words", lines=0, sections=(PrintedSection("A", (PrintedLine(f"{text}END"),)),))
    assert "END" in "".join(pdf_pages(made))
    assert "END" in word_text(made)[1]
    assert "END" in as_text(made)


@pytest.mark.timeout(300)
def test_two_thousand_lines_are_all_there() -> None:
    lines = tuple(PrintedLine(f"Plain words. {number}") for number in range(2_000))
    made = replace(paper(HOSTILE, lines=1), sections=(PrintedSection("A", lines, True),))
    with closing(PdfDocument(as_pdf(made))) as pdf:  # which reads so many pages in a moment
        pages = [page.get_textpage().get_text_range() for page in pdf]
    for form in (as_text(made), word_text(made)[1], "\n".join(pages)):
        assert joined(form).count("Plainwords.") >= 2_000
        assert "Plain words. 1999" in form


def test_the_same_paper_makes_the_same_pdf() -> None:
    assert as_pdf(paper()) == as_pdf(paper())
