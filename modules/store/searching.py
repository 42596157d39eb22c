"""What a search asks of one scope: which documents, which chunks, which words, which vectors."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from modules.core.ingesting import ID_DIGITS, chunk_id
from modules.core.types import ANYTHING, Chunk, Document, Filter, Scope
from modules.store import document_rows, page_rows
from modules.store.database import Database
from modules.store.document_rows import COLUMNS, SHOWN, document_from
from modules.store.page_rows import CHUNK_COLUMNS, part_of, row_number
from modules.store.schema import NUMBER_BITS
from modules.store.scoped import Row, Scoped

_ANSWERING = "(SELECT embedder FROM scopes WHERE owner = v.owner AND workspace = v.workspace)"
_GROWN = 0.2  # share by which there may be more chunks, or fewer, before common words are counted again


class Searching:
    """The searched side of one scope's documents. Another scope's are not found, whatever is asked for.

    Args:
        database: where they are kept.
        scope: whose they are.
        embedder: model id of the vectors that are given; by default of those that answer in the scope at that moment.
            A search that has embedded its question names it, because another may begin to answer meanwhile.
    """

    def __init__(self, database: Database, scope: Scope, embedder: str = "") -> None:
        self._database = database
        self._rows = Scoped(scope)
        self._embedder = embedder
        self._common: dict[str, int] = {}
        self._counted_among = 0.0

    def all(self) -> list[Document]:
        """List the documents, the latest first; those that are still being read among them."""
        with self._database.read() as connection:
            rows = self._rows.select(connection, "documents", COLUMNS, SHOWN, tail="ORDER BY added DESC, name")
        return [document_from(row) for row in rows]

    def matching(self, where: Filter) -> tuple[str, ...]:
        """Return the ids of the documents that pass a filter; its page range is not looked at."""
        with self._database.read() as connection:
            return tuple(document_rows.matching(connection, self._rows, where).values())

    def chunks(self, ids: Iterable[str]) -> dict[str, Chunk]:
        """Return the chunks with these ids; an id that is unknown here (or no id at all) is left out."""
        with self._database.read() as connection:
            wanted = self._wanted(connection, ids)
            condition = "id IN (SELECT value FROM json_each(?))"
            values = (json.dumps(list(wanted)),)
            rows = self._rows.select(connection, "chunks", ", ".join(CHUNK_COLUMNS), condition, values)
        found = {}
        for row in rows:
            one, document = wanted[row["id"]]
            found[one] = page_rows.chunk_from(row, one, document["id"], document["name"])
        return found

    def lexical(self, query: str, k: int, where: Filter = ANYTHING) -> list[tuple[str, float]]:
        """Return at most `k` chunk ids with their BM25 score (higher is better), best first. Any query is legal."""
        with self._database.read() as connection:
            documents = document_rows.matching(connection, self._rows, where)
            table = document_rows.lexical_table(connection, self._rows, self._common_words(connection))
            if table is None:
                return []
            rows = [(part_of(row), score) for row, score in table.search(query, k, list(documents), where.pages)]
            return [(chunk_id(documents[number], ordinal), score) for (number, ordinal), score in rows]

    def vectors(
        self, document_ids: Sequence[str], pages: tuple[int, int] | None = None
    ) -> tuple[list[str], NDArray[np.float32]]:
        """Return the chunk ids of some documents and their vectors, for an exact search.

        Args:
            document_ids: which documents; unknown ones are left out, and none means none.
            pages: first and last page, inclusive.

        Returns:
            ids, and a matrix of shape (len(ids), dimensions), of shape (0, 0) where there is nothing.
        """
        first, last = pages or (0, 1 << NUMBER_BITS)
        ids: list[str] = []
        blobs: list[bytes] = []
        with self._database.read() as connection:
            where = Filter(documents=tuple(document_ids))
            documents = document_rows.matching(connection, self._rows, where) if document_ids else {}
            for number, document_id in documents.items():
                condition = "v.chunk BETWEEN ? AND ? AND (SELECT page FROM chunks WHERE id = v.chunk) BETWEEN ? AND ?"
                bounds = (row_number(number, 0), row_number(number + 1, 0) - 1, first, last)
                rows = self._vectors(connection, condition, bounds)
                ids += [chunk_id(document_id, part_of(row["chunk"])[1]) for row in rows]
                blobs += [row["vector"] for row in rows]
        return ids, document_rows.unpacked_vectors(blobs)

    def vectors_of(self, ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of chunks by id; unknown ids are left out."""
        with self._database.read() as connection:
            wanted = self._wanted(connection, ids)
            condition = "v.chunk IN (SELECT value FROM json_each(?))"
            rows = self._vectors(connection, condition, (json.dumps(list(wanted)),))
        vectors = document_rows.unpacked_vectors([row["vector"] for row in rows])
        return {wanted[row["chunk"]][0]: vector for row, vector in zip(rows, vectors, strict=True)}

    def _common_words(self, connection: sqlite3.Connection) -> dict[str, int]:
        """Return in how many chunks common words are, counted when there were about as many chunks as there are now."""
        chunks = self._rows.select(connection, "documents", "total(chunks)")[0][0]
        if abs(chunks - self._counted_among) > _GROWN * self._counted_among:
            self._common, self._counted_among = {}, chunks
        return self._common

    def _vectors(self, connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> list[Row]:
        mine, whose = self._rows.condition("v")
        embedder = "?" if self._embedder else _ANSWERING
        given = (self._embedder,) if self._embedder else ()
        statement = f"SELECT chunk, vector FROM vectors v WHERE {mine} AND v.embedder = {embedder} AND {condition}"  # noqa: S608
        return connection.execute(statement, (*whose, *given, *values)).fetchall()

    def _wanted(self, connection: sqlite3.Connection, ids: Iterable[str]) -> dict[int, tuple[str, Row]]:
        """Return, by row number, the chunk ids that can be and the rows of their documents."""
        parts = [(one, *one.partition("-")[::2]) for one in ids]
        prefixes = json.dumps(list({prefix for _, prefix, _ in parts if len(prefix) == ID_DIGITS}))
        condition = f"{SHOWN} AND substr(id, 1, {ID_DIGITS}) IN (SELECT value FROM json_each(?))"  # noqa: S608
        rows = self._rows.select(connection, "documents", "number, id, name, chunks", condition, (prefixes,))
        documents = {row["id"][:ID_DIGITS]: row for row in rows}
        wanted: dict[int, tuple[str, Row]] = {}
        for one, prefix, ordinal in parts:
            document = documents.get(prefix)
            if document is not None and ordinal.isascii() and ordinal.isdigit() and int(ordinal) < document["chunks"]:
                wanted[row_number(document["number"], int(ordinal))] = (one, document)
        return wanted
