"""Rows of a structured record: what their status and certainty say counts, not only what they name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.domains.medical.fact import Assertion, Experiencer, Fact, Kind, Status
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart

Resource = dict[str, Any]
HER = {"reference": "Patient/p"}
PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"given": ["Ada"], "family": "Moss"}], "gender": "female"}


def pages_of(tmp_path: Path, *resources: Resource) -> list[Page]:
    path = tmp_path / "upload"
    entries = [{"resource": one} for one in (PATIENT, *resources)]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), encoding="utf-8")
    return [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]


def facts_of(tmp_path: Path, *resources: Resource, kind: Kind | None = None) -> list[Fact]:
    chart = read_chart([Source("d", "record.json", pages_of(tmp_path, *resources))])
    return [fact for fact in extract(chart).items if kind in (None, fact.kind)]


def coded(key: str, code: str) -> Resource:
    return {key: {"coding": [{"code": code}]}} if code else {}


def allergy(name: str, clinical: str, verified: str) -> Resource:
    return {
        "resourceType": "AllergyIntolerance",
        "patient": HER,
        "code": {"text": name},
        "recordedDate": "2020-01-02",
        **coded("clinicalStatus", clinical),
        **coded("verificationStatus", verified),
    }


def condition(name: str, clinical: str, verified: str) -> Resource:
    one = allergy(name, clinical, verified)
    return {**one, "resourceType": "Condition", "subject": HER, "onsetDateTime": "2020-01-02"}


def prescription(name: str, status: str, day: str = "2020-02-03", **more: object) -> Resource:
    return {
        "resourceType": "MedicationRequest",
        "subject": HER,
        "medicationCodeableConcept": {"text": name},
        "authoredOn": day,
        "status": status,
        "dosageInstruction": [{"text": "one daily"}],
        **more,
    }


def test_an_allergy_is_known_by_its_substance_and_dated(tmp_path: Path) -> None:
    (fact,) = facts_of(tmp_path, allergy("Penicillin", "active", "confirmed"))
    assert (fact.kind, fact.concept, fact.date, fact.assertion) == (
        Kind.ALLERGY,
        "penicillin",
        "2020-01-02",
        Assertion(),
    )


@pytest.mark.parametrize(
    ("clinical", "verified", "expected"),
    [
        ("active", "confirmed", Assertion()),
        ("recurrence", "confirmed", Assertion()),
        ("inactive", "confirmed", Assertion(historical=True)),
        ("resolved", "confirmed", Assertion(historical=True)),
        ("remission", "confirmed", Assertion(historical=True)),
        ("active", "unconfirmed", Assertion(uncertain=True)),
        ("active", "provisional", Assertion(uncertain=True)),
        ("active", "differential", Assertion(uncertain=True)),
        ("active", "refuted", Assertion(negated=True)),
    ],
)
@pytest.mark.parametrize(("build", "name"), [(allergy, "Aspirin"), (condition, "Pulmonary embolism")])
def test_status_and_certainty_decide_how_an_entry_is_asserted(
    tmp_path: Path, build: Any, name: str, clinical: str, verified: str, expected: Assertion
) -> None:
    (fact,) = facts_of(tmp_path, build(name, clinical, verified))
    assert fact.assertion == expected


@pytest.mark.parametrize(
    "resource",
    [
        allergy("Latex", "", "entered-in-error"),
        condition("Asthma", "", "entered-in-error"),
        prescription("Warfarin 5 mg", "entered-in-error"),
        {"resourceType": "Procedure", "subject": HER, "code": {"text": "Colonoscopy"}, "status": "entered-in-error"},
        {
            "resourceType": "FamilyMemberHistory",
            "patient": HER,
            "relationship": {"text": "father"},
            "status": "entered-in-error",
            "condition": [{"code": {"text": "Colon cancer"}}],
        },
        {
            "resourceType": "Observation",
            "subject": HER,
            "code": {"text": "Sodium"},
            "status": "entered-in-error",
            "valueQuantity": {"value": 99, "unit": "mmol/L"},
        },
    ],
)
def test_what_was_entered_in_error_states_nothing_and_is_named(tmp_path: Path, resource: Resource) -> None:
    chart = read_chart([Source("d", "record.json", pages_of(tmp_path, resource))])
    assert extract(chart).items == ()
    assert not any("entered in error" in one.text for one in chart.statements)
    assert any("record.json marks 1 entry as entered in error" in remark for remark in chart.remarks)


@pytest.mark.parametrize(
    ("status", "expected", "assertion"),
    [
        ("active", Status.CONTINUED, Assertion()),
        ("stopped", Status.STOPPED, Assertion()),
        ("on-hold", Status.STOPPED, Assertion()),
        ("cancelled", Status.STOPPED, Assertion()),
        ("draft", Status.PLANNED, Assertion()),
        ("completed", Status.UNKNOWN, Assertion(historical=True)),
        ("not-taken", Status.UNKNOWN, Assertion(negated=True)),
    ],
)
def test_a_medicine_is_what_its_status_says(
    tmp_path: Path, status: str, expected: Status, assertion: Assertion
) -> None:
    (fact,) = facts_of(tmp_path, prescription("Lisinopril 10 mg", status))
    assert (fact.concept, fact.status, fact.assertion) == ("lisinopril", expected, assertion)


def test_a_medicine_that_must_not_be_given_is_not_taken(tmp_path: Path) -> None:
    (fact,) = facts_of(tmp_path, prescription("Clopidogrel 75 mg", "active", doNotPerform=True))
    assert fact.assertion.negated


def test_why_a_stopped_medicine_was_given_is_not_over_with_it(tmp_path: Path) -> None:
    stopped = prescription("Lisinopril 10 mg", "not-taken", reasonCode=[{"text": "Hypertension"}])
    (problem,) = facts_of(tmp_path, stopped, kind=Kind.PROBLEM)
    assert problem.assertion == Assertion()


def test_an_earlier_prescription_that_ended_does_not_stop_the_one_that_runs(tmp_path: Path) -> None:
    old, new = facts_of(
        tmp_path,
        prescription("Metformin 500 mg", "stopped", "2019-01-01"),
        prescription("Metformin 850 mg", "active", "2021-01-01"),
    )
    assert (old.status, old.assertion.historical) == (Status.UNKNOWN, True)
    assert (new.status, new.assertion.historical) == (Status.CONTINUED, False)


def test_a_procedure_that_was_not_done_is_denied(tmp_path: Path) -> None:
    done = {"resourceType": "Procedure", "subject": HER, "code": {"text": "Appendectomy"}, "status": "completed"}
    missed = {**done, "code": {"text": "Colonoscopy"}, "status": "not-done"}
    assert {fact.concept: fact.assertion.negated for fact in facts_of(tmp_path, done, missed)} == {
        "appendectomy": False,
        "colonoscopy": True,
    }


def test_an_observation_that_answers_no_denies_the_problem(tmp_path: Path) -> None:
    def observation(name: str, **value: object) -> Resource:
        seen = {"resourceType": "Observation", "subject": HER, "status": "final", "code": {"text": name}}
        return {**seen, "effectiveDateTime": "2020-03-04", **value}

    found = facts_of(
        tmp_path,
        observation("Fever", valueBoolean=False),
        observation("Cough (finding)", valueCodeableConcept={"text": "Present"}),
        observation("Tuberculosis vaccine given", valueBoolean=True),
        observation("Tobacco smoking status NHIS", valueCodeableConcept={"text": "Never smoker"}),
        observation("Alcohol use", valueCodeableConcept={"text": "Former drinker"}),
    )
    problems = {fact.name: fact.assertion.negated for fact in found if fact.kind is Kind.PROBLEM}
    assert problems == {"Fever": True, "Cough": False}
    habits = {fact.concept: fact.assertion for fact in found if fact.kind is Kind.SOCIAL}
    assert habits["smoking"] == Assertion(negated=True)
    assert habits["alcohol"] == Assertion(historical=True)


def test_the_family_s_conditions_stay_the_family_s(tmp_path: Path) -> None:
    history = {
        "resourceType": "FamilyMemberHistory",
        "patient": HER,
        "relationship": {"text": "mother"},
        "status": "completed",
        "condition": [{"code": {"text": "Breast cancer"}}],
    }
    (fact,) = facts_of(tmp_path, history)
    assert (fact.assertion.experiencer, fact.detail) == (Experiencer.FAMILY, "mother")


def test_a_record_without_addresses_of_its_entries_names_medicines_and_not_the_patient(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, prescription("Metformin 500 mg", "active"))
    assert "| Metformin 500 mg |" in page.text
