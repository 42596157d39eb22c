import time
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from modules.core.types import Page, Progress
from modules.domains.legal.contract import Contract
from modules.domains.legal.playbook import Playbook, Verdict, load, shipped
from modules.domains.legal.playbook_edits import Change
from modules.domains.legal.playbook_review import PlaybookReview, Result, review
from modules.domains.legal.reservations import reservations

HEAD = "SERVICES AGREEMENT\n\n1. Services\n\n1.1 The Provider shall provide the services to the Customer.\n\n"
TAIL = "\n\n9. General\n\n9.1 This is the whole agreement of the parties.\n\nSigned by the parties on 1 May 2026.\n"
GERMAN = "§ 5 Haftung. Die Haftung der Parteien ist auf den Wert des Auftrags beschränkt und wird nicht erweitert. " * 9
PLAYBOOK = """
name: Test
about: For a test.
groups:
  provider: [provider, supplier]
positions:
  - id: notice
    title: Notice of termination
    severity: high
    why: It matters.
    find:
      titles: [terminat*]
      phrases: [terminate ... convenience]
    must:
      - what: a breach ends the contract
        any_of: [terminate ... breach]
        wording: A party may terminate this Agreement for breach.
      - what: the notice is in writing
        otherwise: needs review
        any_of: [written notice, notice in writing]
    must_not:
      - what: the provider may leave at will
        any_of: [<provider> may terminate ... at will]
        none_of: [not]
    limits:
      - what: the notice
        near: [notice]
        at_most: 30 days
        tolerated: 60 days
        missing: acceptable
    preferred: Each party may terminate this Agreement on thirty (30) days' written notice, or at once for breach.
    place: [services]
"""


def contract(body: str) -> Contract:
    return Contract("doc", "a.docx", [Page(1, HEAD + body + TAIL)])


def finished(work: Generator[Progress, None, PlaybookReview]) -> PlaybookReview:
    while True:
        try:
            next(work)
        except StopIteration as stop:
            made: PlaybookReview = stop.value
            return made


def results(body: str, playbook: str = PLAYBOOK) -> list[Result]:
    return list(finished(review(contract(body), load(playbook))).results)


def test_what_is_as_it_should_be_is_one_acceptable_result_with_its_numbers() -> None:
    [one] = results(
        "2. Termination\n\n2.1 A party may terminate this Agreement on thirty (30) days' written notice.\n\n"
        "2.2 A party may terminate this Agreement at once for breach."
    )
    assert one.verdict is Verdict.ACCEPTABLE
    assert one.reason == "The notice is thirty (30) days, and the playbook allows at most 30 days."
    assert one.clause == "2.1"
    assert one.citations[0].text.startswith("2.1 A party may")
    assert one.edit is None


@pytest.mark.parametrize(
    ("stated", "verdict", "said"),
    [
        ("ninety (90) days", Verdict.UNACCEPTABLE, "The notice is ninety (90) days, but the playbook allows at most"),
        ("60 days", Verdict.NEEDS_REVIEW, "The notice is 60 days, while the playbook wants at most 30 days and toler"),
        ("six months", Verdict.UNACCEPTABLE, "The notice is six months (about 182.6 days), but the playbook allows"),
        ("one month", Verdict.ACCEPTABLE, "The notice is one month (about 30.4 days), and the playbook allows at"),
        ("5 business days", Verdict.ACCEPTABLE, "The notice is 5 business days (about 7 days), and the playbook"),
    ],
)  # fmt: skip
def test_a_number_is_compared_with_its_limit(stated: str, verdict: Verdict, said: str) -> None:
    body = f"2. Termination\n\n2.1 A party may terminate at once for breach, or on {stated} written notice."
    [one] = results(body)
    assert one.verdict is verdict
    assert one.reason.startswith(said)
    if verdict is Verdict.UNACCEPTABLE and one.edit:
        text = contract(body).text
        assert text[one.edit.start : one.edit.end] == stated
        assert one.edit.change is Change.REPLACE
        changed = text[: one.edit.start] + one.edit.new + text[one.edit.end :]
        again = finished(review(Contract("doc", "a", [Page(1, changed)]), load(PLAYBOOK))).results
        assert [result.verdict for result in again] == [Verdict.ACCEPTABLE]


