from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from modules.core.types import Page
from modules.domains.legal.clauses import BY_KEY, CATEGORIES, ClauseReview, find, review
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import schedule, terms
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


COVER = """Platform Agreement
between
Halden Analytics, Inc. (the “Provider”)
and
Corvane Freight Limited (the “Customer”)
Effective Date: 1 March 2024
Contract No. HA-2024-117

This Platform Agreement (this “Agreement”) is made as of 1 March 2024 (the “Effective Date”) between Halden Analytics, \
Inc., a Delaware corporation (the “Provider”), and Corvane Freight Limited, a company of Hull (the “Customer”). The \
parties agree as follows.

12.1 Term. This Agreement continues for thirty-six (36) months. It then renews for successive terms of twelve (12) \
months each, unless either party gives written notice of non-renewal at least ninety (90) days before the end \
of the term.

12.2 For convenience. After the first eighteen (18) months of the initial term the Customer may terminate this \
Agreement for convenience on one hundred and twenty (120) days’ written notice.
"""


def test_a_title_page_beside_the_preamble_names_each_party_once() -> None:
    answer = finished(review(contract(COVER))).finding("parties").answer
    assert answer == "Halden Analytics, Inc. (“Provider”); Corvane Freight Limited (“Customer”)"


def test_the_word_between_is_no_part_of_a_name() -> None:
    text = (
        "HOSTING AGREEMENT\n\nBETWEEN NORDTEL NETHERLANDS B.V. & Elmtree Communication Holding\n\n1. Term. Five years."
    )
    answer = finished(review(contract(text))).finding("parties").answer
    assert answer == "NORDTEL NETHERLANDS B.V.; Elmtree Communication Holding"


@pytest.mark.parametrize(
    ("category", "answer"),
    [
        ("renewal_term", "successive 12 months"),
        ("notice_period_to_terminate_renewal", "90 days"),
        ("termination_for_convenience", "Yes: 120 days"),
    ],
)
def test_of_several_lengths_of_time_the_one_that_is_asked_for_is_told(category: str, answer: str) -> None:
    assert finished(review(contract(COVER))).finding(category).answer == answer


def test_why_a_finding_counts_is_said_by_clause_or_page(reviewed: ClauseReview) -> None:
    assert reviewed.finding("parties").explanation == "Page 1 states it."
    law = reviewed.finding("governing_law").explanation
    assert law == "Clause 12 (Governing Law) has the wording of such a clause."


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


def test_the_review_and_dates_and_duties_say_the_same_of_a_contracts_time() -> None:
    text = (
        'This Agreement is made on 1 March 2024 between Halden Analytics, Inc. ("Provider") and Corvane Freight '
        'Limited ("Customer").\n\n2. Term\n\n2.1 This Agreement starts on 1 March 2024 and continues for two years. '
        "The term then renews for successive periods of twelve (12) months, unless a party gives notice of non-renewal "
        "at least ninety (90) days before the end of the then current term.\n"
    )
    made, stated = finished(review(contract(text))), terms(contract(text))
    assert stated.non_renewal
    assert stated.renewal
    assert made.finding("notice_period_to_terminate_renewal").value == str(stated.non_renewal.length) == "90 days"
    assert made.finding("renewal_term").value == f"successive {stated.renewal.length}"
    assert made.finding("expiration_date").value == schedule(stated)[1].day.isoformat() == "2026-03-01"  # type: ignore[union-attr]


def test_what_a_day_depends_on_is_said() -> None:
    text = (
        'This Agreement is made between Acme Inc. ("Supplier") and Byte Ltd. ("Buyer") and is effective on the date of '
        'the last signature (the "Effective Date"). The term of this Agreement is three years from the Effective Date.'
    )
    made = finished(review(contract(text)))
    assert "the date of the last signature" in made.finding("expiration_date").answer
    assert made.finding("expiration_date").value == ""


LISTED = """SERVICES AGREEMENT

6. Deliverables

6.1 Upon payment the Supplier assigns to the Client all rights in a Deliverable, except in pre-existing materials.

7. Liability

7.1 The total liability of either party in a contract year shall not exceed the greater of:

(a) USD 250,000; and

(b) one hundred and fifty percent (150%) of the fees paid in that contract year.

7.2 Nothing in this Agreement limits or excludes:

(a) liability for fraud; or

(b) liability for death or personal injury.
"""


def test_a_clause_that_only_leads_into_a_list_is_found_with_what_the_list_says() -> None:
    found = {one.category: one for one in finished(review(contract(LISTED))).findings}
    assert found["cap_on_liability"].answer == "Yes: USD 250,000, 150 %"
    assert found["uncapped_liability"].present
    assert found["uncapped_liability"].references[0] == "7.2"
    assert found["ip_ownership_assignment"].present
