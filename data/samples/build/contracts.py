"""Sets the templates of contracts as DOCX: `python -m data.samples.build.contracts [folder]`.

The sources are Markdown with tags for the answers. A line that begins with ". " is a sub-clause, with ".. " an item of
it; Word numbers both, and the headings of clauses, by itself. A tag alone on a line stands in a paragraph of its own.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml import etree

from data.samples.build import source, word

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = ("mutual-nda", "saas-agreement")
# Style, format and pattern of the number, and where number and text begin, in twentieths of a point.
_LEVELS = (
    ("Heading 1", "decimal", "%1.", 0, 720),
    ("Clause 2", "decimal", "%1.%2", 0, 720),
    ("Clause 3", "lowerLetter", "(%3)", 720, 1_287),
)
_MARKS = {"..": "Clause 3", ".": "Clause 2"}


def make(name: str, folder: Path) -> Path:
    """Make one template in `folder` and return its path. The same source gives the same bytes."""
    read = source.read(TEMPLATES / "sources" / f"{name}.md")
    document = docx.Document()
    word.prepare(document, read.facts)
    _prepare(document)
    for block in read.blocks:
        match block:
            case source.Heading():
                document.add_paragraph(block.text, style="Title" if block.level == 1 else "Heading 1")
            case source.Paragraph():
                _paragraph(document, block.text)
            case source.Directive(name="signatures"):
                _signatures(document, block)
            case _:
                raise ValueError(f"a contract has no way to show {block}")
    path = folder / f"{name}.docx"
    document.save(str(path))
    word.forget_the_clock(path)
    return path


def _paragraph(document: Document, text: str) -> None:
    mark, _, rest = text.partition(" ")
    style = _MARKS.get(mark)
    word.runs(document.add_paragraph(style=style), rest if style else text)


def _signatures(document: Document, block: source.Directive) -> None:
    """Add a line and what each party signs, with room and a rule where something is written by hand."""
    first, *rows = (source.cells(line) for line in block.lines)
    document.add_paragraph(first[0]).paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    for column, width in zip(table.columns, (7.4, 1, 7.4), strict=True):
        column.width = Cm(width)
    for number, row in enumerate(rows):
        left, between, right = table.add_row().cells
        between.width = Cm(1)
        for cell, text in zip((left, right), row, strict=True):
            cell.width = Cm(7.4)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.keep_with_next = number < len(rows) - 1
            paragraph.paragraph_format.space_before = Pt(14 if text.endswith(":") else 2)
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.add_run(text).bold = number == 0
            if text.endswith(":"):
                cell._tc.get_or_add_tcPr().append(_rule())


def _rule() -> etree._Element:
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:color", "808080")):
        bottom.set(qn(name), value)
    borders.append(bottom)
    return borders


def _page_number(document: Document) -> None:
    """Add the number of the page at the end of the footer."""
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("\t\t")
    for kind in ("begin", "separate", "end"):
        run = footer.add_run()
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "begin":
            instruction = OxmlElement("w:instrText")
            instruction.text = "PAGE"
            footer.add_run()._r.append(instruction)
    for run in footer.runs:
        run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x70, 0x70, 0x70)


def _prepare(document: Document) -> None:
    """Set the look of a contract, and tie the styles of its clauses to one list of several levels."""
    black = RGBColor(0, 0, 0)
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.1
    title = document.styles["Title"]
    title.font.name, title.font.size, title.font.color.rgb = "Georgia", Pt(17), black
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(18)
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.color.rgb = "Georgia", Pt(11), black
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(6)
    for name in _MARKS.values():
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, made.quick_style = normal, True
    for style in ("Title", "Heading 1"):
        _plain_font(document.styles[style])
    _number(document)
    _page_number(document)


def _plain_font(style: ParagraphStyle) -> None:
    """Let a style's own font win over the theme's, and take the line below Word's title away."""
    fonts = style.element.rPr.rFonts
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), "Georgia")
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _number(document: Document) -> None:
    numbering = document.part.numbering_part.element
    shared = OxmlElement("w:abstractNum")
    shared.set(qn("w:abstractNumId"), "90")
    _add(shared, "w:multiLevelType", "multilevel")
    for depth, (style, form, pattern, left, text) in enumerate(_LEVELS):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        _add(level, "w:start", "1")
        _add(level, "w:numFmt", form)
        _add(level, "w:pStyle", document.styles[style].style_id)
        _add(level, "w:lvlText", pattern)
        _add(level, "w:lvlJc", "left")
        indent = OxmlElement("w:ind")
        indent.set(qn("w:left"), str(text))
        indent.set(qn("w:hanging"), str(text - left))
        properties = OxmlElement("w:pPr")
        properties.append(indent)
        level.append(properties)
        shared.append(level)
    # All shared lists stand before all lists that use them.
    numbering.insert(sum(1 for one in numbering if one.tag == qn("w:abstractNum")), shared)
    used = OxmlElement("w:num")
    used.set(qn("w:numId"), "90")
    _add(used, "w:abstractNumId", "90")
    numbering.append(used)
    for depth, (style, *_) in enumerate(_LEVELS):
        number = document.styles[style].element.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = depth
        number.get_or_add_numId().val = 90


def _add(parent: etree._Element, name: str, value: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)


def main() -> None:
    """Make all templates in the folder that is named, or where they belong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=TEMPLATES)
    folder = parser.parse_args().folder
    for name in NAMES:
        make(name, folder)


if __name__ == "__main__":
    main()
