"""Where the bytes lie: uploaded files by owner and SHA-256, and what was drawn from them for display."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import uuid
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from modules.core.errors import StoreError, TooLarge

FILES = "files"
PREVIEWS = "previews"
VECTORS = "vectors"
"""The folders, inside the data folder, of the uploads, of the pictures of their pages and of the vectors' indexes."""
_BLOCK = 1 << 20
_SPOOLED = ".part"
DISK_FULL = ("The disk is full.", "Free some space, then try again.")
NOT_WRITABLE = ("The data folder cannot be written.", "Check the folder and its disk, then try again.")


def hashed(*parts: str) -> str:
    """Return a name for a folder that tells nothing of what it stands for."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def remove_spooled(folder: Path) -> None:
    """Remove every owner's files that were never finished; to be called when nobody writes any."""
    for spooled in (folder / FILES).glob(f"*/*{_SPOOLED}"):
        spooled.unlink(missing_ok=True)


class Files:
    """One owner's files under a data folder. Equal bytes are one file, whatever workspaces use them.

    Args:
        folder: the data folder.
        owner: whose files; the names of the folders are derived from it, never equal to it.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        self._files = folder / FILES / hashed(owner)
        self._previews = folder / PREVIEWS / hashed(owner)

    def path(self, document_id: str) -> Path:
        """Return where the bytes of a document are; the id must come from the database."""
        return self._files / document_id

    def previews(self, document_id: str) -> Path:
        """Return the folder for pictures of a document's pages."""
        return self._previews / document_id

    def spool(self, source: BinaryIO, max_bytes: int) -> tuple[Path, str, int]:
        """Write a stream to the disk, block by block; returns the unfinished file, its SHA-256 and its size.

        Raises:
            TooLarge: there are more than `max_bytes`; nothing is kept.
            StoreError: the disk is full or does not let itself be written; nothing is kept.
        """
        spooled = self._files / f"{uuid.uuid4().hex}{_SPOOLED}"
        try:
            self._files.mkdir(parents=True, exist_ok=True)
            with spooled.open("wb") as target:
                digest, size = _copy(source, target, max_bytes)
        except BaseException as exc:
            with suppress(OSError):
                spooled.unlink(missing_ok=True)
            if isinstance(exc, OSError):
                full = exc.errno in (errno.ENOSPC, errno.EDQUOT)
                raise StoreError(*(DISK_FULL if full else NOT_WRITABLE)) from exc
            raise
        return spooled, digest, size

    def keep(self, spooled: Path, document_id: str) -> None:
        """Give a spooled file its final name."""
        spooled.replace(self.path(document_id))

    def remove(self, document_id: str) -> None:
        """Remove a document's bytes and previews, if they are there."""
        shutil.rmtree(self.previews(document_id), ignore_errors=True)
        self.path(document_id).unlink(missing_ok=True)

    def is_spooled(self, name: str) -> bool:
        """Whether a file of that name is one that is still being written, or never was finished."""
        return name.endswith(_SPOOLED)

    def names(self) -> list[str]:
        """List what lies in the folders: ids of documents, and spooled files that were never finished."""
        folders = (folder for folder in (self._files, self._previews) if folder.is_dir())
        return sorted({entry.name for folder in folders for entry in folder.iterdir()})


def _copy(source: BinaryIO, target: BinaryIO, max_bytes: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        if size > max_bytes:
            raise TooLarge(
                f"The file is larger than {max_bytes / 2**20:,.0f} MB.",
                "Split it, or have the limit max_file_bytes raised in the settings.",
            )
        digest.update(block)
        target.write(block)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size
