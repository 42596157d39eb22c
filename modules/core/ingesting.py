"""How a file becomes searchable passages: read, split, embed, stored in batches while the rest is still being read."""

from __future__ import annotations

ID_DIGITS = 32
"""Digits of the document's id that a chunk's id begins with."""


def chunk_id(document_id: str, ordinal: int) -> str:
    """Return the id of a document's chunk: the same bytes cut the same way have the same ids in every store."""
    return f"{document_id[:ID_DIGITS]}-{ordinal}"
