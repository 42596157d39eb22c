from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.core.types import Block, Page
from modules.domains.medical.fact import Experiencer, Fact, Kind, Status
from modules.domains.medical.facts import extract_note
from modules.domains.medical.reading import Source, read_note, read_text


def facts(text: str, kind: Kind | None = None) -> list[Fact]:
    return [one for one in extract_note(read_text(text)) if kind in (None, one.kind)]


def one(text: str, kind: Kind) -> Fact:
    (fact,) = facts(text, kind)
    return fact


@pytest.mark.parametrize(
    ("text", "name", "dose", "route", "frequency", "status"),
    [
        ("Continue Lasix 40 mg by mouth twice daily.", "Lasix", "40 mg", "by mouth", "twice daily", "continued"),
        ("Increase lasix to 80 milligrams daily.", "lasix", "80 milligrams", "", "daily", "changed"),
        (
            "We'll start twenty milligrams of lisinopril once a day.",
            "lisinopril",
            "twenty milligrams",
            "",
            "once a day",
            "started",
        ),
        ("I have prescribed Ultram 50 mg every 6 hours.", "Ultram", "50 mg", "", "every 6 hours", "started"),
        ("Aspirin was stopped last week.", "Aspirin", "", "", "", "stopped"),
        ("We will consider gabapentin.", "gabapentin", "", "", "", "planned"),
        ("The patient is started on carbidopa-levodopa.", "carbidopa-levodopa", "", "", "", "started"),
        ("CURRENT MEDICATIONS\n\nMiraLax.", "MiraLax", "", "", "", "continued"),
        ("Metformin 500 mg PO BID.", "Metformin", "500 mg", "PO", "BID", ""),
    ],
)
def test_a_medication_has_its_dose_and_what_happens_to_it(
    text: str, name: str, dose: str, route: str, frequency: str, status: str
) -> None:
    fact = one(text, Kind.MEDICATION)
    dosage = fact.dosage
    assert fact.name == name
    assert (dosage.dose, dosage.route, dosage.frequency) if dosage else (dose, route, frequency) == ("", "", "")
    assert fact.status == Status(status)


def test_the_doses_of_a_list_go_to_their_own_names() -> None:
    found = facts("Continue metformin 500 mg twice daily and lisinopril 20 mg daily.", Kind.MEDICATION)
    assert [(fact.name, fact.dosage.dose if fact.dosage else "") for fact in found] == [
        ("metformin", "500 mg"),
        ("lisinopril", "20 mg"),
    ]


def test_brand_and_generic_name_are_one_concept() -> None:
    assert {one(f"Takes {name} daily.", Kind.MEDICATION).concept for name in ("Lasix", "furosemide")} == {"furosemide"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("pain in the right knee", "right knee pain"),
        ("shortness of breath", "dyspnea"),
        ("HTN", "hypertension"),
        ("DM2", "type 2 diabetes"),
        ("afib", "atrial fibrillation"),
        ("diarrhoea", "diarrhea"),
        ("headaches", "headache"),
    ],
)
def test_two_names_of_a_problem_are_one_concept(first: str, second: str) -> None:
    assert one(f"He has {first}.", Kind.PROBLEM).concept == one(f"He has {second}.", Kind.PROBLEM).concept


@pytest.mark.parametrize(
    ("text", "negated", "uncertain", "historical"),
    [
        ("He has a cough.", False, False, False),
        ("He denies cough.", True, False, False),
        ("No fever, chills, or cough.", True, False, False),
        ("Cough: none.", True, False, False),
        ("No change in his cough.", False, False, False),
        ("Imp: ?cough", False, True, False),
        ("History of cough.", False, False, True),
        ("3-day history of cough.", False, False, False),
        ("No fever, but he reports a cough.", False, False, False),
        ("PMH: cough", False, False, True),
    ],
)
def test_cues_assert_what_stands_in_their_scope(text: str, negated: bool, uncertain: bool, historical: bool) -> None:
    (fact,) = (fact for fact in facts(text, Kind.PROBLEM) if fact.concept == "cough")
    said = fact.assertion
    assert (said.negated, said.uncertain, said.historical) == (negated, uncertain, historical)


