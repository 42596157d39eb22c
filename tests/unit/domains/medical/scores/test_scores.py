"""What holds for every score: nothing is guessed, units do not matter, and more of a risk never counts less."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from modules.core.findings import Citation
from modules.domains.medical.fact import Assertion, Experiencer, Fact, Facts, Kind
from modules.domains.medical.record import Patient
from modules.domains.medical.scores import SCORES, Ask, Field, Given, Score, prefill
from modules.domains.medical.scores.body import egfr_ckd_epi_2021
from modules.domains.medical.scores.liver import meld, meld_3, meld_na
from tests.unit.domains.medical.measured import read

from .scoring import result, score, value


def answers(field: Field) -> st.SearchStrategy[Given]:
    match field.ask:
        case Ask.YES_NO:
            return st.booleans().map(Given)
        case Ask.CHOICE:
            return st.sampled_from([key for key, _ in field.choices]).map(Given)
        case _:
            return st.floats(field.lowest, field.highest).map(Given)


@pytest.mark.parametrize("one", SCORES, ids=lambda one: one.key)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_inputs_in_range_give_a_result_or_a_reason(one: Score, data: st.DataObject) -> None:
    inputs = {field.key: data.draw(answers(field)) for field in one.fields}
    came = one.evaluate(inputs)
    assert (came.found is None) == bool(came.refused)
    assert not came.missing
    assert len(came.used) == len(one.fields)
    if came.found:
        assert came.found.shown
        assert came.found.value == came.found.value  # no NaN
        if came.found.points:
            assert sum(count for _, count in came.found.points) == came.found.value


@pytest.mark.parametrize("one", SCORES, ids=lambda one: one.key)
def test_without_an_input_there_is_no_result_but_a_list(one: Score) -> None:
    came = one.evaluate({})
    assert came.found is None
    assert came.missing == tuple(field.title for field in one.fields if not field.optional)


@pytest.mark.parametrize("one", SCORES, ids=lambda one: one.key)
def test_out_of_range_is_refused_with_a_reason(one: Score) -> None:
    for field in one.fields:
        wrong: Given
        match field.ask:
            case Ask.NUMBER:
                wrong = Given(field.highest * 2 + 1)
            case Ask.CHOICE:
                wrong = Given("no such answer")
            case _:
                wrong = Given("perhaps")
        came = one.evaluate({field.key: wrong})
        assert came.found is None
        assert len(came.refused) == 1
        assert field.title in came.refused[0]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    assert result("bmi", weight=number, height=170).found is None


def test_scores_are_described() -> None:
    assert len({one.key for one in SCORES}) == len(SCORES) >= 28
    for one in SCORES:
        assert one.source
        assert one.about.endswith(".")
        assert len({field.key for field in one.fields}) == len(one.fields)


def test_pressures_that_contradict_each_other_are_refused() -> None:
    assert "not below" in result("map", systolic=80, diastolic=120).refused[0]
    assert "HDL" in result("ldl", total_cholesterol=50, hdl=60, triglycerides=100).refused[0]
    assert "800" in result("ldl", total_cholesterol=300, hdl=60, triglycerides=900).refused[0]
    assert "above 100" in result("corrected_sodium", sodium=140, glucose=90).refused[0]


@given(creatinine=st.floats(0.3, 12), years=st.floats(18, 100), sex=st.sampled_from(["female", "male"]))
@settings(deadline=None)
def test_the_unit_of_an_input_does_not_matter(creatinine: float, years: float, sex: str) -> None:
    plain = value("egfr", creatinine=(creatinine, "mg/dL"), age=years, sex=sex)
    molar = creatinine / 113.12 * 1e4
    assert value("egfr", creatinine=(molar, "µmol/L"), age=years, sex=sex) == pytest.approx(plain)


@given(celsius=st.floats(30, 43), glucose=st.floats(101, 900), calcium=st.floats(5, 15), weight=st.floats(30, 200))
@settings(deadline=None)
def test_units_of_other_inputs_do_not_matter(celsius: float, glucose: float, calcium: float, weight: float) -> None:
    assert value("corrected_sodium", sodium=(130, "mEq/L"), glucose=(glucose / 18.0156, "mmol/L")) == pytest.approx(
        value("corrected_sodium", sodium=130, glucose=glucose)
    )
    assert value("corrected_calcium", calcium=(calcium / 4.0078, "mmol/L"), albumin=(30, "g/L")) == pytest.approx(
        value("corrected_calcium", calcium=calcium, albumin=3)
    )
    assert value("bmi", weight=(weight / 0.45359237, "lb"), height=(1.7, "m")) == pytest.approx(
        value("bmi", weight=weight, height=170)
    )
    sirs = {"heart_rate": 80, "respiratory_rate": 14, "white_cells": 8}
    assume(all(abs(celsius - edge) > 1e-6 for edge in (36, 38)))
    assert value("sirs", temperature=(celsius * 9 / 5 + 32, "°F"), **sirs) == value("sirs", temperature=celsius, **sirs)


@given(st.floats(0.3, 12), st.floats(0.3, 12), st.floats(18, 100), st.floats(18, 100), st.booleans())
def test_egfr_falls_with_creatinine_and_age(one: float, other: float, age: float, later: float, female: bool) -> None:
    low, high = sorted((one, other))
    young, old = sorted((age, later))
    assert egfr_ckd_epi_2021(low, young, female=female) >= egfr_ckd_epi_2021(high, old, female=female)


LAB = st.floats(0.1, 30)


@given(LAB, LAB, LAB, LAB, LAB, LAB, st.booleans())
def test_meld_rises_with_its_inputs_and_stays_within_6_and_40(
    creatinine: float, more: float, bilirubin: float, brighter: float, inr: float, longer: float, dialysis: bool
) -> None:
    low = meld(min(creatinine, more), min(bilirubin, brighter), min(inr, longer), dialysis=dialysis)
    high = meld(max(creatinine, more), max(bilirubin, brighter), max(inr, longer), dialysis=dialysis)
    assert 6 <= low <= high <= 40


@given(st.integers(6, 40), st.floats(100, 160), st.floats(100, 160))
def test_meld_na_never_falls_with_a_lower_sodium(initial: int, one: float, other: float) -> None:
    assert 6 <= meld_na(initial, max(one, other)) <= meld_na(initial, min(one, other)) <= 40


@given(LAB, LAB, LAB, st.floats(100, 160), st.floats(0.5, 6), st.booleans())
def test_meld_3_stays_within_6_and_40_and_is_higher_for_women(
    creatinine: float, bilirubin: float, inr: float, sodium: float, albumin: float, dialysis: bool
) -> None:
    both = [meld_3(creatinine, bilirubin, inr, sodium, albumin, female=one, dialysis=dialysis) for one in (False, True)]
    assert 6 <= both[0] <= both[1] <= 40


@pytest.mark.parametrize("key", ["cha2ds2_vasc", "has_bled", "wells_pe", "curb65"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_yes_never_lowers_a_sum_of_risks(key: str, data: st.DataObject) -> None:
    one = score(key)
    inputs = {field.key: data.draw(answers(field)) for field in one.fields}
    asked = data.draw(st.sampled_from([field.key for field in one.fields if field.ask is Ask.YES_NO]))
    no, yes = (one.evaluate(inputs | {asked: Given(answer)}).found for answer in (False, True))
    assert no
    assert yes
    assert no.value < yes.value


# --- What the chart holds --------------------------------------------------------------------------------------------

TODAY = date(2026, 4, 1)
HER = Patient("A", born="1954-08-04", sex="female")


def problem(name: str, **how: object) -> Fact:
    place = Citation("doc", 1, 0, len(name), name)
    return Fact(name, Kind.PROBLEM, name, name.lower(), place, place, Assertion(**how))  # type: ignore[arg-type]


def test_values_age_and_sex_come_from_the_chart_with_their_places() -> None:
    found = read(
        "Date | Test | Value | Unit",
        "2026-03-01 | Creatinine | 1.2 | mg/dL",
        "2026-03-26 | Creatinine | 127.3 | µmol/L",
    )
    inputs = prefill(score("egfr"), found, None, HER, TODAY)
    assert inputs["age"].value == 71
    assert inputs["sex"].value == "female"
    creatinine = inputs["creatinine"]
    assert (creatinine.value, creatinine.unit, creatinine.day) == (127.3, "µmol/L", "2026-03-26")
    assert creatinine.citations[0].text == "127.3"
    came = score("egfr").evaluate(inputs)
    assert came.found
    assert came.found.shown == "39 mL/min/1.73 m²"  # as the note of the samples says of 1.44 mg/dL
    assert came.used[0].told == "127.3 µmol/L = 1.44 mg/dL"


def test_problems_answer_yes_only_where_they_are_certain_and_no_only_where_denied() -> None:
    facts = Facts(
        (
            problem("Heart failure with reduced ejection fraction"),
            problem("hypertension", uncertain=True),
            problem("diabetes mellitus", negated=True),
            problem("stroke", experiencer=Experiencer.FAMILY),
        )
    )
    inputs = prefill(score("cha2ds2_vasc"), read("A | B"), facts, Patient(), TODAY)
    assert {key: one.value for key, one in inputs.items()} == {"failure": True, "diabetes": False}
    assert inputs["failure"].citations
    came = score("cha2ds2_vasc").evaluate(inputs)
    assert came.found is None
    assert "Hypertension" in came.missing


@pytest.mark.parametrize(
    "name", ["pulmonary hypertension", "portal hypertension", "diabetes insipidus", "intracranial hypertension"]
)
def test_problems_of_another_kind_do_not_answer(name: str) -> None:
    inputs = prefill(score("cha2ds2_vasc"), read("A | B"), Facts((problem(name),)), Patient(), TODAY)
    assert "hypertension" not in inputs
    assert "diabetes" not in inputs


def test_doubtful_values_are_not_taken() -> None:
    found = read(
        "Date | Test | Value | Unit",
        "2026-03-01 | Sodium | 1400 | mmol/L",
        "2026-03-01 | Chloride | 104 | ",
        " | Bicarbonate | 24 | mmol/L",
    )
    assert prefill(score("anion_gap"), found, None, Patient(), TODAY) == {}


def test_inputs_of_different_days_are_told() -> None:
    found = read("Date | Test | Value | Unit", "2026-03-01 | Weight | 70 | kg", "2026-03-09 | Height | 170 | cm")
    came = score("bmi").evaluate(prefill(score("bmi"), found, None, Patient(), TODAY))
    assert came.found
    assert came.remarks[-1] == "The inputs are of different days, from 2026-03-01 to 2026-03-09."
