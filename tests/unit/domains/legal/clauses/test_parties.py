from __future__ import annotations

import pytest

from modules.core.types import Page
from modules.domains.legal.clauses import find
from modules.domains.legal.clauses.parties import parties
from modules.domains.legal.contract import Contract


def contract(text: str) -> Contract:
    return Contract("id", "name", [Page(1, text)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'This Agreement is made by and between Acme, Inc., a Delaware corporation of Boston ("Acme"), '
            'and Ada Byron ("Talent"), an individual.\n\nWHEREAS, Acme',
            [("Acme, Inc.", "Acme"), ("Ada Byron", "Talent")],
        ),
        (
            "THIS LEASE is made on 4 May 2020 BETWEEN:\n"
            "(1) ROSE (HONG KONG) LTD, a company whose registered office is "
            'at 1 Road ("Rose"); and\n(2) BRIAR PLC, a company ("Briar"), each a '
            '"Party" and together the "Parties".\nRECITALS',
            [("ROSE (HONG KONG) LTD", "Rose"), ("BRIAR PLC", "Briar")],
        ),
        (
            "This Service Agreement (Agreement) is entered into by Lake Gas Limited Partnership (Transporter) and "
            "PIPE COMPANY (Shipper).\n\nWHEREAS, Shipper",
            [("Lake Gas Limited Partnership", "Transporter"), ("PIPE COMPANY", "Shipper")],
        ),
        (
            "This Agreement is between iBloom Inc., a corporation at 6 Avenue, and "
            "Oak Farm Ltd. organized under the laws "
            'of China ("Oak"). NOW THEREFORE',
            [("iBloom Inc.", ""), ("Oak Farm Ltd.", "Oak")],
        ),
        (
            'This Agreement is made between "Stork Holding AG", represented by its Chief Executive Officer Jo May and '
            'Chief Technology Officer Al Poe, hereinafter referred to as: "STORK" '
            'and Wren B.V., hereinafter called "Wren". '
            "WHEREAS",
            [("Stork Holding AG", "STORK"), ("Wren B.V.", "Wren")],
        ),
        (
            'This Agreement is made effective May 1, 2019 by and among, on the one hand, Elm, LLC ("ELM"), and, on the '
            'other hand, Fir\'s Fund, Inc., a Kentucky corporation ("FF"), and Fir\'s International, Inc. ("FI").\n'
            "WITNESSETH",
            [("Elm, LLC", "ELM"), ("Fir's Fund, Inc.", "FF"), ("Fir's International, Inc.", "FI")],
        ),
    ],
)
def test_parties_and_aliases(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(party.name, party.alias) for party in parties(contract(text))] == expected


@pytest.mark.parametrize(
    ("text", "category", "quote"),
    [
        ("SUPPLY AGREEMENT\n\nThis Supply Agreement is dated May 2, 2020.", "agreement_date", "May 2, 2020"),
        (
            "LEASE AGREEMENT\n\nThis Lease is between A and B.\n\nDate: 1/4/2020\n\n"
            '"Effective Date" means the date of the last signature.\n\nDate: 1/7/2020',
            "effective_date",
            "1/7/2020",
        ),
        ("This Agreement is made 1 May 2001.\n\nEffective Date means 18 May 2000;", "agreement_date", "1 May 2001"),
        ("Source: ACME, 8-K, 10/1/2018\n\nHosting Agreement, dated 3/4/2017", "agreement_date", "3/4/2017"),
        ("May 4, 2017 Alliance Agreement\n\nThe parties agree.", "document_name", "Alliance Agreement"),
        ("RESELLER AGREEMENT THIS RESELLER AGREEMENT is made by A and B.", "document_name", "RESELLER AGREEMENT"),
    ],
)
def test_name_and_dates_of_the_opening(text: str, category: str, quote: str) -> None:
    read = contract(text)
    best = find(read, category)[0]
    assert read.text[best.start : best.end] == quote
