"""Frequencies and routes spelled out, and ranges that stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.letter.frequencies import plain_frequencies, plain_frequency, plain_route


@pytest.mark.parametrize(
    ("written", "said"),
    [
        *(
            (once, "one time a day")
            for once in ("once daily", "once a day", "QD", "q.d.", "OD", "1x daily", "Once per day")
        ),
        *((twice, "two times a day") for twice in ("BID", "b.i.d.", "twice daily", "twice a day", "bd", "2x/day")),
        *(
            (thrice, "three times a day")
            for thrice in ("TID", "t.i.d.", "tds", "t.d.s.", "three times a day", "t.i.d. daily")
        ),
        *((four, "four times a day") for four in ("QID", "qds", "q.d.s.", "q. i. d.", "four times daily")),
        *((hours, "every 6 hours") for hours in ("q6h", "q 6 h", "q.6 h.", "q6 hours", "every 6 hours")),
        ("q4-6h prn", "every 4 to 6 hours when you need it"),
        ("every 6 hours as needed for pain", "every 6 hours when you need it for pain"),
        ("q1h", "every 1 hour"),
        ("once weekly", "one time a week"),
        ("twice a week", "two times a week"),
        ("qod", "every other day"),
        ("q.o.d.", "every other day"),
        ("p.r.n.", "when you need it"),
        ("qd-bid", "qd-bid"),
        ("qhs", "at bedtime"),
        ("nightly", "at bedtime"),
        ("daily", "every day"),
        ("2-3x daily", "2-3x every day"),
        ("two to three times a day", "two to three times a day"),
        ("morning and night", "morning and night"),
        ("", ""),
    ],
)
def test_frequencies(written: str, said: str) -> None:
    assert plain_frequency(written) == said


def test_in_a_running_text_only_what_means_nothing_else_is_spelled_out() -> None:
    text = "Take 1 mg b.i.d. with food. Give 5 mg BID. The OD is red, once, daily, and for 3 to 4 times a day."
    assert plain_frequencies(text) == text.replace("BID", "two times a day").replace("b.i.d.", "two times a day")


@pytest.mark.parametrize(
    ("written", "said"), [("PO", "by mouth"), ("IV", "through a vein"), ("by mouth", "by mouth"), ("p.r.n.", "p.r.n")]
)
def test_routes(written: str, said: str) -> None:
    assert plain_route(written) == said


@given(st.integers(1, 48), st.sampled_from(["q{}h", "q {} hours", "Q{}H", "every {} hours", "q.{} h."]))
def test_the_hours_stay(hours: int, form: str) -> None:
    assert plain_frequency(form.format(hours)).split()[:2] == ["every", str(hours)]


@given(st.text())
def test_spelling_out_twice_changes_nothing_more(text: str) -> None:
    once = plain_frequencies(text)
    assert plain_frequencies(once) == once


ABBREVIATED = {
    "qd": "one time a day",
    "bid": "two times a day",
    "tid": "three times a day",
    "tds": "three times a day",
    "qid": "four times a day",
    "qds": "four times a day",
    "qod": "every other day",
}


@given(
    st.sampled_from(sorted(ABBREVIATED)),
    st.sampled_from(["", ".", ". "]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", " with food", " for 7 days", ", then stop", " prn"]),
)
def test_no_way_of_writing_an_abbreviation_changes_how_often(
    short: str, between: str, last: bool, capitals: bool, behind: str
) -> None:
    written = between.join(short) + ("." if between and last else "")
    said = plain_frequencies(f"Take 5 mg {written.upper() if capitals else written}{behind}")
    assert said.startswith(f"Take 5 mg {ABBREVIATED[short]}")
    assert sum(said.count(times) for times in set(ABBREVIATED.values())) == 1
