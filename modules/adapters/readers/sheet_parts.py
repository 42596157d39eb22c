"""The parts of an XLSX file: its sheets, their rows and merged cells, shared texts, formats and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from modules.adapters.readers.archive import Archive, Element, attribute, child, local, relation_of, relations
from modules.adapters.readers.composing import clean
from modules.adapters.readers.sheet_values import shown_number

MAX_COLUMNS = 16_384  # Excel's own
MAX_MERGES = 100_000
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d*)")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?$")


@dataclass(slots=True)
class Sheet:
    """A sheet: its name, its part in the file, and whether Excel hides it."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class Book:
    """A workbook.

    Attributes:
        sheets: in Excel's order, without those that are charts.
        strings: the texts that cells refer to.
        formats: format code of each style of a cell.
        lost: of how many cells the text is missing.
        uncomputed: how many formulas have no stored result.
    """

    archive: Archive
    sheets: list[Sheet]
    strings: list[str]
    formats: list[str]
    since_1904: bool = False
    people: dict[str, str] = field(default_factory=dict)
    lost: int = 0
    uncomputed: int = 0


def book_of(archive: Archive) -> Book:
    """Read what all sheets share, as far as it is there."""
    main = next((part for kind, part in relations(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    root, links = archive.xml(main), relations(archive, main)
    targets = dict(links.values())
    entries = [e for e in root.iter() if local(e) == "sheet"] if root is not None else []
    sheets = []
    for entry in entries:
        kind, part = links.get(relation_of(entry), ("", ""))
        if kind == "worksheet":
            sheets.append(Sheet(attribute(entry, "name"), part, attribute(entry, "state") not in ("", "visible")))
    if not sheets:  # in the order in which they were made, under the names that Excel would give them
        parts = sorted((int(found[1]), name) for name in archive.names if (found := _SHEET.fullmatch(name)))
        names = [attribute(entry, "name") for entry in entries] if len(entries) == len(parts) else []
        sheets = [Sheet(names[n] if names else f"Sheet{place}", name, False) for n, (place, name) in enumerate(parts)]
    archive.damaged |= {sheet.part for sheet in sheets if sheet.part not in archive.names}
    properties = child(root, "workbookPr")
    since_1904 = properties is not None and attribute(properties, "date1904") in ("1", "true")
    strings = _strings(archive, targets.get("sharedStrings", "xl/sharedStrings.xml"))
    formats = _formats(archive.xml(targets.get("styles", "xl/styles.xml")))
    people = {
        attribute(person, "id"): attribute(person, "displayName")
        for kind, part in links.values()
        if kind == "person"
        for person in _children(archive.xml(part))
    }
    return Book(archive, sheets, strings, formats, since_1904, people)


def _children(root: Element | None) -> Iterator[Element]:
    yield from root if root is not None else ()


def _strings(archive: Archive, part: str) -> list[str]:
    return [_text(item) for item in archive.each(part, archive.read(part), "si")]


def _text(item: Element) -> str:
    """Return a text with its runs put together, without what only helps to pronounce it."""
    parts = []
    for inner in item:
        if local(inner) == "t":
            parts.append(inner.text or "")
        elif local(inner) == "r":
            parts += [run.text or "" for run in inner if local(run) == "t"]
    return "".join(parts)


def _formats(root: Element | None) -> list[str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if root is None:
        return []
    own = {attribute(e, "numFmtId"): attribute(e, "formatCode") for e in _children(child(root, "numFmts"))}
    found = []
    for style in _children(child(root, "cellXfs")):
        number = attribute(style, "numFmtId")
        found.append(own.get(number) or str(BUILTIN_FORMATS.get(int(number) if number.isdigit() else 0, "")))
    return found


def rows_of(book: Book, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each row with text; a cell merged downwards is repeated in its rows.

    Repeated, because each row is read alone; not where a row has no other text, which so ends a table.
    """
    data = book.archive.read(sheet.part)
    merges = _merges(data)
    going_on: dict[int, tuple[str, int]] = {}  # column -> text and its last row
    number = 0
    for row in book.archive.each(sheet.part, data, "row"):
        place = attribute(row, "r")
        number = int(place) if place.isdigit() and len(place) < 8 else number + 1
        cells = _cells(book, row)
        if any(cells.values()):
            for column, (text, last) in list(going_on.items()):
                if number > last:
                    del going_on[column]
                elif not cells.get(column):
                    cells[column] = text
            for column, last in merges.get(number, ()):
                if cells.get(column):
                    going_on[column] = cells[column], last
            width = max(column for column, text in cells.items() if text) + 1
            yield number, [cells.get(column, "") for column in range(width)]


def _merges(data: bytes) -> dict[int, list[tuple[int, int]]]:
    """Return for each row the cells that reach further down: column and last row. They stand behind all rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    for count, match in enumerate(_MERGED.finditer(data)):
        first, last = int(match[2]), int(match[4])
        if count < MAX_MERGES and last > first:
            found.setdefault(first, []).append((_column(match[1].decode()), last))
    return found


def _cells(book: Book, row: Element) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = -1
    for cell in row:
        if local(cell) == "c":
            place = _PLACE.match(cell.get("r") or "")  # `attribute` takes a third of the time for a large sheet
            column = _column(place[1]) if place else column + 1
            if column < MAX_COLUMNS:
                cells[column] = _shown(book, cell)
    return cells


@lru_cache(MAX_COLUMNS)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _shown(book: Book, cell: Element) -> str:
    kind = cell.get("t")
    value = child(cell, "v")
    text = (value.text or "").strip() if value is not None else ""
    if kind == "inlineStr":
        inline = child(cell, "is")
        return clean(_text(inline)) if inline is not None else ""
    if not text:
        book.uncomputed += kind != "str" and child(cell, "f") is not None
        return ""
    if kind == "s":
        if text.isdigit() and len(text) < 10 and int(text) < len(book.strings):
            return clean(book.strings[int(text)])
        book.lost += 1
        return ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(text, text)
    if kind == "d":
        return _MIDNIGHT.sub("", text).replace("T", " ")
    if kind in ("str", "e"):
        return clean(text)
    style = cell.get("s") or ""
    form = book.formats[int(style)] if style.isdigit() and int(style) < len(book.formats) else ""
    return clean(shown_number(text, form, since_1904=book.since_1904))


def comments_on(book: Book, sheet: Sheet) -> list[str]:
    """Return the comments on a sheet's cells; of one that has answers Excel keeps a copy for old programs, left out."""
    links = list(relations(book.archive, sheet.part).values())
    found: list[str] = []
    answered: set[str] = set()
    for part in (part for kind, part in links if kind == "threadedComment"):
        for comment in _children(book.archive.xml(part)):
            text = child(comment, "text")
            place = attribute(comment, "ref")
            answered.add(place)
            found.append(_comment(book.people.get(attribute(comment, "personId"), ""), place, text))
    for part in (part for kind, part in links if kind == "comments"):
        root = book.archive.xml(part)
        authors = [author.text or "" for author in _children(child(root, "authors"))]
        for comment in _children(child(root, "commentList")):
            place, number = attribute(comment, "ref"), attribute(comment, "authorId")
            author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
            if place not in answered:
                found.append(_comment("" if author.startswith("tc=") else author, place, child(comment, "text")))
    return [comment for comment in found if comment]


def _comment(author: str, place: str, element: Element | None) -> str:
    text = clean((element.text or "") + _text(element)) if element is not None else ""
    by = f" by {clean(author)}" if clean(author) else ""
    return f"Comment{by} on {place}: {text}" if text else ""
