"""What a lawyer sees as a redline: two texts compared by words.

Words, white space and punctuation signs are the tokens. Texts are parted at the words, or groups of words, that stand
once in each of them (Cohen's patience diff), which takes time linear in their length; what lies between is short and
compared by its longest common stretches (Ratcliff and Obershelp). Then the result is made to read well: a common word
between two changes belongs to them, and a change that could stand in several places stands between words and sentences.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, takewhile
from typing import Literal, NamedTuple

from modules.core.text import STOP_WORDS

Kind = Literal["equal", "insert", "delete"]

_TOKEN = re.compile(r"\n|[^\S\n]+|\d+(?:[.,]\d+)*\w*|\w[\w\u0300-\u036f]*(?:['’]\w+)*|.", re.DOTALL)
_SHORT = 96  # tokens that are compared by their longest common stretches, which takes more than linear time
_GROUPS = (1, 4, 12)  # tokens that may be unique together where none is alone
_DEEPEST = 12  # how often a stretch is parted before it counts as rewritten
_STOP_WORD, _SIGN, _CONTENT_WORD = 1, 2, 6  # what is common weighs; what was changed counts as signs
_KEPT = 60  # what a common stretch weighs that stays whatever stands around it
_SLIDE = 400  # tokens that a change may be moved


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that both versions have, or only the new one (insert) or the old one (delete)."""

    kind: Kind
    text: str


class _Region(NamedTuple):
    """Tokens of the old text and those of the new one that may stand for them."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    depth: int = 0


class _Hunk(NamedTuple):
    """Tokens that were replaced (none at the beginning of most texts), and the common ones that follow."""

    old: list[str]
    new: list[str]
    common: list[str]


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return the way from one text to another; what was deleted stands before what was inserted in its place.

    No change is empty, and no two of the same kind stand beside each other.
    """
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    hunks = _merged(_slid(_merged(_hunks(a, b))))
    parts: list[Change] = []
    for hunk in hunks:
        parts += (Change("delete", "".join(hunk.old)), Change("insert", "".join(hunk.new)))
        parts.append(Change("equal", "".join(hunk.common)))
    return tuple(part for part in parts if part.text)


def apply(changes: Iterable[Change]) -> str:
    """Return the new text."""
    return "".join(change.text for change in changes if change.kind != "delete")


def original(changes: Iterable[Change]) -> str:
    """Return the old text."""
    return "".join(change.text for change in changes if change.kind != "insert")


# --- Comparing -------------------------------------------------------------------------------------------------------


def _hunks(a: list[str], b: list[str]) -> list[_Hunk]:
    hunks: list[_Hunk] = []
    i = j = 0
    for start_a, start_b, size in [*sorted(_common(a, b)), (len(a), len(b), 0)]:
        if hunks and (start_a, start_b) == (i, j):
            hunks[-1].common.extend(a[i : i + size])
        else:
            hunks.append(_Hunk(a[i:start_a], b[j:start_b], a[start_a : start_a + size]))
        i, j = start_a + size, start_b + size
    return hunks


