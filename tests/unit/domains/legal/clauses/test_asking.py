from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.grid import parse
from modules.domains.legal.clauses import CATEGORIES, category_of
from modules.domains.legal.questions import SETS

SHIPPED = {
    "Parties": "parties",
    "Date": "agreement_date",
    "Effective date": "effective_date",
    "End of term": "expiration_date",
    "Renewal": "renewal_term",
    "Non-renewal notice": "notice_period_to_terminate_renewal",
    "Governing law": "governing_law",
    "Termination at will": "termination_for_convenience",
    "Assignment": "anti_assignment",
    "Liability cap": "cap_on_liability",
    "Exclusivity": "exclusivity",
    "Non-compete": "non_compete",
    "Non-solicitation": "no_solicit_of_employees",
    "Change of control": "change_of_control",
    "Minimum commitment": "minimum_commitment",
    "Ownership of results": "ip_ownership_assignment",
    "Audit": "audit_rights",
    "Insurance": "insurance",
    "Uncapped liability": "uncapped_liability",
    "Damages and fees": "liquidated_damages",
}


def key(question: str) -> str:
    category = category_of(question)
    return category.key if category else ""


def test_every_shipped_question_asks_for_its_category() -> None:
    asked = [one for text in SETS.values() for one in parse(text)]
    assert {one.title: key(one.question) for one in asked} == SHIPPED


def test_each_category_is_asked_for_by_its_name_and_its_question() -> None:
    for category in CATEGORIES:
        assert category_of(category.name) is category
        assert category_of(category.question) is category


@pytest.mark.parametrize(
    ("question", "category"),
    [
        ("GOVERNING LAW", "governing_law"),
        ("What is the governing law of this Agreement?", "governing_law"),
        ("Is there a governing-law clause?", "governing_law"),
        ("Does the contract contain a non-compete clause?", "non_compete"),
        ("What does the agreement say about insurance?", "insurance"),
        ("What is the term of the contract?", "expiration_date"),
        ("When does the agreement expire?", "expiration_date"),
        ("Should either party maintain insurance?", "insurance"),
        ("Who are the parties?", "parties"),
        ("Can this agreement be terminated without cause?", "termination_for_convenience"),
    ],
)
def test_other_wordings_of_the_same_question_are_known(question: str, category: str) -> None:
    assert key(question) == category


@pytest.mark.parametrize(
    "question",
    [
        "Which law governs the arbitration?",
        "What are the terms of the contract?",
        "What must the parties do?",
        "What do the parties do?",
        "What must the parties provide to each other?",
        "What are the dates?",
        "Is insurance by the other party excluded?",
        "Which party pays the costs?",
        "What is the date of the first delivery?",
        "When does the warranty end?",
        "Must the parties keep the terms confidential?",
        "May a party assign its claims for payment?",
        "How is insurance paid for?",
        "May the tenant renew the licence of the software?",
        "Is liability for late delivery limited?",
        "What is the liability?",
        "What is the rent?",
        "Termination",
        "Liability",
        "the",
        "",
        "¿Qué ley?",
    ],
)
def test_a_question_that_may_ask_for_something_else_is_left_to_the_search(question: str) -> None:
    assert key(question) == ""


@given(st.text(max_size=300))
def test_any_text_can_be_asked(question: str) -> None:
    category_of(question)


def test_what_is_too_long_for_a_question_is_none() -> None:
    assert category_of("governing law " * 20_000) is None
