"""Fakes for the tests of ingestion: a reader of plain files, a splitter by line, an embedder by hash; slow at will."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import Encrypted, Malformed
from modules.core.types import Note, Opened, Page, ReadEvent, Span

PAGE = "\f"


class PlainReader:
    """Reads text whose pages are separated by form feeds. "locked:" needs the password "open"; "broken:" fails."""

    def __init__(self, seconds_a_page: float = 0.0) -> None:
        self.seconds_a_page = seconds_a_page

    def read(self, path: Path, *, password: str = "", idle: Callable[[], None]) -> Iterator[ReadEvent]:
        text = path.read_text(encoding="utf-8")
        if text.startswith("locked:") and password != "open":
            raise Encrypted("It needs a password.", "Give it.")
        texts = text.split(PAGE)
        yield Opened("text/plain", len(texts))
        for number, page in enumerate(texts, 1):
            waited = 0.0
            while waited < self.seconds_a_page:
                idle()
                time.sleep(0.01)
                waited += 0.01
            if page.startswith("broken:"):
                raise Malformed("It is broken.", "Mend it.")
            yield Page(number, page)
        yield Note("Read by a fake.")


class LineSplitter:
    """One span for each line."""

    def split(self, pages: Iterable[Page]) -> Iterator[Span]:
        for page in pages:
            start = 0
            for line in page.text.split("\n"):
                if line.strip():
                    yield Span(page.number, start, start + len(line))
                start += len(line) + 1


class HashEmbedder:
    """A direction for each text, made from its words: equal words, near directions."""

    def __init__(self, name: str = "hash", dimensions: int = 16, seconds_a_text: float = 0.0) -> None:
        self.model_id = f"{name}-{dimensions}"
        self.dimensions = dimensions
        self.seconds_a_text = seconds_a_text
        self.embedded = 0

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(self.seconds_a_text * len(texts))
        self.embedded += len(texts)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        seeds = (hashlib.sha256(f"{self.model_id} {word}".encode()).digest()[:4] for word in text.lower().split())
        rows = [np.random.default_rng(int.from_bytes(seed)).standard_normal(self.dimensions) for seed in seeds]
        total = np.sum(rows, axis=0) if rows else np.ones(self.dimensions)
        return (total / np.linalg.norm(total)).astype(np.float32)


def text_of(name: str, pages: int, lines: int = 4) -> bytes:
    """A file whose every line can be told from every other."""
    return PAGE.join(
        "\n".join(f"{name} page{page} line{line} speaks of matter{page * lines + line}" for line in range(lines))
        for page in range(pages)
    ).encode()
