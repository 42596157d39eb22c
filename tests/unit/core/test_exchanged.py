"""One word in the place of another, and what only looks like it."""

from __future__ import annotations

import pytest

from modules.core.exchanged import exchanged
from modules.core.text import content_words

EXCHANGES = [
    ("The patient has pain in the left knee.", "The patient has pain in the right knee.", "left"),
    ("Lisinopril 20 mg and metformin 500 mg are taken.", "Lisinopril 20 mg and metformin 850 mg are taken.", "500"),
    ("Metformin 20 mg and lisinopril 500 mg are taken.", "Metformin 500 mg and lisinopril 20 mg are taken.", "20"),
    ("Of 79 children 79 recovered within a week.", "Of 79 children 40 recovered within a week.", "79"),
    ("The Licensee shall pay all taxes on royalties.", "The Licensor shall pay all taxes on royalties.", "Licensee"),
    ("The Distributor shall keep records of all sales.", "The Company shall keep records of all sales.", "Distributor"),
    ("Later Newton described the laws of planets.", "Later Kepler described the laws of planets.", "Newton"),
    ("Notice is due sixty months before the term ends.", "Notice is due sixty days before the term ends.", "months"),
    ("Operating margin improved in FY2021 again.", "Operating margin improved in FY2022 again.", "FY2021"),
    ("The drug caused hypotension in most patients.", "The drug caused hypertension in most patients.", "hypotension"),
    ("The tenant may return the keys after the term.", "The tenant must return the keys after the term.", "may"),
]  # fmt: skip


def in_place(said: str, *others: str) -> tuple[str, str] | None:
    return exchanged(said, [(other, frozenset(word.stem for word in content_words(other))) for other in others])


@pytest.mark.parametrize(("said", "other", "word"), EXCHANGES)
def test_exchanged(said: str, other: str, word: str) -> None:
    found = in_place(said, other)
    assert found is not None
    assert found[0] == word


@pytest.mark.parametrize(("said", "other"), [(said, other) for said, other, _ in EXCHANGES])
def test_one_that_says_it_clears_it(said: str, other: str) -> None:
    assert in_place(said, other, said) is None
    assert in_place(said, said, other) is None


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("The patient has pain in the right knee.", "The patient has strong pain in the right knee."),
        ("Notice is due five days before the term ends.", "Notice is due 5 days before the term ends."),
        ("Sales were $3.2 billion in the second quarter.", "Sales were $3,215 million in the second quarter."),
        ("The Company shall keep records of all sales.", "It shall keep records of all sales."),
        ("Acme shall keep records of all its sales.", "The Company shall keep records of all its sales."),
        ("The physician examined the knee of the patient.", "The doctor examined the knee of the patient."),
        ("The Lessee shall pay all taxes on the flat.", "The Tenant shall pay all taxes on the flat, so the Lessee."),
        ("3. Wash the potatoes in 2 litres of water.", "1. Wash the potatoes in 2 litres of water."),
        ("Left.", "Right."),
        ("", ""),
    ],
)
def test_same_or_merely_different(said: str, other: str) -> None:
    assert in_place(said, other) is None
