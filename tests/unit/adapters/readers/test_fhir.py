"""FHIR: bundles, single resources and bulk exports, as they should be and as real systems write them."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.adapters.readers import FileReader, Limits
from modules.core.errors import DocumentError, Malformed, NoText, TooLarge, Unsupported
from modules.core.types import Note, Opened, Page

LIMITS = Limits()
PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"use": "official", "given": ["Ada", "B."], "family": "Stone"}],
    "birthDate": "1950-02-03",
    "gender": "female",
    "identifier": [{"type": {"text": "Medical Record Number"}, "value": "77-1"}],
}
HER = {"reference": "Patient/p1"}
PRESSURE = {
    "resourceType": "Observation",
    "status": "final",
    "subject": HER,
    "code": {"text": "Blood pressure"},
    "effectiveDateTime": "2024-05-06T07:08:09+01:00",
    "component": [
        {"code": {"text": "Systolic blood pressure"}, "valueQuantity": {"value": 118, "unit": "mmHg"}},
        {"code": {"text": "Diastolic blood pressure"}, "valueQuantity": {"value": 70, "unit": "mmHg"}},
    ],
}
POTASSIUM = {
    "resourceType": "Observation",
    "status": "preliminary",
    "subject": HER,
    "code": {"coding": [{"system": "http://loinc.org", "code": "2823-3", "display": "Potassium"}]},
    "effectiveDateTime": "2024-05-07",
    "valueQuantity": {"value": "LITERAL 5.40", "unit": "mmol/L", "comparator": ">"},
    "referenceRange": [{"low": {"value": 3.5}, "high": {"value": 5.1}}],
    "interpretation": [{"coding": [{"code": "H"}]}],
}


def written(*resources: dict[str, Any], **bundle: Any) -> str:
    entries = [{"fullUrl": f"urn:uuid:{n}", "resource": one} for n, one in enumerate(resources)]
    text = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries} | bundle)
    return text.replace('"LITERAL 5.40"', "5.40")


def read(tmp_path: Path, text: str, limits: Limits = LIMITS) -> tuple[list[Page], list[str]]:
    path = tmp_path / "upload"
    path.write_text(text, encoding="utf-8")
    events = list(FileReader(limits).read(path))
    pages = [event for event in events if isinstance(event, Page)]
    assert events[0] == Opened("application/fhir+json", len(pages))
    return pages, [event.text for event in events if isinstance(event, Note)]


def text_of(pages: list[Page]) -> str:
    return "\n".join(page.text for page in pages)


def test_a_bundle_becomes_tables_whose_rows_can_be_cited(tmp_path: Path) -> None:
    pages, notes = read(tmp_path, written(PATIENT, POTASSIUM, PRESSURE))
    text = text_of(pages)
    assert "Record of Ada B. Stone" in text
    assert "Date of birth: 1950-02-03" in text
    assert "Medical Record Number: 77-1" in text
    table = next(block for block in pages[0].blocks if block.kind == "table")
    assert table.header == "Date | Name | Value | Unit | Reference range | Flag"
    assert pages[0].text[table.start : table.end].splitlines() == [
        table.header,
        "2024-05-06 07:08 | Systolic blood pressure | 118 | mmHg",
        "2024-05-06 07:08 | Diastolic blood pressure | 70 | mmHg",
        "2024-05-07 | Potassium | > 5.40 | mmol/L | 3.5-5.1 | H, preliminary",
    ]
    assert "Date of the latest entry: 2024-05-07" in text
    assert notes == []


def test_every_kind_of_clinical_entry_is_shown_and_billing_only_counted(tmp_path: Path) -> None:
    entries: list[dict[str, Any]] = [
        {
            "resourceType": "AllergyIntolerance",
            "patient": HER,
            "code": {"text": "Penicillin"},
            "criticality": "high",
            "reaction": [{"manifestation": [{"text": "Hives"}], "severity": "severe"}],
            "verificationStatus": {"coding": [{"code": "entered-in-error"}]},
        },
        {
            "resourceType": "Condition",
            "subject": HER,
            "code": {"coding": [{"code": "44054006", "display": "Diabetes"}]},
            "onsetDateTime": "2011",
            "clinicalStatus": {"coding": [{"code": "active"}]},
        },
        {
            "resourceType": "MedicationRequest",
            "subject": HER,
            "medicationReference": {"reference": "#m"},
            "contained": [{"resourceType": "Medication", "id": "m", "code": {"text": "Apixaban 5 mg"}}],
            "authoredOn": "2024-01-02",
            "status": "active",
            "dosageInstruction": [
                {
                    "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
                    "route": {"text": "oral"},
                    "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
                }
            ],
        },
        {"resourceType": "Procedure", "subject": HER, "code": {"text": "Appendectomy"}, "performedDateTime": "1972-08"},
        {
            "resourceType": "Immunization",
            "patient": HER,
            "vaccineCode": {"text": "PCV20"},
            "occurrenceString": "spring",
        },
        {"resourceType": "Encounter", "subject": HER, "class": {"code": "AMB"}, "period": {"start": "2024-01-01"}},
        {"resourceType": "DiagnosticReport", "subject": HER, "code": {"text": "Chest film"}, "conclusion": "Clear."},
        {
            "resourceType": "FamilyMemberHistory",
            "patient": HER,
            "relationship": {"text": "Mother"},
            "condition": [{"code": {"text": "Stroke"}, "onsetAge": {"value": 61, "unit": "years"}}],
        },
        {"resourceType": "CarePlan", "subject": HER, "category": [{"text": "Diabetes care"}], "status": "active"},
        {"resourceType": "Device", "patient": HER, "type": {"text": "Pacemaker"}, "status": "active"},
        {"resourceType": "Claim", "patient": HER},
        {"resourceType": "ExplanationOfBenefit", "patient": HER},
        {"resourceType": "Claim", "patient": HER},
    ]
    pages, notes = read(tmp_path, written(PATIENT, *entries))
    text = text_of(pages)
    for row in (
        "Penicillin | Hives | severe | entered in error",
        "2011 | Diabetes | active",
        "2024-01-02 | Apixaban 5 mg | 1 tablet, oral, twice every day | active | request",
        "1972-08 | Appendectomy",
        "spring | PCV20",
        "2024-01-01 | AMB",
        "Chest film | Clear.",
        "Mother | Stroke | 61 years",
        "Diabetes care | active",
        "Device | Pacemaker | active",
    ):
        assert row in text
    assert notes == ["Entries about billing are not part of the text: 2 Claim, 1 ExplanationOfBenefit."]


def test_r5_writes_some_elements_otherwise(tmp_path: Path) -> None:
    pages, _ = read(
        tmp_path,
        written(
            PATIENT,
            {"resourceType": "MedicationStatement", "subject": HER, "medication": {"concept": {"text": "Metformin"}}},
            {
                "resourceType": "Procedure",
                "subject": HER,
                "code": {"text": "Biopsy"},
                "occurrenceDateTime": "2024-02-03",
            },
            {
                "resourceType": "Encounter",
                "subject": HER,
                "class": [{"text": "inpatient"}],
                "actualPeriod": {"start": "2024"},
            },
        ),
    )
    assert "Metformin | statement" in text_of(pages)
    assert "2024-02-03 | Biopsy" in text_of(pages)
    assert "2024 | inpatient" in text_of(pages)


def test_notes_and_sections_are_prose(tmp_path: Path) -> None:
    note = base64.b64encode(b"Chief complaint\nCough.").decode()
    pages, notes = read(
        tmp_path,
        written(
            {
                "resourceType": "DocumentReference",
                "subject": HER,
                "type": {"text": "Progress note"},
                "date": "2024-03-04T10:00:00Z",
                "content": [{"attachment": {"contentType": "text/plain; charset=utf-8", "data": note}}],
            },
            {
                "resourceType": "Composition",
                "subject": HER,
                "section": [{"title": "Plan", "text": {"div": "<div><p>Rest.</p><p>Fluids &amp; tea.</p></div>"}}],
            },
            {
                "resourceType": "DocumentReference",
                "subject": HER,
                "content": [{"attachment": {"contentType": "application/pdf", "data": note}}],
            },
        ),
    )
    text = text_of(pages)
    assert "Progress note, 2024-03-04\n\nChief complaint\nCough." in text
    assert "Plan\n\nRest.\nFluids & tea." in text
    assert notes == ["1 attachment not read, because only text is; add the files themselves."]


def test_a_single_resource_and_a_bulk_export(tmp_path: Path) -> None:
    pages, _ = read(tmp_path, json.dumps(PATIENT))
    assert "Patient: Ada B. Stone" in text_of(pages)
    lines = [json.dumps(one) for one in (PATIENT, PRESSURE, PRESSURE)]
    pages, notes = read(tmp_path, "\n".join([*lines, '{"resourceType": "Observation", "cod']))
    assert text_of(pages).count("Systolic blood pressure | 118") == 2
    assert notes == ["1 line of the file not read, because the JSON in them is damaged."]


def test_two_patients_are_kept_apart(tmp_path: Path) -> None:
    other = PATIENT | {"id": "p2", "name": [{"given": ["Bo"], "family": "Lind"}]}
    his = PRESSURE | {"subject": {"reference": "Patient/p2"}}
    pages, notes = read(tmp_path, written(PATIENT, other, POTASSIUM, his))
    assert [page.text.splitlines()[0] for page in pages] == ["Record of Ada B. Stone", "Record of Bo Lind"]
    assert "Potassium" not in pages[1].text
    assert "Systolic" not in pages[0].text
    assert notes == ["The file holds the records of 2 patients."]


def test_endless_numbers_are_rounded_and_it_is_said(tmp_path: Path) -> None:
    endless = json.dumps(PRESSURE).replace("118", "118.08939627903868").replace("70", "0.000123456789")
    pages, notes = read(tmp_path, endless)
    assert "118.09" in text_of(pages)
    assert "0.0001235" in text_of(pages)
    assert notes == ["2 values with more than eight decimals in the file given with fewer."]


def test_a_long_table_goes_on_under_its_headings(tmp_path: Path) -> None:
    pages, _ = read(tmp_path, written(PATIENT, *[PRESSURE] * 200))
    assert len(pages) > 2
    assert all(page.text.count("Date | Name | Value") == 1 for page in pages)
    assert text_of(pages).count("Systolic") == 200
    assert "Observations (continued)" in pages[1].text


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ('{"resourceType": "Bundle", "entry": [{"resource": ', Malformed, "JSON is damaged"),
        ('{"resourceType": "Patient", "id": }', Malformed, "in line 1"),
        ('{"resourceType": "bundle", "entry": []}', Unsupported, "no resource"),
        ('{"resourceType": "Bundle"}', Unsupported, "no resource"),
        ('{"resourceType": "Parameters"}', NoText, "Parameters"),
        ('{"resourceType": "Bundle", "entry": ' + "[" * 9_000 + "]" * 9_000 + "}", Malformed, "damaged"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, text: str, error: type[DocumentError], said: str) -> None:
    with pytest.raises(error, match=said):
        read(tmp_path, text)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="at most 100 are read"):
        read(tmp_path, written(PATIENT), Limits(max_characters=100))
    with pytest.raises(TooLarge, match="at most 2 are read"):
        read(tmp_path, written(PATIENT, *[PRESSURE] * 200), Limits(max_pages=2))


def test_other_json_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_text('{"resourceTypes": ["a"], "name": "b"}\n')
    assert next(iter(FileReader(Limits()).read(path))) == Opened("text/plain", 1)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "coding", "value"]), inner),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_an_element_is_tolerated(tmp_path: Path, data: st.DataObject) -> None:
    kinds = ("Patient", "Observation", "Condition", "MedicationRequest", "AllergyIntolerance", "Encounter", "CarePlan")
    elements = (
        "code", "subject", "name", "component", "valueQuantity", "dosageInstruction", "reaction", "period", "note",
        "identifier", "address", "extension", "effectiveDateTime", "referenceRange", "interpretation", "content",
        "activity", "participant", "section", "text", "contained", "status", "medicationReference",
    )  # fmt: skip
    names = data.draw(st.lists(st.sampled_from(elements), max_size=5))
    resource = {name: data.draw(ANYTHING) for name in names} | {"resourceType": data.draw(st.sampled_from(kinds))}
    pages, _ = read(tmp_path, written(PATIENT, resource))
    assert "Ada B. Stone" in text_of(pages)
