"""Which provision of one draft is which of another: the same, changed or moved.

Equal texts find each other first, by hash; then neighbours of what is aligned; then texts that share many words, found
by rare sequences of words (shingles, Broder 1997); last what stands between the same neighbours, by the best sum of
likenesses (Needleman and Wunsch 1970). All but the last take time linear in the contract's length, and the last is
bounded. What moved is what does not belong to the heaviest ascending subsequence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from modules.domains.legal.comparing.provisions import Provision, straight
from modules.domains.legal.comparing.renumbering import references

_WORD = re.compile(r"\w+(?:'\w+)*|[$€£%]")
_SHINGLE = 3  # words
_COMMON = 24  # provisions that share a shingle: more say nothing about which is which
_CANDIDATES = 6
_FEW = 5  # words that are too few to recognise a provision anywhere by
_ALIKE_ANYWHERE = 0.6
_ALIKE_IN_PLACE = 0.4
_ALIKE_BETWEEN = 0.25
_PLACE_BONUS, _TITLE_BONUS, _REFERENCE_BONUS = 0.15, 0.1, 0.05
_LARGEST_GAP = 40_000  # pairs that are compared between two neighbours
_LONGEST = 1_500  # words of one provision that its likeness is taken from


class _Text:
    """What alignment needs to know of a provision."""

    def __init__(self, provision: Provision) -> None:
        words = _WORD.findall(straight(provision.text).casefold())[:_LONGEST]
        self.key = _masked(straight(provision.text))
        self.words = words
        self.bag = Counter(words)
        self.title = provision.title.casefold() if provision.opens else ""
        self.reference = provision.reference if provision.opens else ""

    @property
    def shingles(self) -> set[tuple[str, ...]]:
        size = min(_SHINGLE, max(1, len(self.words) - 1))
        return {tuple(self.words[at : at + size]) for at in range(len(self.words) - size + 1)}


def align(old: Sequence[Provision], new: Sequence[Provision]) -> list[tuple[int, int]]:
    """Return the indexes of provisions that are the same one in both drafts, in the order of the newer one."""
    return _Alignment([_Text(one) for one in old], [_Text(one) for one in new]).pairs()


def in_place(weights: Iterable[tuple[int, int]]) -> set[int]:
    """Return which of some pairs kept their order: the heaviest subsequence whose places ascend.

    Args:
        weights: of each pair, in the order of the one draft, its place in the other and its weight.
    """
    pairs = list(weights)
    places = sorted({place for place, _ in pairs})
    best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)  # Fenwick tree: best sum up to a place, and its end
    before = []
    for index, (place, weight) in enumerate(pairs):
        rank = bisect_left(places, place)
        total, last = (0, -1)
        at = rank
        while at > 0:
            total, last = max((total, last), best[at])
            at &= at - 1
        before.append(last)
        at = rank + 1
        while at < len(best):
            best[at] = max(best[at], (total + weight, index))
            at += at & -at
    at, index = len(places), -1
    top = (0, -1)
    while at > 0:
        top = max(top, best[at])
        at &= at - 1
    kept, index = set(), top[1]
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


class _Alignment:
    def __init__(self, old: Sequence[_Text], new: Sequence[_Text]) -> None:
        self._old, self._new = old, new
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}

    def pairs(self) -> list[tuple[int, int]]:
        self._equal(lambda text: len(text.words) >= _FEW)
        self._neighbours()
        self._alike()
        self._between()
        self._equal(lambda _: True)
        return [(self._to_old[j], j) for j in sorted(self._to_old)]

    def _pair(self, i: int, j: int) -> None:
        self._to_new[i], self._to_old[j] = j, i

    def _open_old(self) -> list[int]:
        return [i for i in range(len(self._old)) if i not in self._to_new]

    def _open_new(self) -> list[int]:
        return [j for j in range(len(self._new)) if j not in self._to_old]

    def _equal(self, counts: Callable[[_Text], bool]) -> None:
        """Pair texts that stand once in each draft, and are the same."""
        once_old = _once((i, self._old[i].key) for i in self._open_old() if counts(self._old[i]))
        once_new = _once((j, self._new[j].key) for j in self._open_new() if counts(self._new[j]))
        for key, i in once_old.items():
            if key in once_new:
                self._pair(i, once_new[key])

    def _neighbours(self) -> None:
        """Pair equal texts beside those that are paired, and from the beginning and the end: down and then up."""
        self._pair_if_equal(0, 0)
        self._pair_if_equal(len(self._old) - 1, len(self._new) - 1)
        for step in (1, -1):
            for i in range(len(self._old))[::step]:
                if i in self._to_new:
                    self._pair_if_equal(i + step, self._to_new[i] + step)

    def _pair_if_equal(self, i: int, j: int) -> None:
        inside = 0 <= i < len(self._old) and 0 <= j < len(self._new)
        if inside and i not in self._to_new and j not in self._to_old and self._old[i].key == self._new[j].key:
            self._pair(i, j)

    def _alike(self) -> None:
        """Pair texts that share most of their words, wherever they stand; the most alike first."""
        old_slots, new_slots = self._slots()
        holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i in self._open_old():
            for shingle in self._old[i].shingles:
                holders[shingle].append(i)
        found: list[tuple[float, int, int]] = []
        for j in self._open_new():
            text = self._new[j]
            shared = Counter(
                i for one in text.shingles if len(holders.get(one, ())) <= _COMMON for i in holders.get(one, ())
            )
            for i, _ in shared.most_common(_CANDIDATES):
                here = old_slots[i] == new_slots[j]
                score = _likeness(self._old[i], text)
                few = min(len(text.words), len(self._old[i].words)) < _FEW
                if score >= (_ALIKE_IN_PLACE if here else _ALIKE_ANYWHERE) and (here or not few):
                    found.append((score + _bonus(self._old[i], text) + _PLACE_BONUS * here, -i, -j))
        for _, i, j in sorted(found, reverse=True):
            if -i not in self._to_new and -j not in self._to_old:
                self._pair(-i, -j)

    def _between(self) -> None:
        """Pair what is left between the same neighbours, in order."""
        old_slots, new_slots = self._slots()
        olds, news = defaultdict(list), defaultdict(list)
        for i in self._open_old():
            olds[old_slots[i]].append(i)
        for j in self._open_new():
            news[new_slots[j]].append(j)
        for slot, left in olds.items():
            right = news.get(slot, [])
            if 0 < len(left) * len(right) <= _LARGEST_GAP:
                for i, j in _best_order(left, right, self._between_score):
                    self._pair(i, j)

    def _between_score(self, i: int, j: int) -> float:
        one, other = self._old[i], self._new[j]
        score = _likeness(one, other)
        titled = bool(one.title) and one.title == other.title
        return score + _bonus(one, other) if score >= (_ALIKE_BETWEEN / 2 if titled else _ALIKE_BETWEEN) else 0.0

    def _slots(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return for each provision that is open in which gap between those in place it stands."""
        pairs = sorted(self._to_new.items())
        kept = in_place((j, len(self._old[i].words) + 1) for i, j in pairs)
        fixed = [pair for number, pair in enumerate(pairs) if number in kept]
        starts_old, starts_new = [i for i, _ in fixed], [j for _, j in fixed]
        return (
            {i: bisect_left(starts_old, i) for i in self._open_old()},
            {j: bisect_left(starts_new, j) for j in self._open_new()},
        )


