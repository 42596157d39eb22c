"""LangChain's shapes, both ways."""

from __future__ import annotations

import numpy as np
import pytest
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.retrievers import BaseRetriever
from langchain_core.vectorstores import InMemoryVectorStore

from modules.adapters.langchain_shapes import (
    FromLangChainEmbeddings,
    FromLangChainRetriever,
    LangChainEmbeddings,
    LangChainRetriever,
)
from modules.adapters.minilm import MiniLM
from modules.core.retrieval import Hybrid
from modules.core.types import Filter
from tests.unit.core.retrieval_fakes import BagEmbedder, MemoryStore

DOCUMENTS = {"lease.txt": ["Dogs are allowed.", "Rent is due."], "notes.txt": ["Dogs bark."]}


class Canned(BaseRetriever):
    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the base class passes it
    ) -> list[Document]:
        return [Document(f"about {query}", metadata={"source": "a.txt", "page": number}) for number in (1, 2, 3)]


def test_our_embedder_serves_a_langchain_store() -> None:
    store = InMemoryVectorStore(LangChainEmbeddings(MiniLM()))
    store.add_texts(["The notice period is ninety days.", "Photosynthesis makes sugar."])
    assert store.similarity_search("How long is the notice?", k=1)[0].page_content.startswith("The notice")


def test_langchain_embeddings_become_unit_vectors() -> None:
    embedder = FromLangChainEmbeddings(DeterministicFakeEmbedding(size=8), "fake")
    vectors = embedder.embed_documents(["a", "b"])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(embedder.embed_query("a"), vectors[0])
    assert embedder.embed_documents([]).shape == (0, 0)
    assert embedder.model_id == "fake"


def test_our_retriever_goes_there_and_back() -> None:
    store = MemoryStore(DOCUMENTS)
    ours = Hybrid(BagEmbedder(), store, store)
    theirs = LangChainRetriever(retriever=ours, k=2)
    assert theirs.invoke("dogs")[0].metadata["source"] == "lease.txt"
    there_and_back = FromLangChainRetriever(theirs).search("dogs", 2)
    assert [(hit.chunk, hit.score) for hit in there_and_back] == [
        (hit.chunk, hit.score) for hit in ours.search("dogs", 2)
    ]


def test_a_langchain_retriever_keeps_to_our_filters() -> None:
    retriever = FromLangChainRetriever(Canned())
    hits = retriever.search("fees", 5, Filter(documents=("a.txt",), pages=(2, 3)))
    assert [hit.chunk.page for hit in hits] == [2, 3]
    assert hits[0].score > hits[1].score
    assert retriever.search("fees", 5, Filter(documents=("b.txt",))) == []
    with pytest.raises(ValueError, match="tags"):
        retriever.search("fees", 5, Filter(tags=("x",)))
