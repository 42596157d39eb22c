"""Reading a draft as if it were a note, so that the same rules find its facts."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.core.text import sentences
from modules.domains.medical.draft import Draft, Line, Part
from modules.domains.medical.fact import Fact, Facts
from modules.domains.medical.facts import extract
from modules.domains.medical.headings import section_of
from modules.domains.medical.record import Chart, Note, Patient, Section, Statement

# Titles of handovers and short summaries, which no note has as a heading.
_TITLES: tuple[tuple[re.Pattern[str], Section], ...] = (
    (re.compile(r"summary|situation|background|story|illness severity", re.IGNORECASE), Section.HISTORY),
    (re.compile(r"action|to do|contingency|awareness|next step|request", re.IGNORECASE), Section.PLAN),
)
_DATED = re.compile(r"(?P<day>\d{4}(?:-\d\d){0,2}): ")
_MEDICINES_AND_ALLERGIES = re.compile(r"(?=.*\b(?:medic|drug))(?=.*\ballerg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft.

    Attributes:
        part, line: where it stands.
        text: on one line.
        statement: as the rules for notes read it; its citation's page is the line's number in the draft.
        facts: that it states.
    """

    part: Part
    line: Line
    text: str
    statement: Statement
    facts: tuple[Fact, ...]


def section(part: Part) -> Section:
    """Return what a part of a draft is about."""
    if _MEDICINES_AND_ALLERGIES.search(part.title):
        return Section.MEDICATIONS  # not every line there is an allergen
    for written in (part.title, part.key.replace("_", " ").replace("-", " ")):
        if (found := section_of(written)) is not Section.OTHER:
            return found
        if other := next((meant for pattern, meant in _TITLES if pattern.search(written)), None):
            return other
    return Section.OTHER


def read_draft(draft: Draft, days: Container[str] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of a draft in order, each with its facts.

    Args:
        draft: the draft.
        days: of the record; one of them before a line, "2026-03-14: ", tells where the line is from and is not read.
    """
    places = [
        (part, line, _statement(part, number, text, start, end))
        for number, (part, line) in enumerate(((part, line) for part in draft.parts for line in part.lines), start=1)
        for text in (plain(line),)
        for start, end in _behind(text, days)
    ]
    statements = tuple(statement for _, _, statement in places)
    note = Note("", draft.title, "", draft.title, False, Patient(), statements)
    facts: Facts = extract(Chart((note,)))
    return tuple(
        Sentence(part, line, statement.text, statement, tuple(_within(facts, statement.place)))
        for part, line, statement in places
    )


def _behind(text: str, days: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a line stand, the first one behind the day of the note that it is from."""
    dated = _DATED.match(text)
    begins = dated.end() if dated and dated["day"] in days else 0
    return ((begins + start, begins + end) for start, end in sentences(text[begins:]))


def plain(line: Line) -> str:
    """Return a line's text with single blanks, as the offsets of its facts count it."""
    return " ".join(line.text.split())


def _statement(part: Part, number: int, text: str, start: int, end: int) -> Statement:
    return Statement(Citation("", number, start, end, text[start:end]), section(part), part.title)


def _within(facts: Facts, place: Citation) -> list[Fact]:
    return [
        fact for fact in facts.items if fact.source.page == place.page and place.start <= fact.source.start < place.end
    ]
