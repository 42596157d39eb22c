"""Facts put into words, by rule."""

from __future__ import annotations

from modules.domains.medical.fact import Experiencer, Fact, Kind, Status

_NO_ALLERGIES = frozenset(("", "allergy", "allergies", "known allergies", "drug allergy", "drug allergies"))
_STATUS = {
    Status.STARTED: "started",
    Status.STOPPED: "stopped",
    Status.CHANGED: "changed",
    Status.PLANNED: "planned",
}


def worded(fact: Fact) -> str:
    """Return a sentence that states a fact as the record asserts it."""
    words = {
        Kind.ALLERGY: _allergy,
        Kind.MEDICATION: _medication,
        Kind.VITAL: _measured,
        Kind.LAB: _measured,
        Kind.FAMILY: _family,
    }.get(fact.kind, _plain)(fact)
    return f"{words[:1].upper()}{words[1:].rstrip('. ')}."


def _allergy(fact: Fact) -> str:
    if fact.assertion.negated:
        general = fact.name.lower().removeprefix("no ").removeprefix("known ") in _NO_ALLERGIES or "no" in fact.concept
        return "no known allergies" if general or fact.name.isupper() else f"no allergy to {fact.name}"
    unsure = " (not confirmed)" if fact.assertion.uncertain else ""
    return f"allergy to {fact.name}{f': {fact.detail}' if fact.detail else ''}{unsure}"


def _medication(fact: Fact) -> str:
    if fact.assertion.negated and fact.status is Status.UNKNOWN:
        return f"does not take {fact.name}"
    dosage = fact.dosage
    taken = [fact.name, *((dosage.dose, dosage.route, dosage.frequency) if dosage else ())]
    words = " ".join(one for one in taken if one)
    return f"{words}, {_STATUS[fact.status]}" if fact.status in _STATUS else words


def _measured(fact: Fact) -> str:
    value = fact.measurement
    if value is None:
        return _plain(fact)
    beside = "; ".join(
        one for one in (f"reference {value.reference}" if value.reference else "", value.flag, fact.date) if one
    )
    return " ".join(one for one in (fact.name, value.value, value.unit, f"({beside})" if beside else "") if one)


def _family(fact: Fact) -> str:
    if fact.assertion.negated:
        return f"no family history of {fact.name}"
    return f"family history of {fact.name}{f' ({fact.detail})' if fact.detail else ''}"


def _plain(fact: Fact) -> str:
    sided = fact.side and fact.side not in fact.name.lower()
    words = f"{fact.side} {fact.name}" if sided else fact.name
    said = fact.assertion
    if said.experiencer is not Experiencer.PATIENT:
        words = f"{fact.detail or 'relative'}: {words}"
    elif said.negated:
        words = words if words.lower().startswith(("no ", "non")) else f"no {words}"
    elif said.uncertain:
        words = f"possible {words}"
    elif said.historical and fact.kind is Kind.PROBLEM:
        words = f"history of {words}"
    dated = fact.date and fact.kind is Kind.PROCEDURE
    return f"{words} ({fact.date})" if dated else words
