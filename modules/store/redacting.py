"""Takes a deleted document's text out of what quoted it: an answer stays without its evidence, a report goes.

A draft and a flashcard go, too; a signed paper stays without the quotes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from modules.core.types import Answer
from modules.store.answer_json import readable, to_json
from modules.store.paper_rows import forget_document
from modules.store.scoped import Scoped


def redact(connection: sqlite3.Connection, rows: Scoped, document_id: str) -> None:
    """Empty every passage of a document in a scope's answers; what the model said in its own words is kept.

    Reports on the document are deleted with what was decided on them, and flashcards: they are quotations from end to
    end. Nothing is kept of a damaged answer: what it quotes cannot be told.
    """
    mentioned = "instr(answer, ?) > 0"
    for turn in rows.select(connection, "turns", "id, answer", mentioned, (document_id,)):
        redacted = _without(readable(turn["answer"]), lambda quoted: quoted == document_id)
        rows.update(connection, "turns", {"answer": to_json(redacted)}, "id = ?", (turn["id"],))
    rows.delete(connection, "reports", "instr(documents, ?) > 0", (document_id,))
    rows.delete(connection, "cards", "document_id = ?", (document_id,))
    forget_document(connection, rows, document_id)


def without_deleted(connection: sqlite3.Connection, rows: Scoped, answer: Answer) -> Answer:
    """Return an answer about to be stored without the text and the names of documents deleted while it was written."""
    if not answer.passages and not answer.unread:
        return answer
    there = {row["id"]: row["name"] for row in rows.select(connection, "documents", "id, name")}
    names = set(there.values())
    unread = tuple(name for name in answer.unread if name in names)
    return replace(_without(answer, lambda quoted: quoted not in there), unread=unread)


def _without(answer: Answer, deleted: Callable[[str], bool]) -> Answer:
    passages = tuple(
        replace(passage, text="", section=(), header="") if deleted(passage.document_id) else passage
        for passage in answer.passages
    )
    return replace(answer, passages=passages)
