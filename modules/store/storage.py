"""What a scope takes on the disk."""

from __future__ import annotations

from dataclasses import dataclass

from modules.store.database import Database
from modules.store.scoped import Scoped

VECTORS = "vectors"
"""The folder, inside the data folder, of every directory of vectors."""


@dataclass(frozen=True, slots=True)
class StorageUse:
    """What a scope takes on the disk, in bytes where not said otherwise.

    Attributes:
        documents, pages, chunks: how many.
        file_bytes: the uploaded files.
        index_bytes: Chroma's directories of this scope.
        database_bytes: the one database with texts, vectors and conversations of every scope of the data folder.
    """

    documents: int
    pages: int
    chunks: int
    file_bytes: int
    index_bytes: int
    database_bytes: int


def measure(database: Database, rows: Scoped) -> StorageUse:
    """Measure what a scope takes on the disk."""
    columns = "count(*), coalesce(sum(pages), 0), coalesce(sum(chunks), 0), coalesce(sum(size), 0)"
    with database.read() as connection:
        documents, pages, chunks, file_bytes = rows.select(connection, "documents", columns)[0]
        directories = rows.select(connection, "indexes", "directory")
        used, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    folders = [database.folder / VECTORS / row["directory"] for row in directories]
    index_bytes = sum(file.stat().st_size for folder in folders for file in folder.rglob("*") if file.is_file())
    return StorageUse(documents, pages, chunks, file_bytes, index_bytes, used * size)
