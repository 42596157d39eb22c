"""How long a search takes as the library grows: p50 and p95 at 1,000, 10,000 and 100,000 passages.

    python -m benchmarks.query DATA [--sizes 1000,10000,100000] [--questions 100]

Passages of about 800 characters are drawn sentence by sentence from the texts under DATA, so that words are as common
as they are in real documents; 500 of them make a document. 2,000 are embedded, the vectors of the others lie between
two of these. The questions are real ones; a long one is several of them in a row, 60 words or more. Each row is
searched through the store as the app does it: words alone (BM25 in SQLite), meaning alone (Chroma; with a filter every
vector of the document), and the app's own retriever with the embedding of the question in its time. Last, what a
deletion costs: the vacuum that takes the last traces of a text.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modules.adapters.minilm import MiniLM
from modules.adapters.vectors import ChromaIndex
from modules.core.ingesting import chunk_id
from modules.core.retrieval import Dense, Hybrid
from modules.core.types import ANYTHING, Chunk, Document, DocumentState, Filter, Page, Scope
from modules.services.indexes import Indexes, ServedIndex
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.embeddings import Embeddings

Search = Callable[[str, int, Filter], object]
SCOPE = Scope("local", "finance")
OF_A_DOCUMENT = 500
OF_A_PAGE = 5
EMBEDDED = 2_000
LONG = 60


def main() -> None:
    options = _options()
    random.seed(1)
    sentences = _sentences(options.data)
    real = _questions(options.data)
    questions = random.sample(real, options.questions)
    long = [_long(real) for _ in questions]
    embedder = MiniLM()
    embedded = embedder.embed_documents([_passage(sentences) for _ in range(EMBEDDED)])
    print(
        f"{'passages':>9}  {'milliseconds p50/p95':26} {'everything':>15} {'long questions':>15} {'one document':>15}"
    )
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder))
        indexes = Indexes(database, ChromaIndex)
        documents = Documents(database, SCOPE)
        stored = 0
        for size in options.sizes:
            began = time.perf_counter()
            while stored < size:
                _store(documents, indexes, embedder.model_id, stored, sentences, embedded)
                stored += OF_A_DOCUMENT
            Embeddings(database, SCOPE).switch(embedder.model_id)
            filled = time.perf_counter() - began
            index = ServedIndex(indexes, SCOPE, embedder.model_id)
            for name, search in (
                ("words", documents.lexical),
                ("meaning", Dense(embedder, index, documents).search),
                ("the app's retriever", Hybrid(embedder, index, documents).search),
            ):
                _report(size, name, search, questions, long, documents)
            print(f"{size:9,}  filled in {filled:.0f} s, vacuum {_seconds(database.vacuum):.1f} s")
        indexes.close()
        database.close()


def _report(size: int, name: str, search: Search, questions: list[str], long: list[str], documents: Documents) -> None:
    names = documents.all()
    everything, at_length = (_times(lambda one: search(one, 20, ANYTHING), asked) for asked in (questions, long))
    inside = _times(lambda one: search(one, 20, Filter((random.choice(names).id,))), questions)
    print(f"{size:9,}  {name:26} {everything:>15} {at_length:>15} {inside:>15}")


def _times(search: Callable[[str], object], questions: list[str]) -> str:
    search(questions[0])
    took = [1000 * _seconds(partial(search, one)) for one in questions]
    return f"{statistics.median(took):.1f}/{statistics.quantiles(took, n=20)[-1]:.1f}"


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _store(
    documents: Documents,
    indexes: Indexes,
    embedder: str,
    first: int,
    sentences: list[str],
    embedded: NDArray[np.float32],
) -> None:
    """Store one document of random passages."""
    digest = hashlib.sha256(str(first).encode()).hexdigest()
    name = f"report {first // OF_A_DOCUMENT}.pdf"
    documents.begin(Document(digest, name, "application/pdf", 0, 0, 0, DocumentState.INDEXING, time.time()))
    texts = [_passage(sentences) for _ in range(OF_A_DOCUMENT)]
    pages, chunks = [], []
    for number in range(OF_A_DOCUMENT // OF_A_PAGE):
        on_page = texts[number * OF_A_PAGE : (number + 1) * OF_A_PAGE]
        pages.append(Page(number + 1, "\n".join(on_page)))
        for ordinal, text in enumerate(on_page, number * OF_A_PAGE):
            start = sum(len(one) + 1 for one in on_page[: ordinal % OF_A_PAGE])
            span = (number + 1, start, start + len(text))
            chunks.append(Chunk(chunk_id(digest, ordinal), digest, name, ordinal, *span, ("Item 7",), "", text))
    vectors = np.stack([_between(embedded) for _ in chunks])
    indexes.upsert(SCOPE, embedder, [chunk.id for chunk in chunks], vectors)
    documents.append(digest, pages, chunks, vectors, embedder)
    documents.finish(digest)


def _between(embedded: NDArray[np.float32]) -> NDArray[np.float32]:
    one, other = embedded[random.randrange(EMBEDDED)], embedded[random.randrange(EMBEDDED)]
    share = random.uniform(0.2, 0.8)
    mixed = share * one + (1 - share) * other
    return np.asarray(mixed / np.linalg.norm(mixed), np.float32)


def _passage(sentences: list[str]) -> str:
    text = ""
    while len(text) < 800:
        text += random.choice(sentences) + " "
    return text.strip()


def _long(questions: list[str]) -> str:
    text = ""
    while len(text.split()) < LONG:
        text += random.choice(questions) + " "
    return text.strip()


def _sentences(data: Path) -> list[str]:
    texts = [file.read_text("utf-8", "replace") for file in sorted(data.rglob("*.txt")) + sorted(data.rglob("*.md"))]
    for file in sorted(data.rglob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            texts += [text for line in lines for text in _strings(json.loads(line)) if len(text) > 200]
    found = (one.strip() for text in dict.fromkeys(texts) for one in re.split(r"(?<=[.!?])\s+|\n\n+", text))
    return list(dict.fromkeys(one for one in found if 30 < len(one) < 600))


def _questions(data: Path) -> list[str]:
    questions: list[str] = []
    for file in sorted(data.rglob("questions.jsonl")) + sorted(data.rglob("queries.jsonl")):
        with file.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        questions += [row.get("question") or row.get("query") for row in rows]
    return [one for one in dict.fromkeys(questions) if one]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how long a search takes as the library grows.")
    parser.add_argument("data", type=lambda text: Path(text.removeprefix("DATA=")))
    parser.add_argument(
        "--sizes", type=lambda text: [int(one) for one in text.split(",")], default=[1_000, 10_000, 100_000]
    )
    parser.add_argument("--questions", type=int, default=100)
    return parser.parse_args()


if __name__ == "__main__":
    main()
