from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from modules.core.types import Page
from modules.domains.legal.clauses import BY_KEY, CATEGORIES, ClauseReview, find, review
from modules.domains.legal.contract import Contract
from tests.unit.domains.legal.clauses.contracts import SUPPLY, finished


def contract(text: str) -> Contract:
    return Contract("id", "supply.txt", [Page(1, text)])


@pytest.fixture(scope="module")
def reviewed() -> ClauseReview:
    return finished(review(contract(SUPPLY)))


@pytest.mark.parametrize(
    ("category", "value"),
    [
        ("document_name", "MASTER SUPPLY AND LICENSE AGREEMENT"),
        ("agreement_date", "2021-03-01"),
        ("effective_date", "2021-03-01"),
        ("expiration_date", "2024-03-01"),
        ("renewal_term", "successive 1 year"),
        ("notice_period_to_terminate_renewal", "90 days"),
        ("governing_law", "New York"),
        ("termination_for_convenience", "yes"),
        ("anti_assignment", "yes"),
        ("cap_on_liability", "yes"),
        ("source_code_escrow", "yes"),
        ("warranty_duration", "24 months"),
        ("joint_ip_ownership", ""),
        ("unlimited_all_you_can_eat_license", ""),
    ],
)
def test_the_answer_is_normalised(reviewed: ClauseReview, category: str, value: str) -> None:
    assert reviewed.finding(category).value == value


def test_parties_are_named_with_what_the_contract_calls_them(reviewed: ClauseReview) -> None:
    answer = reviewed.finding("parties").answer
    assert answer == "Harbour Components GmbH (“Supplier”); Alder Robotics, Inc. (“Buyer”)"


def test_there_is_one_finding_for_each_category_and_json_can_hold_them(reviewed: ClauseReview) -> None:
    assert [one.category for one in reviewed.findings] == [one.key for one in CATEGORIES]
    assert len(CATEGORIES) == 41
    adapter = TypeAdapter(ClauseReview)
    assert adapter.validate_json(adapter.dump_json(reviewed)) == reviewed


def test_present_findings_quote_the_contract(reviewed: ClauseReview) -> None:
    for one in reviewed.findings:
        assert one.present == bool(one.citations)
    quote = reviewed.finding("governing_law").citations[0]
    assert quote.text.endswith("the laws of the State of New York.")
    assert reviewed.finding("governing_law").references == ("12",)


def test_candidates_are_ranked() -> None:
    for key in BY_KEY:
        scores = [one.score for one in find(contract(SUPPLY), key)]
        assert scores == sorted(scores, reverse=True)


HOSTILE = (
    "a ",
    "(((((",
    "1.1.1.1.",
    "renew ",
    "may terminate notice day ",
    "except liable ",
    "This agreement between ",
    "“x” (",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_seconds(piece: str) -> None:
    begin = time.process_time()
    finished(review(contract(piece * (200_000 // len(piece)))))
    assert time.process_time() - begin < 30


@given(st.text(max_size=400))
def test_any_text_is_reviewed(text: str) -> None:
    assert len(finished(review(contract(text))).findings) == 41


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "almost no text"),
        (
            "Der Vertrag wird durch die Parteien mit dem Tag der Unterschrift und nicht zu einem anderen Tag wirksam. "
            * 9,
            "German",
        ),
        (
            "The soup is made of the leeks and the potatoes that grow in the garden, and it is good with bread. " * 9,
            "contract",
        ),
        ("Item | Price\nBolt of steel | 4\nNut of brass | 5\n" * 20, "table"),
    ],
)
def test_what_is_no_contract_is_said(text: str, words: str) -> None:
    assert any(words in note for note in finished(review(contract(text))).notes)


def test_a_contract_has_no_remarks(reviewed: ClauseReview) -> None:
    assert reviewed.notes == ()
