"""Which part of a draft a fact belongs to: a template's parts say what it is for."""

from __future__ import annotations

from modules.domains.medical.checking.said import section
from modules.domains.medical.draft import Draft, Part
from modules.domains.medical.fact import Fact, Kind
from modules.domains.medical.record import Section

_WHERE: dict[Kind, tuple[Section, ...]] = {
    Kind.ALLERGY: (Section.ALLERGIES, Section.MEDICATIONS, Section.PAST, Section.HISTORY),
    Kind.MEDICATION: (Section.MEDICATIONS, Section.COURSE, Section.HISTORY, Section.PLAN, Section.PAST),
    Kind.PROBLEM: (Section.HISTORY, Section.ASSESSMENT, Section.COURSE, Section.PAST, Section.COMPLAINT),
    Kind.VITAL: (Section.VITALS, Section.EXAM),
    Kind.LAB: (Section.RESULTS, Section.EXAM, Section.COURSE),
    Kind.PROCEDURE: (Section.PROCEDURES, Section.SURGERY, Section.RESULTS, Section.COURSE, Section.PLAN, Section.PAST),
    Kind.FAMILY: (Section.FAMILY, Section.PAST),
    Kind.SOCIAL: (Section.SOCIAL, Section.PAST),
}
# A part that takes in what has no part of its own.
_BROAD = (Section.HISTORY, Section.EXAM, Section.ASSESSMENT, Section.PLAN)


def part_for(draft: Draft, fact: Fact, stands_in: Section) -> Part | None:
    """Return the part that a fact belongs to: the one about what its part of the record is about, else about its kind.

    None where the template has no place for such a fact. A template whose titles say nothing takes everything.
    """
    about = [(section(part), part) for part in draft.parts]
    if about and all(meant is Section.OTHER for meant, _ in about):
        return about[-1][1]
    wanted = (stands_in, *_WHERE[fact.kind]) if _fits(fact.kind, stands_in) else _WHERE[fact.kind]
    return next((part for one in wanted for meant, part in about if meant is one), None)


def _fits(kind: Kind, stands_in: Section) -> bool:
    """Tell whether facts of a kind are looked for in such a part: a plan's medicine is, a history's family is not."""
    return stands_in in _WHERE[kind] or (
        kind in (Kind.PROBLEM, Kind.PROCEDURE) and stands_in in (*_BROAD, Section.REVIEW)
    )
