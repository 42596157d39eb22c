"""What a contract says of its own time, the days computed from it, and what contradicts itself."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from modules.core.types import Page
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import Obligations, Terms, check_dates, review, schedule, terms
from modules.domains.legal.obligations.arithmetic import arithmetic, shifted
from modules.domains.legal.spelled import day as said
from modules.domains.legal.values import Duration, Unit, durations, in_words

PREAMBLE = (
    'SUPPLY AGREEMENT\n\nThis Supply Agreement (this "Agreement") is made as of 1 January 2024 (the "Effective Date") '
    'between Northmoor Foods Limited (the "Supplier") and Calder & Sons, Inc. (the "Buyer").\n\n'
)
TERM = "1. Term\n\n1.1 {term}\n\n"
SIGNED = (
    "IN WITNESS WHEREOF the parties have signed.\n\n"
    "By: A. Hale\nDate: 3 February 2024\n\nBy: B. Orme\nDate: 5 February 2024\n"
)


def contract(*parts: str) -> Contract:
    return Contract("doc", "supply.pdf", [Page(1, "".join(parts))])


def dated(term: str, preamble: str = PREAMBLE) -> dict[str, date | None]:
    return {one.kind: one.day for one in schedule(terms(contract(preamble, TERM.format(term=term))))}


@pytest.mark.parametrize(
    ("term", "expiry"),
    [
        ("This Agreement shall continue for three (3) years from the Effective Date.", date(2027, 1, 1)),
        ("The term of this Agreement is twelve months.", date(2025, 1, 1)),
        ("This Agreement shall terminate on 31 December 2025 unless terminated earlier.", date(2025, 12, 31)),
        ("This Agreement remains in force until the second anniversary of the Effective Date.", date(2026, 1, 1)),
        ("The initial term begins on the Effective Date and ends on June 30, 2026.", date(2026, 6, 30)),
        ("This Agreement begins on 1 February 2024 and continues for five years thereafter.", date(2029, 2, 1)),
        (
            "This Lease is for a term of ten years beginning on July 1, 2024 and ending June 30, 2034.",
            date(2034, 6, 30),
        ),
        ("The duration of this Contract is eighteen (18) months.", date(2025, 7, 1)),
        (
            "Unless ended earlier, this Agreement will terminate automatically ten years after the Effective Date.",
            date(2034, 1, 1),
        ),
        (
            "The Term is the period commencing on the Effective Date and ending sixty months thereafter.",
            date(2029, 1, 1),
        ),
        ("The Term begins on the Effective Date and shall expire on the fifth anniversary of it.", date(2029, 1, 1)),
        ("Three years from the Effective Date.", date(2027, 1, 1)),
        ("This Agreement may be terminated by either party on ninety (90) days' written notice.", None),
        ("The duty of confidentiality continues for five years after the end of this Agreement.", None),
        ("This Agreement continues for two years from the Commercial Launch Date.", None),
    ],
)
def test_the_end_is_stated_or_computed_and_never_guessed(term: str, expiry: date | None) -> None:
    assert dated(term)["expiry"] == expiry


def test_what_is_missing_is_said() -> None:
    stated = terms(contract(PREAMBLE, TERM.format(term="This Agreement continues for two years from the Launch Date.")))
    end = next(one for one in schedule(stated) if one.kind == "expiry")
    assert end.day is None
    assert "“the Launch Date”" in end.missing
    assert end.citations


RENEWED = (
    "This Agreement continues for two (2) years from the Effective Date and shall renew automatically for successive "
    "one (1) year terms unless either party gives written notice of non-renewal at least ninety (90) days before the "
    "end of the then current term."
)


def test_renewal_and_its_notice_count_from_the_end() -> None:
    assert dated(RENEWED) == {
        "effective": date(2024, 1, 1),
        "expiry": date(2026, 1, 1),
        "non-renewal": date(2025, 10, 3),
        "renewed until": date(2027, 1, 1),
    }


def test_a_corrected_effective_date_moves_what_counts_from_it() -> None:
    moved = {one.kind: one for one in schedule(terms(contract(PREAMBLE, TERM.format(term=RENEWED))), date(2024, 3, 15))}
    assert moved["expiry"].day == date(2026, 3, 15)
    assert moved["non-renewal"].arithmetic == "90 days before 15 March 2026 is 15 December 2025."
    assert [one.text.split(" (")[0] for one in moved["non-renewal"].citations] == [
        "1.1 This Agreement continues for two",
        "This Supply Agreement",
    ]


def test_an_effective_date_may_be_that_of_the_last_signature() -> None:
    preamble = 'This Agreement is made on the date of the last signature below (the "Effective Date") by A and B.\n\n'
    text = contract(
        preamble, TERM.format(term="This Agreement continues for one year from the Effective Date."), SIGNED
    )
    first, end = schedule(terms(text))
    assert (first.day, end.day) == (date(2024, 2, 5), date(2025, 2, 5))
    assert "last signature" in first.arithmetic


@pytest.mark.parametrize(
    ("preamble", "made"),
    [
        ("DATED 12 March 2018\n\nSUPPLY AGREEMENT\n\nbetween\n\n(1) ALBA LIMITED and\n(2) BRIO PLC", date(2018, 3, 12)),
        ("AGREEMENT NO. 55\n\nLeeds, 15.03.2019\n\nAlba and Brio have agreed", date(2019, 3, 15)),
        ("This amends the Master Agreement dated January 3, 2015 and is made as of June 1, 2019", date(2019, 6, 1)),
        ("Alba, a company incorporated on May 5, 1999, enters into this Agreement on 7 July 2020.", date(2020, 7, 7)),
        ("Source: ALBA INC, 8-K, 6/9/2020\n\nThis Agreement is entered into by Alba.", None),
    ],
)
def test_the_date_of_the_agreement_is_its_own(preamble: str, made: date | None) -> None:
    signed = terms(contract(preamble)).signed
    assert (signed.day if signed else None) == made


def test_the_later_of_several_events_is_not_known() -> None:
    stated = terms(contract('"Effective Date" means the later of 1 the last signature and closing. It is so.'))
    assert stated.effective
    assert stated.effective.day is None
    assert "several events" in schedule(stated)[0].missing


def test_a_blank_date_is_missing() -> None:
    preamble = 'This Agreement is made on ____ day of ____, 20__ (the "Effective Date") by A and B.\n\n'
    first, end = schedule(terms(contract(preamble, TERM.format(term="This Agreement continues for one year."))))
    assert (first.day, end.day) == (None, None)
    assert "left blank" in first.missing
    assert "1 year after it takes effect" in end.missing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The term of this Agreement is three years from the Effective Date. "
            "This Agreement expires on 31 December 2025.",
            "end and term differ",
        ),
        ("This Agreement shall expire on 31 December 2023.", "ends before it begins"),
        (
            "The term of this Agreement is three years.\n\n2. Duration\n\n"
            "2.1 This Agreement continues for two years from the Effective Date.",
            "two terms",
        ),
        (
            "This Agreement continues for one year and renews automatically for successive one year terms unless "
            "either party gives written notice at least eighteen (18) months before the end of the term.",
            "notice longer than term",
        ),
        (
            "This Agreement continues for one year and renews automatically for successive one year terms.",
            "no renewal notice",
        ),
        (
            "This Agreement continues for one year. It then renews for successive terms of twelve (12) months each.",
            "no renewal notice",
        ),
        (
            "This Agreement expires on 31 December 2025.\n\n9. Term\n\n9.1 This Agreement expires on 30 June 2026.",
            "two ends",
        ),
        ("“Effective Date” means 1 February 2024.", "two effective dates"),
        ("This Agreement is effective as of 1 February 2024.", "two effective dates"),
        (
            "The initial term begins on the Effective Date and continues, unless it is terminated earlier, for two "
            "years, through 31 December 2026.",
            "end and term differ",
        ),
        (
            "This Agreement begins on the Effective Date and ends two years later, on 1 March 2026.",
            "end and term differ",
        ),
        (
            "“Expiry Date” means 30 June 2026. This Agreement starts on the Effective Date and continues for two years "
            "until the Expiry Date.",
            "end and term differ",
        ),
    ],
)
def test_contradictions_are_found_with_their_quotes(text: str, kind: str) -> None:
    found = check_dates(contract(PREAMBLE, TERM.format(term=text)))
    assert [one.kind for one in found] == [kind]
    assert found[0].citations
    assert found[0].id == check_dates(contract(PREAMBLE, TERM.format(term=text)))[0].id


@pytest.mark.parametrize(
    "term",
    [
        RENEWED,
        "The term of this Agreement is two years from the Effective Date. This Agreement expires on 31 December 2025.",
        "This Agreement continues for two years. Either party may terminate it on ninety days' notice.",
        "This Agreement continues for 12 months, that is for a term of one year.",
        "",
    ],
)
def test_what_agrees_is_no_finding(term: str) -> None:
    assert check_dates(contract(PREAMBLE, TERM.format(term=term))) == []


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
LENGTHS = st.builds(
    lambda amount, unit: durations(f"{in_words(amount)} {unit}s")[0],
    st.integers(1, 400),
    st.sampled_from([Unit.DAY, Unit.WEEK, Unit.BUSINESS_DAY]),
)


@given(DAYS, LENGTHS)
def test_counting_back_undoes_counting_on(day: date, length: Duration) -> None:
    later = shifted(day, length)
    assert later is not None
    assert later > day
    if length.unit is not Unit.BUSINESS_DAY or day.weekday() < 5:
        assert shifted(later, length, back=True) == day
    assert (later - day).days >= length.amount
    assert length.unit is not Unit.BUSINESS_DAY or later.weekday() < 5


@given(DAYS, st.integers(1, 600))
def test_months_keep_the_day_of_the_month_or_take_its_last(day: date, months: int) -> None:
    later = shifted(day, durations(f"{months} months")[0])
    assert later is not None
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 20))
def test_a_contract_written_out_gives_its_dates_back(day: date, years: int) -> None:
    preamble = f'This Agreement is made as of {said(day)} (the "Effective Date") between A and B.\n\n'
    found = dated(
        f"The term of this Agreement is {in_words(years)} ({years}) year(s) from the Effective Date.", preamble
    )
    assert found["effective"] == day
    assert found["expiry"] == shifted(day, durations(f"{years} years")[0])


def test_what_cannot_be_counted_is_said() -> None:
    for text in ("36 hours", "1.5 days", "999999 years", "9000000 business days"):
        assert shifted(date(2024, 1, 1), durations(text)[0]) is None
        assert "cannot be counted" in arithmetic(date(2024, 1, 1), durations(text)[0])


def test_the_report_can_be_kept_as_json() -> None:
    made = contract(PREAMBLE, TERM.format(term=RENEWED))
    work = review("doc", lambda: made)
    for _ in range(3):
        next(work)
    with pytest.raises(StopIteration) as done:
        next(work)
    report = done.value.value
    adapter = TypeAdapter(Obligations)
    assert adapter.validate_json(adapter.dump_json(report)) == report
    assert isinstance(report.terms, Terms)


@pytest.mark.parametrize(
    "part", ["“Effective Date” 1/1/2020 ", "this agreement term two years ", "renew ", "(a) ", "Effective Date: "]
)
def test_time_grows_with_the_length_of_a_text_and_no_faster(part: str) -> None:
    made = contract(part * (60_000 // len(part)))
    started = time.process_time()
    schedule(terms(made))
    check_dates(made)
    assert time.process_time() - started < 20


def test_a_document_without_text_has_no_dates() -> None:
    for made in (
        contract(""),
        contract("Umsatz | 2023 | 2024\n1 | 2 | 3"),
        contract("Der Vertrag beginnt am 1. Januar 2024."),
    ):
        assert check_dates(made) == []
        assert all(one.day is None for one in schedule(terms(made)) if one.kind == "expiry")
