"""An embedder that an Ollama server runs: larger and in more languages than the embedded one."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
import numpy as np
from numpy.typing import NDArray

from modules.adapters.connections import tls_context
from modules.adapters.ollama_errors import ollama_errors
from modules.core.errors import MalformedReply

_BATCH = 32
_TIMEOUT = httpx.Timeout(120.0, connect=5.0)
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
    """

    def __init__(self, url: str, model: str) -> None:
        self._url = url
        self._model = model
        self._passage, self._question = next(
            (both for name, both in _PREFIXES.items() if model.split("/")[-1].startswith(name)), ("", "")
        )

    @property
    def model_id(self) -> str:
        """Names weights and settings."""
        return f"ollama/{self._model}"

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages; shape (len(texts), dimensions), (0, 0) for no texts.

        Raises:
            ModelError: the server or the model is not there, or answers with something else than vectors.
        """
        batches = [
            self._embed([self._passage + text for text in texts[first : first + _BATCH]])
            for first in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(batches) if batches else np.empty((0, 0), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed a question; shape (dimensions,).

        Raises:
            ModelError: as `embed_documents`.
        """
        vector: NDArray[np.float32] = self._embed([self._question + text])[0]
        return vector

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        import ollama

        client = ollama.Client(host=self._url, timeout=_TIMEOUT, verify=tls_context())
        with ollama_errors(self._url, self._model), client:
            # An empty text has no vector on some models; a full stop has one on all. What is too long is cut.
            found = client.embed(
                self._model, [text.strip() or "." for text in texts], truncate=True, keep_alive=_KEEP_ALIVE
            )
        vectors = np.array(found.embeddings, np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise MalformedReply(f"{self._model} did not return one vector for each text.", "Is it an embedding model?")
        unit: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return unit
