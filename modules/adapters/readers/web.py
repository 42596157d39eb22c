"""HTML: what a browser would show, without fetching anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from modules.adapters.readers.composing import Composer, clean, header_of
from modules.adapters.readers.plain import decode, encoding_of
from modules.adapters.readers.source import Source
from modules.core.errors import NoText
from modules.core.types import Opened, ReadEvent

if TYPE_CHECKING:
    from modules.adapters.readers.archive import Element

MEDIA_TYPE = "text/html"
_UNSEEN = {"script", "style", "head", "template", "noscript", "svg", "iframe", "object", "select", "datalist"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "ul", "caption",
}  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIGN = re.compile(r"[$€£¥(]+")
_TAIL = re.compile(r"[)%]+")
LONG_CELL = 1_500  # characters; a table with such a cell lays out a page, it is no table
MAX_DEPTH = 200  # of nested elements, below which text is taken without structure


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield the document as one page."""
    composer = Composer()
    add_html(composer, source.content())
    if not len(composer):
        raise NoText("There is no text in the file.", "If the page is drawn by scripts, save it as PDF from a browser.")
    yield Opened(MEDIA_TYPE, 1)
    yield composer.page(1)


def add_html(composer: Composer, data: bytes) -> None:
    """Add an HTML document's text, headings and tables."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    text = _decode(data)
    if not text.strip():
        return
    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        root = document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return
    flow = _Flow(composer)
    flow.walk(root, 0)
    flow.end_line()


def _decode(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return data.decode(encoding_of(data), "replace")
    return decode(data)


class _Flow:
    """Puts inline text together to lines, and blocks one below the other."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._inline: list[str] = []

    def walk(self, element: Element, depth: int) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        if name and not _unseen(element, name):
            if depth > MAX_DEPTH:
                self._inline.append(" ".join(map(str, element.itertext())))
            elif name in _HEADINGS:
                self.end_line()
                self._composer.heading(_inside(element), _HEADINGS[name])
            elif name == "table":
                self._table(element, depth)
            else:
                self._flow(element, name, depth)
        self._inline.append(element.tail or "")

    def end_line(self) -> None:
        text, self._inline = clean("".join(self._inline)), []
        if text:
            self._composer.line(text)

    def _flow(self, element: Element, name: str, depth: int) -> None:
        block = name in _BLOCKS
        if block or name == "br":
            self.end_line()
        if name == "li":
            self._inline.append("• ")
        if name == "pre":
            for line in "".join(map(str, element.itertext())).split("\n"):
                self._composer.line(line)
        else:
            self._inline.append(element.text or "")
            for inner in element:
                self.walk(inner, depth + 1)
        if block:
            self.end_line()
            if name != "li":
                self._composer.gap()

    def _table(self, table: Element, depth: int) -> None:
        self.end_line()
        rows = _rows(table)
        cells = [cell for row in rows for cell in row]
        nested = next(table.iterdescendants("table"), None) is not None
        if nested or max(map(len, cells), default=0) > LONG_CELL or all(len(row) < 2 for row in rows):
            for element in table.iter("caption", "th", "td"):
                if _owner(element) is table:
                    self._inline.append(element.text or "")
                    for inner in element:
                        self.walk(inner, depth + 1)
                    self.end_line()
            return
        for caption in table.iter("caption"):
            self._composer.line(_inside(caption))
        self._composer.table(rows, header_of(rows))


_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def _unseen(element: Element, name: str) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
    return hidden or name in _UNSEEN


def _inside(element: Element) -> str:
    return clean(" ".join(map(str, element.itertext())))


def _owner(cell: Element) -> Element | None:
    return next(cell.iterancestors("table"), None)


def _rows(table: Element) -> list[list[str]]:
    """Return the cells of each row, without the empty ones that only make room, and "$" and ")" with their amounts."""
    rows: list[list[str]] = []
    for row in table.iter("tr"):
        if _owner(row) is table:
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                _append(cells, "" if _unseen(cell, "td") else _inside(cell), cell.get("colspan") or "1")
            rows.append(cells)
    return _without_empty_columns(rows)


def _append(cells: list[str], text: str, colspan: str) -> None:
    width = min(int(colspan), 50) if colspan.isdigit() else 1
    if cells and _TAIL.fullmatch(text):
        last = next((n for n in range(len(cells) - 1, -1, -1) if cells[n]), 0)
        cells[last] += text
        text = ""
    elif cells and _SIGN.fullmatch(cells[-1]):
        text, cells[-1] = cells[-1] + text, ""
    cells += [text, *[""] * (width - 1)]


def _without_empty_columns(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    full = [row + [""] * (width - len(row)) for row in rows]
    used = [column for column in range(width) if any(row[column] for row in full)]
    return [[row[column] for column in used] for row in full]
