"""Flashcards, reviews and answers: kept once, per scope, and gone with the document that a card quotes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from modules.core.errors import StoreCorrupt
from modules.core.findings import Citation
from modules.core.types import Scope
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.learning import Attempt, Learning, Review

from .making import MINE, OTHERS, document


@dataclass(frozen=True)
class Front:
    question: str
    source: Citation


@dataclass(frozen=True)
class Other:
    weight: float


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path)) as opened:
        yield opened


@pytest.fixture
def source(database: Database) -> str:
    made = document()
    Documents(database, MINE).begin(made)
    return made.id


def _front(source: str) -> Front:
    return Front("What is 'charge'? \u2192 q", Citation(source, 1, 0, 6, "Charge"))


def test_a_card_is_kept_once_and_read_as_it_was(database: Database, source: str) -> None:
    mine = Learning(database, MINE)
    assert mine.add([("a", source, _front(source)), ("b", source, _front(source))], 10.0) == 2
    assert mine.add([("a", source, _front(source)), ("c", source, _front(source))], 20.0) == 1
    assert [(card.id, card.due, card.added) for card in mine.cards()] == [("a", 10, 10), ("b", 10, 10), ("c", 20, 20)]
    assert mine.cards()[0].read(Front) == _front(source)
    with pytest.raises(StoreCorrupt):
        mine.cards()[0].read(Other)


def test_a_card_of_a_document_that_is_gone_is_not_kept(database: Database) -> None:
    assert Learning(database, MINE).add([("a", "deleted", _front("deleted"))], 1.0) == 0


def test_due_cards_come_in_the_order_in_which_they_wait(database: Database, source: str) -> None:
    mine = Learning(database, MINE)
    mine.add([("a", source, _front(source)), ("b", source, _front(source)), ("c", source, _front(source))], 1.0)
    first = mine.due(1.0)[0]
    assert mine.review(first, 3, 90.0, "learned", 2.0)
    mine.rest("c", resting=True)
    assert [card.id for card in mine.due(50.0)] == ["b"]
    assert [card.id for card in mine.due(90.0)] == ["b", "a"]
    assert [card.id for card in mine.due(90.0, at_most=1)] == ["b"]
    assert [card.id for card in mine.cards()] == ["b", "a", "c"]
    mine.rest("c", resting=False)
    assert [card.id for card in mine.due(50.0)] == ["b", "c"]


def test_a_card_that_was_reviewed_elsewhere_is_not_reviewed_twice(database: Database, source: str) -> None:
    mine = Learning(database, MINE)
    mine.add([("a", source, _front(source))], 1.0)
    seen = mine.due(1.0)[0]
    assert mine.review(seen, 3, 90.0, "s1", 2.0)
    assert not mine.review(seen, 1, 5.0, "s2", 3.0)
    assert (mine.cards()[0].due, mine.cards()[0].schedule) == (90.0, "s1")
    assert mine.reviews() == [Review("a", 3, 2.0)]
    assert mine.reviews(since=2.5) == []


def test_cards_go_with_their_document_and_what_was_done_stays(database: Database, source: str) -> None:
    mine = Learning(database, MINE)
    mine.add([("a", source, _front(source))], 1.0)
    mine.review(mine.due(1.0)[0], 3, 90.0, "s", 2.0)
    mine.attempted([Attempt("charge", "i", 0.5, None, 3.0)])
    Documents(database, MINE).delete(source)
    assert mine.cards() == []
    assert len(mine.reviews()) == len(mine.attempts()) == 1


def test_answers_are_listed_in_the_order_in_which_they_were_given(database: Database) -> None:
    mine = Learning(database, MINE)
    given = [Attempt("a", "1", 1.0, 0.25, 9.0), Attempt("b", "2", 0.0, None, 5.0), Attempt("a", "3", 0.5, None, 7.0)]
    mine.attempted(given[:2])
    mine.attempted(given[2:])
    assert mine.attempts() == given


@pytest.mark.parametrize("scope", OTHERS)
def test_another_scope_sees_and_changes_nothing(database: Database, source: str, scope: Scope) -> None:
    mine, other = Learning(database, MINE), Learning(database, scope)
    mine.add([("a", source, _front(source))], 1.0)
    mine.attempted([Attempt("charge", "i", 1.0, None, 1.0)])
    card = mine.cards()[0]
    assert not other.review(card, 3, 9.0, "s", 2.0)
    other.rest("a", resting=True)
    other.remove("a")
    other.delete_all()
    assert other.add([("b", source, _front(source))], 1.0) == 0
    assert (other.cards(), other.due(99.0), other.attempts(), other.reviews()) == ([], [], [], [])
    assert mine.cards() == [card]
    assert len(mine.attempts()) == 1


def test_everything_can_be_forgotten(database: Database, source: str) -> None:
    mine = Learning(database, MINE)
    mine.add([("a", source, _front(source)), ("b", source, _front(source))], 1.0)
    mine.review(mine.due(1.0)[0], 4, 90.0, "s", 2.0)
    mine.attempted([Attempt("charge", "i", 1.0, None, 1.0)])
    mine.remove("b")
    assert [card.id for card in mine.cards()] == ["a"]
    mine.delete_all()
    assert (mine.cards(), mine.attempts(), mine.reviews()) == ([], [], [])
