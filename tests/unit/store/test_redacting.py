from __future__ import annotations

from contextlib import closing
from pathlib import Path

from modules.core.types import Answer, Outcome, Passage
from modules.store.conversations import Conversations
from modules.store.database import Database
from modules.store.documents import Documents

from .making import MINE, stored


def test_answers_lose_the_text_of_a_deleted_document_and_keep_the_rest(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        documents, conversations = Documents(database, MINE), Conversations(database, MINE)
        gone, kept = stored(documents, "gone text", name="gone.txt"), stored(documents, "kept text", name="kept.txt")
        passages = tuple(
            Passage(marker, one.id, one.name, 1, 0, 9, ("5 Term",), "", text, 0.5)
            for marker, one, text in ((1, gone, "gone text"), (2, kept, "kept text"))
        )
        turn = conversations.add_turn(conversations.create().id, "What is there?")
        conversations.save_answer(turn.id, Answer("Both [1][2].", Outcome.ANSWERED, "What is there?", passages))

        documents.delete(gone.id)

        answer = conversations.turn(turn.id).answer
        assert answer is not None
        assert answer.text == "Both [1][2]."
        assert [passage.text for passage in answer.passages] == ["", "kept text"]
