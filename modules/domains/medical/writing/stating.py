"""What a sentence states, fact by fact, against what the lines state that are to carry it: doses, sides, negations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from modules.domains.medical.fact import Experiencer, Fact, Kind
from modules.domains.medical.facts import extract_note
from modules.domains.medical.reading import read_text

_NAMED = (Kind.MEDICATION, Kind.ALLERGY)  # what nobody may add to a record
_COMPARED = (*_NAMED, Kind.PROBLEM, Kind.VITAL, Kind.LAB)


def stated(text: str) -> tuple[Fact, ...]:
    """Return the facts that a sentence or a line states by itself."""
    return tuple(fact for fact in extract_note(read_text(text)) if fact.kind in _COMPARED)


def disagreement(said: Sequence[Fact], known: Sequence[Fact]) -> str:
    """Return where the facts of a sentence are not those of its lines, in a short clause; "" where they are."""
    return next(_disagreements(said, known), "")


def _disagreements(said: Sequence[Fact], known: Sequence[Fact]) -> Iterator[str]:
    for fact in said:
        same = [one for one in known if one.kind is fact.kind and one.concept == fact.concept]
        if not same:
            if fact.kind in _NAMED and not fact.assertion.negated:
                yield f"“{fact.name}” is not in the record"
            continue
        if all(one.assertion.negated != fact.assertion.negated for one in same):
            yield f"the record says the contrary of “{fact.name}”"
        if fact.assertion.experiencer is Experiencer.PATIENT and all(
            one.assertion.experiencer is Experiencer.FAMILY for one in same
        ):
            yield f"the record says “{fact.name}” of somebody else"
        if fact.side and all(one.side and one.side != fact.side for one in same):
            yield f"the side of “{fact.name}” is another in the record"
        if fact.dosage and fact.dosage.dose and not any(_same_dose(fact, one) for one in same):
            yield f"the dose of “{fact.name}” is not that of the record"
        if fact.measurement and all(
            one.measurement and one.measurement.value != fact.measurement.value for one in same
        ):
            yield f"the value of “{fact.name}” is not that of the record"


def _same_dose(fact: Fact, other: Fact) -> bool:
    if not (fact.dosage and other.dosage):
        return False
    return "".join(fact.dosage.dose.lower().split()) == "".join(other.dosage.dose.lower().split())
