"""Papers: documents in the making, of one owner in one workspace. Drafts are edited; a signed one only grows.

Whatever is done to a paper goes into its log in the same commit. A signature freezes the content and keeps its SHA-256,
which is compared whenever the paper is read.
"""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Sequence

from modules.core.errors import AssistantError, NotFound
from modules.core.revisions import Action, Edit, Written, edits
from modules.core.types import Scope
from modules.store import quotes
from modules.store.database import Database
from modules.store.page_rows import storable
from modules.store.paper_rows import (
    HEAD,
    WHOLE,
    Change,
    Paper,
    PaperHead,
    PaperState,
    Signature,
    change_from,
    head_from,
    paper_from,
    sealed_digest,
    signed_digest,
)
from modules.store.scoped import Row, Scoped
from modules.store.typed_json import dumped, parsed

__all__ = ["Change", "Paper", "PaperHead", "PaperState", "Papers", "Signature"]

LONGEST_NAME = 120
LONGEST_ADDENDUM = 20_000


class Papers:
    """The papers of one scope. Another scope's are not found, whatever id is asked for.

    Args:
        database: where they are kept.
        scope: whose they are.
    """

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database = database
        self._rows = Scoped(scope)

    # --- Reading -----------------------------------------------------------------------------------------------------

    def all(self, kind: str = "") -> list[PaperHead]:
        """List the papers, or those of a kind, the one that was changed last first."""
        with self._database.read() as connection:
            rows = self._rows.select(
                connection, "papers", HEAD, "kind = ? OR ? = ''", (kind, kind), "ORDER BY changed DESC, rowid DESC"
            )
        return [head_from(row) for row in rows]

    def get(self, paper_id: str) -> Paper:
        """Return a paper; of a signed one it is checked whether it is what was signed.

        Raises:
            NotFound: there is none with this id in this scope.
        """
        with self._database.read() as connection:
            return paper_from(self._rows.one(connection, "papers", WHOLE, "id = ?", (paper_id,), "paper"))

    def changes(self, paper_id: str) -> list[Change]:
        """Return a paper's log, the oldest entry first."""
        columns = "who, role, made, action, part, key, place, before, after"
        with self._database.read() as connection:
            rows = self._rows.select(
                connection, "paper_changes", columns, "paper_id = ?", (paper_id,), "ORDER BY number"
            )
        return [change_from(row) for row in rows]

    def addenda(self, paper_id: str) -> list[Change]:
        """Return what was added to a paper after it was signed, the oldest first."""
        return [change for change in self.changes(paper_id) if change.edit.action is Action.ADDENDUM]

    # --- Writing -----------------------------------------------------------------------------------------------------

    def begin(self, kind: str, title: str, documents: Sequence[str], content: Written, who: str) -> Paper:
        """Keep a new draft.

        Args:
            kind: what it is.
            title: as printed.
            documents: ids of the documents that it was made from; those that it quotes are added.
            content: a dataclass that JSON can hold.
            who: wrote it: the name of a model or of a person.

        Raises:
            NotFound: a document of it has been deleted meanwhile.
        """
        text, now = dumped(content), time.time()
        row = {
            "id": uuid.uuid4().hex,
            "kind": kind,
            "title": storable(title),
            "first": text,
            "content": text,
            "state": PaperState.DRAFT,
            "created": now,
            "changed": now,
        }
        with self._database.write() as connection:
            row["documents"] = self._documents(connection, text, documents)
            self._rows.insert(connection, "papers", row)
            self._log(connection, str(row["id"]), [Edit(Action.WROTE, "", "", 0, "", title)], who)
        return self.get(str(row["id"]))

    def revise(self, paper: PaperHead, content: Written, who: str) -> Paper:
        """Keep a draft's new content, and in its log what is different.

        Args:
            paper: as it was when the visitor saw it.
            content: of the type that it was begun with.
            who: changed it.

        Raises:
            AssistantError: it is signed, or was changed meanwhile, in another window.
            NotFound: it is gone, or a document that the new content quotes is.
        """
        text = dumped(content)
        with self._database.write() as connection:
            standing = self._draft(connection, paper)
            old, new = parsed(standing["content"], type(content), "paper"), parsed(text, type(content), "paper")
            row = {
                "content": text,
                "documents": self._documents(connection, text, json.loads(standing["documents"])),
                "version": paper.version + 1,
                "changed": time.time(),
            }
            self._rows.update(connection, "papers", row, "id = ?", (paper.id,))
            self._log(connection, paper.id, edits(old.pieces(), new.pieces()), who)
        return self.get(paper.id)

    def sign(self, paper: PaperHead, name: str, role: str) -> Paper:
        """Sign a draft as the visitor saw it: from then on its content stays as it is.

        Raises:
            AssistantError: it is signed, or was changed meanwhile; the name or the role is missing or too long.
            NotFound: it is gone.
        """
        name, role = _filled(name, "name of whoever signs"), _filled(role, "role of whoever signs")
        with self._database.write() as connection:
            standing = self._draft(connection, paper)
            now = time.time()
            row = {"state": PaperState.SIGNED, "signer": name, "role": role, "signed": now, "changed": now}
            signed = dict(standing) | row
            row |= {"digest": signed_digest(signed), "sealed": sealed_digest(signed)}
            self._rows.update(connection, "papers", row, "id = ?", (paper.id,))
            self._log(connection, paper.id, [Edit(Action.SIGNED, "", "", 0, "", str(row["digest"]))], name, role)
        return self.get(paper.id)

    def add(self, paper_id: str, text: str, name: str, role: str) -> None:
        """Add an addendum to a signed paper.

        Raises:
            AssistantError: it is not signed; the text, the name or the role is missing or too long.
            NotFound: it is gone.
        """
        text = _filled(text, "text of an addendum", LONGEST_ADDENDUM)
        name, role = _filled(name, "name of whoever adds it"), _filled(role, "role of whoever adds it")
        with self._database.write() as connection:
            if self._row(connection, paper_id)["state"] != PaperState.SIGNED:
                raise AssistantError("Only a signed paper has addenda.", "Edit the draft instead.")
            self._log(connection, paper_id, [Edit(Action.ADDENDUM, "", "", 0, "", text)], name, role)
            self._rows.update(connection, "papers", {"changed": time.time()}, "id = ?", (paper_id,))

    def delete(self, paper_id: str) -> None:
        """Delete a draft with its log; nothing happens where it is gone.

        Raises:
            AssistantError: it is signed.
        """
        with self._database.write() as connection:
            state = self._rows.select(connection, "papers", "state", "id = ?", (paper_id,))
            if state and state[0]["state"] == PaperState.SIGNED:
                raise AssistantError("A signed paper is kept.", "It goes when everything is deleted in Settings.")
            self._rows.delete(connection, "papers", "id = ?", (paper_id,))

    def delete_all(self) -> None:
        """Delete every paper of the scope, signed ones too, with its log."""
        with self._database.write() as connection:
            self._rows.delete(connection, "papers", "1", ())

    def _row(self, connection: sqlite3.Connection, paper_id: str) -> Row:
        return self._rows.one(connection, "papers", WHOLE, "id = ?", (paper_id,), "paper")

    def _draft(self, connection: sqlite3.Connection, seen: PaperHead) -> Row:
        """Return the row of a draft that is still as it was seen."""
        row = self._row(connection, seen.id)
        if row["state"] == PaperState.SIGNED:
            raise AssistantError("This paper is signed and stays as it is.", "Write an addendum instead.")
        if row["version"] != seen.version:
            raise AssistantError(
                "This draft was changed meanwhile, perhaps in another window.", "Look at it as it is now, then go on."
            )
        return row

    def _documents(self, connection: sqlite3.Connection, content: str, documents: Sequence[str]) -> str:
        """Return the ids of a paper's documents as JSON; they are all there, or the paper may not be kept."""
        wanted = [*dict.fromkeys((*documents, *sorted(quotes.quoted(json.loads(content)))))]
        there = {row["id"] for row in self._rows.select(connection, "documents", "id")} if wanted else set()
        if any(one not in there for one in wanted):
            raise NotFound(
                "A document that this is made from has been deleted.", "Make it again from those that remain."
            )
        return json.dumps(wanted)

    def _log(
        self, connection: sqlite3.Connection, paper_id: str, entries: Sequence[Edit], who: str, role: str = ""
    ) -> None:
        now = time.time()
        columns = ("paper_id", "who", "role", "made", "action", "part", "key", "place", "before", "after")
        rows = [
            (paper_id, who, role, now, one.action, one.part, one.key, one.at, one.before, one.after) for one in entries
        ]
        kept = [tuple(storable(value) if isinstance(value, str) else value for value in row) for row in rows]
        self._rows.insert_many(connection, "paper_changes", columns, kept)


def _filled(text: str, what: str, longest: int = LONGEST_NAME) -> str:
    """Return a text that has been given, without blanks around it; a name stands on one line."""
    text = storable(text.strip() if longest > LONGEST_NAME else " ".join(text.split()))
    if not text:
        raise AssistantError(f"The {what} is missing.", "Fill it in.")
    if len(text) > longest:
        raise AssistantError(f"The {what} is longer than {longest:,} characters.", "Shorten it.")
    return text
