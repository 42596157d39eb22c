"""Edits put into a Word file as tracked changes: whoever opens it accepts or rejects each; all else stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from modules.core.edits import Edit, Tracked

__all__ = ["tracked"]


def tracked(source: bytes, edits: Sequence[Edit], *, author: str, date: datetime) -> Tracked:
    """Return a DOCX in which the edits are tracked changes and comments, and what became of each edit.

    Only the words that differ are marked. An edit whose words are not found, are found several times, or stand where
    Word computes them is left out, with the reason; the others are done.

    Args:
        source: a DOCX.
        edits: in any order; where two change the same words, the first is done.
        author: who makes the changes, as Word shows it.
        date: when they are made.

    Raises:
        DocumentError: the file is not a DOCX, is locked, signed, damaged, holds macros or unpacks to too much.
    """
    from modules.adapters.tracked_docx.tracking import track

    return track(source, edits, author=author, date=date)
