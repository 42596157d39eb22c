"""Documents with their pages, chunks and full-text index: what one scope knows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import AssistantError
from modules.core.types import Chunk, Document, DocumentState, Page, Scope
from modules.store import document_rows, page_rows
from modules.store.database import Database
from modules.store.document_rows import COLUMNS, SHOWN, document_from
from modules.store.files import Files
from modules.store.page_rows import CHUNK_COLUMNS, PAGE_COLUMNS, row_number
from modules.store.scoped import missing
from modules.store.searching import Searching
from modules.store.storage import StorageUse, measure, taken
from modules.store.upload_rows import UploadState


class Documents(Searching):
    """The documents of one scope: looked at, searched (see `Searching`) and changed.

    Another scope's are not found, whatever id is asked for.

    Args:
        database: where they are kept.
        scope: whose they are.
    """

    def __init__(self, database: Database, scope: Scope) -> None:
        super().__init__(database, scope)
        self._files = Files(database.folder, scope.owner)

    def get(self, document_id: str) -> Document:
        """Return a document.

        Raises:
            NotFound: there is none with this id in this scope.
        """
        with self._database.read() as connection:
            return document_from(document_rows.shown(connection, self._rows, document_id))

    def page(self, document_id: str, number: int) -> Page:
        """Return a page with its text, boxes and blocks.

        Raises:
            NotFound: there is no such document, or it has no such page (yet).
        """
        with self._database.read() as connection:
            document = document_rows.shown(connection, self._rows, document_id)["number"]
            row = row_number(document, number) if 0 <= number < 1 << 20 else -1
            columns = ", ".join(PAGE_COLUMNS)
            return page_rows.page_from(self._rows.one(connection, "pages", columns, "id = ?", (row,), "page"))

    def pages(self, document_id: str) -> list[Page]:
        """Return all pages that are stored so far, in order.

        Raises:
            NotFound: there is no such document.
        """
        with self._database.read() as connection:
            document = document_rows.shown(connection, self._rows, document_id)["number"]
            whole = (row_number(document, 0), row_number(document + 1, 0) - 1)
            columns = ", ".join(PAGE_COLUMNS)
            rows = self._rows.select(connection, "pages", columns, "id BETWEEN ? AND ?", whole, "ORDER BY id")
        return [page_rows.page_from(row) for row in rows]

    def path(self, document_id: str) -> Path:
        """Return where the document's bytes are."""
        return self._files.path(self.get(document_id).id)

    def previews(self, document_id: str) -> Path:
        """Return the folder for pictures of the document's pages; it is removed with the document."""
        return self._files.previews(self.get(document_id).id)

    def has(self, document_id: str) -> bool:
        """Whether there is a document with this id."""
        with self._database.read() as connection:
            return bool(self._rows.select(connection, "documents", "1", f"{SHOWN} AND id = ?", (document_id,)))

    def storage(self) -> StorageUse:
        """Measure what this scope takes on the disk."""
        return measure(self._database, self._rows, self._files)

    def taken(self, document_id: str) -> int:
        """Return how many bytes of the disk a document takes: file, pictures, text and vectors."""
        with self._database.read() as connection:
            number = document_rows.shown(connection, self._rows, document_id)["number"]
            return taken(connection, self._rows, self._files, number, document_id)

    def rename(self, document_id: str, name: str) -> None:
        """Give a document another name; the words of the name are searched from then on.

        Raises:
            NotFound: there is no such document.
            AssistantError: the name is empty or another document has it.
        """
        name = page_rows.storable(name.strip())
        if not name:
            raise AssistantError("A document needs a name.", "Write one.")
        with self._database.write() as connection:
            document = document_rows.shown(connection, self._rows, document_id)
            if document["name"] == name:
                return
            table = document_rows.lexical_table(connection, self._rows)
            rows = document_rows.indexed_rows(
                connection, self._rows, document["number"], 0, document["chunks"], document["name"]
            )
            try:
                self._rows.update(connection, "documents", {"name": name}, "number = ?", (document["number"],))
            except sqlite3.IntegrityError as exc:
                raise AssistantError("Another document has this name.", "Choose a different one.") from exc
            if table is not None:
                table.remove(rows)
                table.add(row._replace(name=name) for row in rows)

    def set_tags(self, document_id: str, tags: Iterable[str]) -> None:
        """Set a document's labels: trimmed, without repetitions."""
        cleaned = dict.fromkeys(page_rows.storable(tag.strip()) for tag in tags)
        with self._database.write() as connection:
            document = document_rows.shown(connection, self._rows, document_id)["number"]
            changes = {"tags": json.dumps([tag for tag in cleaned if tag])}
            self._rows.update(connection, "documents", changes, "number = ?", (document,))

    def begin(self, document: Document, *, hidden: bool = False) -> None:
        """Store an empty document in state INDEXING.

        Args:
            document: its pages and chunks are counted as they come, whatever it says.
            hidden: it is the new version of another that goes on answering until `finish`.

        Raises:
            AssistantError: its name or its bytes are already here.
        """
        with self._database.write() as connection:
            self._open_scope(connection)
            try:
                self._rows.insert(connection, "documents", {**document_rows.new_values(document), "hidden": hidden})
            except sqlite3.IntegrityError as exc:
                raise AssistantError("A document with this name or these bytes is already here.") from exc

    def append(
        self,
        document_id: str,
        pages: Sequence[Page],
        chunks: Sequence[Chunk],
        vectors: NDArray[np.float32],
        embedder: str,
    ) -> None:
        """Add pages and chunks to a document in state INDEXING, in one commit; they can be found from then on.

        Args:
            document_id: which document.
            pages: in order, none that is already stored.
            chunks: in order, none that is already stored.
            vectors: unit vectors, shape (len(chunks), dimensions).
            embedder: model id of the vectors.

        Raises:
            NotFound: the document is gone, or is not in state INDEXING.
        """
        with self._database.write() as connection:
            document = document_rows.unfinished(connection, self._rows, document_id)
            number = document["number"]
            insert = self._rows.insert_many
            insert(connection, "pages", PAGE_COLUMNS, (page_rows.page_values(number, page) for page in pages))
            insert(connection, "chunks", CHUNK_COLUMNS, (page_rows.chunk_values(number, chunk) for chunk in chunks))
            rows = [row_number(number, chunk.ordinal) for chunk in chunks]
            document_rows.insert_vectors(connection, self._rows, embedder, rows, vectors)
            if rows and (table := document_rows.lexical_table(connection, self._rows)) is not None:
                table.add(
                    document_rows.indexed_rows(
                        connection, self._rows, number, chunks[0].ordinal, len(chunks), document["name"]
                    )
                )
            counts = {"pages": document["pages"] + len(pages), "chunks": document["chunks"] + len(chunks)}
            self._rows.update(connection, "documents", counts, "number = ?", (number,))

    def finish(self, document_id: str, notes: Sequence[str] = (), *, replaces: str = "", upload: str = "") -> None:
        """Make a document READY; in the same commit the one that it replaces goes and its upload is done.

        Raises:
            NotFound: the document is gone or not in state INDEXING, or the upload was cancelled; nothing is changed.
        """
        with self._database.write() as connection:
            number = document_rows.unfinished(connection, self._rows, document_id)["number"]
            if upload:
                done, reading = {"state": UploadState.DONE}, "id = ? AND state = ?"
                if not self._rows.update(connection, "uploads", done, reading, (upload, UploadState.READING)):
                    raise missing("upload")
            for old in self._rows.select(connection, "documents", COLUMNS, "id = ?", (replaces,)):
                document_rows.bury(connection, self._rows, old)
            notes = [page_rows.storable(note) for note in notes]
            changes = {"state": DocumentState.READY, "hidden": 0, "notes": json.dumps(notes)}
            self._rows.update(connection, "documents", changes, "number = ?", (number,))

    def abandon(self, document_id: str) -> None:
        """Remove a document that was not finished, if it is there."""
        with self._database.write() as connection:
            condition, values = "id = ? AND state = ?", (document_id, DocumentState.INDEXING)
            for document in self._rows.select(connection, "documents", COLUMNS, condition, values):
                document_rows.bury(connection, self._rows, document)

    def delete(self, document_id: str) -> None:
        """Remove a document in one commit. What it leaves on the disk is removed by the graveyard's sweep.

        Raises:
            NotFound: there is no such document.
        """
        with self._database.write() as connection:
            document_rows.bury(
                connection,
                self._rows,
                self._rows.one(connection, "documents", COLUMNS, "id = ?", (document_id,), "document"),
            )

    def _open_scope(self, connection: sqlite3.Connection) -> None:
        """Give the scope a number and a full-text index, the first time that something is stored in it."""
        if document_rows.scope_number(connection, self._rows) is None:
            self._rows.insert(connection, "scopes", {"embedder": ""})
        table = document_rows.lexical_table(connection, self._rows)
        if table is not None:
            table.create()
