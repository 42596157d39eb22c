"""Durations, money, percentages, multiples and jurisdictions as real contracts write them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.legal.values import (
    Unit,
    dates,
    durations,
    governing_laws,
    in_words,
    jurisdictions,
    money,
    multiples,
    numerals,
    percentages,
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("thirty (30) days", "30 days"),
        ("two years", "2 years"),
        ("twelve (12) consecutive months", "12 months"),
        ("a period of one year", "1 year"),
        ("90 Business Days", "90 business days"),
        ("a six-month period", "6 months"),
        ("ninety days (90)", "90 days"),
        ("30 days (thirty days)", "30 days"),
        ("within ninety (90)-day periods", "90 days"),
        ("two calendar quarters", "6 months"),
        ("the third (3rd) anniversary of the Effective Date", "3 years"),
        ("the 5th anniversary", "5 years"),
        ("one fortnight", "2 weeks"),
        ("two and a half years", "2.5 years"),
        ("twenty (20) full business days", "20 business days"),
    ],
)
def test_durations(text: str, normal: str) -> None:
    (found,) = durations(text)
    assert (str(found), found.agrees) == (normal, True)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(Unit))
def test_a_duration_written_twice_reports_both(words: int, figures: int, unit: Unit) -> None:
    text = f"{in_words(words)} ({figures}) {unit}s"
    (found,) = durations(text)
    assert (found.start, found.end, found.unit) == (0, len(text), unit)
    assert (found.amount, found.words, found.figures, found.agrees) == (words, words, figures, words == figures)


def test_lengths_compare() -> None:
    year, months, days = (durations(text)[0].days for text in ("one year", "12 months", "365 days"))
    assert year == months > days


def test_the_year_of_a_calendar_is_no_duration() -> None:
    assert durations("in the 2019 calendar year, on 31 December") == []


@pytest.mark.parametrize(
    ("text", "normal", "quote"),
    [
        ("USD 750,000 a year", "USD 750,000", "USD 750,000"),
        ("a fee of $5.00 per pound", "USD 5", "$5.00"),
        ("one hundred fifty thousand dollars ($150,000)", "USD 150,000", ""),
        ("Ten Thousand and NO/100 Dollars ($10,000)", "USD 10,000", ""),
        ("EUR 2.5 million", "EUR 2,500,000", ""),
        ("EUR 10.000", "EUR 10,000", ""),
        ("£10k", "GBP 10,000", ""),
        ("300,000 U.S. Dollars", "USD 300,000", ""),
        ("USD1.50", "USD 1.5", ""),
        ("five hundred thousand (US$500,000)", "USD 500,000", ""),
        ("Five Hundred (500) dollars", "USD 500", ""),
        ("US$1.1 million (United States Dollars One Million One Hundred Thousand)", "USD 1,100,000", ""),
        ("all dollars are Canadian dollars. A fee of $7", "CAD 7", "$7"),
    ],
)
def test_money(text: str, normal: str, quote: str) -> None:
    (found,) = money(text)
    assert (str(found), text[found.start : found.end], found.agrees) == (normal, quote or text, True)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_sum_written_twice_reports_both(words: int, figures: int) -> None:
    (found,) = money(f"{in_words(words)} dollars (${figures:,}.00)")
    assert (found.words, found.figures, found.currency, found.agrees) == (words, figures, "USD", words == figures)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("six percent (6%)", 6),
        ("1.5 %", "1.5"),
        ("one and one half percent", "1.5"),
        ("four and one-half percent (4.5%)", "4.5"),
        ("fifty (50) percent", 50),
        ("fifty (50%) percent", 50),
        ("25 basis points", "0.25"),
    ],
)
def test_percentages(text: str, amount: int | str) -> None:
    (found,) = percentages(text)
    assert (found.amount, found.agrees, text[found.start : found.end]) == (Decimal(amount), True, text)


@pytest.mark.parametrize(
    ("text", "factor", "months"),
    [
        ("an amount equal to twelve (12) months' fees", 1, 12),
        ("two times the fees paid", 2, None),
        ("the fees paid or payable by Customer in the twelve (12) months preceding the claim", 1, 12),
        ("150% of the total fees paid in the prior contract year", "1.5", 18),
        ("2x the annual fees", 2, None),
        ("twice the Fees paid during the 6 months before the event", 2, 12),
        ("the total amount paid by Customer during the twelve (12) month period preceding the event", 1, 12),
    ],
)
def test_multiples(text: str, factor: int | str, months: int | None) -> None:
    (found,) = multiples(text)
    assert (found.factor, found.months) == (Decimal(factor), months)


def test_times_that_multiply_nothing() -> None:
    assert multiples("at all times the fees; at least two (2) times each calendar year") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("governed by the laws of the State of New York, without regard to its conflict of laws rules", ["New York"]),
        ("This Agreement is governed by English law.", ["England and Wales"]),
        ("construed in accordance with the laws of England and Wales", ["England and Wales"]),
        ("THE LAWS OF THE PROVINCE OF ONTARIO SHALL GOVERN", ["Ontario"]),
        ("governed by the laws of the People’s Republic of China", ["China"]),
        ("The laws of California shall govern the construction of this Agreement.", ["California"]),
        ("interpreted under the laws of the  Commonwealth of\nVirginia", ["Virginia"]),
        ("Acme Inc., organized under the laws of the State of Georgia, and governed as such", []),
        ("Delaware law applies", ["Delaware"]),
        ("", []),
    ],
)
def test_governing_laws(text: str, names: list[str]) -> None:
    assert [one.name for one in governing_laws(text)] == names


def test_jurisdictions() -> None:
    text = "the courts of New York and of West Virginia, U.S.A., or of the Netherlands"
    assert [one.name for one in jurisdictions(text)] == ["New York", "West Virginia", "United States", "Netherlands"]


FINDERS: Sequence[Callable[[str], Sequence[object]]] = (
    dates, durations, governing_laws, jurisdictions, money, multiples, numerals, percentages,
)  # fmt: skip
HOSTILE = (
    "a ", "(((((", "1.1.1.1.", "one ", "and a ", "$1 ", "1,", "1,000", "one (1) ", "thirty (", "laws of the State of ",
    "New York law ",
    "the fees paid ", "two times the ", "1/1/", "1st day of ", " ", "United States ", "12 months fees ",
)  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_with_the_length_of_a_text_and_no_faster(part: str) -> None:
    text = part * (50_000 // len(part))
    for finder in FINDERS:
        started = time.process_time()
        finder(text)
        assert time.process_time() - started < 5, finder.__name__
