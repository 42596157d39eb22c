from __future__ import annotations

import pytest

from modules.core.follow_up import Exchange, follows_up, restates, stand_alone
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


@pytest.mark.parametrize(
    "question",
    [
        "And can you say that in one sentence?",
        "Explain that more simply.",
        "Could you please explain this in simpler terms?",
        "Shorter, please.",
        "Please summarise that.",
        "Put it in plain English",
        "Translate it into German.",
        "Can you rephrase your answer as a bulleted list?",
        "Tell me again, in at most two short sentences.",
        "Explain it to me like I'm five",
    ],
)
def test_the_same_answer_in_another_form_needs_the_same_search(question: str) -> None:
    assert restates(question)
    assert follows_up(question, HISTORY)
    assert not follows_up(question, [])
    assert stand_alone(question, HISTORY) == QUESTION


@pytest.mark.parametrize(
    "question",
    [
        "And in 2021?",
        "What about the landlord?",
        "Why?",
        "Explain that.",
        "Explain the fees in one sentence.",
        "Summarise the termination clause.",
        "Summarise this document.",
        "Which language is it in?",
        "List the terms.",
        "What is the short answer on liability?",
        "Is it in the table?",
        "Say more about the deposit, briefly.",
    ],
)
def test_new_content_is_searched_for(question: str) -> None:
    assert not restates(question)
    assert stand_alone(question, HISTORY) != QUESTION


def test_another_form_of_another_form_still_needs_the_first_search() -> None:
    chain = [*HISTORY, Exchange("Shorter.", Answer("5 million.", Outcome.ANSWERED, stand_alone("Shorter.", HISTORY)))]
    assert stand_alone("And in German, please?", chain) == QUESTION
