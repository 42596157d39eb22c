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
    ],
)
def test_what_stands_elsewhere(text: str) -> None:
    assert not Question(text).about_the_document
