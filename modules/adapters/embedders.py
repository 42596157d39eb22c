"""The embedders that can be chosen: the embedded one, and every embedding model of an Ollama server on this machine.

An embedder reads every document as it is, with all that tells who a person is: so none elsewhere is asked.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait

from modules.adapters.addresses import is_remote
from modules.core.errors import EmbedderChanged, ModelError
from modules.core.types import Embedder

EMBEDDED = "MiniLM"
_OLLAMA = "ollama/"
_FRESH_SECONDS = 5.0
_PATIENCE_SECONDS = 0.5


class Embedders:
    """Embedders by name, as a visitor chooses them, and by the model id that their vectors carry. Thread-safe.

    Args:
        ollama_url: where a server may listen; one on another machine is not asked.
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
        self._asker = ThreadPoolExecutor(1, "ask-for-embedders")
        self._listing: Future[None] | None = None
        self._asked = 0.0
        self._served: list[str] = []

    def names(self) -> list[str]:
        """List those that could be chosen now, the default first.

        What the server said counts for some seconds. It is not waited for longer than a page may take: what it says
        later is known the next time.
        """
        with self._lock:
            listing, patience = self._listing, 0.0
            if listing is None or (listing.done() and time.monotonic() - self._asked > _FRESH_SECONDS):
                listing, patience = self._asker.submit(self._ask), _PATIENCE_SECONDS
                self._listing, self._asked = listing, time.monotonic()
        wait([listing], patience)
        return [EMBEDDED, *self._served]

    def named(self, name: str) -> Embedder:
        """Return an embedder by name; its weights are loaded when it is first used.

        Raises:
            ModelError: the server that has it, or the model on it, is gone, or it is on another machine.
        """
        if name not in self._made:
            made = self._make(name)  # not under the lock: nobody else shall wait for a server that hangs
            with self._lock:
                self._made.setdefault(name, made)
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

    def _ask(self) -> None:
        from modules.adapters.ollama_embedder import embedding_models

        if is_remote(self._ollama_url):
            return
        try:
            self._served = list(embedding_models(self._ollama_url))
        except ModelError:
            self._served = []

    def _make(self, name: str) -> Embedder:
        if name == EMBEDDED:
            from modules.adapters.minilm import MiniLM

            return MiniLM(threads=self._threads)
        if is_remote(self._ollama_url):
            raise ModelError(
                "An embedding model on another machine is not asked: it would read every document as it is.",
                f"Choose {EMBEDDED} under Settings, or run Ollama on this machine.",
            )
        from modules.adapters.ollama_embedder import open_embedder

        return open_embedder(self._ollama_url, name)
