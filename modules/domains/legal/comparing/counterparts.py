"""What stands in one text where something stood in another one, by the edits that lead from one to the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar


class Spanned(Protocol):
    """Something found in a text, at character offsets."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


Found = TypeVar("Found", bound=Spanned)


class Stretch(NamedTuple):
    """Text that both versions have, or what the one has instead of the other's.

    Attributes:
        old, new: how many characters it is long in each.
        equal: whether both say the same.
    """

    old: int
    new: int
    equal: bool


@dataclass(frozen=True, slots=True)
class Counterparts(Generic[Found]):
    """What was found in both versions.

    Attributes:
        both: in the old one, and in its place in the new one.
        gone, added: in one of them only.
    """

    both: tuple[tuple[Found, Found], ...]
    gone: tuple[Found, ...]
    added: tuple[Found, ...]


def counterparts(stretches: Iterable[Stretch], old: Sequence[Found], new: Sequence[Found]) -> Counterparts[Found]:
    """Pair what was found in two versions of a text by where it stands.

    Args:
        stretches: the way from the old version to the new one.
        old: what was found in the old version, in order, without overlaps.
        new: what was found in the new one.
    """
    places = _Places(stretches)
    both, gone = [], []
    at = 0
    taken = set()
    for one in old:
        start, end = places.start(one.start), places.end(one.end)
        while at < len(new) and new[at].end <= start:
            at += 1
        if at < len(new) and new[at].start < end:
            both.append((one, new[at]))
            taken.add(at)
            at += 1
        else:
            gone.append(one)
    return Counterparts(tuple(both), tuple(gone), tuple(new[at] for at in range(len(new)) if at not in taken))


class _Places:
    """Offsets of the old text in the new one."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = [one for one in stretches if one.old or one.new]
        self._old, self._new = [0], [0]
        for one in self._stretches:
            self._old.append(self._old[-1] + one.old)
            self._new.append(self._new[-1] + one.new)

    def start(self, offset: int) -> int:
        """Where the counterpart of what begins at an offset may begin."""
        at = max(bisect_right(self._old, offset) - 1, 0)
        if at < len(self._stretches) and self._stretches[at].equal:
            inside = self._new[at] + offset - self._old[at]
            # what stands in place of nothing right before it may belong to it
            before = self._stretches[at - 1] if at and offset == self._old[at] else None
            return self._new[at - 1] if before and not before.old else inside
        return self._new[min(at, len(self._new) - 1)]

    def end(self, offset: int) -> int:
        """Where the counterpart of what ends at an offset may end."""
        at = max(bisect_right(self._old, offset - 1) - 1, 0)
        if at < len(self._stretches) and self._stretches[at].equal:
            return self._new[at] + offset - self._old[at]
        return self._new[min(at + 1, len(self._new) - 1)]
