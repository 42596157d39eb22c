"""Which directory of vectors serves a scope, and what is done when one is in doubt.

The database is the truth: it has every vector. Chroma's directories are made from it, and made again when one is lost,
damaged, behind, or full of what was deleted. While there is none, the vectors in the database are searched one by one.
"""

from __future__ import annotations

import heapq
import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import StoreCorrupt
from modules.core.types import Progress, Scope, VectorIndex
from modules.store.database import Database
from modules.store.embeddings import Embeddings
from modules.store.files import VECTORS

_log = logging.getLogger(__name__)
Key = tuple[Scope, str]
Result = TypeVar("Result")

# Chroma gives the space of deleted vectors back only when its directory is made again: about 4,000 vectors a second.
_ALWAYS_COMPACTED = 5_000
_DELETED_SHARE = 0.25


class ClosableIndex(VectorIndex, Protocol):
    """A vector index that holds files open."""

    def close(self) -> None:
        """Let go of them."""
        ...


class Indexes:
    """The vector indexes of every scope.

    Args:
        database: its folder holds the directories, its rows say which of them serve.
        open_index: opens, or makes, the index in a directory; raises StoreCorrupt.

    Attributes:
        on_doubt: called when an index has to be made again, in whatever thread found out.
    """

    def __init__(self, database: Database, open_index: Callable[[Path], ClosableIndex]) -> None:
        self._database = database
        self._open_index = open_index
        # Chroma's threads inherit the priority of the one that opens it. A worker's is low, and questions would wait.
        self._opener = ThreadPoolExecutor(1, thread_name_prefix="open-index")
        self._opener.submit(_nothing).result()
        self._folder = database.folder / VECTORS
        self._open: dict[Key, ClosableIndex] = {}
        self._doubted: dict[Key, None] = {}
        self._deleted: dict[Key, int] = {}
        self._lock = threading.RLock()
        self._writing: dict[Scope, threading.Lock] = {}
        self.on_doubt: Callable[[], None] = _nothing

    def writing(self, scope: Scope) -> threading.Lock:
        """Return the lock under which vectors are added to an index together with their commit in the database."""
        with self._lock:
            return self._writing.setdefault(scope, threading.Lock())

    def upsert(self, scope: Scope, embedder: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add vectors; an index that cannot take them is doubted, and made again from the database later."""
        with suppress(StoreCorrupt):
            self._attempt((scope, embedder), lambda index: index.upsert(ids, vectors), make=True)

    def delete(self, scope: Scope, ids: Sequence[str]) -> None:
        """Forget vectors in every index of a scope; one that has lost much is made again, to give the space back."""
        for embedder in Embeddings(self._database, scope).served_embedders():
            key = (scope, embedder)
            with suppress(StoreCorrupt):
                self._attempt(key, lambda index: index.delete(ids))
                self._deleted[key] = self._deleted.get(key, 0) + len(ids)

    def query(self, scope: Scope, embedder: str, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """Return at most `k` pairs of id and cosine similarity, best first; exact but slow without an index."""
        key = (scope, embedder)
        try:
            return self._attempt(key, lambda index: index.query(vector, k))
        except StoreCorrupt:
            return _exact(Embeddings(self._database, scope).batches(embedder), vector, k)

    def count(self, scope: Scope, embedder: str) -> int:
        """How many vectors the index has; 0 while there is none."""
        with suppress(StoreCorrupt):
            return self._attempt((scope, embedder), lambda index: index.count())
        return 0

    def doubted(self) -> list[Key]:
        """List the indexes that have to be made again."""
        with self._lock:
            return list(self._doubted)

    def worn(self) -> list[Key]:
        """List the indexes from which enough was deleted for making them again to pay."""
        with self._lock:
            deleted = dict(self._deleted)
        return [key for key, count in deleted.items() if self._is_worn(key, count)]

    def rebuild(self, key: Key) -> Iterator[Progress]:
        """Make an index again from the database, and let it serve in place of the old one, in one commit."""
        scope, embedder = key
        embeddings = Embeddings(self._database, scope)
        directory = embeddings.new_directory(embedder)
        index = self._made(directory)
        try:
            done: set[str] = set()
            total = embeddings.chunks()
            for ids, vectors in embeddings.batches(embedder):
                index.upsert(ids, vectors)
                done.update(ids)
                yield Progress(len(done), total, "Making the vector index again")
            with self.writing(scope):  # what was committed meanwhile, and nothing can be from here on
                for ids, vectors in embeddings.batches(embedder):
                    rows = [row for row, one in enumerate(ids) if one not in done]
                    index.upsert([ids[row] for row in rows], vectors[rows])
                self._serve(key, directory, index)
        except BaseException:
            index.close()
            raise
        self.remove_retired(scope)

    def retire(self, scope: Scope, embedder: str) -> None:
        """Let an index go: another embedder answers now."""
        Embeddings(self._database, scope).retire(embedder)
        self._forget((scope, embedder))
        self.remove_retired(scope)

    def remove_retired(self, scope: Scope) -> None:
        """Remove the directories that do not serve. Not to be called while one is being built in another thread."""
        embeddings = Embeddings(self._database, scope)
        for directory in embeddings.retired_directories():
            shutil.rmtree(self._folder / directory, ignore_errors=True)
            embeddings.forget_directory(directory)

    def close(self) -> None:
        """Let go of every directory."""
        with self._lock:
            for index in self._open.values():
                index.close()
            self._open.clear()
        self._opener.shutdown()

    def _attempt(self, key: Key, use: Callable[[ClosableIndex], Result], *, make: bool = False) -> Result:
        """Use an index; where it was exchanged meanwhile, use its successor.

        Raises:
            StoreCorrupt: there is none, or it is in doubt.
        """
        index = self._index(key, make=make)
        try:
            return use(index)
        except StoreCorrupt:
            if self._open.get(key) is index:
                self._doubt(key)
                raise
        return use(self._index(key, make=make))

    def _index(self, key: Key, *, make: bool) -> ClosableIndex:
        with self._lock:
            if key in self._doubted:
                raise _absent()
            if key in self._open:
                return self._open[key]
            embeddings = Embeddings(self._database, key[0])
            stored = embeddings.stored(key[1])
            if not stored and not make:
                raise _absent()
            directory = embeddings.live_directory(key[1])
            if directory is None and not stored:
                directory = embeddings.new_directory(key[1], serving=True)
            try:
                self._open[key] = self._opened(directory, stored)
            except StoreCorrupt:
                self._doubt(key)
                raise
            return self._open[key]

    def _opened(self, directory: str | None, stored: int) -> ClosableIndex:
        if directory is None:
            raise _absent()
        index = self._made(directory)
        # A vector is in the index before its commit, and in the database until after its deletion: never fewer here.
        if index.count() < stored:
            index.close()
            raise _absent()
        return index

    def _made(self, directory: str) -> ClosableIndex:
        return self._opener.submit(self._open_index, self._folder / directory).result()

    def _doubt(self, key: Key) -> None:
        with self._lock:
            self._doubted[key] = None
            index = self._open.pop(key, None)
        if index is not None:
            index.close()
        _log.warning("vector index of workspace %s is in doubt and will be made again", key[0].workspace)
        self.on_doubt()

    def _serve(self, key: Key, directory: str, index: ClosableIndex) -> None:
        with self._lock:
            Embeddings(self._database, key[0]).serve_from(directory)
            old = self._open.get(key)
            self._open[key] = index
            self._doubted.pop(key, None)
            self._deleted.pop(key, None)
        if old is not None:
            old.close()

    def _forget(self, key: Key) -> None:
        with self._lock:
            index = self._open.pop(key, None)
            self._doubted.pop(key, None)
            self._deleted.pop(key, None)
        if index is not None:
            index.close()

    def _is_worn(self, key: Key, deleted: int) -> bool:
        left = self.count(*key)
        return left <= _ALWAYS_COMPACTED or deleted >= _DELETED_SHARE * left


@dataclass(frozen=True, slots=True)
class ServedIndex:
    """What a dense retriever asks: the vectors of the embedder that answers in a scope now.

    Attributes:
        embedder: its model id; questions must be embedded with the same. "" before the first document.
    """

    indexes: Indexes
    scope: Scope
    embedder: str

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """Return at most `k` pairs of id and cosine similarity, best first; ids may no longer be in the store."""
        return self.indexes.query(self.scope, self.embedder, vector, k) if self.embedder else []

    def count(self) -> int:
        """How many vectors are indexed."""
        return self.indexes.count(self.scope, self.embedder) if self.embedder else 0


def _exact(
    batches: Iterator[tuple[list[str], NDArray[np.float32]]], vector: NDArray[np.float32], k: int
) -> list[tuple[str, float]]:
    """Compare a vector with every stored one."""
    best: list[tuple[str, float]] = []
    for ids, vectors in batches:
        best += zip(ids, (vectors @ vector).tolist(), strict=True)
        best = heapq.nlargest(k, best, key=lambda pair: pair[1])
    return best


def _absent() -> StoreCorrupt:
    return StoreCorrupt("There is no whole vector index.", "It is being made again; searching goes on without it.")


def _nothing() -> None:
    """Do nothing."""
