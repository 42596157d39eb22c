"""The queue of files that wait to be read, with what became of each."""

from __future__ import annotations

import sqlite3
import time
import uuid
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from modules.core.errors import AssistantError, DocumentError, Malformed, NoText, Unsupported
from modules.core.types import DocumentState, Scope
from modules.store.database import Database
from modules.store.files import Files
from modules.store.page_rows import storable
from modules.store.scoped import Row, Scoped
from modules.store.upload_rows import COLUMNS, OPEN, Choice, UploadRow, UploadState, upload_from

_LONGEST_NAME = 180


class Uploads:
    """The uploaded files of one scope. Another scope's are not found, whatever id is asked for.

    Args:
        database: where they are kept.
        scope: whose they are.
    """

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database = database
        self._rows = Scoped(scope)
        self._files = Files(database.folder, scope.owner)

    def all(self) -> list[UploadRow]:
        """List the uploads, the oldest first."""
        with self._database.read() as connection:
            rows = self._rows.select(connection, "uploads", COLUMNS, tail="ORDER BY added, rowid")
        return [upload_from(row) for row in rows]

    def get(self, upload_id: str) -> UploadRow:
        """Return an upload.

        Raises:
            NotFound: there is none with this id in this scope.
        """
        with self._database.read() as connection:
            return upload_from(self._one(connection, upload_id))

    def add(self, name: str, source: BinaryIO, max_bytes: int) -> UploadRow:
        """Write a file to the disk and queue it.

        Bytes that are already here, or on their way, are not queued again; a file whose name is taken waits for the
        visitor's choice; one that is empty or too large is kept as failed, without its bytes.
        """
        name = _file_name(name)
        try:
            spooled, document_id, size = self._files.spool(source, max_bytes)
            if not size:
                spooled.unlink()
                raise DocumentError("The file is empty.", "Check that it was saved, then upload it again.")
        except DocumentError as refusal:
            return self._refused(name, refusal)
        try:
            with self._database.write() as connection:
                return self._queued(connection, name, spooled, document_id, size)
        finally:
            spooled.unlink(missing_ok=True)  # where it was not needed, or there was no room for its row

    def resolve(self, upload_id: str, choice: Choice) -> UploadRow:
        """Answer what shall become of a file whose name is taken.

        Args:
            upload_id: which file.
            choice: "replace" the document of that name once the new one is ready, or "keep both" under different names.
        """
        with self._database.write() as connection:
            upload = upload_from(self._one(connection, upload_id))
            if upload.needs == "choice":
                changes = {"state": UploadState.QUEUED, "needs": "", "message": "", "hint": ""}
                if choice == "replace":
                    changes["replaces"] = self._holder(connection, upload.name, upload.id)
                else:
                    changes["name"] = self._free_name(connection, upload.name)
                self._rows.update(connection, "uploads", changes, "id = ?", (upload_id,))
        return self.get(upload_id)

    def retry(self, upload_id: str) -> UploadRow:
        """Queue a failed file, or one that waited for its password, again."""
        with self._database.write() as connection:
            upload = upload_from(self._one(connection, upload_id))
            failed = upload.state == UploadState.FAILED and upload.document_id
            if failed or upload.needs == "password":
                changes = {"state": UploadState.QUEUED, "needs": "", "message": "", "hint": ""}
                if not upload.replaces and self._holder(connection, upload.name, upload.id):
                    changes |= _clash(upload.name)
                self._rows.update(connection, "uploads", changes, "id = ?", (upload_id,))
        return self.get(upload_id)

    def cancel(self, upload_id: str) -> UploadRow:
        """Give up a file that is not finished; what is there of it is not to be found from then on."""
        with self._database.write() as connection:
            upload = upload_from(self._one(connection, upload_id))
            changes = {"state": UploadState.CANCELLED, "needs": "", "message": "Cancelled.", "hint": ""}
            self._rows.update(connection, "uploads", changes, f"id = ? AND {OPEN}", (upload.id,))
        return self.get(upload_id)

    def dismiss(self, upload_id: str) -> None:
        """Take a file that is finished, failed or cancelled off the list; a waiting one is given up."""
        with self._database.write() as connection:
            self._one(connection, upload_id)
            busy = (UploadState.QUEUED, UploadState.READING)
            self._rows.delete(connection, "uploads", "id = ? AND state NOT IN (?, ?)", (upload_id, *busy))

    def reading(self, document_id: str) -> list[str]:
        """Return the ids of unfinished uploads of a document."""
        with self._database.read() as connection:
            rows = self._rows.select(connection, "uploads", "id", f"document_id = ? AND {OPEN}", (document_id,))
        return [row["id"] for row in rows]

    def fail(self, upload_id: str, problem: AssistantError) -> None:
        """Note why a file that was being read cannot be used."""
        lasting = isinstance(problem, (Unsupported, NoText, Malformed))
        changes = {
            "state": UploadState.FAILED,
            "needs": "" if lasting else "retry",
            "message": problem.message,
            "hint": problem.hint,
        }
        self._leave_reading(upload_id, changes)

    def ask_for_password(self, upload_id: str, problem: AssistantError) -> None:
        """Note that a file that was being read needs its password."""
        changes = {
            "state": UploadState.WAITING,
            "needs": "password",
            "message": problem.message,
            "hint": problem.hint,
        }
        self._leave_reading(upload_id, changes)

    def _leave_reading(self, upload_id: str, changes: dict[str, str]) -> None:
        with self._database.write() as connection:
            self._rows.update(connection, "uploads", changes, "id = ? AND state = ?", (upload_id, UploadState.READING))

    def _one(self, connection: sqlite3.Connection, upload_id: str) -> Row:
        return self._rows.one(connection, "uploads", COLUMNS, "id = ?", (upload_id,), "upload")

    def _refused(self, name: str, refusal: DocumentError) -> UploadRow:
        row: dict[str, object] = {"name": name, "document_id": "", "size": 0, "state": UploadState.FAILED}
        with self._database.write() as connection:
            return self._inserted(connection, row | {"message": refusal.message, "hint": refusal.hint})

    def _queued(
        self, connection: sqlite3.Connection, name: str, spooled: Path, document_id: str, size: int
    ) -> UploadRow:
        """Give the file its place, where these bytes have none yet."""
        under_way = self._rows.select(connection, "uploads", COLUMNS, f"document_id = ? AND {OPEN}", (document_id,))
        here = self._rows.select(connection, "documents", "name, state", "id = ?", (document_id,))
        row: dict[str, object] = {"name": name, "document_id": document_id, "size": size, "state": UploadState.QUEUED}
        if under_way:
            return upload_from(under_way[0])
        if here and here[0]["state"] == DocumentState.READY:
            other = "" if here[0]["name"] == name else f" as {here[0]['name']}"
            return self._inserted(connection, row | {"state": UploadState.DONE, "message": f"Already here{other}."})
        self._rows.delete(connection, "uploads", "document_id = ? AND state = ?", (document_id, UploadState.FAILED))
        self._files.keep(spooled, document_id)
        if self._holder(connection, name, ""):
            row |= _clash(name)
        return self._inserted(connection, row)

    def _inserted(self, connection: sqlite3.Connection, row: dict[str, object]) -> UploadRow:
        upload_id = uuid.uuid4().hex
        self._rows.insert(connection, "uploads", {"id": upload_id, "added": time.time(), **row})
        return upload_from(self._one(connection, upload_id))

    def _holder(self, connection: sqlite3.Connection, name: str, except_upload: str) -> str:
        """Return the id of the document that has a name, or is about to have it; "" where the name is free."""
        documents = self._rows.select(connection, "documents", "id", "name = ? AND hidden = 0", (name,))
        condition = f"name = ? AND id <> ? AND {OPEN}"
        uploads = self._rows.select(connection, "uploads", "document_id AS id", condition, (name, except_upload))
        return next((row["id"] for row in (*uploads, *documents)), "")

    def _free_name(self, connection: sqlite3.Connection, name: str) -> str:
        """Return the first of `name (2).ext`, `name (3).ext`, ... that is free."""
        path = PurePosixPath(name)
        number = 2
        while self._holder(connection, free := f"{path.stem} ({number}){path.suffix}", ""):
            number += 1
        return free


def _clash(name: str) -> dict[str, str]:
    """Return what an upload says whose name is taken."""
    return {
        "state": UploadState.WAITING,
        "needs": "choice",
        "message": f"A different document named {name} is already here.",
        "hint": "Replace it (it keeps answering until the new one is ready), or keep both.",
    }


def _file_name(name: str) -> str:
    """Return the last part of what a browser sent as a name, in one line of bearable length."""
    last = PureWindowsPath(PurePosixPath(name).name).name  # some browsers send a path
    line = " ".join(storable(last).split()) or "document"
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 20] + "…" + line[-19:]
