from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from modules.adapters.scripted import Scripted
from modules.core.errors import AssistantError, ModelMissing, NotFound, StoreError
from modules.core.types import ANYTHING, Answer, Document, DocumentState, Filter, Hit, Message, Outcome, Reply, Scope
from modules.services.answers import AnswerDesk, Answers, Phase
from modules.store.conversations import Conversations, stop_unfinished
from modules.store.database import Database
from modules.store.documents import Documents
from tests.unit.core.answering_fakes import DOCUMENT, DOMAIN, Shelf

MINE = Scope("me", "legal")
QUESTION = "How much notice must the Customer give?"
REPLY = "The Customer must give ninety days written notice [1]."


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    Documents(opened, MINE).begin(Document(DOCUMENT, "long.pdf", "", 9, 0, 0, DocumentState.INDEXING, 1.0))
    yield opened
    opened.close()


def answers(database: Database, model: Scripted, scope: Scope = MINE, desk: AnswerDesk | None = None) -> Answers:
    shelf = Shelf()
    return Answers(
        Conversations(database, scope),
        scope,
        DOMAIN,
        model=lambda: model,
        retriever=shelf,
        pages=shelf,
        unread=lambda: ("long.pdf",),
        desk=desk or AnswerDesk(),
    )


def conversation(database: Database, scope: Scope = MINE) -> str:
    return Conversations(database, scope).create().id


