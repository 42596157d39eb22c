"""The sentences of one document that come closest to a question: a cell without rules or a model.

The weights were chosen on 20 questions over the 25 contracts of CUAD (`benchmarks/across.py`): each contract left out
in turn, one of the three sentences is what the lawyers marked for 82 % of the questions that the contract answers.
Similarity of embedded sentences was tried: it adds nothing to that, and costs ten times the search.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from modules.core.expansion import related
from modules.core.findings import Citation
from modules.core.questions import Question
from modules.core.text import content_stems, sentences, stem
from modules.core.types import Hit

_QUOTES = 3
_HITS = 10  # of which sentences may be quoted
_LEAST_WORDS = 3  # a heading says nothing
_FULL_WORDS = 12  # from this length a sentence says as much as any
# What a sentence gains: of its passage's place among the hits, of the question's words and those related to them that
# it holds, of its length, and of being the kind of thing that is asked for.
_ASKED, _RELATED, _PLACE, _LENGTH, _KIND = 0.25, 0.5, 0.05, 0.2, 0.5
# Best share of the question's words in a sentence, with the nearest passage's cosine. Below this the document probably
# says nothing: so it is for half of the questions that it does not answer, and for a tenth of the others.
_LEAST_FOUND = 0.7
_TELLING = 5  # A question may name alternatives: a sentence with as many of its words holds enough of it.
# Words that each sentence of such a document may have.
_COMMON = frozenset(map(stem, ("contract", "agreement", "party", "parties", "document", "report")))
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_NUMERAL = r"(?:\d|\b(?:one|two|three|four|five|six|seven|ten|twelve|fifteen|thirty|sixty|ninety)\b)"
# What is asked for, and how it looks.
_KINDS = [
    (re.compile(asked, re.IGNORECASE), re.compile(given, re.IGNORECASE))
    for asked, given in (
        (
            r"\bwhen\b|\bdate\b",
            rf"\b{_MONTH}\.?,?\s{{1,3}}\d|\d(?:st|nd|rd|th)?\s{{1,3}}(?:day\s+of\s+)?{_MONTH}\b|\d[/.-]\d\d?[/.-]\d\d",
        ),
        (
            r"\bhow (?:long|many (?:days|weeks|months|years))\b|\bwhat notice\b|\bperiod\b|\bduration\b|\bterm\b",
            rf"{_NUMERAL}[\s)-]{{1,3}}(?:(?:calendar|business|working|successive|consecutive)\s)?"
            r"(?:day|week|month|year|hour)s?\b",
        ),
        (
            r"\bhow much\b|\bamounts?\b|\bprices?\b|\bfees?\b|\bcaps?\b|\blimit",
            r"[$€£¥]\s?\d|\b(?:usd|eur|gbp|dollars?|euros?)\b|\d\s?(?:%|percent)",
        ),
        (
            r"\bwho\b|\bwhich part",
            r"\b(?:inc|llc|ltd|limited|corp(?:oration)?|company|gmbh|ag|plc|l\.?p|s\.?a|b\.?v)\b",
        ),
    )
]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote, and the titles that lead to it in its document, outermost first."""

    citation: Citation
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of a hit: offsets into the chunk, its text, and the stems of its content words."""

    hit: Hit
    rank: int
    start: int
    end: int
    text: str
    stems: tuple[str, ...]


def best_sentences(question: str, hits: Sequence[Hit]) -> tuple[tuple[Quotation, ...], bool]:
    """Return the sentences that come closest to a question, best first, and whether they may answer it.

    Args:
        question: as it was asked.
        hits: of one document, best first.
    """
    candidates = [one for one in _candidates(hits) if len(one.stems) >= _LEAST_WORDS]
    if not candidates:
        return (), False
    asked = Question(question)
    wanted = _without_common(asked.stems())
    near = _without_common(content_stems(" ".join(related(question)))) - wanted
    kinds = [given for sought, given in _KINDS if sought.search(question)]
    weights = _Weights([one.stems for one in candidates])

    def rated(one: _Candidate) -> float:
        kind = sum(bool(given.search(one.text)) for given in kinds) / max(1, len(kinds))
        length = min(len(one.stems), _FULL_WORDS) / _FULL_WORDS
        words = _ASKED * weights.share(wanted, one.stems) + _RELATED * weights.share(near, one.stems)
        return one.hit.score - _PLACE * one.rank + words + _LENGTH * length + _KIND * kind

    best = sorted((one for one in candidates if one.rank < _HITS), key=rated, reverse=True)[:_QUOTES]
    share = max(weights.enough(wanted, one.stems) for one in candidates)
    nearest = max(hit.scores.get("dense", 0.0) for hit in hits)
    fits = not kinds or any(given.search(one.text) for given in kinds for one in candidates)  # a poem names no date
    found = (asked.about_the_document and fits) or share + nearest >= _LEAST_FOUND
    return tuple(_quotation(one) for one in best), found


class _Weights:
    """How much each word tells within these sentences: what stands in many of them tells little."""

    def __init__(self, sentences: Sequence[tuple[str, ...]]) -> None:
        self._times = Counter(one for stems in sentences for one in set(stems))
        self._sentences = len(sentences)

    def share(self, wanted: Collection[str], held: Collection[str]) -> float:
        """Return the share of the wanted stems that are held, each counted by what it tells; 0 where none is wanted."""
        total = sum(map(self._told, wanted))
        return self._held(wanted, held) / total if total else 0.0

    def enough(self, wanted: Collection[str], held: Collection[str]) -> float:
        """Return the same share, of the most telling stems alone: 1 where as much as those tell is held."""
        total = sum(sorted(map(self._told, wanted), reverse=True)[:_TELLING])
        return min(1.0, self._held(wanted, held) / total) if total else 0.0

    def _held(self, wanted: Collection[str], held: Collection[str]) -> float:
        return sum(self._told(one) for one in wanted if one in held)

    def _told(self, word: str) -> float:
        return math.log1p(self._sentences / (1 + self._times[word]))


def _candidates(hits: Sequence[Hit]) -> list[_Candidate]:
    return [
        _Candidate(hit, rank, start, end, text := hit.chunk.text[start:end], content_stems(text))
        for rank, hit in enumerate(hits)
        for start, end in sentences(hit.chunk.text)
    ]


def _without_common(stems: Collection[str]) -> frozenset[str]:
    return frozenset(stems) - _COMMON or frozenset(stems)


def _quotation(one: _Candidate) -> Quotation:
    chunk = one.hit.chunk
    start, end = chunk.start + one.start, chunk.start + one.end
    place = Citation(chunk.document_id, chunk.page, start, end, " ".join(one.text.split()))
    return Quotation(place, chunk.section)
