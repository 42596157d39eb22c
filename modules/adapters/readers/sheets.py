"""XLSX: a page for each sheet, a line for each row, the values as Excel last computed them."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from modules.adapters.readers.archive import open_archive
from modules.adapters.readers.composing import Composer, clean, counted, header_of
from modules.adapters.readers.source import Source
from modules.core.errors import Malformed, NoText, TooLarge
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNCOMPUTED = re.compile(rb"<f\b[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield each sheet as a page; an empty row ends a table."""
    uncomputed = _look(source)
    with source.open() as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that do not concern values
        book = _open(file)
        try:
            sheets = book.worksheets
            if len(sheets) > source.limits.max_pages:
                raise TooLarge(f"The file has {len(sheets):,} sheets; at most {source.limits.max_pages:,} are read.")
            yield Opened(MEDIA_TYPE, len(sheets))
            letters = 0
            for number, sheet in enumerate(sheets, 1):
                composer = Composer()
                _add_sheet(composer, sheet, source.limits.max_characters - letters)
                letters += len(composer)
                yield composer.page(number)
            if hidden := [clean(sheet.title) for sheet in sheets if sheet.sheet_state != "visible"]:
                yield Note(f"{counted(len(hidden), 'sheet')} hidden in Excel, read too.")
        finally:
            book.close()
    if uncomputed:
        yield Note(f"{counted(uncomputed, 'formula')} without a stored result, not read; save the file in Excel once.")
    if not letters:
        raise NoText("There is nothing in the cells of the file.")


def _look(source: Source) -> int:
    """Inflate every part within the limits, because openpyxl has none; return how many formulas lack a result."""
    with open_archive(source) as archive:
        return sum(
            len(_UNCOMPUTED.findall(part))
            for name in archive.names
            if (part := archive.read(name)) and name.startswith("xl/worksheets/")
        )


def _open(file: Any) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError) as exc:
        raise Malformed("The workbook is damaged.", "Open it in Excel or LibreOffice and save it again.") from exc


def _add_sheet(composer: Composer, sheet: Any, room: int) -> None:
    composer.heading(sheet.title, 1)
    sheet.reset_dimensions()  # what the file says of its size may be a million rows too much
    region: list[list[str]] = []
    for row in sheet.iter_rows():
        cells = [_shown(cell) for cell in row]
        if any(cells):
            region.append(cells)
            room -= sum(map(len, cells))
        elif region:
            _add_region(composer, region)
            region = []
        if room < 0:
            raise TooLarge("The workbook holds more text than is read.", "Split it into parts and add those.")
    if region:
        _add_region(composer, region)


def _add_region(composer: Composer, rows: list[list[str]]) -> None:
    """Add rows without an empty one between them: titles of one cell first, then the table."""
    first = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    for row in rows[:first]:
        composer.line(" ".join(row))
    table = _without_margin(rows[first:])
    if table:
        composer.table(table, header_of(table))


def _without_margin(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    left = min((next(n for n, cell in enumerate(row) if cell) for row in rows), default=0)
    return [list(row[left:]) for row in rows]


def _shown(cell: Any) -> str:
    """Return a value as Excel shows it, near enough: dates in ISO form, shares in percent, no rounding noise."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, int | float):
        if "%" in str(cell.number_format):
            return f"{_number(value * 100)}%"
        return _number(value)
    return clean(str(value))


def _number(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) >= 1e-6 else repr(value)
