"""Where the ingest workflow puts a document: the vector index, then one commit in the database."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from modules.core.types import Chunk, Document, DocumentState, Opened, Page
from modules.services.indexes import Indexes
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.embeddings import Embeddings
from modules.store.upload_rows import UploadRow


class IndexedShelf:
    """The `Shelf` of one upload.

    Args:
        database: where the document goes.
        indexes: where its vectors go first, so that a vector is never lacking there.
        upload: what it is made of.
        embedder: model id of the vectors.
    """

    def __init__(self, database: Database, indexes: Indexes, upload: UploadRow, embedder: str) -> None:
        self._documents = Documents(database, upload.scope)
        self._embeddings = Embeddings(database, upload.scope)
        self._indexes = indexes
        self._upload = upload
        self._embedder = embedder

    def begin(self, opened: Opened) -> None:
        """Make room for the document; out of sight where it takes the place of another."""
        upload = self._upload
        document = Document(
            id=upload.document_id,
            name=upload.name,
            media_type=opened.media_type,
            size=upload.size,
            pages=0,
            chunks=0,
            state=DocumentState.INDEXING,
            added=time.time(),
        )
        self._documents.begin(document, hidden=self._documents.has(upload.replaces))
        if not self._embeddings.current():
            self._embeddings.switch(self._embedder)

    def append(self, pages: Sequence[Page], chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Add pages and chunks; they are searchable from then on, unless the document is out of sight."""
        scope = self._upload.scope
        with self._indexes.writing(scope):
            if chunks:
                self._indexes.upsert(scope, self._embedder, [chunk.id for chunk in chunks], vectors)
            self._documents.append(self._upload.document_id, pages, chunks, vectors, self._embedder)

    def finish(self, notes: Sequence[str]) -> None:
        """Let the document stand, in one commit: the one that it replaces is gone, its upload is done."""
        upload = self._upload
        self._documents.finish(upload.document_id, notes, replaces=upload.replaces, upload=upload.id)
