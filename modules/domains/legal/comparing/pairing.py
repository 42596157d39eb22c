"""Which provision of the older draft stands beside which of the newer one, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from modules.domains.legal.comparing.aligning import in_place
from modules.domains.legal.comparing.comparison import Kind, Pair, Passage, Status
from modules.domains.legal.comparing.edits import edits_between, only
from modules.domains.legal.comparing.provisions import Provision
from modules.domains.legal.comparing.renumbering import Renumbering, renumbering
from modules.domains.legal.contract import Contract

_KEPT_NUMBER = 4  # times the weight
_FEW = 4  # words without a number, as in a block of signatures, that stand anywhere
_SIGNS = " .:)–—-"


class Draft(NamedTuple):
    """A contract and its provisions."""

    contract: Contract
    provisions: Sequence[Provision]

    def passage(self, place: int, *, cited: bool) -> Passage:
        """Return a provision as a comparison shows it."""
        one = self.provisions[place]
        citations = self.contract.cite(one.start, one.end) if cited else ()
        return Passage(one.label, one.reference, one.title, one.opens, one.start, one.end, citations)


def renumbered(left: Sequence[Provision], right: Sequence[Provision], same: Iterable[tuple[int, int]]) -> Renumbering:
    """Return where the clauses of the older draft went."""
    partner = {i: right[j] for i, j in same}
    found = []
    for place, one in enumerate(left):
        other = partner.get(place)
        if one.opens and (other is None or other.opens):
            found.append((one.reference, other.reference if other else ""))
    return renumbering(found)


def pairs(old: Draft, new: Draft, same: Sequence[tuple[int, int]], numbers: Renumbering) -> Iterator[Pair]:
    """Yield the pairs in the order of the newer draft; what was removed, behind what it stood behind."""
    kept = in_place((i, _weight(old.provisions[i], new.provisions[j])) for i, j in same)
    moved = {j for place, (_, j) in enumerate(same) if place not in kept}
    partner = {j: i for i, j in same}
    gone = _gone(len(old.provisions), {i for i, _ in same})
    yield from (_removed(old, i) for i in gone.get(-1, ()))
    for j, one in enumerate(new.provisions):
        if j not in partner:
            yield Pair(Status.ADDED, None, new.passage(j, cited=True), only(Kind.INSERTED, one.text))
            continue
        i = partner[j]
        yield _matched(old, new, i, j, moved=j in moved, numbers=numbers)
        yield from (_removed(old, at) for at in gone.get(i, ()))


def _weight(one: Provision, other: Provision) -> int:
    """Return how much speaks for a provision being in its place: its length, and that it kept its number."""
    return (len(other.text) + 1) * (_KEPT_NUMBER if one.label and one.reference == other.reference else 1)


def _gone(count: int, paired: set[int]) -> dict[int, list[int]]:
    """Return which provisions are in no pair, by the last paired one before them; -1 for none."""
    found: dict[int, list[int]] = {}
    last = -1
    for i in range(count):
        if i in paired:
            last = i
        else:
            found.setdefault(last, []).append(i)
    return found


def _removed(old: Draft, i: int) -> Pair:
    return Pair(Status.REMOVED, old.passage(i, cited=True), None, only(Kind.DELETED, old.provisions[i].text))


def _matched(old: Draft, new: Draft, i: int, j: int, *, moved: bool, numbers: Renumbering) -> Pair:
    one, other = old.provisions[i], new.provisions[j]
    edits = edits_between(one, other, numbers)
    moved = moved and (bool(other.label) or len(other.text.split()) >= _FEW)
    changed = any(edit.kind in (Kind.DELETED, Kind.INSERTED) for edit in edits)
    plainly = not moved and not changed
    status = Status.RENUMBERED if plainly and _has_other_number(one, other) else _STATUS[moved, changed]
    cited = status is not Status.UNCHANGED
    return Pair(status, old.passage(i, cited=cited), new.passage(j, cited=cited), edits)


def _has_other_number(one: Provision, other: Provision) -> bool:
    referred = one.opens and other.opens and one.reference != other.reference
    return referred or one.label.strip(_SIGNS).casefold() != other.label.strip(_SIGNS).casefold()


_STATUS = {
    (False, False): Status.UNCHANGED,
    (False, True): Status.CHANGED,
    (True, False): Status.MOVED,
    (True, True): Status.MOVED_AND_CHANGED,
}


def grouped(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs; the parts of a clause that share its fate follow it."""
    head: Pair | None = None
    for pair in pairs:
        if head and pair.status is head.status and pair.status in _SHARED and _holds(head, pair):
            yield replace(pair, follows=True)
        else:
            head = pair
            yield pair


_SHARED = (Status.MOVED, Status.RENUMBERED, Status.ADDED, Status.REMOVED)


def _holds(head: Pair, part: Pair) -> bool:
    """Tell whether a provision is part of the clause that another one opens, in each draft that has both."""
    sides = [(one, other) for one, other in ((head.old, part.old), (head.new, part.new)) if one and other]
    return bool(sides) and all(one.opens and _within(one.reference, other.reference) for one, other in sides)


def _within(outer: str, inner: str) -> bool:
    return bool(outer) and (inner == outer or (inner.startswith(outer) and inner[len(outer)] in ".("))
