from __future__ import annotations

import pytest

from modules.core.follow_up import Exchange, follows_up, stand_alone
from modules.core.types import Answer, Outcome

QUESTION = "What was the revenue of Acme Corporation in 2020?"
HISTORY = [Exchange(QUESTION, Answer("It was 5 million, and Globex Limited earned more.", Outcome.ANSWERED, QUESTION))]


@pytest.mark.parametrize(
    "question", ["And in 2021?", "Why?", "What about its costs?", "How did they grow?", "Explain that."]
)
def test_questions_that_need_the_one_before(question: str) -> None:
    assert follows_up(question, HISTORY)
    assert not follows_up(question, [])


@pytest.mark.parametrize(
    "question",
    [
        "Which law governs the master services agreement?",
        "How many days of notice must the Customer give to end the agreement that was signed in Hamburg?",
    ],
)
def test_questions_that_stand_alone(question: str) -> None:
    assert not follows_up(question, HISTORY)
    assert stand_alone(question, HISTORY) == question


def test_a_follow_up_borrows_words_but_not_the_year_that_it_replaces() -> None:
    assert stand_alone("And in 2021?", HISTORY) == "And in 2021? (revenue Acme Corporation Globex Limited)"
    assert "2020" in stand_alone("And its costs?", HISTORY)


def test_it_reaches_back_over_a_chain_of_follow_ups() -> None:
    second = stand_alone("And in 2021?", HISTORY)
    chain = [*HISTORY, Exchange("And in 2021?", Answer("6 million.", Outcome.ANSWERED, second))]
    assert "revenue Acme" in stand_alone("Why?", chain)
