"""What was changed between two versions of a document that is made of lines, as entries that can be replayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol


class Action(StrEnum):
    """What was done to a document."""

    WROTE = "wrote"
    EDITED = "edited"
    INSERTED = "inserted"
    REMOVED = "removed"
    SIGNED = "signed"
    ADDENDUM = "addendum"


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest part of a document that is changed by itself: a line or a sentence.

    Attributes:
        part: title of the section that it stands in.
        key: tells it from the document's other pieces, whatever its text becomes.
        text: what it says.
    """

    part: str
    key: str
    text: str


class Written(Protocol):
    """A document that can say what it is made of."""

    def pieces(self) -> tuple[Piece, ...]:
        """Return its pieces in order; no two have the same key."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to one piece.

    Attributes:
        action: EDITED, INSERTED or REMOVED.
        part: title of the section.
        key: of the piece.
        at: the place among all pieces at which it stands when this edit is made.
        before: its text until then, "" for an insertion.
        after: its text from then on, "" for a removal.
    """

    action: Action
    part: str
    key: str
    at: int
    before: str
    after: str


def edits(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Edit, ...]:
    """Return the edits that lead from one version to another; a piece that moved is removed and inserted again."""
    return tuple(_edits(old, new))


def replayed(pieces: Iterable[Piece], log: Iterable[Edit]) -> tuple[Piece, ...]:
    """Return the pieces after the edits of a log, in its order."""
    current = list(pieces)
    for edit in log:
        if edit.action is Action.INSERTED:
            current.insert(edit.at, Piece(edit.part, edit.key, edit.after))
        elif edit.action is Action.REMOVED:
            del current[edit.at]
        elif edit.action is Action.EDITED:
            current[edit.at] = replace(current[edit.at], text=edit.after)
    return tuple(current)


def _edits(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, [_place(one) for one in old], [_place(one) for one in new], autojunk=False)
    at = 0
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            for before, after in zip(old[old_start:old_end], new[new_start:new_end], strict=True):
                if before.text != after.text:
                    yield Edit(Action.EDITED, after.part, after.key, at, before.text, after.text)
                at += 1
            continue
        for piece in old[old_start:old_end]:
            yield Edit(Action.REMOVED, piece.part, piece.key, at, piece.text, "")
        for piece in new[new_start:new_end]:
            yield Edit(Action.INSERTED, piece.part, piece.key, at, "", piece.text)
            at += 1


def _place(piece: Piece) -> tuple[str, str]:
    return piece.part, piece.key
