"""Values over time: every form of table, units, bands, flags, changes, and what is doubtful."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from modules.adapters.readers import FileReader, Limits
from modules.core.findings import Citation
from modules.core.types import Page, Progress
from modules.domains.medical.fact import Assertion, Fact, Facts, Kind, Measurement
from modules.domains.medical.facts import addition, change, extract
from modules.domains.medical.measures import Flag, Measures, measure_of, measures, read_measures
from modules.domains.medical.measures.catalogue import plain_name
from modules.domains.medical.measures.judging import judged
from modules.domains.medical.measures.series import Value
from modules.domains.medical.measures.units import convert, unit_of
from modules.domains.medical.patient_data import PatientData, read_patient_data
from modules.domains.medical.reading import Source, read_chart
from modules.store.reports import Decision

from .measured import SAMPLES, chart, of, read, sample, table


def told(found: Measures, key: str) -> list[tuple[str, str, str]]:
    return [(value.moment, value.told, str(value.flag)) for value in of(found, key).values]


def test_the_catalogue_is_consistent() -> None:
    assert len(measures()) >= 60
    for key, one in measures().items():
        assert unit_of(one.unit) == one.unit or one.unit == "", key
        for limits in (*one.bands.values(), one.critical):
            if limits:
                assert limits.source, key
                for end in (limits.low, limits.high):
                    assert end is None or not one.plausible.side(
                        convert(end, limits.unit or one.unit, one.unit, one)
                    ), key
        assert measure_of(one.name) is one, key
        assert one.change is None or one.change.source, key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Na", "sodium"),
        ("Sodium [Moles/volume] in Blood", "sodium"),
        ("Serum creatinine", "creatinine"),
        ("Creatinine [Mass/volume] in Serum or Plasma", "creatinine"),
        ("Hemoglobin A1c/Hemoglobin.total in Blood", "hba1c"),
        ("Hb (g/L)", "hemoglobin"),
        ("Bilirubin, total", "bilirubin"),
        ("Leukocytes [#/volume] in Blood by Automated count", "white_cells"),
        ("Hematocrit [Volume Fraction] of Blood by Automated count", "hematocrit"),
        ("Oxygen saturation in Arterial blood by Pulse oximetry", "oxygen_saturation"),
        ("Urine sodium", "urine_sodium"),
    ],
)
def test_names_are_known(name: str, key: str) -> None:
    found = measure_of(name)
    assert found
    assert found.key == key


@pytest.mark.parametrize("name", ["Glucose [Mass/volume] in Urine by Test strip", "Furosemide", "Protein in CSF", ""])
def test_other_names_are_not_taken_for_known_ones(name: str) -> None:
    assert measure_of(name) is None


def test_long_form_with_units_ranges_and_places() -> None:
    found = read(
        "Date | Time | Test | Value | Unit | Low | High",
        "2026-03-09 | 10:05 | Potassium | 5.4 | mmol/L | 3.5 | 5.0",
        "2026-03-11 | 06:30 | K | 4.6 | mmol/L | 3.5 | 5.0",
        "2026-03-11 | 06:30 | Vitamin Q | 12 | ng/mL | 1 | 10",
    )
    assert told(found, "potassium") == [
        ("2026-03-09T10:05", "5.4 mmol/L", "high"),
        ("2026-03-11T06:30", "4.6 mmol/L", "normal"),
    ]
    value = of(found, "potassium").latest
    assert value.place.text == "4.6"
    assert value.band
    assert (value.band.low, value.band.high, value.band.source) == (3.5, 5.0, "the document")
    unknown = of(found, "vitamin q")
    assert unknown.measure is None
    assert unknown.latest.flag is Flag.HIGH


def test_a_column_per_test_with_units_in_the_headings() -> None:
    found = read(
        "Date | Na (mmol/L) | Creatinine, mg/dL | BP | Comment",
        "2026-01-02 | 128 | 1.0 | 118/70 mmHg | 12 sent again",
        "2026-01-03 | 139 | 1.1 |  | fine",
        sex="female",
    )
    assert told(found, "sodium") == [("2026-01-02", "128 mmol/L", "low"), ("2026-01-03", "139 mmol/L", "normal")]
    assert [value.flag for value in of(found, "creatinine").values] == [Flag.NORMAL, Flag.NORMAL]
    assert of(found, "systolic").latest.told == "118 mmHg"
    assert len(found.series) == 4
    assert [jump.told for jump in of(found, "sodium").jumps] == ["up by 11 mmol/L in 1 day (limit 10 mmol/L)"]


def test_a_row_of_units_below_the_headings() -> None:
    found = read("Date | Sodium | Potassium", " | mmol/L | mmol/L", "2026-01-02 | 140 | 4.1")
    assert told(found, "sodium") == [("2026-01-02", "140 mmol/L", "normal")]


def test_a_column_per_day_takes_years_from_the_document() -> None:
    found = read(
        "Test | 9 March (admission) | 14 March (discharge) | Unit | Reference",
        "NT-proBNP | 6,840 | 2,310 | pg/mL | below 300",
        "HbA1c | 7.9 | not done | % | below 5.7",
        date="2026-03-14",
    )
    assert told(found, "nt_probnp") == [("2026-03-09", "6,840 pg/mL", "high"), ("2026-03-14", "2,310 pg/mL", "high")]
    assert [value.number for value in of(found, "nt_probnp").values] == [6840, 2310]
    assert told(found, "hba1c") == [("2026-03-09", "7.9 %", "high")]
    assert "year" in found.remarks[0]


def test_a_unit_behind_one_value_counts_for_its_row() -> None:
    found = read("Test | 14 March 2026 | 26 March 2026", "Sodium | 138 | 137 mmol/L")
    assert told(found, "sodium") == [("2026-03-14", "138 mmol/L", "normal"), ("2026-03-26", "137 mmol/L", "normal")]


def test_columns_that_are_no_days_tell_values_of_one_moment_apart() -> None:
    found = read("Measurement | Lying | Standing", "Blood pressure (mmHg) | 112/66 | 94/58", date="2026-03-26")
    assert [(one.number, one.detail) for one in of(found, "systolic").values] == [(112, "Lying"), (94, "Standing")]


def test_medicine_tables_hold_no_values() -> None:
    found = read("Medicine | Dose | Route", "Furosemide | 40 mg | oral", "Metformin | 500 mg | oral", date="2026-01-01")
    assert found.series == ()


def test_a_table_without_headings() -> None:
    found = read(
        "Sodium | 138 | mmol/L | 135-145", "Potassium | 2.4 | mmol/L | 3.5-5.0", date="2026-01-01", header=False
    )
    assert told(found, "potassium") == [("2026-01-01", "2.4 mmol/L", "critically low")]


@pytest.mark.parametrize(
    ("rows", "moments"),
    [
        (("03/04/2026", "13/04/2026"), ["2026-04-03", "2026-04-13"]),
        (("03/04/2026", "04/13/2026"), ["2026-03-04", "2026-04-13"]),
        (("March 4, 2026 7:30 pm", "2026-03-05 08:15:00"), ["2026-03-04T19:30", "2026-03-05T08:15"]),
        (("04/04/26", "2026-04"), ["2026-04", "2026-04-04"]),
    ],
)
def test_dates_in_many_forms(rows: tuple[str, str], moments: list[str]) -> None:
    found = read(
        "Date | Test | Value | Unit", *(f"{row} | Sodium | {140 + at} | mmol/L" for at, row in enumerate(rows))
    )
    assert [value.moment for value in of(found, "sodium").values] == moments


@pytest.mark.parametrize("date", ["03/04/2026", "31 February 2026", "", "soon"])
def test_a_date_that_cannot_be_told_is_said_and_not_guessed(date: str) -> None:
    found = read("Date | Test | Value | Unit", f"{date} | Sodium | 140 | mmol/L")
    assert of(found, "sodium").latest.moment == ""
    assert "no certain date" in found.remarks[0]


def test_units_are_joined_in_one_series_by_the_molar_mass() -> None:
    found = read(
        "Date | Test | Value | Unit",
        "2026-01-01 | Glucose | 5.55 | mmol/L",
        "2026-01-02 | Glucose | 180 | mg/dL",
    )
    series = of(found, "glucose")
    assert series.unit == "mg/dL"
    assert series.values[0].common == pytest.approx(99.99, abs=0.01)
    assert series.values[0].told == "5.55 mmol/L"


def test_without_a_unit_nothing_is_compared() -> None:
    found = read("Date | Test | Value", "2026-01-01 | Sodium | 128", "2026-01-01 | INR | 6.1")
    value = of(found, "sodium").latest
    assert (value.flag, value.standard) == (Flag.UNKNOWN, None)
    assert "No unit" in value.problems[0]
    assert of(found, "inr").latest.flag is Flag.CRITICALLY_HIGH


def test_implausible_values_and_clashing_units_are_said_and_not_computed_with() -> None:
    found = read(
        "Date | Test | Value | Unit | Reference range",
        "2026-01-01 | Potassium | 41 | mmol/L | 3.5-5.0",
        "2026-01-01 | Creatinine | 88 | mmHg | 3.5-5.0",
        "2026-01-01 | Albumin | 4 | bananas | 3.5-5.0",
    )
    potassium = of(found, "potassium").latest
    assert potassium.standard is None
    assert potassium.flag is Flag.UNKNOWN
    assert "not plausible" in potassium.problems[0]
    assert found.of("creatinine") is None
    assert "no unit of Creatinine" in of(found, "creatinine mmHg").latest.problems[0]
    assert "not known" in of(found, "albumin bananas").latest.problems[0]
    assert found.latest("potassium", "creatinine", "albumin") is None


@pytest.mark.parametrize(
    ("text", "number", "flag"),
    [
        ("6.1 H", 6.1, Flag.CRITICALLY_HIGH),
        ("5.4*", 5.4, Flag.HIGH),
        ("< 0.1", 0.1, Flag.LOW),
        ("4,3", 4.3, Flag.NORMAL),
        ("H 5.2", 5.2, Flag.HIGH),
    ],
)
def test_values_with_signs(text: str, number: float, flag: Flag) -> None:
    found = read("Date | Test | Value | Unit | Range", f"2026-01-01 | Potassium | {text} | mmol/L | 3.5-5.0")
    series = found.of("potassium")
    assert series
    assert series.latest.number == number
    assert series.latest.flag is flag or text.startswith("<")  # 0.1 is no plausible potassium


@pytest.mark.parametrize("text", ["not done", "118 to 146", "negative", "3-5", "14 March 2026"])
def test_what_is_no_value(text: str) -> None:
    assert read("Date | Test | Value | Unit", f"2026-01-01 | Potassium | {text} | mmol/L").series == ()


def test_bands_depend_on_sex_and_the_documents_own_goes_first() -> None:
    rows = ("Date | Test | Value | Unit", "2026-01-01 | Hb | 12.5 | g/dL")
    assert of(read(*rows), "hemoglobin").latest.flag is Flag.UNKNOWN
    assert of(read(*rows, sex="female"), "hemoglobin").latest.flag is Flag.NORMAL
    assert of(read(*rows, sex="male"), "hemoglobin").latest.flag is Flag.LOW
    own = read("Date | Test | Value | Unit | Range", "2026-01-01 | Hb | 12.5 | g/dL | 13-17", sex="female")
    assert of(own, "hemoglobin").latest.flag is Flag.LOW


def test_the_documents_flag_counts_where_no_band_is_known_and_a_contradiction_is_said() -> None:
    found = read(
        "Date | Test | Value | Unit | Range | Flag",
        "2026-01-01 | Vitamin Q | 12 | ng/mL |  | H",
        "2026-01-01 | Sodium | 140 | mmol/L | 135-145 | H",
    )
    assert of(found, "vitamin q").latest.flag is Flag.HIGH
    sodium = of(found, "sodium").latest
    assert sodium.flag is Flag.HIGH
    assert "does not show" in sodium.problems[0]


@pytest.mark.parametrize(("after", "told"), [("1.30", True), ("1.29", False)])
def test_creatinine_jumps_by_kdigo(after: str, told: bool) -> None:
    found = read(
        "Date | Test | Value | Unit",
        "2026-01-01 08:00 | Creatinine | 1.00 | mg/dL",
        f"2026-01-02 08:00 | Creatinine | {after} | mg/dL",
    )
    assert (of(found, "creatinine").jump is not None) is told


def test_changes_over_a_longer_time_are_no_jumps() -> None:
    found = read("Date | Test | Value | Unit", "2026-01-01 | Hb | 14 | g/dL", "2026-03-01 | Hb | 10 | g/dL")
    assert of(found, "hemoglobin").jumps == ()


def test_a_trend_needs_three_values_that_go_one_way() -> None:
    rows = [f"2026-01-0{day} | Sodium | {value} | mmol/L" for day, value in enumerate((140, 136, 138, 139, 141), 1)]
    assert of(read("Date | Test | Value | Unit", *rows), "sodium").trend == "rising over 4 values since 2026-01-02"
    assert of(read("Date | Test | Value | Unit", *rows[:3]), "sodium").trend == ""


def fact(source: Source, text: str, **how: bool) -> Fact:
    page = source.pages[0]
    start = page.text.index(text)
    place = Citation(source.document_id, 1, start, start + len(text), text)
    name, value, unit = text.split(" ")
    return Fact(
        text, Kind.VITAL, name, name.lower(), place, place, Assertion(**how), "2026-01-01",
        measurement=Measurement(value, float(value), unit),
    )  # fmt: skip


def test_facts_of_the_prose_are_added_and_those_of_tables_not_twice() -> None:
    source = table("Date | Test | Value | Unit", "2026-01-01 | Weight 70 kg | 70 | kg")
    page = source.pages[0]
    prose = f"{page.text}\nWeight 71 kg today. Weight 99 kg never."
    source = Source(source.document_id, source.name, [type(page)(1, prose, None, page.blocks)])
    facts = Facts(
        (fact(source, "Weight 71 kg"), fact(source, "Weight 70 kg"), fact(source, "Weight 99 kg", negated=True))
    )
    found = read_measures([source], chart(source), facts)
    assert [value.number for value in of(found, "weight").values] == [71]


def test_the_sample_agrees_with_the_other_samples() -> None:
    found = read_measures([sample("vitals-and-labs.csv")])
    assert found.remarks == ()
    assert all(not value.problems for series in found.series for value in series.values)
    assert len(of(found, "weight").values) == 10
    discharge = sample("discharge-summary.docx")
    letter = read_measures([discharge], chart(discharge, "2026-03-14", "female"))
    for key in ("sodium", "potassium", "creatinine", "egfr", "hemoglobin", "nt_probnp", "hba1c"):
        ours = {(value.day, value.number) for value in of(found, key).values}
        assert {(value.day, value.number) for value in of(letter, key).values} <= ours
    assert (SAMPLES / "vitals-and-labs.csv").stat().st_size < 5_000


def test_the_same_value_of_two_documents_counts_once() -> None:
    found = read(
        "Date | Test | Value | Unit",
        "2026-01-01 07:00 | Sodium | 140 | mmol/L",
        "2026-01-01 | Sodium | 140 | mmol/L",
        "2026-01-01 | Sodium | 141 | mmol/L",
    )
    assert [value.number for value in of(found, "sodium").values] == [141, 140]


@pytest.mark.parametrize(
    ("reference", "flag"),
    [
        ("below 5.7", Flag.HIGH),
        ("<= 5.7", Flag.NORMAL),
        ("up to 5.7", Flag.NORMAL),
        ("4-5.7", Flag.NORMAL),
        ("> 5.7", Flag.LOW),
    ],
)
def test_the_ends_of_a_band(reference: str, flag: Flag) -> None:
    found = read("Date | Test | Value | Unit | Reference", f"2026-01-01 | HbA1c | 5.7 | % | {reference}")
    assert of(found, "hba1c").latest.flag is flag


def test_names_are_reduced() -> None:
    assert plain_name("Potassium [Moles/volume] in Serum, Plasma or Blood") == "potassium"
    assert plain_name("Creatinine in Urine") == "urine creatinine"


NOTE = """# Discharge summary