def test_an_absent_clause_is_proposed_at_its_place() -> None:
    [one] = results("2. Payment\n\n2.1 The Customer shall pay the fees within thirty (30) days of receipt.")
    assert (one.verdict, one.reason, one.citations) == (Verdict.UNACCEPTABLE, "The contract has no such clause.", ())
    assert one.edit
    assert one.edit.change is Change.INSERT
    assert one.edit.old.startswith("1.1 The Provider shall provide")
    assert one.edit.new.startswith("Notice of termination. Each party may")


def test_each_missing_part_is_a_result_with_its_own_wording() -> None:
    first, second = results("2. Termination\n\n2.1 A party may terminate this Agreement on notice of ten days.")
    assert (first.verdict, second.verdict) == (Verdict.UNACCEPTABLE, Verdict.NEEDS_REVIEW)
    assert first.reason == "Clause 2.1 does not say that a breach ends the contract."
    assert first.edit
    assert first.edit.new == "A party may terminate this Agreement for breach."
    assert first.edit.old.startswith("2.1 A party may")
    assert second.reason == "Clause 2.1 does not say that the notice is in writing."


def test_what_is_forbidden_is_found_wherever_it_hides_and_deleted_alone() -> None:
    body = (
        "2. Termination\n\n2.1 A party may terminate this Agreement on 30 days' written notice or for breach.\n\n"
        "3. Taxes\n\n3.1 Each bears its taxes. The Supplier may terminate this Agreement at will. Taxes are due."
    )
    [one] = results(body)
    assert (one.verdict, one.clause) == (Verdict.UNACCEPTABLE, "3.1")
    assert one.reason == "Clause 3.1 says that the provider may leave at will."
    assert one.edit
    assert (one.edit.change, one.edit.old) == (Change.DELETE, "The Supplier may terminate this Agreement at will.")


def test_what_is_denied_is_not_said() -> None:
    body = (
        "2. Termination\n\n2.1 A party may terminate this Agreement on 30 days' written notice or for breach.\n\n"
        "2.2 Neither the Customer nor the Provider may terminate this Agreement at will."
    )
    assert [one.verdict for one in results(body)] == [Verdict.ACCEPTABLE]


def test_a_list_is_read_with_its_head() -> None:
    body = (
        "2. Termination\n\n2.1 A party may terminate this Agreement by written notice:\n\n"
        "(a) if the other is insolvent; or\n\n(b) upon a material breach.\n\n2.2 Otherwise on 30 days' notice."
    )
    assert [one.verdict for one in results(body)] == [Verdict.ACCEPTABLE]


def test_a_clause_that_points_elsewhere_is_read_there() -> None:
    body = (
        "2. Termination\n\n2.1 A party may terminate this Agreement by written notice as set out in Section 4.2.\n\n"
        "4. Default\n\n4.1 Interest is due.\n\n4.2 The right to terminate arises from every breach."
    )
    [one] = results(body)
    assert one.verdict is Verdict.ACCEPTABLE
    assert len(one.citations) == 2


def test_a_position_for_another_kind_of_contract_is_left_out() -> None:
    playbook = PLAYBOOK.replace("    find:", "    applies_if:\n      any_of: [arbitration]\n    find:", 1)
    [one] = results("2. Payment\n\n2.1 The Customer shall pay.", playbook)
    assert one.verdict is Verdict.NOT_APPLICABLE


CAP = """
name: Cap
about: For a test.
positions:
  - id: cap
    title: Cap
    severity: high
    why: It matters.
    find:
      titles: [liability]
    limits:
      - what: the cap
        near: [not exceed]
        at_least: 12 months' fees
        unlimited: [unlimited]
"""


@pytest.mark.parametrize(
    ("cap", "verdict", "said"),
    [
        ("USD 750,000", Verdict.NEEDS_REVIEW, "one is a fixed sum and the other depends on the fees"),
        ("the fees paid in the six (6) months before the claim", Verdict.UNACCEPTABLE, "six (6) months"),
        ("the fees paid in the twelve months before the claim", Verdict.ACCEPTABLE, "twelve months"),
        ("the fees paid under this Agreement", Verdict.NEEDS_REVIEW, "does not say the fees of which period"),
        ("the greater of USD 1 and two times the annual fees", Verdict.ACCEPTABLE, "(24 months of fees)"),
        ("the greater of USD 1 and the fees paid in the last 3 months", Verdict.NEEDS_REVIEW, "cannot be compared"),
        ("the lesser of USD 9 and the fees paid in the last 3 months", Verdict.UNACCEPTABLE, "the fees of 3 months"),
        ("the lesser of USD 9 and the fees paid in the last 24 months", Verdict.NEEDS_REVIEW, "cannot be compared"),
        ("the greater of:\n\n(a) USD 9; and\n\n(b) 150% of the annual fees", Verdict.ACCEPTABLE, "18 months of fees"),
    ],
)
def test_caps_are_compared_only_where_they_can_be(cap: str, verdict: Verdict, said: str) -> None:
    [one] = results(f"2. Liability\n\n2.1 The liability of each party shall not exceed {cap}.", CAP)
    assert one.verdict is verdict
    assert said in one.reason


