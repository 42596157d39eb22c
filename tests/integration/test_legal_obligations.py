"""Dates and duties on the legal page: found, corrected, filtered, taken away."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from modules.domains.legal.obligations import Obligations
from modules.store.reports import ReportState
from modules.ui.legal import obligations
from modules.ui.legal.obligations_data import agenda, calendar, dates_table, duties_table
from modules.ui.tables import exported
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import LEGAL, opened, shelve, vouch, words

__all__ = ["vouch"]  # a fixture

SUPPLY = b"""# Supply

This Agreement is made as of 1 March 2024 (the "Effective Date") between Northmoor Foods Limited (the "Supplier") and
Calder, Inc. (the "Buyer").

1. Term

1.1 This Agreement continues for two (2) years from the Effective Date and shall renew automatically for successive one
(1) year terms unless either party gives written notice at least ninety (90) days before the end of the term.

2. Price

2.1 The Buyer shall pay the deposit within thirty (30) days after the Effective Date.

2.2 The Supplier shall not raise its prices.

2.3 The Buyer may inspect the works.
"""


def found(vouch: FakeVouch) -> AppTest:
    shelve(vouch, "supply.md", SUPPLY)
    at = opened("legal", tool="dates")
    at.button(key="start obligations").click().run()
    document = vouch.library(LEGAL).documents()[0]
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        standing = vouch.reports(LEGAL).latest(obligations.REPORT, [document.id])
        if standing and standing.report.state is ReportState.DONE:
            break
        time.sleep(0.05)
    return at.run()


@pytest.mark.usefixtures("vouch")
def test_without_a_contract_the_tool_says_what_to_do() -> None:
    assert "Add a contract" in words(opened("legal", tool="dates"))


def test_dates_are_shown_with_their_arithmetic_and_follow_a_corrected_one(vouch: FakeVouch) -> None:
    at = found(vouch)
    assert not at.exception
    assert "Sunday, 1 March 2026" in words(at)
    assert "90 days before 1 March 2026 is 1 December 2025." in words(at).replace("\\", "")
    at = at.date_input[0].set_value(date(2024, 4, 1)).run()
    assert "90 days before 1 April 2026 is 1 January 2026." in words(at).replace("\\", "")
    assert "30 days after 1 April 2024 is 1 May 2024." in words(at).replace("\\", "")
    again = opened("legal", tool="dates")
    assert again.date_input[0].value == date(2024, 4, 1)
    back = again.button(key="effective as stated").click().run()
    assert back.date_input[0].value == date(2024, 3, 1)
    assert "Sunday, 1 March 2026" in words(back)


def test_duties_are_filtered_and_their_quotes_open_the_page(vouch: FakeVouch) -> None:
    at = found(vouch)
    assert "3 sentences" in words(at)
    at = at.button_group(key="party of duties").set_value("Buyer").run()
    assert "2 sentences" in words(at)
    at = at.button_group(key="kind of duties").set_value("right").run()
    assert "1 sentence" in words(at)
    assert "The Buyer may inspect the works" in words(at).replace("\\", "")
    key = next(one.key for one in at.button if one.key and one.key.startswith("open duty"))
    at = at.button(key=key).click().run()
    assert not at.exception
    assert at.session_state["workspace legal"].viewing.document_name == "supply.md"


def test_what_is_taken_away_says_what_the_page_says(vouch: FakeVouch) -> None:
    found(vouch)
    document = vouch.library(LEGAL).documents()[0]
    standing = vouch.reports(LEGAL).latest(obligations.REPORT, [document.id])
    assert standing
    made = agenda(document, standing.report.read(Obligations), None)
    events = Calendar.from_ical(calendar(made, 14)).walk("VEVENT")
    assert [str(one["summary"]).split(" (")[0] for one in events][:1] == ["Takes effect"]
    assert date(2025, 12, 1) in [one.decoded("dtstart") for one in events]
    assert all("Not legal advice" in str(one["description"]) for one in events)
    same = Calendar.from_ical(calendar(made, None)).walk("VEVENT")
    assert [one["uid"] for one in events] == [one["uid"] for one in same]
    for table in (dates_table(made), duties_table(made)):
        assert table.rows
        assert exported(partial(replace, table), "docx")[:2] == b"PK"
