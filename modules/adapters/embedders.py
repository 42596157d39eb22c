"""The embedders that can be chosen: the embedded one, and every embedding model that an Ollama server has."""

from __future__ import annotations

import threading

from modules.core.errors import EmbedderChanged, ModelError
from modules.core.types import Embedder

EMBEDDED = "MiniLM"
_OLLAMA = "ollama/"


class Embedders:
    """Embedders by name, as a visitor chooses them, and by the model id that their vectors carry. Thread-safe.

    Args:
        ollama_url: where a server may listen.
        threads: for the embedded one.

    Attributes:
        default: the name of the one that needs no server.
    """

    default = EMBEDDED

    def __init__(self, ollama_url: str, *, threads: int) -> None:
        self._ollama_url = ollama_url
        self._threads = threads
        self._made: dict[str, Embedder] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """List those that could be chosen now, the default first."""
        from modules.adapters.ollama_embedder import embedding_models

        try:
            return [EMBEDDED, *embedding_models(self._ollama_url)]
        except ModelError:
            return [EMBEDDED]

    def named(self, name: str) -> Embedder:
        """Return an embedder by name; its weights are loaded when it is first used.

        Raises:
            ModelError: the server that has it, or the model on it, is gone.
        """
        with self._lock:
            if name not in self._made:
                self._made[name] = self._make(name)
            return self._made[name]

    def of(self, model_id: str) -> Embedder:
        """Return the embedder that made the vectors of a model id; the default one for "", where there are none yet.

        Raises:
            EmbedderChanged: it cannot be had any more.
        """
        name = model_id.removeprefix(_OLLAMA).partition("@")[0] if model_id.startswith(_OLLAMA) else EMBEDDED
        embedder = self.named(name)
        if model_id not in ("", embedder.model_id):
            raise EmbedderChanged(
                "The documents were indexed by an embedding model that is not here any more.",
                "Choose another one under Settings: the documents are then indexed again.",
            )
        return embedder

    def _make(self, name: str) -> Embedder:
        if name == EMBEDDED:
            from modules.adapters.minilm import MiniLM

            return MiniLM(threads=self._threads)
        from modules.adapters.ollama_embedder import open_embedder

        return open_embedder(self._ollama_url, name)
