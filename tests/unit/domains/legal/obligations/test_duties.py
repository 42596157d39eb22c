"""Who must do what by when: parties, what binds them, their actions, conditions and deadlines."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.types import Page
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import Duty, due, duties, parties, schedule, terms
from modules.domains.legal.obligations.deadlines import deadline

PREAMBLE = (
    'This Agreement is made as of 1 March 2024 (the "Effective Date") between Halden Analytics, Inc., a Delaware '
    'corporation (the "Provider"), and Corvane Freight Limited (the "Customer").\n\nThe parties agree as follows.\n\n'
)


def contract(text: str, preamble: str = PREAMBLE) -> Contract:
    return Contract("doc", "services.pdf", [Page(1, f"{preamble}1. Services\n\n1.1 {text}\n")])


def only(text: str) -> Duty:
    (found,) = duties(contract(text))
    return found


def test_parties_have_the_names_that_the_preamble_gives_them() -> None:
    assert [(one.name, one.full_name) for one in parties(contract("-"))] == [
        ("Provider", "Halden Analytics, Inc."),
        ("Customer", "Corvane Freight Limited"),
    ]


def test_parties_without_a_preamble_are_those_who_do_things() -> None:
    text = " ".join(f"Northmoor shall {verb} it. Calder must {verb} it." for verb in ("make", "sell", "ship"))
    assert [one.name for one in parties(contract(text, ""))] == ["Northmoor", "Calder"]


@pytest.mark.parametrize(
    ("text", "party", "kind", "modal", "action"),
    [
        ("The Customer shall pay the Fees.", "Customer", "duty", "shall", "pay the Fees"),
        ("The Provider agrees to keep records.", "Provider", "duty", "agrees to", "keep records"),
        ("The Provider is required to keep records.", "Provider", "duty", "is required to", "keep records"),
        ("The Customer shall not copy the Software.", "Customer", "prohibition", "shall not", "copy the Software"),
        ("Neither party may assign this Agreement.", "Each party", "prohibition", "may", "assign this Agreement"),
        ("The Provider may suspend the account.", "Provider", "right", "may", "suspend the account"),
        ("The Customer has the right to audit the books.", "Customer", "right", "has the right to", "audit the books"),
        ("Either party may terminate at any time.", "Either party", "right", "may", "terminate at any time"),
        ("The indemnifying party shall pay the costs.", "Indemnifying party", "duty", "shall", "pay the costs"),
        ("The Provider, at its own expense, shall train the users.", "Provider", "duty", "shall", "train the users"),
        ("The Provider and the Customer shall meet.", "Each party", "duty", "shall", "meet"),
        (
            "All invoices must be paid by the Customer in euro.",
            "Customer",
            "duty",
            "must",
            "1.1 All invoices must be paid by the Customer in euro",
        ),
    ],
)
def test_who_is_bound_to_what(text: str, party: str, kind: str, modal: str, action: str) -> None:
    one = only(text)
    assert (one.party, one.kind, one.modal, one.action) == (party, kind, modal, action)
    assert (one.reference, one.citations[0].page) == ("1.1", 1)


@pytest.mark.parametrize(
    "text",
    [
        "The duties of the Customer shall survive.",
        "The Customer's data shall remain its own.",
        "The Provider shall not be liable for lost profits.",
        "The Customer shall be deemed to have accepted.",
        "This Agreement shall be governed by the laws of Ireland.",
        "Nothing in this Agreement means that the Customer shall pay twice.",
        "“Fees” means what the Customer shall pay.",
        "The software shall be owned solely by the Provider.",
        "The Provider shall not be responsible for the insurance of the goods.",
        "Neither party shall have an obligation to insure the goods.",
        "These are works that the Customer may deem to be unfit.",
        "The Provider shall remain the owner of the Software.",
        "Der Kunde soll zahlen.",
        "",
    ],
)
def test_what_is_no_duty_of_a_party(text: str) -> None:
    assert duties(contract(text)) == ()


def test_a_list_belongs_to_the_words_before_it() -> None:
    found = duties(
        contract("The Provider shall:\n\n(a) keep the data secret; and\n\n(b) delete it within ten (10) days.\n")
    )
    assert [(one.party, one.action, one.reference) for one in found] == [
        ("Provider", "keep the data secret", "1.1(a)"),
        ("Provider", "delete it within ten (10) days", "1.1(b)"),
    ]


def test_a_list_within_a_list_holds_no_duties_of_its_own() -> None:
    text = (
        "The Provider shall:\n\n(a) notify the Customer of it;\n\n(b) report to the Customer, as far as known:\n\n"
        "(i) the nature of the incident;\n\n(ii) the likely consequences; and\n\n(c) bear the cost."
    )
    assert [one.action for one in duties(contract(text))] == [
        "notify the Customer of it",
        "report to the Customer, as far as known",
        "bear the cost",
    ]


def test_a_word_alone_is_no_condition() -> None:
    text = "The Provider shall not use the data to train models, unless:\n\n(a) the data are anonymous."
    assert duties(contract(text))[0].condition == ""


def test_a_sentence_may_bind_two_parties() -> None:
    found = duties(contract("The Provider shall send an invoice and, if it is correct, the Customer shall pay it."))
    assert [(one.party, one.action, one.condition) for one in found] == [
        ("Provider", "send an invoice", ""),
        ("Customer", "pay it", "if it is correct"),
    ]


def test_one_party_may_be_bound_to_two_things() -> None:
    found = duties(contract("The Provider may suspend an account and shall say why within four (4) hours."))
    assert [(one.kind, one.action, one.deadline and one.deadline.said) for one in found] == [
        ("right", "suspend an account", None),
        ("duty", "say why within four (4) hours", "within four (4) hours"),
    ]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If the Customer fails to pay, the Provider may suspend the account.", "If the Customer fails to pay"),
        ("The Provider shall repair the Software unless it was changed.", "unless it was changed"),
        (
            "Upon termination of this Agreement, the Customer shall return the key.",
            "Upon termination of this Agreement",
        ),
    ],
)
def test_conditions(text: str, condition: str) -> None:
    assert only(text).condition == condition


@pytest.mark.parametrize(
    ("text", "kind", "length", "anchor", "back"),
    [
        (
            "pay within thirty (30) days after receipt of the invoice",
            "length",
            "30 days",
            "receipt of the invoice",
            False,
        ),
        (
            "give notice at least ninety (90) days before the end of the term",
            "length",
            "90 days",
            "the end of the term",
            True,
        ),
        ("give at least sixty (60) days' prior written notice of a change", "notice", "60 days", "of a change", False),
        ("answer within two business days", "length", "2 business days", "", False),
        ("report every six months", "recurring", "6 months", "", False),
    ],
)
def test_deadlines(text: str, kind: str, length: str, anchor: str, back: bool) -> None:
    found = deadline(text)
    assert found is not None
    assert (found.kind, str(found.length), found.anchor, found.back) == (kind, length, anchor, back)
    assert found.said in " ".join(text.split())


def test_deadlines_without_a_length() -> None:
    found = [
        deadline(text) for text in ("pay by 31 May 2024", "report monthly", "answer promptly", "keep it for 2 years")
    ]
    assert [one and (one.kind, one.day) for one in found] == [
        ("date", date(2024, 5, 31)),
        ("recurring", None),
        ("soon", None),
        None,
    ]


@pytest.mark.parametrize(
    ("text", "day", "missing"),
    [
        ("The Customer shall pay within thirty (30) days after the Effective Date.", date(2024, 3, 31), ""),
        ("The Provider shall report by 31 May 2024.", date(2024, 5, 31), ""),
        ("Within ten (10) days after the end of the Term the Provider shall delete the data.", date(2026, 3, 11), ""),
        ("The Customer shall pay within thirty days of receipt of the invoice.", None, "receipt of the invoice"),
        ("The Customer shall answer within three days.", None, "does not name"),
    ],
)
def test_a_day_is_computed_from_key_dates_or_what_is_missing_is_said(text: str, day: date | None, missing: str) -> None:
    made = contract(f"{text}\n\n2. Term\n\n2.1 The term of this Agreement is two years.")
    one = next(iter(duties(made)))
    assert one.deadline is not None
    found = due(one.deadline, {key.kind: key for key in schedule(terms(made))})
    assert found.day == day
    assert missing in found.missing


@given(st.text("The Customer shall may not pay,.;:()“” \n12").map(lambda text: text[:300]))
def test_whatever_the_text_what_is_found_stands_on_the_page(text: str) -> None:
    made = contract(text)
    for one in duties(made):
        assert all(
            " ".join(made.pages[0].text[cited.start : cited.end].split()) == cited.text for cited in one.citations
        )
    assert len({one.id for one in duties(made)}) == len(duties(made))


@pytest.mark.parametrize("part", ["the Customer shall ", "a-", "Customer and ", "(a) ", "if ", "A ", "within 10 days "])
def test_time_grows_with_the_length_of_a_text_and_no_faster(part: str) -> None:
    made = contract(part * (60_000 // len(part)))
    started = time.process_time()
    duties(made)
    assert time.process_time() - started < 20
