from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.figures import is_computed, is_said, numbers


def said(claim: str, evidence: str) -> bool:
    (found, *_) = numbers(claim)
    return is_said(found, numbers(evidence))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$3.2 billion, up 12 % from 1,234.5", [3.2e9, 12, 1234.5]),
        ("thirty (30) days, twenty-five percent, two hundred and five", [30, 30, 25, 205]),
        ("five million and $5m and 16k", [5e6, 5e6, 16e3]),
        (".25 inches, B12, H1N1, 10-15", [0.25, 10, 15]),
        ("the 3rd of 1,000,000", [3, 1e6]),
        ("a loss of $(1.2) million", [1.2e6]),
    ],
)
def test_numbers(text: str, values: list[float]) -> None:
    assert [number.value for number in numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("30 days", "thirty days"),
        ("30 days", "a 30-day notice"),
        ("30 days", "thirty (30) working days"),
        ("1.5 mg", "1.5 milligrams"),
        ("1.5 mg", "dose: 1.5"),
        ("1.5", "1.5 mg"),
        ("$5", "5 dollars"),
        ("$5", "USD 5"),
        ("€3.2 million", "3.2 million euros"),
        ("1.5 mg", "1.5 g or 1.5 mg"),
        ("12%", "12 per cent"),
        ("12%", "a ratio of 0.12"),
        ("$1.5 million", "1,500,000"),
        ("1,500,000", "$1.5 million"),
        ("3.2 billion", "revenue (in millions): 3,215"),
        ("3,215", "$3.215 billion"),
        ("5.3", "5.28"),
        ("536870912.825", "536870912.8245"),
        ("about 5,000", "4,870"),
        ("March 3, 2021", "dated 2021-03-03"),
        ("3 March 2021", "03/03/2021"),
        ("in 2021", "on 3 March 2021"),
        ("clause 7.2.1", "7.2.1 Term"),
        ("5th grade", "the fifth grade"),
        ("June 19, 2007", "seen on 06/19/07"),
        ("$5466.00", "5,466,312"),
        ("8,412", "8,412,000"),
    ],
)
def test_the_same_number_in_another_spelling(claim: str, evidence: str) -> None:
    assert said(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("1.5 mg", "1.5 g daily"),
        ("500 mg", "500-mcg tablets"),
        ("$5", "€5 a month"),
        ("5 euros", "USD 5"),
        ("30 days", "within 30 months"),
        ("12%", "12 days"),
        ("31 days", "thirty days"),
        ("12%", "13 %"),
        ("50", "5,000"),
        ("50", "50,000"),
        ("50", "about 50,000"),
        ("5,000", "4,870"),
        ("$1.5 million", "1,600,000"),
        ("March 4, 2021", "March 3, 2021"),
        ("clause 7.2.1", "7.2.2 Term"),
        ("5", "4"),
        ("12", "B12"),
        ("2021", "2,021,000"),
        ("5.30", "5.28"),
    ],
)
def test_another_number(claim: str, evidence: str) -> None:
    assert not said(claim, evidence)


@given(st.integers(0, 10**12), st.sampled_from(["{:d}", "{:,}", "${:,}", "{:,}.00", "({:,})"]))
def test_thousands_separators_and_signs_do_not_matter(value: int, form: str) -> None:
    assert said(str(value), f"It was {form.format(value)}, they said.")


@given(st.floats(0.001, 1e9, allow_nan=False), st.integers(0, 3))
def test_a_number_is_said_by_any_that_rounds_to_it(value: float, places: int) -> None:
    assert said(f"{value:.{places}f}", f"{value:.6f}")


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_different_whole_numbers_are_never_the_same(one: int, other: int) -> None:
    assert said(str(one), f"{other} units") == (one == other)


@given(st.text(max_size=80))
def test_numbers_stand_where_they_say(text: str) -> None:
    for number in numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.step > 0


def test_what_can_be_recomputed_is_known_as_such() -> None:
    growth, *given_numbers = numbers("20% more: from 100 to 120")
    assert is_computed(growth, given_numbers)
    assert not is_computed(numbers("25%")[0], given_numbers)


@pytest.mark.parametrize(
    ("claim", "terms", "holds"),
    [
        ("an average of 10,029.67 thousand", "5,062 + 6,533 + 18,494", True),
        ("a sum of 30,089", "5,062 + 6,533 + 18,494", True),
        ("a change of 4.9 million", "98.7 - 103.6", True),
        ("an amount of 12,405.18", "53% * $23,406", True),
        ("an average of 10,129.67 thousand", "5,062 + 6,533 + 18,494", False),
        ("a change of 5.1 million", "98.7 - 103.6", False),
        ("a sum of 91", ", ".join(map(str, range(1, 14))), False),
    ],
)
def test_sums_means_and_shares(claim: str, terms: str, holds: bool) -> None:
    assert is_computed(numbers(claim)[0], numbers(terms)) is holds


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("Net loss | (5,940)", [True]),
        ("$ (3,781) and $(1.2) million", [True, True]),
        ("a result of -5 or −7 %", [True, True]),
        ("thirty (30) days", [False, False]),
        ("10-15 days, 2020-2021", [False] * 4),
        ("5 (five) and (see page 7)", [False, False, False]),
    ],
)
def test_numbers_below_zero(text: str, negative: list[bool]) -> None:
    assert [number.negative for number in numbers(text)] == negative


@pytest.mark.parametrize("said", ["the 10-K says so", "Form 8-K/A", "its 8k filing of July", "a 10q report"])
def test_names_of_forms_are_no_numbers(said: str) -> None:
    assert numbers(said) == []


def test_eight_thousand_is_a_number() -> None:
    assert [number.value for number in numbers("8k people filed it")] == [8_000]
