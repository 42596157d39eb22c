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
_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}\sencoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE
)
_MARKED = ("utf-8", "utf-8-sig", "utf-16", "utf-32")  # certain, whatever the page says of itself
# What a browser takes these names for: the larger code page that is usually meant.
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "tis-620": "cp874", "utf-16": "utf-8",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CELLS = {"table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
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
    named = _CHARSET.search(data[:16_384])
    if named and encoding_of(data) not in _MARKED:
        name = named[1].decode("ascii").lower()
        try:
            return data.decode(_MEANT.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
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
                self._inline.append(_shown(element))
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
            for line in _shown(element).split("\n"):
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
    return clean(_shown(element))


def _shown(element: Element) -> str:
    """Return the text that is seen in an element, however deep: blocks apart, a word in two styles in one piece."""
    from lxml import etree

    parts = [element.text or ""]
    walker = etree.iterwalk(element, events=("start", "end"))
    next(walker)
    for event, inner in walker:
        name = inner.tag if isinstance(inner.tag, str) else ""
        apart = " " if name in _BLOCKS or name in _CELLS else "\n" if name == "br" and event == "start" else ""
        parts.append(apart)
        if event == "end":
            parts.append((inner.tail or "") if inner is not element else "")
        elif name and not _unseen(inner, name):
            parts.append(inner.text or "")
        else:
            walker.skip_subtree()
    return "".join(parts)


def _owner(cell: Element) -> Element | None:
    return next(cell.iterancestors("table"), None)


def _rows(table: Element) -> list[list[str]]:
    """Return the cells of each row, without the empty ones that only make room, and "$" and ")" with their amounts.

    A cell that spans several rows is repeated, so that each row can be read alone.
    """
    rows: list[list[str]] = []
    spanning: dict[int, tuple[str, int]] = {}  # column -> text and how many rows it goes on for
    for row in table.iter("tr"):
        if _owner(row) is table and not _unseen(row, "tr"):
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                _take_spanning(cells, spanning)
                column = len(cells)
                _append(cells, "" if _unseen(cell, "td") else _inside(cell), cell.get("colspan") or "1")
                more = cell.get("rowspan") or ""
                if more.isdigit() and int(more) > 1:
                    spanning |= {
                        place: (cells[place], min(int(more), 1_000) - 1) for place in range(column, len(cells))
                    }
            _take_spanning(cells, spanning)
            rows.append(cells)
    return _without_empty_columns(rows)


def _take_spanning(cells: list[str], spanning: dict[int, tuple[str, int]]) -> None:
    """Add the cells that reach into this row, at the place where it has come to, from rows above."""
    while (place := len(cells)) in spanning:
        text, rows = spanning.pop(place)
        cells.append(text)
        if rows > 1:
            spanning[place] = (text, rows - 1)


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
