"""Takes a deleted document's text out of the answers that quoted it: the answer stays, its evidence goes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from modules.core.types import Answer
from modules.store.answer_json import from_json, to_json
from modules.store.scoped import Scoped


def redact(connection: sqlite3.Connection, rows: Scoped, document_id: str) -> None:
    """Empty every passage of a document in a scope's answers; what the model said in its own words is kept."""
    mentioned = "instr(answer, ?) > 0"
    for turn in rows.select(connection, "turns", "id, answer", mentioned, (document_id,)):
        redacted = to_json(_without(from_json(turn["answer"]), document_id))
        rows.update(connection, "turns", {"answer": redacted}, "id = ?", (turn["id"],))


def _without(answer: Answer, document_id: str) -> Answer:
    passages = tuple(
        replace(passage, text="", section=(), header="") if passage.document_id == document_id else passage
        for passage in answer.passages
    )
    return replace(answer, passages=passages)
