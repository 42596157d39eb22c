"""Answers of a form: which will do, and how they stand in the contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.errors import StoreCorrupt
from modules.core.forms import Field, FieldKind
from modules.domains.legal import values
from modules.domains.legal.drafting import Draft, missing, proposed, read_draft, written
from modules.domains.legal.spelled import counted, day, money

TODAY = date(2026, 3, 1)


def field(kind: FieldKind, name: str = "a", **more: object) -> Field:
    return Field(name, kind, name.capitalize(), **more)  # type: ignore[arg-type]


@given(st.integers(0, 999_999_999))
def test_words_and_figures_say_the_same_number(number: int) -> None:
    (found,) = values.numerals(counted(number))
    assert found.words == found.figures == number


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(1, 100_000), st.integers(0, 10**11))
def test_what_is_written_is_read_as_the_same_value(when: date, number: int, cents: int) -> None:
    assert [one.value for one in values.dates(f"made on {day(when)} (the")] == [when]
    (length,) = values.durations(f"within {counted(number, 'days')} after")
    assert (length.amount, length.unit) == (number, "day")
    (found,) = values.money(f"pays {money('GBP', Decimal(cents) / 100)} for")
    assert (found.currency, found.amount) == ("GBP", Decimal(cents) / 100)


def test_units_dates_and_sums() -> None:
    assert counted(30, "days") == "thirty (30) days"
    assert counted(1, "months") == "one (1) month"
    assert counted(7) == "seven (7)"
    assert day(date(2026, 3, 1)) == "1 March 2026"
    assert money("GBP", Decimal("12500.00")) == "GBP 12,500"
    assert money("USD", Decimal("99.5")) == "USD 99.50"


@pytest.mark.parametrize(
    ("kind", "good", "in_contract", "bad"),
    [
        (FieldKind.DATE, "2026-03-31", "31 March 2026", ["2026-02-30", "31.3.2026", "soon", "2026-3-1", "٢٠٢٦-٠٣-٣١x"]),
        (
            FieldKind.MONEY,
            "GBP 12,000.50",
            "GBP 12,000.50",
            ["12000", "GBP", "£12", "GBP 1,2,3", "GBP -5", "GBP 1.234"],
        ),
        (FieldKind.NUMBER, "12", "twelve (12)", ["-1", "1.5", "a", "12345678901", "²"]),
        (FieldKind.DAYS, "30", "thirty (30) days", ["30 days", ""]),
        (FieldKind.PERCENT, "7.5", "7.5%", ["7,5", "%", "1e9"]),
        (FieldKind.CHOICE, "north", "north", ["south", "North"]),
        (FieldKind.TEXT, " Acme \t Ltd ", "Acme Ltd", ["", "  ", "x" * 500, "Acme ____", "[name]", "TBD"]),
        (FieldKind.FREE_TEXT, "One.\n\nTwo.", "One.\n\nTwo.", ["The fee is [amount].", "{{ x }}"]),
    ],
)
def test_an_answer_is_checked_and_written(kind: FieldKind, good: str, in_contract: str, bad: list[str]) -> None:
    fields = [field(kind, choices=("north", "east"))]
    assert missing(fields, {"a": good}) == []
    assert written(fields, {"a": good}) == {"a": in_contract}
    for answer in bad:
        (found,) = missing(fields, {"a": answer})
        assert found.what.endswith(".")


@given(st.sampled_from(FieldKind), st.text(max_size=40))
def test_any_text_is_either_refused_or_written(kind: FieldKind, answer: str) -> None:
    fields = [field(kind, choices=("x", "y"))]
    assert missing(fields, {"a": answer}) or written(fields, {"a": answer})["a"] != "" or kind is FieldKind.YES_NO


def test_what_is_not_needed_or_optional_is_not_missed() -> None:
    optional = field(FieldKind.TEXT, optional=True)
    hidden = field(FieldKind.DATE, "b", needed=lambda answers: bool(answers.get("c")))
    assert missing([optional, hidden], {}) == []
    assert [one.field.name for one in missing([optional, hidden], {"c": True})] == ["b"]
    assert written([hidden], {"b": "never"}) == {"b": ""}


def test_two_parties_are_two() -> None:
    fields = [field(FieldKind.PARTY), field(FieldKind.PARTY, "b")]
    (found,) = missing(fields, {"a": "Acme Ltd", "b": "ACME  Ltd"})
    assert (found.field.name, found.what) == ("b", "This is the same party as under “A”.")


def test_the_templates_own_answers_are_proposed_once() -> None:
    fields = [
        field(FieldKind.DATE, default="today"),
        field(FieldKind.YES_NO, "b", default="yes"),
        field(FieldKind.DAYS, "c", default="30"),
    ]
    assert proposed(fields, {}, TODAY) == {"a": "2026-03-01", "b": True, "c": "30"}
    assert proposed(fields, {"a": "", "b": False}, TODAY) == {"a": "", "b": False, "c": "30"}


def test_a_draft_is_kept_and_read() -> None:
    draft = Draft(template="Mutual NDA", answers={"a": True, "b": "x"}, events=("made",))
    assert read_draft(draft.model_dump_json().encode()) == draft
    for content in (b"", b"{}", b'{"template": "x", "new": 1}'):
        with pytest.raises(StoreCorrupt):
            read_draft(content)
