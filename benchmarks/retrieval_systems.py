"""The systems that benchmarks/retrieval.py compares: Vouch as it runs, and the plain pipeline."""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from modules.adapters.minilm import MiniLM
from modules.adapters.vectors import ChromaIndex
from modules.core.budget import pack
from modules.core.ingesting import chunk_id
from modules.core.retrieval import Hybrid
from modules.core.splitting import StructureSplitter
from modules.core.types import ANYTHING, Chunk, Document, DocumentState, Filter, Page, Scope, Splitter
from modules.domains import discover
from modules.evaluation.datasets import Dataset, Evidence, Source
from modules.evaluation.retrieval_metrics import Aligned, Gold, Stretch, gold
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.embeddings import Embeddings
from modules.store.lexical import match_terms

_HITS = 40
_BATCH = 500


class Context(Protocol):
    """Makes a context within a budget of tokens."""

    def __call__(self, budget: int, heads: bool = False) -> Sequence[Stretch]:
        """Count the texts alone, or also the lines that say where each is from (name, page, section)."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A system's answer to one question: its hits in order, and the context that it makes of them."""

    stretches: Sequence[Stretch]
    context: Context


class System(Protocol):
    """Something that finds evidence in the documents of a benchmark."""

    title: str

    def gold(self, evidence: Iterable[Evidence]) -> list[Gold]:
        """Return the evidence in the offsets of what this system has read."""
        ...

    def search(self, question: str, within: str) -> Found:
        """Search all documents, or the one that `within` names."""
        ...


