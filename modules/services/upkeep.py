"""What is done when nobody waits for it: sweep up after deletions, mend vector indexes, embed again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np

from modules.core.errors import AssistantError
from modules.core.jobs import where
from modules.core.types import Progress, Scope
from modules.services.embedding import EmbeddingTurns
from modules.services.indexes import Indexes
from modules.store.database import Database
from modules.store.embeddings import Embeddings
from modules.store.graveyard import Graveyard
from modules.store.scoped import scopes

_CHUNKS_AT_ONCE = 64
_EMBEDDED_AT_ONCE = 8
_PAUSE = 60.0
_PAUSE_AFTER_A_PROBLEM = 15.0
_PAUSE_WHILE_SOILED = 1.0
# A vacuum keeps writers waiting: it comes when nobody has written for so long.
_QUIET_SECONDS = 3.0
Waiting = TypeVar("Waiting")
_log = logging.getLogger(__name__)


class Upkeep:
    """One thread's work; the others only ask it how far it is.

    Args:
        database: what is kept up.
        indexes: likewise.
        embedding: the embedder whose vectors shall answer everywhere.
    """

    def __init__(self, database: Database, indexes: Indexes, embedding: EmbeddingTurns) -> None:
        self._database = database
        self._indexes = indexes
        self._embedding = embedding
        self._graveyard = Graveyard(database)
        self._lock = threading.Lock()
        self._untidy: set[str] = set()
        self._unsettled: set[Scope] = set()
        self._reindexing: dict[Scope, Progress] = {}
        self._begin()

    def work(self, stopping: Callable[[], bool]) -> float:
        """Do what there is to do, until it is done or `stopping`; returns after how many seconds to look again."""
        try:
            for _ in self._everything():
                if stopping():
                    break
        except AssistantError as problem:
            _log.warning("upkeep waits: %s", type(problem).__name__)
            return _PAUSE_AFTER_A_PROBLEM
        except Exception as exc:  # noqa: BLE001 - the boundary of a worker: the next attempt may succeed
            _log.error("upkeep failed: %s", where(exc))
            return _PAUSE_AFTER_A_PROBLEM
        return _PAUSE_WHILE_SOILED if self._database.soiled else _PAUSE

    def tidy(self, owner: str) -> None:
        """Have the owner's unneeded files removed."""
        with self._lock:
            self._untidy.add(owner)

    def look_again(self) -> None:
        """Have every scope's vectors looked through: another embedder shall answer."""
        with self._database.read() as connection:
            everyone = scopes(connection)
        with self._lock:
            self._unsettled.update(everyone)

    def added(self, scope: Scope, embedder: str) -> None:
        """Have a scope looked through whose new document was embedded by one that is no longer wanted."""
        if embedder != self._embedding.current().model_id:
            with self._lock:
                self._unsettled.add(scope)

    def reindexing(self, scope: Scope) -> Progress | None:
        """Return how far a scope's documents are embedded again; None where they need not be."""
        return self._reindexing.get(scope)

    def _begin(self) -> None:
        """Take up what an earlier process left; half-built indexes go."""
        with self._database.read() as connection:
            everyone = scopes(connection)
        for scope in everyone:
            self._indexes.remove_retired(scope)
        self._unsettled.update(everyone)
        self._untidy.update(scope.owner for scope in everyone)

    def _everything(self) -> Iterator[None]:
        """Do all work in small steps, what frees space and secrets first."""
        yield from self._sweep()
        yield from self._mend()
        if self._database.soiled and self._database.quiet_seconds > _QUIET_SECONDS:
            self._database.vacuum()
        while (scope := self._taken(self._unsettled)) is not None:
            for _ in self._settle(scope):
                yield
                yield from self._sweep()
                yield from self._mend()

    def _sweep(self) -> Iterator[None]:
        while (owner := self._taken(self._untidy)) is not None:
            self._graveyard.remove_files(owner)
        graves = self._graveyard.tombstones()
        if not graves:
            return
        for grave in graves:
            for _ in self._graveyard.empty(grave):
                yield
            self._indexes.delete(grave.scope, grave.chunk_ids)
            self._graveyard.remove_files(grave.scope.owner)
        for scope in {grave.scope for grave in graves}:
            for _ in self._graveyard.merge(scope):
                yield
        while self._database.shrink():
            yield
        self._database.scrub()
        self._graveyard.close(graves)

    def _mend(self) -> Iterator[None]:
        for key in (*self._indexes.doubted(), *self._indexes.worn()):
            for _ in self._indexes.rebuild(key):
                yield

    def _settle(self, scope: Scope) -> Iterator[None]:
        """Embed what lacks a vector by the wanted embedder, then let it answer, in one commit."""
        embeddings = Embeddings(self._database, scope)
        embedder = self._embedding.current()
        wanted = embedder.model_id
        try:
            for progress in self._embed_lacking(scope):
                self._reindexing[scope] = progress
                yield
                if self._embedding.current() is not embedder:
                    return  # yet another one is wanted: the scope is on the list again
            for other in embeddings.served_embedders():
                if other != wanted:
                    self._indexes.retire(scope, other)
            while embeddings.discard_others(wanted):
                self._database.scrub()
                yield
        except BaseException:
            with self._lock:
                self._unsettled.add(scope)
            raise
        finally:
            self._reindexing.pop(scope, None)

    def _embed_lacking(self, scope: Scope) -> Iterator[Progress]:
        embeddings = Embeddings(self._database, scope)
        embedder = self._embedding.current()
        total = embeddings.chunks()
        left = embeddings.lacking(embedder.model_id)
        while left or not (embeddings.current() == embedder.model_id or embeddings.switch(embedder.model_id)):
            yield Progress(total - left, total, "Indexing again for another embedding model")
            chunks = embeddings.chunks_lacking(embedder.model_id, _CHUNKS_AT_ONCE)
            texts = [chunk.indexed_text for chunk in chunks]
            rows = []
            for first in range(0, len(texts), _EMBEDDED_AT_ONCE):
                rows.append(self._embedding.embed(embedder, texts[first : first + _EMBEDDED_AT_ONCE]))
                yield Progress(total - left, total, "Indexing again for another embedding model")
            if rows:
                vectors = np.concatenate(rows)
                with self._indexes.writing(scope):
                    self._indexes.upsert(scope, embedder.model_id, [chunk.id for chunk in chunks], vectors)
                    embeddings.add(embedder.model_id, chunks, vectors)
            left = embeddings.lacking(embedder.model_id)

    def _taken(self, waiting: set[Waiting]) -> Waiting | None:
        with self._lock:
            return waiting.pop() if waiting else None
