"""What a question is about, taken apart for retrieval: what it says of the document, and what it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from modules.core.expansion import related
from modules.core.text import STOP_WORDS, content_words, stem

# "In Acme's 2023 annual report, what ...", "Consider the supply agreement; does ...": the document, then the question.
_LEAD = re.compile(
    r"(?:consider(?:ing)?|in|from|per|under|within|according to|based on|regarding|as per|for|with regard to|about|on)"
    r"\b[^;:,?]{3,160}[;:,]\s*(?=\S.{12,})",
    re.IGNORECASE | re.DOTALL,
)
_POSSESSIVE = re.compile(r"['’]s\b")
_FRAME = """
consider please tell explain describe document according mention indicate state provide give regarding base answer
judgment information following question
"""
FRAME = frozenset(stem(word) for word in _FRAME.split())
"""Stems of words that frame a question and are not looked for."""

_DOCUMENT = (
    r"(?:contract|agreement|lease|licen[cs]e|deed|policy|document|file|filing|report|paper|article|study|book|chapter"
    r"|letter|note|record|memo\w*|statement)"
)
_THE = rf"(?:the|this|that|an?) (?:[\w-]+ ){{0,2}}{_DOCUMENT}\b"
_ITSELF = r"(?:names?|titles?|types?|dates?|subject|purpose|authors?|signator(?:y|ies)|part(?:y|ies)|patients?|summary)"
_SIGNED = r"(?:signed|dated|made|executed|concluded|effective|written|wrote|issued|published|prepared|drafted)"
# What a document says of itself: its title, kind, parties, authors, dates, subject; whose record it is.
_ABOUT_THE_DOCUMENT = re.compile(
    rf"\b(?:name|title|date|type|kind|subject|purpose|authors?) of {_THE}"
    rf"|\b(?:what|which) (?:kind|type|sort) of {_DOCUMENT} (?:is|was)\b|\bwhat is {_THE} about\b"
    rf"|\b(?:summar(?:y of|i[sz]e)|overview of) {_THE}"
    r"|\bwho (?:are|is|were|was) the (?:[\w-]+ )?(?:part(?:y|ies)|authors?|signator(?:y|ies)|patient)\b"
    rf"|\b(?:who|whom|that|which) (?:has |have )?{_SIGNED} {_THE}"
    rf"|\bbetween (?:whom|which|what)\b[^.?]{{0,20}} {_THE}"
    r"|\b(?:effective|agreement|contract|execution|signing|publication) date\b"
    rf"|\b(?:when|(?:what|which) date|date on which|date from which)\b (?:was |is |did |does )?{_THE} (?:is |was )?"
    rf"(?:{_SIGNED}|entered|takes? effect|(?:come|came|go|went)(?:es|s)? into)\b"
    # All that is asked: "parties?", "the contract title", "authors of the paper", "summarise", "give me a summary".
    rf"|^\W*(?:the )?(?:{_DOCUMENT}(?:['’]s)? )?{_ITSELF}(?: (?:of|to) (?:{_THE}|{_DOCUMENT}))?\W*$"
    rf"|^\W*(?:(?:please|can you|could you|give me|write|an?|short|brief) )*(?:summar(?:y|i[sz]e)|overview|tl;?dr)"
    rf"(?:(?: of)? (?:it|{_THE}|{_DOCUMENT}))?(?: please)?\W*$"
    r"|\bpatient(?:['’]s)? (?:full )?(?:name|age|date of birth|sex|gender)\b|\bhow old is (?:the patient|s?he)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b(?:compar(?:e[ds]?|ing|isons?)|differ(?:s|ences?)?|versus|vs|contrast)\b", re.IGNORECASE)

_RAW = re.compile(r"[^\W_]+")
_FISCAL = re.compile(r"fy(\d{2}|\d{4})")
_LONGEST_NAME = 4


def name_words(text: str) -> set[str]:
    """Return the words of a text as names of documents may spell them: "Best Buy" also as bestbuy, FY23 as 2023."""
    plain = [word.lower() for word in _RAW.findall(_POSSESSIVE.sub("", text))]
    found = set(plain)
    for length in range(2, _LONGEST_NAME + 1):
        found.update("".join(plain[at : at + length]) for at in range(len(plain) - length + 1))
    for word in plain:
        if match := _FISCAL.fullmatch(word):
            found.add(match[1] if len(match[1]) == 4 else f"20{match[1]}")
        found.update(re.findall(r"[^\W\d_]+|\d+", word))
    return found - STOP_WORDS


@dataclass(frozen=True)
class Question:
    """A question as retrieval reads it.

    Attributes:
        text: as it was asked.
    """

    text: str

    @cached_property
    def core(self) -> str:
        """What is asked, without an opening that only says of which document."""
        return _LEAD.sub("", self.text, count=1) if _LEAD.match(self.text) else self.text

    @cached_property
    def about_the_document(self) -> bool:
        """Whether it asks what a document says of itself where it opens: its title, parties, authors, date, subject."""
        return bool(_ABOUT_THE_DOCUMENT.search(self.core))

    @cached_property
    def compares(self) -> bool:
        """Whether it sets things side by side, which may stand in documents of their own."""
        return bool(_COMPARES.search(self.text))

    @cached_property
    def names(self) -> frozenset[str]:
        """All words, as `name_words`."""
        return frozenset(name_words(self.text))

    @cached_property
    def proper_names(self) -> frozenset[str]:
        """The words that are written like names, as `name_words`: capitals inside the question, or more than one.

        None where the question writes every word so: "WHO IS THE LESSOR?", "What Is The Notice Period?".
        """
        words = re.findall(r"[^\W_][\w'’&.-]*", self.text)
        common = [word[0].isupper() for word in words[1:] if word.lower() in STOP_WORDS]
        if sum(common) > len(common) / 2:
            return frozenset()
        proper = [
            word
            for at, word in enumerate(words)
            if (at and word[0].isupper()) or sum(letter.isupper() for letter in word) > 1
        ]
        return frozenset(name_words(" ".join(proper)))

    def stems(self, without: frozenset[str] = frozenset()) -> list[str]:
        """Return the stems to look for, in order: of the core, without its frame and without some words."""
        words = content_words(self.core)
        telling = [
            word.stem
            for word in words
            if word.stem not in FRAME and self.core[word.start : word.end].lower() not in without
        ]
        return telling or [word.stem for word in words]

    def terms(self) -> str:
        """Return the words for the full-text index."""
        return self._without_frame(self.text, frozenset())

    def core_terms(self, without: frozenset[str]) -> str:
        """Return the core's words for the full-text index, and what the field also calls them."""
        words = self._without_frame(self.core, without)
        return " ".join([words, *related(self.core)])

    def _without_frame(self, text: str, without: frozenset[str]) -> str:
        words = [text[word.start : word.end] for word in content_words(text) if word.stem not in FRAME]
        return " ".join(word for word in words if word.lower() not in without) or text
