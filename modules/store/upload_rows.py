"""Rows of uploaded files: their states, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from modules.core.types import Scope
from modules.store.scoped import Row

COLUMNS = "id, owner, workspace, name, document_id, size, state, needs, replaces, message, hint"


class UploadState(StrEnum):
    """Where an uploaded file stands."""

    QUEUED = "queued"
    READING = "reading"
    WAITING = "waiting"  # for the visitor: `needs` says for what
    FAILED = "failed"
    CANCELLED = "cancelled"
    DONE = "done"


OPEN = f"state IN ('{UploadState.QUEUED}', '{UploadState.READING}', '{UploadState.WAITING}')"
Choice = Literal["replace", "keep both"]


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One uploaded file as it is stored.

    Attributes:
        id: not to be guessed.
        document_id: SHA-256 of its bytes; "" where it was refused before it was whole.
        size: bytes.
        needs: what a waiting one waits for: "choice" (its name is taken) or "password"; "retry" where one failed for a
            reason that another time may not be there.
        replaces: id of the document whose place it takes, "" for none.
        message, hint: for the visitor.
    """

    id: str
    scope: Scope
    name: str
    document_id: str
    size: int
    state: UploadState
    needs: Literal["", "choice", "password", "retry"] = ""
    replaces: str = ""
    message: str = ""
    hint: str = ""


def upload_from(row: Row) -> UploadRow:
    """Return the upload of a row with COLUMNS."""
    scope = Scope(row["owner"], row["workspace"])
    rest = {key: row[key] for key in row.keys() if key not in ("owner", "workspace", "state")}  # noqa: SIM118 - a Row
    return UploadRow(scope=scope, state=UploadState(row["state"]), **rest)
