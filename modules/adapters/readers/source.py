"""A file to read, and how much of it is read before Vouch says no."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. The defaults suit one visitor's machine; wiring builds them from the settings.

    Attributes:
        max_pages: of a PDF or an image with several frames; slides; sheets.
        max_inflated_bytes: all parts of a zipped file together, counted while inflating.
        max_pixels: of one image or one rendered page; what is larger is rendered smaller, or refused if it is an image.
        max_seconds: for one file, OCR included; a scan that takes longer is kept up to there, with a note.
        max_bytes: memory of the process that reads.
        max_characters: of text in one file.
    """

    max_pages: int = 3_000
    max_inflated_bytes: int = 400 * 2**20
    max_pixels: int = 80_000_000
    max_seconds: float = 900.0
    max_bytes: int = 3 * 2**30
    max_characters: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and how.

    Attributes:
        path: where its bytes are; the name says nothing about the format.
        limits: what it may cost.
        password: "" where the visitor gave none.
        unlocked: the bytes to read in place of the file's, once they have been decrypted (never written to disk).
    """

    path: Path
    limits: Limits = Limits()
    password: str = ""
    unlocked: bytes | None = None

    def open(self) -> BinaryIO:
        """Open the bytes; the caller closes them."""
        return self.path.open("rb") if self.unlocked is None else io.BytesIO(self.unlocked)

    def content(self) -> bytes:
        """Return all bytes."""
        return self.path.read_bytes() if self.unlocked is None else self.unlocked

    def head(self, size: int) -> bytes:
        """Return the first `size` bytes."""
        with self.open() as file:
            return file.read(size)
