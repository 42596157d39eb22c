"""The vectors of a scope's chunks, by embedder, which embedder answers, and in which directory Chroma has them.

The vectors are kept in the database (float16), so that Chroma's directory can be made again without embedding anything.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from modules.core.ingesting import chunk_id
from modules.core.types import Chunk, Scope
from modules.store import document_rows, page_rows
from modules.store.database import Database
from modules.store.files import hashed
from modules.store.page_rows import CHUNK_COLUMNS, part_of, row_number
from modules.store.schema import NUMBER_BITS
from modules.store.scoped import Scoped

_OF_DOCUMENT = f"(SELECT id FROM documents WHERE number = chunk >> {NUMBER_BITS}) AS document"  # noqa: S608
_BATCH = 1_000
_DISCARDED = 5_000
_STORED = f"EXISTS (SELECT 1 FROM documents WHERE documents.number = chunks.id >> {NUMBER_BITS})"  # noqa: S608
_LACKING = f"{_STORED} AND NOT EXISTS (SELECT 1 FROM vectors WHERE chunk = chunks.id AND embedder = ?)"  # noqa: S608


class Embeddings:
    """The vectors of one scope.

    Args:
        database: where they are kept.
        scope: whose they are.
    """

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database = database
        self._rows = Scoped(scope)

    # --- Which embedder answers --------------------------------------------------------------------------------------

    def current(self) -> str:
        """Return the model id of the embedder whose vectors answer; "" before the first document."""
        with self._database.read() as connection:
            found = self._rows.select(connection, "scopes", "embedder")
        return found[0]["embedder"] if found else ""

    def switch(self, embedder: str) -> bool:
        """Let an embedder's vectors answer from now on, in one commit; False, and no change, where any are lacking."""
        with self._database.write() as connection:
            if self._rows.select(connection, "chunks", "1", _LACKING, (embedder,), "LIMIT 1"):
                return False
            return self._rows.update(connection, "scopes", {"embedder": embedder}, "1", ()) > 0

    # --- Vectors -----------------------------------------------------------------------------------------------------

    def chunks(self) -> int:
        """How many chunks are stored, those of documents that are still being read among them."""
        with self._database.read() as connection:
            return int(self._rows.select(connection, "documents", "coalesce(sum(chunks), 0)")[0][0])

    def stored(self, embedder: str) -> int:
        """How many vectors by this embedder are in the database."""
        with self._database.read() as connection:
            return int(self._rows.select(connection, "vectors", "count(*)", "embedder = ?", (embedder,))[0][0])

    def lacking(self, embedder: str) -> int:
        """How many chunks have no vector by this embedder."""
        with self._database.read() as connection:
            return int(self._rows.select(connection, "chunks", "count(*)", _LACKING, (embedder,))[0][0])

    def chunks_lacking(self, embedder: str, limit: int) -> list[Chunk]:
        """Return the first chunks, in order, that have no vector by this embedder."""
        columns, tail = ", ".join(CHUNK_COLUMNS), f"ORDER BY id LIMIT {limit:d}"
        with self._database.read() as connection:
            documents = {row["number"]: row for row in self._rows.select(connection, "documents", "number, id, name")}
            rows = self._rows.select(connection, "chunks", columns, _LACKING, (embedder,), tail)
        chunks = []
        for row in rows:
            number, ordinal = part_of(row["id"])
            document = documents[number]
            chunks.append(
                page_rows.chunk_from(row, chunk_id(document["id"], ordinal), document["id"], document["name"])
            )
        return chunks

    def add(self, embedder: str, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Store the vectors of chunks by one more embedder; chunks that were deleted meanwhile are left out."""
        with self._database.write() as connection:
            numbers = {row["id"]: row["number"] for row in self._rows.select(connection, "documents", "id, number")}
            kept = [position for position, chunk in enumerate(chunks) if chunk.document_id in numbers]
            rows = [row_number(numbers[chunks[position].document_id], chunks[position].ordinal) for position in kept]
            document_rows.insert_vectors(connection, self._rows, embedder, rows, vectors[kept])

    def batches(self, embedder: str) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        """Yield chunk ids and vectors of everything that is stored, a thousand at a time."""
        last = -1
        while True:
            with self._database.read() as connection:
                rows = self._rows.select(
                    connection,
                    "vectors",
                    f"chunk, vector, {_OF_DOCUMENT}",
                    "embedder = ? AND chunk > ?",
                    (embedder, last),
                    f"ORDER BY chunk LIMIT {_BATCH}",
                )
            if not rows:
                return
            last = rows[-1]["chunk"]
            rows = [row for row in rows if row["document"] is not None]
            ids = [chunk_id(row["document"], part_of(row["chunk"])[1]) for row in rows]
            if ids:
                yield ids, document_rows.unpacked_vectors([row["vector"] for row in rows])

    def discard_others(self, embedder: str) -> bool:
        """Remove some thousands of the vectors by other embedders; returns whether any were found."""
        with self._database.write() as connection:
            condition, tail = "embedder <> ?", f"LIMIT {_DISCARDED}"
            rows = self._rows.select(connection, "vectors", "chunk, embedder", condition, (embedder,), tail)
            for row in rows:
                key = (row["chunk"], row["embedder"])
                self._rows.delete(connection, "vectors", "chunk = ? AND embedder = ?", key)
        return bool(rows)

    # --- Chroma's directories ----------------------------------------------------------------------------------------

    def live_directory(self, embedder: str) -> str | None:
        """Return the directory, relative to that of all vectors, that serves an embedder; None where there is none."""
        with self._database.read() as connection:
            found = self._rows.select(connection, "indexes", "directory", "embedder = ? AND live = 1", (embedder,))
        return found[0]["directory"] if found else None

    def new_directory(self, embedder: str, *, serving: bool = False) -> str:
        """Reserve a directory to build an index in; `serving`: it serves from the start, because none does."""
        scope = self._rows.scope
        directory = f"{hashed(scope.owner, scope.workspace)}/{hashed(embedder)}/{uuid.uuid4().hex[:8]}"
        with self._database.write() as connection:
            self._rows.insert(connection, "indexes", {"directory": directory, "embedder": embedder, "live": serving})
        return directory

    def serve_from(self, directory: str) -> None:
        """Let a directory serve from now on in place of the one that did, in one commit."""
        with self._database.write() as connection:
            embedder = self._rows.one(
                connection, "indexes", "embedder", "directory = ?", (directory,), "directory of vectors"
            )["embedder"]
            self._rows.update(connection, "indexes", {"live": 0}, "embedder = ?", (embedder,))
            self._rows.update(connection, "indexes", {"live": 1}, "directory = ?", (directory,))

    def retire(self, embedder: str) -> None:
        """Let no directory serve an embedder any more."""
        with self._database.write() as connection:
            self._rows.update(connection, "indexes", {"live": 0}, "embedder = ?", (embedder,))

    def served_embedders(self) -> list[str]:
        """List the embedders that have a directory."""
        with self._database.read() as connection:
            rows = self._rows.select(connection, "indexes", "DISTINCT embedder", "live = 1")
        return [row["embedder"] for row in rows]

    def retired_directories(self) -> list[str]:
        """List the directories that do not serve: left over, or still being built."""
        with self._database.read() as connection:
            return [row["directory"] for row in self._rows.select(connection, "indexes", "directory", "live = 0")]

    def forget_directory(self, directory: str) -> None:
        """Forget a directory that has been removed from the disk."""
        with self._database.write() as connection:
            self._rows.delete(connection, "indexes", "directory = ?", (directory,))
