"""Problems: diagnoses, complaints and abnormal findings, with side and severity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from modules.domains.medical.fact import Kind
from modules.domains.medical.facts.composing import Piece, pieces
from modules.domains.medical.facts.naming import concept_of, grammar
from modules.domains.medical.facts.said import Found, Said, is_hypothetical, side_in
from modules.domains.medical.facts.words import Words

_POINTS_BACK = re.compile(r"\b(?:the|his|her|my|your|their|this|that|these|those|any of the)\s+$", re.IGNORECASE)
_TRIGGER = re.compile(r"\s*(?:with|on|in|at|when|over|around|behind|radiat|is|was|worse|get)", re.IGNORECASE)
# Where a word is none of the problem that it looks like: what stands before it, and what behind it.
_NOT_AFTER = {
    "ra": re.compile(r"(?:\bon|\bat|%)\s*$", re.IGNORECASE),  # room air
    "stress": re.compile(r"\b(?:valgus|varus|exercise|nuclear|cardiac|under)\s*$", re.IGNORECASE),
}
_NO_FALL = re.compile(
    r" (?:out|asleep|off|apart|in love|within|back|into|under|behind|short|through|of"
    r" (?:19|20)|risk|precaution)",
    re.IGNORECASE,
)
_NOT_BEFORE = {
    "fall": _NO_FALL,
    "fell": _NO_FALL,
    "stress": re.compile(r" (?:test|echo|fracture|perfusion|level)", re.IGNORECASE),
}
_COLD = re.compile(r"\b(?:an?|the|slight|bad|mild|common|head|of|had|got)\s+(?:\w+ )?$", re.IGNORECASE)
_NOT_A_COLD = re.compile(
    r" ?(?:weather|water|pack|compress|air|intoler|temp|or hot|outside|drink|food|shower|sensation|feet|hand)",
    re.IGNORECASE,
)
_NON = re.compile(r"\bnon[- ]?$", re.IGNORECASE)
# "As needed for pain" says what a medicine is for.
_NEEDED_FOR = re.compile(r"\b(?:needed|required|prn|regular \w+|relief) for (?:his |her |your |the )?$", re.IGNORECASE)
_BEFORE = 90  # characters before a problem in which the side may stand that its sentence is about


def problems(said: Said) -> Iterator[Found]:
    """Yield the problems that a statement names."""
    words = said.words
    for piece in pieces(words):
        first, last = piece.first, piece.last
        start, end = words.items[first].start, words.items[last - 1].end
        if not _is_problem(words, piece) or _goes_nowhere(said, piece) or is_hypothetical(said, start, end):
            continue
        opening = _opening(words, first)
        yield Found(
            Kind.PROBLEM,
            words.items[opening].start,
            end,
            concept_of(words.keys[first:last], piece.concept),
            side=_side(said, opening, last),
            detail=" ".join(words.text[words.items[opening].start : start].split()),
        )


def _goes_nowhere(said: Said, piece: Piece) -> bool:
    """Whether words only point back at what was named before: "the pain", but not "his pain on the left side"."""
    one = said.words.items[piece.last - 1]
    if piece.last - piece.first > 1 or one.key not in grammar().bare:
        return False
    before = said.text[: one.start]
    return bool(_NEEDED_FOR.search(before)) or bool(
        _POINTS_BACK.search(before) and not _TRIGGER.match(said.text, one.end)
    )


def _is_problem(words: Words, piece: Piece) -> bool:
    """Whether a single word is a problem where it stands: abbreviations and everyday words are not everywhere."""
    if piece.last - piece.first > 1:
        return True
    parts, one = grammar(), words.items[piece.first]
    before = words.text[: one.start]
    if one.key == "cold":
        is_one = _COLD.search(before) and not _NOT_A_COLD.match(words.text, one.end)
        return bool(is_one) or one.text.lower() == "colds"
    not_after, not_before = _NOT_AFTER.get(one.key), _NOT_BEFORE.get(one.key)
    if _NON.search(before) or (not_after and not_after.search(before)):
        return False
    if one.key in parts.alone_nothing or (not_before and not_before.match(words.text, one.end)):
        return False
    return one.key not in parts.capitals or one.text.removesuffix("s").isupper()


def _opening(words: Words, first: int) -> int:
    """Return the number of the first word of what describes a problem: "severe", "acute on chronic"."""
    keys = words.keys
    while first and words.ends[first - 1] > first and _opens(keys[first - 1]):
        first -= 1
    return first


def _opens(word: str) -> bool:
    parts = grammar()
    return word in parts.severity or word in parts.sides or word in parts.modifiers


def _side(said: Said, first: int, last: int) -> str:
    """Return the side of a problem: in its name or right behind it, else that of its sentence or heading."""
    words, items = said.words, said.words.items
    start, end = items[first].start, items[last - 1].end
    after = said.text[end : items[min(last + 5, words.ends[last - 1]) - 1].end]
    side = side_in(said.text[start:end]) or side_in(after)
    if side or not _has_sides(words.keys[first:last]):
        return side
    return side_in(said.text[max(0, start - _BEFORE) : start]) or side_in(said.statement.heading)


def _has_sides(keys: Sequence[str]) -> bool:
    parts = grammar()
    return any(word in parts.heads or word in parts.sites or word in parts.measured for word in keys)
