"""Sets a source as DOCX with Word's own headings, tables, header and footer."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from data.samples.build.source import Directive, Heading, Paragraph, Source, Table, cells, plain

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_RUN = re.compile(r"\*\*([^*]+)\*\*|\*([^*]+)\*|([^*]+)")
_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def write(source: Source, path: Path) -> None:
    """Set `source` and save it."""
    document = docx.Document()
    prepare(document, source.facts)
    for block in source.blocks:
        match block:
            case Heading():
                document.add_heading(block.text, 0 if block.level == 1 else block.level - 1)
            case Paragraph():
                _paragraph(document, block)
            case Table():
                _table(document, block)
            case Directive(name="signatures"):
                _signatures(document, block)
            case Directive(name="facts"):
                _facts(document, block)
            case Directive():
                raise ValueError(f"a Word file has no way to show {block.name}")
    document.save(str(path))


def prepare(document: Document, facts: dict[str, str]) -> None:
    """Set properties, fonts, header and footer."""
    properties = document.core_properties
    properties.title, properties.author = facts["title"], facts["footer"]
    properties.created = properties.modified = _DAY
    font = document.styles["Normal"].font
    font.name, font.size = "Georgia", Pt(10.5)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.6)
    section.header.paragraphs[0].text = facts["header"]
    section.footer.paragraphs[0].text = facts["footer"]
    for part in (section.header, section.footer):
        for run in part.paragraphs[0].runs:
            run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x70, 0x70, 0x70)


def runs(target: WordParagraph, text: str) -> None:
    """Add text with its bold and italic parts."""
    for bold, italic, rest in _RUN.findall(text):
        run = target.add_run(bold or italic or rest)
        run.bold, run.italic = bool(bold) or None, bool(italic) or None


def _paragraph(document: Document, paragraph: Paragraph) -> None:
    target = document.add_paragraph(style="List Bullet" if paragraph.bullet else None)
    if paragraph.indent:
        target.paragraph_format.left_indent = Cm(0.9 * paragraph.indent)
    runs(target, paragraph.text)


def _table(document: Document, table: Table) -> None:
    target = document.add_table(rows=0, cols=len(table.header), style="Light Grid Accent 1")
    for row in (table.header, *table.rows):
        for cell, text, right in zip(target.add_row().cells, row, table.right, strict=True):
            cell.text = plain(text)
            if right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _grid(document: Document, rows: list[tuple[str, ...]]) -> None:
    """Add a table without rules."""
    target = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(target.add_row().cells, row, strict=True):
            runs(cell.paragraphs[0], text)
    document.add_paragraph()


def _signatures(document: Document, block: Directive) -> None:
    first, *rows = block.lines
    document.add_paragraph(first)
    _grid(document, [cells(row) for row in rows])


def _facts(document: Document, block: Directive) -> None:
    pairs = [line.split(": ", 1) for line in block.lines if line]
    _grid(document, [(f"**{label}**", value) for label, value in pairs])


def forget_the_clock(path: Path) -> None:
    """Write an office file's parts again with one fixed date, where the libraries take the clock's."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: _MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z", archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
