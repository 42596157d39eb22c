"""Reads files: what a file is decides its content, never its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from modules.adapters.readers.source import Limits, Source
from modules.core.types import ReadEvent

__all__ = ["FileReader", "Limits"]


class FileReader:
    """The `Reader` for every format that Vouch knows, in this process; `SandboxedReader` runs it in a child."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def read(self, path: Path, *, password: str = "") -> Iterator[ReadEvent]:
        """Yield one `Opened`, then the pages in order, with notes anywhere between.

        Raises:
            DocumentError: one of its kinds, with a sentence for the visitor.
        """
        from modules.adapters.readers import pdf, plain

        with path.open("rb") as file:
            head = file.read(1024)
        yield from (pdf if b"%PDF-" in head else plain).read(Source(path, self._limits, password))
