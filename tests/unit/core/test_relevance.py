from __future__ import annotations

import pytest

from modules.core.relevance import is_relevant, unmentioned
from modules.core.types import Chunk, Hit, Passage

TEXT = "The Customer may end this Agreement with ninety days written notice."


def hits(**scores: float) -> list[Hit]:
    return [Hit(Chunk("c", "d", "contract.pdf", 0, 1, 0, len(TEXT), (), "", TEXT), 1.0, scores)]


@pytest.mark.parametrize(
    ("question", "scores", "relevant"),
    [
        ("How many days of notice must the Customer give?", {"dense": 0.6}, True),
        ("Which volcanoes erupted in Iceland?", {"dense": 0.1}, False),
        ("May the Customer end the Agreement with notice?", {"dense": 0.05}, True),
        ("Welche Frist gilt?", {"dense": 0.6}, True),
        ("Is there a minimum order that a party must buy?", {"dense": 0.35}, True),
        ("Why was the patient admitted to hospital?", {"dense": 0.35}, True),
        ("Is there a minimum order that a shop must buy?", {"dense": 0.35}, False),
        ("Which customer of the volcano must give ash?", {"dense": 0.35}, False),
        ("Summarise the main points of this document.", {"dense": 0.05}, True),
        ("minimum order of goods", {"dense": 0.46}, True),
        ("minimum order of goods", {"dense": 0.35}, False),
        ("Are there volcanoes?", {"dense": 0.46}, False),
        ("Explain volcanoes", {"dense": 0.46}, False),
        ("minimum order in contract.pdf", {"dense": 0.35}, True),
        ("What fee does contract.pdf set for the late delivery of goods?", {"dense": 0.35}, True),
        ("What notice must the Customer give?", {}, True),
        ("Which volcanoes erupted in Iceland?", {}, False),
    ],
)
def test_the_gate(question: str, scores: dict[str, float], relevant: bool) -> None:
    assert is_relevant(question, hits(**scores)) is relevant


def test_nothing_found_is_nothing_relevant() -> None:
    assert not is_relevant("Summarise this.", [])


def test_words_that_stand_far_apart_are_no_answer() -> None:
    text = "The Customer pays. " + "It rains. " * 20 + "Notice is given."
    chunk = Chunk("c", "d", "a.pdf", 0, 1, 0, len(text), (), "", text)
    assert not is_relevant("What notice must the customer give?", [Hit(chunk, 1.0, {"dense": 0.2})])


@pytest.mark.parametrize(
    ("question", "relevant"),
    [
        ("Has the quick ratio improved? If it is no useful metric here, state that and explain why.", True),
        ("Which volcanoes erupted in Iceland?", False),
    ],
)
def test_a_ratio_is_asked_of_the_statement_that_holds_its_lines(question: str, relevant: bool) -> None:
    text = "Receivables | 1,141 | 1,042\nAccounts payable | 5,687 | 6,803"
    chunk = Chunk("c", "d", "annual.pdf", 0, 1, 0, len(text), ("Item 8", "Consolidated Balance Sheets"), "", text)
    assert is_relevant(question, [Hit(chunk, 1.0, {"dense": 0.2})]) is relevant


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What was Tesla's revenue in 2021?", ("Tesla", "2021")),
        ("What was the revenue in FY2019 and 2020?", ("2019",)),
        ("Did John Smith and Raymond Sullivan sign it?", ("John Smith", "Raymond Sullivan")),
        ("What was the revenue of Acme Corporation in March?", ()),
        ("Where does Mr Kucuk work?", ()),
        ("Which German laws govern it?", ()),
        ("What is the EBITDA for FY2021 in USD?", ("EBITDA", "2021")),
        ("What Is The Notice Period Of The Landlord?", ()),
        ("how did tesla do?", ()),
        ("Welche Kündigungsfrist gilt für den Mieter?", ()),
        ("It is due. Who pays? Tenants?", ()),
        ("May the Receiving Party disclose Confidential Information?", ()),
        ("Tesla?", ()),
    ],
)
def test_names_that_only_the_question_knows(question: str, names: tuple[str, ...]) -> None:
    text = "Mr Kücük of Germany says that Acme had a revenue of 5 million. A party gives information in confidence."
    passage = Passage(1, "d", "acme_report_2020.pdf", 1, 0, len(text), (), "", text, 1.0)
    assert unmentioned(question, [passage]) == names
