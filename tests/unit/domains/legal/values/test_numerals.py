"""Numbers in words and figures: what is written is read back, and two writings are compared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.legal.values import in_words, numerals


@given(st.integers(0, 10**15 - 1))
def test_a_number_in_words_is_read_back(number: int) -> None:
    words = in_words(number)
    found = numerals(f"at most {words} of them")
    assert [(one.amount, one.words, one.figures) for one in found] == [(number, number, None)]


@given(st.integers(0, 10**12), st.sampled_from((" ", "  ", "\n")), st.sampled_from((str.title, str.upper, str)))
def test_hyphens_case_and_white_space_do_not_matter(number: int, blank: str, cased: type[str]) -> None:
    words = cased(in_words(number).replace("-", blank).replace(" ", blank))
    assert [one.amount for one in numerals(words)] == [number]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_writings_are_one_number_that_agrees_or_not(words: int, figures: int) -> None:
    text = f"{in_words(words)} ({figures:,})"
    (one,) = numerals(text)
    assert (one.start, one.end) == (0, len(text))
    assert (one.amount, one.words, one.figures) == (words, words, figures)
    assert one.agrees == (words == figures)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("two hundred and fifty thousand", 250_000),
        ("fifteen hundred", 1_500),
        ("a hundred and one", 101),
        ("one and one-half", "1.5"),
        ("two and a half", "2.5"),
        ("three quarters", "0.75"),
        ("1½", "1.5"),
        ("4 1/2", "4.5"),
        ("2.5 million", 2_500_000),
        ("1,234,567.89", "1234567.89"),
        ("10,00,000", 1_000_000),
        ("1.500.000", 1_500_000),
        ("10k", 10_000),
        ("5 (five)", 5),
    ],
)
def test_forms_of_numbers(text: str, amount: int | str) -> None:
    assert [one.amount for one in numerals(text)] == [Decimal(amount)]


def test_words_that_are_no_number_and_numbers_that_are_labels() -> None:
    assert numerals("an honest and a hearty effort; and/or; Section 5.2.1; v1.2; 3/4/2020") == []
    assert [one.amount for one in numerals("one two twenty thirty")] == [1, 2, 20, 30]
