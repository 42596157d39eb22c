"""The workers behind every upload: they read, embed and store files, sweep up after deletions, and re-index."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import AssistantError, Encrypted
from modules.core.ingesting import Cancelled, File, PatientReader, ingest
from modules.core.jobs import where
from modules.core.types import Embedder, Progress, Scope, Splitter
from modules.services.embedding import EmbeddingTurns
from modules.services.indexes import Indexes
from modules.services.shelf import IndexedShelf
from modules.services.upkeep import Upkeep
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.files import Files
from modules.store.upload_queue import UploadQueue
from modules.store.upload_rows import UploadRow
from modules.store.uploads import Uploads

WORKERS = 3
FILES_OF_ONE_SCOPE = 2  # so that a scope with a hundred files leaves a worker to the others
_NICENESS = 10
_PAUSE_AFTER_A_PROBLEM = 5.0
_OPENING = Progress(0, 0, "Opening the file")
_CLOSING_SECONDS = 10.0
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class UnderWay:
    """A file that a worker has in hand."""

    upload: UploadRow
    started: float
    progress: Progress = _OPENING
    cancelled: bool = False

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes if it goes on like this; None before the first page."""
        if not self.progress.done:
            return None
        elapsed = time.monotonic() - self.started
        return elapsed / self.progress.done * (self.progress.total - self.progress.done)


