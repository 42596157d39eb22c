"""Questions taken apart."""

from __future__ import annotations

import pytest

from modules.core.questions import Question


@pytest.mark.parametrize(
    "text",
    [
        "Who are the parties?",
        "What is the effective date?",
        "When was this lease signed?",
        "On what date was the contract entered into?",
        "Who wrote this paper?",
        "What kind of agreement is this?",
        "What is this document about?",
        "Between whom is the agreement made?",
        "In Acme's supply agreement, who signed the agreement?",
        "How old is the patient?",
        "Summarise this contract.",
        "Parties?",
        "contract title",
        "DOCUMENT NAME",
        "the authors of the paper",
        "summarise",
        "Please give me a short summary.",
    ],
)
def test_what_a_document_says_of_itself(text: str) -> None:
    assert Question(text).about_the_document


@pytest.mark.parametrize(
    "text",
    [
        "What is the rent?",
        "Who wrote of the water pump in 1751?",
        "When was the treaty signed?",
        "How old is the universe?",
        "Is the ownership joint between the parties to the contract?",
        "Which parties must give notice?",
        "party wall",
        "delivery date?",
        "Summarise the termination clause.",
        "purpose of the payment",
    ],
)
def test_what_stands_elsewhere(text: str) -> None:
    assert not Question(text).about_the_document


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What rent does Okafor pay?", {"okafor"}),
        ("WHAT RENT DOES THE TENANT PAY?", set()),
        ("What Is The Notice Period In This Lease?", set()),
        ("What is US revenue in FY2023?", {"fy2023", "fy", "2023", "us", "usfy2023"}),
        ("AMCOR EBITDA", {"amcor", "ebitda", "amcorebitda"}),
    ],
)
def test_capitals_tell_names_only_where_not_every_word_has_them(text: str, names: set[str]) -> None:
    assert Question(text).proper_names <= names
    assert bool(Question(text).proper_names) == bool(names)
