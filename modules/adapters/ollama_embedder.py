"""An embedder that an Ollama server runs: larger and in more languages than the embedded one."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
import numpy as np
from numpy.typing import NDArray

from modules.adapters.connections import tls_context
from modules.adapters.ollama_errors import missing, ollama_errors
from modules.adapters.ollama_server import short_name
from modules.core.errors import MalformedReply

_BATCH = 32
_TIMEOUT = httpx.Timeout(120.0, connect=5.0)
# A visitor waits for it. A model that takes longer to load goes on loading, and serves his next question.
_QUESTION_TIMEOUT = httpx.Timeout(15.0, connect=2.0)
_STATUS_TIMEOUT = httpx.Timeout(3.0, connect=1.0)
_KEEP_ALIVE = "30m"
# What a model was trained to see before a text, by the beginning of its name: (passages, questions).
_PREFIXES = {
    "nomic-embed-text": ("search_document: ", "search_query: "),
    "embeddinggemma": ("title: none | text: ", "task: search result | query: "),
    "mxbai-embed-large": ("", "Represent this sentence for searching relevant passages: "),
    "snowflake-arctic-embed": ("", "Represent this sentence for searching relevant passages: "),
}


class OllamaEmbedder:
    """An `Embedder` on a model of an Ollama server, e.g. nomic-embed-text, bge-m3 or embeddinggemma.

    Args:
        url: where the server listens.
        model: the model's name there.
        digest: of its weights: vectors of a model that was fetched anew are not mixed with those of the old one.
    """

    def __init__(self, url: str, model: str, digest: str) -> None:
        self._url = url
        self._model = model
        self._digest = digest
        self._passage, self._question = next(
            (both for name, both in _PREFIXES.items() if model.split("/")[-1].startswith(name)), ("", "")
        )

    @property
    def model_id(self) -> str:
        """Names the model and its weights."""
        return f"ollama/{self._model}@{self._digest[:12]}"

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages; shape (len(texts), dimensions), (0, 0) for no texts.

        Raises:
            ModelError: the server or the model is not there, or answers with something else than vectors.
        """
        batches = [
            self._embed([self._passage + text for text in texts[first : first + _BATCH]], _TIMEOUT)
            for first in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(batches) if batches else np.empty((0, 0), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed a question; shape (dimensions,).

        Raises:
            ModelError: as `embed_documents`.
        """
        vector: NDArray[np.float32] = self._embed([self._question + text], _QUESTION_TIMEOUT)[0]
        return vector

    def _embed(self, texts: list[str], timeout: httpx.Timeout) -> NDArray[np.float32]:
        import ollama

        client = ollama.Client(host=self._url, timeout=timeout, verify=tls_context(), trust_env=False)
        with ollama_errors(self._url, self._model), client:
            # An empty text has no vector on some models; a full stop has one on all. What is too long is cut.
            found = client.embed(
                self._model, [text.strip() or "." for text in texts], truncate=True, keep_alive=_KEEP_ALIVE
            )
        lengths = {len(vector) for vector in found.embeddings}
        vectors = np.array(found.embeddings if len(lengths) == 1 else [], np.float32)
        if not (vectors.size and len(vectors) == len(texts) and np.isfinite(vectors).all()):
            raise MalformedReply(f"{self._model} did not return one vector for each text.", "Is it an embedding model?")
        unit: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return unit


def embedding_models(url: str) -> dict[str, str]:
    """Return the embedding models that a server has, by name, each with the digest of its weights.

    Raises:
        EngineUnavailable: there is no server.
    """
    import ollama

    client = ollama.Client(host=url, timeout=_STATUS_TIMEOUT, verify=tls_context(), trust_env=False)
    with ollama_errors(url), client:
        listed = {model.model or "": model.digest or "" for model in client.list().models}
        embedding = [name for name in listed if "embedding" in (client.show(name).capabilities or ())]
    return {short_name(name): listed[name] for name in embedding}


def open_embedder(url: str, model: str) -> OllamaEmbedder:
    """Return the embedder for a model that the server has now.

    Raises:
        ModelMissing: it does not have the model, or the model is not one that embeds.
        EngineUnavailable: there is no server.
    """
    models = embedding_models(url)
    if model not in models:
        raise missing(model)
    return OllamaEmbedder(url, model, models[model])
