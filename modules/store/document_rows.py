"""What the stores do with the rows of documents inside a transaction: find, filter, index, bury."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modules.core.types import Document, DocumentState, Filter
from modules.store.lexical import IndexedRow, LexicalTable
from modules.store.page_rows import row_number, storable
from modules.store.redacting import redact
from modules.store.scoped import Row, Scoped

COLUMNS = "number, id, name, media_type, size, pages, chunks, state, added, notes, tags"
SHOWN = "hidden = 0"
"""Of a document that may be seen and searched: not the new version of one whose old version still answers."""


def document_from(row: Row) -> Document:
    """Return the document of a row with COLUMNS."""
    return Document(
        id=row["id"],
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        pages=row["pages"],
        chunks=row["chunks"],
        state=DocumentState(row["state"]),
        added=row["added"],
        notes=_strings(row["notes"]),
        tags=_strings(row["tags"]),
    )


def _strings(stored: str) -> tuple[str, ...]:
    """Return the strings of a JSON list; most are empty, and every search lists the documents."""
    return () if stored == "[]" else tuple(json.loads(stored))


def shown(connection: sqlite3.Connection, rows: Scoped, document_id: str) -> Row:
    """Return the row of a document that may be seen.

    Raises:
        NotFound: there is none with this id in this scope.
    """
    return rows.one(connection, "documents", COLUMNS, f"{SHOWN} AND id = ?", (document_id,), "document")


def unfinished(connection: sqlite3.Connection, rows: Scoped, document_id: str) -> Row:
    """Return the row of a document that is being read.

    Raises:
        NotFound: there is none with this id in this scope, or it is finished.
    """
    condition, values = "id = ? AND state = ?", (document_id, DocumentState.INDEXING)
    return rows.one(connection, "documents", COLUMNS, condition, values, "document")


def matching(connection: sqlite3.Connection, rows: Scoped, where: Filter) -> dict[int, str]:
    """Return number and id of the documents that pass a filter; its page range is not looked at."""
    condition, values = SHOWN, []
    if where.documents:
        condition += " AND id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(where.documents))
    if where.tags:
        condition += " AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value IN (SELECT value FROM json_each(?)))"
        values.append(json.dumps(where.tags))
    return {row["number"]: row["id"] for row in rows.select(connection, "documents", "number, id", condition, values)}


def scope_number(connection: sqlite3.Connection, rows: Scoped) -> int | None:
    """Return the scope's number; None before it has stored anything."""
    found = rows.select(connection, "scopes", "number")
    return found[0]["number"] if found else None


def lexical_table(
    connection: sqlite3.Connection, rows: Scoped, common: dict[str, int] | None = None
) -> LexicalTable | None:
    """Return the scope's full-text index (`common` as there); None before the scope has stored anything."""
    number = scope_number(connection, rows)
    return None if number is None else LexicalTable(connection, number, common)


def indexed_rows(
    connection: sqlite3.Connection, rows: Scoped, document: int, first: int, count: int, name: str
) -> list[IndexedRow]:
    """Return what the full-text index holds of a document's chunks from ordinal `first` on."""
    values = (row_number(document, first), row_number(document, first + count) - 1)
    found = rows.select(connection, "chunks", "id, text, section, header", "id BETWEEN ? AND ?", values)
    return [
        IndexedRow(row["id"], row["text"], " ".join(json.loads(row["section"])), name, row["header"]) for row in found
    ]


def bury(connection: sqlite3.Connection, rows: Scoped, document: Row) -> None:
    """Remove a document's row and its quotations in answers; note what is left to remove of it."""
    tombstone = {
        "number": document["number"],
        "document_id": document["id"],
        "name": document["name"],
        "chunks": document["chunks"],
    }
    rows.insert(connection, "tombstones", tombstone)
    rows.delete(connection, "documents", "number = ?", (document["number"],))
    rows.delete(connection, "uploads", "document_id = ? AND state = 'done'", (document["id"],))
    redact(connection, rows, document["id"])


def insert_vectors(
    connection: sqlite3.Connection, rows: Scoped, embedder: str, chunks: Sequence[int], vectors: NDArray[np.float32]
) -> None:
    """Store the vectors of chunks, given by their row numbers, as float16: the cosine changes by less than 0.001."""
    blobs: list[Any] = [vector.tobytes() for vector in vectors.astype("<f2")]
    columns = ("chunk", "embedder", "vector")
    values = ((chunk, embedder, blob) for chunk, blob in zip(chunks, blobs, strict=True))
    rows.insert_many(connection, "vectors", columns, values)


def unpacked_vectors(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """Return stored vectors as one float32 matrix; shape (0, 0) where there are none."""
    if not blobs:
        return np.empty((0, 0), np.float32)
    return np.frombuffer(b"".join(blobs), "<f2").reshape(len(blobs), -1).astype(np.float32)


def new_values(document: Document) -> dict[str, Any]:
    """Return the columns of a new document."""
    return {
        "id": document.id,
        "name": storable(document.name),
        "media_type": document.media_type,
        "size": document.size,
        "state": DocumentState.INDEXING,
        "added": document.added,
        "tags": json.dumps(document.tags),
    }
