"""The way from one text to another, word by word, in which a number that only follows a renumbering is no change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from modules.core import redline
from modules.domains.legal.comparing.comparison import Edit, Kind
from modules.domains.legal.comparing.provisions import Provision, straight
from modules.domains.legal.comparing.renumbering import Renumbering, references


def edits_between(one: Provision, other: Provision, numbers: Renumbering) -> tuple[Edit, ...]:
    """Return the way from one text to the other. Both are compared in one layout and shown in their own."""
    if straight(one.text) == straight(other.text):
        return only(Kind.EQUAL, one.text)
    followed = _followed(one, other, numbers)
    while True:
        edits, lost = _with_followed(one.text, other.text, followed)
        if not lost:
            return tuple(edits)
        followed = [one for one in followed if one not in lost]


class _Followed(NamedTuple):
    """A reference in the older text, and how the newer one would write it if it only follows the renumbering."""

    start: int
    end: int
    now: str


def _followed(one: Provision, other: Provision, numbers: Renumbering) -> list[_Followed]:
    said = {found.key: other.text[found.start : found.end] for found in references(other.text, other.reference)}
    follows = []
    for found in references(one.text, one.reference):
        now = said.get(numbers.of(found.key) or "", "")
        if now and not found.elsewhere and now != one.text[found.start : found.end]:
            follows.append(_Followed(found.start, found.end, now))
    return follows


def _with_followed(old: str, new: str, followed: Sequence[_Followed]) -> tuple[list[Edit], list[_Followed]]:
    """Return the edits with the followed references in them, and those of these that the newer text does not have."""
    pieces = list(_pieces(old, followed))
    edits: list[Edit] = []
    whole: set[_Followed] = set()
    at = 0  # in the older text with the references as they would be now
    j = 0
    for change in redline.changes("".join(straight(piece.now) for piece in pieces), straight(new)):
        size = len(change.text)
        if change.kind == "insert":
            edits.append(Edit(Kind.INSERTED, new[j : j + size]))
            j += size
            continue
        kind = Kind.EQUAL if change.kind == "equal" else Kind.DELETED
        for piece in pieces:
            first, last = max(at, piece.at), min(at + size, piece.at + len(piece.now))
            if first >= last:
                continue
            if piece.reference is None:
                edits.append(Edit(kind, piece.now[first - piece.at : last - piece.at]))
            elif kind is Kind.EQUAL and last - first == len(piece.now):
                whole.add(piece.reference)
                edits += [Edit(Kind.OLD_NUMBER, old[slice(*piece.reference[:2])]), Edit(Kind.NEW_NUMBER, piece.now)]
        at += size
        j += size if kind is Kind.EQUAL else 0
    return edits, [one for one in followed if one not in whole]


class _Piece(NamedTuple):
    """A stretch of the older text, its offset there once the references are replaced."""

    at: int
    now: str
    reference: _Followed | None


def _pieces(old: str, followed: Iterable[_Followed]) -> Iterator[_Piece]:
    at = left = 0
    for one in followed:
        before = old[left : one.start]
        yield _Piece(at, before, None)
        yield _Piece(at + len(before), one.now, one)
        at += len(before) + len(one.now)
        left = one.end
    yield _Piece(at, old[left:], None)


def only(kind: Kind, text: str) -> tuple[Edit, ...]:
    """Return a text of one kind throughout."""
    return (Edit(kind, text),) if text else ()
