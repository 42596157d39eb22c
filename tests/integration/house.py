"""A data folder and everything that works on it, as the composition root builds it, but with fakes for files."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from modules.adapters.vectors import ChromaIndex
from modules.core.types import Scope
from modules.services.indexes import Indexes
from modules.services.ingestion import IngestQueue
from modules.services.library import Library
from modules.store.database import Database

from .store_fakes import HashEmbedder, LineSplitter, PlainReader

MINE = Scope("ann", "legal")


@dataclass
class House:
    folder: Path
    embedder: HashEmbedder
    reader: PlainReader

    def open(self) -> None:
        self.database = Database(self.folder)
        self.indexes = Indexes(self.database, ChromaIndex)
        self.queue = IngestQueue(
            self.database,
            self.indexes,
            reader=self.reader,
            splitters={},
            splitter=LineSplitter(),
            embedder=lambda: self.embedder,
        )
        self.queue.start()

    def close(self) -> None:
        self.queue.stop()
        self.indexes.close()
        self.database.close()

    def library(self, scope: Scope = MINE) -> Library:
        return Library(
            self.database, scope, self.queue, self.indexes, render=lambda *_: b"png", max_file_bytes=1_000_000
        )

    def settle(self) -> None:
        """Wait until everything that was deleted is swept away."""
        until(lambda: not self.database_has("SELECT 1 FROM tombstones"))

    def database_has(self, statement: str) -> bool:
        with self.database.read() as connection:
            return connection.execute(statement).fetchone() is not None

    def on_disk(self, text: str) -> bool:
        """Whether any file holds the text. Another process looks: had this one opened and closed SQLite's files beside
        SQLite, it would have let go of SQLite's locks."""
        return subprocess.run(["grep", "-rqaF", text, self.folder], check=False).returncode == 0


def until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)
