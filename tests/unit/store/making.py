"""Small documents for the tests of the store: pages, chunks and vectors made from a few sentences."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from modules.core.ingesting import chunk_id
from modules.core.types import Block, Chunk, Document, DocumentState, Page, Scope
from modules.store.documents import Documents

MINE = Scope("ann", "legal")
OTHERS = (Scope("bob", "legal"), Scope("ann", "finance"), Scope("", ""))
EMBEDDER = "fake-8"


def document(name: str = "lease.txt", body: str = "body") -> Document:
    digest = hashlib.sha256(body.encode(errors="replace")).hexdigest()
    return Document(digest, name, "text/plain", len(body), 0, 0, DocumentState.INDEXING, time.time())


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """One direction for each text, the same every time."""
    rows = np.stack(
        [np.frombuffer(hashlib.sha256(text.encode(errors="replace")).digest()[:8], np.uint8) for text in texts]
    )
    directions = rows.astype(np.float32) + np.float32(1)
    return directions / np.linalg.norm(directions, axis=1, keepdims=True).astype(np.float32)


def chunks_of(made: Document, pages: Sequence[Page], first: int = 0) -> list[Chunk]:
    """One chunk a page: the whole of it."""
    return [
        Chunk(
            chunk_id(made.id, ordinal),
            made.id,
            made.name,
            ordinal,
            page.number,
            0,
            len(page.text),
            ("5 Term",),
            "",
            page.text,
        )
        for ordinal, page in enumerate(pages, first)
    ]


def pages_of(*texts: str) -> list[Page]:
    boxes = np.array([[0, 4, 0.1, 0.2, 0.3, 0.25]], np.float32)
    return [Page(number, text, boxes, (Block("heading", 0, 4, 1, "Term"),)) for number, text in enumerate(texts, 1)]


def stored(documents: Documents, *texts: str, name: str = "lease.txt") -> Document:
    """Store a finished document of one page for each text."""
    made = document(name, name + "\n".join(texts))
    pages = pages_of(*texts)
    chunks = chunks_of(made, pages)
    documents.begin(made)
    documents.append(made.id, pages, chunks, vectors([chunk.text for chunk in chunks]), EMBEDDER)
    documents.finish(made.id, ["a note"])
    return documents.get(made.id)
