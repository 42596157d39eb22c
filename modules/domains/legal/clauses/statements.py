"""A contract's sentences as the rules of the clause review see them: plain letters, and the title they stand under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.outline import is_title_case
from modules.domains.legal.contract import Contract

_LONGEST = 1_500  # characters: what is longer is cut, at a semicolon if there is one
_WORDS_OF_A_TITLE = 9
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": ""})
_NUMBER = re.compile(
    r"(?:(?:article|section|clause|exhibit|schedule|appendix|annex)\s+[\w.]{1,8}|§?\s*\d{1,2}(?:\.\d{1,2}){0,4}|\(?[a-zA-Z]{1,4}[.)])[.:)]?\s*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|be|shall|may|will|has|have|means?|must|does|do|agrees?|represents?|can)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or a part of a very long one.

    Attributes:
        start, end: offsets into the contract's text.
        text: lower case, one blank between words, straight quotes: what patterns are matched against.
        title: of the clause it stands in, in the same form; "" where there is none.
    """

    start: int
    end: int
    text: str
    title: str


def normalised(text: str) -> str:
    """Return a text in the form that patterns are written for."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).lower().split())
    return re.sub(r"(?<=\w)- (?=\w)", "-", plain)


def statements(contract: Contract) -> tuple[Statement, ...]:
    """Return the sentences of a contract in order; titles and bare numbers are not sentences, but give titles."""
    return tuple(_statements(contract))


def _statements(contract: Contract) -> Iterator[Statement]:
    title, clause_start = "", -1
    for start, end in contract.sentences:
        clause = contract.clause_at(start)
        if clause is not None and clause.start != clause_start:
            clause_start = clause.start
            if clause.title or not clause.number.startswith("("):
                title = normalised(clause.title)
        text = contract.text[start:end]
        words = _words(text)
        if not words:
            continue
        if _is_title(words):
            title = normalised(words.strip(" .:"))
            continue
        for first, last in _pieces(text):
            yield Statement(start + first, start + last, normalised(_words(text[first:last])), title)


def _words(text: str) -> str:
    """Return a text without the number it begins with; "" where nothing is left."""
    rest = text.strip()
    if match := _NUMBER.match(rest):
        rest = rest[match.end() :]
    return rest if any(letter.isalpha() for letter in rest) else ""


def _is_title(words: str) -> bool:
    bare = words.strip(" .:")
    return (
        len(bare.split()) <= _WORDS_OF_A_TITLE
        and not _VERB.search(bare)
        and not re.search(r"\d{3}|:\s*\S", words)
        and (bare.isupper() or is_title_case(bare) or words.rstrip().endswith("."))
        and bool(re.match(r"[A-Z]", bare))
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence that are not too long."""
    start = 0
    while len(text) - start > _LONGEST:
        window = text[start : start + _LONGEST]
        cut = max(window.rfind("; "), window.rfind(": ")) + 1 or window.rfind(" ") + 1 or _LONGEST
        yield start, start + cut
        start += cut
    if text[start:].strip():
        yield start, len(text)
