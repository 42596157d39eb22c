"""A store, an index and an embedder in memory, small enough to see through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from modules.core.ingesting import chunk_id
from modules.core.text import content_words
from modules.core.types import ANYTHING, Chunk, Document, DocumentState, Filter

SIZE = 64


class BagEmbedder:
    """Texts with common stems are near each other."""

    model_id = "bag"

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.embed_query(text) for text in texts]) if texts else np.empty((0, SIZE), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(SIZE, 1e-3, np.float32)
        for word in content_words(text):
            vector[sum(word.stem.encode()) % SIZE] += 1
        return vector / np.float32(np.linalg.norm(vector))


class MemoryStore:
    """Documents by name, each with its chunks' texts; a chunk a page."""

    def __init__(self, documents: dict[str, list[str]]) -> None:
        self._documents: list[Document] = []
        self._chunks: dict[str, Chunk] = {}
        for number, (name, texts) in enumerate(documents.items()):
            document = f"{number:08x}" * 8
            self._documents.append(
                Document(document, name, "text/plain", 1, len(texts), len(texts), DocumentState.READY, 0.0)
            )
            for ordinal, text in enumerate(texts):
                one = chunk_id(document, ordinal)
                self._chunks[one] = Chunk(one, document, name, ordinal, ordinal + 1, 0, len(text), (), "", text)
        embedder = BagEmbedder()
        self._vectors = {one: embedder.embed_query(chunk.text) for one, chunk in self._chunks.items()}
        self.searches: list[tuple[str, Filter]] = []

    def id(self, name: str) -> str:
        return next(document.id for document in self._documents if document.name == name)

    def head(self, name: str, ordinal: int, heading: str) -> None:
        """Put a chunk under a heading."""
        one = chunk_id(self.id(name), ordinal)
        self._chunks[one] = replace(self._chunks[one], section=(heading,))

    def all(self) -> list[Document]:
        return self._documents

    def matching(self, where: Filter) -> tuple[str, ...]:
        return tuple(one.id for one in self._documents if not where.documents or one.id in where.documents)

    def chunks(self, ids: Iterable[str]) -> dict[str, Chunk]:
        return {one: self._chunks[one] for one in ids if one in self._chunks}

    def lexical(self, query: str, k: int, where: Filter = ANYTHING) -> list[tuple[str, float]]:
        self.searches.append((query, where))
        wanted = {word.stem for word in content_words(query)}
        allowed = self.matching(where)
        found = [
            (one, float(len(wanted & {word.stem for word in content_words(chunk.indexed_text)})))
            for one, chunk in self._chunks.items()
            if chunk.document_id in allowed and _on(chunk, where)
        ]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])[:k]

    def vectors(
        self, document_ids: Sequence[str], pages: tuple[int, int] | None = None
    ) -> tuple[list[str], NDArray[np.float32]]:
        where = Filter(pages=pages)
        ids = [one for one, chunk in self._chunks.items() if chunk.document_id in document_ids and _on(chunk, where)]
        return ids, np.stack([self._vectors[one] for one in ids]) if ids else np.empty((0, 0), np.float32)

    def vectors_of(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        return {one: self._vectors[one] for one in ids if one in self._vectors}

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        found = [(one, float(own @ vector)) for one, own in self._vectors.items()]
        return [("gone-7", 0.99), *sorted(found, key=lambda pair: -pair[1])][:k]


def _on(chunk: Chunk, where: Filter) -> bool:
    first, last = where.pages or (0, 1 << 20)
    return first <= chunk.page <= last
