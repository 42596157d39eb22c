"""Reads files: what a file is decides its content, never its name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from modules.adapters.readers.source import Limits, Source
from modules.core.types import ReadEvent

__all__ = ["FileReader", "Limits"]

# Key of a format, as `detect` names it -> module here and function in it, loaded when first needed.
READERS = {
    "pdf": ("pdf", "read"),
    "picture": ("pictures", "read"),
    "docx": ("word", "read"),
    "pptx": ("slides", "read"),
    "xlsx": ("sheets", "read"),
    "odf": ("open_document", "read"),
    "html": ("web", "read"),
    "xml": ("markup", "read"),
    "mail": ("mail", "read"),
    "rtf": ("rtf", "read"),
    "fhir": ("fhir", "read"),
    "csv": ("plain", "read_csv"),
    "markdown": ("plain", "read_markdown"),
    "text": ("plain", "read"),
}


DEEPEST = 5_000  # calls within calls; XML is parsed to 2,048 elements within elements, two calls for each


class FileReader:
    """The `Reader` for every format that Vouch knows, in this process; `SandboxedReader` runs it in a child."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def read(self, path: Path, *, password: str = "") -> Iterator[ReadEvent]:
        """Yield one `Opened`, then the pages in order, with notes anywhere between.

        Raises:
            DocumentError: one of its kinds, with a sentence for the visitor.
        """
        from modules.adapters.readers.detect import detect

        sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST))
        source = Source(path, self._limits, password)
        kind = detect(source)
        if kind == "locked":
            from modules.adapters.readers.locked import unlock

            source = unlock(source)
            kind = detect(source)
        module, function = READERS[kind]
        reader: Callable[[Source], Iterator[ReadEvent]] = getattr(
            import_module(f"modules.adapters.readers.{module}"), function
        )
        yield from reader(source)
