"""The embedder that the workers share: made when first needed, used in turns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from modules.core.types import Embedder


class EmbeddingTurns:
    """Lets several workers embed a few texts at a time, one after the other, so that each gets on.

    Args:
        make: makes the embedder; called in the first worker that needs it.
    """

    def __init__(self, make: Callable[[], Embedder]) -> None:
        self._make = make
        self._embedder: Embedder | None = None
        self._making = threading.Lock()
        self._turn = threading.Lock()

    def current(self) -> Embedder:
        """Return the embedder whose vectors shall answer."""
        with self._making:
            if self._embedder is None:
                self._embedder = self._make()
            return self._embedder

    def exchange(self, make: Callable[[], Embedder]) -> None:
        """Let another one be made when next needed; who holds the old one goes on with it."""
        with self._making:
            self._make = make
            self._embedder = None

    def embed(self, embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed a few texts, shape (len(texts), dimensions), when it is the caller's turn."""
        with self._turn:
            return embedder.embed_documents(texts)
