"""Beside which element of a paragraph text is put, and how it looks there."""

from __future__ import annotations

from dataclasses import dataclass

from modules.adapters.readers.archive import Element, child, local
from modules.adapters.tracked_docx.elements import INSERTED, Pen, cut_out, parent_of, properties_of, split
from modules.adapters.tracked_docx.stories import Piece, Story


@dataclass(slots=True)
class Anchor:
    """An element, the side of it on which text is put, and how the text looks."""

    element: Element
    properties: Element | None
    after: bool = True

    def put(self, new: Element) -> None:
        """Put an element there; into a paragraph, where the anchor is one."""
        if local(self.element) == "p":
            self.element.append(new)
        elif self.after:
            self.element.addnext(new)
        else:
            self.element.addprevious(new)


@dataclass(slots=True)
class Anchors:
    """Finds anchors in one story, and parts what stands around them."""

    story: Story
    pen: Pen

    def instead_of(self, deletion: Element) -> Anchor:
        """Return the anchor of text that stands in the place of what was deleted."""
        deleted = next((inner for inner in deletion if local(inner) == "r"), None)
        return Anchor(self._out_of_insertions(deletion), properties_of(deleted))

    def at(self, position: int) -> Anchor:
        """Return the anchor of text that is put before a character: behind what precedes it, if anything does."""
        paragraph = self.story.piece_at(position).paragraph
        left, right = self._neighbour(position - 1, paragraph), self._neighbour(position, paragraph)
        if left is not None:
            return self._behind(left, position, right)
        if right is not None and right.node is not None:
            first = right.field.runs[0] if right.field is not None else right.node
            return Anchor(in_paragraph(first), _look(right), after=False)
        return Anchor(paragraph, None)

    def parted(self, element: Element) -> Element:
        """Part everything around an element behind it; return the child of the paragraph that ends with it."""
        while local(parent_of(element)) != "p":
            element = self._half(element)
        return element

    def _neighbour(self, position: int, paragraph: Element) -> Piece | None:
        """Return the piece of a paragraph that holds a character, where it stands in the file."""
        piece = self.story.piece_at(position) if position >= 0 else None
        return piece if piece is not None and piece.paragraph is paragraph and piece.node is not None else None

    def _behind(self, left: Piece, position: int, right: Piece | None) -> Anchor:
        properties = _look(left)
        element = _ended(left, position)
        if right is left:
            return Anchor(self._out_of_insertions(element), properties)
        if left.field is not None and (right is None or right.field is not left.field):
            element = left.field.runs[-1]
        while local(parent_of(element)) != "p" and not _holds(parent_of(element), right):
            element = parent_of(element)
        if local(element) == "hyperlink":
            properties = _look(right) if right is not None and right.movable else _unstyled(properties)
        return Anchor(self._out_of_insertions(element), properties)

    def _out_of_insertions(self, element: Element) -> Element:
        """Part what others have inserted behind an element, so that text put there is nobody's but ours."""
        while local(parent_of(element)) in INSERTED:
            element = self._half(element)
        return element

    def _half(self, element: Element) -> Element:
        """Part the parent of an element behind it, and return the half with the element."""
        parent, following = parent_of(element), element.getnext()
        if following is not None:
            self.pen.renumber(split(parent, following))
        return parent


def paragraph_of(element: Element) -> Element:
    """Return the paragraph that an element stands in, or is."""
    while local(element) != "p":
        element = parent_of(element)
    return element


def in_paragraph(element: Element) -> Element:
    """Return the child of a paragraph that holds an element, or is it."""
    while local(parent_of(element)) != "p":
        element = parent_of(element)
    return element


def _ended(piece: Piece, position: int) -> Element:
    """Part the run of a piece before a character, and return the element that ends there."""
    node = piece.node if piece.node is not None else piece.paragraph
    if not piece.movable:
        return node
    offset = position - piece.start
    if piece.kind == "text" and offset < len(node.text or ""):
        cut_out(node, 0, offset)
    elif (following := node.getnext()) is not None:
        split(parent_of(node), following)
    return parent_of(node)


def _holds(element: Element, piece: Piece | None) -> bool:
    return piece is not None and piece.node is not None and element in piece.node.iterancestors()


def _look(piece: Piece) -> Element | None:
    return properties_of(parent_of(piece.node)) if piece.movable and piece.node is not None else None


def _unstyled(properties: Element | None) -> Element | None:
    style = child(properties, "rStyle")
    if style is not None:
        parent_of(style).remove(style)
    return properties
