"""What a scope takes on the disk, and one document of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from modules.store.database import Database
from modules.store.files import FILES, PREVIEWS, VECTORS, Files
from modules.store.page_rows import row_number
from modules.store.scoped import Scoped

# Columns of a document's rows that count; the full-text index and the vectors' graph belong to all documents together.
_HELD = {
    "pages": ("id", "length(CAST(text AS BLOB)) + length(blocks) + coalesce(length(boxes), 0)"),
    "chunks": ("id", "length(CAST(text AS BLOB)) + length(CAST(section AS BLOB))"),
    "vectors": ("chunk", "length(vector)"),
}


@dataclass(frozen=True, slots=True)
class StorageUse:
    """What a scope takes on the disk, in bytes where not said otherwise.

    Attributes:
        documents, pages, chunks: how many.
        file_bytes: the uploaded files.
        preview_bytes: the pictures of their pages.
        index_bytes: Chroma's directories of this scope.
        shared_bytes: what every scope of the data folder shares: the database with its log, and the models' weights.
    """

    documents: int
    pages: int
    chunks: int
    file_bytes: int
    preview_bytes: int
    index_bytes: int
    shared_bytes: int


def measure(database: Database, rows: Scoped, files: Files) -> StorageUse:
    """Measure what a scope takes on the disk."""
    with database.read() as connection:
        documents = rows.select(connection, "documents", "id, pages, chunks, size")
        directories = rows.select(connection, "indexes", "directory")
    own = (FILES, PREVIEWS, VECTORS)
    return StorageUse(
        documents=len(documents),
        pages=sum(row["pages"] for row in documents),
        chunks=sum(row["chunks"] for row in documents),
        file_bytes=sum(row["size"] for row in documents),
        preview_bytes=sum(_bytes(files.previews(row["id"])) for row in documents),
        index_bytes=sum(_bytes(database.folder / VECTORS / row["directory"]) for row in directories),
        shared_bytes=sum(_bytes(entry) for entry in database.folder.iterdir() if entry.name not in own),
    )


def taken(connection: sqlite3.Connection, rows: Scoped, files: Files, document: int, document_id: str) -> int:
    """Return the bytes of a document's file, pictures, text and vectors."""
    everything = (row_number(document, 0), row_number(document + 1, 0) - 1)
    held: int = sum(
        rows.select(connection, table, f"coalesce(sum({size}), 0)", f"{key} BETWEEN ? AND ?", everything)[0][0]
        for table, (key, size) in _HELD.items()
    )
    return held + _bytes(files.path(document_id)) + _bytes(files.previews(document_id))


def _bytes(place: Path) -> int:
    """Return the size of a file, or of all files in a folder; 0 for what is not there, or goes meanwhile."""
    total = 0
    for file in (place, *place.rglob("*")):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except FileNotFoundError:
            continue
    return total
