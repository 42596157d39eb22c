"""Elements of WordprocessingML made, cut and put where the schema (ECMA-376, part 1, annex A) has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import cast

from lxml import etree

from modules.adapters.readers.archive import Element, child, local

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INSERTED = ("ins", "moveTo")  # what holds runs that somebody has put in
_AFTER_RUN_PROPERTIES = ("sectPr", "pPrChange")  # of CT_PPr, whose other parts stand before rPr
LAST = ("sectPr", "pPrChange")  # what only the last part of a paragraph keeps
_ONCE = (*LAST, "pageBreakBefore", "framePr")  # what a paragraph does not hand to the next
_MARKS = ("ins", "del", "moveFrom", "moveTo", "rPrChange")  # of CT_ParaRPr: what was done to the paragraph's mark
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = re.compile(r"[\t\n]|[^\t\n]+")
_SIGNS = {"\t": "tab", "\n": "br"}
_DELETED_NAMES = {"t": "delText", "instrText": "delInstrText"}


@dataclass(slots=True)
class Pen:
    """Writes changes in one author's name.

    Attributes:
        taken: the ids that the document already uses.
    """

    author: str
    date: datetime
    taken: set[int]
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def id(self) -> str:
        """Return an id that nothing in the document has."""
        return str(next(number for number in self._ids if number not in self.taken))

    def renumber(self, element: Element) -> None:
        """Give the second half of a change that was parted an id of its own."""
        key = f"{{{etree.QName(element).namespace}}}id"
        if local(element) in INSERTED and key in element.attrib:
            element.set(key, self.id())

    @property
    def when(self) -> str:
        """The date as XML Schema writes it."""
        return self.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def signed(self, like: Element, name: str) -> Element:
        """Return an element that says who did it and when."""
        return make(like, name, id=self.id(), author=clean(self.author), date=self.when)

    def inserted(self, like: Element, text: str, properties: Element | None) -> Element:
        """Return an inserted run of text."""
        element = self.signed(like, "ins")
        element.append(run(like, text, properties))
        return element


def make(like: Element, name: str, **attributes: str) -> Element:
    """Return a new element of the same namespace (transitional and strict files differ in it)."""
    space = etree.QName(like).namespace
    return etree.Element(f"{{{space}}}{name}", {f"{{{space}}}{key}": value for key, value in attributes.items()})


def parent_of(element: Element) -> Element:
    """Return what holds an element: in the text of a part, there is something."""
    return cast("Element", element.getparent())


def clean(text: str) -> str:
    """Return text without what XML cannot hold."""
    return _CONTROL.sub("", text)


def run(like: Element, text: str, properties: Element | None = None) -> Element:
    """Return a run of text, with a copy of the properties of another; line feeds are line breaks."""
    element = make(like, "r")
    if properties is not None:
        element.append(deepcopy(properties))
    for part in _TEXT.findall(clean(text)):
        element.append(make(like, _SIGNS[part]) if part in _SIGNS else _text(like, part))
    return element


def _text(like: Element, text: str) -> Element:
    element = make(like, "t")
    element.text = text
    element.set(SPACE, "preserve")
    return element


def properties_of(run: Element | None) -> Element | None:
    """Return a copy of a run's properties, without the change of format that is tracked in them."""
    found = deepcopy(child(run, "rPr"))
    _remove(found, ("rPrChange",))
    return found


def paragraph_like(model: Element, without: Iterable[str] = _ONCE) -> Element:
    """Return an empty paragraph with the properties of another, its numbering too, but for some."""
    paragraph = make(model, "p")
    properties = deepcopy(child(model, "pPr"))
    if properties is not None:
        paragraph.append(properties)
        _remove(properties, without)
        _remove(child(properties, "rPr"), _MARKS)
        _remove(child(properties, "numPr"), ("ins", "numberingChange"))
    return paragraph


def _remove(parent: Element | None, names: Iterable[str]) -> None:
    for element in list(parent) if parent is not None else ():
        if local(element) in names:
            parent_of(element).remove(element)


def mark_end(paragraph: Element, change: Element) -> None:
    """Say that the end of a paragraph was inserted or deleted; nothing happens where it says so already."""
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = make(paragraph, "pPr")
        paragraph.insert(0, properties)
    of_mark = child(properties, "rPr")
    if of_mark is None:
        of_mark = make(paragraph, "rPr")
        following = next((inner for inner in properties if local(inner) in _AFTER_RUN_PROPERTIES), None)
        properties.insert(len(properties) if following is None else properties.index(following), of_mark)
    if child(of_mark, local(change)) is None:
        before = child(of_mark, "ins") if local(change) == "del" else None
        of_mark.insert(0 if before is None else of_mark.index(before) + 1, change)


def next_paragraph(paragraph: Element) -> Element | None:
    """Return the paragraph that follows in the same place; None before a table, and at the end of a cell or a text."""
    following = paragraph.getnext()
    while following is not None and local(following) not in ("p", "tbl", "sdt", "sectPr", "customXml", "altChunk"):
        following = following.getnext()
    return following if following is not None and local(following) == "p" else None


# --- Cutting ---------------------------------------------------------------------------------------------------------


def cut_out(node: Element, start: int, end: int) -> Element:
    """Part a run so that a piece of its text, or a sign, has a run of its own, and return that.

    `node` keeps what stands before the piece; where nothing does, the piece itself.
    """
    piece = node
    if local(node) == "t":
        text = node.text or ""
        if end < len(text):
            _cut_text(node, end)
        if start:
            piece = _cut_text(node, start)
    follows = piece.getnext()
    if follows is not None:
        run_from(follows)
    return run_from(piece)


def run_from(node: Element) -> Element:
    """Part a run before a node of it and return the run that begins with the node."""
    parent = parent_of(node)
    first = next(inner for inner in parent if local(inner) != "rPr")
    return parent if first is node else split(parent, node)


def split(element: Element, node: Element) -> Element:
    """Part an element before one of its children; return the second half, which has the same properties."""
    half = etree.Element(element.tag, {str(key): str(value) for key, value in element.attrib.items()})
    properties = child(element, "rPr")
    if properties is not None:
        half.append(deepcopy(properties))
    for moved in [node, *node.itersiblings()]:
        half.append(moved)
    element.addnext(half)
    return half


def _cut_text(node: Element, at: int) -> Element:
    text = node.text or ""
    rest = _text(node, text[at:])
    node.text = text[:at]
    node.set(SPACE, "preserve")
    node.addnext(rest)
    return rest


def wrap_deleted(run: Element, pen: Pen, beside: Element | None) -> Element:
    """Mark a run as deleted, within the deletion that stands right behind it where that is `beside`."""
    for inner in run.iter():
        if (name := _DELETED_NAMES.get(local(inner))) is not None:
            inner.tag = f"{{{etree.QName(inner).namespace}}}{name}"
            inner.set(SPACE, "preserve")
    if beside is not None and run.getnext() is beside:
        beside.insert(0, run)
        return beside
    deletion = pen.signed(run, "del")
    run.addprevious(deletion)
    deletion.append(run)
    return deletion
