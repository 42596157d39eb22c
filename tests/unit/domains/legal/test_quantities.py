from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.legal.quantities import Measure, QuantityError, alike, quantities, quantity, restated
from modules.domains.legal.values import in_words


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("30 days", Measure.TIME, 30),
        ("thirty (30) days", Measure.TIME, 30),
        ("10 business days", Measure.TIME, 14),
        ("48 hours", Measure.TIME, 2),
        ("8 % a year", Measure.RATE, 8),
        ("1.5% per month", Measure.RATE, 18),
        ("99.5 %", Measure.SHARE, Decimal("99.5")),
        ("USD 1,000,000", Measure.MONEY, 1_000_000),
        ("12 months' fees", Measure.FEES, 12),
        ("12 months of fees", Measure.FEES, 12),
    ],
)
def test_a_bound_is_one_quantity(text: str, measure: Measure, value: Decimal) -> None:
    read = quantity(text)
    assert (read.measure, read.value) == (measure, value)


@pytest.mark.parametrize("text", ["", "thirty", "30", "30 days or 40 days", "soon", "30 days after lunch", "Section 5"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        quantity(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Fees paid in the twelve (12) months before the claim", [("fees", 12)]),
        ("one hundred and fifty percent (150%) of the Fees paid and payable in that contract year", [("fees", 18)]),
        ("two times the annual Fees", [("fees", 24)]),
        ("50% of the monthly fees", [("fees", Decimal("0.5"))]),
        ("all amounts paid under this Agreement", [("fees", None)]),
        ("the revenues collected in the previous contractual year", [("fees", 12)]),
        ("the greater of USD 750,000 and the fees paid in the last 6 months", [("money", 750_000), ("fees", 6)]),
        ("pay the fees within thirty (30) days", [("time", 30)]),
        ("a term of two years (24 months)", [("time", Decimal("730.485"))]),
        ("Section 12.3 has no quantity", []),
    ],
)
def test_fees_of_a_period_are_told_from_time_and_money(text: str, expected: list[tuple[str, Decimal | None]]) -> None:
    assert [(one.measure, one.value) for one in quantities(text)] == expected


@pytest.mark.parametrize(
    ("stated", "bound", "expected"),
    [
        ("ninety (90) days", "30 days", "thirty (30) days"),
        ("Ninety (90) days", "30 days", "Thirty (30) days"),
        ("90 days", "30 days", "30 days"),
        ("ninety days", "6 weeks", "six weeks"),
        ("a ninety-day period", "30 days", "thirty-day"),
        ("one percent (1.0%) per month", "8 % a year", "eight percent (8%) per year"),
        ("1.5% per month", "8 % a year", "8% per year"),
        ("99% of the month", "99.5 %", "99.5%"),
        ("USD 500,000", "USD 1,000,000", "USD 1,000,000"),
        ("the Fees paid in the six (6) months before the claim", "12 months' fees", "twelve (12) months"),
        ("50% of the annual Fees", "12 months' fees", "100%"),
    ],
)
def test_a_quantity_is_changed_in_the_manner_of_the_contract(stated: str, bound: str, expected: str) -> None:
    [one] = quantities(stated)
    assert restated(one, quantity(bound)) == expected


def test_three_months_are_ninety_days_but_not_a_hundred() -> None:
    assert alike(quantity("90 days"), quantity("3 months"))
    assert alike(quantity("12 months"), quantity("365 days"))
    assert not alike(quantity("100 days"), quantity("3 months"))
    assert not alike(quantity("31 days"), quantity("30 days"))


@given(st.integers(1, 1_500), st.integers(1, 1_500), st.sampled_from(["day", "week", "month", "year"]))
def test_what_was_restated_reads_as_the_bound(stated: int, bound: int, unit: str) -> None:
    [one] = quantities(f"within {in_words(stated)} ({stated}) {unit}s of notice")
    text = f"{bound} {unit}{'' if bound == 1 else 's'}"
    assert quantity(restated(one, quantity(text))).value == quantity(text).value


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    for one in quantities(text):
        assert 0 <= one.start <= one.end <= len(text)
        assert text[one.start : one.end] == one.text
