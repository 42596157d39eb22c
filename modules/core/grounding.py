"""Which sentence of an answer is carried by which passage, and how well: without a model, in milliseconds.

A sentence is measured by four features against all passages: the longest run of content words that the passages do not
know, the share that the best two neighbouring sentences of a passage do not hold, the share of neighbouring words that
are nowhere near each other in the passages, and the numbers that are not found. A logistic model turns them into the
doubt that the sentence deserves. `benchmarks/grounding.py` fits its weights and says how good they are on answers that
they were not fitted to. Similarity of embeddings was tried: AUROC .66 alone, and it adds nothing to these.

Rules then look for what words alone do not tell: the contrary of a passage (`polarity`), a word in another one's place
(`exchanged`), a number of another row, year or scale (`tables`). What they object to is at most partly supported.

What this sees is words: a sentence that says something else wrong with the passage's own words passes. Its verdicts
point the reader at the passage; they are not a proof.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from modules.core.exchanged import exchanged
from modules.core.figures import Number, is_computed, is_said, numbers
from modules.core.markers import markers_in, without_markers
from modules.core.polarity import contradicted
from modules.core.prompting import refuses
from modules.core.relevance import unmentioned
from modules.core.tables import Tables
from modules.core.text import content_words, sentences, words
from modules.core.types import Passage, Quote, Sentence, Support

# Fitted by `python -m benchmarks.grounding DATA=... --fit`; the order is that of `Features`.
_INTERCEPT = -5.08
_WEIGHTS = (1.49, 0.35, 1.76, 0.31)
# Doubt from which a sentence is only partly supported, and unsupported.
_PARTLY = 0.10
_UNSUPPORTED = 0.30

# Phrases that talk about the passages themselves are no claims about the world.
_FRAME = re.compile(
    r"\(?\b(?:in |from |see )?passages? (?:\d+(?:\s*(?:,|and|&)\s*)?)+\)?"
    r"|\b(?:(?:based on|according to|as (?:stated|mentioned|described|per)(?: in)?)\s+)?(?:the )?"
    r"(?:(?:given|provided|above) )*(?:passages?|documents?|information|context|text)(?: provided| above)?\b",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"^\W*\(?\d{1,3}[.)]\s")
# Below this a spelled number counts things in the answer ("two reasons"), unless a unit follows.
_COUNTS_BELOW = 11
_UNIT = re.compile(
    r"^[\s-]+(?:\w+\s)?(?:day|week|month|year|hour|minute|percent|per cent|million|billion|dollar|euro)", re.IGNORECASE
)
# What makes a percentage of a ratio, or a mean of a sum, stands in no passage.
_FACTOR = re.compile(r"(?:[*×·]\s*100(?:\.0+)?%?|\)\s*[/÷]\s*\d{1,2})$")
_MOST_ANNOUNCING = 4
_NEAR = 3
_QUOTES = 2
# A quote must hold this share of a sentence's content words, or a second one add as much.
_LEAST_QUOTED = 0.25
# What comes closest to a question must hold this share of its content words, or it has nothing to do with it.
_LEAST_CLOSE = 0.5
# Among passages that say the same, the one that the model named.
_OWN_BONUS = 0.05
_AS_GOOD = 0.7


@dataclass(frozen=True, slots=True)
class Features:
    """What the doubt in a sentence is computed from; each grows with doubt.

    Attributes:
        run: log(1 + longest run of content words that no passage holds).
        missing: share of content words that the best two neighbouring sentences do not hold.
        apart: share of neighbouring content words that are never within three words of each other in the passages.
        numbers: how many numbers are not found, at most two.
    """

    run: float
    missing: float
    apart: float
    numbers: float

    @property
    def values(self) -> tuple[float, float, float, float]:
        """Return them in the order of the weights."""
        return self.run, self.missing, self.apart, self.numbers


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of a passage: offsets into the page, its text, and the stems of its content words."""

    marker: int
    start: int
    end: int
    text: str
    stems: frozenset[str]


