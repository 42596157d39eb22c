from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from modules.core.errors import NotFound, StoreCorrupt
from modules.core.grounding import check
from modules.core.types import Answer, Document, DocumentState, Outcome, Passage, Scope, Usage
from modules.store.answer_json import from_json, to_json
from modules.store.conversations import TITLE_CHARACTERS, Conversations
from modules.store.database import Database
from modules.store.documents import Documents

MINE = Scope("me", "legal")
TEXT = "Fees are 1,200 dollars a month [1]. Elephants graze."
PASSAGE = Passage(1, "d", "a.pdf", 3, 0, 31, ("2 Fees",), "", "Fees are 1,200 dollars a month.", 1.0)
ANSWER = Answer(
    TEXT,
    Outcome.ANSWERED,
    "fees",
    (PASSAGE,),
    check(TEXT, (PASSAGE,), "?"),
    "scripted",
    "m",
    Usage(10, 5, finish="stop"),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    Documents(opened, MINE).begin(Document("d", "a.pdf", "application/pdf", 9, 0, 0, DocumentState.INDEXING, 1.0))
    yield opened
    opened.close()


@pytest.fixture
def mine(database: Database) -> Conversations:
    return Conversations(database, MINE)


def test_an_answer_is_the_same_after_a_journey_through_json() -> None:
    assert from_json(to_json(ANSWER)) == ANSWER


def test_a_damaged_answer_says_so_without_quoting_it() -> None:
    with pytest.raises(StoreCorrupt) as caught:
        from_json('{"text": ["a secret"]}')
    assert "secret" not in str(caught.value)


def test_beside_a_damaged_answer_the_others_are_shown(database: Database, mine: Conversations) -> None:
    home = mine.create()
    turns = [mine.add_turn(home.id, question) for question in ("Which fees?", "And then?")]
    for turn in turns:
        mine.save_answer(turn.id, ANSWER)
    with database.write() as connection:
        connection.execute("UPDATE turns SET answer = substr(answer, 2) WHERE id = ?", (turns[0].id,))
    damaged, whole = [turn.answer for turn in mine.turns(home.id)]
    assert damaged is not None
    assert damaged.outcome is Outcome.FAILED
    assert "cannot be read" in damaged.problem
    assert whole == ANSWER


def test_the_first_question_gives_the_title(mine: Conversations) -> None:
    home = mine.create()
    mine.add_turn(home.id, "What are the   fees\nof this agreement? " + "word " * 40)
    title = mine.get(home.id).title
    assert title.startswith("What are the fees of this agreement?")
    assert len(title) <= TITLE_CHARACTERS
    mine.add_turn(home.id, "And then?")
    assert mine.get(home.id).title == title


def test_the_last_used_comes_first_and_search_looks_everywhere(mine: Conversations) -> None:
    first, second = mine.create("Fees of 100 %"), mine.create("Terms")
    turn = mine.add_turn(first.id, "How much is it?")
    mine.save_answer(turn.id, ANSWER)
    assert [one.id for one in mine.all()] == [first.id, second.id]
    assert [one.id for one in mine.search("elephants MUCH fees")] == [first.id]
    assert [one.id for one in mine.search("100 %")] == [first.id]
    assert mine.search("%%") == []
    assert len(mine.search("")) == 2


def test_ratings_are_kept_and_taken_back(mine: Conversations) -> None:
    turn = mine.add_turn(mine.create().id, "How much?")
    assert turn.rating is None
    mine.rate(turn.id, False, "too short")
    assert (mine.turn(turn.id).rating, mine.turn(turn.id).reason) == (False, "too short")
    mine.rate(turn.id, None)
    assert (mine.turn(turn.id).rating, mine.turn(turn.id).reason) == (None, "")


def test_what_is_deleted_stays_deleted_and_leaves_the_disk(
    database: Database, mine: Conversations, tmp_path: Path
) -> None:
    home = mine.create()
    turn = mine.add_turn(home.id, "Zyzzyva?")
    mine.delete(home.id)
    assert not mine.save_answer(turn.id, ANSWER)
    mine.add_turn(mine.create().id, "Zyzzyva?")
    theirs = Conversations(database, Scope("you", "legal"))
    theirs.create("Mantis")
    mine.delete_all()
    assert mine.all() == []
    assert [one.title for one in theirs.all()] == ["Mantis"]
    assert not any(b"Zyzzyva" in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


@pytest.mark.parametrize("verb", ["cut", "reopen"])
def test_what_is_asked_again_leaves_nothing_of_the_old_answer_on_the_disk(
    mine: Conversations, tmp_path: Path, verb: str
) -> None:
    turn = mine.add_turn(mine.create("Insects").id, "What bites?")
    mine.save_answer(turn.id, Answer("Zyzzyva", Outcome.ANSWERED, "?"))
    getattr(mine, verb)(turn.id)
    assert not any(b"Zyzzyva" in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


@pytest.mark.parametrize(("given", "kept"), [("", "How long?"), ("Fees", "Fees")])
def test_the_title_follows_the_first_question_unless_it_was_given(mine: Conversations, given: str, kept: str) -> None:
    home = mine.create(given)
    mine.add_turn(mine.cut(mine.add_turn(home.id, "How much?").id), "How long?")
    assert mine.get(home.id).title == kept


@pytest.mark.parametrize("other", [Scope("you", "legal"), Scope("me", "medical")])
def test_no_verb_reaches_another_scope(database: Database, mine: Conversations, other: Scope) -> None:
    home = mine.create("Mine")
    turn = mine.add_turn(home.id, "How much?")
    mine.save_answer(turn.id, ANSWER)
    theirs = Conversations(database, other)
    for attempt in (
        lambda: theirs.get(home.id),
        lambda: theirs.rename(home.id, "x"),
        lambda: theirs.delete(home.id),
        lambda: theirs.turns(home.id),
        lambda: theirs.turn(turn.id),
        lambda: theirs.add_turn(home.id, "x"),
        lambda: theirs.reopen(turn.id),
        lambda: theirs.cut(turn.id),
        lambda: theirs.rate(turn.id, True),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert theirs.all() == theirs.search("much") == []
    assert not theirs.save_answer(turn.id, Answer("x", Outcome.ANSWERED, "x"))
    assert mine.get(home.id).title == "Mine"
    assert mine.turns(home.id) == [mine.turn(turn.id)]
    assert mine.turn(turn.id).answer == ANSWER


def test_a_clock_that_is_set_back_changes_no_order(
    database: Database, mine: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = mine.create()
    for question, now in (("first", 2_000.0), ("second", 1_000.0), ("third", 3_000.0)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        mine.add_turn(home.id, question)
    assert [turn.question for turn in mine.turns(home.id)] == ["first", "second", "third"]
    database.vacuum()
    mine.cut(mine.turns(home.id)[1].id)
    assert [turn.question for turn in mine.turns(home.id)] == ["first"], "those after it go, those before it stay"


@pytest.mark.parametrize("text", [" ".join(f"fees w{number}" for number in range(1_500)), "x" * 60_000, "\ud83d \0"])
def test_any_text_can_be_searched_for(mine: Conversations, text: str) -> None:
    mine.add_turn(mine.create().id, "Which fees?")
    assert mine.search(text) == []


def test_what_stands_after_a_nul_is_found_and_half_a_character_is_kept_as_a_sign(mine: Conversations) -> None:
    home = mine.create()
    turn = mine.add_turn(home.id, "Which\0fees? \ud83d")
    mine.rate(turn.id, up=True, reason="\ud83d")
    assert mine.turn(turn.id).question == "Which fees? \N{REPLACEMENT CHARACTER}"
    assert [found.id for found in mine.search("fees")] == [home.id]


def test_a_damaged_answer_does_not_end_a_search(database: Database, mine: Conversations) -> None:
    home = mine.create()
    turn = mine.add_turn(home.id, "Which fees?")
    with database.write() as connection:
        connection.execute("UPDATE turns SET answer = '{' WHERE id = ?", (turn.id,))
    assert [found.id for found in mine.search("fees")] == [home.id]
