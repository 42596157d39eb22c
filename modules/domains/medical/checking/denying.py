"""What a sentence denies, by its words alone: a second opinion on the assertions of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from modules.core.text import content_words

# What is said behind one of these is denied, item after item of a list ...
_LISTING = re.compile(
    r"\b(?:no|without|den(?:y|ies|ied|ying)|negative for|absence of|absent|nil|neither|nor|never|none|free of|not have"
    r"|(?:no|without) (?:evidence|signs?|history) of)\b",
    re.IGNORECASE,
)
# ... and behind one of these only what follows at once.
_SINGLE = re.compile(r"\b(?:not|cannot|non)\b|n['’]t\b", re.IGNORECASE)
_LISTING_ENDS = re.compile(
    r"[.;:]|\b(?:but|however|although|though|except|apart from|besides|positive|reports?|endorses?|states?|admits?"
    r"|complains?|has|had|is|are|was|were|with|which|that|who|because|since|despite|after|before|when|if"
    r"|stayed|stays|remain(?:s|ed)?|looks?|looked|feels?|felt|heal(?:s|ed)?|improv\w*"
    r"|and (?:the|his|her|their|its|he|she|it|they))\b"
    r"|,[^,.;]*\b(?:clear|normal|soft|intact|stable|regular|equal|good|well)\b",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(r"\s*[:=–-]?\s*(?:none|nil|no|negative|absent|denied)\b(?!\s+\w+\s+\w)", re.IGNORECASE)
_SINGLE_ENDS = re.compile(r"[.,;:()]|\b(?:and|or|but|because|since|when|if)\b", re.IGNORECASE)
_ITEM = re.compile(r"[^.,;:()]+")
_JOINT = re.compile(r"\b(?:and|or|but|nor|with|without|no|denies|denied|negative for|positive for)\b", re.IGNORECASE)
_ABOUT_TELLING = frozenset(
    ["deny", "denie", "endors", "report", "note", "state", "admit", "complain", "describe", "positive", "negative",
     "patient", "present", "presence", "absent", "absence", "mr", "mrs", "ms", "she", "he", "show", "reveal", "seen",
     "evidence", "sign", "known", "nil", "none", "never", "feel", "experience", "today", "marked", "associat",
     "significant", "recent", "current", "currently", "further", "additional", "history", "acute", "obvious"]
)  # fmt: skip
# Words of a sentence that tells how somebody bears a substance.
ALLERGIC = re.compile(
    r"\b(?:allerg\w*|intoleran\w*|hypersensitiv\w*|anaphyla\w*|reactions?|reacted|nkd?a|rash|hives|swelling|caus\w+"
    r"|g[ai]ves?|made|makes?|trigger\w*|brings?|brought|provok\w*|induc\w*|does not tolerate|did not tolerate"
    r"|sets? off)\b",
    re.IGNORECASE,
)
# What is prevented, looked for or vaccinated against need not be there.
PREVENTED = re.compile(
    r"\b(?:prevent\w*|prophyla\w*|vaccin\w*|immuni[sz]\w*|screen(?:ed|ing)?|against|risk (?:of|for|factors?)|signs? of"
    r"|precautions?|sick day)\b",
    re.IGNORECASE,
)
# What may come or shall be watched for is neither asserted nor denied.
ADVICE = re.compile(
    r"\b(?:if|should|return|call|come back|seek|watch|monitor|in case|unless|advised|risks?|warn\w*|precautions?"
    r"|worsen\w*|to (?:rule|exclude)|rule out|can|may|might|could|until|avoid|do not|don['’]t)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a sentence: offsets, the stems of its words, and whether the sentence denies it."""

    start: int
    end: int
    stems: frozenset[str]
    denied: bool


def denied_at(text: str, start: int) -> bool:
    """Tell whether what begins at a place of a text is denied there."""
    return any(first <= start < last for first, last in _scopes(text))


@lru_cache(maxsize=20_000)
def items(text: str) -> tuple[Item, ...]:
    """Return the items of a sentence, cut at commas and joining words, those without a telling word left out."""
    return tuple(_items(text))


def _items(text: str) -> Iterator[Item]:
    for piece in _ITEM.finditer(text):
        left = piece.start()
        for cut in [*(match.span() for match in _JOINT.finditer(text, *piece.span())), (piece.end(), piece.end())]:
            words = [
                word
                for word in content_words(text[left : cut[0]])
                if word.stem not in _ABOUT_TELLING and not word.stem[0].isdigit()
            ]
            if words:
                first, last = left + words[0].start, left + words[-1].end
                denied = denied_at(text, first) or bool(_DENIED_BEHIND.match(text, last))
                yield Item(first, last, frozenset(one.stem for one in words), denied)
            left = cut[1]


@lru_cache(maxsize=20_000)
def _scopes(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches that a text denies."""
    return tuple(
        (cue.end(), end.start() if (end := ends.search(text, cue.end())) else len(text))
        for cues, ends in ((_LISTING, _LISTING_ENDS), (_SINGLE, _SINGLE_ENDS))
        for cue in cues.finditer(text)
    )
