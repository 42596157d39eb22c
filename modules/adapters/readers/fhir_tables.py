"""The tables of a FHIR record: which resources belong to which, their columns and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from modules.adapters.readers.fhir_names import Names, title
from modules.adapters.readers.fhir_prose import narrative
from modules.adapters.readers.fhir_values import (
    Resource,
    code_of,
    concept,
    day,
    dosage,
    end,
    first,
    items,
    measured,
    moment,
    part_of,
    reference_range,
    text,
    words,
)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One section of the record.

    Attributes:
        title: its heading.
        kinds: resource types that it shows.
        columns: their headings.
        rows: of one resource.
    """

    title: str
    kinds: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Callable[[Resource, Names], Iterator[Row]]


def _conditions(one: Resource, _: Names) -> Iterator[Row]:
    began = first(one, "onsetDateTime", "onsetPeriod", "recordedDate", "assertedDate")
    ended = moment(first(one, "abatementDateTime", "abatementPeriod")) or text(one.get("abatementString"))
    yield (
        day(began), concept(one.get("code")), words(one.get("clinicalStatus")), words(one.get("verificationStatus")),
        ended.partition(" ")[0], concept(one.get("severity")), concept(one.get("bodySite")), _notes(one),
    )  # fmt: skip


def _medications(one: Resource, names: Names) -> Iterator[Row]:
    medicine = first(one, "medicationCodeableConcept", "medicationReference", "medication")
    name = names.of(medicine, one) if isinstance(medicine, Mapping) and "coding" not in medicine else ""
    when = first(
        one,
        "authoredOn",
        "effectiveDateTime",
        "effectivePeriod",
        "occurrenceDateTime",
        "occurencePeriod",
        "whenHandedOver",
        "dateAsserted",
        "occurenceDateTime",
    )
    period = first(one, "effectivePeriod")
    why = concept(first(one, "reasonCode", "reason")) or names.of(first(one, "reasonReference", "reason"))
    doses = dosage(first(one, "dosageInstruction", "dosage"))
    kind = text(one.get("resourceType")).removeprefix("Medication").lower()
    forbidden = "do not give" if one.get("doNotPerform") is True else ""
    status = ", ".join(filter(None, (words(one.get("status")), forbidden)))
    yield (
        day(when), name or concept(medicine), doses, status, end(period), why, kind, _notes(one),
    )  # fmt: skip


def _allergies(one: Resource, _: Names) -> Iterator[Row]:
    reactions = items(one.get("reaction"))
    substance = concept(one.get("code")) or concept([first(part, "substance") for part in reactions])
    severity = "; ".join(dict.fromkeys(filter(None, (text(part.get("severity")) for part in reactions))))
    criticality = words(one.get("criticality"))
    yield (
        day(first(one, "onsetDateTime", "recordedDate", "assertedDate")), substance,
        "; ".join(dict.fromkeys(filter(None, map(_reaction, reactions)))),
        severity or (f"criticality {criticality}" if criticality else ""), words(one.get("clinicalStatus")),
        words(one.get("verificationStatus")), _notes(one),
    )  # fmt: skip


def _reaction(one: Resource) -> str:
    return concept(one.get("manifestation")) or text(one.get("description"))


def observed(one: Resource) -> str:
    """Return when an observation was made."""
    return moment(first(one, "effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued"))


def _observations(one: Resource, _: Names) -> Iterator[Row]:
    when, name = observed(one), concept(one.get("code"))
    status = words(one.get("status"))
    told = "" if status in ("final", "amended", "corrected", "") else status
    components = items(one.get("component"))
    value, unit = measured(one)
    if components and value.startswith("not known"):
        value = ""
    if value or not components:
        yield when, name, value or _notes(one), unit, reference_range(one), _flag(one, told)
    for part in components:
        value, unit = measured(part)
        yield when, concept(part.get("code")) or name, value, unit, reference_range(part), _flag(part, told)


def _flag(holder: Resource, status: str) -> str:
    interpretation = "; ".join(
        filter(None, (code_of(one) or concept(one) for one in items(holder.get("interpretation"))))
    )
    return ", ".join(part for part in (interpretation, status) if part)


def _procedures(one: Resource, names: Names) -> Iterator[Row]:
    when = first(one, "performedDateTime", "performedPeriod", "occurrenceDateTime", "occurrencePeriod")
    why = concept(first(one, "reasonCode", "reason")) or names.of(first(one, "reasonReference", "reason"))
    yield (
        day(when),
        concept(one.get("code")),
        words(one.get("status")),
        concept(one.get("bodySite")),
        why,
        concept(one.get("outcome")),
        _notes(one),
    )


def _immunisations(one: Resource, _: Names) -> Iterator[Row]:
    when = day(one.get("occurrenceDateTime")) or text(one.get("occurrenceString"))
    yield (
        when,
        concept(one.get("vaccineCode")),
        words(one.get("status")),
        concept(one.get("statusReason")),
        text(one.get("lotNumber")),
        _notes(one),
    )


