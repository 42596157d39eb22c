"""Finding the chunks that answer a question: by meaning, by words, and both together.

`Hybrid` is what the app uses. It looks for the question and for its core (without "In Acme's annual report, ..."), in
all documents and once more inside those that the question names, and orders what was found by `modules.core.scoring`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import ModelError
from modules.core.ingesting import chunk_id
from modules.core.naming import Named, Names
from modules.core.questions import Question
from modules.core.scoring import OPENING, Signals, score
from modules.core.statements import wanted
from modules.core.types import ANYTHING, Chunk, Document, Filter, Hit

CANDIDATES = 60
_EXACT = 20_000  # Chunks that are compared one by one; among more, a filter picks from what the index finds.
_OVERSAMPLED = 10
_FEW = 8  # Documents whose openings are looked at where a question names none.
_OF_A_NAMED = 20  # Candidates by words and by meaning from each of several documents that a question may mean.
_LINES = 30  # Chunks that are looked through for those of a financial statement.
_WORKERS = ThreadPoolExecutor(2, "search")
_FIRST = 10  # The hits that are looked at; what comes after them only fills a context.


class AsksByMeaning(Protocol):
    """What a search asks of the embedder that made the vectors."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed a question; shape (dimensions,)."""
        ...


class Nearest(Protocol):
    """What `Dense` asks of the vector index of one scope."""

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """Return at most `k` pairs of chunk id and cosine, best first; ids may no longer be in the store."""
        ...


class Searched(Protocol):
    """What retrieval asks of the store of one scope."""

    def all(self) -> list[Document]:
        """List the documents."""
        ...

    def matching(self, where: Filter) -> tuple[str, ...]:
        """Return the ids of the documents that pass a filter; its page range is not looked at."""
        ...

    def chunks(self, ids: Iterable[str]) -> dict[str, Chunk]:
        """Return the chunks with these ids; unknown ids are left out."""
        ...

    def lexical(self, query: str, k: int, where: Filter = ANYTHING) -> list[tuple[str, float]]:
        """Return at most `k` chunk ids with their BM25 score, best first."""
        ...

    def vectors(
        self, document_ids: Sequence[str], pages: tuple[int, int] | None = None
    ) -> tuple[list[str], NDArray[np.float32]]:
        """Return chunk ids of some documents and their vectors, shape (len(ids), dimensions)."""
        ...

    def vectors_of(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of chunks by id; unknown ids are left out."""
        ...


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found before it is ordered: the chunks, and in their order what the retrievers said of them.

    Attributes:
        by_meaning: False where the embedder could not be asked, and words alone were searched.
    """

    question: Question
    named: Named
    chunks: tuple[Chunk, ...]
    signals: Signals
    by_meaning: bool = True


class Dense:
    """A `Retriever` by meaning: cosine of the question's vector and the chunks'.

    With a filter the chunks of the documents that pass are compared one by one, which is exact and, unlike a condition
    inside the vector index, quick.

    Args:
        embedder: the one that made the vectors.
        index: the vectors of one scope.
        store: the same scope's chunks.
    """

    def __init__(self, embedder: AsksByMeaning, index: Nearest, store: Searched) -> None:
        self._embedder = embedder
        self._index = index
        self._store = store

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        """Return at most `k` hits, best first, with the cosine as "dense"."""
        return _hits(self._store, self.nearest(self._embedder.embed_query(query), k, where), "dense")

    def nearest(self, vector: NDArray[np.float32], k: int, where: Filter = ANYTHING) -> list[tuple[str, float]]:
        """Return at most `k` pairs of chunk id and cosine, best first."""
        if where == ANYTHING:
            return self._index.query(vector, k)
        wanted = set(self._store.matching(where))
        chunks = (document.chunks for document in self._store.all() if document.id in wanted) if len(wanted) > 1 else ()
        if sum(chunks) > _EXACT:
            return self._picked(vector, k, where, wanted)
        ids, vectors = self._store.vectors(sorted(wanted), where.pages)
        if not ids:
            return []
        cosines = vectors @ vector
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(ids[at], float(cosines[at])) for at in best]

    def _picked(self, vector: NDArray[np.float32], k: int, where: Filter, wanted: set[str]) -> list[tuple[str, float]]:
        found = self._index.query(vector, k * _OVERSAMPLED)
        chunks = self._store.chunks(one for one, _ in found)
        first, last = where.pages or (0, 1 << 31)
        return [
            (one, cosine)
            for one, cosine in found
            if (chunk := chunks.get(one)) and chunk.document_id in wanted and first <= chunk.page <= last
        ][:k]