@pytest.mark.parametrize(
    ("reply", "negated", "uncertain"),
    [
        ("No.", True, False),
        ("Uh, no, not really.", True, False),
        ("Yeah, a bit.", False, False),
        ("I went to the shop.", False, True),
    ],
)
def test_a_reply_asserts_what_the_question_names(reply: str, negated: bool, uncertain: bool) -> None:
    text = f"Doctor: Hello there.\nPatient: Hi.\nDoctor: Any fever or chills?\nPatient: {reply}\n"
    found = facts(text, Kind.PROBLEM)
    assert {fact.concept for fact in found} == {"fever", "chill"}
    assert {(fact.assertion.negated, fact.assertion.uncertain) for fact in found} == {(negated, uncertain)}


def test_a_bare_no_denies_nothing_else() -> None:
    text = "Doctor: Hi.\nPatient: Hi.\nDoctor: Any cough?\nPatient: No, I have a sore throat.\n"
    found = {fact.concept: fact.assertion.negated for fact in facts(text, Kind.PROBLEM)}
    assert found == {"cough": True, "sore throat": False}


@pytest.mark.parametrize(
    ("text", "concept", "negated", "detail"),
    [
        ("Allergies: penicillin (rash)", "penicillin", False, "rash"),
        ("She is allergic to codeine.", "codeine", False, ""),
        ("I'm allergic to ibuprofen, though.", "ibuprofen", False, ""),
        ("NKDA", "any drug", True, ""),
        ("No known drug allergies.", "any drug", True, ""),
        ("ALLERGIES\n\nNone.", "any drug", True, ""),
    ],
)
def test_an_allergy_has_its_substance_and_reaction(text: str, concept: str, negated: bool, detail: str) -> None:
    fact = one(text, Kind.ALLERGY)
    assert (fact.concept, fact.assertion.negated, fact.detail) == (concept, negated, detail)


@pytest.mark.parametrize(
    ("text", "concept", "value", "unit"),
    [
        ("BP 112/66.", "blood pressure", "112/66", ""),
        ("Your blood pressure was two hundred over ninety.", "blood pressure", "two hundred over ninety", ""),
        ("His temperature is 36.8 C (98.2 F).", "temperature", "36.8", "C"),
        ("Oxygen saturation is 98% on room air.", "oxygen saturation", "98", "%"),
        ("HR via telephone roughly 120bpm", "pulse", "120", "bpm"),
    ],
)
def test_a_vital_sign_has_its_value(text: str, concept: str, value: str, unit: str) -> None:
    fact = one(text, Kind.VITAL)
    assert fact.measurement is not None
    assert (fact.concept, fact.measurement.value, fact.measurement.unit) == (concept, value, unit)


def test_a_row_gives_a_value_for_each_day() -> None:
    table = "LABS\n\nTest | 13/03/2026 | 14/03/2026 | Reference | Unit\nPotassium | 5.6 H | 4.3 | 3.5-5.1 | mmol/L\n"
    found = [(fact.date, fact.measurement) for fact in facts(table, Kind.LAB)]
    values = [(day, one.value, one.unit, one.reference, one.flag) for day, one in found if one]
    assert values == [
        ("2026-03-13", "5.6", "mmol/L", "3.5-5.1", "high"),
        ("2026-03-14", "4.3", "mmol/L", "3.5-5.1", ""),
    ]


def test_a_negative_test_is_no_denial() -> None:
    assert not one("HCG is negative.", Kind.LAB).assertion.negated


