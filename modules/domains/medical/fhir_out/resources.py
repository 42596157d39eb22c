"""Facts as FHIR resources: what is negated is refuted, what is uncertain provisional, and each says where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from modules.domains.medical.fact import Experiencer, Fact, Kind, Measurement, Status
from modules.domains.medical.fhir_out.elements import (
    DIASTOLIC,
    HL7,
    LOINC,
    PRESSURE,
    SYSTOLIC,
    VITAL_SIGNS,
    Json,
    coded,
    day,
    narrative,
    quantity,
    refer,
    reference_range,
    text,
    urn,
)
from modules.domains.medical.paper import Summary

_STATUSES = {
    Status.STARTED: "active",
    Status.CHANGED: "active",
    Status.CONTINUED: "active",
    Status.STOPPED: "stopped",
    Status.PLANNED: "intended",
    Status.UNKNOWN: "unknown",
}
_LASTING = (Kind.ALLERGY, Kind.MEDICATION, Kind.PROBLEM)
_CHANGING = (Status.UNKNOWN, Status.PLANNED, Status.CONTINUED, Status.STARTED, Status.CHANGED, Status.STOPPED)
_ANY_ALLERGY = re.compile(
    r"any drug|(?:(?:known|drug|food|medication|medicine|environmental)\s+)*allerg(?:y|ies)|nkd?a"
)
_PRESSURE = re.compile(r"\s*(\d{2,3})\s*/\s*(\d{2,3})\s*")
_FLAGS = {"high": ("H", "High"), "low": ("L", "Low")}
_LEFT_OUT = {
    "relatives": "facts about somebody else than the patient",
    "kinds": "procedures, family and social history",
    "unmeasured": "measurements without a value",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A resource with the facts that it was made from: the same thing may be stated in several places."""

    resource: Json
    facts: tuple[Fact, ...]


def resources(paper_id: str, summary: Summary, patient: Json, final: bool) -> tuple[list[Stated], list[str]]:
    """Return the facts of a summary as resources, and in sentences what has none and stands in the text alone.

    Args:
        paper_id: from which the ids are made.
        summary: whose facts.
        patient: the resource that they are about.
        final: whether the summary is signed.
    """
    left: dict[str, int] = {}
    kept: list[Fact] = []
    for fact in summary.facts.items:
        if why := _left_out(fact):
            left[why] = left.get(why, 0) + 1
        else:
            kept.append(fact)
    made = []
    for _, same in groupby(sorted(kept, key=_key), key=_key):
        facts = _telling_first(list(same))
        made.append(Stated(_resource(paper_id, summary, facts, patient, final), facts))
    order = {fact.id: number for number, fact in enumerate(summary.facts.items)}
    made.sort(key=lambda stated: order[stated.facts[0].id])
    said = [f"{_LEFT_OUT[why].capitalize()} stand in the text alone: {count}." for why, count in left.items()]
    return made, said


def _left_out(fact: Fact) -> str:
    if fact.assertion.experiencer is not Experiencer.PATIENT:
        return "relatives"
    if fact.kind in (Kind.PROCEDURE, Kind.FAMILY, Kind.SOCIAL):
        return "kinds"
    measured = fact.measurement is not None and bool(fact.measurement.value.strip()) and not fact.assertion.negated
    return "unmeasured" if fact.kind in (Kind.VITAL, Kind.LAB) and not measured else ""


def _key(fact: Fact) -> tuple[str, ...]:
    """Return what two statements of the same thing have in common: a value is of its moment, the rest lasts."""
    thing = (fact.kind, fact.concept or fact.name, fact.side)
    if fact.kind in _LASTING:
        return thing
    return (*thing, fact.date, fact.detail, repr(fact.assertion), repr(fact.measurement))


def _telling_first(facts: list[Fact]) -> tuple[Fact, ...]:
    """Return the statements of a thing, the one that holds first: the latest, of one day the one that changes most.

    That an allergy is there holds whatever is said later.
    """

    def holds(fact: Fact) -> tuple[bool, str, bool, int, int]:
        there = not fact.assertion.negated
        details = sum(bool(one) for one in (fact.detail, fact.dosage, fact.measurement))
        allergic = fact.kind is Kind.ALLERGY and there
        return allergic, fact.date, not fact.assertion.uncertain, _CHANGING.index(fact.status), details

    first = max(facts, key=holds)
    return (first, *(one for one in facts if one is not first))


def _resource(paper_id: str, summary: Summary, facts: Sequence[Fact], patient: Json, final: bool) -> Json:
    fact = facts[0]
    made: Json = {"resourceType": "", "id": urn(paper_id, "fact " + "\n".join(_key(fact)))}
    if fact.kind is Kind.ALLERGY:
        made |= _allergy(fact, patient)
    elif fact.kind is Kind.MEDICATION:
        made |= _medication(fact, patient)
    elif fact.kind is Kind.PROBLEM:
        made |= _condition(fact, patient)
    else:
        made |= _observation(fact, patient, final)
    made["note"] = [{"text": one} for one in _notes(summary, facts)]
    made["text"] = narrative([_name(fact)])
    return made


