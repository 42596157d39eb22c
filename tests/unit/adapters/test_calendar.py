"""The .ics file: it parses back, follows RFC 5545, and keeps its identities over exports."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from modules.adapters.calendar import DayEvent, as_calendar

MADE = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
EVENT = DayEvent(
    "doc expiry",
    date(2026, 1, 1),
    "Supply Agreement: ends; or is renewed, see 12.1",
    "Clause 12.1\n36 months after 1 January 2023 is 1 January 2026.\n“The term; of this, Agreement…” "
    + "long " * 60
    + "words",
)


def events(content: bytes) -> list[dict[str, object]]:
    read = Calendar.from_ical(content)
    return [{key.lower(): value for key, value in one.property_items()} for one in read.walk("VEVENT")]


def test_an_event_is_read_back() -> None:
    content = as_calendar("Supply Agreement", [EVENT], MADE)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (EVENT.day, EVENT.day + timedelta(days=1))
    assert str(event["summary"]) == EVENT.title
    assert str(event["description"]) == EVENT.description
    assert event.decoded("dtstamp") == MADE


def test_the_form_is_that_of_rfc_5545() -> None:
    content = as_calendar("Supply Agreement", [EVENT], MADE, remind_days_before=14)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "DTSTART;VALUE=DATE:20260101\r\n" in unfolded
    assert "VERSION:2.0\r\n" in unfolded
    assert re.search(r"PRODID:\S", unfolded)
    assert re.search(r"DTSTAMP:20240501T123000Z", unfolded)
    assert r"ends\; or is renewed\, see 12.1" in unfolded
    assert r"12.1\n36 months" in unfolded
    assert "TRIGGER:-P14D" in unfolded


def test_a_second_export_has_the_same_identities() -> None:
    other = DayEvent("doc notice", EVENT.day, "Notice", "")
    first = events(as_calendar("A", [EVENT, other], MADE))
    later = events(as_calendar("A", [EVENT, other], MADE + timedelta(days=3)))
    assert [one["uid"] for one in first] == [one["uid"] for one in later]
    assert len({str(one["uid"]) for one in first}) == 2


@given(st.text(max_size=200), st.text(max_size=400), st.dates())
def test_whatever_stands_in_an_event_the_file_can_be_read(title: str, description: str, day: date) -> None:
    (event,) = Calendar.from_ical(as_calendar(title, [DayEvent("id", day, title, description)], MADE)).walk("VEVENT")
    assert event.decoded("dtstart") == day
