"""Conversations and their turns, of one owner in one workspace."""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from modules.core.errors import NotFound
from modules.core.types import Answer, Outcome, Scope
from modules.store.answer_json import from_json, to_json

SCHEMA = """
CREATE TABLE conversations (
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, workspace TEXT NOT NULL,
  title TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL
);
CREATE INDEX conversations_of_scope ON conversations (owner, workspace, updated);
CREATE TABLE turns (
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, workspace TEXT NOT NULL,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  question TEXT NOT NULL, answer TEXT, state TEXT NOT NULL, rating INTEGER, reason TEXT NOT NULL, asked REAL NOT NULL
);
CREATE INDEX turns_of_conversation ON turns (conversation_id, asked);
CREATE INDEX turns_unfinished ON turns (state) WHERE state = 'writing';
"""
"""What the database must hold for this module. `state` is 'writing' or 'done'; `rating` is 1, 0 or null."""

TITLE_CHARACTERS = 80


class Connections(Protocol):
    """What is needed of the database."""

    def read(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a connection to read from."""
        ...

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give the one connection that writes, in a transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation without its turns. Times are seconds since the epoch; `updated` is that of the last question."""

    id: str
    title: str
    created: float
    updated: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what was answered.

    Attributes:
        answer: None until there is something to keep; while `writing`, what came so far.
        writing: the answer is not finished: it is being written, or was when the process was killed.
        rating: True for thumbs up, False for down; `reason` is the visitor's own words.
        asked: seconds since the epoch.
    """

    id: str
    conversation_id: str
    question: str
    answer: Answer | None
    writing: bool
    rating: bool | None
    reason: str
    asked: float


_HOLDS = """(title || ' ' || COALESCE((
  SELECT group_concat(question || ' ' || COALESCE(json_extract(answer, '$.text'), ''), ' ')
  FROM turns WHERE conversation_id = conversations.id), '')) LIKE ? ESCAPE '\\'"""


class Conversations:
    """The conversations of one scope. Everything raises NotFound for an id that is not this scope's."""

    def __init__(self, database: Connections, scope: Scope) -> None:
        self._database = database
        self._scope = scope

    def all(self) -> list[Conversation]:
        """Return the conversations, the last used first."""
        return self._conversations("TRUE", ())

    def get(self, conversation_id: str) -> Conversation:
        """Return one conversation."""
        found = self._conversations("id = ?", (conversation_id,))
        if not found:
            raise _not_found()
        return found[0]

    def create(self, title: str = "") -> Conversation:
        """Start a conversation. Without a title it takes its first question for one."""
        now = time.time()
        made = Conversation(uuid.uuid4().hex, _title(title), now, now)
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO conversations (id, owner, workspace, title, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
                (made.id, self._scope.owner, self._scope.workspace, made.title, now, now),
            )
        return made

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title."""
        self._change("UPDATE conversations SET title = ?", (_title(title),), conversation_id)

    def search(self, text: str) -> list[Conversation]:
        """Return the conversations that hold every word of `text` in title, questions or answers, last used first."""
        wanted = [_like(word) for word in text.split()]
        return self._conversations(" AND ".join(["TRUE", *[_HOLDS] * len(wanted)]), wanted)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with its turns."""
        self._change("DELETE FROM conversations", (), conversation_id)

    def turns(self, conversation_id: str) -> list[Turn]:
        """Return the turns of a conversation in order."""
        self.get(conversation_id)
        return self._turns("conversation_id = ?", (conversation_id,))

    def turn(self, turn_id: str) -> Turn:
        """Return one turn."""
        found = self._turns("id = ?", (turn_id,))
        if not found:
            raise _not_found()
        return found[0]

    def add_turn(self, conversation_id: str, question: str) -> Turn:
        """Append a question that is about to be answered."""
        conversation = self.get(conversation_id)
        turn = Turn(uuid.uuid4().hex, conversation_id, question, None, True, None, "", time.time())
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO turns (id, owner, workspace, conversation_id, question, state, reason, asked)"
                " VALUES (?, ?, ?, ?, ?, 'writing', '', ?)",
                (turn.id, self._scope.owner, self._scope.workspace, conversation_id, question, turn.asked),
            )
            title = conversation.title or _title(question)
            self._run(
                connection,
                "UPDATE conversations SET updated = ?, title = ?",
                (turn.asked, title),
                "id = ?",
                (conversation_id,),
            )
        return turn

    def reopen(self, turn_id: str) -> Turn:
        """Forget a turn's answer and rating: it is about to be answered again."""
        self._change("UPDATE turns SET answer = NULL, state = 'writing', rating = NULL, reason = ''", (), turn_id)
        return self.turn(turn_id)

    def cut(self, turn_id: str) -> str:
        """Delete a turn and those after it, which may refer to it; return the conversation's id."""
        turn = self.turn(turn_id)
        with self._database.write() as connection:
            self._run(
                connection,
                "DELETE FROM turns",
                (),
                "conversation_id = ? AND asked >= ?",
                (turn.conversation_id, turn.asked),
            )
        return turn.conversation_id

    def save_answer(self, turn_id: str, answer: Answer, *, finished: bool = True) -> None:
        """Keep an answer, or what has come of it so far.

        A turn that is deleted while its answer is still being written stays deleted.
        """
        state = "done" if finished else "writing"
        with self._database.write() as connection:
            values = (to_json(answer), state)
            self._run(connection, "UPDATE turns SET answer = ?, state = ?", values, "id = ?", (turn_id,))

    def rate(self, turn_id: str, up: bool | None, reason: str = "") -> None:
        """Keep the visitor's judgement of an answer; None takes it back."""
        self._change("UPDATE turns SET rating = ?, reason = ?", (None if up is None else int(up), reason), turn_id)

    def _conversations(self, condition: str, values: Sequence[Any]) -> list[Conversation]:
        statement = "SELECT id, title, created, updated FROM conversations"
        with self._database.read() as connection:
            rows = self._run(connection, statement, (), f"{condition} ORDER BY updated DESC", values)
            return [Conversation(*row) for row in rows]

    def _turns(self, condition: str, values: Sequence[Any]) -> list[Turn]:
        statement = "SELECT id, conversation_id, question, answer, state, rating, reason, asked FROM turns"
        with self._database.read() as connection:
            rows = self._run(connection, statement, (), f"{condition} ORDER BY asked, rowid", values)
            return [_turn(*row) for row in rows]

    def _change(self, statement: str, values: Sequence[Any], row_id: str) -> None:
        with self._database.write() as connection:
            if not self._run(connection, statement, values, "id = ?", (row_id,)).rowcount:
                raise _not_found()

    def _run(
        self,
        connection: sqlite3.Connection,
        statement: str,
        values: Sequence[Any],
        condition: str,
        condition_values: Sequence[Any],
    ) -> sqlite3.Cursor:
        """Run a statement on this scope's rows that meet the condition: the one place that says whose they are."""
        mine = (self._scope.owner, self._scope.workspace)
        return connection.execute(
            f"{statement} WHERE owner = ? AND workspace = ? AND {condition}", (*values, *mine, *condition_values)
        )


def stop_unfinished(database: Connections) -> int:
    """Mark every answer that a killed process left half written as stopped, of all owners; return how many."""
    empty = to_json(Answer(text="", outcome=Outcome.STOPPED, searched_for=""))
    with database.write() as connection:
        return connection.execute(
            "UPDATE turns SET state = 'done', answer = COALESCE(answer, ?) WHERE state = 'writing'", (empty,)
        ).rowcount


def _turn(
    turn_id: str,
    conversation_id: str,
    question: str,
    answer: str | None,
    state: str,
    rating: int | None,
    reason: str,
    asked: float,
) -> Turn:
    return Turn(
        turn_id,
        conversation_id,
        question,
        None if answer is None else from_json(answer),
        state == "writing",
        None if rating is None else bool(rating),
        reason,
        asked,
    )


def _title(text: str) -> str:
    """Return a title of one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _not_found() -> NotFound:
    return NotFound("This conversation is not here.", "It may have been deleted: choose another one.")
