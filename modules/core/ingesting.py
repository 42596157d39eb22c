"""How a file becomes searchable passages: read, split, embed, stored in batches while the rest is still being read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import NoText
from modules.core.types import Chunk, Note, Opened, Page, Progress, ReadEvent, Span, Splitter

ID_DIGITS = 32
"""Digits of the document's id that a chunk's id begins with."""

# The first pages shall be answerable at once; later, few large commits cost less than many small ones.
FIRST_BATCH = 4
LARGEST_BATCH = 64
# Texts embedded between two looks at whether to go on: below half a second on a busy machine.
_EMBEDDED_AT_ONCE = 8


def chunk_id(document_id: str, ordinal: int) -> str:
    """Return the id of a document's chunk: the same bytes cut the same way have the same ids in every store."""
    return f"{document_id[:ID_DIGITS]}-{ordinal}"


class Cancelled(Exception):
    """The work shall stop; raised by the caller's own `check`, and passed through to him."""


class PatientReader(Protocol):
    """A `Reader` that calls back while it waits for the next page, so that waiting can be ended."""

    def read(self, path: Path, *, password: str = "", idle: Callable[[], None]) -> Iterator[ReadEvent]:
        """Yield as `Reader.read`; call `idle` a few times a second, and end at once when it raises."""
        ...


class Shelf(Protocol):
    """Where one document is put."""

    def begin(self, opened: Opened) -> None:
        """Make room for the document."""
        ...

    def append(self, pages: Sequence[Page], chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Add pages and chunks (the vectors of shape (len(chunks), dimensions)); they are searchable from then on."""
        ...

    def finish(self, notes: Sequence[str]) -> None:
        """The document is whole."""
        ...


@dataclass(frozen=True, slots=True)
class File:
    """A file to be ingested, under the id and name that its document shall have."""

    path: Path
    document_id: str
    name: str
    password: str = ""


def ingest(
    file: File,
    *,
    reader: PatientReader,
    splitter: Splitter,
    embed: Callable[[Sequence[str]], NDArray[np.float32]],
    shelf: Shelf,
    check: Callable[[], None],
) -> Iterator[Progress]:
    """Read, split, embed and store one file; yields how many of its pages are done.

    Args:
        file: what to read, and what to call it.
        reader: reads it; closed, whatever happens.
        splitter: cuts its pages.
        embed: turns texts into unit vectors, shape (texts, dimensions).
        shelf: where the document goes; nothing is ready before its `finish`.
        check: called several times a second; what it raises ends the work.

    Raises:
        DocumentError: the file cannot be used, or holds no text at all.
    """
    events = _closable(reader.read(file.path, password=file.password, idle=check))
    with closing(events):
        intake = _Intake(file)
        spans = splitter.split(intake.pages(events, shelf))
        size = FIRST_BATCH
        for span in spans:
            intake.take(span)
            if len(intake.chunks) >= size:
                yield from _store(intake, embed, shelf, check)
                size = min(size * 2, LARGEST_BATCH)
        intake.open_pages.clear()
        yield from _store(intake, embed, shelf, check)
        if not intake.ordinal:
            raise NoText(
                "There is no text in this file.", "If it is a picture of text, scan it at a higher resolution."
            )
        shelf.finish(intake.notes)


def _store(
    intake: _Intake,
    embed: Callable[[Sequence[str]], NDArray[np.float32]],
    shelf: Shelf,
    check: Callable[[], None],
) -> Iterator[Progress]:
    """Embed and store what has been taken in since the last time."""
    rows: list[NDArray[np.float32]] = []
    for first in range(0, len(intake.chunks), _EMBEDDED_AT_ONCE):
        check()
        rows.append(embed([chunk.indexed_text for chunk in intake.chunks[first : first + _EMBEDDED_AT_ONCE]]))
        yield intake.progress(first)
    check()
    vectors = np.concatenate(rows) if rows else np.empty((0, 0), np.float32)
    shelf.append(intake.new_pages, intake.chunks, vectors)
    intake.stored()
    yield intake.progress(0)


@dataclass(slots=True)
class _Intake:
    """What has been read of a file and not yet stored."""

    file: File
    total: int = 0
    read: int = 0
    ordinal: int = 0
    page: int = 0
    open_pages: dict[int, Page] = field(default_factory=dict)
    new_pages: list[Page] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def pages(self, events: Iterator[ReadEvent], shelf: Shelf) -> Iterator[Page]:
        """Hand the pages on to the splitter, keeping what is needed of them."""
        for event in events:
            if isinstance(event, Opened):
                self.total = event.pages
                shelf.begin(event)
            elif isinstance(event, Note):
                self.notes.append(event.text)
            else:
                self.read += 1
                self.new_pages.append(event)
                self.open_pages[event.number] = event
                yield event

    def take(self, span: Span) -> None:
        """Make a chunk of a span. Spans come in reading order, so the pages before this one are through."""
        for number in [number for number in self.open_pages if number < span.page]:
            del self.open_pages[number]
        self.page = span.page
        self.chunks.append(
            Chunk(
                id=chunk_id(self.file.document_id, self.ordinal),
                document_id=self.file.document_id,
                document_name=self.file.name,
                ordinal=self.ordinal,
                page=span.page,
                start=span.start,
                end=span.end,
                section=span.section,
                header=span.header,
                text=self.open_pages[span.page].text[span.start : span.end],
            )
        )
        self.ordinal += 1

    def stored(self) -> None:
        """Begin the next batch."""
        self.new_pages = []
        self.chunks = []

    def progress(self, embedded: int) -> Progress:
        """Say how far the file is: pages done, and in words also pages read and passages indexed."""
        indexed = self.ordinal - len(self.chunks) + embedded
        waiting = len(self.open_pages.keys() | {chunk.page for chunk in self.chunks[embedded:]})
        label = f"{self.read} of {self.total} pages read, {indexed} passages indexed"
        return Progress(self.read - waiting, max(self.total, self.read), label)


def _closable(events: Iterator[ReadEvent]) -> Generator[ReadEvent]:
    """Give any iterator a `close`; it reaches the reader's own, where it has one."""
    yield from events
