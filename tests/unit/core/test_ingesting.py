from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from modules.core.errors import Malformed, NoText
from modules.core.ingesting import FIRST_BATCH, LARGEST_BATCH, Cancelled, File, chunk_id, ingest
from modules.core.types import Chunk, Note, Opened, Page, Progress, ReadEvent, Span

FILE = File(Path("unread"), "d" * 64, "a.txt")


class Reader:
    def __init__(self, texts: Sequence[str], breaks: bool = False) -> None:
        self.texts = texts
        self.breaks = breaks
        self.closed = False

    def read(self, path: Path, *, password: str = "", idle: Callable[[], None]) -> Iterator[ReadEvent]:
        del path, password
        try:
            yield Note("early")
            yield Opened("text/plain", len(self.texts))
            for number, text in enumerate(self.texts, 1):
                idle()
                yield Page(number, text)
            if self.breaks:
                raise Malformed("It is broken.")
            yield Note("late")
        finally:
            self.closed = True


class Words:
    """Each word is a span, and the splitter looks one page ahead."""

    def split(self, pages: Iterable[Page]) -> Iterator[Span]:
        last: Page | None = None
        for page in pages:
            if last is not None:
                yield from self.words(last)
            last = page
        if last is not None:
            yield from self.words(last)

    def words(self, page: Page) -> Iterator[Span]:
        start = 0
        for word in page.text.split(" "):
            if word:
                yield Span(page.number, start, start + len(word))
            start += len(word) + 1


class Shelf:
    def __init__(self) -> None:
        self.opened: Opened | None = None
        self.pages: list[Page] = []
        self.chunks: list[Chunk] = []
        self.batches: list[int] = []
        self.notes: Sequence[str] | None = None

    def begin(self, opened: Opened) -> None:
        self.opened = opened

    def append(self, pages: Sequence[Page], chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        assert len(vectors) == len(chunks)
        self.pages += pages
        self.chunks += chunks
        self.batches.append(len(chunks))
        assert {chunk.page for chunk in chunks} <= {page.number for page in self.pages}

    def finish(self, notes: Sequence[str]) -> None:
        self.notes = notes


def run(reader: Reader, shelf: Shelf, check: Callable[[], None] = lambda: None) -> list[Progress]:
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 2), np.float32)

    return list(ingest(FILE, reader=reader, splitter=Words(), embed=embed, shelf=shelf, check=check))


@example(["a", "a", "a a a"])  # a page that is not through when its first words are stored is not done
@given(st.lists(st.text(alphabet="ab ", max_size=60), max_size=12))
def test_every_page_and_span_is_stored_once_in_order(texts: list[str]) -> None:
    reader, shelf = Reader(texts), Shelf()
    if not any(text.strip() for text in texts):
        with pytest.raises(NoText):
            run(reader, shelf)
        assert shelf.notes is None
        return
    progress = run(reader, shelf)

    assert [page.text for page in shelf.pages] == texts
    assert [chunk.text for chunk in shelf.chunks] == [word for text in texts for word in text.split()]
    assert [chunk.id for chunk in shelf.chunks] == [chunk_id(FILE.document_id, one) for one in range(len(shelf.chunks))]
    assert shelf.notes == ["early", "late"]
    assert [one.done for one in progress] == sorted(one.done for one in progress)
    assert progress[-1].done == progress[-1].total == len(texts)
    assert reader.closed


def test_the_first_batch_is_small_and_later_ones_grow_to_a_limit() -> None:
    shelf = Shelf()
    run(Reader(["word " * 50] * 10), shelf)
    assert shelf.batches[0] == FIRST_BATCH
    assert max(shelf.batches) == LARGEST_BATCH
    assert sum(shelf.batches) == 500


@pytest.mark.parametrize("calls", [1, 3, 9])
def test_cancelling_passes_through_closes_the_reader_and_finishes_nothing(calls: int) -> None:
    left = [calls]

    def check() -> None:
        left[0] -= 1
        if not left[0]:
            raise Cancelled

    reader, shelf = Reader(["word " * 20] * 20), Shelf()
    with pytest.raises(Cancelled):
        run(reader, shelf, check)
    assert reader.closed
    assert shelf.notes is None


def test_a_reader_that_breaks_finishes_nothing() -> None:
    reader, shelf = Reader(["some words"], breaks=True), Shelf()
    with pytest.raises(Malformed):
        run(reader, shelf)
    assert shelf.notes is None