Date of discharge: 14 March 2026

## Hospital Course

Potassium of 5.9 mmol/L fell to normal. Her weight was 78.9 kg when she came.

## Vital Signs

Heart rate 68 per minute. Blood pressure 118/70 mmHg.

## Plan

1. Heart failure. Target weight 71.5 kg.
"""


def test_what_a_story_mentions_is_shown_and_not_computed_with_and_a_goal_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8")
    pages = [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]
    [*_, data] = finished(read_patient_data(lambda: [Source("doc", "note.md", pages)]))
    found = data.measures
    assert told(found, "heart_rate") == [("2026-03-14", "68 /min", "normal")]
    assert told(found, "systolic") == [("2026-03-14", "118 mmHg", "normal")]
    potassium = of(found, "potassium").latest
    assert potassium.mentioned
    assert found.latest("potassium") is None
    weights = of(found, "weight")
    assert all(value.mentioned for value in weights.values)
    assert 71.5 not in {value.number for value in weights.values if not value.mentioned}
    assert weights.jumps == ()


def finished(workflow: Generator[Progress, None, PatientData]) -> list[Any]:
    steps: list[Any] = []
    while True:
        try:
            steps.append(next(workflow))
        except StopIteration as end:
            return [*steps, end.value]


def test_the_width_of_red_cells_is_another_measure_in_femtolitres() -> None:
    found = read(
        "Date | Name | Value | Unit",
        "2026-03-01 | Erythrocyte distribution width [Ratio] by Automated count | 13.1 | %",
        "2026-03-01 | Erythrocyte distribution width [Entitic volume] by Automated count | 47.2 | fL",
        "2026-03-02 | RDW-SD | 41 | fL",
        "2026-03-03 | RDW | 13.4 | mmol/L",
    )
    ratio, width = of(found, "rdw").latest, of(found, "rdw_sd")
    assert (ratio.number, ratio.flag) == (13.1, Flag.NORMAL)
    assert [(one.number, one.flag) for one in width.values] == [(47.2, Flag.HIGH), (41, Flag.NORMAL)]
    assert not any(one.problems for one in width.values)
    assert any("no unit of" in problem for problem in of(found, "rdw mmol/L").latest.problems)


def test_what_is_said_in_sentences_is_read_as_the_clinician_corrected_it(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8")
    pages = [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]
    source = Source("doc", "note.md", pages)
    facts = extract(read_chart([source]))
    pulse = next(one for one in facts.items if one.concept == "pulse")
    failure = next(one for one in facts.items if one.concept == "heart failure")
    assert pulse.measurement
    edited = replace(pulse, measurement=replace(pulse.measurement, value="86", number=86.0))
    made = {
        pulse.id: Decision("accepted", wording=change(pulse, edited)),
        failure.id: Decision("rejected"),
        "added": Decision("accepted", wording=addition(replace(failure, id="added", name="Type 2 diabetes"))),
    }
    [*_, before] = finished(read_patient_data(lambda: [source]))
    [*_, after] = finished(read_patient_data(lambda: [source], made))
    assert told(before.measures, "heart_rate") == [("2026-03-14", "68 /min", "normal")]
    assert told(after.measures, "heart_rate") == [("2026-03-14", "86 /min", "normal")]
    assert (before.is_older_than({}), before.is_older_than(made), after.is_older_than(made)) == (False, True, False)
    names = {one.name for one in before.problems_with(made).items}
    assert "Type 2 diabetes" in names
    assert failure.name not in names
    assert {one.name for one in before.problems_with({}).items} >= {failure.name}


def _judged(key: str, number: float, unit: str, sex: str) -> Value:
    place = Citation("d", 1, 0, 1, "x")
    return judged(Value(key, str(number), number, unit, "", place), measures()[key], sex, "", "")


@pytest.mark.parametrize(
    ("key", "unit", "sex", "low", "high"),
    [
        ("adjusted_calcium", "mmol/L", "", 2.2, 2.6),
        ("magnesium", "mmol/L", "", 0.7, 1.0),
        ("phosphate", "mmol/L", "", 0.8, 1.5),
        ("uric_acid", "µmol/L", "female", 140, 360),
        ("uric_acid", "µmol/L", "male", 200, 430),
        ("creatinine", "mg/dL", "female", 0.5, 1.1),
        ("hemoglobin", "g/dL", "male", 13, 17),
    ],
)
def test_the_ends_of_a_published_band_are_within_it_in_the_unit_in_which_it_is_published(
    key: str, unit: str, sex: str, low: float, high: float
) -> None:
    assert [_judged(key, number, unit, sex).flag for number in (low, high)] == [Flag.NORMAL] * 2
    assert [_judged(key, number, unit, sex).flag for number in (low * 0.98, high * 1.02)] == [Flag.LOW, Flag.HIGH]


@pytest.mark.parametrize(
    ("key", "unit", "low", "high"),
    [
        ("glucose", "mmol/L", 3.0, 20.0),
        ("calcium", "mmol/L", 1.5, 2.8),
        ("magnesium", "mmol/L", 0.4, 2.0),
        ("phosphate", "mmol/L", 0.35, 3.0),
        ("hemoglobin", "g/L", 70, 200),
        ("hemoglobin", "g/dL", 7.0, 20.0),
    ],
)
def test_only_what_is_beyond_a_published_critical_limit_is_critical(
    key: str, unit: str, low: float, high: float
) -> None:
    assert not any(_judged(key, number, unit, "female").flag.critical for number in (low, high))
    beyond = [_judged(key, number, unit, "female").flag for number in (low * 0.99, high * 1.01)]
    assert beyond == [Flag.CRITICALLY_LOW, Flag.CRITICALLY_HIGH]


UNITS = {
    "adjusted_calcium": ("mmol/L", "mg/dL"),
    "bilirubin": ("µmol/L", "mg/dL"),
    "calcium": ("mmol/L", "mg/dL"),
    "creatinine": ("µmol/L", "mg/dL"),
    "fasting_glucose": ("mmol/L", "mg/dL"),
    "hba1c": ("mmol/mol", "%"),
    "hemoglobin": ("g/L", "g/dL"),
    "ldl": ("mmol/L", "mg/dL"),
    "magnesium": ("mmol/L", "mg/dL"),
    "phosphate": ("mmol/L", "mg/dL"),
    "uric_acid": ("µmol/L", "mg/dL"),
}


@given(key=st.sampled_from(sorted(UNITS)), sex=st.sampled_from(["female", "male"]), share=st.floats(0.3, 2.5))
def test_a_value_has_the_same_flag_in_every_unit(key: str, sex: str, share: float) -> None:
    measure, (one, other) = measures()[key], UNITS[key]
    limits = measure.band(sex)
    assert limits
    ends = [convert(end, limits.unit or measure.unit, one, measure) for end in (limits.low, limits.high) if end]
    number = share * ends[-1]
    assume(all(abs(number / end - 1) > 0.002 for end in ends))  # converted bands are rounded to four digits
    converted = convert(number, one, other, measure)
    assert _judged(key, number, one, sex).flag == _judged(key, converted, other, sex).flag


def test_urea_and_its_nitrogen_have_one_band() -> None:
    # One mole of urea holds 28.014 g of nitrogen.
    urea, nitrogen = measures()["urea"].band(), measures()["urea_nitrogen"].band()
    assert urea
    assert nitrogen
    assert [nitrogen.low, nitrogen.high] == [8, 20]
    assert urea.low == pytest.approx(8 * 10 / 28.014, abs=0.005)
    assert urea.high == pytest.approx(20 * 10 / 28.014, abs=0.005)


@pytest.mark.parametrize(("key", "within"), [("potassium", 4.6), ("platelets", 9.1)])
def test_reference_changes_follow_from_the_variation_within_a_person(key: str, within: float) -> None:
    # Harris and Yasaka 1983, with an analytical variation of half of it: 2.77 * sqrt(within^2 + (within / 2)^2).
    change = measures()[key].change
    assert change
    assert change.percent == pytest.approx(2.77 * (within**2 * 1.25) ** 0.5, abs=0.05)


@pytest.mark.parametrize("key", ["hematocrit", "lymphocytes", "rdw", "rdw_sd", "uric_acid"])
def test_a_band_that_was_not_compared_with_a_table_says_so(key: str) -> None:
    limits = measures()[key].band("female")
    assert limits
    assert "not checked" in limits.source
