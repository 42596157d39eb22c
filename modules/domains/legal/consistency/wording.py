"""Terms as they are written: what their forms have in common, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SMALL_WORDS = "a an the this these such each any all our your its their of and or for to in by with on from"
SMALL = frozenset(_SMALL_WORDS.split())
"""Words in a term that do not tell it from others."""
_WORD = re.compile(r"[^\W_]+(?:['’][a-z]{1,2}\b)?")


def key(term: str) -> str:
    """Return what a term has in common with its plural, possessive and capitals: "Parties" and "PARTY" alike."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b|s['’](?=\s|$)|\((?:s|es|ies)\)", "", term))
    return " ".join(singular(word) for word in words if word.lower() not in SMALL or len(words) == 1)


def singular(word: str) -> str:
    """Return an English noun in lower case and in the singular; what is none is only put into lower case."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "is", "news")):
        return word[:-1]
    return word


def phrases(text: str, keys: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and key of every stretch of capitalised words that is one of the terms; the longest wins."""
    openers: dict[str, int] = {}
    for name in keys:
        parts = name.split()
        if parts:
            openers[parts[0]] = max(openers.get(parts[0], 0), len(parts))
    found = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    index = 0
    while index < len(found):
        start, _, word = found[index]
        longest = openers.get(singular(_bare(word)), 0) if _capital(word) else 0
        hit = _longest(text, found, index, longest, keys) if longest else None
        if hit is None:
            index += 1
            continue
        last, name = hit
        yield start, found[last][1], name
        index = last + 1


def _capital(word: str) -> bool:
    return word[0].isdigit() or not word.islower()


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _longest(
    text: str, found: Sequence[tuple[int, int, str]], index: int, most: int, keys: frozenset[str]
) -> tuple[int, str] | None:
    """The longest term that begins at a word: index of its last word, and its key."""
    parts: list[str] = []
    best: tuple[int, str] | None = None
    for at in range(index, min(index + most + 4, len(found))):
        start, _, word = found[at]
        if at > index and len(text[found[at - 1][1] : start].strip(" \n")) > 1:
            break  # a sentence's end, or more than a hyphen or a slash
        small = word.lower() in SMALL
        if at > index and not small and not _capital(word) and not _joined(text, found[at - 1][1], start):
            break
        if not small or at == index:
            parts.append(singular(_bare(word)))
        if not small and " ".join(parts) in keys:
            best = at, " ".join(parts)
        if len(parts) >= most:
            break
    return best


def _joined(text: str, end: int, start: int) -> bool:
    return text[end:start] in ("-", "/", "")
