"""What the pages do with documents: one scope's files from upload to deletion."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from modules.core.errors import Encrypted, NotFound
from modules.core.types import Document, DocumentState, Page, Progress, Scope
from modules.services.indexes import Indexes, ServedIndex
from modules.services.ingestion import IngestQueue
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.embeddings import Embeddings
from modules.store.searching import Searching
from modules.store.storage import StorageUse
from modules.store.upload_rows import Choice, UploadRow, UploadState
from modules.store.uploads import Uploads

__all__ = ["Library", "StorageUse", "Upload", "UploadState"]

Render = Callable[[Path, str, int, int, str], bytes]
"""Draws a page: file, media type, page number, width in pixels, password of the file or ""; returns a PNG."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file as the page shows it.

    Attributes:
        id: for the verbs of `Library`.
        name: the file's, or a new one where both were kept.
        state: a string: "queued", "reading", "waiting", "failed", "cancelled" or "done".
        progress: pages done of all pages, and in words what is being done; empty unless it is being read.
        seconds_left: None where it cannot be said.
        document_id: the document that it is or will be; None where the file was refused at once.
        message, hint: why it failed or waits, and what to do.
        needs: what a waiting one waits for: "choice" (`Library.resolve`) or "password" (`Library.retry`); "retry" where
            another attempt at a failed one may go better.
    """

    id: str
    name: str
    state: UploadState
    progress: Progress
    seconds_left: float | None
    document_id: str | None
    message: str
    hint: str
    needs: Literal["", "choice", "password", "retry"] = ""


def _keep(drawn: bytes, place: Path) -> None:
    """Write a picture to its place, whole or not at all; where there is no room, it is drawn again the next time."""
    unfinished = place.with_suffix(f".{threading.get_ident()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(drawn)
        unfinished.replace(place)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


class Library:
    """The documents and uploads of one scope. Ids of another scope's are not found (NotFound), whatever the verb.

    Args:
        database: where documents and uploads are kept.
        scope: whose they are.
        queue: the workers that read what is added.
        indexes: the vectors.
        render: draws pages.
        max_file_bytes: what a file may have.
    """

    def __init__(
        self,
        database: Database,
        scope: Scope,
        queue: IngestQueue,
        indexes: Indexes,
        *,
        render: Render,
        max_file_bytes: int,
    ) -> None:
        self.store = Documents(database, scope)
        self._database = database
        self._uploads = Uploads(database, scope)
        self._embeddings = Embeddings(database, scope)
        self._scope = scope
        self._queue = queue
        self._indexes = indexes
        self._render = render
        self._max_file_bytes = max_file_bytes

    # --- Documents ---------------------------------------------------------------------------------------------------

    def documents(self) -> list[Document]:
        """List the documents, the latest first; those that are still being read among them."""
        return self.store.all()

    def unread(self) -> tuple[str, ...]:
        """Return the names of the documents that are still being read."""
        return tuple(one.name for one in self.documents() if one.state is DocumentState.INDEXING)

    def document(self, document_id: str) -> Document:
        """Return a document."""
        return self.store.get(document_id)

    def page(self, document_id: str, number: int) -> Page:
        """Return a page with its text, boxes and blocks."""
        return self.store.page(document_id, number)

    def pages(self, document_id: str) -> list[Page]:
        """Return all pages that have been read, in order."""
        return self.store.pages(document_id)

    def file(self, document_id: str) -> Path:
        """Return where the uploaded bytes are."""
        return self.store.path(document_id)

    def page_image(self, document_id: str, number: int, *, width: int = 900) -> bytes:
        """Return a page of a PDF, or an image, as PNG; drawn once and kept until the document is deleted.

        Of a file with a password nothing is kept, and it is drawn only while the process that read it lives.

        Raises:
            DocumentError: it cannot be drawn.
            NotFound: there is no such document or page.
        """
        document = self.store.get(document_id)
        self.store.page(document_id, number)
        kept = self.store.previews(document_id) / f"{number}-{width}.png"
        if kept.is_file():
            return kept.read_bytes()
        password = self._queue.password(self._scope, document_id)
        try:
            drawn = self._render(self.store.path(document_id), document.media_type, number, width, password)
        except Encrypted as exc:
            raise Encrypted(
                "The file needs a password, and Vouch forgets passwords when it is closed.",
                "Delete the document and add it again to see its pages.",
            ) from exc
        if not password:
            _keep(drawn, kept)
        if not self.store.has(document_id):  # deleted meanwhile: the sweep may have come before the picture
            self._queue.tidy(self._scope)
        return drawn

    def rename(self, document_id: str, name: str) -> None:
        """Give a document another name, one that no other has."""
        self.store.rename(document_id, name)

    def set_tags(self, document_id: str, tags: Iterable[str]) -> None:
        """Set a document's labels."""
        self.store.set_tags(document_id, tags)

    def delete(self, document_id: str) -> None:
        """Delete a document: found no more from now on; file, text, vectors and pictures leave the disk soon after."""
        self.store.get(document_id)
        for upload_id in self._uploads.reading(document_id):
            self.cancel(upload_id)
        with suppress(NotFound):  # the worker may have been quicker to put a half-read one away
            self.store.delete(document_id)
        self._queue.forget_password(self._scope, document_id)
        self._queue.wake()

    def storage(self) -> StorageUse:
        """Measure what this scope takes on the disk."""
        return self.store.storage()

    def taken(self, document_id: str) -> int:
        """Return how many bytes of the disk a document takes: file, pictures, text and vectors."""
        return self.store.taken(document_id)

    # --- Uploads -----------------------------------------------------------------------------------------------------

    def add(self, name: str, source: BinaryIO) -> Upload:
        """Take a file in: written to the disk at once, read by a worker soon after.

        Never raises for what is wrong with the file: the upload says it. Bytes that are here already are "done" with a
        message; a name that another document has makes it "waiting" for `resolve`.
        """
        row = self._uploads.add(name, source, self._max_file_bytes)
        self._queue.wake()
        return self._shown(row)

    def uploads(self) -> list[Upload]:
        """List the uploads that were not dismissed, the oldest first."""
        return [self._shown(row) for row in self._uploads.all()]

    def resolve(self, upload_id: str, choice: Choice) -> Upload:
        """Say what shall become of a file whose name is taken: "replace" or "keep both"."""
        row = self._uploads.resolve(upload_id, choice)
        self._queue.wake()
        return self._shown(row)

    def retry(self, upload_id: str, password: str = "") -> Upload:
        """Read a failed file again, or an encrypted one with its password."""
        row = self._uploads.get(upload_id)
        if password:
            self._queue.unlock(upload_id, password)
        row = self._uploads.retry(upload_id)
        if row.state not in (UploadState.QUEUED, UploadState.READING, UploadState.WAITING):
            self._queue.lock(upload_id)
        self._queue.wake()
        return self._shown(row)

    def cancel(self, upload_id: str) -> Upload:
        """Give up a file that is not finished: nothing of it is found from now on, the worker stops within a second."""
        row = self._uploads.cancel(upload_id)
        self._queue.cancel(upload_id)
        self._queue.tidy(self._scope)
        return self._shown(row)

    def dismiss(self, upload_id: str) -> None:
        """Take a file that is finished, failed, cancelled or waiting off the list."""
        self._uploads.dismiss(upload_id)
        if all(one.id != upload_id for one in self._uploads.all()):
            self._queue.lock(upload_id)
        self._queue.tidy(self._scope)

    # --- Vectors -----------------------------------------------------------------------------------------------------

    def searched(self, embedder: str) -> Searching:
        """Return the passages for a search that embeds its questions with this embedder (a model id)."""
        return Searching(self._database, self._scope, embedder)

    def index(self) -> ServedIndex:
        """Return the vectors that answer now, and the model id of the embedder that questions must be embedded with."""
        return ServedIndex(self._indexes, self._scope, self._embeddings.current())

    def reindexing(self) -> Progress | None:
        """Return how far the documents are embedded again by another model; None where they need not be."""
        return self._queue.reindexing(self._scope)

    def _shown(self, row: UploadRow) -> Upload:
        under_way = self._queue.in_hand(row.id) if row.state == UploadState.READING else None
        return Upload(
            id=row.id,
            name=row.name,
            state=row.state,
            progress=under_way.progress if under_way else Progress(0, 0, ""),
            seconds_left=under_way.seconds_left if under_way else None,
            document_id=row.document_id or None,
            message=row.message,
            hint=row.hint,
            needs=row.needs,
        )
