from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from modules.adapters.export_tables import as_excel, as_word
from modules.core.export_table import Column, Table

NOTICE = "Not legal advice."
BANNER = "Privileged & confidential."
MADE = datetime(2026, 11, 30, 19, 5, tzinfo=UTC)
ABOUT = ["Documents: a.pdf; b.docx", "Made on 2026-11-30 19:05 UTC", "One was cut."]
TABLE = Table(
    "Obligations: [all]/'dates'",
    NOTICE,
    (Column("Clause", 10), "What", "Due", "Amount", "Share"),
    (
        ("5.2(a)", "Pay\nin time", date(2026, 3, 1), Decimal("1200.50"), 0.5),
        ("=1+1", "+49 30", None, 7, "@cmd"),
        ("-", "#N/A", None, None, "a\x00\ud800b\ufffe_x000D_"),
    ),
    documents=("a.pdf", "b.docx"),
    privilege=BANNER,
    remarks=("One was cut.",),
    made=MADE,
)


def sheet_of(table: Table):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(as_excel(table))).active


def test_excel_says_what_it_is_before_the_table() -> None:
    sheet = sheet_of(TABLE)
    head = [sheet.cell(row, 1).value for row in range(1, 7)]
    assert head == [
        TABLE.title,
        BANNER,
        NOTICE,
        "Documents: a.pdf; b.docx",
        "Made on 2026-11-30 19:05 UTC",
        "One was cut.",
    ]
    assert [cell.value for cell in sheet[8]] == ["Clause", "What", "Due", "Amount", "Share"]
    assert sheet.freeze_panes == "A9"
    assert sheet.auto_filter.ref == "A8:E11"
    assert sheet.column_dimensions["A"].width == 12
    assert sheet["B9"].alignment.wrap_text
    assert sheet.oddHeader.center.text == "Privileged && confidential."


def test_excel_keeps_numbers_and_dates_and_lets_no_text_become_a_formula() -> None:
    sheet = sheet_of(TABLE)
    assert sheet["C9"].is_date
    assert sheet["C9"].value.date() == date(2026, 3, 1)
    assert (sheet["D9"].value, sheet["E9"].value, sheet["D10"].value) == (1200.5, 0.5, 7)
    for place, text in (("A10", "=1+1"), ("B10", "+49 30"), ("E10", "@cmd"), ("A11", "-"), ("B11", "#N/A")):
        assert (sheet[place].value, sheet[place].data_type) == (text, "s")
    assert all(sheet[place].quotePrefix for place in ("A10", "B10", "E10", "A11"))
    assert sheet["E11"].value == "ab_x005F_x000D_"


def test_excel_says_that_a_cell_is_cut() -> None:
    text = sheet_of(Table("Long", "", ("Text",), (("x" * 40_000,),)))["A5"].value
    assert len(text) == 32_767
    assert text.endswith("holds no more)")


def test_word_says_what_it_is_and_repeats_its_header() -> None:
    made = Document(io.BytesIO(as_word(TABLE)))
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert lines[:6] == [
        TABLE.title,
        BANNER,
        NOTICE,
        "Documents: a.pdf; b.docx",
        "Made on 2026-11-30 19:05 UTC",
        "One was cut.",
    ]
    assert made.sections[0].header.paragraphs[0].text == BANNER
    [table] = made.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == ["5.2(a)", "Pay\nin time", "2026-03-01", "1200.50", "0.5"]
    assert rows[3] == ["-", "#N/A", "", "", "ab_x000D_"]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


@pytest.mark.parametrize(("width", "orientation"), [(20, WD_ORIENT.PORTRAIT), (50, WD_ORIENT.LANDSCAPE)])
def test_word_turns_the_page_for_a_wide_table(width: int, orientation: WD_ORIENT) -> None:
    table = Table("Wide", "", tuple(Column(f"{number}", width) for number in range(3)), (("a", "b", "c"),))
    section = Document(io.BytesIO(as_word(table))).sections[0]
    assert section.orientation == orientation
    assert (section.page_width > section.page_height) is (orientation == WD_ORIENT.LANDSCAPE)


@pytest.mark.parametrize("title", ["", "\x00", "[]:*?/\\", "'" * 40])
def test_any_title_and_no_rows(title: str) -> None:
    table = Table(title, "", ("One",), ())
    assert Document(io.BytesIO(as_word(table))).tables[0].rows
    assert sheet_of(table).max_row >= 3
