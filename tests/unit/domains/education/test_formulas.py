"""Formulas of a text, and what their symbols stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.formulas import formulas_in, is_displayed, symbol_meanings


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The current is I = Q / t. Its unit is the ampere.", ["I = Q / t"]),
        ("From Definition 5.1, Q = I t = 0.25 A × 120 s = 30 C.", ["Q = I t"]),
        ("The force is F = ma and the energy E = mc^2.", ["F = ma", "E = mc^2"]),
        ("For two resistors, R = R1 R2 / (R1 + R2).", ["R = R1 R2 / (R1 + R2)"]),
        ("A current of I = 3.0 A flows.", []),
        ("It is equal to the sum.", []),
    ],
)
def test_formulas_in_a_sentence(text: str, formulas: list[str]) -> None:
    assert [one.text for one in formulas_in(text)] == formulas


def test_a_formula_that_is_broken_off_says_so() -> None:
    [one] = formulas_in("Their sum is R = R1 + R2 + It is larger.")
    assert one.text == "R = R1 + R2"
    assert one.open


def test_a_line_that_is_a_formula() -> None:
    assert is_displayed("A = 4 π r^2")
    assert not is_displayed("V = 9.0 V R = 450 ohm")
    assert not is_displayed("The area A = 4 π r^2 grows with the square of the radius.")


def test_what_symbols_stand_for() -> None:
    where = dict(symbol_meanings("Here F = m a, where F is the force, m the mass and a is the acceleration."))
    assert where == {"F": "the force", "m": "the mass", "a": "the acceleration"}
    assert dict(symbol_meanings("It is the charge Q that passes in the time t."))["Q"] == "charge"


@given(st.text(alphabet=st.sampled_from("ABxy12=+-/()^ .,≈→is{}_"), max_size=80))
def test_a_formula_stands_where_it_says(text: str) -> None:
    for one in formulas_in(text):
        assert " ".join(text[one.start : one.end].split()).startswith(one.text)
