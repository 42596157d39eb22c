"""The one SQLite database of a data folder, and the lock that keeps a second process out of that folder."""

from __future__ import annotations

import fcntl
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from modules.core.errors import StoreCorrupt, StoreError, StoreLocked
from modules.store.files import DISK_FULL, FILES, NOT_WRITABLE, PREVIEWS, VECTORS
from modules.store.schema import MIGRATIONS

FILE_NAME = "vouch.sqlite3"
_IDLE_READERS = 8
_BUSY_SECONDS = 30.0
_PAGES_AT_ONCE = 2_000  # 8 MB: some 20 ms of holding the writer
# A vacuum or a checkpoint that waits longer than this for readers is left to the next one.
_SCRUB_BUSY_MS = 2_000


class Database:
    """Connections to `folder`/vouch.sqlite3, for any thread. One writer at a time, readers beside it (WAL).

    Rows that are deleted are overwritten with zeros (`secure_delete`); `scrub` and `vacuum` see to what this leaves. A
    commit survives the death of the process at any moment; after a power cut the last
    commits may be missing, but the database is whole (`synchronous = NORMAL`).

    Args:
        folder: created if need be; one process at a time may have it open.

    Attributes:
        soiled: deleted rows may have left copies in the file, until the next `vacuum`; also after a restart.

    Raises:
        StoreLocked: another process has the folder open.
        StoreCorrupt: the file is no database, or one of a newer Vouch.
        StoreError: the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock_file = _lock(folder / "lock")
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue(_IDLE_READERS)
        self._writing = threading.Lock()
        self._closed = False
        self._written = time.monotonic()
        try:
            _keep_private(folder)
            self._writer = self._connect()
            with _translated():
                _migrate(self._writer)
                self.soiled = bool(self._writer.execute("PRAGMA application_id").fetchone()[0])
        except BaseException:
            os.close(self._lock_file)
            raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose statements all see the same commit. Do not keep it beyond the block."""
        connection = self._borrow()
        try:
            with _translated():
                connection.execute("BEGIN")
                yield connection
        finally:
            if connection.in_transaction:
                connection.rollback()
            self._give_back(connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give the writing connection in a transaction: committed at the end of the block, undone by an exception.

        Not to be nested: a second `write` in the same thread waits for ever.
        """
        with self._writing, _translated():
            connection = self._writer
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self._written = time.monotonic()

    @property
    def quiet_seconds(self) -> float:
        """For how long nobody has written."""
        return time.monotonic() - self._written

    def scrub(self) -> bool:
        """Empty the write-ahead log of what deleted rows said. Quick.

        Copies that SQLite left of rows when it moved them between its pages are not reached: `vacuum` is owed from then
        on (see `soiled`).

        Returns:
            whether the log is empty; a reader that holds on to an old commit can prevent it.
        """
        with self._writing, _translated():
            self._note(soiled=True)
        return self.checkpoint()

    def shrink(self) -> bool:
        """Give a few MB of what deleted rows took back to the disk; returns whether there is more."""
        with self._writing, _translated():
            before = self._free_pages()
            # `execute` would stop after the first page: the statement has a row for each, without columns.
            self._writer.executescript(f"PRAGMA incremental_vacuum({_PAGES_AT_ONCE})")
            return 0 < self._free_pages() < before

    def vacuum(self) -> bool:
        """Write the database anew, without any trace of what was deleted: about half a second for 100 MB.

        Readers go on meanwhile, writers wait: something for a quiet moment (see `quiet_seconds`).

        Returns:
            whether the log is empty, as `scrub` does.
        """
        with self._writing, _translated():
            self._writer.execute("VACUUM")
            self._note(soiled=False)
        if self.checkpoint():
            return True
        with self._writing, _translated():
            self._note(soiled=True)
        return False

    def checkpoint(self) -> bool:
        """Bring the write-ahead log home and empty it; returns whether that could be done now."""
        with self._writing, _translated():
            self._writer.execute(f"PRAGMA busy_timeout = {_SCRUB_BUSY_MS}")
            try:
                busy: int = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                self._writer.execute(f"PRAGMA busy_timeout = {round(_BUSY_SECONDS * 1000)}")
        return not busy

    def close(self) -> None:
        """Close every connection and let the next process in. Safe to call twice."""
        with self._writing:
            if self._closed:
                return
            self._closed = True
            with suppress(queue.Empty):
                while True:
                    self._readers.get_nowait().close()
            self._writer.close()
            os.close(self._lock_file)

    def _free_pages(self) -> int:
        free: int = self._writer.execute("PRAGMA freelist_count").fetchone()[0]
        return free

    def _note(self, *, soiled: bool) -> None:
        """Note in the file's header, where SQLite leaves programs a number of their own, whether a vacuum is owed."""
        if soiled != self.soiled:
            self._writer.execute(f"PRAGMA application_id = {soiled:d}")
            self.soiled = soiled

    def _borrow(self) -> sqlite3.Connection:
        try:
            return self._readers.get_nowait()
        except queue.Empty:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
            return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        try:
            if self._closed:
                raise queue.Full
            self._readers.put_nowait(connection)
        except queue.Full:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        with _translated():
            connection = sqlite3.connect(
                self.folder / FILE_NAME, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                _configure(connection)
            except BaseException:
                connection.close()
                raise
        return connection


def _configure(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    for setting in (
        "auto_vacuum = INCREMENTAL",  # only heeded before the first table
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "secure_delete = ON",
        "foreign_keys = ON",
        "temp_store = FILE",  # a vacuum's copy of everything is not to be held in memory
        "cache_size = -16384",
        "mmap_size = 268435456",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()


def _migrate(connection: sqlite3.Connection) -> None:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StoreCorrupt(
            "This data folder was written by a newer version of Vouch.", "Update Vouch, or choose another data folder."
        )
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;\n{statements}\nPRAGMA user_version = {number};\nCOMMIT;")


@contextmanager
def _translated() -> Iterator[None]:
    """Raise a StoreError for what SQLite says of a damaged file or of its disk; its other errors are bugs and pass."""
    try:
        yield
    except sqlite3.DatabaseError as exc:
        name = getattr(exc, "sqlite_errorname", "")
        if name == "SQLITE_FULL":
            raise StoreError(*DISK_FULL) from exc
        if name.startswith(("SQLITE_IOERR", "SQLITE_READONLY")):
            raise StoreError(*NOT_WRITABLE) from exc
        if name not in ("SQLITE_CORRUPT", "SQLITE_CORRUPT_VTAB", "SQLITE_NOTADB"):
            raise
        raise StoreCorrupt(
            "The database in the data folder is damaged.",
            f"Put a backup of {FILE_NAME} in its place, or move the data folder away and upload the documents again.",
        ) from exc


def _keep_private(folder: Path) -> None:
    """Let no other user of the machine read what is kept; the folder itself may be one that others enter."""
    try:
        os.close(os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o600))
        for name in (FILES, PREVIEWS, VECTORS):
            (folder / name).mkdir(exist_ok=True)
    except OSError as exc:
        raise StoreError(*NOT_WRITABLE) from exc
    with suppress(OSError):  # another user's folder, or a file system without modes
        for name in (FILES, PREVIEWS, VECTORS):
            (folder / name).chmod(0o700)
        for name in (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
            (folder / name).chmod(0o600)


def _lock(path: Path) -> int:
    """Take the folder's lock: the operating system lets it go when the process ends, however it ends."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as exc:
        raise StoreError(*NOT_WRITABLE) from exc
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        holder = os.read(descriptor, 20).decode("ascii", "ignore").strip()
        os.close(descriptor)
        raise StoreLocked(
            f"Another Vouch{f' (process {holder})' if holder else ''} is using this data folder.",
            "Use the one that is running, stop it first, or set VOUCH_RUNTIME to another folder.",
        ) from exc
    with suppress(OSError):  # a full disk: the number is only for the message above
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode("ascii"))
    return descriptor
