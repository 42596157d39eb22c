"""Finding passages in one scope, with whichever embedder made the vectors that answer there now."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from modules.core.retrieval import Hybrid
from modules.core.types import ANYTHING, Embedder, Filter, Hit
from modules.services.library import Library


class ScopeRetriever:
    """Searches the documents of one scope by words and by meaning.

    Args:
        library: of the scope.
        embedder_of: gives the embedder by the model id that vectors carry.
    """

    def __init__(self, library: Library, embedder_of: Callable[[str], Embedder]) -> None:
        self._library = library
        self._embedder_of = embedder_of
        self._hybrid: tuple[str, Hybrid] | None = None

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        """Return at most `k` hits, best first."""
        index = self._library.index()
        if self._hybrid is None or self._hybrid[0] != index.embedder:
            embedder = _AsAnswering(self._embedder_of, index.embedder)
            self._hybrid = index.embedder, Hybrid(embedder, index, self._library.searched(index.embedder))
        return self._hybrid[1].search(query, k, where)


class _AsAnswering:
    """The embedder of a model id, looked up at each question: the server that has it may be down, and come back."""

    def __init__(self, embedder_of: Callable[[str], Embedder], model_id: str) -> None:
        self._embedder_of = embedder_of
        self._model_id = model_id

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._embedder_of(self._model_id).embed_query(text)