def _masked(text: str) -> str:
    """Return a text without the numbers of the clauses that it refers to, which change when those are renumbered."""
    for one in reversed(list(references(text))):
        text = f"{text[: one.start]}#{text[one.end :]}"
    return text


def _once(keys: Iterable[tuple[int, str]]) -> dict[str, int]:
    places: dict[str, int] = {}
    repeated = set()
    for place, key in keys:
        if key in places:
            repeated.add(key)
        places[key] = place
    return {key: place for key, place in places.items() if key not in repeated}


def _likeness(one: _Text, other: _Text) -> float:
    """Return how many words two texts share, from 0 to 1 (Dice 1945)."""
    total = len(one.words) + len(other.words)
    return 2 * (one.bag & other.bag).total() / total if total else 1.0


def _bonus(one: _Text, other: _Text) -> float:
    return _TITLE_BONUS * (bool(one.title) and one.title == other.title) + _REFERENCE_BONUS * (
        bool(one.reference) and one.reference == other.reference
    )


def _best_order(
    left: Sequence[int], right: Sequence[int], score: Callable[[int, int], float]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two sequences, in order, whose scores have the largest sum; a score of 0 is no pair."""
    scores = [[score(i, j) for j in right] for i in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row in range(len(left) - 1, -1, -1):
        for column in range(len(right) - 1, -1, -1):
            paired = best[row + 1][column + 1] + scores[row][column]
            best[row][column] = max(
                best[row + 1][column], best[row][column + 1], paired if scores[row][column] else 0.0
            )
    row = column = 0
    while row < len(left) and column < len(right):
        paired = best[row + 1][column + 1] + scores[row][column]
        if scores[row][column] and best[row][column] == paired:
            yield left[row], right[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
