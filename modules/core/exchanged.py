"""Whether a sentence is a passage's own but for one word: another number, the other side, the other party, a name.

What a model copies it mostly copies rightly, so every word of it is known to the passages; the wrong one shows only in
its place. The sentence is laid beside the one that shares most of its words. Where a single word stands for another
one that excludes it (12 for 15, left for right, Licensee for Licensor, days for months), it is told. A word that is
merely different may be a synonym and is left alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise, permutations

from modules.core.figures import Number, is_said, numbers
from modules.core.text import content_words, words

# Of a line's words each excludes the others; "/" stands between spellings of the same one.
_EXCLUSIVE_TEXT = """
left right bilateral/both
upper lower
top bottom
anterior/front posterior/back
medial lateral
proximal distal
dorsal ventral
inner outer
internal external
north/northern south/southern east/eastern west/western
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
second minute/min hour/hr day week month quarter year/annum decade century
daily/day weekly/week monthly/month quarterly/quarter yearly/annually/year/annum hourly/hour
thousand million billion trillion
mcg/µg mg g/gram kg/kilogram
ml l/liter/litre
mm cm m/meter/metre km
inch/inches/in foot/feet/ft yard mile
celsius/c fahrenheit/f
before after
above below
over under
more less fewer
higher lower
greater/larger/bigger smaller
longer shorter
increased/increase/rise/rose/grew/elevated/higher decreased/decrease/decline/declined/fell/lower/reduced
increasing/rising/growing decreasing/declining/falling
minimum/least maximum/most
earlier later
first last
earliest latest
largest/biggest/highest smallest/lowest
positive negative
acute chronic
benign malignant
oral/orally intravenous/intravenously/iv subcutaneous/subcutaneously intramuscular/intramuscularly topical/topically
systolic diastolic
male/man/boy female/woman/girl
mother father
son daughter
brother sister
husband wife
gross net
basic diluted
assets liabilities
debit credit
profit/gain/income loss
inflow outflow
buy/buys/bought sell/sells/sold
short-term/short long-term/long
domestic foreign/international
public private
direct indirect
always never
with without
inside outside
may shall/must
licensor licensee
lessor/landlord lessee/tenant
franchisor franchisee
assignor assignee
buyer/purchaser seller/vendor supplier
lender borrower
employer employee
customer supplier/vendor/provider
owner contractor
plaintiff defendant
mortgagor mortgagee
grantor grantee
indemnitor indemnitee
transferor transferee
principal agent
manufacturer distributor
consignor consignee
"""
_GROUPS = [
    {word: member for member, spellings in enumerate(line.split()) for word in spellings.split("/")}
    for line in _EXCLUSIVE_TEXT.strip().splitlines()
]
# Prefixes that turn a word into what excludes it.
_PREFIXES = (("hyper", "hypo"), ("inter", "intra"), ("pre", "post"), ("over", "under"), ("in", "ex"), ("in", "out"))
_DIGITS = re.compile(r"\d")
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "such", "each", "any", "every", "these", "those"))
_LISTED = re.compile(r"^\W*\(?\d{1,3}[.)]\s")
# The share of a sentence's words that must stand in the same order in the other one, and how many at least.
_ALIKE = 0.6
_LEAST_ALIKE = 4
_LONGEST_EXCHANGE = 3
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence: its words as they are written, their stems, and the number that each is part of, if it is."""

    written: tuple[str, ...]
    stems: tuple[str, ...]
    numbers: tuple[Number | None, ...]

    def name(self, at: int) -> str:
        """Return what kind of name a word is: "proper", "defined" as "the Company" is, or "" where it is none."""
        word = self.written[at]
        if at == 0 or len(word) < _SHORTEST_NAME or not word[0].isupper():
            return ""
        return "defined" if self.written[at - 1].lower() in _ARTICLES else "proper"


