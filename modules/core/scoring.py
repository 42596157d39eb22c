"""Ordering candidates: a few measured features of each, and one weight for each feature.

The weights were learned by `benchmarks/ranking.py`: a linear model with a softmax over the candidates of a question,
every benchmark counting the same; left out of training, a benchmark is ordered nearly as well. That rewards the first
right chunk only; for the share of the evidence in a context, names then came to count 1.6 times as much. The weight of
openings is the one that served CUAD best: no other benchmark asks what a document says of itself. That of rows was set
on 180 questions for a cell of FinanceBench's statements ("What was Netflix's gross profit in 2017?"): the row comes
first for 58 % of them instead of 41, and FinanceBench's own questions find what they found.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from modules.core.naming import Named
from modules.core.questions import Question
from modules.core.statements import statement_of, wanted
from modules.core.text import content_stems
from modules.core.types import Chunk

FEATURES = (
    "dense", "core_dense", "lexical", "core_lexical", "cover", "head_cover", "pairs", "window", "named", "most_named",
    "document", "opening", "statement", "row",
)  # fmt: skip
WEIGHTS = np.array([1.98, 1.12, 1.33, 1.13, 0.91, 0.53, 0.88, 0.87, 2.11, 2.66, 0.55, 6.0, 3.0, 3.0], np.float32)

# What a document says of itself stands in its first chunks: title, parties, date.
OPENING = (1.0, 0.7, 0.4)
_WINDOW = 24  # Stems: about two sentences.
_REACH = 3
_DIGIT = re.compile(r"\d")
_LEAST_LABEL = 2  # Stems: "Total" and "Other" stand in any table.
_SPREAD = 60
_stems = lru_cache(maxsize=20_000)(content_stems)
# What a chunk gains from the better of its neighbours on the page. An answer is seldom one chunk alone: FinanceBench's
# evidence in 2,000 tokens rises from 43 to 51 %, over all sets together from 77 to 78 %.
_NEIGHBOUR = 0.2


@dataclass(frozen=True, slots=True)
class Signals:
    """What the retrievers said of the candidates, in the candidates' order.

    Attributes:
        dense, core_dense: cosine with the question, and with its core.
        lexical, core_lexical: BM25 by chunk id; a candidate without has 0.
    """

    dense: NDArray[np.float32]
    core_dense: NDArray[np.float32]
    lexical: Mapping[str, float]
    core_lexical: Mapping[str, float]


def features(question: Question, named: Named, chunks: Sequence[Chunk], signals: Signals) -> NDArray[np.float32]:
    """Return the candidates' features; shape (len(chunks), len(FEATURES)), each column from 0 to 1."""
    dense, core_dense = _spread(signals.dense), _spread(signals.core_dense)
    lexical = _share_of_best([signals.lexical.get(chunk.id, 0.0) for chunk in chunks])
    core_lexical = _share_of_best([signals.core_lexical.get(chunk.id, 0.0) for chunk in chunks])
    words = _Words(question.stems(named.words if named.best else frozenset()), chunks)
    name = np.array([named.scores.get(chunk.document_id, 0.0) for chunk in chunks], np.float32)
    most = np.where(name >= 0.999 * name.max(), name, 0.0)
    columns = [dense, core_dense, lexical, core_lexical, *words.columns(), name, most]
    columns += [_document_shares(chunks, core_dense + core_lexical), _openings(question, chunks)]
    columns += [_statements(question, chunks), words.rows()]
    return np.stack(columns, axis=1, dtype=np.float32)


def score(question: Question, named: Named, chunks: Sequence[Chunk], signals: Signals) -> NDArray[np.float32]:
    """Return one figure for each candidate, higher is better, 0 to 1."""
    own = features(question, named, chunks, signals) @ WEIGHTS / WEIGHTS.sum()
    at = {(chunk.document_id, chunk.page, chunk.ordinal): row for row, chunk in enumerate(chunks)}
    beside = np.zeros_like(own)
    for row, chunk in enumerate(chunks):
        for ordinal in (chunk.ordinal - 1, chunk.ordinal + 1):
            if (near := at.get((chunk.document_id, chunk.page, ordinal))) is not None:
                beside[row] = max(beside[row], own[near])
    total: NDArray[np.float32] = (own + _NEIGHBOUR * beside) / (1 + _NEIGHBOUR)
    return total


