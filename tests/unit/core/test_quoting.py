from __future__ import annotations

import time

import pytest

from modules.core.quoting import best_sentences
from modules.core.types import Chunk, Hit

TERM = (
    "5.1 Term. This Agreement commences on the Effective Date. The initial term ends on March 31, 2027. "
    "Either party may give notice of non-renewal ninety (90) days before its end."
)
LAW = "12. General. The parties are independent contractors. This Agreement is governed by the laws of Delaware."
FEES = "7. Fees. The Customer pays USD 10,000 a year. Invoices of the Supplier are sent by post."


def hit(text: str, score: float, ordinal: int = 5, dense: float = 0.4) -> Hit:
    chunk = Chunk(f"d-{ordinal}", "d", "a.pdf", ordinal, 2, 100, 100 + len(text), ("5 Term",), "", text)
    return Hit(chunk, score, {"dense": dense})


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("When does the initial term end?", "The initial term ends on March 31, 2027."),
        ("How many days before must notice of non-renewal be given?", "Either party may give notice of non-renewal"),
        ("Which law governs the contract?", "This Agreement is governed by the laws of Delaware."),
        ("How much does the customer pay?", "The Customer pays USD 10,000 a year."),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, best: str) -> None:
    quotes, found = best_sentences(question, [hit(TERM, 0.5, 5), hit(LAW, 0.5, 6), hit(FEES, 0.5, 7)])
    assert found
    assert quotes[0].citation.text.startswith(best)
    citation = quotes[0].citation
    text = next(one for one in (TERM, LAW, FEES) if citation.text in one)
    assert text[citation.start - 100 : citation.end - 100] == citation.text
    assert (citation.document_id, citation.page, quotes[0].section) == ("d", 2, ("5 Term",))


def test_what_has_nothing_to_do_with_the_question_is_not_found_but_shown() -> None:
    quotes, found = best_sentences("Is a source code escrow deposited with an agent?", [hit(LAW, 0.2, dense=0.2)])
    assert quotes
    assert not found


@pytest.mark.parametrize("question", ["Who are the parties to the contract?", "What is the date of the contract?"])
def test_a_document_without_anything_of_the_kind_does_not_answer_what_each_contract_would(question: str) -> None:
    poem = "The boats lie folded in the grey, their ropes gone slack, their names half washed."
    assert not best_sentences(question, [hit(poem, 0.2, dense=0.1)])[1]
    assert best_sentences(question, [hit("Made on 3 March 2025 between Alder Ltd and Birch Ltd.", 0.2, dense=0.1)])[1]


def test_nothing_is_quoted_from_nothing() -> None:
    assert best_sentences("Which law?", []) == ((), False)
    assert best_sentences("Which law?", [hit("12.", 0.1)]) == ((), False)
    assert best_sentences("", [hit(LAW, 0.5)])[0]


@pytest.mark.parametrize("text", ["a ", "(((((", "1.1.1.1.", "day  ", "one hundred ", "may 1 "])
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    best_sentences("When does the term end, who pays and how much?", [hit(text * (200_000 // len(text)), 0.5)])
    assert time.process_time() - began < 10
