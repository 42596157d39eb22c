"""Dates: found in the usual forms, written in the same form again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.safety.dates import Reckoning, find_dates, read, reckoning_of, shifted
from modules.safety.identifiers import Kind

FORMS = ("%Y-%m-%d", "%d %B %Y", "%m/%d/%Y", "%B %d, %Y")


def found(text: str) -> list[str]:
    return [one.text for one in find_dates(text) if one.kind is Kind.DATE]


@pytest.mark.parametrize(
    ("written", "later"),
    [
        ("2026-03-05", "2026-04-09"),
        ("03/05/2026", "04/09/2026"),
        ("3/5/26", "4/9/26"),
        ("5 March 2026", "9 April 2026"),
        ("5th of March 2026", "9th of April 2026"),
        ("March 5, 2026", "April 9, 2026"),
        ("MAR 5", "APR 9"),
        ("05-Mar-2026", "09-Apr-2026"),
        ("20260305", "20260409"),
        ("march fifth", "april ninth"),
        ("March 2026", "April 2026"),
    ],
)
def test_another_day_is_written_in_the_same_form(written: str, later: str) -> None:
    day = read(written, Reckoning(year=2026))
    assert day is not None
    assert day.written(date(2026, 4, 9)) == later


@given(st.dates(date(1930, 1, 1), date(2080, 12, 31)), st.integers(-400, 400), st.sampled_from(FORMS))
def test_a_shifted_date_is_read_as_the_shifted_day(day: date, days: int, form: str) -> None:
    reckoning = Reckoning(year=day.year)
    first = read(day.strftime(form), reckoning)
    assert first is not None
    again = read(first.written(shifted(first.value, days)), reckoning)
    assert again is not None
    assert again.value == day + timedelta(days=days)


def test_numbers_that_only_look_like_dates_stay() -> None:
    assert found("BP 120/80, pain 5/10, strength 5/5, 1/2 tablet, grade 2/6 murmur, dose 12.5 mg, ratio 3/4.") == []
    assert found("She may walk and we march on.") == []


def test_parts_of_dates_are_found_where_the_words_say_so() -> None:
    text = "Seen on 3/14, again on the 21st, last in May; 12-14 March 2026."
    assert {"3/14", "21st", "May", "12", "14 March 2026"} <= set(found(text))


def test_a_chart_says_by_its_clear_dates_which_number_is_the_day() -> None:
    assert reckoning_of(["Seen 25/03/2026 and 04/05/2026"]).day_first
    assert not reckoning_of(["Seen 03/25/2026 and 04/05/2026"]).day_first
    day = read("04/05/2026", reckoning_of(["25/03/2026"]))
    assert day is not None
    assert day.value == date(2026, 5, 4)
