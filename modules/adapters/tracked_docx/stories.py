"""The text of a part of a DOCX as the reader shows it, and where in the XML each character of it stands."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from modules.adapters.readers.archive import Element, attribute, child, local
from modules.adapters.readers.word_text import SKIPPED, is_hidden, text_of
from modules.adapters.tracked_docx.elements import parent_of

OBJECT = "\ufffc"  # stands for what has no text: a note's sign, a picture
Kind = Literal["text", "sign", "number", "object", "end"]

_SIGNS = ("tab", "br", "cr", "noBreakHyphen", "ptab", "sym")
_NOTES = ("footnoteReference", "endnoteReference")
_PICTURES = ("drawing", "pict", "object", "AlternateContent")
_TYPED = ("HYPERLINK", "FORMTEXT", "QUOTE")  # fields whose words nobody computes
_CHOSEN = ("dropDownList", "comboBox", "date", "checkbox", "picture")


@dataclass(eq=False, slots=True)
class Field:
    """A field (a cross-reference, a page number) with its runs from the sign that begins it to the one that ends it.

    Attributes:
        whole: it begins and ends in one paragraph.
    """

    code: str = ""
    runs: list[Element] = field(default_factory=list)
    whole: bool = False

    @property
    def computed(self) -> bool:
        """Whether Word puts other words there when fields are updated."""
        return not self.code.strip().upper().startswith(_TYPED)


@dataclass(eq=False, slots=True)
class Piece:
    """A stretch of text that stands in one element.

    Attributes:
        node: w:t, or the element of a sign; None for a number that Word counts and for a paragraph's end.
        frozen: why it cannot be changed, as a sentence; "" where it can.
        field: the outermost field that it is the result of.
    """

    start: int
    text: str
    kind: Kind
    paragraph: Element
    node: Element | None = None
    frozen: str = ""
    field: Field | None = None

    @property
    def end(self) -> int:
        """Where the next piece starts."""
        return self.start + len(self.text)

    @property
    def movable(self) -> bool:
        """Whether it stands in a run, so that text can be put beside it."""
        return self.node is not None and local(parent_of(self.node)) == "r"


class Story:
    """The text of one part: the document itself, its footnotes, a header.

    Args:
        root: of the part.
        number_of: gives the number that Word prints before a paragraph, "" for none; called once for each, in order.
        main: whether it is the document itself, where comments can stand.

    Attributes:
        text: of all paragraphs, a line feed at the end of each.
    """

    def __init__(self, root: Element, number_of: Callable[[Element], str], *, main: bool) -> None:
        self.root = root
        self.main = main
        self._open: list[Field] = []
        self.pieces: list[Piece] = []
        length = 0
        for piece in self._pieces(number_of):
            piece.start = length
            length += len(piece.text)
            self.pieces.append(piece)
        self._starts = [piece.start for piece in self.pieces]
        self.text = "".join(piece.text for piece in self.pieces)

    def index(self, offset: int) -> int:
        """Return which piece holds a character."""
        return bisect.bisect_right(self._starts, offset) - 1

    def piece_at(self, offset: int) -> Piece:
        """Return the piece that holds a character."""
        return self.pieces[self.index(offset)]

    def touched(self, start: int, end: int) -> list[Piece]:
        """Return the pieces that hold the characters from `start` up to `end`."""
        return self.pieces[self.index(start) : self.index(end - 1) + 1] if start < end else []

    def bounds(self, offset: int) -> tuple[int, int]:
        """Return where the paragraph that holds a character begins, and where its end mark stands."""
        start = self.text.rfind("\n", 0, offset) + 1
        while start and self.piece_at(start - 1).kind != "end":  # a line break is a line feed, too
            start = self.text.rfind("\n", 0, start - 1) + 1
        end = self.text.find("\n", offset)
        while self.piece_at(end).kind != "end":
            end = self.text.find("\n", end + 1)
        return start, end

    def _pieces(self, number_of: Callable[[Element], str]) -> Iterator[Piece]:
        for paragraph in _paragraphs(self.root):
            frozen = _frozen_around(paragraph)
            shown = list(self._walk(paragraph, paragraph, frozen))
            number = number_of(paragraph) if any(piece.text.strip(OBJECT + " ") for piece in shown) else ""
            if number:
                yield Piece(0, f"{number} ", "number", paragraph)
            yield from shown
            yield Piece(0, "\n", "end", paragraph, frozen=frozen)
            for unfinished in self._open:
                unfinished.whole = False

    def _walk(self, element: Element, paragraph: Element, frozen: str) -> Iterator[Piece]:
        for inner in element:
            name = local(inner)
            if name == "r":
                yield from self._run(inner, paragraph, frozen)
            elif name in _PICTURES or name in ("oMath", "oMathPara", "ruby"):
                yield from self._fixed(inner, paragraph, frozen or "An equation or a picture stands among these words.")
            elif name == "fldSimple":
                computed = Field(attribute(inner, "instr")).computed
                yield from self._walk(inner, paragraph, frozen or (_COMPUTED if computed else ""))
            elif name == "sdt":
                content = child(inner, "sdtContent")
                if content is not None:
                    yield from self._walk(content, paragraph, frozen or _frozen_control(inner))
            elif name and name not in SKIPPED:
                yield from self._walk(inner, paragraph, frozen)

    def _run(self, run: Element, paragraph: Element, frozen: str) -> Iterator[Piece]:
        hidden = is_hidden(run)
        for known in self._open[:1]:
            known.runs.append(run)
        for inner in run:
            name = local(inner)
            if name == "fldChar":
                self._field_sign(inner, run)
            elif name == "instrText" and len(self._open) == 1:
                self._open[0].code += inner.text or ""
            if hidden or not name:
                continue
            if name == "t":
                if inner.text:
                    yield Piece(0, inner.text, "text", paragraph, inner, frozen, self._outermost())
            elif name in _SIGNS:
                if text := text_of(inner):
                    yield Piece(0, text, "sign", paragraph, inner, frozen, self._outermost())
            elif name in _NOTES:
                yield Piece(0, OBJECT, "object", paragraph, inner, frozen, self._outermost())
            elif name not in SKIPPED and name != "lastRenderedPageBreak":
                yield from self._fixed(inner, paragraph, frozen or "A picture or a form stands among these words.")

    def _fixed(self, element: Element, paragraph: Element, frozen: str) -> Iterator[Piece]:
        text = text_of(element)
        if text or local(element) in _PICTURES:
            yield Piece(0, text or OBJECT, "object", paragraph, element, frozen, self._outermost())

    def _outermost(self) -> Field | None:
        return self._open[0] if self._open else None

    def _field_sign(self, sign: Element, run: Element) -> None:
        kind = attribute(sign, "fldCharType")
        if kind == "begin":
            alone = all(local(before) == "rPr" for before in sign.itersiblings(preceding=True))
            self._open.append(Field(runs=[run], whole=alone))
        elif kind == "end" and self._open:
            ended = self._open.pop()
            ended.whole = ended.whole and sign.getnext() is None


_COMPUTED = "Word computes these words (a cross-reference or the like): they change with what they refer to."

# LibreOffice 7.4 takes a deletion there for one of the paragraph's end.
_FIRST = "These words open a content control, where not every program keeps tracked changes."


def _paragraphs(root: Element) -> Iterator[Element]:
    """Yield the paragraphs that are shown, in the order of the file, those of text boxes after their own."""
    for inner in root:
        name = local(inner)
        if name in SKIPPED or _is_removed(inner, name):
            continue
        if name == "p":
            yield inner
        yield from _paragraphs(inner)


def _is_removed(element: Element, name: str) -> bool:
    """Tell whether a row or a cell is deleted in changes that are tracked already."""
    if name == "tr":
        return child(element, "trPr", "del") is not None
    return name == "tc" and child(element, "tcPr", "cellDel") is not None


def _frozen_around(paragraph: Element) -> str:
    for above in paragraph.iterancestors():
        if local(above) == "txbxContent":
            return "These words stand in a text box."
        if local(above) == "sdt" and (frozen := _frozen_control(above)):
            return frozen
    return _FIRST if _opens_control(paragraph) else ""


def _opens_control(paragraph: Element) -> bool:
    """Tell whether a paragraph is the first of a content control that holds whole paragraphs."""
    content = paragraph.getparent()
    control = content.getparent() if content is not None and local(content) == "sdtContent" else None
    first = child(content, "p") is paragraph
    return control is not None and first and child(control, "sdtPr", "docPartObj") is None


def _frozen_control(control: Element) -> str:
    """Return why the text of a content control cannot be changed, "" where it can."""
    properties = child(control, "sdtPr")
    lock = child(properties, "lock")
    if lock is not None and attribute(lock, "val") in ("contentLocked", "sdtContentLocked"):
        return "These words stand in a content control that is locked."
    if child(properties, "dataBinding") is not None:
        return "These words stand in a content control that is filled from data elsewhere in the file."
    if any(child(properties, name) is not None for name in _CHOSEN):
        return "These words stand in a content control in which they are chosen, not typed."
    return ""
