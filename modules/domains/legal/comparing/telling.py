"""What became of a clause, in words, for every place that shows a comparison."""

from __future__ import annotations

from collections.abc import Iterator

from modules.core.redline import Change
from modules.domains.legal.comparing.aligning import in_place
from modules.domains.legal.comparing.comparison import Comparison, Kind, Pair, Passage, Status

_PLACED = (Status.UNCHANGED, Status.RENUMBERED, Status.CHANGED)  # what stands in the same order in both drafts


def summary(comparison: Comparison) -> str:
    """Return how many clauses share which fate: "3 clauses changed, 1 moved, 2 were added, none were removed"."""
    changed = comparison.count(Status.CHANGED, Status.MOVED_AND_CHANGED)
    moved = comparison.count(Status.MOVED, Status.MOVED_AND_CHANGED)
    added, removed = comparison.count(Status.ADDED), comparison.count(Status.REMOVED)
    renumbered = comparison.count(Status.RENUMBERED)
    counts = (
        (changed, "changed"),
        (moved, "moved"),
        (added, "added"),
        (removed, "removed"),
        (renumbered, "renumbered"),
    )
    told = [f"{number:,} {verb}" for number, verb in counts if number]
    return f"Clauses: {', '.join(told)}." if told else "No clause differs."


def heading(pair: Pair) -> str:
    """Return the name of a clause, with the older one where it had another: "Clause 5.3, before 5.2: Notices"."""
    side = pair.new or pair.old
    if side is None:
        return ""
    now = name(side)
    before = f", before {pair.old.reference}" if _has_other(pair) and pair.old else ""
    title = f": {side.title}" if side.title and side.title != side.reference else ""
    return f"{now}{before}{title}"


def name(side: Passage) -> str:
    """Return what a clause is called: "Clause 5.2", "Schedule A", its title; where there is none, the beginning."""
    if not side.reference:
        return "Before the first clause"
    numbered = side.reference[0].isdigit() or side.reference.startswith("(")
    return f"Clause {side.reference}" if numbered else side.reference


def paragraphs(comparison: Comparison) -> Iterator[tuple[Change, ...]]:
    """Yield the whole redline by paragraphs, each as the way from the old text to the new one.

    All that is not inserted is the older draft, all that is not deleted the newer one, each in its order: what moved is
    deleted where it was and inserted where it is.
    """
    both = [pair for pair in comparison.pairs if pair.old and pair.new]
    # Few words without a number count as being in their place wherever they are; here each has only one.
    kept = in_place((_old_start(pair), len(pair.new_text) * (pair.status in _PLACED) + 1) for pair in both)
    placed = {id(pair) for at, pair in enumerate(both) if at in kept}
    leaving = sorted((pair for pair in comparison.pairs if pair.old and id(pair) not in placed), key=_old_start)
    at = 0
    for pair in comparison.pairs:
        if id(pair) in placed:
            while at < len(leaving) and _old_start(leaving[at]) < _old_start(pair):
                yield _whole(leaving[at], old=True)
                at += 1
            yield tuple(_labelled(pair))
        elif pair.new:
            yield _whole(pair, old=False)
    yield from (_whole(pair, old=True) for pair in leaving[at:])


def _has_other(pair: Pair) -> bool:
    """Tell whether the older draft calls a clause by another number; a changed title is shown as what changed."""
    if not (pair.old and pair.new) or pair.old.reference in ("", pair.old.title):
        return False
    return pair.old.reference != pair.new.reference


def _old_start(pair: Pair) -> int:
    return pair.old.start if pair.old else 0


def _whole(pair: Pair, *, old: bool) -> tuple[Change, ...]:
    side, text = (pair.old, pair.old_text) if old else (pair.new, pair.new_text)
    label = side.label if side else ""
    return (Change("delete" if old else "insert", f"{label} {text}".strip()),)


def _labelled(pair: Pair) -> Iterator[Change]:
    before, now = (f"{side.label} " if side and side.label else "" for side in (pair.old, pair.new))
    if before == now:
        yield Change("equal", now)
    else:
        yield from (Change("delete", before), Change("insert", now))
    for edit in pair.edits:
        if edit.kind is Kind.EQUAL:
            yield Change("equal", edit.text)
        else:
            yield Change("insert" if edit.kind in (Kind.INSERTED, Kind.NEW_NUMBER) else "delete", edit.text)
