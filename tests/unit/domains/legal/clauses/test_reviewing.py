from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

import pytest
from pydantic import TypeAdapter

from modules.core.types import Page
from modules.domains.legal.clauses import BY_KEY, CATEGORIES, ClauseReview, find, review
from modules.domains.legal.contract import Contract

CONTRACT = """SUPPLY AGREEMENT

This Supply Agreement (this "Agreement") is made and entered into as of March 1, 2021 (the
"Effective Date") by and between Harbour Components GmbH, a German limited liability company
("Supplier"), and Alder Robotics, Inc., a Delaware corporation ("Buyer").

1. Term. This Agreement shall commence on the Effective Date and continue for three (3) years. It
shall renew automatically for successive one (1) year periods unless either party gives notice of
non-renewal at least ninety (90) days before the end of the then current term.

2. Termination. Either party may terminate this Agreement for convenience upon sixty (60) days'
written notice.

3. Assignment. Neither party may assign this Agreement without the prior written consent of the
other party.

4. Limitation of Liability. In no event shall either party's total liability exceed the fees paid in
the twelve (12) months before the claim arose.

5. Governing Law. This Agreement shall be governed by the laws of the State of New York.
"""
Result = TypeVar("Result")


def finished(work: Generator[object, None, Result]) -> Result:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def contract(text: str) -> Contract:
    return Contract("id", "supply.txt", [Page(1, text)])


@pytest.fixture(scope="module")
def reviewed() -> ClauseReview:
    return finished(review(contract(CONTRACT)))


@pytest.mark.parametrize(
    ("category", "value"),
    [
        ("document_name", "SUPPLY AGREEMENT"),
        ("agreement_date", "2021-03-01"),
        ("effective_date", "2021-03-01"),
        ("expiration_date", "2024-03-01"),
        ("renewal_term", "successive 1 year"),
        ("notice_period_to_terminate_renewal", "90 days"),
        ("governing_law", "New York"),
        ("termination_for_convenience", "yes"),
        ("anti_assignment", "yes"),
        ("cap_on_liability", "yes"),
        ("source_code_escrow", ""),
        ("non_compete", ""),
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
    assert reviewed.finding("governing_law").references == ("5",)


def test_candidates_are_ranked() -> None:
    for key in BY_KEY:
        scores = [one.score for one in find(contract(CONTRACT), key)]
        assert scores == sorted(scores, reverse=True)
