"""Chroma, embedded: one directory for each scope and embedder, ids and vectors only. It is never given a text."""

from __future__ import annotations

import logging
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import StoreCorrupt

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_NAME = "chunks"
_HEADER = "<iQQQQ"  # of hnswlib: version, offset, room for so many vectors, vectors, bytes of each
_MOST_AT_ONCE = 5_000  # Chroma takes 5,461 a call
_log = logging.getLogger(__name__)


class ChromaIndex:
    """A `VectorIndex` in a directory of its own, made if it is not there. Any thread may use it.

    Args:
        directory: nothing else may be in it.

    Raises:
        StoreCorrupt: what lies in the directory is not a whole index. So does every method later, after `close` too.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._idle = threading.Condition()
        self._users = 0
        self._closed = False
        with _translated():
            self._blanked = _blank_new_graphs(directory)
        self._client, self._collection = _opened(directory)

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store unit vectors, shape (len(ids), dimensions), in place of those that have the same ids."""
        with self._using():
            for first in range(0, len(ids), _MOST_AT_ONCE):
                batch = slice(first, first + _MOST_AT_ONCE)
                self._collection.upsert(ids=list(ids[batch]), embeddings=vectors[batch])
            if not self._blanked:
                self._blanked = _blank_new_graphs(self._directory)

    def delete(self, ids: Sequence[str]) -> None:
        """Forget vectors; unknown ids are ignored."""
        with self._using():
            for first in range(0, len(ids), _MOST_AT_ONCE):
                self._collection.delete(ids=list(ids[first : first + _MOST_AT_ONCE]))

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """Return at most `k` pairs of id and cosine similarity, best first."""
        with self._using():
            if k < 1:
                return []
            found = self._collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
            ids, distances = found["ids"][0], found["distances"]
            # Counting takes longer than asking (6 ms among 100,000): only where nothing is found is it worth it.
            if not ids and self._collection.count():
                raise _corrupt()  # the list of ids is there, the graph is not
        if distances is None:
            return []
        return [(one, 1.0 - distance) for one, distance in zip(ids, distances[0], strict=True)]

    def count(self) -> int:
        """How many vectors are stored."""
        with self._using():
            return int(self._collection.count())

    def close(self) -> None:
        """Wait for what is under way, then let go of the directory. Safe to call twice."""
        with self._idle:
            if self._closed:
                return
            self._closed = True
            self._idle.wait_for(lambda: self._users == 0)
            _close(self._client)

    @contextmanager
    def _using(self) -> Iterator[None]:
        with self._idle:
            if self._closed:
                raise _corrupt()
            self._users += 1
        try:
            with _translated():
                yield
        finally:
            with self._idle:
                self._users -= 1
                self._idle.notify_all()


def _opened(directory: Path) -> tuple[ClientAPI, Collection]:
    import chromadb
    from chromadb.config import Settings

    directory.mkdir(parents=True, exist_ok=True)
    with _translated():
        client = chromadb.PersistentClient(directory, settings=Settings(anonymized_telemetry=False))
        try:
            collection = client.get_or_create_collection(
                _NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        except BaseException:
            _close(client)
            raise
    return client, collection


def _blank_new_graphs(directory: Path) -> bool:
    """Overwrite with zeros what Chroma saved of graphs that have no vectors yet; returns whether there is any graph.

    A new graph is saved as memory that nobody has initialised: on the disk stands what the process had there before,
    texts of documents among it. Once there are a thousand vectors only theirs is saved.
    """
    graphs = list(directory.glob("*/data_level0.bin"))
    for graph in graphs:
        header = graph.with_name("header.bin").read_bytes()
        _, _, _, vectors, _ = struct.unpack_from(_HEADER, header)
        if not vectors:
            with graph.open("r+b") as file:
                file.write(bytes(graph.stat().st_size))
    return bool(graphs)


def _close(client: ClientAPI) -> None:
    client.close()  # type: ignore[attr-defined]  # of the concrete client


@contextmanager
def _translated() -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, AttributeError, OSError, struct.error) as exc:
        # ValueError: a database without Chroma's own tables; AttributeError: a client whose engine is gone.
        _log.warning("vector index: %s", type(exc).__name__)
        raise _corrupt() from exc


def _corrupt() -> StoreCorrupt:
    return StoreCorrupt(
        "The vector index is damaged.", "It is being made again from the database; this takes a moment."
    )