class _Words:
    """How the question's words stand in the candidates. A word tells the more, the fewer candidates have it."""

    def __init__(self, stems: Sequence[str], chunks: Sequence[Chunk]) -> None:
        wanted = dict.fromkeys(stems)
        self._places = [
            [(at, word) for at, word in enumerate(_stems(chunk.text)) if word in wanted] for chunk in chunks
        ]
        self._labels = [_row_labels(chunk.text) for chunk in chunks]
        self._heads = [set(_stems(" ".join((*chunk.section, chunk.header)))) for chunk in chunks]
        having = Counter(word for places in self._places for word in {word for _, word in places})
        count = len(chunks)
        self._weights = {
            word: math.log(1 + (count - having[word] + 0.5) / (having[word] + 0.5)) for word in wanted if having[word]
        }
        self._total = sum(self._weights.values()) or 1.0
        known = [word for word in stems if word in self._weights]
        self._pairs = {pair for pair in itertools.pairwise(known) if pair[0] != pair[1]}
        self._all_pairs = sum(map(self._pair_weight, self._pairs))

    def columns(self) -> list[NDArray[np.float32]]:
        """Return cover of the text, cover of the titles, pairs, and the best window."""
        rows = [self._row(places, head) for places, head in zip(self._places, self._heads, strict=True)]
        return list(np.array(rows, np.float32).T)

    def rows(self) -> NDArray[np.float32]:
        """Return how much of the question is the whole label of one of a candidate's rows, 0 to 1."""
        whole = [
            max((self._share(label) for label in labels if label <= self._weights.keys()), default=0.0)
            for labels in self._labels
        ]
        return np.array(whole, np.float32)

    def _row(self, places: Sequence[tuple[int, str]], head: set[str]) -> tuple[float, float, float, float]:
        cover = self._share({word for _, word in places})
        return cover, self._share(head & self._weights.keys()), self._near(places), self._window(places, cover)

    def _share(self, words: Set[str]) -> float:
        return sum(self._weights[word] for word in words) / self._total

    def _near(self, places: Sequence[tuple[int, str]]) -> float:
        """Share of the question's neighbouring words that are neighbours here, in either order."""
        if not self._pairs:
            return 0.0
        found = set()
        for index, (at, word) in enumerate(places):
            for other_at, other in places[index + 1 : index + 1 + _REACH]:
                if other_at - at <= _REACH:
                    found |= {(word, other), (other, word)} & self._pairs
        return sum(map(self._pair_weight, found)) / self._all_pairs

    def _pair_weight(self, pair: tuple[str, str]) -> float:
        return self._weights[pair[0]] + self._weights[pair[1]]

    def _window(self, places: Sequence[tuple[int, str]], cover: float) -> float:
        """Share of the question's words in the best stretch of the text."""
        if not places or places[-1][0] - places[0][0] < _WINDOW:
            return cover
        best, first = 0.0, 0
        for last, (at, _) in enumerate(places):
            while at - places[first][0] >= _WINDOW:
                first += 1
            best = max(best, self._share({word for _, word in places[first : last + 1]}))
        return best


@lru_cache(maxsize=20_000)
def _row_labels(text: str) -> tuple[frozenset[str], ...]:
    """Return the stems of the first cell of each row that holds a figure, where they are two or more."""
    found = []
    for line in text.splitlines():
        label, bar, cells = line.partition(" | ")
        if bar and _DIGIT.search(cells):
            stems = frozenset(content_stems(label))  # not `_stems`, whose places are for whole texts
            if len(stems) >= _LEAST_LABEL:
                found.append(stems)
    return tuple(found)


def _spread(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Stretch the best sixty to 0 .. 1; those below are 0."""
    low, high = np.sort(values)[max(0, len(values) - _SPREAD)], values.max()
    spread: NDArray[np.float32] = np.clip((values - low) / max(float(high - low), 1e-6), 0, 1)
    return spread


def _share_of_best(values: Sequence[float]) -> NDArray[np.float32]:
    array = np.array(values, np.float32)
    return array / max(float(array.max()), 1e-6)


def _openings(question: Question, chunks: Sequence[Chunk]) -> NDArray[np.float32]:
    """How near a candidate is to its document's beginning, where that is asked for."""
    if not question.about_the_document:
        return np.zeros(len(chunks), np.float32)
    values = [OPENING[chunk.ordinal] if chunk.ordinal < len(OPENING) else 0.0 for chunk in chunks]
    return np.array(values, np.float32)


def _statements(question: Question, chunks: Sequence[Chunk]) -> NDArray[np.float32]:
    """1 where a candidate stands in a financial statement that holds what is asked."""
    kinds = wanted(question.core)
    return np.array([statement_of(chunk) in kinds for chunk in chunks], np.float32)


def _document_shares(chunks: Sequence[Chunk], values: NDArray[np.float32]) -> NDArray[np.float32]:
    """How good a document's best three candidates are together, as a share of the best document's."""
    by_document: dict[str, list[float]] = {}
    for chunk, value in zip(chunks, values.tolist(), strict=True):
        by_document.setdefault(chunk.document_id, []).append(value)
    sums = {document: sum(sorted(found)[-3:]) for document, found in by_document.items()}
    return _share_of_best([sums[chunk.document_id] for chunk in chunks])