def _common(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where common stretches begin in both, and their lengths; they neither cross nor overlap."""
    waiting = [_Region(0, len(a), 0, len(b))]
    while waiting:
        old_start, old_end, new_start, new_end, depth = waiting.pop()
        before = _same(a[old_start:old_end], b[new_start:new_end])
        yield old_start, new_start, before
        old_start, new_start = old_start + before, new_start + before
        after = _same(reversed(a[old_start:old_end]), reversed(b[new_start:new_end]))
        old_end, new_end = old_end - after, new_end - after
        yield old_end, new_end, after
        region = _Region(old_start, old_end, new_start, new_end, depth)
        if old_start == old_end or new_start == new_end:
            continue
        if max(old_end - old_start, new_end - new_start) <= _SHORT:
            for i, j, size in _longest(a[old_start:old_end], b[new_start:new_end]):
                yield old_start + i, new_start + j, size
        elif depth < _DEEPEST:
            waiting += _parted(a, b, region)


def _same(a: Iterable[str], b: Iterable[str]) -> int:
    """Return how many tokens are equal before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _longest(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the words of the longest common stretches, each with the blanks that it has beside it in both."""
    in_old = [place for place, word in enumerate(a) if not _is_blank(word)]
    in_new = [place for place, word in enumerate(b) if not _is_blank(word)]
    matcher = SequenceMatcher(None, [a[i] for i in in_old], [b[j] for j in in_new], autojunk=False)
    end_a = end_b = 0
    for first, other, size in matcher.get_matching_blocks():
        for i, j in zip(in_old[first : first + size], in_new[other : other + size], strict=True):
            before = i > end_a and j > end_b and a[i - 1] == b[j - 1]
            after = i + 1 < len(a) and j + 1 < len(b) and a[i + 1] == b[j + 1] and _is_blank(a[i + 1])
            yield i - before, j - before, 1 + before + after
            end_a, end_b = i + 1 + after, j + 1 + after


def _is_blank(text: str) -> bool:
    return text.isspace() and "\n" not in text


def _parted(a: Sequence[str], b: Sequence[str], region: _Region) -> Iterator[_Region]:
    """Yield the regions between what stands once in both texts, or between lines; none where neither is found."""
    found = (_anchors(a, b, region, length) for length in _GROUPS)
    anchors = next(filter(None, found), None) or _line_ends(a, b, region)
    i, j = region.old_start, region.new_start
    for start_a, start_b in [*anchors, (region.old_end, region.new_end)] if anchors else ():
        yield _Region(i, start_a, j, start_b, region.depth + 1)
        i, j = start_a, start_b


def _line_ends(a: Sequence[str], b: Sequence[str], region: _Region) -> list[tuple[int, int]]:
    """Return the places of line feeds, where both texts have the same number of lines."""
    in_old = [place for place in range(region.old_start, region.old_end) if a[place] == "\n"]
    in_new = [place for place in range(region.new_start, region.new_end) if b[place] == "\n"]
    return list(zip(in_old, in_new, strict=True)) if len(in_old) == len(in_new) else []


def _anchors(a: Sequence[str], b: Sequence[str], region: _Region, length: int) -> list[tuple[int, int]]:
    """Return the places of groups that are unique in both texts, as many as stand in the same order there."""
    in_old = _unique(a, region.old_start, region.old_end, length)
    in_new = _unique(b, region.new_start, region.new_end, length)
    pairs = [(place, in_new[group]) for group, place in in_old.items() if group in in_new]
    return _ascending(sorted(pairs))


def _unique(tokens: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    repeated = set()
    for place in range(start, end - length + 1):
        group = tuple(tokens[place : place + length])
        if group in places:
            repeated.add(group)
        places[group] = place
    return {group: place for group, place in places.items() if group not in repeated}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence whose second numbers ascend, as the first ones do."""
    tops: list[int] = []  # of piles of cards: the smallest second number that ends a subsequence of each length
    piles: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        pile = bisect.bisect_left(tops, second)
        tops[pile : pile + 1] = [second]
        piles[pile : pile + 1] = [number]
        before.append(piles[pile - 1] if pile else -1)
    found = []
    number = piles[-1] if piles else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


# --- Reading well ----------------------------------------------------------------------------------------------------


def _merged(hunks: Iterable[_Hunk]) -> list[_Hunk]:
    """Join changes with what little is common between them, so that not every other word is marked."""
    kept: list[_Hunk] = []
    for hunk in hunks:
        kept.append(hunk)
        while len(kept) > 1 and _flickers(kept[-2], kept[-1]):
            after, before = kept.pop(), kept.pop()
            before.old.extend(before.common + after.old)
            before.new.extend(before.common + after.new)
            kept.append(before._replace(common=after.common))
    return kept


def _flickers(before: _Hunk, after: _Hunk) -> bool:
    """Tell whether what is common between two changes is less than either of them; a line's end always parts them."""
    if "\n" in before.common or not (before.old or before.new) or not (after.old or after.new):
        return False
    weight = sum(map(_weight, before.common[:_KEPT]))
    return weight < _KEPT and _outweighs(before, weight) and _outweighs(after, weight)


def _outweighs(hunk: _Hunk, weight: int) -> bool:
    """Tell whether what was deleted, or what was inserted, has more signs and words than weigh that much."""
    enough = weight // _SIGN + 1
    return not weight or any(
        len(list(islice((token for token in tokens if not token.isspace()), enough))) == enough
        for tokens in (hunk.old, hunk.new)
    )


def _weight(token: str) -> int:
    if token.isspace():
        return 0
    if not token[0].isalnum():
        return _SIGN
    return _STOP_WORD if token.lower() in STOP_WORDS else _CONTENT_WORD


def _slid(hunks: list[_Hunk]) -> list[_Hunk]:
    """Move what was only inserted, or only deleted, to where it stands between sentences or words."""
    for number in range(len(hunks) - 1):
        before, hunk = hunks[number], hunks[number + 1]
        moved = hunk.old or hunk.new
        if not (hunk.old and hunk.new) and moved:
            _slide(before.common, moved, hunk.common)
    return hunks


def _slide(before: list[str], moved: list[str], after: list[str]) -> None:
    """Move the middle of three stretches to the best place where it leaves both texts as they are."""
    whole = before[-_SLIDE:] + moved + after[:_SLIDE]
    first = last = at = min(len(before), _SLIDE)
    size = len(moved)
    while first > 0 and whole[first - 1] == whole[first + size - 1]:
        first -= 1
    while last + size < len(whole) and whole[last] == whole[last + size]:
        last += 1
    best = max(range(first, last + 1), key=lambda place: (_edge(whole, place) + _edge(whole, place + size), place))
    if best != at:
        before[len(before) - at :] = whole[:best]
        moved[:] = whole[best : best + size]
        after[:_SLIDE] = whole[best + size :]


def _edge(tokens: Sequence[str], place: int) -> int:
    """Return how well a text can be parted before a token: between lines, sentences, words, or in the middle."""
    if place in (0, len(tokens)):
        return 4
    before, after = tokens[place - 1], tokens[place]
    if "\n" in (before, after):
        return 4
    if before.isspace():
        return 3 if place > 1 and tokens[place - 2] in (".", ";", ":", "!", "?") else 2
    return 1 if after.isspace() else 0