class Corpus:
    """The documents of a benchmark as one of the readers reads them, kept between runs."""

    def __init__(self, dataset: Dataset, read: Callable[[Path], list[Page]], kind: str, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self.pages: dict[str, list[Page]] = {}
        self._aligned: dict[str, Aligned] = {}
        for source in dataset.sources:
            content = source.path.read_bytes() if source.path else source.text.encode()
            kept = cache / f"{hashlib.sha256(content).hexdigest()[:32]}.{kind}.pickle"
            if not kept.exists():
                kept.write_bytes(pickle.dumps(_read(source, content, read, cache)))
            self.pages[source.name] = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this program
            if source.path is None:
                self._aligned[source.name] = Aligned(source, self.pages[source.name])

    def gold(self, evidence: Iterable[Evidence]) -> list[Gold]:
        """Return the evidence in the offsets of these pages."""
        return [gold(one, self._aligned.get(one.document)) for one in evidence]


class Vouch:
    """Readers, splitter, SQLite, Chroma, Hybrid and the packer, as the app uses them."""

    title = "Vouch"

    def __init__(self, dataset: Dataset, embedder: MiniLM, folder: Path, cache: Path) -> None:
        self._corpus = Corpus(dataset, _vouch_pages, "vouch", cache)
        count = lru_cache(maxsize=None)(embedder.count_tokens)
        self._count = count
        self._count_text = lambda rendered: count(_without_head(rendered))
        self._database = Database(folder)
        self.store = Documents(self._database, Scope("local", "benchmark"))
        self._index = ChromaIndex(folder / "vectors")
        self._ids: dict[str, str] = {}
        domains = discover()
        splitter = domains[dataset.domain].splitter if dataset.domain else StructureSplitter()
        for name, pages in self._corpus.pages.items():
            self._add(name, pages, splitter, embedder, cache)
        Embeddings(self._database, Scope("local", "benchmark")).switch(embedder.model_id)
        self._names = {one: name for name, one in self._ids.items()}
        self.retriever = Hybrid(embedder, self._index, self.store)

    def gold(self, evidence: Iterable[Evidence]) -> list[Gold]:
        """Return the evidence in the offsets of Vouch's pages."""
        return self._corpus.gold(evidence)

    def where(self, within: str) -> Filter:
        """Return the filter for one document, or none."""
        return Filter(documents=(self._ids[within],)) if within else ANYTHING

    def stretch(self, chunk: Chunk) -> Stretch:
        """Return where a chunk stands, by the benchmark's names."""
        return Stretch(self._names[chunk.document_id], chunk.page, chunk.start, chunk.end, chunk.text)

    def search(self, question: str, within: str) -> Found:
        """Search as the app does."""
        hits = self.retriever.search(question, _HITS, self.where(within))

        def context(budget: int, heads: bool = False) -> list[Stretch]:
            count = self._count if heads else self._count_text
            passages = pack(hits, budget, count, lambda one, page: self.store.page(one, page).text)
            return [Stretch(self._names[one.document_id], one.page, one.start, one.end, one.text) for one in passages]

        return Found([self.stretch(hit.chunk) for hit in hits], context)

    def _add(self, name: str, pages: list[Page], splitter: Splitter, embedder: MiniLM, cache: Path) -> None:
        document = hashlib.sha256(name.encode()).hexdigest()
        self._ids[name] = document
        texts = {page.number: page.text for page in pages}
        chunks = [
            Chunk(
                chunk_id(document, ordinal), document, name, ordinal, span.page, span.start, span.end,
                span.section, span.header, texts[span.page][span.start : span.end],
            )
            for ordinal, span in enumerate(splitter.split(pages))
        ]  # fmt: skip
        vectors = embedded([chunk.indexed_text for chunk in chunks], embedder, cache)
        self.store.begin(Document(document, name, "", 0, 0, 0, DocumentState.INDEXING, time.time()))
        self._index.upsert([chunk.id for chunk in chunks], vectors)
        self.store.append(document, pages, chunks, vectors, embedder.model_id)
        self.store.finish(document)


class Plain:
    """What a tutorial builds: pypdf, 1,000 characters with 200 overlapping, Chroma's nearest."""

    title = "plain pipeline"

    def __init__(self, dataset: Dataset, embedder: MiniLM, folder: Path, cache: Path) -> None:
        self._embedder = embedder
        self._corpus = Corpus(dataset, _plain_pages, "pypdf", cache)
        self.count = lru_cache(maxsize=None)(embedder.count_tokens)
        self.chunks = list(_plain_chunks(self._corpus.pages))
        self._vectors = embedded([chunk.text for chunk in self.chunks], embedder, cache)
        self._index = ChromaIndex(folder)
        self._index.upsert([str(number) for number in range(len(self.chunks))], self._vectors)

    def by_words(self) -> Words:
        """Return BM25 over the same chunks."""
        return Words(self)

    def gold(self, evidence: Iterable[Evidence]) -> list[Gold]:
        """Return the evidence in the offsets of pypdf's pages."""
        return self._corpus.gold(evidence)

    def search(self, question: str, within: str) -> Found:
        """Return the nearest chunks; in one document all are compared, as Chroma does with `where`."""
        vector = self._embedder.embed_query(question)
        if not within:
            return self.found([int(one) for one, _ in self._index.query(vector, _HITS)])
        inside = [number for number, chunk in enumerate(self.chunks) if chunk.document == within]
        best = np.argsort(-(self._vectors[inside] @ vector), kind="stable")[:_HITS]
        return self.found([inside[at] for at in best])

    def found(self, numbers: Sequence[int]) -> Found:
        """Return the chunks with these numbers; the context is their texts, the last one cut at the budget."""
        stretches = [self.chunks[number] for number in numbers]

        def context(budget: int, heads: bool = False) -> list[Stretch]:  # noqa: ARG001 - it has none
            held: list[Stretch] = []
            for stretch in stretches:
                tokens = self.count(stretch.text)
                if tokens > budget:
                    end = stretch.start + int(len(stretch.text) * budget / tokens)
                    text = stretch.text[: end - stretch.start]
                    return [*held, Stretch(stretch.document, stretch.page, stretch.start, end, text)]
                held.append(stretch)
                budget -= tokens
            return held

        return Found(stretches, context)


class Words:
    """BM25 with stemming over the plain chunks."""

    title = "BM25 alone"

    def __init__(self, plain: Plain) -> None:
        self._plain = plain
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE plain USING fts5(text, document, tokenize='porter unicode61')")
        rows = ((number, chunk.text) for number, chunk in enumerate(plain.chunks))
        self._connection.executemany("INSERT INTO plain (rowid, text) VALUES (?, ?)", rows)

    def gold(self, evidence: Iterable[Evidence]) -> list[Gold]:
        """Return the evidence in the offsets of pypdf's pages."""
        return self._plain.gold(evidence)

    def search(self, question: str, within: str) -> Found:
        """Return the chunks with the best BM25."""
        terms = " OR ".join(match_terms(question))
        statement = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY bm25(plain)"
        ranked = [row for (row,) in self._connection.execute(statement, (terms,))] if terms else []
        inside = [row for row in ranked if not within or self._plain.chunks[row].document == within]
        return self._plain.found(inside[:_HITS])


def embedded(texts: Sequence[str], embedder: MiniLM, cache: Path) -> NDArray[np.float32]:
    """Embed passages, or load their vectors from an earlier run."""
    key = hashlib.sha256("\0".join([embedder.model_id, *texts]).encode()).hexdigest()[:32]
    kept = cache / f"{key}.npy"
    if not kept.exists():
        np.save(kept, embedder.embed_documents(texts))
    vectors: NDArray[np.float32] = np.load(kept)
    return vectors


def _without_head(rendered: str) -> str:
    """Return a passage without the lines that say where it is from; a table's header stays."""
    return rendered.partition("\n")[2].rpartition("</passage>")[0]


def _read(source: Source, content: bytes, read: Callable[[Path], list[Page]], cache: Path) -> list[Page]:
    if source.path:
        return read(source.path)
    file = cache / f"{hashlib.sha256(content).hexdigest()[:32]}{Path(source.name).suffix}"
    file.write_bytes(content)
    try:
        return read(file)
    finally:
        file.unlink()


def _vouch_pages(path: Path) -> list[Page]:
    from modules.adapters.readers import FileReader, Limits

    return [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]


def _plain_pages(path: Path) -> list[Page]:
    from pypdf import PdfReader

    if path.suffix != ".pdf":
        return [Page(1, path.read_bytes().decode())]
    return [Page(number, page.extract_text()) for number, page in enumerate(PdfReader(path).pages, start=1)]


def _plain_chunks(documents: dict[str, list[Page]]) -> Iterable[Stretch]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1_000, chunk_overlap=200, add_start_index=True)
    for name, pages in documents.items():
        for page in pages:
            for part in splitter.create_documents([page.text]):
                start, text = part.metadata["start_index"], part.page_content
                yield Stretch(name, page.number, start, start + len(text), text)