class IngestQueue:
    """Reads and indexes the uploads of every scope in worker threads, fairly; sweeps and re-indexes in one more.

    What a killed process left half done is cleaned up on construction and done again after `start`.

    Args:
        database: where uploads wait and documents go.
        indexes: where vectors go.
        reader: reads files; used by several threads at once.
        splitters: by workspace; `splitter` for the others.
        embedder: the one whose vectors shall answer, made when first needed, in a worker thread: threads that it starts
            inherit the low priority. Documents embedded by another one are embedded again.
    """

    def __init__(
        self,
        database: Database,
        indexes: Indexes,
        *,
        reader: PatientReader,
        splitters: Mapping[str, Splitter],
        splitter: Splitter,
        embedder: Callable[[], Embedder],
    ) -> None:
        self._database = database
        self._indexes = indexes
        self._reader = reader
        self._splitters = splitters
        self._splitter = splitter
        self._uploads = UploadQueue(database)
        self._wakeup = threading.Condition()
        self._upkeep_due = threading.Event()
        self._in_hand: dict[str, UnderWay] = {}
        self._passwords: dict[str, str] = {}  # by upload, until it has been read
        self._opened_with: dict[tuple[Scope, str], str] = {}  # by scope and document, as long as this process lives
        self._served: dict[Scope, int] = {}
        self._stopping = False
        self._threads: list[threading.Thread] = []
        self._embedding = EmbeddingTurns(embedder)
        self._upkeep = Upkeep(database, indexes, self._embedding)
        self.on_taken_in: Callable[[Scope], None] = lambda _: None
        """Called in a worker after each file of a scope, when it is ready or refused; may take long."""
        indexes.on_doubt = self.wake
        self._uploads.recover()

    def start(self) -> None:
        """Begin to work."""
        for number in range(WORKERS):
            self._threads.append(threading.Thread(target=self._work, name=f"ingest-{number}", daemon=True))
        self._threads.append(threading.Thread(target=self._keep_up, name="upkeep", daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let go of what is in hand (it is done again after the next start) and wait for the workers to end."""
        self._stopping = True
        self.wake()
        for thread in self._threads:
            thread.join(_CLOSING_SECONDS)

    def wake(self) -> None:
        """Tell the workers that there is something new to do."""
        with self._wakeup:
            self._wakeup.notify_all()
        self._upkeep_due.set()

    def use(self, embedder: Callable[[], Embedder]) -> None:
        """Let another embedder's vectors answer: every document is embedded again, the old vectors answer meanwhile."""
        self._embedding.exchange(embedder)
        self._upkeep.look_again()
        self.wake()

    def in_hand(self, upload_id: str) -> UnderWay | None:
        """Return what a worker has done of a file; None where none has it in hand."""
        return self._in_hand.get(upload_id)

    def cancel(self, upload_id: str) -> None:
        """Make the worker that has this file in hand, if any, put it down within a second."""
        with self._wakeup:  # not between the worker's taking the file and its saying so
            under_way = self._in_hand.get(upload_id)
        if under_way is not None:
            under_way.cancelled = True
        self.lock(upload_id)
        self.wake()

    def tidy(self, scope: Scope) -> None:
        """Have files removed that are no longer needed."""
        self._upkeep.tidy(scope.owner)
        self.wake()

    def unlock(self, upload_id: str, password: str) -> None:
        """Remember a file's password in memory only, for reading it and then for drawing its pages."""
        self._passwords[upload_id] = password
        self.wake()

    def lock(self, upload_id: str) -> None:
        """Forget the password of a file that will not be read."""
        self._passwords.pop(upload_id, None)

    def password(self, scope: Scope, document_id: str) -> str:
        """Return the password that opened a document since this process began, "" where there was none."""
        return self._opened_with.get((scope, document_id), "")

    def forget_password(self, scope: Scope, document_id: str) -> None:
        """Forget what opened a document that is being deleted."""
        self._opened_with.pop((scope, document_id), None)

    def reindexing(self, scope: Scope) -> Progress | None:
        """Return how far a scope's documents are embedded again; None where they need not be."""
        return self._upkeep.reindexing(scope)

    # --- Reading -----------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        _yield_to_others()
        while not self._stopping:
            try:
                self._serve_next()
            except Exception as exc:  # noqa: BLE001 - the boundary of a worker: a disk that is full now need not stay so
                self._pause(exc)

    def _pause(self, problem: Exception) -> None:
        _log.error("ingest worker: %s", where(problem))
        with self._wakeup:
            self._wakeup.wait(_PAUSE_AFTER_A_PROBLEM)

    def _serve_next(self) -> None:
        under_way = self._next()
        if under_way is None:
            return
        try:
            self._take_in(under_way)
        finally:
            with self._wakeup:
                del self._in_hand[under_way.upload.id]
            self.wake()  # a place is free, and there may be something to sweep up
        self.on_taken_in(under_way.upload.scope)

    def _next(self) -> UnderWay | None:
        """Wait for a file to read; None when it is time to stop."""
        with self._wakeup:
            while not self._stopping:
                busy = Counter(one.upload.scope for one in self._in_hand.values())
                full = {scope for scope, files in busy.items() if files >= FILES_OF_ONE_SCOPE}
                documents = {(one.upload.scope, one.upload.document_id) for one in self._in_hand.values()}
                upload = self._uploads.claim(full, self._served, documents)
                if upload is not None:
                    self._served[upload.scope] = max(self._served.values(), default=0) + 1
                    under_way = self._in_hand[upload.id] = UnderWay(upload, time.monotonic())
                    return under_way
                self._wakeup.wait()
        return None

    def _take_in(self, under_way: UnderWay) -> None:
        upload = under_way.upload
        uploads = Uploads(self._database, upload.scope)
        try:
            self._ingest(under_way)
        except Cancelled:
            _log.info("upload %s put down", upload.id)
        except Encrypted as problem:
            self._insist(partial(uploads.ask_for_password, upload.id, problem))
        except AssistantError as problem:
            _log.info("upload %s refused: %s", upload.id, type(problem).__name__)
            self._insist(partial(uploads.fail, upload.id, problem))
        except Exception as exc:  # noqa: BLE001 - the boundary of a worker: one file must not end it
            _log.error("upload %s failed: %s", upload.id, where(exc))
            ours = AssistantError("Something went wrong inside Vouch.", "Try again.")
            self._insist(partial(uploads.fail, upload.id, ours))
        finally:
            if not self._stopping:  # else the next start does it, and reads the file again
                self._insist(partial(Documents(self._database, upload.scope).abandon, upload.document_id))

    def _insist(self, note: Callable[[], None]) -> None:
        """Note what became of a file, if need be once the disk has room again: else it would seem read for ever."""
        while True:
            try:
                return note()
            except Exception as exc:  # noqa: BLE001 - as in `_work`
                if self._stopping:
                    return None
                self._pause(exc)

    def _ingest(self, under_way: UnderWay) -> None:
        upload = under_way.upload
        embedder = self._embedding.current()
        path = Files(self._database.folder, upload.scope.owner).path(upload.document_id)
        password = self._passwords.pop(upload.id, "")

        def check() -> None:
            if under_way.cancelled or self._stopping:
                raise Cancelled

        def embed(texts: Sequence[str]) -> NDArray[np.float32]:
            return self._embedding.embed(embedder, texts)

        for progress in ingest(
            File(path, upload.document_id, upload.name, password),
            reader=self._reader,
            splitter=self._splitters.get(upload.scope.workspace, self._splitter),
            embed=embed,
            shelf=IndexedShelf(self._database, self._indexes, upload, embedder.model_id),
            check=check,
        ):
            under_way.progress = progress
            if password:  # before the document is whole: its pages may be looked at from then on
                self._opened_with[upload.scope, upload.document_id] = password
        milliseconds = 1000 * (time.monotonic() - under_way.started)
        _log.info("upload %s ready: %d pages in %.0f ms", upload.id, under_way.progress.total, milliseconds)
        self._upkeep.added(upload.scope, embedder.model_id)

    def _keep_up(self) -> None:
        _yield_to_others()
        while not self._stopping:
            self._upkeep_due.clear()
            pause = self._upkeep.work(lambda: self._stopping)
            with self._wakeup:
                self._wakeup.notify_all()  # what was deleted is swept away: the same bytes may come again
            self._upkeep_due.wait(pause)


def _yield_to_others() -> None:
    """Lower the calling thread's priority, where threads have one (Linux): visitors and the chat model come first."""
    if sys.platform == "linux":
        os.nice(_NICENESS)  # of this thread alone, and relative to what the process was given
