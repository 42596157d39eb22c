"""Our Protocols in LangChain's shapes and LangChain's objects in ours, so that other stores and models plug in.

LangChain's `Document` is our `Chunk`: where it stands goes into the metadata and comes back from there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from modules.core.types import ANYTHING, Chunk, Embedder, Filter, Hit


class LangChainEmbeddings(Embeddings):
    """One of our embedders as LangChain's `Embeddings`, e.g. for a LangChain vector store."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages."""
        vectors: list[list[float]] = self._embedder.embed_documents(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        vector: list[float] = self._embedder.embed_query(text).tolist()
        return vector


class FromLangChainEmbeddings:
    """LangChain's `Embeddings` as our `Embedder`; the vectors are brought to unit length.

    Args:
        embeddings: the model.
        model_id: names its weights and settings, which LangChain's interface does not.
    """

    def __init__(self, embeddings: Embeddings, model_id: str) -> None:
        self._embeddings = embeddings
        self._model_id = model_id

    @property
    def model_id(self) -> str:
        """Names weights and settings."""
        return self._model_id

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages; shape (len(texts), dimensions), (0, 0) for no texts."""
        if not texts:
            return np.empty((0, 0), np.float32)
        return _unit(np.array(self._embeddings.embed_documents(list(texts)), np.float32))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed a question; shape (dimensions,)."""
        return _unit(np.array(self._embeddings.embed_query(text), np.float32))


class LangChainRetriever(BaseRetriever):
    """One of our retrievers as LangChain's, e.g. as a tool of an agent.

    Attributes:
        retriever: ours.
        k: how many documents a question returns.
        where: which chunks may be found.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Any
    k: int = 10
    where: Filter = ANYTHING

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 - the base class passes it
        hits: list[Hit] = self.retriever.search(query, self.k, self.where)
        return [to_document(hit) for hit in hits]


class FromLangChainRetriever:
    """LangChain's retriever as ours. What is filtered away is filtered after its search.

    Args:
        retriever: LangChain's; it decides itself how many documents it returns.
    """

    def __init__(self, retriever: BaseRetriever) -> None:
        self._retriever = retriever

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        """Return at most `k` hits, best first; where the documents carry no score, the first has 1, the next 1/2, ...

        Raises:
            ValueError: the filter asks for tags, which LangChain's documents do not have.
        """
        if where.tags:
            raise ValueError("a LangChain retriever knows no tags")
        found = [
            (to_chunk(document, rank), float(document.metadata.get("score", 1 / (1 + rank))))
            for rank, document in enumerate(self._retriever.invoke(query))
        ]
        return [Hit(chunk, score) for chunk, score in found if _passes(chunk, where)][:k]


def to_document(hit: Hit) -> Document:
    """Return a hit as LangChain's document."""
    chunk = hit.chunk
    metadata = {
        "source": chunk.document_name,
        "document_id": chunk.document_id,
        "ordinal": chunk.ordinal,
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "section": list(chunk.section),
        "header": chunk.header,
        "score": hit.score,
    }
    return Document(chunk.text, id=chunk.id, metadata=metadata)


def to_chunk(document: Document, ordinal: int) -> Chunk:
    """Return LangChain's document as a chunk; what its metadata lack gets the plainest value."""
    metadata, text = document.metadata, document.page_content
    source = str(metadata.get("source", ""))
    start = int(metadata.get("start", metadata.get("start_index", 0)))
    return Chunk(
        id=document.id or hashlib.sha256(f"{source}\0{text}".encode()).hexdigest()[:32],
        document_id=str(metadata.get("document_id", source)),
        document_name=source,
        ordinal=int(metadata.get("ordinal", ordinal)),
        page=int(metadata.get("page", 1)),
        start=start,
        end=int(metadata.get("end", start + len(text))),
        section=tuple(metadata.get("section", ())),
        header=str(metadata.get("header", "")),
        text=text,
    )


def _passes(chunk: Chunk, where: Filter) -> bool:
    first, last = where.pages or (chunk.page, chunk.page)
    return (not where.documents or chunk.document_id in where.documents) and first <= chunk.page <= last


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return unit
