"""The lines on medicines and allergies: each says what the facts say, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.fact import Assertion, Experiencer, Fact, Facts, Status
from modules.domains.medical.letter.medicines import allergy_lines, medicine_lines, medicine_remarks
from tests.unit.domains.medical.letter.letters import allergy, medicine

TAKEN = medicine("metformin", "500 mg", "BID", Status.CONTINUED, route="PO")


def texts(*facts: Fact) -> list[str]:
    return [line.text for line in medicine_lines(Facts(facts))]


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (TAKEN, "Metformin: take 500 mg by mouth two times a day. Keep on as before."),
        (medicine("Lasix", "40 mg", "once daily", Status.STARTED), "Lasix: take 40 mg one time a day. This is new."),
        (medicine("albuterol", "2 puffs", "q4h prn"), "Albuterol: use 2 puffs every 4 hours when you need it."),
        (medicine("Timoptic", "1 drop", "OD"), "Timoptic: use 1 drop OD."),
        (medicine("Zocor", "20 mg", "OD"), "Zocor: take 20 mg one time a day."),
        (medicine("Zocor", status=Status.STOPPED), "Zocor: stop taking this medicine."),
        (medicine("Zocor", "20 mg"), "Zocor: take 20 mg. Your notes do not say how often. Ask us."),
        (medicine("Zocor"), "Zocor. Your notes do not say how much or how often. Ask us."),
    ],
)
def test_a_medicine_is_told_in_plain_words(fact: Fact, said: str) -> None:
    assert texts(fact) == [said]


def test_what_changed_is_what_holds() -> None:
    changed = medicine("metformin", "1000 mg", "twice a day", Status.CHANGED)
    assert texts(TAKEN, changed, medicine("metformin")) == [
        "Metformin: take 1000 mg two times a day. This has changed."
    ]
    assert texts(TAKEN, medicine("metformin", status=Status.STOPPED)) == ["Metformin: stop taking this medicine."]


def test_a_dose_said_once_is_not_lost_to_a_later_mention_without_one() -> None:
    started = medicine("oxycodone", "5 mg", "q6h", Status.STARTED)
    assert "5 mg every 6 hours" in texts(started, medicine("oxycodone", status=Status.STARTED))[0]


@pytest.mark.parametrize(
    "told",
    [
        Assertion(negated=True),
        Assertion(uncertain=True),
        Assertion(historical=True),
        Assertion(experiencer=Experiencer.FAMILY),
    ],
)
def test_what_the_patient_does_not_take_is_left_out(told: Assertion) -> None:
    assert texts(replace(TAKEN, assertion=told)) == []


def test_what_is_only_considered_and_two_doses_are_remarked() -> None:
    considered = medicine("warfarin", status=Status.PLANNED)
    other = replace(TAKEN, dosage=medicine("metformin", "850 mg").dosage)
    assert texts(considered) == []
    first, second = medicine_remarks(Facts((TAKEN, other, considered)))
    assert "500 mg and 850 mg" in first
    assert "warfarin is only considered" in second


def test_a_kind_of_medicine_that_is_only_named_is_left_out_and_remarked() -> None:
    named = replace(medicine("diuretics", status=Status.UNKNOWN), dosage=None)
    assert texts(TAKEN, named) == texts(TAKEN)
    (remark,) = medicine_remarks(Facts((TAKEN, named)))
    assert "diuretics" in remark


def test_allergies_are_told_with_what_they_did() -> None:
    facts = Facts((allergy("penicillin", "pruritus"), allergy("latex", told=Assertion(uncertain=True))))
    assert [line.text for line in allergy_lines(facts)] == [
        "You are allergic to penicillin. What it did: itching.",
        "You may be allergic to latex.",
    ]


def test_no_known_allergies_is_said_only_where_it_is_stated() -> None:
    denied = allergy("NKDA", told=Assertion(negated=True))
    assert [line.text for line in allergy_lines(Facts((denied,)))] == ["You have no known allergies."]
    assert [line.text for line in allergy_lines(Facts((denied, allergy("latex"))))] == ["You are allergic to latex."]
    assert allergy_lines(Facts(())) == ()


@given(
    st.integers(1, 2000),
    st.sampled_from(["mg", "mcg", "units", "mL", "puffs", "mg/5 mL"]),
    st.sampled_from(["", "BID", "q8h", "daily", "every other day", "in the morning"]),
    st.sampled_from([Status.STARTED, Status.CHANGED, Status.CONTINUED, Status.UNKNOWN]),
)
def test_every_dose_stands_as_it_was_written(number: int, unit: str, frequency: str, status: Status) -> None:
    fact = medicine("drug", f"{number} {unit}", frequency, status)
    [line] = medicine_lines(Facts((fact,)))
    assert f" {number} {unit}" in line.text
    assert line.sources == (fact.statement,)
