"""XML files: office documents saved as one XML file, and any other as its text without tags."""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from modules.adapters.readers import open_document, plain, word
from modules.adapters.readers.archive import Element, attribute, broken, child, local, xml_parser
from modules.adapters.readers.composing import Composer, clean, header_of
from modules.adapters.readers.sheet_values import shown_number
from modules.adapters.readers.source import Source
from modules.core.errors import NoText, TooLarge
from modules.core.types import Note, Opened, ReadEvent

MEDIA_TYPE = "application/xml"
MAX_COLUMNS = 16_384


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield what an XML file says: office documents as such, anything else as one page."""
    data = source.content()
    parser = xml_parser()
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or (broken(parser.error_log) and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")):
        yield from plain.read(source)  # a text with some tags, which are no XML
        return
    yield from _READERS.get(str(root.tag), _generic)(source, root)
    if broken(parser.error_log):
        yield Note("The file is damaged: it was read only as far as it goes.")


def _package(source: Source, root: Element) -> Iterator[ReadEvent]:
    """Yield a Word document saved as one XML file, read as the zip file that it stands for."""
    parts: dict[str, bytes] = {}
    for part in root:
        content = child(part, "xmlData")
        inner = next(iter(content), None) if content is not None else None
        data = etree.tostring(inner) if inner is not None else _binary(child(part, "binaryData"))
        parts[attribute(part, "name").lstrip("/")] = data
    yield from word.read(_zipped(source, parts))


def _binary(element: Element | None) -> bytes:
    try:
        return b64decode(element.text or "") if element is not None else b""
    except (NoBase64, ValueError):
        return b""


def _old_word(source: Source, root: Element) -> Iterator[ReadEvent]:
    """Yield a document of Word 2003, whose elements are named as in those of today."""
    styles = child(root, "styles")
    parts = {"word/document.xml": root} | ({"word/styles.xml": styles} if styles is not None else {})
    yield from word.read(_zipped(source, {name: etree.tostring(part) for name, part in parts.items()}))


def _zipped(source: Source, parts: Mapping[str, bytes]) -> Source:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return replace(source, unlocked=whole.getvalue())


def _old_excel(source: Source, root: Element) -> Iterator[ReadEvent]:
    """Yield a workbook of Excel 2003, each sheet as a page."""
    sheets = [element for element in root if local(element) == "Worksheet"]
    if len(sheets) > source.limits.max_pages:
        raise TooLarge(f"The file has {len(sheets):,} sheets; at most {source.limits.max_pages:,} are read.")
    yield Opened(MEDIA_TYPE, len(sheets))
    filled = False
    for number, sheet in enumerate(sheets, 1):
        composer = Composer()
        composer.heading(attribute(sheet, "Name"), 1)
        rows = [_cells(row) for row in sheet.iter() if local(row) == "Row"]
        rows = [row for row in rows if any(row)]
        composer.table(rows, header_of(rows) if rows else ())
        filled |= bool(rows)
        yield composer.page(number)
    if not filled:
        raise NoText("There is nothing in the cells of the file.")


def _cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) == "Cell":
            place, data = attribute(cell, "Index"), child(cell, "Data")
            if place.isdigit() and len(cells) < int(place) <= MAX_COLUMNS:
                cells += [""] * (int(place) - 1 - len(cells))
            text = clean("".join(map(str, data.itertext()))) if data is not None else ""
            kind = attribute(data, "Type") if data is not None else ""
            text = text.removesuffix("T00:00:00.000") if kind == "DateTime" else text
            cells.append(shown_number(text, "") if kind == "Number" else text)
    return cells


def _generic(_: Source, root: Element) -> Iterator[ReadEvent]:
    composer = Composer()
    for line in _lines(root):
        composer.line(line)
    if not len(composer):
        raise NoText("There is no text in the file.")
    yield Opened(MEDIA_TYPE, 1)
    yield composer.page(1)


def _lines(root: Element) -> Iterator[str]:
    """Yield the text of each outermost element that has some beside its elements, however deep it lies."""
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        own = [element.text, *(inner.tail for inner in element)]
        if any(text and not text.isspace() for text in own) and isinstance(element.tag, str):
            yield "".join(map(str, element.itertext(etree.Element)))
            walker.skip_subtree()


_READERS = {
    "{http://schemas.microsoft.com/office/2006/xmlPackage}package": _package,
    "{http://schemas.microsoft.com/office/word/2003/wordml}wordDocument": _old_word,
    "{urn:schemas-microsoft-com:office:spreadsheet}Workbook": _old_excel,
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}document": open_document.read_flat,
}
