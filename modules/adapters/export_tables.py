"""A table of findings as a Word and as an Excel file."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from modules.core.export import without_controls
from modules.core.export_table import Table, Value, shown

_A4 = (Mm(210), Mm(297))
_MARGIN = Mm(18)
_PADDING = 5  # characters; narrow columns would break a date
_HEADER_FILL = "E7E6E6"
_WIDE = 90  # characters in a line of a table that a portrait page cannot show
_SHORT_ROW = 1_500  # characters: a longer one may begin on one page and end on the next
_CELL_CHARACTERS = 32_767  # Excel's limit
_CUT = " … (cut: a cell of Excel holds no more)"
_FORMULA = ("=", "+", "-", "@")
_MEANT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x000D_ as a character


def as_word(table: Table) -> bytes:
    """Return the table as a .docx file; its header row and the privilege banner are repeated on every page."""
    document = Document()
    section = document.sections[0]
    wide = sum(table.widths()) > _WIDE
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    width, height = reversed(_A4) if wide else _A4
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    document.add_heading(without_controls(table.title), level=1)
    if table.privilege:
        section.different_first_page_header_footer = True  # that one has it below the title
        section.header.paragraphs[0].text = without_controls(table.privilege)
        document.add_paragraph().add_run(without_controls(table.privilege)).bold = True
    if table.notice:
        document.add_paragraph().add_run(without_controls(table.notice)).italic = True
    for line in table.about():
        document.add_paragraph(without_controls(line))
    _add_table(document, table, width - 2 * _MARGIN)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_excel(table: Table) -> bytes:
    """Return the table as an .xlsx file with filters; text is text, also where it looks like a formula."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", without_controls(table.title))[:31].strip() or "Table"
    head = [table.title, table.privilege, table.notice, *table.about()]
    for line in (line for line in head if line):
        _fill(sheet.cell(sheet.max_row + (sheet.cell(1, 1).value is not None), 1), line)
    sheet["A1"].font = Font(bold=True, size=14)
    top = sheet.max_row + 2
    rows = [table.titles(), *table.rows]
    for row, values in enumerate(rows, start=top):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            _fill(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in enumerate(table.widths(), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width + 2
        header = sheet.cell(top, column)
        header.font, header.fill = Font(bold=True), PatternFill("solid", start_color=_HEADER_FILL)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(table.columns))}{top + len(table.rows)}"
    _set_up_print(sheet, table, top)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _add_table(document: Any, table: Table, width: int) -> None:
    widths = table.widths()
    made = document.add_table(rows=1 + len(table.rows), cols=len(widths), style="Table Grid")
    made.autofit = False
    shares = [Emu(width * (one + _PADDING) // sum(one + _PADDING for one in widths)) for one in widths]
    for column, share in zip(made.columns, shares, strict=True):
        column.width = share
    rows = [table.titles(), *table.rows]
    # Asked for one at a time, the cells of a table take a time that grows with its square.
    for number, (row, values) in enumerate(zip(made._tbl.tr_lst, rows, strict=True)):
        for cell, share, value in zip(row.tc_lst, shares, values, strict=True):
            cell.width = share
            _write(cell, shown(value), header=number == 0)
        if sum(map(len, map(shown, values))) < _SHORT_ROW:
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    made._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write(cell: Any, text: str, *, header: bool) -> None:
    """Fill a cell of a Word table: a paragraph for each line."""
    for number, line in enumerate(without_controls(text).split("\n")):
        paragraph = cell.p_lst[0] if number == 0 else cell.add_p()
        run = paragraph.add_r()
        run.text = line
        properties = run.get_or_add_rPr()
        properties.sz_val = Pt(9)
        if header:
            properties.get_or_add_b()
    if header:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEADER_FILL)):
            shading.set(qn(f"w:{name}"), value)
        cell.get_or_add_tcPr().append(shading)


def _fill(cell: Any, value: Value) -> None:
    """Put a value into a cell of Excel."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _MEANT.sub("_x005F_", without_controls(value))
    cell.value = text if len(text) <= _CELL_CHARACTERS else text[: _CELL_CHARACTERS - len(_CUT)] + _CUT
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA)


def _set_up_print(sheet: Any, table: Table, top: int) -> None:
    """Print it on pages that are as wide as the table, each with the header row and the banner."""
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = without_controls(table.privilege).replace("&", "&&") or None
    sheet.oddFooter.center.text = "&P / &N"
