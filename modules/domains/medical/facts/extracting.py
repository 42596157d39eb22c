"""From a chart to its facts: every statement is read by the rules of each kind, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from modules.domains.medical.fact import Fact, Facts, Kind
from modules.domains.medical.facts.allergies import allergies
from modules.domains.medical.facts.lives import family_history, social_history
from modules.domains.medical.facts.measures import measures
from modules.domains.medical.facts.medications import medications
from modules.domains.medical.facts.problems import problems
from modules.domains.medical.facts.procedures import ordered_tests, procedures
from modules.domains.medical.facts.recorded import as_recorded, observed, renewed
from modules.domains.medical.facts.replies import listened
from modules.domains.medical.facts.rows import row_values, values_in
from modules.domains.medical.facts.said import Found, Said, fact_of
from modules.domains.medical.record import Chart, Note, Section, Speaker

_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+$", re.IGNORECASE)
_ITEM = 3  # words: more than an item of a list of allergies, or its reaction
_OF_TESTS = (
    Section.VITALS,
    Section.RESULTS,
    Section.IMMUNISATIONS,
)  # whose rows name what is measured or given: "Cholesterol"
_ECHO = 60  # characters: what is so short may repeat what was just said


def extract(chart: Chart) -> Facts:
    """Find the facts of a chart, note after note in reading order."""
    return Facts(tuple(fact for note in chart.notes for fact in extract_note(note)))


def extract_note(note: Note) -> tuple[Fact, ...]:
    """Find the facts of one note in reading order."""
    facts: list[Fact] = []
    said = listened([one for one in note.statements if one.section is not Section.FRAME])
    tabled = row_values(said)
    for at, one in enumerate(said):
        following = said[at + 1] if at + 1 < len(said) else None
        if following and following.statement.speaker is not one.statement.speaker:
            following = None
        for found in _found(one, following, values_in(tabled, one)):
            fact = fact_of(one, found)
            if not (one.talks and _repeats(one, fact, facts)):
                facts.append(fact)
    return renewed(facts)


def _found(said: Said, following: Said | None, tabled: Sequence[Found]) -> list[Found]:
    """Return what a statement says, in reading order; of two kinds for the same words the surer one."""
    kept: list[Found] = []
    _add(kept, allergies(said))
    if said.section is not Section.ALLERGIES or said.talks or (not kept and len(said.words.items) > _ITEM):
        _add(kept, measures(said, tabled))
        _add(kept, ordered_tests(said))
        of_tests = bool(said.statement.header) and said.section in _OF_TESTS
        if not of_tests:
            _add(kept, medications(said, following))
        named = observed(said, problems(said)) if of_tests else list(problems(said))
        _add(kept, family_history(said, named))
        _add(kept, procedures(said))
        if said.section is not Section.FAMILY:
            _add(kept, named)
        _add(kept, social_history(said))
    return sorted(as_recorded(said, kept), key=lambda one: (one.start, one.end))


def _add(kept: list[Found], found: Iterable[Found]) -> None:
    """Add what does not stand in words that an earlier rule has taken; a row's values share its name."""
    taken = [_span(one) for one in kept]
    kept += [one for one in found if not any(start < one.end and one.start < end for start, end in taken)]


def _span(found: Found) -> tuple[int, int]:
    return found.reach or (found.start, found.end)


def _points_back(said: Said, fact: Fact) -> bool:
    before = said.text[: fact.source.start - said.statement.place.start]
    return bool(_DEFINITE.search(before))


def _repeats(said: Said, fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a short remark only says again what was said just before: "okay, the left knee"."""
    known = any(one.concept == fact.concept and one.kind is fact.kind for one in facts)
    if known and fact.kind in (Kind.PROBLEM, Kind.PROCEDURE) and _points_back(said, fact):
        return True
    if said.question:
        return known and said.reply is None
    if fact.kind is not Kind.PROBLEM or said.statement.speaker is not Speaker.CLINICIAN or len(said.text) > _ECHO:
        return False
    return any(one.concept == fact.concept and one.assertion == fact.assertion for one in facts[-3:])
