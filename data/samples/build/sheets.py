"""Sets a source as XLSX: each heading of the second level begins a sheet with its notes and its table."""

from __future__ import annotations

import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from data.samples.build.source import Heading, Paragraph, Source, Table, plain

_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_HEAD = PatternFill("solid", fgColor="DCE6EC")


def write(source: Source, path: Path) -> None:
    """Set `source` and save it. Cells that are numbers become numbers, so that they can be summed."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = source.facts["title"], source.facts["footer"]
    book.properties.created = book.properties.modified = _DAY
    for block in source.blocks:
        match block:
            case Heading(level=2):
                sheet = book.create_sheet(block.text)
            case Paragraph():
                sheet.append([block.text])
            case Table():
                _table(sheet, block)
            case _:
                raise ValueError(f"a workbook has no way to show {block}")
    book.save(path)


def _table(sheet: Worksheet, table: Table) -> None:
    for row in (table.header, *table.rows):
        sheet.append([_value(plain(cell)) for cell in row])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=row is table.header or row[0].startswith("**"))
            cell.fill = _HEAD if row is table.header else PatternFill()
            if isinstance(cell.value, int | float):
                cell.number_format = "#,##0;(#,##0)" if isinstance(cell.value, int) else "0.0%"
                cell.alignment = Alignment(horizontal="right")
    sheet.column_dimensions["A"].width = 34
    for column in "BCDEFGHIJ"[: len(table.header) - 1]:
        sheet.column_dimensions[column].width = 13


def _value(text: str) -> str | int | float:
    """Read "1,234", "(56)" and "41.2%" as numbers; anything else stays text."""
    digits = text.replace(",", "").replace("(", "-").rstrip(")")
    if digits.removeprefix("-").isdecimal():
        return int(digits)
    if text.endswith("%") and text[:-1].replace(".", "", 1).isdecimal():
        return round(float(text[:-1]) / 100, 4)
    return text
