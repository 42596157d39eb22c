"""Days of a contract as an iCalendar file (RFC 5545) that calendars import, by the icalendar library."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from modules.core.export import without_controls

_PRODUCT = "-//Vouch//Obligations and dates//EN"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://vouch.invalid/calendar")


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something on a day, all day long.

    Attributes:
        id: the same for the same thing, however often it is exported: an import changes it then and adds no second one.
        day: on which it is.
        title: in a line.
        description: in several lines: the clause, how the day was computed, the quote.
    """

    id: str
    day: date
    title: str
    description: str


def as_calendar(name: str, events: Sequence[DayEvent], made: datetime, remind_days_before: int | None = None) -> bytes:
    """Return the events as the content of an .ics file.

    Args:
        name: the calendar's, which many programs show.
        events: on their days.
        made: when the file is made; with a time zone.
        remind_days_before: how many days before an event its reminder is; None for no reminders.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(_line(name)))
    for one in events:
        calendar.add_component(_event(one, made, remind_days_before))
    content: bytes = calendar.to_ical()
    return content


def _event(one: DayEvent, made: datetime, remind_days_before: int | None) -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(_NAMESPACE, one.id)}@vouch.invalid")
    event.add("dtstamp", made)
    event.add("dtstart", one.day)
    if one.day < date.max:
        event.add("dtend", one.day + timedelta(days=1))  # the end of an event is the first day that is not in it
    event.add("summary", _line(one.title))
    event.add("description", _text(one.description))
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    if remind_days_before is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _line(one.title))
        alarm.add("trigger", timedelta(days=-remind_days_before))
        event.add_component(alarm)
    return event


def _line(text: str) -> str:
    return " ".join(without_controls(text).split())


def _text(text: str) -> str:
    return "\n".join(_line(line) for line in text.split("\n"))
