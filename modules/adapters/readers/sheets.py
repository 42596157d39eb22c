"""XLSX: a page for each sheet, a line for each row, the values as Excel last computed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from modules.adapters.readers.archive import open_archive
from modules.adapters.readers.composing import Composer, clean, counted, header_of
from modules.adapters.readers.sheet_parts import Book, Sheet, book_of, comments_on, rows_of
from modules.adapters.readers.source import Source
from modules.core.errors import NoText, TooLarge
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield each sheet as a page; an empty row ends a table."""
    with open_archive(source) as archive:
        book = book_of(archive)
        if not book.sheets:
            raise archive.no_text_part("Open it in Excel or LibreOffice and save it again.")
        if len(book.sheets) > source.limits.max_pages:
            raise TooLarge(f"The file has {len(book.sheets):,} sheets; at most {source.limits.max_pages:,} are read.")
        yield Opened(MEDIA_TYPE, len(book.sheets))
        letters = comments = 0
        filled = False
        for number, sheet in enumerate(book.sheets, 1):
            composer = Composer()
            composer.heading(sheet.name, 1)
            before = len(composer)
            _add_rows(composer, book, sheet, source.limits.max_characters - letters)
            remarks = comments_on(book, sheet)
            _add_comments(composer, remarks)
            comments += len(remarks)
            filled |= len(composer) > before
            letters += len(composer)
            yield composer.page(number)
        if not filled and archive.damaged:
            raise archive.no_text_part("Open it in Excel or LibreOffice and save it again.")
        if not filled:
            raise NoText("There is nothing in the cells of the file.")
        yield from _notes(book, comments)
        yield from archive.notes()


def _notes(book: Book, comments: int) -> Iterator[Note]:
    if hidden := sum(sheet.hidden for sheet in book.sheets):
        yield Note(f"{counted(hidden, 'sheet')} hidden in Excel, read too.")
    if comments:
        yield Note(f"The workbook holds {counted(comments, 'comment')}, given at the end of their sheets.")
    if book.uncomputed:
        what = counted(book.uncomputed, "formula")
        yield Note(f"{what} without a stored result, not read; save the file in Excel once.")
    if book.lost:
        yield Note(f"{counted(book.lost, 'cell')} not read, whose text is missing in the file.")
    broken = [clean(sheet.name) for sheet in book.sheets if sheet.part in book.archive.damaged]
    if broken:
        yield Note(f"Not read, because the file is damaged: {', '.join(broken[:20])}.")
    if "xl/styles.xml" in book.archive.damaged | book.archive.torn:
        yield Note("Dates and shares may be given as plain numbers, because the formats are damaged.")


def _add_rows(composer: Composer, book: Book, sheet: Sheet, room: int) -> None:
    region: list[list[str]] = []
    last = 0
    for number, cells in rows_of(book, sheet):
        if region and number != last + 1:
            _add_region(composer, region)
            region = []
        region.append(cells)
        last = number
        room -= sum(map(len, cells)) + len(cells)
        if room < 0:
            raise TooLarge("The workbook holds more text than is read.", "Split it into parts and add those.")
    if region:
        _add_region(composer, region)


def _add_comments(composer: Composer, comments: list[str]) -> None:
    if comments:
        composer.heading("Comments", 1)
    for comment in comments:
        composer.line(comment)


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
