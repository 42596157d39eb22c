"""Dates: every form a contract uses gives the day, and what may be another day is said to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.legal.values import dates

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
FORMS = (
    "{month} {day}, {year}",
    "{month} {day}{ending}, {year}",
    "{MONTH} {day:02}, {year}",
    "{day} {month} {year}",
    "this {day}{ending} day of {month}, {year}",
    "{day}{ending} DAY OF {MONTH} , {year}",
    "{day}-{short}-{year}",
    "{short}. {day}, {year}",
    "{year}-{number:02}-{day:02}",
    "{day}.{number}.{year}",
    "{day:02}.{number:02}.{year}",
)


def written(day: date, form: str) -> str:
    month = MONTHS[day.month - 1]
    ending = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return form.format(
        month=month, MONTH=month.upper(), short=month[:3], number=day.month, day=day.day, year=day.year, ending=ending
    )


@given(DAYS, st.sampled_from(FORMS))
def test_a_date_is_read_back_from_every_form(day: date, form: str) -> None:
    text = f"as of {written(day, form)} (the “Effective Date”)"
    (found,) = dates(text)
    assert (found.value, found.alternative) == (day, None)
    assert text[found.start : found.end] in text[6:].removeprefix("this ")


@given(DAYS)
def test_american_order_is_said_to_be_ambiguous_where_it_is(day: date) -> None:
    (found,) = dates(f"{day.month}/{day.day}/{day.year}")
    assert found.value == day
    ambiguous = day.day <= 12 and day.day != day.month
    assert found.alternative == (date(day.year, day.day, day.month) if ambiguous else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26t h day of May, 2017", date(2017, 5, 26)),
        ("the third (3rd) day of May, 2019", date(2019, 5, 3)),
        ("twenty-first day of June, 2020", date(2020, 6, 21)),
        ("18/9/2008", date(2008, 9, 18)),
        ("1/31/05", date(2005, 1, 31)),
        ("Sept. 4, 2014", date(2014, 9, 4)),
    ],
)
def test_forms_of_real_contracts(text: str, day: date) -> None:
    assert [one.value for one in dates(text)] == [day]


def test_what_is_no_date() -> None:
    assert dates("February 30, 2020; September ___, 2019; Section 1.2.2019.4; May 2020; 555-12-3456; 1/2") == []


def test_a_range_is_two_dates() -> None:
    assert [one.value for one in dates("1/1/05-1/31/05")] == [date(2005, 1, 1), date(2005, 1, 31)]
