from __future__ import annotations

import pytest

from modules.core.types import Page
from modules.domains.legal.clauses.parties import parties as named_parties
from modules.domains.legal.comparing.risk.changed import parties_of
from modules.domains.legal.contract import Contract
from modules.domains.legal.parties import may_be_party, parties

NDA = (
    'This Mutual Non-Disclosure Agreement is made on 9 October 2023 (the "Start Date") between Halden Analytics, Inc., '
    'a Delaware corporation ("Halden"), and Corvane Freight Limited ("Corvane"), about the supply of a "Product".\n\n'
    "1. Duties\n\n1.1 Recipient shall protect the information. Product shall not be taken apart.\n"
)
COVER = (
    "Master Services Agreement\n\nbetween\n\nHalden Analytics, Inc. (the “Provider”)\n\nand\n\nCorvane Freight Limited "
    "(the “Customer”)\n\nEffective Date: 1 March 2024\n\nContract No. HA-2024-117\n\n"
    "This Master Services Agreement (this “Agreement”) is made between Halden Analytics, Inc. (the “Provider”) "
    "and Corvane Freight Limited (the “Customer”).\n\n1. Services\n\n1.1 The Provider shall work.\n"
)


def contract(text: str) -> Contract:
    return Contract("id", "a.txt", [Page(1, text)])


@pytest.mark.parametrize("text", [NDA, COVER])
def test_neither_a_date_nor_the_paper_is_a_party(text: str) -> None:
    named = [(party.name, party.alias) for party in named_parties(contract(text))]
    known = [(party.full_name, party.name) for party in parties(contract(text))]
    assert named == known
    assert [name for name, _ in named] == ["Halden Analytics, Inc.", "Corvane Freight Limited"]


def test_a_comparison_knows_the_parties_and_the_parts_they_play() -> None:
    assert parties_of(contract(NDA)) == {"Halden", "Corvane", "Recipient"}


@pytest.mark.parametrize(
    ("name", "is_party"), [("Service Provider", True), ("Halden", True), ("Services", False), ("Effective Date", False)]
)
def test_what_may_be_a_party(name: str, is_party: bool) -> None:
    assert may_be_party(name) is is_party


def test_a_company_of_a_state_is_no_party() -> None:
    text = "This Agreement is made between Utek Corporation, a Delaware Corporation, and Byte Corporation, of Reno."
    assert [party.name for party in named_parties(contract(text))] == ["Utek Corporation", "Byte Corporation"]