def exchanged(said: str, others: Iterable[tuple[str, frozenset[str]]]) -> tuple[str, str] | None:
    """Return the word of a sentence that stands in the place of another one, and that one; None where none does.

    Args:
        said: the sentence.
        others: those of the evidence, with the stems of their content words. Only the ones that share most of the
            sentence's are looked at, and all of these must have another word there: one that says it too clears it.
    """
    telling = frozenset(word.stem for word in content_words(said))
    most = max(1, math.ceil(_ALIKE * (len(telling) - 1)))
    closest: list[str] = []
    for text, stems in others:
        shared = len(telling & stems)
        if shared > most:
            most, closest = shared, []
        if shared == most:
            closest.append(text)
    one = _read(_LISTED.sub("", said))
    found = [_exchange(one, _read(text)) for text in closest]
    return found[0] if found and all(found) else None


def _exchange(one: _Read, other: _Read) -> tuple[str, str] | None:
    """Return the first word of a sentence that stands where another one has what excludes it."""
    blocks = _blocks(one.stems, other.stems)
    if sum(block.size for block in blocks) < max(_LEAST_ALIKE, _ALIKE * len(one.stems)):
        return None
    pairs = [pair for before, after in pairwise(blocks) for pair in _gap(before, after)]
    held, said = Counter(other.stems), Counter(one.stems)
    turned = {(other.stems[there], one.stems[here]) for here, there in pairs}
    for here, there in pairs:
        if one.stems[here] == other.stems[there]:
            continue
        both_ways = (one.stems[here], other.stems[there]) in turned
        too_often = said[one.stems[here]] > held[one.stems[here]]
        if (both_ways or too_often) and _exclude(one, here, other, there):
            return one.written[here], other.written[there]
    return None


def _blocks(one: Sequence[str], other: Sequence[str]) -> list[Match]:
    """Return what both have in the same order, from the very beginning to the end.

    A lone word out of line with what stands before and behind it is left out: in "from 120 to 100" over "from 100 to
    120" the 100 would hide the exchange.
    """
    found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    blocks = [Match(0, 0, 0), *found]
    shifts = [block.b - block.a for block in blocks]
    return [
        block
        for at, block in enumerate(blocks)
        if block.size != 1 or shifts[at] in (shifts[at - 1], shifts[at + 1])  # the last one has no size
    ]


def _gap(before: Match, after: Match) -> Iterator[tuple[int, int]]:
    """Yield the places of the words between two blocks, one beside the other, where they are few and as many."""
    here, there = range(before.a + before.size, after.a), range(before.b + before.size, after.b)
    if len(here) == len(there) <= _LONGEST_EXCHANGE:
        yield from zip(here, there, strict=True)


def _exclude(one: _Read, here: int, other: _Read, there: int) -> bool:
    """Tell whether two words cannot both be right in the same place."""
    number, instead = one.numbers[here], other.numbers[there]
    if number and instead:
        everywhere = [given for given in other.numbers if given]
        return not is_said(number, [instead] if one.stems[here] in other.stems else everywhere)
    first, second = one.written[here].lower(), other.written[there].lower()
    if _is_code(first) and _is_code(second):
        return first != second and _DIGITS.sub("", first) == _DIGITS.sub("", second)
    return _are_exclusive(first, second) or (
        bool(one.name(here)) and one.name(here) == other.name(there) and not _alike(first, second)
    )


def _are_exclusive(first: str, second: str) -> bool:
    spellings = [{word, word.removesuffix("s"), word.removesuffix("'s")} for word in (first, second)]
    for group in _GROUPS:
        one, other = ({group[word] for word in words if word in group} for words in spellings)
        if one and other and not one & other:
            return True
    return any(
        first.removeprefix(one) == second.removeprefix(other)
        for prefixes in _PREFIXES
        for one, other in permutations(prefixes)
        if first.startswith(one) and second.startswith(other)
    )


def _alike(first: str, second: str) -> bool:
    """Tell whether two names may be spellings of the same: one begins as the other does."""
    return first[:4] == second[:4]


def _is_code(word: str) -> bool:
    """Tell whether a word is letters with digits: FY2022, Q3, B12."""
    return word[0].isalpha() and any(sign.isdigit() for sign in word)


@lru_cache(maxsize=10_000)
def _read(text: str) -> _Read:
    found = words(text)
    given = numbers(text)
    of = [next((one for one in given if one.start <= word.start < one.end), None) for word in found]
    return _Read(tuple(text[word.start : word.end] for word in found), tuple(word.stem for word in found), tuple(of))
