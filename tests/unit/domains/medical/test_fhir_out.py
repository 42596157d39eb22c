"""Summaries as FHIR documents: valid, read back as they are, with nothing coded that is not certain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from modules.adapters.fhir_out import as_fhir
from modules.core.errors import AssistantError
from modules.core.printed import Noted, Signed
from modules.domains.medical.draft import Draft
from modules.domains.medical.fact import Facts, Kind, Status
from modules.domains.medical.fhir_out import document
from modules.domains.medical.fhir_out.elements import day, quantity
from modules.domains.medical.paper import Summary
from modules.domains.medical.printing import printed
from modules.domains.medical.record import Patient

from .papers import HOSTILE, SUMMARY, hostile

SIGNED = Signed("Lee, Ann", "Physician", 1_774_540_800.5, "ab" * 32)
ADDENDA = (
    Noted("Potassium is back.", "Bob Ray", 1_774_627_200.0, "Nurse"),
    Noted("Done.", "Lee, Ann", 1_774_713_600.0, "Physician"),
)


def bundle(summary: Summary = SUMMARY, **more: Any) -> dict[str, Any]:
    return document("paper", summary, printed(summary, made=1_774_540_000.0, **more))


def of(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == kind]


def named(made: dict[str, Any], kind: str, words: str) -> dict[str, Any]:
    concept = "medicationCodeableConcept" if kind == "MedicationStatement" else "code"
    [found] = [one for one in of(made, kind) if one[concept]["text"] == words]
    return found


def status(resource: dict[str, Any], key: str) -> str:
    code: str = resource[key]["coding"][0]["code"]
    return code


@pytest.mark.parametrize(
    "made",
    [
        bundle(),
        bundle(signed=SIGNED),
        bundle(signed=SIGNED, addenda=ADDENDA),
        bundle(hostile(), signed=replace(SIGNED, name=HOSTILE, role=HOSTILE), addenda=(Noted(HOSTILE, HOSTILE, 1.0),)),
        bundle(Summary(Draft("", "", (), ()), Patient(), Facts(()), ())),
    ],
    ids=["draft", "signed", "amended", "hostile", "empty"],
)
def test_every_bundle_is_valid_and_read_back_as_it_is(made: dict[str, Any]) -> None:
    written = as_fhir(made)
    again = Bundle.model_validate_json(written)
    assert json.loads(again.model_dump_json()) == json.loads(written) == made
    composition = made["entry"][0]["resource"]
    assert composition["resourceType"] == "Composition"
    there = {one["fullUrl"] for one in made["entry"]}
    assert len(there) == len(made["entry"])
    assert set(references(made)) <= there
    assert len(set(references(made))) > 1
    for div in divs(made):
        root = etree.fromstring(div)
        assert root.tag == "{http://www.w3.org/1999/xhtml}div"
        assert {etree.QName(one).localname for one in root.iter()} <= {"div", "p", "ul", "li"}
        assert "".join(root.itertext()).strip()


def references(value: Any) -> Iterator[str]:
    """Yield every reference from one resource to another."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key == "reference":
            yield item
        else:
            yield from references(item)


