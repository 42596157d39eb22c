"""Splices carried out in the XML, from the end of a story to its beginning, so that earlier offsets stay true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from modules.adapters.readers.archive import Element, child, local
from modules.adapters.tracked_docx.anchoring import Anchor, Anchors, in_paragraph, paragraph_of
from modules.adapters.tracked_docx.elements import (
    LAST,
    Pen,
    cut_out,
    make,
    mark_end,
    next_paragraph,
    paragraph_like,
    parent_of,
    properties_of,
    wrap_deleted,
)
from modules.adapters.tracked_docx.places import is_unseen
from modules.adapters.tracked_docx.planning import LABEL, Splice, typed
from modules.adapters.tracked_docx.stories import Piece, Story


@dataclass(slots=True)
class Marker:
    """Carries out splices of one story.

    Attributes:
        is_heading: tells whether a paragraph is one: what follows it does not look like it.
    """

    story: Story
    pen: Pen
    is_heading: Callable[[Element], bool]
    _touched: list[Element] = field(default_factory=list)

    def mark(self, splice: Splice) -> list[Element]:
        """Carry out a splice and return the elements that show it, in no order."""
        self._touched = []
        taken = self._delete(splice)
        if splice.text:
            self._insert(splice, taken)
        for element in self._touched:
            _enrich(element)
        return self._touched

    def hold(self, position: int, *, ends: bool) -> Element:
        """Put an element before a character, or behind it where a comment `ends`, until the comment takes its place."""
        piece = self.story.piece_at(position)
        place = make(piece.paragraph, "hold")
        if piece.node is None or not piece.movable:
            _put_in(piece, place, ends=ends)
            return place
        offset = position - piece.start
        if ends:
            cut_out(piece.node, 0, offset + 1).addnext(place)
        else:
            cut_out(piece.node, offset, len(piece.text)).addprevious(place)
        return place

    # --- Deleting ----------------------------------------------------------------------------------------------------

    def _delete(self, splice: Splice) -> Element | None:
        """Mark the characters of a splice as deleted; return the first element that says so beside its text."""
        first: Element | None = None
        done = set()
        for piece in reversed(self.story.touched(splice.start, splice.end)):
            if piece.kind == "end":
                self._end(piece.paragraph, "del")
            elif piece.field is not None and piece.field.computed:
                if piece.field not in done:
                    done.add(piece.field)
                    for one in reversed(piece.field.runs):
                        first = self._wrapped(one, first)
            elif piece.node is not None:
                start, end = max(splice.start - piece.start, 0), min(splice.end - piece.start, len(piece.text))
                first = self._wrapped(cut_out(piece.node, start, end), first)
        return first

    def _wrapped(self, run: Element, beside: Element | None) -> Element:
        deletion = wrap_deleted(run, self.pen, beside)
        if deletion is not beside:
            self._touched.append(deletion)
        return deletion

    def _end(self, paragraph: Element, kind: str) -> None:
        mark_end(paragraph, self.pen.signed(paragraph, kind))
        self._touched.append(paragraph)

    # --- Inserting ---------------------------------------------------------------------------------------------------

    def _insert(self, splice: Splice, taken: Element | None) -> None:
        anchors = Anchors(self.story, self.pen)
        anchor = anchors.at(splice.start) if taken is None else anchors.instead_of(taken)
        start, end = self.story.bounds(splice.start)
        lines = splice.text.split("\n")
        if len(lines) == 1:
            self._inline(anchor, lines[0])
        elif is_unseen(self.story.text[splice.end : end]) and lines[-1]:
            self._inline(anchor, lines[0])
            self._paragraphs_after(self.story.piece_at(splice.start).paragraph, lines[1:])
        elif is_unseen(typed(self.story, start, splice.start)):
            paragraph = paragraph_of(anchor.element)
            self._inline(anchor, lines[-1])
            model = self._body_like(paragraph, next_paragraph(paragraph))
            for line in lines[:-1]:
                paragraph.addprevious(self._new_paragraph(model, line))
        else:
            self._split(anchors.parted(anchor.element), lines, anchor.properties)

    def _inline(self, anchor: Anchor, text: str) -> None:
        if text:
            anchor.put(self._inserted(anchor.element, text, anchor.properties))

    def _inserted(self, like: Element, text: str, properties: Element | None) -> Element:
        element = self.pen.inserted(like, text, properties)
        self._touched.append(element)
        return element

    # --- Paragraphs --------------------------------------------------------------------------------------------------

    def _paragraphs_after(self, paragraph: Element, lines: list[str]) -> None:
        """Put paragraphs behind one.

        The end of each is inserted, so that rejecting them leaves nothing. Where no paragraph follows that they could
        merge with, the end of the one before is inserted, and the last new one has the end that was there.
        """
        following = next_paragraph(paragraph)
        model = self._body_like(paragraph, following)
        if following is not None and not _ends_section(paragraph):
            for line in reversed(lines):
                paragraph.addnext(self._new_paragraph(model, line))
            return
        new = [self._new_paragraph(paragraph, line) for line in lines]
        for element in reversed(new):
            paragraph.addnext(element)
        _hand_over_end(paragraph, new[-1])
        self._end(paragraph, "ins")

    def _body_like(self, paragraph: Element, following: Element | None) -> Element:
        """Return whose looks new paragraphs take: a paragraph's, or where that is a title, the next one's."""
        titled = following is not None and self.is_heading(paragraph) and not self.is_heading(following)
        return following if titled and following is not None else paragraph

    def _new_paragraph(self, model: Element, line: str) -> Element:
        element = paragraph_like(model)
        text = self._unlabelled(model, line)
        if text:
            element.append(self._inserted(model, text, _usual_properties(model)))
        self._end(element, "ins")
        return element

    def _unlabelled(self, paragraph: Element, line: str) -> str:
        """Return a line without the number typed before it, where Word gives the paragraph one itself."""
        counted = any(piece.kind == "number" and piece.paragraph is paragraph for piece in self.story.pieces)
        return LABEL.sub("", line, count=1).strip() if counted else line.strip()

    def _split(self, boundary: Element, lines: list[str], properties: Element | None) -> None:
        """Part a paragraph behind a child of it: what stands before becomes a paragraph whose end is inserted."""
        paragraph = parent_of(boundary)
        first = paragraph_like(paragraph, without=LAST)
        paragraph.addprevious(first)
        for moved in [*reversed(list(boundary.itersiblings(preceding=True))), boundary]:
            if local(moved) != "pPr":
                first.append(moved)
        if lines[0].strip():
            first.append(self._inserted(paragraph, lines[0].rstrip(), properties))
        self._end(first, "ins")
        for line in lines[1:-1]:
            paragraph.addprevious(self._new_paragraph(paragraph, line))
        if last := self._unlabelled(paragraph, lines[-1]):
            inserted = self._inserted(paragraph, last, properties)
            paragraph.insert(1 if child(paragraph, "pPr") is not None else 0, inserted)


def _enrich(element: Element) -> None:
    """Let the content controls around an element hold rich text: LibreOffice loses changes in those for plain text."""
    for above in element.iterancestors():
        plain = child(above, "sdtPr", "text") if local(above) == "sdt" else None
        if plain is not None:
            parent_of(plain).remove(plain)


def _put_in(piece: Piece, place: Element, *, ends: bool) -> None:
    """Put an element beside what is no run of text: a number, a picture, the end of a paragraph."""
    if piece.node is not None:
        (in_paragraph(piece.node).addnext if ends else in_paragraph(piece.node).addprevious)(place)
    elif ends == (piece.kind == "end"):
        piece.paragraph.append(place)
    else:
        piece.paragraph.insert(1 if child(piece.paragraph, "pPr") is not None else 0, place)


def _usual_properties(paragraph: Element) -> Element | None:
    """Return how most of a paragraph's text looks: a title at its beginning says nothing about the rest."""
    lengths: dict[Element, int] = {}
    for element in paragraph.iter():
        if local(element) == "r" and local(parent_of(element)) in ("p", "ins"):
            lengths[element] = sum(len(inner.text or "") for inner in element if local(inner) == "t")
    longest = max(lengths, key=lambda element: lengths[element], default=None)
    return properties_of(longest)


def _ends_section(paragraph: Element) -> bool:
    return child(paragraph, "pPr", "sectPr") is not None


def _hand_over_end(paragraph: Element, last: Element) -> None:
    """Give a paragraph's own properties, as they were, to the last of those behind it, and itself a copy."""
    copied = child(paragraph_like(paragraph, without=LAST), "pPr")
    own = child(paragraph, "pPr")
    replaced = child(last, "pPr")
    if replaced is not None:
        last.remove(replaced)
    if own is not None:
        last.insert(0, own)
    if copied is not None:
        paragraph.insert(0, copied)
