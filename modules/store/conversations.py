"""Conversations and their turns, of one owner in one workspace."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from modules.core.types import Answer, Outcome, Scope
from modules.store.answer_json import readable, to_json
from modules.store.database import Database
from modules.store.page_rows import storable
from modules.store.redacting import without_deleted
from modules.store.scoped import Row, Scoped, missing

TITLE_CHARACTERS = 80
# Of a search: SQLite allows an expression so deep and a pattern so long, and who types more has pasted something.
_MAX_WORDS = 32
_MAX_WORD_CHARACTERS = 200


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
  SELECT group_concat(question || ' ' || COALESCE(CASE WHEN json_valid(answer) THEN json_extract(answer, '$.text') END,
                                                  ''), ' ')
  FROM turns WHERE conversation_id = conversations.id), '')) LIKE ? ESCAPE '\\'"""


class Conversations:
    """The conversations of one scope. Everything raises NotFound for an id that is not this scope's."""

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database = database
        self._rows = Scoped(scope)

    def all(self) -> list[Conversation]:
        """Return the conversations, the last used first."""
        return self._conversations("1", ())

    def get(self, conversation_id: str) -> Conversation:
        """Return one conversation."""
        return _only(self._conversations("id = ?", (conversation_id,)))

    def create(self, title: str = "") -> Conversation:
        """Start a conversation. Without a title it takes its first question for one."""
        now = time.time()
        made = Conversation(uuid.uuid4().hex, _title(title), now, now)
        with self._database.write() as connection:
            self._rows.insert(connection, "conversations", asdict(made))
        return made

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title."""
        with self._database.write() as connection:
            _one(self._rows.update(connection, "conversations", {"title": _title(title)}, "id = ?", (conversation_id,)))

    def search(self, text: str) -> list[Conversation]:
        """Return the conversations that hold every word of `text` in title, questions or answers, last used first.

        Of a text with very many or very long words the beginning counts.
        """
        words = dict.fromkeys(word[:_MAX_WORD_CHARACTERS] for word in storable(text).split())
        wanted = [_like(word) for word in list(words)[:_MAX_WORDS]]
        return self._conversations(" AND ".join(["1", *[_HOLDS] * len(wanted)]), wanted)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with its turns; nothing of it can be read from the disk afterwards."""
        with self._database.write() as connection:
            _one(self._rows.delete(connection, "conversations", "id = ?", (conversation_id,)))
        self._database.scrub()

    def delete_all(self) -> None:
        """Delete every conversation, as `delete` does one."""
        with self._database.write() as connection:
            self._rows.delete(connection, "conversations", "1", ())
        self._database.scrub()

    def turns(self, conversation_id: str) -> list[Turn]:
        """Return the turns of a conversation in order."""
        self.get(conversation_id)
        return self._turns("conversation_id = ?", (conversation_id,))

    def turn(self, turn_id: str) -> Turn:
        """Return one turn."""
        return _only(self._turns("id = ?", (turn_id,)))

    def from_turn(self, turn_id: str) -> list[Turn]:
        """Return a turn and those after it."""
        turns = self.turns(self.turn(turn_id).conversation_id)
        return turns[[one.id for one in turns].index(turn_id) :]

    def add_turn(self, conversation_id: str, question: str) -> Turn:
        """Append a question that is about to be answered."""
        question = storable(question)
        title = self.get(conversation_id).title or _title(question)
        turn = Turn(uuid.uuid4().hex, conversation_id, question, None, True, None, "", time.time())
        row = {"id": turn.id, "conversation_id": conversation_id, "question": question, "state": "writing"}
        with self._database.write() as connection:
            changes = {"updated": turn.asked, "title": title}
            _one(self._rows.update(connection, "conversations", changes, "id = ?", (conversation_id,)))
            self._rows.insert(connection, "turns", {**row, "asked": turn.asked})
        return turn

    def reopen(self, turn_id: str) -> Turn:
        """Forget a turn's answer and rating, on the disk too: it is about to be answered again."""
        changes = {"answer": None, "state": "writing", "rating": None, "reason": ""}
        with self._database.write() as connection:
            _one(self._rows.update(connection, "turns", changes, "id = ?", (turn_id,)))
        self._database.scrub()
        return self.turn(turn_id)

    def cut(self, turn_id: str) -> str:
        """Delete a turn and those after it, which may refer to it; return the conversation's id.

        A conversation that had its first question for a title takes the next one.
        """
        turn, later = self.turn(turn_id), self.from_turn(turn_id)
        first = self.turns(turn.conversation_id)[0]
        named_after = first.id == turn_id and self.get(turn.conversation_id).title == _title(turn.question)
        with self._database.write() as connection:
            if named_after:
                self._rows.update(connection, "conversations", {"title": ""}, "id = ?", (turn.conversation_id,))
            for one in later:
                self._rows.delete(connection, "turns", "id = ?", (one.id,))
        self._database.scrub()
        return turn.conversation_id

    def save_answer(self, turn_id: str, answer: Answer, *, finished: bool = True) -> bool:
        """Keep an answer, or what has come of it so far; of documents deleted meanwhile, it keeps no passage.

        Returns:
            Whether there is still a turn to keep it in; one deleted while its answer was being written stays deleted.
        """
        with self._database.write() as connection:
            kept = to_json(without_deleted(connection, self._rows, answer))
            changes = {"answer": kept, "state": "done" if finished else "writing"}
            return self._rows.update(connection, "turns", changes, "id = ?", (turn_id,)) > 0

    def rate(self, turn_id: str, up: bool | None, reason: str = "") -> None:
        """Keep the visitor's judgement of an answer; None takes it back."""
        changes = {"rating": None if up is None else int(up), "reason": storable(reason)}
        with self._database.write() as connection:
            _one(self._rows.update(connection, "turns", changes, "id = ?", (turn_id,)))

    def _conversations(self, where: str, values: Sequence[Any]) -> list[Conversation]:
        columns = "id, title, created, updated"
        with self._database.read() as connection:
            rows = self._rows.select(connection, "conversations", columns, where, values, "ORDER BY updated DESC")
        return [Conversation(*row) for row in rows]

    def _turns(self, where: str, values: Sequence[Any]) -> list[Turn]:
        columns = "id, conversation_id, question, answer, state, rating, reason, asked"
        with self._database.read() as connection:
            # Not by `asked`: a clock that was set back would put a question before those that it follows.
            rows = self._rows.select(connection, "turns", columns, where, values, "ORDER BY rowid")
        return [_turn(row) for row in rows]


def stop_unfinished(database: Database) -> int:
    """Mark every answer that a killed process left half written as stopped, of all owners; return how many."""
    empty = to_json(Answer(text="", outcome=Outcome.STOPPED, searched_for=""))
    statement = "UPDATE turns SET state = 'done', answer = COALESCE(answer, ?) WHERE state = 'writing'"
    with database.write() as connection:
        return connection.execute(statement, (empty,)).rowcount


def _turn(row: Row) -> Turn:
    return Turn(
        id=row["id"],
        conversation_id=row["conversation_id"],
        question=row["question"],
        answer=None if row["answer"] is None else readable(row["answer"]),
        writing=row["state"] == "writing",
        rating=None if row["rating"] is None else bool(row["rating"]),
        reason=row["reason"],
        asked=row["asked"],
    )


def _title(text: str) -> str:
    """Return a title of one line, cut between words."""
    line = " ".join(storable(text).split())
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _one(rows: int) -> None:
    if not rows:
        raise missing("conversation")


_Found = TypeVar("_Found")


def _only(found: Sequence[_Found]) -> _Found:
    _one(len(found))
    return found[0]
