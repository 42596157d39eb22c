"""Removes what deleted documents left: rows, words in the full-text index, files.

In small commits, so that nobody waits; what a kill cuts short is done again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.ingesting import chunk_id
from modules.core.types import Scope
from modules.store import document_rows
from modules.store.database import Database
from modules.store.files import Files
from modules.store.page_rows import row_number
from modules.store.scoped import Scoped
from modules.store.upload_rows import OPEN, UploadState

_CHUNKS_AT_ONCE = 256  # about 20 ms of holding the writer
# The first round may only end a merge that was under way, begun by SQLite itself or before a kill; the next takes all.
# Pieces that are added meanwhile would make more rounds find something: they hold nothing deleted.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A deleted document of which something may be left. `number` is the database's own, `chunks` how many it had."""

    scope: Scope
    number: int
    document_id: str
    name: str
    chunks: int

    @property
    def chunk_ids(self) -> list[str]:
        """The ids under which the vector index has its chunks; also those of a batch that was never committed."""
        return [chunk_id(self.document_id, ordinal) for ordinal in range(self.chunks + MOST_UNCOMMITTED)]


MOST_UNCOMMITTED = 256
"""Chunks that the vector index may hold of a document beyond those that were committed: one batch of ingestion."""


class Graveyard:
    """What is left of deleted documents, of every scope.

    Args:
        database: where it is noted.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def tombstones(self) -> list[Tombstone]:
        """List the deleted documents that are not swept away yet."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT owner, workspace, number, document_id, name, chunks FROM tombstones ORDER BY number"
            ).fetchall()
        return [
            Tombstone(
                Scope(row["owner"], row["workspace"]), row["number"], row["document_id"], row["name"], row["chunks"]
            )
            for row in rows
        ]

    def empty(self, grave: Tombstone) -> Iterator[None]:
        """Remove a document's chunks, vectors, words and pages from the database, one small commit a step."""
        for first in range(0, grave.chunks, _CHUNKS_AT_ONCE):
            self._remove_chunks(grave, first)
            yield
        rows = Scoped(grave.scope)
        everything = (row_number(grave.number, 0), row_number(grave.number + 1, 0) - 1)
        with self._database.write() as connection:
            rows.delete(connection, "pages", "id BETWEEN ? AND ?", everything)
            rows.delete(connection, "vectors", "chunk BETWEEN ? AND ?", everything)
            rows.update(connection, "tombstones", {"name": ""}, "number = ?", (grave.number,))

    def merge(self, scope: Scope) -> Iterator[None]:
        """Fold a scope's full-text index into one piece, one small commit a step: the removed words go for good."""
        for _ in range(_ROUNDS):
            steps, more = 0, True
            while more:
                with self._database.write() as connection:
                    table = document_rows.lexical_table(connection, Scoped(scope))
                    more = table is not None and table.merge_step(first=not steps)
                steps += 1
                yield
            if steps == 1:
                return

    def remove_files(self, owner: str) -> None:
        """Remove the owner's files that no document and no unfinished or failed upload needs any more."""
        files = Files(self._database.folder, owner)
        # Under the writer: a file that is given its final name and its row meanwhile would otherwise look unneeded.
        with self._database.write() as connection:
            needed = connection.execute(
                "SELECT id FROM documents WHERE owner = ? UNION SELECT document_id FROM uploads "  # noqa: S608
                f"WHERE owner = ? AND ({OPEN} OR state = '{UploadState.FAILED}')",
                (owner, owner),
            )
            kept = {row["id"] for row in needed}
            for name in files.names():
                if name not in kept and not files.is_spooled(name):
                    files.remove(name)

    def close(self, graves: list[Tombstone]) -> None:
        """Forget documents of which nothing is left."""
        with self._database.write() as connection:
            for grave in graves:
                Scoped(grave.scope).delete(connection, "tombstones", "number = ?", (grave.number,))

    def _remove_chunks(self, grave: Tombstone, first: int) -> None:
        rows = Scoped(grave.scope)
        with self._database.write() as connection:
            indexed = document_rows.indexed_rows(connection, rows, grave.number, first, _CHUNKS_AT_ONCE, grave.name)
            if not indexed:
                return
            table = document_rows.lexical_table(connection, rows)
            if table is not None:
                table.remove(indexed)
            batch = (indexed[0].id, indexed[-1].id)
            rows.delete(connection, "vectors", "chunk BETWEEN ? AND ?", batch)
            rows.delete(connection, "chunks", "id BETWEEN ? AND ?", batch)