def _encounters(one: Resource, names: Names) -> Iterator[Row]:
    when = first(one, "period", "actualPeriod")
    why = (
        concept(first(one, "reasonCode"))
        or names.of(first(one, "reasonReference"))
        or "; ".join(filter(None, (concept(part.get("value")) for part in items(one.get("reason")))))
    )
    people = names.of([first(part, "individual", "actor") for part in items(one.get("participant"))])
    yield (
        day(when),
        end(when),
        concept(one.get("type")) or concept(one.get("class")),
        words(one.get("status")),
        why,
        people,
        names.of(one.get("serviceProvider")),
    )


def _reports(one: Resource, names: Names) -> Iterator[Row]:
    conclusion = text(one.get("conclusion")) or concept(first(one, "conclusionCode", "codedDiagnosis"))
    yield observed(one), concept(one.get("code")), words(one.get("status")), names.of(one.get("result")), conclusion


def _plans(one: Resource, names: Names) -> Iterator[Row]:
    when = first(one, "period", "startDate", "authoredOn", "occurrenceDateTime", "created")
    what = concept(first(one, "category", "code", "description")) or text(one.get("title"))
    if text(one.get("resourceType")) != "CarePlan":
        what = concept(first(one, "description", "code", "title", "category"))
    activities = [
        concept(first(part_of(part, "detail"), "code", "description"))
        or names.of(part.get("reference"))
        or concept(part.get("plannedActivityDetail"))
        for part in items(one.get("activity"))
    ]
    status = words(first(one, "status", "lifecycleStatus"))
    yield day(when), end(when), what, "; ".join(filter(None, activities)), status, _notes(one)


def _family(one: Resource, _: Names) -> Iterator[Row]:
    relative = concept(one.get("relationship")) or text(one.get("name"))
    conditions = [(concept(part.get("code")), measured(part, name="onset")[0]) for part in items(one.get("condition"))]
    for name, onset in conditions or [("", "")]:
        yield day(one.get("date")), relative, name, onset, words(one.get("status")), _notes(one)


def _others(one: Resource, _: Names) -> Iterator[Row]:
    when = first(
        one,
        "date",
        "authoredOn",
        "occurrenceDateTime",
        "period",
        "started",
        "recordedDate",
        "created",
        "performedDateTime",
        "start",
    )
    what = title(one) or text(one.get("description")) or narrative(one)
    if what:
        yield text(one.get("resourceType")), day(when), what, words(one.get("status")), _notes(one)


def _notes(one: Resource) -> str:
    return "; ".join(filter(None, (text(part.get("text")) for part in items(one.get("note")))))


def _table(title: str, kinds: str, columns: str, rows: Callable[[Resource, Names], Iterator[Row]]) -> Table:
    return Table(title, tuple(kinds.split()), tuple(columns.split(" | ")), rows)


TABLES: tuple[Table, ...] = (
    _table(
        "Allergies and intolerances",
        "AllergyIntolerance",
        "Date | Substance | Reaction | Severity | Status | Certainty | Note",
        _allergies,
    ),
    _table(
        "Conditions",
        "Condition",
        "Onset | Condition | Status | Certainty | Ended | Severity | Site | Note",
        _conditions,
    ),
    _table(
        "Medications",
        "MedicationRequest MedicationStatement MedicationAdministration MedicationDispense MedicationUsage "
        "MedicationOrder",
        "Date | Medicine | Dosage | Status | Ended | Reason | Kind | Note",
        _medications,
    ),
    _table("Procedures", "Procedure", "Date | Procedure | Status | Site | Reason | Outcome | Note", _procedures),
    _table("Immunisations", "Immunization", "Date | Vaccine | Status | Reason | Lot | Note", _immunisations),
    _table("Family history", "FamilyMemberHistory", "Date | Relative | Condition | Onset | Status | Note", _family),
    _table("Observations", "Observation", "Date | Name | Value | Unit | Reference range | Flag", _observations),
    _table("Reports", "DiagnosticReport", "Date | Report | Status | Results | Conclusion", _reports),
    _table("Encounters", "Encounter", "Start | End | Type | Status | Reason | Clinician | Place", _encounters),
    _table(
        "Plans, goals and orders",
        "CarePlan Goal ServiceRequest ProcedureRequest NutritionOrder DeviceRequest",
        "Start | End | What | Activities | Status | Note",
        _plans,
    ),
)
OTHERS = _table("Other entries", "", "Kind | Date | What | Status | Note", _others)
_BILLING = """
Account ChargeItem Claim ClaimResponse Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse
EligibilityRequest EligibilityResponse EnrollmentRequest EnrollmentResponse ExplanationOfBenefit InsurancePlan Invoice
PaymentNotice PaymentReconciliation
"""
BILLING = frozenset(_BILLING.split())
"""Types of entries about money: no part of what a clinician reads."""
_NAMED_ONLY = """
Endpoint HealthcareService Location Medication Organization Practitioner PractitionerRole Provenance AuditEvent
MessageHeader OperationOutcome Parameters Schedule Slot Subscription
"""
NAMED_ONLY = frozenset(_NAMED_ONLY.split())
"""Types of entries that others name, or that are about the exchange of data: they have no row of their own."""