def test_what_a_relative_has_is_family_history() -> None:
    fact = one("FAMILY HISTORY\n\nMother: breast cancer.", Kind.FAMILY)
    assert (fact.detail, fact.assertion.experiencer) == ("mother", Experiencer.FAMILY)
    assert facts("His mother noticed a rash.", Kind.FAMILY) == []


def test_a_habit_is_denied_in_its_own_clause() -> None:
    found = {fact.concept: fact.assertion.negated for fact in facts("SH: Nil smoking, social EtOH", Kind.SOCIAL)}
    assert found == {"smoking": True, "alcohol": False}


@pytest.mark.parametrize(
    "text",
    ["Hello, how are you?", "The right knee.", "Return if you develop fever.", "Risks include infection and death."],
)
def test_greetings_anatomy_and_risks_are_no_facts(text: str) -> None:
    assert facts(text) == []


def test_the_only_side_of_a_sentence_is_the_problems() -> None:
    assert one("Examination of the right index finger shows tenderness.", Kind.PROBLEM).side == "right"


def test_a_name_across_lines_keeps_its_place() -> None:
    text = "He has severe pain in the   right\n   knee."
    fact = one(text, Kind.PROBLEM)
    assert " ".join(text[fact.source.start : fact.source.end].split()) == fact.source.text


