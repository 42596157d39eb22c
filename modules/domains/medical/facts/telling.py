"""Whether a single word names a problem where it stands: "cold", "stress", "RA" and "discharge" do not everywhere."""

from __future__ import annotations

import re

from modules.domains.medical.facts.composing import Piece
from modules.domains.medical.facts.naming import grammar
from modules.domains.medical.facts.said import Said
from modules.domains.medical.facts.words import Words

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
# What denies a word that names a finding only so; a list may stand between.
_DENIES = re.compile(r"\b(?:no|nil|denie[sd]|deny|any|without|or)(?: [\w-]+ ?/| \w+,?){0,2} ?/? ?$", re.IGNORECASE)
_MEASURED = re.compile(r"\s*(?:of |is |was |at )?\d", re.IGNORECASE)
_HURTS = re.compile(r"s? (?:to|when|if|there|here|in|on|right|a lot|really|so|more|worse)\b", re.IGNORECASE)
_NON = re.compile(r"\bnon[- ]?$", re.IGNORECASE)


def is_problem(words: Words, piece: Piece) -> bool:
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


def is_told(said: Said, piece: Piece) -> bool:
    """Whether a word that is none by itself is a finding as it is said: "no discharge", "it hurts when I press"."""
    parts, one = grammar(), said.words.items[piece.first]
    if piece.last - piece.first > 1:
        return False
    if one.key in parts.denied:
        return bool(_DENIES.search(said.text[: one.start])) and not _MEASURED.match(said.text, one.end)
    return one.key == "hurt" and bool(_HURTS.match(said.text, one.end))
