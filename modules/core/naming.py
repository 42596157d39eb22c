"""Which document a question names: "Best Buy's FY2023 gross margin" means BESTBUY_2023_10K.pdf."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from modules.core.questions import Question
from modules.core.text import STOP_WORDS, content_words

_OPENING_WORDS = 30
_OPENING_WEIGHT = 0.5
_EARLIER_YEAR = 0.25
_NAMED = 0.4
_COMPARED = 0.2
_NEAR_THE_BEST = 0.6
_MOST_NAMED = 4
_PLACED = (
    r"(?:\b(?:in|of|from|for|per|under|within|on|about)\s+)?(?:\bthe\s+)?(?:\b(?:file|document)\s+)?"
    r"[\"'“‘«(]*(?<!\w)(?:{})(?!\w)(?:['’]s\b)?[\"'”’»)]*"
)
_ENDING = re.compile(r"\.\w{1,5}$")
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Named:
    """How well a question names each document.

    Attributes:
        scores: by document id, 0 to 1; documents that it does not name at all are left out.
        words: the question's words that stand in some document's name.
        each: the documents of which something is asked each, as in a comparison; mostly none.
    """

    scores: dict[str, float]
    words: frozenset[str]
    each: tuple[str, ...] = ()

    @property
    def best(self) -> tuple[str, ...]:
        """The documents that are meant, if the question is clear enough: the best first, at most four."""
        ranked = sorted(self.scores, key=lambda one: -self.scores[one])[:_MOST_NAMED]
        least = max(_NAMED, _NEAR_THE_BEST * self.scores[ranked[0]]) if ranked else 0.0
        return tuple(one for one in ranked if self.scores[one] >= least)


class Names:
    """The names of some documents, and the words that they open with.

    A word tells the more, the fewer documents have it. Words of the opening count half and only where the question
    writes them as names; of several years the latest counts, because a report covers the years before it too.

    Args:
        names: by document id.
        openings: the beginning of each document's text, by its id.
    """

    def __init__(self, names: Mapping[str, str], openings: Mapping[str, str]) -> None:
        self._files: dict[str, list[str]] = defaultdict(list)
        for document, name in names.items():
            self._files[name].append(document)
        self._by_word: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for document, name in names.items():
            own = _words_of_name(name)
            opening = _WORD.findall(openings.get(document, ""))[:_OPENING_WORDS]
            for word in own:
                self._by_word[word].append((document, True))
            for word in {word.lower() for word in opening} - own - STOP_WORDS:
                if len(word) > 1 and not word.isdigit():
                    self._by_word[word].append((document, False))
        self._weights = {word: _weight(len(names), len(having)) for word, having in self._by_word.items()}
        self._certain = _weight(len(names), 1)
        self._name_words = {word for word, having in self._by_word.items() if any(own for _, own in having)}

    def match(self, question: Question) -> Named:
        """Return which documents the question names."""
        totals: dict[str, float] = defaultdict(float)
        latest = max((word for word in question.names if _YEAR.fullmatch(word)), default="")
        for word in question.names & self._by_word.keys():
            weight = self._weights[word] * (_EARLIER_YEAR if _YEAR.fullmatch(word) and word != latest else 1)
            for document, own in self._by_word[word]:
                if own or word in question.proper_names:
                    totals[document] += weight if own else weight * _OPENING_WEIGHT
        words = frozenset(question.names & self._name_words)
        most = max(totals.values(), default=0.0)
        if most <= 0 or self._certain <= 0:
            return Named({}, words)
        sure = min(1.0, most / self._certain)
        return Named({document: total / most * sure for document, total in totals.items() if total > 0}, words)

    def compared(self, question: Question) -> tuple[str, ...]:
        """Return the documents that a comparison names, each by words that the ones before lack; at most four.

        A year is no such word: what is compared with the year before stands in the later report.
        """
        known = question.names & self._by_word.keys()
        having: dict[str, set[str]] = defaultdict(set)
        for word in known:
            for document, own in self._by_word[word]:
                if own or word in question.proper_names:
                    having[document].add(word)
        found: list[str] = []
        left = {word for word in known if not _YEAR.fullmatch(word)}
        while len(found) < _MOST_NAMED:
            able = [one for one, words in having.items() if self._told(words & left) >= _COMPARED * self._certain > 0]
            if not able:
                break
            found.append(max(able, key=lambda one: self._told(having[one])))
            left -= having[found[-1]]
        return tuple(found)

    def _told(self, words: Set[str]) -> float:
        return sum(self._weights[word] for word in words)

    def written_out(self, text: str) -> tuple[str, frozenset[str]]:
        """Return a question without the file names that it writes out, and the documents that these are.

        Without its ending a file's name counts where no prose writes so: ACME_2022_10K. A question that is nothing
        else stays as it is.
        """
        found: list[str] = []
        rest = text
        for name in sorted(self._files, key=len, reverse=True):
            if (shorter := _without(rest, name)) != rest:
                found += self._files[name]
                rest = shorter
        return (rest if content_words(rest) else text), frozenset(found)


def _without(text: str, name: str) -> str:
    """Return a text without a file's name and the words that only place it there: "in the file", "of"."""
    stem = _ENDING.sub("", name)
    forms = [
        form for form, sure in ((name, stem != name), (stem, "_" in stem)) if sure and form.lower() in text.lower()
    ]
    written = "|".join(map(re.escape, forms))
    return re.sub(_PLACED.format(written), "", text, flags=re.IGNORECASE) if forms else text


def _weight(documents: int, having: int) -> float:
    """Inverse document frequency; 0 for a word of two thirds of the documents or more, and where there is only one."""
    return max(0.0, math.log((documents + 1) / (having + 0.5) / 1.5))


def _words_of_name(name: str) -> Set[str]:
    found = set()
    for word in _WORD.findall(_ENDING.sub("", name)):
        found.add(word.lower())
        found.update(part.lower() for part in _PART.findall(word))
    return {word for word in found if len(word) > 1} - STOP_WORDS
