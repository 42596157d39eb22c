from __future__ import annotations

from contextlib import closing
from pathlib import Path

from modules.core.types import Answer, Document, Outcome, Passage
from modules.store.conversations import Conversations
from modules.store.database import Database
from modules.store.documents import Documents

from .making import MINE, stored


def passages_of(*quoted: tuple[Document, str]) -> tuple[Passage, ...]:
    return tuple(
        Passage(marker, one.id, one.name, 1, 0, 9, ("5 Term",), "", text, 0.5)
        for marker, (one, text) in enumerate(quoted, 1)
    )


def test_answers_lose_the_text_of_a_deleted_document_and_keep_the_rest(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        documents, conversations = Documents(database, MINE), Conversations(database, MINE)
        gone, kept = stored(documents, "gone text", name="gone.txt"), stored(documents, "kept text", name="kept.txt")
        passages = passages_of((gone, "gone text"), (kept, "kept text"))
        turn = conversations.add_turn(conversations.create().id, "What is there?")
        conversations.save_answer(turn.id, Answer("Both [1][2].", Outcome.ANSWERED, "What is there?", passages))

        documents.delete(gone.id)

        answer = conversations.turn(turn.id).answer
        assert answer is not None
        assert answer.text == "Both [1][2]."
        assert [passage.text for passage in answer.passages] == ["", "kept text"]


def test_an_answer_that_is_still_being_written_does_not_bring_a_deleted_text_back(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        documents, conversations = Documents(database, MINE), Conversations(database, MINE)
        gone, kept = stored(documents, "gone text", name="gone.txt"), stored(documents, "kept text", name="kept.txt")
        passages = passages_of((gone, "gone text"), (kept, "kept text"))
        turn = conversations.add_turn(conversations.create().id, "What is there?")
        answer = Answer("Both [1][2].", Outcome.ANSWERED, "?", passages, unread=(gone.name, kept.name))
        conversations.save_answer(turn.id, answer, finished=False)

        documents.delete(gone.id)
        conversations.save_answer(turn.id, answer)

        saved = conversations.turn(turn.id).answer
        assert saved is not None
        assert [(passage.text, passage.section) for passage in saved.passages] == [("", ()), ("kept text", ("5 Term",))]
        assert saved.unread == ("kept.txt",)


def test_a_damaged_answer_is_emptied_and_keeps_no_document_from_being_deleted(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        documents, conversations = Documents(database, MINE), Conversations(database, MINE)
        gone = stored(documents, "gone text")
        turn = conversations.add_turn(conversations.create().id, "What is there?")
        conversations.save_answer(turn.id, Answer("It [1].", Outcome.ANSWERED, "?", passages_of((gone, "gone text"))))
        with database.write() as connection:
            connection.execute("UPDATE turns SET answer = substr(answer, 1, length(answer) - 9)")

        documents.delete(gone.id)

        assert not documents.has(gone.id)
        answer = conversations.turn(turn.id).answer
        assert answer is not None
        assert (answer.text, answer.passages) == ("", ())
        assert "cannot be read" in answer.problem
