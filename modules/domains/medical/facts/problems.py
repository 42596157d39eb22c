"""Problems: diagnoses, complaints and abnormal findings, with side and severity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.domains.medical.fact import Kind
from modules.domains.medical.facts.composing import Piece, pieces
from modules.domains.medical.facts.naming import concept_of, grammar
from modules.domains.medical.facts.said import Found, Said, is_hypothetical
from modules.domains.medical.facts.sides import side_of
from modules.domains.medical.facts.telling import is_problem, is_told
from modules.domains.medical.facts.words import Words

_POINTS_BACK = re.compile(r"\b(?:the|his|her|my|your|their|this|that|these|those|any of the)\s+$", re.IGNORECASE)
_TRIGGER = re.compile(r"\s*(?:with|on|in|at|when|over|around|behind|radiat|is|was|worse|get)", re.IGNORECASE)
# "As needed for pain" says what a medicine is for.
_NEEDED_FOR = re.compile(r"\b(?:needed|required|prn|regular \w+|relief) for (?:his |her |your |the )?$", re.IGNORECASE)
# "Vaccinated against shingles" names what a medicine prevents.
_PREVENTED = re.compile(
    r"\b(?:vaccin\w+|immuni[sz]\w+|shots?|jabs?|boosters?|protect\w*)(?: \w+){0,2} (?:against|for)"
    r"(?: \w+,?(?: and| or)?)? ?$",
    re.IGNORECASE,
)


def problems(said: Said) -> Iterator[Found]:
    """Yield the problems that a statement names."""
    words = said.words
    for piece in pieces(words):
        first, last = piece.first, piece.last
        start, end = words.items[first].start, words.items[last - 1].end
        if (
            not (is_problem(words, piece) or is_told(said, piece))
            or _goes_nowhere(said, piece)
            or is_hypothetical(said, start, end)
            or _PREVENTED.search(said.text[:start])
        ):
            continue
        opening = _opening(words, first)
        yield Found(
            Kind.PROBLEM,
            words.items[opening].start,
            end,
            concept_of(words.keys[first:last], piece.concept),
            side=side_of(said, opening, last),
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


def _opening(words: Words, first: int) -> int:
    """Return the number of the first word of what describes a problem: "severe", "acute on chronic"."""
    keys = words.keys
    while first and words.ends[first - 1] > first and _opens(keys[first - 1]):
        first -= 1
    return first


def _opens(word: str) -> bool:
    parts = grammar()
    return word in parts.severity or word in parts.sides or word in parts.modifiers