@given(st.text(alphabet=st.sampled_from("no fever aspirin 40 mg/\n.:;?|-[]()PMHx\tBP120"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_every_fact_quotes_its_text(text: str) -> None:
    found = facts(text)
    assert len({fact.id for fact in found}) == len(found)
    for fact in found:
        assert " ".join(text[fact.source.start : fact.source.end].split()) == fact.source.text
        assert fact.statement.start <= fact.source.start <= fact.source.end <= fact.statement.end


def test_a_row_of_medicines_says_what_happened_to_them() -> None:
    table = (
        "MEDICATIONS\n\nMedicine | Dose | Frequency | Change\n"
        "Sacubitril/valsartan | 24/26 mg | twice daily | new, replaces lisinopril\n"
        "Atorvastatin | 40 mg | once daily | unchanged\n"
    )
    found = [(fact.name, fact.status) for fact in facts(table, Kind.MEDICATION)]
    assert found == [
        ("Sacubitril/valsartan", Status.STARTED),
        ("lisinopril", Status.STOPPED),
        ("Atorvastatin", Status.CONTINUED),
    ]


def test_a_reply_about_allergies_names_an_allergy() -> None:
    text = "Doctor: Hi.\nPatient: Hi.\nDoctor: Any allergies to medications?\nPatient: Yes, amoxicillin.\n"
    assert {(fact.kind, fact.concept) for fact in facts(text)} >= {(Kind.ALLERGY, "amoxicillin")}
    assert facts(text, Kind.MEDICATION) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No fever, the wound is swollen.", {"fever": True, "wound": False, "swollen": False}),
        ("There was no significant flexion contracture.", {"significant flexion contracture": True}),
        ("I don't see any evidence of osteomyelitis.", {"osteomyelitis": True}),
        ("No discharge/ fever. N&V since Monday.", {"discharge": True, "fever": True, "N&V": False}),
        ("She is unable to bear weight.", {"unable to bear weight": False}),
        ("It hurts a lot in the inside of my elbow.", {"hurts a lot in the inside of my elbow": False}),
        ("She is not vaccinated against shingles.", {}),
        ("SOB 2/7, cough 3/52. Nil chest pain.", {"SOB": False, "cough": False, "chest pain": True}),
    ],
)
def test_a_denial_ends_with_its_clause_and_everyday_words_are_read_as_they_are_said(
    text: str, expected: dict[str, bool]
) -> None:
    assert {fact.name: fact.assertion.negated for fact in facts(text, Kind.PROBLEM)} == expected


@pytest.mark.parametrize(
    ("text", "historical"),
    [
        ("Hx of tinnitus for 6 weeks.", False),
        ("History of tinnitus.", True),
        ("Four months ago, she was in a car accident.", True),
    ],
)
def test_a_history_of_some_weeks_is_of_now(text: str, historical: bool) -> None:
    assert one(text, Kind.PROBLEM).assertion.historical is historical


def test_the_side_of_a_list_is_that_of_each_item_and_not_of_what_is_named_beside_it() -> None:
    found = facts("There is redness, swelling and discharge of both eyes.", Kind.PROBLEM)
    assert {fact.side for fact in found} == {"bilateral"}
    assert one("He may have Lyme disease given how his right knee looks.", Kind.PROBLEM).side == ""


def test_tests_are_ordered_before_and_behind_their_names() -> None:
    found = facts("Hemoglobin A1c ordered. Keep the potassium below 5. Repeat TSH.", Kind.PROCEDURE)
    assert [fact.name for fact in found] == ["Hemoglobin A1c", "TSH"]


def test_a_kind_of_medicine_is_no_product_with_the_name_before_it() -> None:
    assert [fact.name for fact in facts("Regular paracetamol/NSAIDs.", Kind.MEDICATION)] == ["paracetamol", "NSAIDs"]


def test_an_amount_without_its_nought_is_read() -> None:
    note = read_text("Medications\n\nDigoxin .125 mg daily.\n\nResults\n\nCreatinine .8 mg/dL.")
    facts = extract_note(note)
    assert [fact.dosage.dose for fact in facts if fact.dosage] == [".125 mg"]
    assert [fact.measurement.number for fact in facts if fact.measurement] == [0.8]


FHIR = """Record of Ana Ruiz

Patient: Ana Ruiz
Social Security Number: 999-00-1111

Conditions

Onset | Condition | Status
2009-08-01 | Hypertension | active

Allergies

Substance | Reaction
Latex | rash

Observations

Date | Name | Value | Unit
2019-08-17 | Cholesterol | 180 | mg/dL
2019-08-17 | Body mass index | 27.1 | kg/m2"""


def test_the_tables_of_a_record_state_what_their_rows_say_and_no_more() -> None:
    starts = [FHIR.index(head) for head in ("Onset", "Substance", "Date | ")]
    blocks = tuple(
        Block("table", start, (FHIR + "\n\n").index("\n\n", start), header=FHIR[start:].split("\n")[0])
        for start in starts
    )
    facts = extract_note(read_note(Source("d", "record.json", (Page(1, FHIR, blocks=blocks),))))
    stated = [(fact.kind, fact.name) for fact in facts if fact.kind not in (Kind.LAB, Kind.VITAL)]
    assert stated == [(Kind.PROBLEM, "Hypertension"), (Kind.ALLERGY, "Latex")]


def test_no_known_allergy_to_one_thing_is_not_no_known_allergy() -> None:
    found = facts("Allergies\nPenicillin: hives.\nNo known allergy to sulfonamides or latex.", Kind.ALLERGY)
    assert [(one.concept, one.assertion.negated) for one in found] == [
        ("penicillin", False),
        ("sulfonamide", True),
        ("latex", True),
    ]


def test_a_weight_that_is_aimed_at_was_not_measured() -> None:
    found = facts("Plan\nTarget weight 71.5 kg. Weight today 70.8 kg.", Kind.VITAL)
    assert [one.measurement.value for one in found if one.measurement] == ["70.8"]


def test_a_valve_has_no_side() -> None:
    text = "The echocardiogram showed a mildly dilated left atrium and moderate mitral regurgitation."
    assert next(one for one in facts(text, Kind.PROBLEM) if "regurgitation" in one.name).side == ""


@pytest.mark.parametrize("text", ["Coronary angiography was not performed.", "Iron studies have not been done."])
def test_what_was_not_done_is_denied(text: str) -> None:
    assert one(text, Kind.PROCEDURE).assertion.negated


def test_a_swelling_that_is_gone_is_past() -> None:
    assert one("The swelling of her ankles is gone.", Kind.PROBLEM).assertion.historical