def _notes(summary: Summary, facts: Sequence[Fact]) -> Iterator[str]:
    """Yield what the codes do not say, then the places where it stands."""
    fact = facts[0]
    if fact.assertion.historical:
        yield "The record says this of the past."
    if fact.detail and fact.kind is not Kind.ALLERGY:
        yield f"As written: {fact.detail}"
    for one in facts:
        place = one.statement
        name = summary.name_of(place.document_id) or "a document"
        quote = f": “{place.text}”" if place.text else " (deleted)"
        yield f"In the record: {name}, page {place.page}, characters {place.start} to {place.end}{quote}"


def _name(fact: Fact) -> str:
    name = fact.name or fact.concept or "not named"
    return f"{name} ({fact.side})" if fact.side and fact.side not in name.lower() else name


def _allergy(fact: Fact, patient: Json) -> Json:
    nothing = fact.assertion.negated and _ANY_ALLERGY.fullmatch(fact.concept or fact.name.lower())
    if nothing:
        name, verification = "No known allergies", "unconfirmed" if fact.assertion.uncertain else "confirmed"
    else:
        name, verification = _name(fact), _verification(fact, uncertain="unconfirmed")
    made: Json = {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": coded(f"{HL7}/allergyintolerance-clinical", "active"),
        "verificationStatus": coded(f"{HL7}/allergyintolerance-verification", verification),
        "code": text(name),
        "patient": refer(patient),
    }
    if when := day(fact.date):
        made["recordedDate"] = when
    if fact.detail and not fact.assertion.negated:
        made["reaction"] = [{"manifestation": [text(fact.detail)]}]
    return made


def _condition(fact: Fact, patient: Json) -> Json:
    made: Json = {
        "resourceType": "Condition",
        "verificationStatus": coded(f"{HL7}/condition-ver-status", _verification(fact, uncertain="provisional")),
        "code": text(_name(fact)),
        "subject": refer(patient),
    }
    # Whether what the record calls a history is over cannot be told from that word.
    if not (fact.assertion.negated or fact.assertion.historical):
        made["clinicalStatus"] = coded(f"{HL7}/condition-clinical", "active")
    if fact.side:
        made["bodySite"] = [text(fact.side)]
    if when := day(fact.date):
        made["recordedDate"] = when
    return made


def _verification(fact: Fact, uncertain: str) -> str:
    if fact.assertion.uncertain:
        return uncertain
    return "refuted" if fact.assertion.negated else "confirmed"


def _medication(fact: Fact, patient: Json) -> Json:
    made: Json = {
        "resourceType": "MedicationStatement",
        "status": "not-taken" if fact.assertion.negated else _STATUSES[fact.status],
        "medicationCodeableConcept": text(_name(fact)),
        "subject": refer(patient),
    }
    if when := day(fact.date):
        made["dateAsserted"] = when
    dosage = fact.dosage
    said = " ".join(one for one in (dosage.dose, dosage.route, dosage.frequency) if one) if dosage else ""
    if dosage and said:
        taken: Json = {"text": said}
        if dosage.frequency:
            taken["timing"] = {"code": text(dosage.frequency)}
        if dosage.route:
            taken["route"] = text(dosage.route)
        amount = quantity(dosage.dose)
        if amount and amount.get("unit") and "comparator" not in amount:
            taken["doseAndRate"] = [{"doseQuantity": amount}]
        made["dosage"] = [taken]
    return made


def _observation(fact: Fact, patient: Json, final: bool) -> Json:
    vital = fact.kind is Kind.VITAL
    measured = fact.measurement or Measurement("")
    made: Json = {
        "resourceType": "Observation",
        "status": "final" if final else "preliminary",
        "category": [coded(f"{HL7}/observation-category", "vital-signs" if vital else "laboratory")],
        "code": text(_name(fact)),
        "subject": refer(patient),
    }
    if when := day(fact.date):
        made["effectiveDateTime"] = when
    pressure = _PRESSURE.fullmatch(measured.value) if vital and fact.concept == "blood pressure" else None
    if pressure:
        made["code"] |= coded(LOINC, *PRESSURE)
        made["component"] = [
            {"code": coded(LOINC, *code), "valueQuantity": quantity(number, measured.unit)}
            for code, number in zip((SYSTOLIC, DIASTOLIC), pressure.groups(), strict=True)
        ]
        return made
    if vital and fact.concept in VITAL_SIGNS:
        made["code"] |= coded(LOINC, *VITAL_SIGNS[fact.concept])
    value = quantity(measured.value, measured.unit)
    if value:
        made["valueQuantity"] = value
    else:
        made["valueString"] = f"{measured.value} {measured.unit}".strip()
    if measured.reference.strip():
        made["referenceRange"] = [reference_range(measured.reference, measured.unit)]
    if flag := _FLAGS.get(measured.flag):
        made["interpretation"] = [coded(f"{HL7}/v3-ObservationInterpretation", *flag)]
    return made