class Hybrid:
    """The `Retriever` of the app: meaning, words, titles and names of documents together.

    Args:
        embedder: the one that made the vectors.
        index: the vectors of one scope.
        store: the same scope's chunks with their full-text index.
    """

    def __init__(self, embedder: AsksByMeaning, index: Nearest, store: Searched) -> None:
        self._embedder = embedder
        self._dense = Dense(embedder, index, store)
        self._store = store
        self._openings: dict[str, str] = {}
        self._names: tuple[dict[str, str], Names] = ({}, Names({}, {}))

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        """Return at most `k` hits, best first.

        A hit's score is from 0 to 1; its `scores` hold the cosine as "dense" and, if the words were found, BM25 as
        "lexical". Where the embedder cannot be asked (a server that is down) words alone are searched, and no hit has
        "dense".

        Raises:
            ModelError: the embedder cannot be asked, and the words are not found.
        """
        found = self.candidates(query, max(k, CANDIDATES), where)
        if not found.chunks:
            return []
        total = score(found.question, found.named, found.chunks, found.signals)
        hits = _ranked(found, total)
        if found.named.each:
            return _each_in_turn(hits, found.named.each)[:k]
        return (hits if found.named.best else _with_another_document(hits))[:k]

    def candidates(self, query: str, k: int = CANDIDATES, where: Filter = ANYTHING) -> Candidates:
        """Return what each way of looking finds, at most `k` each, with all that `scoring` needs to order it."""
        question, named = self._asked(query, where)
        worded = self._worded(question, named, k, where)
        asked: list[NDArray[np.float32]] = []
        problem = None
        try:
            asked = [self._embedder.embed_query(text) for text in dict.fromkeys((question.text, question.core))]
        except ModelError as error:
            problem = error
        nearest = self._near(asked, named, k, where)
        lexical, core_lexical = worded()
        found = [*nearest, *lexical, *core_lexical, *self._openings_of(question, named, where)]
        found += self._statements_of(question, named, where)
        chunks = tuple(self._store.chunks(dict.fromkeys(found)).values())
        if problem and not chunks:
            raise problem
        dense, core_dense = self._cosines(chunks, asked)
        signals = Signals(dense, core_dense, lexical, core_lexical)
        return Candidates(question, named, chunks, signals, by_meaning=problem is None)

    def _openings_of(self, question: Question, named: Named, where: Filter) -> list[str]:
        """Return the first chunks of the documents that are meant, for a question about a document itself."""
        documents = named.best or self._store.matching(where)
        if not question.about_the_document or len(documents) > _FEW:
            return []
        first, last = where.pages or (0, 1 << 31)
        ids = [chunk_id(document, ordinal) for document in documents for ordinal in range(len(OPENING))]
        return [chunk.id for chunk in self._store.chunks(ids).values() if first <= chunk.page <= last]

    def _statements_of(self, question: Question, named: Named, where: Filter) -> list[str]:
        """Return the chunks of financial statements that hold what is asked, in the documents that are meant."""
        kinds = wanted(question.core)
        if not kinds:
            return []
        places = [replace(where, documents=(document,)) for document in named.best] or [where]
        lines = " ".join(sorted(kinds))
        return [one for place in places for one, _ in self._store.lexical(lines, _LINES, place)]

    def _cosines(
        self, chunks: Sequence[Chunk], asked: Sequence[NDArray[np.float32]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the chunks' cosines with the question and with its core; zeros where neither was embedded."""
        if not asked:
            return np.zeros(len(chunks), np.float32), np.zeros(len(chunks), np.float32)
        vectors = self._store.vectors_of([chunk.id for chunk in chunks])
        matrix = np.zeros((len(chunks), len(asked[0])), np.float32)
        for row, chunk in enumerate(chunks):
            if chunk.id in vectors:
                matrix[row] = vectors[chunk.id]
        return matrix @ asked[0], matrix @ asked[-1]

    def _worded(
        self, question: Question, named: Named, k: int, where: Filter
    ) -> Callable[[], tuple[dict[str, float], dict[str, float]]]:
        """Begin to look for the words; what is returned waits for BM25 of the question and of its core, by chunk id.

        SQLite and the embedder both work without Python's lock: side by side, a search among 100,000 chunks takes two
        thirds of the time.
        """
        core_terms = question.core_terms(named.words if named.best else frozenset())
        terms = question.terms()
        places = [replace(where, documents=(document,)) for document in named.best]
        inside = _share(k, places)
        searches = [(terms, where, k), (core_terms, where, k), *((core_terms, place, inside) for place in places)]
        begun = {one: _WORKERS.submit(self._store.lexical, one[0], one[2], one[1]) for one in dict.fromkeys(searches)}

        def found() -> tuple[dict[str, float], dict[str, float]]:
            whole, *core = (begun[one].result() for one in searches)
            return dict(whole), {one: score for hits in core for one, score in hits}

        return found

    def _near(self, asked: Sequence[NDArray[np.float32]], named: Named, k: int, where: Filter) -> dict[str, float]:
        """Return the cosines of what is near to the question or to its core, by chunk id."""
        nearest: dict[str, float] = {}
        for vector in asked:
            nearest |= dict(self._dense.nearest(vector, k, where))
        for document in named.best if asked else ():
            inside = _share(k // 2, named.best)
            nearest |= dict(self._dense.nearest(asked[-1], inside, replace(where, documents=(document,))))
        return nearest

    def _asked(self, query: str, where: Filter) -> tuple[Question, Named]:
        """Return the question without names of files, and which of the documents that may be found it names.

        By other words than file names it names nothing where there is only one document.
        """
        allowed = set(self._store.matching(where)) if where != ANYTHING else None
        names = {
            document.id: document.name
            for document in self._store.all()
            if document.chunks and (allowed is None or document.id in allowed)
        }
        if names != self._names[0]:
            self._names = names, Names(names, self._opened(names))
        known, question = self._names[1], Question(query)
        named = known.match(question)
        rest, written = known.written_out(query)
        if written:
            named = Named(dict.fromkeys(written, 1.0), named.words, each=tuple(written) if len(written) > 1 else ())
        elif question.compares and len(compared := known.compared(question)) > 1:
            named = replace(named, scores=named.scores | dict.fromkeys(compared, 1.0), each=compared)
        return Question(rest), named

    def _opened(self, documents: Collection[str]) -> dict[str, str]:
        """Return the text that each document begins with. It never changes: an id stands for the file's bytes."""
        kept = {one: self._openings[one] for one in documents if one in self._openings}
        missing = (chunk_id(one, 0) for one in documents if one not in kept)
        found = {chunk.document_id: chunk.text for chunk in self._store.chunks(missing).values()}
        self._openings = kept | found
        return self._openings


def _hits(store: Searched, found: Sequence[tuple[str, float]], source: str) -> list[Hit]:
    chunks = store.chunks(one for one, _ in found)
    return [Hit(chunks[one], value, {source: value}) for one, value in found if one in chunks]


def _share(k: int, places: Collection[object]) -> int:
    """Return how many candidates each of several documents gives."""
    return max(_OF_A_NAMED, k // max(1, len(places)))


def _ranked(found: Candidates, total: NDArray[np.float32]) -> list[Hit]:
    hits, signals = [], found.signals
    for at in np.argsort(-total, kind="stable").tolist():
        chunk = found.chunks[at]
        scores = {"dense": float(signals.dense[at])} if found.by_meaning else {}
        if words := signals.core_lexical.get(chunk.id) or signals.lexical.get(chunk.id):
            scores["lexical"] = words
        hits.append(Hit(chunk, float(total[at]), scores))
    return hits


def _each_in_turn(hits: list[Hit], named: Sequence[str]) -> list[Hit]:
    """Order the hits so that each of the named documents has its best before any has a second one."""
    seen: Counter[str] = Counter()
    turns: list[int] = []
    for hit in hits:
        document = hit.chunk.document_id
        turns.append(seen[document] if document in named else len(hits))
        seen[document] += 1
    return [hits[at] for at in sorted(range(len(hits)), key=turns.__getitem__)]


def _with_another_document(hits: list[Hit]) -> list[Hit]:
    """Give the last of the first places to the best hit of a document that has none of those before it.

    One document can fill all ten with next to the same, and be the wrong one: two of OpenStax's 125 questions.
    """
    first, rest = hits[: _FIRST - 1], hits[_FIRST - 1 :]
    there = {hit.chunk.document_id for hit in first}
    other = next((hit for hit in rest if hit.chunk.document_id not in there), None)
    return [*first, other, *(hit for hit in rest if hit is not other)] if other else hits