def divs(value: Any) -> Iterator[str]:
    """Yield every narrative."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key == "div":
            yield item
        else:
            yield from divs(item)


def test_assertions_become_statuses() -> None:
    made = bundle()
    assert status(named(made, "AllergyIntolerance", "penicillin"), "verificationStatus") == "confirmed"
    assert named(made, "AllergyIntolerance", "penicillin")["reaction"] == [{"manifestation": [{"text": "rash"}]}]
    assert status(named(made, "AllergyIntolerance", "latex"), "verificationStatus") == "refuted"
    assert status(named(made, "AllergyIntolerance", "No known allergies"), "verificationStatus") == "confirmed"
    refuted = named(made, "Condition", "chest pain")
    assert status(refuted, "verificationStatus") == "refuted"
    assert "clinicalStatus" not in refuted
    assert status(named(made, "Condition", "pneumonia (left)"), "verificationStatus") == "provisional"
    past = named(made, "Condition", "stroke")
    assert (past["recordedDate"], "clinicalStatus" in past) == ("2011", False)
    assert "of the past" in past["note"][0]["text"]
    assert "diabetes" not in json.dumps(of(made, "Condition"))


def test_doses_are_quantities_only_where_they_are_one_number_with_a_unit() -> None:
    made = bundle()
    lasix = named(made, "MedicationStatement", "Lasix")
    assert (lasix["status"], lasix["dateAsserted"]) == ("active", "2026-03")
    [dosage] = lasix["dosage"]
    assert dosage["text"] == "40 mg oral twice daily"
    assert dosage["doseAndRate"][0]["doseQuantity"] == {
        "value": 40,
        "unit": "mg",
        "system": "http://unitsofmeasure.org",
        "code": "mg",
    }
    warfarin = named(made, "MedicationStatement", "warfarin")
    assert warfarin["status"] == "stopped"
    assert warfarin["dosage"] == [{"text": "2-3 tablets"}]


def test_values_keep_unit_range_and_flag_and_only_vital_signs_have_codes() -> None:
    made = bundle(signed=SIGNED)
    pressure = named(made, "Observation", "BP")
    assert pressure["code"]["coding"][0]["code"] == "85354-9"
    assert [one["valueQuantity"]["value"] for one in pressure["component"]] == [112, 66]
    assert pressure["component"][0]["valueQuantity"]["code"] == "mm[Hg]"
    assert named(made, "Observation", "HR")["code"]["coding"][0]["code"] == "8867-4"
    potassium = named(made, "Observation", "potassium")
    assert (potassium["status"], "coding" in potassium["code"]) == ("final", False)
    assert potassium["valueQuantity"]["value"] == 5.4
    [reference] = potassium["referenceRange"]
    assert (reference["text"], reference["low"]["value"], reference["high"]["value"]) == ("3.5-5.1", 3.5, 5.1)
    assert potassium["interpretation"][0]["coding"][0]["code"] == "H"
    troponin = named(made, "Observation", "troponin")
    assert troponin["valueQuantity"]["comparator"] == "<"
    assert troponin["referenceRange"] == [{"text": "<0.04"}]
    assert named(made, "Observation", "COVID test")["valueString"] == "negative"


def test_every_fact_says_where_it_stands_and_what_is_left_out_is_said() -> None:
    made = bundle()
    for kind in ("Condition", "MedicationStatement", "AllergyIntolerance", "Observation"):
        for one in of(made, kind):
            assert "In the record: note.txt, page 1, characters" in one["note"][-1]["text"]
    text = json.dumps(of(made, "Composition"))
    for said in ("somebody else than the patient", "procedures, family and social", "without a value"):
        assert said in text.lower()
    assert of(made, "Composition")[0]["section"][0]["entry"]


def test_a_draft_a_signed_and_an_amended_one_say_what_they_are() -> None:
    draft, signed, amended = bundle(), bundle(signed=SIGNED), bundle(signed=SIGNED, addenda=ADDENDA)
    assert [of(one, "Composition")[0]["status"] for one in (draft, signed, amended)] == [
        "preliminary",
        "final",
        "amended",
    ]
    assert "DRAFT - NOT SIGNED" in of(draft, "Composition")[0]["title"]
    assert (of(draft, "Practitioner"), len(of(draft, "Device")), of(draft, "Provenance")) == ([], 1, [])
    [doctor] = of(signed, "Practitioner")
    assert (doctor["name"], doctor["qualification"]) == ([{"text": "Lee, Ann"}], [{"code": {"text": "Physician"}}])
    assert "ab" * 32 in of(signed, "Provenance")[0]["activity"]["text"]
    assert [len(of(amended, kind)) for kind in ("Practitioner", "Provenance")] == [2, 3]
    assert "Potassium is back." in json.dumps(of(amended, "Composition")[0]["section"])


def test_ids_are_the_same_every_time_and_no_others() -> None:
    one, other = bundle(signed=SIGNED), bundle(signed=SIGNED)
    assert one == other
    elsewhere = document("another paper", SUMMARY, printed(SUMMARY, signed=SIGNED))
    assert not {entry["fullUrl"] for entry in one["entry"]} & {entry["fullUrl"] for entry in elsewhere["entry"]}


def test_the_same_statement_in_two_places_is_one_resource_with_both() -> None:
    first = SUMMARY.facts.items[0]
    twice = replace(
        first,
        id="again",
        source=replace(first.source, start=900, end=910),
        statement=replace(first.statement, start=900),
    )
    made = bundle(replace(SUMMARY, facts=Facts((*SUMMARY.facts.items, twice))))
    assert len(named(made, "AllergyIntolerance", "penicillin")["note"]) == 2


def test_a_medicine_is_one_resource_with_its_latest_status() -> None:
    taken = next(one for one in SUMMARY.facts.items if one.kind is Kind.MEDICATION)
    facts = [
        replace(taken, id="1", date="2026-01-05", status=Status.STARTED),
        replace(taken, id="2", date="2026-03-01", status=Status.UNKNOWN),
        replace(taken, id="3", date="2026-03-01", status=Status.STOPPED, dosage=None),
        replace(taken, id="4", date="2026-02-01", status=Status.CHANGED),
    ]
    [made] = of(bundle(replace(SUMMARY, facts=Facts(tuple(facts)))), "MedicationStatement")
    assert made["status"] == "stopped"
    assert made["dateAsserted"] == "2026-03-01"
    assert sum(one["text"].startswith("In the record") for one in made["note"]) == len(facts)


def test_an_allergy_holds_whatever_a_later_note_denies() -> None:
    there = next(one for one in SUMMARY.facts.items if one.concept == "penicillin")
    denied = replace(there, id="2", date="2030-01-01", assertion=replace(there.assertion, negated=True))
    [made] = of(bundle(replace(SUMMARY, facts=Facts((there, denied)))), "AllergyIntolerance")
    assert status(made, "verificationStatus") == "confirmed"


def test_what_is_no_longer_what_was_signed_is_not_handed_on() -> None:
    with pytest.raises(AssistantError, match="not what was signed"):
        bundle(signed=replace(SIGNED, intact=False))


def test_what_is_not_valid_is_not_written() -> None:
    made = bundle()
    made["entry"][0]["resource"]["status"] = ["final"]
    with pytest.raises(AssistantError, match="cannot be written"):
        as_fhir(made)


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        ("40 mg", "", (40, "mg", "mg")),
        ("1,000 mg", "", (1000, "mg", "mg")),
        ("2.5mcg", "", (2.5, "mcg", "ug")),
        ("2 puffs", "", (2, "puffs", None)),
        ("98.6", "°F", (98.6, "°F", "[degF]")),
        ("4.3", "", (4.3, None, None)),
    ],
)
def test_quantities(written: str, unit: str, expected: tuple[float, str | None, str | None]) -> None:
    made = quantity(written, unit)
    assert made is not None
    assert (made["value"], made.get("unit"), made.get("code")) == expected


@pytest.mark.parametrize(
    "written", ["", "two", "24/26 mg", "1-2 tablets", "112/66", "40 mg 20 mg", "1,00 mg", "5 mg; 3"]
)
def test_what_is_no_single_number_is_no_quantity(written: str) -> None:
    assert quantity(written) is None


@settings(deadline=None)
@given(st.text() | st.dates().map(str))
def test_a_date_is_one_or_nothing(written: str) -> None:
    assert day(written) in ("", written)


def test_impossible_dates_are_left_out() -> None:
    assert [day(one) for one in ("2026-02-30", "2026-13", "26-01-01", "2026", "2026-03")] == [
        "",
        "",
        "",
        "2026",
        "2026-03",
    ]


def test_ten_thousand_lines_are_all_there() -> None:
    made = bundle(hostile(10_000))
    assert json.loads(as_fhir(made))["entry"][0]["resource"]["section"][0]["text"]["div"].count("<li>") == 10_000
