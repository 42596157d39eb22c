"""The side of a problem: as its name, its list, its sentence or its heading says it."""

from __future__ import annotations

import re

from modules.domains.medical.facts.naming import grammar
from modules.domains.medical.facts.said import Said, side_in
from modules.domains.medical.facts.words import Words

_WHERE = re.compile(
    r"\W{0,3}(?:(?:in|of|on|over|to|at|along|involving|around|down|under|behind|into|from|with)\b|(?:left|right|both|bilateral))",
    re.IGNORECASE,
)
# The side that closes a list: "redness and discharge of both eyes".
_OF_ALL = re.compile(
    r"[A-Za-z ,/&-]{1,70}? (?:of|in|on) (?:his |her |the |my |your )?(?P<side>both|left|right|bilateral)\b",
    re.IGNORECASE,
)
# Heads that have a side only with a part of the body.
_SIDELESS = frozenset(("disease", "disorder"))
_MIDDLE = frozenset(("mitral", "aortic", "tricuspid"))  # of which there is one
_STATES = re.compile(r"\b(?:is|are|was|were|has|had|have|but|with|noted|denies|reports|no|not)\b", re.IGNORECASE)
_BEFORE = 90  # characters before a problem in which the side may stand that its sentence is about


def side_of(said: Said, first: int, last: int) -> str:
    """Return the side of a problem: in its name or right behind it, else that of its list, sentence or heading."""
    words, items, text = said.words, said.words.items, said.text
    start, end = items[first].start, items[last - 1].end
    after = text[end : items[min(last + 5, words.ends[last - 1]) - 1].end]
    has_sides = _has_sides(words, first, last)
    side = side_in(text[start:end]) or (side_in(after) if has_sides or _WHERE.match(after) else "")
    if side or not has_sides:
        return side
    of_all = _OF_ALL.match(text, end)
    if of_all and not _STATES.search(of_all.group()):
        return side_in(of_all["side"])
    return side_in(text[max(0, start - _BEFORE) : start]) or side_in(said.statement.heading)


def _has_sides(words: Words, first: int, last: int) -> bool:
    parts, keys = grammar(), words.keys
    if _MIDDLE.intersection(keys[first:last]):
        return False
    return any(
        (keys[at] in parts.heads and keys[at] not in _SIDELESS)
        or keys[at] in parts.measured
        or parts.sites.starting(words, at)
        for at in range(first, last)
    )
