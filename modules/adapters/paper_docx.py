"""A paper as a Word file: every page says in its head whom it is about and whether it is signed."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from modules.core.printed import Noted, PrintedLine, PrintedPaper, PrintedSection, moment, printable

_MARGIN = Mm(20)
_SMALL = Pt(9)
_GRAY = RGBColor(0x55, 0x55, 0x55)
_RED = RGBColor(0xB0, 0x00, 0x20)


def as_docx(paper: PrintedPaper) -> bytes:
    """Return the paper as a .docx file."""
    paper = printable(paper)
    document = Document()
    _set_up(document, paper)
    document.add_heading(paper.title, level=0)
    for label, value in paper.about:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)
    for said in (paper.notice, *paper.remarks):
        _small(document.add_paragraph(), said)
    for section in paper.sections:
        _add_section(document, section)
    if paper.sources:
        document.add_heading("Sources", level=1)
    for source in paper.sources:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.add_run(f"[{source.number}] {source.place}: ").font.size = _SMALL
        _small(paragraph, f"“{source.quote}”" if source.quote else "deleted from Vouch")
    document.add_heading("Signature", level=1)
    for number, line in enumerate(paper.signature()):
        document.add_paragraph().add_run(line).bold = number == 0
    _add_notes(document, "Addenda", paper.addenda)
    _add_notes(document, "Changes", paper.log)
    _small(document.add_paragraph(), f"Made on {moment(paper.made)}.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Any, paper: PrintedPaper) -> None:
    """Set the page, its head and its foot, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    head = section.header.paragraphs[0]
    head.add_run(f"{paper.subject} · {paper.title} · ").font.size = _SMALL
    status = head.add_run(paper.status)
    status.font.size, status.bold = _SMALL, True
    if paper.status != "SIGNED":
        status.font.color.rgb = _RED
    foot = section.footer.paragraphs[0]
    for before, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(before)
        _add_field(foot, field)
    properties = document.core_properties
    properties.title, properties.author = paper.title[:255], (paper.signed.name if paper.signed else "")[:255]
    properties.comments = ""  # where the library names itself


def _add_field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _add_section(document: Any, section: PrintedSection) -> None:
    document.add_heading(section.title, level=1)
    if not section.lines:
        _small(document.add_paragraph(), section.empty)
    elif section.bulleted:
        style = document.styles["List Bullet"].style_id
        for line in section.lines:
            paragraph = document.add_paragraph()
            paragraph._p.style = style  # given to the paragraph it would be sought among all styles for every line
            _add_line(paragraph, line)
    else:
        paragraph = document.add_paragraph()
        for number, line in enumerate(section.lines):
            _add_line(paragraph, line, before=" " if number else "")


def _add_line(paragraph: Any, line: PrintedLine, before: str = "") -> None:
    paragraph.add_run(before + " ".join(line.text.split()))
    if line.sources:
        paragraph.add_run("".join(f"[{number}]" for number in line.sources)).font.superscript = True
    if line.remark:
        _small(paragraph, f" ({line.remark})")


def _add_notes(document: Any, title: str, notes: tuple[Noted, ...]) -> None:
    if notes:
        document.add_heading(title, level=1)
    for note in notes:
        _small(document.add_paragraph(), f"{moment(note.when)}, {note.by()}")
        for line in note.text.splitlines():
            document.add_paragraph(line)


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.italic, run.font.color.rgb = _SMALL, True, _GRAY