class Checker:
    """Checks answers against one set of passages, which it reads once; a sentence that it has seen costs nothing.

    Args:
        passages: the evidence.
        question: its words may be repeated without being vouched for.
    """

    def __init__(self, passages: Sequence[Passage], question: str) -> None:
        self._places = [place for passage in passages for place in _places(passage)]
        self._asked = {word.stem for word in words(question)}
        named = "\n".join("\n".join((passage.document_name, *passage.section, passage.header)) for passage in passages)
        texts = [named, *(passage.text for passage in passages)]
        self._known = {word.stem for text in texts for word in words(text)}
        self._near = {pair for text in texts for pair in _pairs([word.stem for word in content_words(text)], _NEAR)}
        self._numbers = [number for text in texts for number in numbers(text)]
        self._tables = Tables(passages)
        self._question = question
        self._only_asked = unmentioned(question, passages)
        self._seen: dict[str, Sentence] = {}

    def check(self, text: str) -> tuple[Sentence, ...]:
        """Return every sentence of an answer (its markers resolved) with its support, in order."""
        return tuple(self._sentence(text, start, end) for start, end in sentences(text))

    def check_finished(self, text: str) -> tuple[Sentence, ...]:
        """Return the checked sentences of an answer that is still being written: all but the last."""
        return tuple(self._sentence(text, start, end) for start, end in sentences(text)[:-1])

    def features(self, sentence: str) -> Features | None:
        """Measure a sentence without markers; None where it holds no word that could be vouched for."""
        bare = _FRAME.sub(_blank, sentence)
        stems = [word.stem for word in content_words(bare)]
        if not stems:
            return None
        known = [stem in self._known or stem in self._asked for stem in stems]
        pairs = list(_pairs(stems, 1))
        own = frozenset(stems) - self._asked or frozenset(stems)
        return Features(
            run=math.log1p(_longest_run(known)),
            missing=1.0 - max((share for share, _ in self._windows(own)), default=0.0),
            apart=sum(pair not in self._near for pair in pairs) / len(pairs) if pairs else 0.0,
            numbers=float(min(2, len(self._not_found(sentence)))),
        )

    def markers(self, said: str, sentence: Sentence) -> list[int]:
        """Return the markers that a sentence deserves: its own where they hold, else those of its quotes.

        A passage that carries clearly less of the sentence than the best one does not vouch for it, whatever the model
        says. Where nothing carries the sentence its own stay, so that the reader sees what it appeals to.
        """
        own = markers_in(said)
        if not sentence.quotes or said.startswith("|"):  # a table's row would break
            return own
        stems = frozenset(word.stem for word in content_words(without_markers(said)))
        best: dict[int, float] = {}
        for share, places in self._windows(stems):
            best[places[0].marker] = max(share, best.get(places[0].marker, 0.0))
        held = [marker for marker in own if best.get(marker, 0.0) >= _AS_GOOD * max(best.values())]
        return held or list(dict.fromkeys(quote.marker for quote in sentence.quotes))

    def objection(self, bare: str) -> str:
        """Return what speaks against a sentence whose words and numbers the passages hold; "" where nothing does."""
        if name := next((name for name in self._only_asked if name in bare), ""):
            return f"“{name}” stands only in the question"
        if contradicted(bare, (place.text for place in self._places)):
            return "a passage says the contrary"
        if other := exchanged(bare, ((place.text, place.stems) for place in self._places if "|" not in place.text)):
            return f"a passage says “{other[1]}” where this says “{other[0]}”"
        return self._tables.objection(bare, self._claims(bare), self._question)

    def closest(self, question: str) -> Quote | None:
        """Return the stretch that holds most of a question's content words, where that is half of them or more."""
        stems = frozenset(word.stem for word in content_words(question))
        share, places = max(self._windows(stems) if stems else (), key=_fullest, default=(0.0, ()))
        return Quote(places[0].marker, places[0].start, places[-1].end) if share >= _LEAST_CLOSE else None

    def nearest(self, statement: str, number: int = 3) -> list[str]:
        """Return the stretches that hold most of a statement's content words, best first, none twice."""
        stems = frozenset(word.stem for word in content_words(statement))
        chosen: list[tuple[_Place, ...]] = []
        for _, places in sorted(self._windows(stems) if stems else (), key=lambda one: -one[0]):
            if len(chosen) < number and not any(place in other for place in places for other in chosen):
                chosen.append(places)
        return [" ".join(place.text for place in places) for places in chosen]

    def _sentence(self, text: str, start: int, end: int) -> Sentence:
        said = text[start:end]
        if said not in self._seen:
            self._seen[said] = self._verdict(said)
        return replace(self._seen[said], start=start, end=end)

    def _verdict(self, said: str) -> Sentence:
        bare = without_markers(said).strip()
        features = None if _claims_nothing(bare) else self.features(bare)
        if features is None:
            return Sentence(0, 0, Support.NO_CLAIM, 1.0)
        doubt = doubt_in(features)
        if missing := self._not_found(bare):
            words_of = " and ".join(number.text for number in missing[:2])
            reason = f"{words_of} {'is' if len(missing) == 1 else 'are'} not found in the passages"
            return Sentence(0, 0, Support.NUMBER_NOT_FOUND, 1.0 - doubt, self._quotes(said), reason)
        if doubt >= _UNSUPPORTED:
            return Sentence(0, 0, Support.UNSUPPORTED, 1.0 - doubt, (), self._unknown(bare) or "no passage says this")
        quotes = self._quotes(said)
        if not quotes:
            return Sentence(0, 0, Support.UNSUPPORTED, 1.0 - doubt, (), "no passage says this")
        if objection := self.objection(bare):
            return Sentence(0, 0, Support.PARTLY, 1.0 - max(doubt, _PARTLY), quotes, objection)
        if doubt >= _PARTLY:
            return Sentence(0, 0, Support.PARTLY, 1.0 - doubt, quotes, self._unknown(bare) or "pieced together")
        return Sentence(0, 0, Support.SUPPORTED, 1.0 - doubt, quotes)

    def _unknown(self, bare: str) -> str:
        """Name the words that no passage holds."""
        framed = _FRAME.sub(_blank, bare)
        unknown = [
            framed[word.start : word.end]
            for word in content_words(framed)
            if word.stem not in self._known and word.stem not in self._asked
        ]
        return f"not in the passages: {', '.join(dict.fromkeys(unknown[:4]))}" if unknown else ""

    def _claims(self, bare: str) -> list[Number]:
        said = numbers(_LIST_NUMBER.sub(_blank, _FRAME.sub(_blank, bare)))
        return [one for one in said if _is_claim(one, bare) and not _FACTOR.search(bare[: one.end])]

    def _not_found(self, bare: str) -> list[Number]:
        claims = self._claims(bare)
        missing = [number for number in claims if not is_said(number, self._numbers)]
        given = [number for number in claims if number not in missing]
        computed = [number for number in missing if is_computed(number, given)]
        left = [number for number in missing if number not in computed]
        steps = [*given, *computed]  # of a calculation
        return [number for number in left if not is_computed(number, steps)] if computed else left

    def _quotes(self, said: str) -> tuple[Quote, ...]:
        """Return the stretches that carry a sentence, best first: a second one only where it adds to the first."""
        stems = frozenset(word.stem for word in content_words(_FRAME.sub(_blank, without_markers(said))))
        own = markers_in(said)
        quotes: list[Quote] = []
        left = stems
        while left and len(quotes) < _QUOTES:
            ranked = [(share + _OWN_BONUS * (places[0].marker in own), places) for share, places in self._windows(left)]
            share, places = max(ranked, key=_fullest, default=(0.0, ()))
            if share * len(left) < _LEAST_QUOTED * len(stems):
                break
            quotes.append(Quote(places[0].marker, places[0].start, places[-1].end))
            left = left.difference(*(place.stems for place in places))
        return tuple(quotes)

    def _windows(self, stems: frozenset[str]) -> Iterator[tuple[float, tuple[_Place, ...]]]:
        """Yield every sentence of the passages, and every two neighbours, with the share of the stems they hold."""
        for place, after in zip_longest(self._places, self._places[1:]):
            alone = stems & place.stems
            yield len(alone) / len(stems), (place,)
            if after is not None and after.marker == place.marker:
                yield len(alone | (stems & after.stems)) / len(stems), (place, after)


