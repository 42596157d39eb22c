"""Contraries, and what only looks like one."""

from __future__ import annotations

import pytest

from modules.core.polarity import contradicted

CONTRARIES = [
    ("The tenant must not sublet the flat.", "The tenant may sublet the flat."),
    ("The tenant must not sublet.", "The tenant must sublet."),
    ("The tenant may sublet the flat.", "The tenant shall not sublet the flat."),
    ("The patient has no known allergies.", "The patient is allergic to penicillin."),
    ("The patient has no known allergies.", "Allergies: penicillin."),
    ("The patient is allergic to penicillin.", "No known allergies."),
    ("The patient denies chest pain.", "The patient reports chest pain."),
    ("The company made a profit of 5 million.", "The company made a loss of 5 million."),
    ("Net income was 5 million in 2021.", "The net loss was 5 million in 2021."),
    ("Revenue increased by 5 % in 2021.", "Revenue decreased by 5 % in 2021."),
    ("Revenue didn't increase in 2021.", "Revenue increased by 5 % in 2021."),
    ("Pets are allowed in the flat.", "Pets are prohibited in the flat."),
    ("Operating activities provided by cash: cash inflow 5.", "Operating activities: cash outflow 5."),
    ("The trial was not randomized.", "The trial was randomized."),
    ("The fee includes taxes.", "The fee excludes taxes."),
    ("The fee is never refundable.", "The fee is refundable."),
    ("The tenant may sublet without consent.", "The tenant may not sublet without consent."),
    ("The tenant must not sublet unless agreed.", "The tenant may sublet unless agreed."),
    (
        "The Supplier is liable for indirect damages.",
        "In no event shall the Supplier be liable for indirect or consequential damages.",
    ),
    ("Either party may assign this agreement.", "Neither party may assign this agreement."),
]


@pytest.mark.parametrize(("said", "other"), CONTRARIES)
def test_contraries(said: str, other: str) -> None:
    assert contradicted(said, [other])


@pytest.mark.parametrize(("said", "other"), CONTRARIES)
def test_one_that_says_it_too_clears_it(said: str, other: str) -> None:
    assert not contradicted(said, [other, said])
    assert not contradicted(said, [said, other])


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("The tenant must not sublet.", "The tenant must not sublet without consent."),
        ("The tenant may sublet only with the landlord's consent.", "The tenant may not sublet without consent."),
        ("The tenant needs consent to sublet.", "The tenant may not sublet without consent."),
        ("It is not prohibited to sublet the flat.", "The tenant may sublet the flat."),
        ("The tenant never fails to pay rent.", "The tenant pays rent."),
        ("Not only rent but also a deposit is due.", "Rent and a deposit are due."),
        ("Rent is due no later than the third day.", "Rent is due by the third day."),
        ("The fee is no more than 500 dollars.", "The fee is 500 dollars."),
        ("The fee does not exceed 500 dollars.", "The fee is up to 500 dollars."),
        ("Rent is due whether or not the flat is used.", "Rent is due."),
        ("No, the fee is 500 dollars.", "The fee is 500 dollars."),
        ("Clause No. 5 limits the liability.", "Clause 5 limits the liability."),
        ("Fees include, without limitation, travel.", "Fees include travel."),
        ("The Supplier is not liable for fraud.", "The tenant may keep pets."),
        ("No pets are allowed.", "Pets are prohibited."),
        ("The fee does not include taxes.", "The fee excludes taxes."),
        ("Revenue rose from 4 to 5 while costs fell.", "Costs fell while revenue rose from 4 to 5."),
        ("The net loss increased.", "Net loss increased against the prior year's net income."),
        ("The patient has no chest pain.", "The patient had a chest X-ray."),
        ("The tenant may sublet.", "The tenant, who must not keep pets, may sublet."),
        ("The patient has no allergies.", "Allergies: none."),
        ("Show love to all, however they treat you.", "Show love to all, even to those who do not treat you well."),
        ("Watching stories does not increase your score.", "How to Increase Your Score."),
        ("Cut the potato, being careful not to cut into the skin.", "Cut the potato."),
        ("Events may include a raffle with 500 dollars.", "A raffle. not included in the price. Win 500 dollars."),
        ("", "The tenant may sublet."),
    ],
)
def test_what_only_looks_like_one(said: str, other: str) -> None:
    assert not contradicted(said, [other])


def test_nothing_contradicts_what_nothing_speaks_of() -> None:
    assert not contradicted("The tenant must not sublet.", [])