def until(condition, seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_an_answer_is_written_and_kept(database: Database) -> None:
    service = answers(database, Scripted([REPLY]))
    turn_id = service.ask(conversation(database), QUESTION)
    state = service.wait(turn_id, 5)
    assert state.phase is Phase.DONE
    assert state.answer is not None
    assert state.answer.outcome is Outcome.ANSWERED
    assert state.answer.unread == ("long.pdf",), "what was still being read is said"
    assert Conversations(database, MINE).turn(turn_id).answer == state.answer
    assert answers(database, Scripted([])).snapshot(turn_id) == state, "another page reads the same from the disk"


def test_a_page_that_comes_later_sees_how_far_it_is(database: Database) -> None:
    desk, model = AnswerDesk(), Scripted([REPLY], pause=0.03)
    turn_id = answers(database, model, desk=desk).ask(conversation(database), QUESTION)
    later = answers(database, model, desk=desk)
    until(lambda: later.snapshot(turn_id).phase is Phase.WRITING)
    state = later.snapshot(turn_id)
    assert state.passages
    assert REPLY.startswith(state.text)
    assert later.wait(turn_id, 5).text == REPLY


def test_stop_keeps_what_came(database: Database) -> None:
    service = answers(database, Scripted([REPLY], pause=0.05))
    turn_id = service.ask(conversation(database), QUESTION)
    until(lambda: service.snapshot(turn_id).text != "")
    service.stop(turn_id)
    answer = service.wait(turn_id, 2).answer
    assert answer is not None
    assert answer.outcome is Outcome.STOPPED
    assert answer.text
    assert len(answer.text) < len(REPLY)
    service.stop(turn_id)  # once more does nothing


def test_stop_reaches_the_rewriting_of_a_follow_up(database: Database) -> None:
    model = Scripted([REPLY, "word " * 60, REPLY], pause=0.05, evidence_tokens=3_000, quick=True)
    service, home = answers(database, model), conversation(database)
    service.wait(service.ask(home, QUESTION), 5)
    turn_id = service.ask(home, "And when?")
    until(lambda: len(model.asked) == 2)
    service.stop(turn_id)
    answer = service.wait(turn_id, 1).answer
    assert answer is not None
    assert answer.outcome is Outcome.STOPPED
    assert len(model.asked) == 2, "it is not asked for the answer any more"


def test_the_text_so_far_is_on_disk_as_stopped(database: Database) -> None:
    service = answers(database, Scripted(["word " * 400], pause=0.01))
    turn_id = service.ask(conversation(database), QUESTION)
    turns = Conversations(database, MINE)
    until(lambda: bool((kept := turns.turn(turn_id).answer) and kept.text))
    assert turns.turn(turn_id).writing
    assert stop_unfinished(database) == 1  # what the next start would do after a kill
    kept = turns.turn(turn_id)
    assert not kept.writing
    assert kept.answer is not None
    assert kept.answer.outcome is Outcome.STOPPED
    assert kept.answer.passages
    service.stop(turn_id)
    service.wait(turn_id, 5)


def test_regenerate_replaces_and_edit_cuts_what_follows(database: Database) -> None:
    service = answers(database, Scripted([REPLY, "Ninety days [1].", "Fees are 1,200 dollars a month [1]."]))
    home = conversation(database)
    first = service.ask(home, QUESTION)
    service.wait(first, 5)
    assert service.regenerate(first) == first
    assert service.wait(first, 5).text == "Ninety days [1]."
    edited = service.edit(first, "What are the fees?")
    assert service.wait(edited, 5).answer is not None
    assert [turn.question for turn in Conversations(database, MINE).turns(home)] == ["What are the fees?"]


@pytest.mark.parametrize("everything", [False, True])
def test_deleting_a_conversation_stops_what_is_written_in_it(database: Database, everything: bool) -> None:
    desk = AnswerDesk()
    service, home = answers(database, Scripted(["word " * 400], pause=0.02), desk=desk), conversation(database)
    turn_id = service.ask(home, QUESTION)
    until(lambda: service.snapshot(turn_id).text != "")
    live = desk.find(turn_id, MINE)
    assert live is not None
    service.delete_all() if everything else service.delete(home)
    assert live.finished.wait(1)
    assert Conversations(database, MINE).all() == []


class Deaf(Scripted):
    """Does not let go of a reply until `let_go` is set."""

    def __init__(self, script: list[str]) -> None:
        super().__init__(script)
        self.let_go = threading.Event()

    def stream(self, messages: Sequence[Message], *, max_tokens: int, schema: dict[str, Any] | None = None) -> Reply:
        reply = super().stream(messages, max_tokens=max_tokens, schema=schema)
        self.let_go.wait(10)
        return reply


def test_an_answer_that_cannot_be_stopped_is_not_answered_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modules.services.answers._HALT_SECONDS", 0.05)
    model = Deaf([REPLY])
    service = answers(database, model)
    turn_id = service.ask(conversation(database), QUESTION)
    until(lambda: len(model.asked) == 1)
    for again in (lambda: service.regenerate(turn_id), lambda: service.edit(turn_id, "What are the fees?")):
        with pytest.raises(AssistantError, match="still being stopped"):
            again()
    assert Conversations(database, MINE).turn(turn_id).writing, "nothing has been cut or forgotten"
    model.let_go.set()
    service.wait(turn_id, 5)


def test_a_worker_that_was_replaced_neither_saves_nor_signs_off_for_its_successor(database: Database) -> None:
    desk, model = AnswerDesk(), Deaf([REPLY])
    service = answers(database, model, desk=desk)
    turn_id = service.ask(conversation(database), QUESTION)
    until(lambda: len(model.asked) == 1)
    older = desk.find(turn_id, MINE)
    assert older is not None
    done = threading.Event()
    desk.start(turn_id, MINE, lambda _: done.wait(5) and None)
    newer = desk.find(turn_id, MINE)
    model.let_go.set()
    assert older.finished.wait(5)
    assert desk.find(turn_id, MINE) is newer
    assert Conversations(database, MINE).turn(turn_id).writing
    done.set()


@pytest.mark.parametrize(("failures", "kept"), [(1, True), (9, False)])
def test_an_answer_that_cannot_be_saved_is_a_failed_one(
    database: Database, monkeypatch: pytest.MonkeyPatch, failures: int, kept: bool
) -> None:
    left = [sqlite3.OperationalError("database or disk is full")] * failures
    save = Conversations.save_answer

    def full(self: Conversations, turn_id: str, answer: Answer, *, finished: bool = True) -> bool:
        if finished and left:
            raise left.pop()
        return save(self, turn_id, answer, finished=finished)

    monkeypatch.setattr(Conversations, "save_answer", full)
    service = answers(database, Scripted([REPLY]))
    turn_id = service.ask(conversation(database), QUESTION)
    answer = service.wait(turn_id, 5).answer
    assert answer is not None
    assert answer.outcome is Outcome.FAILED
    assert "could not be saved" in answer.problem
    assert Conversations(database, MINE).turn(turn_id).writing is not kept


def test_a_disk_that_is_full_on_the_way_does_not_end_an_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, full = Conversations.save_answer, []

    def failing(self: Conversations, turn_id: str, answer: Answer, *, finished: bool = True) -> bool:
        if not finished:
            full.append(answer)
            raise StoreError("The disk is full.")
        return save(self, turn_id, answer, finished=finished)

    monkeypatch.setattr(Conversations, "save_answer", failing)
    service = answers(database, Scripted([REPLY], pause=0.01))
    state = service.wait(service.ask(conversation(database), QUESTION), 5)
    assert full
    assert state.answer is not None
    assert (state.answer.outcome, state.answer.text) == (Outcome.ANSWERED, REPLY)


def test_a_fault_of_ours_in_the_middle_keeps_the_words_before(database: Database) -> None:
    service = answers(database, Scripted([["The Customer must give", ValueError("a secret")]]))
    turn_id = service.ask(conversation(database), QUESTION)
    state = service.wait(turn_id, 5)
    assert state.answer is not None
    assert state.answer.outcome is Outcome.FAILED
    assert state.text.startswith("The Customer must")
    assert Conversations(database, MINE).turn(turn_id).answer == state.answer


def test_an_edit_stops_the_answer_to_a_later_question(database: Database) -> None:
    desk = AnswerDesk()
    home = conversation(database)
    first = answers(database, Scripted([REPLY]), desk=desk).ask(home, QUESTION)
    service = answers(database, Scripted([REPLY] * 9, pause=0.2), desk=desk)
    service.wait(first, 5)
    later = service.ask(home, QUESTION)
    until(lambda: service.snapshot(later).phase is Phase.WRITING)
    service.edit(first, QUESTION)
    assert desk.find(later, MINE) is None


def test_an_engine_that_is_missing_is_an_answer_that_says_so(database: Database) -> None:
    def missing() -> Scripted:
        raise ModelMissing("The server does not have phi4.", "Pull it.")

    shelf = Shelf()
    service = Answers(
        Conversations(database, MINE),
        MINE,
        DOMAIN,
        model=missing,
        retriever=shelf,
        pages=shelf,
        unread=tuple,
        desk=AnswerDesk(),
    )
    answer = service.wait(service.ask(conversation(database), QUESTION), 5).answer
    assert answer is not None
    assert (answer.outcome, answer.problem) == (Outcome.FAILED, "The server does not have phi4. Pull it.")


def test_a_fault_of_ours_is_an_answer_too(database: Database) -> None:
    service = answers(database, Scripted([]))  # raises LookupError
    answer = service.wait(service.ask(conversation(database), QUESTION), 5).answer
    assert answer is not None
    assert answer.outcome is Outcome.FAILED
    assert answer.problem


def test_those_that_wait_know_their_place(database: Database) -> None:
    desk = AnswerDesk(at_once=1)
    service = answers(database, Scripted([REPLY] * 3, pause=0.05), desk=desk)
    home = conversation(database)
    ids = [service.ask(home, QUESTION) for _ in range(3)]
    until(lambda: service.snapshot(ids[0]).phase is not Phase.WAITING)
    assert [service.snapshot(one).queue_position for one in ids] == [0, 1, 2]
    desk.close()
    assert all(service.snapshot(one).phase is Phase.DONE for one in ids)


def test_what_is_stopped_while_it_waits_ends_before_what_it_waited_for(database: Database) -> None:
    desk = AnswerDesk(at_once=1)
    service = answers(database, Scripted([REPLY] * 2, pause=60), desk=desk)
    home = conversation(database)
    first, second = (service.ask(home, QUESTION) for _ in range(2))
    service.stop(second)
    answer = service.wait(second, 10).answer
    assert answer is not None
    assert answer.outcome is Outcome.STOPPED
    assert service.snapshot(first).phase is not Phase.DONE
    desk.close()


def test_a_question_must_be_there(database: Database) -> None:
    with pytest.raises(AssistantError):
        answers(database, Scripted([])).ask(conversation(database), "  ")


@pytest.mark.parametrize("other", [Scope("you", "legal"), Scope("me", "medical")])
def test_nobody_else_can_touch_an_answer(database: Database, other: Scope) -> None:
    desk = AnswerDesk()
    mine = answers(database, Scripted([REPLY], pause=0.02), desk=desk)
    home = conversation(database)
    turn_id = mine.ask(home, QUESTION)
    theirs = answers(database, Scripted([]), other, desk)
    attempts = (
        lambda: theirs.snapshot(turn_id),
        lambda: theirs.stop(turn_id),
        lambda: theirs.regenerate(turn_id),
        lambda: theirs.edit(turn_id, "x"),
        lambda: theirs.ask(home, "x"),
        lambda: theirs.wait(turn_id, 0.01),
    )
    for attempt in attempts:  # while it is being written
        with pytest.raises(NotFound):
            attempt()
    assert mine.wait(turn_id, 5).text == REPLY
    for attempt in attempts:  # and when it is there
        with pytest.raises(NotFound):
            attempt()
    assert mine.snapshot(turn_id).text == REPLY


def test_recovery_marks_unfinished_turns(database: Database) -> None:
    turns = Conversations(database, MINE)
    turn = turns.add_turn(turns.create().id, QUESTION)
    assert stop_unfinished(database) == 1
    kept = turns.turn(turn.id)
    assert not kept.writing
    assert kept.answer is not None
    assert kept.answer.outcome is Outcome.STOPPED
    assert stop_unfinished(database) == 0


@pytest.mark.parametrize("still", [(), ("long.pdf",)])
def test_what_was_asked_too_early_is_searched_again_once_the_file_is_read(
    database: Database, still: tuple[str, ...]
) -> None:
    shelf, looks = Shelf(), iter([(*still, "contract.pdf"), (*still, "contract.pdf")])
    searched: list[str] = []

    class Early:
        def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
            searched.append(query)
            return shelf.search(query, k, where) if len(searched) > 1 else []

    service = Answers(
        Conversations(database, MINE),
        MINE,
        DOMAIN,
        model=lambda: Scripted([REPLY]),
        retriever=Early(),
        pages=shelf,
        unread=lambda: next(looks, still),
        desk=AnswerDesk(),
    )
    answer = service.wait(service.ask(conversation(database), QUESTION), 5).answer
    assert answer is not None
    assert (answer.outcome, answer.unread, len(searched)) == (Outcome.ANSWERED, still, 2)
