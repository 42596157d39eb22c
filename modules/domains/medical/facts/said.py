"""A statement made ready for the rules: its words, its cues, what was replied to it; and how a fact is made of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cached_property

from modules.core.findings import Citation
from modules.domains.medical.fact import Assertion, Dosage, Fact, Kind, Measurement, Status
from modules.domains.medical.facts.context import Context, Effect
from modules.domains.medical.facts.words import Words
from modules.domains.medical.headings import heading_in
from modules.domains.medical.record import Section, Speaker, Statement

_SIDE = re.compile(
    r"\b(?P<bilateral>bilateral(?:ly)?|both|b/l|each)\b|\b(?P<left>left|lt\.?|l)\b|\b(?P<right>right|rt\.?"
    r"|r)\b(?!,? (?:now|away|here|there|okay|then|so|and|after|before|when|\?))",
    re.IGNORECASE,
)
_PAST = frozenset((Section.PAST, Section.SURGERY))
_DIFFERENTIAL = re.compile(r"ddx|differential", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """One statement, and what a rule needs to read it.

    Attributes:
        statement: as the chart holds it.
        text: as it stands on the page; offsets of names are offsets into it.
        question: whether it asks.
        reply: True where the reply says yes, False where it says no, None where nobody says either.
        asked: where the question begins in a long statement that tells something first.
        denies: length of a bare "no," that it opens with, which answers and denies nothing else.
    """

    statement: Statement
    text: str
    question: bool = False
    reply: bool | None = None
    asked: int = 0
    denies: int = 0

    @cached_property
    def words(self) -> Words:
        """Its words."""
        return Words(self.text)

    @cached_property
    def context(self) -> Context:
        """Its cues."""
        return Context(self.words)

    @property
    def section(self) -> Section:
        """What the part around it is about."""
        return self.statement.section

    @property
    def talks(self) -> bool:
        """Whether somebody says it in a dialogue."""
        return self.statement.speaker is not Speaker.NOBODY


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found in a statement, before it becomes a fact.

    Attributes:
        start, end: characters of the statement that name it.
        reach: characters that name it together with its dose or value.
        concept: key under which it is the same as others.
        date: where it is another than its statement's: a table's column.
        name: where other characters than those from `start` to `end` name it: a column's heading; else "".
        assertion: where the rule knows it; None: the cues decide.
    """

    kind: Kind
    start: int
    end: int
    concept: str
    reach: tuple[int, int] | None = None
    assertion: Assertion | None = None
    side: str = ""
    status: Status = Status.UNKNOWN
    dosage: Dosage | None = None
    measurement: Measurement | None = None
    detail: str = ""
    date: str = ""
    name: str = ""


def without_heading(text: str) -> str:
    """Return the text of a written statement with the heading of a section that it opens with made blank."""
    printed = heading_in(text)
    if printed is None or printed.section is Section.OTHER:
        return text
    return " " * printed.end + text[printed.end :]


def fact_of(said: Said, found: Found) -> Fact:
    """Make a fact of what was found in a statement."""
    start, end = found.reach or (found.start, found.end)
    place = said.statement.place
    source = Citation(
        place.document_id, place.page, place.start + start, place.start + end, " ".join(said.text[start:end].split())
    )
    name = found.name or " ".join(said.text[found.start : found.end].split())
    mark = f"{place.document_id} {place.page} {place.start + start} {place.start + end} {found.kind}"
    return Fact(
        id=hashlib.sha256(mark.encode()).hexdigest()[:16],
        kind=found.kind,
        name=name,
        concept=found.concept or name.lower(),
        source=source,
        statement=place,
        assertion=found.assertion or assertion_of(said, found.start, found.end),
        date=found.date or said.statement.date,
        side=found.side,
        status=found.status,
        dosage=found.dosage,
        measurement=found.measurement,
        detail=found.detail,
    )


def assertion_of(said: Said, start: int, end: int) -> Assertion:
    """Return how a statement asserts a name, from its cues, its section and the reply to it."""
    effects = said.context.effects(start, end)
    negated = Effect.NEGATED in effects and not _only_answers(said, start, end)
    asserted = Assertion(
        negated=negated,
        uncertain=(Effect.UNCERTAIN in effects or bool(_DIFFERENTIAL.match(said.statement.heading))) and not negated,
        historical=Effect.HISTORICAL in effects or said.section in _PAST,
    )
    if not said.question or end <= said.asked:
        return asserted
    if said.reply is None:
        return replace(asserted, uncertain=True)
    # "You have had no fever?" "No." and "Right." both deny it.
    return replace(asserted, negated=not said.reply or negated, uncertain=False)


def is_hypothetical(said: Said, start: int, end: int) -> bool:
    """Whether a name stands in what may come or what is told of risks."""
    return Effect.HYPOTHETICAL in said.context.effects(start, end)


def _only_answers(said: Said, start: int, end: int) -> bool:
    cues = said.context.cues(Effect.NEGATED, start, end)
    return bool(said.denies) and all(first < said.denies for first, _ in cues)


def side_in(text: str) -> str:
    """Return the side that a stretch of text names: "left", "right", "bilateral" or ""."""
    sides = {match.lastgroup for match in _SIDE.finditer(text) if len(match.group()) > 1 or match.group().isupper()}
    if "bilateral" in sides or len(sides) > 1:
        return "bilateral"
    return str(sides.pop()) if sides else ""