def check(text: str, passages: Sequence[Passage], question: str) -> tuple[Sentence, ...]:
    """Return every sentence of an answer with its support by the passages."""
    return Checker(passages, question).check(text)


def doubt_in(features: Features) -> float:
    """Return the probability that a sentence is not supported, as the fitted model sees it."""
    weighted = sum(weight * value for weight, value in zip(_WEIGHTS, features.values, strict=True))
    return 1.0 / (1.0 + math.exp(-(_INTERCEPT + weighted)))


def doubt_in_answer(checked: Sequence[Sentence]) -> float:
    """Return how doubtful an answer is as a whole, 0 to 2: the doubt in its two most doubtful sentences together."""
    doubts = sorted(1.0 - sentence.score for sentence in checked if sentence.support is not Support.NO_CLAIM)
    return sum(doubts[-2:])


def _fullest(window: tuple[float, tuple[_Place, ...]]) -> tuple[float, int]:
    """Order windows by what they hold, and the shorter one first where they hold the same."""
    share, places = window
    return share, -len(places)


def _places(passage: Passage) -> Iterator[_Place]:
    for start, end in sentences(passage.text):
        text = passage.text[start:end]
        stems = frozenset(word.stem for word in content_words(text))
        yield _Place(passage.marker, passage.start + start, passage.start + end, text, stems)


def _pairs(stems: Sequence[str], reach: int) -> Iterator[tuple[str, str]]:
    for distance in range(1, reach + 1):
        yield from zip(stems, stems[distance:], strict=False)


def _longest_run(known: Sequence[bool]) -> int:
    return max((len(list(run)) for is_known, run in groupby(known) if not is_known), default=0)


def _claims_nothing(bare: str) -> bool:
    return bare.endswith("?") or bare.startswith("#") or refuses(bare) or _announces(bare)


def _announces(bare: str) -> bool:
    """Tell whether a few words only say what comes next: "Comparing the two years:", "**FY2023:**"."""
    return bare.rstrip("*_ ").endswith(":") and len(content_words(bare)) <= _MOST_ANNOUNCING


def _is_claim(number: Number, bare: str) -> bool:
    return not number.spelled or number.value >= _COUNTS_BELOW or bool(_UNIT.match(bare[number.end :]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
