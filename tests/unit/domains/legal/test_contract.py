"""The contract as the rules read it: whatever the layout, the same words, and each of them on its page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from modules.core.types import Page
from modules.domains.legal.contract import Contract

WRAPPED = (
    "SERVICES AGREEMENT\n\n1. Term\n\n1.1 Duration. This Agreement begins on the Effective Date and goes on for two\n"
    "years unless a Party ends it.\n\n1.2 Notice. A Party may end this Agreement:\n\n(a) for breach, upon\nnotice; "
    "or\n\n"
    "(b) without cause, upon ninety (90) days'",
    "notice to the other Party.\n\n2. Governing Law\n\nThis Agreement is governed by the laws of Ireland.",
)


def contract(*texts: str) -> Contract:
    return Contract("doc", "a.pdf", [Page(number, text) for number, text in enumerate(texts, 1)])


def test_clauses_have_numbers_titles_and_the_reference_that_others_use() -> None:
    clauses = contract(*WRAPPED).clauses
    assert [(one.reference, one.title) for one in clauses if one.number] == [
        ("1", "Term"),
        ("1.1", "Duration"),
        ("1.2", "Notice"),
        ("1.2(a)", ""),
        ("1.2(b)", ""),
        ("2", "Governing Law"),
    ]


def test_a_clause_ends_where_the_next_of_its_level_begins() -> None:
    made = contract(*WRAPPED)
    notice = next(one for one in made.clauses if one.reference == "1.2")
    assert made.text[notice.start : notice.own_end].strip().endswith("end this Agreement:")
    assert made.text[notice.start : notice.end].strip().endswith("to the other Party.")


def test_the_clause_around_a_clause() -> None:
    made = contract(*WRAPPED)
    by_reference = {one.reference: one for one in made.clauses}
    holder = made.holder_of(by_reference["1.2(b)"])
    assert holder == by_reference["1.2"]
    assert made.holder_of(holder) == by_reference["1"]
    assert made.holder_of(made.clauses[0]) is None


def test_a_wrapped_sentence_is_one_over_the_end_of_the_page() -> None:
    made = contract(*WRAPPED)
    told = [made.text[start:end] for start, end in made.sentences]
    assert "(b) without cause, upon ninety (90) days' notice to the other Party." in told


def test_a_quote_over_two_pages_is_cited_on_both() -> None:
    made = contract(*WRAPPED)
    start = made.text.index("(b) without")
    cited = made.cite(start, start + 67)
    assert [(one.page, one.text) for one in cited] == [
        (1, "(b) without cause, upon ninety (90) days'"),
        (2, "notice to the other Party"),
    ]
    assert all(WRAPPED[one.page - 1][one.start : one.end] == one.text for one in cited)


def test_what_a_place_belongs_to() -> None:
    made = contract(*WRAPPED)
    at = made.text.index("Ireland")
    found = made.clause_at(at)
    assert found is not None
    assert found.reference == "2"
    assert made.page_at(at) == 2
    assert made.text[slice(*made.sentence_at(at))] == "This Agreement is governed by the laws of Ireland."
    assert made.clause_at(0) is None or made.clauses[0].start == 0


def test_an_empty_document_has_no_parts() -> None:
    for made in (contract(), contract(""), contract("", " \n")):
        assert made.clauses == made.sentences == made.paragraphs == ()
        assert made.sentence_at(0) == (0, 0)
        assert made.cite(0, 10) == ()


TEXTS = st.lists(st.text("ab .;:\n1(").map(lambda text: text.strip()), max_size=4)


@given(TEXTS)
def test_only_white_space_differs_from_the_pages_and_every_word_is_in_a_sentence(texts: list[str]) -> None:
    made = contract(*texts)
    original = "\n".join(texts)
    assert len(made.text) == len(original)
    assert all(
        ours == theirs or (ours, theirs) == (" ", "\n") for ours, theirs in zip(made.text, original, strict=True)
    )
    for match in re.finditer(r"\S", made.text):
        assert any(start <= match.start() < end for start, end in made.sentences)


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_what_is_cited_stands_on_the_page(texts: list[str], start: int, length: int) -> None:
    made = contract(*texts)
    cited = made.cite(start, start + length)
    for one in cited:
        assert " ".join(texts[one.page - 1][one.start : one.end].split()) == one.text
    assert "".join("".join(one.text.split()) for one in cited) == "".join(made.text[start : start + length].split())
