"""The uploads of every scope, as the workers that serve them all see them. Nothing here is for a visitor."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from modules.core.types import DocumentState, Scope
from modules.store import document_rows
from modules.store.database import Database
from modules.store.document_rows import COLUMNS
from modules.store.files import remove_spooled
from modules.store.scoped import Scoped
from modules.store.upload_rows import COLUMNS as UPLOAD_COLUMNS
from modules.store.upload_rows import UploadRow, UploadState, upload_from

# Not before what was deleted of the same bytes is swept away, nor while the document that it replaces is still coming.
_RIPE = f"""
    state = '{UploadState.QUEUED}'
    AND NOT EXISTS (SELECT 1 FROM tombstones AS gone WHERE gone.document_id = uploads.document_id
                    AND gone.owner = uploads.owner AND gone.workspace = uploads.workspace)
    AND NOT EXISTS (SELECT 1 FROM documents AS there WHERE there.id = uploads.document_id
                    AND there.owner = uploads.owner AND there.workspace = uploads.workspace)
    AND NOT EXISTS (SELECT 1 FROM uploads AS earlier WHERE earlier.document_id = uploads.replaces
                    AND earlier.state IN ('{UploadState.QUEUED}', '{UploadState.READING}')
                    AND earlier.owner = uploads.owner AND earlier.workspace = uploads.workspace)
"""  # noqa: S608

_UNFINISHED = f"SELECT owner, workspace, {COLUMNS} FROM documents WHERE state = ?"  # noqa: S608


class UploadQueue:
    """Hands out the uploads of every scope.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self, full: Collection[Scope], served: Mapping[Scope, int], in_hand: Collection[tuple[Scope, str]]
    ) -> UploadRow | None:
        """Take the next file to read, and note that it is being read; None where there is nothing to do.

        Scopes take turns, each with its oldest file.

        Args:
            full: scopes that have as many files under way as they may.
            served: when, in any rising count, each scope had its last turn.
            in_hand: scopes and ids of documents that a worker has not put down yet, though it may have been told to.
        """
        statement = f"SELECT {UPLOAD_COLUMNS} FROM uploads WHERE {_RIPE} ORDER BY added, rowid"  # noqa: S608
        with self._database.read() as connection:
            if connection.execute(f"SELECT 1 FROM uploads WHERE {_RIPE} LIMIT 1").fetchone() is None:  # noqa: S608
                return None
        with self._database.write() as connection:
            first: dict[Scope, UploadRow] = {}
            for row in connection.execute(statement):
                upload = upload_from(row)
                if upload.scope not in full and (upload.scope, upload.document_id) not in in_hand:
                    first.setdefault(upload.scope, upload)
            if not first:
                return None
            chosen = min(first.values(), key=lambda upload: served.get(upload.scope, -1))
            changes = {"state": UploadState.READING}
            Scoped(chosen.scope).update(connection, "uploads", changes, "id = ?", (chosen.id,))
            return chosen

    def recover(self) -> None:
        """Put right what an earlier process left: bury half documents, queue their files again, clear the list.

        To be called before any worker starts and before anything can be uploaded.
        """
        remove_spooled(self._database.folder)
        with self._database.write() as connection:
            for row in connection.execute(_UNFINISHED, (DocumentState.INDEXING,)).fetchall():
                document_rows.bury(connection, Scoped(Scope(row["owner"], row["workspace"])), row)
            finished = (UploadState.DONE, UploadState.CANCELLED)
            connection.execute("DELETE FROM uploads WHERE state IN (?, ?)", finished)
            connection.execute(
                "UPDATE uploads SET state = ? WHERE state = ?", (UploadState.QUEUED, UploadState.READING)
            )