def test_a_liability_without_limit_keeps_every_least_cap() -> None:
    [one] = results("2. Liability\n\n2.1 The liability of the Provider is unlimited.", CAP)
    assert (one.verdict, one.reason) == (Verdict.ACCEPTABLE, "The cap is not limited.")


def test_findings_keep_their_ids_when_the_contract_is_reviewed_again_and_other_clauses_change() -> None:
    body = "2. Termination\n\n2.1 A party may terminate this Agreement on ninety (90) days' notice."
    before = {one.id for one in results(body)}
    after = {one.id for one in results("3. Taxes\n\n3.1 Each party bears its own taxes.\n\n" + body)}
    assert before == after
    assert len(before) == 3


def test_a_review_survives_being_stored() -> None:
    made = finished(review(contract("2. Termination\n\n2.1 On ninety (90) days' notice."), load(PLAYBOOK)))
    adapter = TypeAdapter(PlaybookReview)
    assert adapter.validate_json(adapter.dump_json(made)) == made


@pytest.fixture(scope="module")
def playbooks() -> list[Playbook]:
    return [load(text) for text in shipped().values()]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "1.", "Vertrag über Waren. § 1 Die Haftung ist beschränkt."])
def test_what_is_no_contract_is_reviewed_without_a_quote(text: str, playbooks: list[Playbook]) -> None:
    for playbook in playbooks:
        made = finished(review(Contract("doc", "a", [Page(1, text)]), playbook))
        assert made.verdicts()["governing-law"] is Verdict.NEEDS_REVIEW
        assert not any(one.citations for one in made.results)


def test_what_is_not_found_in_another_language_is_not_called_absent(playbooks: list[Playbook]) -> None:
    for playbook in playbooks:
        made = finished(review(Contract("doc", "a", [Page(1, GERMAN)]), playbook))
        assert set(made.verdicts().values()) == {Verdict.NEEDS_REVIEW}
        assert all("seems to be in German" in one.reason for one in made.results)
        assert made.notes == reservations(Contract("doc", "a", [Page(1, GERMAN)]))


@pytest.mark.parametrize(
    "piece", ["a ", "(((((", "1.1.1.1.", "(a) ", "not exceed the fees: ", "Section 1 ", "“A” means "]
)
def test_long_hostile_texts_take_no_long_time(piece: str, playbooks: list[Playbook]) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    finished(review(Contract("doc", "a", [Page(1, text)]), playbooks[0]))
    assert time.process_time() - begun < 100


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_a_review(text: str) -> None:
    made: Any = finished(review(Contract("doc", "a", [Page(1, text)]), load(PLAYBOOK)))
    for one in made.results:
        if one.edit:
            assert 0 <= one.edit.start <= one.edit.end <= len(text)


@pytest.mark.parametrize(
    "signatures",
    [
        "Acme, Inc.\n\nName: ____________\n\nTitle: ____________\n\nDate: ____________",
        "The parties have executed this Agreement on the date first written above.\n\nAcme, Inc.\n\nBolt Ltd.",
        "AGREED AND ACCEPTED\n\nAcme Ltd          Bolt Ltd\n\nSignature.................. Date..................",
    ],
)
def test_what_is_missing_is_never_added_behind_the_signatures(signatures: str) -> None:
    clauses = "\n\n".join(f"{n}. The Recipient shall keep all information of kind {n} secret." for n in range(1, 12))
    text = f"NON-DISCLOSURE AGREEMENT\n\n{clauses}\n\n{signatures}\n"
    made = finished(review(Contract("doc", "a.docx", [Page(1, text)]), load(shipped()["nda"])))
    added = [one.edit for one in made.results if one.edit and one.edit.change is Change.INSERT]
    assert added
    assert all("shall keep all information" in edit.old for edit in added)
