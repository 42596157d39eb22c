"""A paper as its rows have it: the values, what turns them into JSON and back, and the digests of a signed one.

Quotes are no part of what a signature covers, since they go with the document that they are from. What a quote said is
told by the document's id, which is the SHA-256 of its bytes, and by the place in it; both are covered.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from modules.core.revisions import Action, Edit, Written
from modules.store import quotes
from modules.store.scoped import Row, Scoped
from modules.store.typed_json import parsed

Content = TypeVar("Content", bound=Written)
HEAD = "id, kind, title, documents, version, state, signer, role, signed, digest, created, changed"
WHOLE = f"{HEAD}, first, content, sealed"


class PaperState(StrEnum):
    """Where a paper stands."""

    DRAFT = "draft"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a paper.

    Attributes:
        name, role: the signer's.
        signed: seconds since the epoch.
        digest: SHA-256 of what was signed, the quotes left out.
    """

    name: str
    role: str
    signed: float
    digest: str


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What a list of papers shows of one.

    Attributes:
        kind: what it is, a key of the page's own: "medical summary".
        documents: ids of those that it quotes.
        version: counts the changes of its content, from 1.
        signature: None of a draft.
        created, changed: seconds since the epoch.
    """

    id: str
    kind: str
    title: str
    documents: tuple[str, ...]
    version: int
    state: PaperState
    signature: Signature | None
    created: float
    changed: float


@dataclass(frozen=True, slots=True)
class Paper(PaperHead):
    """A paper with its content.

    Attributes:
        intact: whether a signed paper is what was signed; a draft always is.
    """

    intact: bool
    _first: str
    _content: str

    def read(self, content: type[Content]) -> Content:
        """Return what the paper says, in the caller's own type.

        Raises:
            StoreCorrupt: it was written by a version that knew other fields.
        """
        return parsed(self._content, content, "paper")

    def first(self, content: type[Content]) -> Content:
        """Return what the paper said when it was begun; see `read`."""
        return parsed(self._first, content, "paper")


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of a paper's log.

    Attributes:
        who, role: whoever did it; the role is known of signatures and addenda.
        made: seconds since the epoch.
        edit: what was done; of a signature `after` is the digest, of an addendum its text.
    """

    who: str
    role: str
    made: float
    edit: Edit


def forget_document(connection: sqlite3.Connection, rows: Scoped, document_id: str) -> None:
    """Delete the drafts that a deleted document is in; a signed paper stays, without what it quotes of the document."""
    named = "instr(documents, ?) > 0 AND state = ?"
    rows.delete(connection, "papers", named, (document_id, PaperState.DRAFT))
    for row in rows.select(connection, "papers", WHOLE, named, (document_id, PaperState.SIGNED)):
        changes = {key: _without(row[key], document_id) for key in ("first", "content")}
        if sealed_digest(dict(row)) == row["sealed"]:  # what was tampered with goes on saying so
            changes["sealed"] = sealed_digest(dict(row) | changes)
        rows.update(connection, "papers", changes, "id = ?", (row["id"],))


def signed_digest(row: dict[str, Any]) -> str:
    """Return the SHA-256 of what the signer of a paper vouches for: its words, and where its quotes stand."""
    content = quotes.emptied(json.loads(row["content"]), lambda _: True)
    return quotes.digest([content, *(row[key] for key in ("kind", "title", "documents", "signer", "role", "signed"))])


def sealed_digest(row: dict[str, Any]) -> str:
    """Return the SHA-256 of everything that is kept of a signed paper, the quotes that are left included."""
    return quotes.digest([signed_digest(row), json.loads(row["content"]), json.loads(row["first"])])


def _without(content: str, document_id: str) -> str:
    return json.dumps(quotes.emptied(json.loads(content), lambda one: one == document_id), ensure_ascii=False)


def _intact(row: Row) -> bool:
    if row["state"] == PaperState.DRAFT:
        return True
    try:
        return (signed_digest(dict(row)), sealed_digest(dict(row))) == (row["digest"], row["sealed"])
    except json.JSONDecodeError:
        return False


def head_from(row: Row) -> PaperHead:
    """Return what a list shows, from a row of HEAD."""
    return PaperHead(**_head_values(row))


def paper_from(row: Row) -> Paper:
    """Return a paper, from a row of WHOLE; of a signed one it is checked whether it is what was signed."""
    return Paper(**_head_values(row), intact=_intact(row), _first=row["first"], _content=row["content"])


def change_from(row: Row) -> Change:
    """Return an entry of a log."""
    edit = Edit(Action(row["action"]), row["part"], row["key"], row["place"], row["before"], row["after"])
    return Change(row["who"], row["role"], row["made"], edit)


def _head_values(row: Row) -> dict[str, Any]:
    signed = row["state"] == PaperState.SIGNED
    return {
        **{key: row[key] for key in ("id", "kind", "title", "version", "created", "changed")},
        "documents": tuple(json.loads(row["documents"])),
        "state": PaperState(row["state"]),
        "signature": Signature(row["signer"], row["role"], row["signed"], row["digest"]) if signed else None,
    }
