"""Every score against what its publication says.

Where a publication prints a table, its edges are tested; where it prints an equation, values worked out from it by hand
(each with its arithmetic), so that a slip in the code does not repeat itself in the test. Examples that others have
published are in `test_published_examples`.
"""

from __future__ import annotations

import math

import pytest

from modules.domains.medical.scores.early_warning import news2
from modules.domains.medical.scores.liver import meld

from .scoring import BY_KEY, result, value

WELL = {
    "respiratory_rate": 16,
    "oxygen_saturation": 97,
    "scale": "1",
    "oxygen": False,
    "systolic": 120,
    "heart_rate": 70,
    "consciousness": "alert",
    "temperature": 37.0,
}


# Royal College of Physicians, NEWS2 (2017), chart 1: the cells of the table, at both of their edges.
@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("respiratory_rate", {3: 3, 8: 3, 9: 1, 11: 1, 12: 0, 20: 0, 21: 2, 24: 2, 25: 3, 60: 3}),
        ("oxygen_saturation", {80: 3, 91: 3, 92: 2, 93: 2, 94: 1, 95: 1, 96: 0, 100: 0}),
        ("systolic", {60: 3, 90: 3, 91: 2, 100: 2, 101: 1, 110: 1, 111: 0, 219: 0, 220: 3}),
        ("heart_rate", {30: 3, 40: 3, 41: 1, 50: 1, 51: 0, 90: 0, 91: 1, 110: 1, 111: 2, 130: 2, 131: 3}),
        ("temperature", {34.0: 3, 35.0: 3, 35.1: 1, 36.0: 1, 36.1: 0, 38.0: 0, 38.1: 1, 39.0: 1, 39.1: 2}),
        ("consciousness", {"alert": 0, "confusion": 3, "voice": 3, "pain": 3, "unresponsive": 3}),
        ("oxygen", {False: 0, True: 2}),
    ],
)
def test_news2_by_its_chart(key: str, row: dict[float | str | bool, int]) -> None:
    for given, points in row.items():
        assert value("news2", **WELL | {key: given}) == points, given


# The same chart, SpO2 scale 2.
@pytest.mark.parametrize(
    ("oxygen", "row"),
    [
        (False, {83: 3, 84: 2, 85: 2, 86: 1, 87: 1, 88: 0, 92: 0, 93: 0, 97: 0, 100: 0}),
        (True, {83: 3, 84: 2, 85: 2, 86: 1, 87: 1, 88: 0, 92: 0, 93: 1, 94: 1, 95: 2, 96: 2, 97: 3, 100: 3}),
    ],
)
def test_news2_scale_2(oxygen: bool, row: dict[int, int]) -> None:
    for saturation, points in row.items():
        parts = dict(news2(16, saturation, 120, 70, 37.0, oxygen=oxygen, alert=True, scale_2=True))
        assert parts["Oxygen saturation"] == points, saturation


@pytest.mark.parametrize(
    ("changed", "total", "meaning"),
    [
        ({}, 0, "Low clinical risk"),
        ({"respiratory_rate": 25}, 3, "Low to medium"),
        ({"oxygen": True, "oxygen_saturation": 93, "heart_rate": 95}, 5, "Medium"),
        ({"respiratory_rate": 24, "oxygen": True, "systolic": 98, "heart_rate": 112, "temperature": 38.5}, 9, "High"),
    ],
)
def test_news2_thresholds(changed: dict[str, float | bool], total: int, meaning: str) -> None:
    found = result("news2", **WELL | changed).found
    assert found
    assert found.value == total
    assert found.meaning.startswith(meaning)


def test_the_sum_of_the_points_is_the_score() -> None:
    found = result("news2", **WELL | {"systolic": 95, "consciousness": "voice"}).found
    assert found
    assert sum(points for _, points in found.points) == found.value == 5


STROKE = ("failure", "hypertension", "diabetes", "stroke", "vascular")
BLEEDING = ("pressure", "renal", "liver", "stroke", "bleeding", "inr", "drugs", "alcohol")
CLOT = ("cancer", "paralysis", "bedridden", "tender", "leg", "calf", "pitting", "collateral", "previous")
EXAMPLES = [
    # Singer 2016: 22 or more, 100 or less, altered.
    ("qsofa", {"respiratory_rate": 22, "systolic": 100, "altered": True}, "3", "Positive"),
    ("qsofa", {"respiratory_rate": 21, "systolic": 101, "altered": True}, "1", "Negative"),
    # Bone 1992.
    ("sirs", {"temperature": 38.1, "heart_rate": 91, "respiratory_rate": 20, "white_cells": 12}, "2", "met (2"),
    (
        "sirs",
        {"temperature": 38, "heart_rate": 90, "respiratory_rate": 20, "white_cells": 8, "pco2": 31},
        "1",
        "not met",
    ),
    (
        "sirs",
        {"temperature": 35.9, "heart_rate": 90, "respiratory_rate": 20, "white_cells": 8, "bands": 11},
        "2",
        "met",
    ),
    # Teasdale 2014.
    ("gcs", {"eyes": "4", "verbal": "5", "motor": "6"}, "15", "Mild"),
    ("gcs", {"eyes": "2", "verbal": "2", "motor": "4"}, "8", "Severe"),
    ("gcs", {"eyes": "3", "verbal": "4", "motor": "5"}, "12", "Moderate"),
    # Lim 2003: urea above 7 mmol/L; 20 mg/dL of urea nitrogen are 7.14 mmol/L.
    (
        "curb65",
        {"confusion": True, "urea": (20, "mg/dL"), "respiratory_rate": 30, "systolic": 100, "diastolic": 60, "age": 65},
        "5",
        "22 %",
    ),
    (
        "curb65",
        {"confusion": False, "urea": 7, "respiratory_rate": 29, "systolic": 90, "diastolic": 61, "age": 64},
        "0",
        "1.5 %",
    ),
    # McIsaac 2000.
    ("mcisaac", {"age": 10, "fever": True, "cough": False, "nodes": True, "tonsils": True}, "5", "51 to 53"),
    ("mcisaac", {"age": 50, "fever": False, "cough": True, "nodes": False, "tonsils": False}, "-1", "1 to 2.5"),
    # 80 + (120 - 80) / 3 = 93.3.
    ("map", {"systolic": 120, "diastolic": 80}, "93 mmHg", ""),
    # Inker 2021: at the knot of the equation only the age is left: 142 * 0.9938^60 = 97.8 and, for women, * 1.012.
    ("egfr", {"creatinine": 0.9, "age": 60, "sex": "male"}, "98 mL/min/1.73 m²", "G1"),
    ("egfr", {"creatinine": 0.7, "age": 60, "sex": "female"}, "99 mL/min/1.73 m²", "G1"),
    # 142 * (1.8 / 0.9)^-1.2 * 0.9938^60 = 97.78 * 0.43528 = 42.56.
    ("egfr", {"creatinine": 1.8, "age": 60, "sex": "male"}, "43 mL/min/1.73 m²", "G3b"),
    # Cockcroft 1976: (140 - 60) * 72 / (72 * 1) = 80, and 0.85 of it.
    ("cockcroft_gault", {"creatinine": 1, "age": 60, "weight": 72, "sex": "male"}, "80 mL/min", ""),
    ("cockcroft_gault", {"creatinine": 1, "age": 60, "weight": 72, "sex": "female"}, "68 mL/min", ""),
    # 10 * 2 / (140 * 100) = 0.143 %.
    ("fena", {"urine_sodium": 10, "sodium": 140, "urine_creatinine": 100, "creatinine": 2}, "0.14 %", "Below 1"),
    ("fena", {"urine_sodium": 80, "sodium": 140, "urine_creatinine": 40, "creatinine": 4}, "5.7 %", "3 % or more"),
    # 70 / 1.7^2 = 24.2; 80 / 1.6^2 = 31.25.
    ("bmi", {"weight": 70, "height": 170}, "24.2 kg/m²", "Normal"),
    ("bmi", {"weight": 80, "height": 160}, "31.2 kg/m²", "class I"),
    # sqrt(170 * 70 / 3600) = 1.818.
    ("bsa", {"weight": 70, "height": 170}, "1.82 m²", ""),
    # Lip 2010. The second is the patient of the samples, whose note says 5.
    ("cha2ds2_vasc", dict.fromkeys(STROKE, True) | {"age": 75, "sex": "female"}, "9", "recommended"),
    (
        "cha2ds2_vasc",
        {
            "failure": True,
            "hypertension": True,
            "diabetes": True,
            "stroke": False,
            "vascular": False,
            "age": 71,
            "sex": "female",
        },
        "5",
        "recommended",
    ),
    ("cha2ds2_vasc", dict.fromkeys(STROKE, False) | {"age": 64, "sex": "female"}, "1", "Low risk"),
    ("cha2ds2_vasc", dict.fromkeys(STROKE, False) | {"age": 65, "sex": "male"}, "1", "considered"),
    # Pisters 2010.
    ("has_bled", dict.fromkeys(BLEEDING, True) | {"age": 66}, "9", "High"),
    ("has_bled", dict.fromkeys(BLEEDING, False) | {"age": 65}, "0", "Not high"),
    # Backus 2013.
    ("heart", {"history": "1", "ecg": "0", "age": 44, "risk": "2", "troponin": "0"}, "3", "1.7 %"),
    ("heart", {"history": "2", "ecg": "2", "age": 65, "risk": "2", "troponin": "2"}, "10", "50.1 %"),
    # Johnston 2007.
    (
        "abcd2",
        {"age": 60, "systolic": 139, "diastolic": 90, "features": "weakness", "duration": 60, "diabetes": True},
        "7",
        "8.1 %",
    ),
    (
        "abcd2",
        {"age": 59, "systolic": 139, "diastolic": 89, "features": "other", "duration": 9, "diabetes": False},
        "0",
        "1.0 %",
    ),
    (
        "abcd2",
        {"age": 70, "systolic": 150, "diastolic": 80, "features": "speech", "duration": 10, "diabetes": False},
        "4",
        "4.1 %",
    ),
    # Wells 2003 and 2000.
    ("wells_dvt", dict.fromkeys((*CLOT, "alternative"), True), "7", "likely"),
    ("wells_dvt", dict.fromkeys(CLOT, False) | {"alternative": True}, "-2", "unlikely"),
    (
        "wells_pe",
        dict.fromkeys(("dvt", "likely", "immobile", "previous", "haemoptysis", "cancer"), True) | {"heart_rate": 101},
        "12.5",
        "PE likely",
    ),
    (
        "wells_pe",
        dict.fromkeys(("dvt", "immobile", "previous", "haemoptysis", "cancer"), False)
        | {"likely": True, "heart_rate": 100},
        "3",
        "PE unlikely",
    ),
    # 360 / 0.6^(1/3) = 426.8; at 60 a minute nothing is corrected.
    ("qtc", {"qt": 360, "heart_rate": 100, "sex": "male"}, "427 ms", "Not prolonged"),
    ("qtc", {"qt": 460, "heart_rate": 60, "sex": "female"}, "460 ms", "Prolonged"),
    # OPTN 2016: all at their lower bounds: 0.643 * 10 = 6.43.
    ("meld", {"creatinine": 0.5, "bilirubin": 0.6, "inr": 0.9, "dialysis": False}, "6", "1.9 %"),
    # ln 2 = 0.6931, ln 3 = 1.0986, ln 1.5 = 0.4055: 6.633 + 4.153 + 4.541 + 6.43 = 21.76.
    ("meld", {"creatinine": 2, "bilirubin": 3, "inr": 1.5, "dialysis": False}, "22", "19.6 %"),
    # 22 + 1.32 * 7 - 0.033 * 22 * 7 = 26.16.
    ("meld_na", {"creatinine": 2, "bilirubin": 3, "inr": 1.5, "dialysis": False, "sodium": 130}, "26", ""),
    # 11 or less: sodium does not count.
    ("meld_na", {"creatinine": 1, "bilirubin": 1, "inr": 1, "dialysis": False, "sodium": 120}, "6", ""),
    # Kim 2021: everything at its bound leaves 6, and 1.33 for women.
    (
        "meld_3",
        {"creatinine": 1, "bilirubin": 1, "inr": 1, "dialysis": False, "sodium": 140, "albumin": 4, "sex": "male"},
        "6",
        "",
    ),
    (
        "meld_3",
        {"creatinine": 1, "bilirubin": 1, "inr": 1, "dialysis": False, "sodium": 137, "albumin": 3.5, "sex": "female"},
        "7",
        "",
    ),
    # Albumin 2.5, sodium 130: 5.010 + 5.740 - 1.846 + 3.686 + 7.722 + 1.850 - 1.268 + 6 + 1.33 = 28.22.
    (
        "meld_3",
        {
            "creatinine": 2,
            "bilirubin": 3,
            "inr": 1.5,
            "dialysis": False,
            "sodium": 130,
            "albumin": 2.5,
            "sex": "female",
        },
        "28",
        "",
    ),
    # Pugh 1973.
    (
        "child_pugh",
        {"bilirubin": 1.9, "albumin": 3.6, "inr": 1.6, "ascites": "1", "encephalopathy": "1"},
        "5",
        "Class A",
    ),
    ("child_pugh", {"bilirubin": 2, "albumin": 3.5, "inr": 1.7, "ascites": "1", "encephalopathy": "1"}, "8", "Class B"),
    (
        "child_pugh",
        {"bilirubin": 3.1, "albumin": 2.7, "inr": 2.4, "ascites": "3", "encephalopathy": "3"},
        "15",
        "Class C",
    ),
    # 50 * 50 / (200 * sqrt(50)) = 1.77.
    ("fib_4", {"age": 50, "ast": 50, "alt": 50, "platelets": 200}, "1.77", "indeterminate"),
    ("fib_4", {"age": 40, "ast": 20, "alt": 25, "platelets": 250}, "0.64", "unlikely"),
    # 140 - 104 - 24 = 12, and 2.5 * (4 - 2) more.
    ("anion_gap", {"sodium": 140, "chloride": 104, "bicarbonate": 24}, "12.0 mmol/L", ""),
    # 8.0 + 0.8 * 2 = 9.6.
    ("corrected_calcium", {"calcium": 8, "albumin": 2}, "9.6 mg/dL (2.40 mmol/L)", ""),
    # Katz 1973: 130 + 1.6 * 5 = 138.
    ("corrected_sodium", {"sodium": 130, "glucose": 600}, "138.0 mmol/L", ""),
    # 280 + 90/18 + 14/2.8 = 290.
    ("osmolality", {"sodium": 140, "glucose": (90, "mg/dL"), "urea": (14, "mg/dL")}, "290 mOsm/kg", ""),
    ("osmolality", {"sodium": 140, "glucose": 5, "urea": 5, "osmolality": 310}, "290 mOsm/kg", "gap raised"),
    # Sampson 2020: 210.97 - 51.49 - (17.52 + 10.51 - 1.40) - 9.44 = 123.4.
    ("ldl", {"total_cholesterol": 200, "hdl": 50, "triglycerides": 150}, "123 mg/dL (3.19 mmol/L)", ""),
    # Matthews 1985: 5 * 9 / 22.5 = 2.
    ("homa_ir", {"glucose": 5, "insulin": 9}, "2.0", ""),
    # Kroenke 2001, Spitzer 2006.
    ("phq_9", {f"item_{at}": "3" for at in range(1, 10)}, "27", "Severe"),
    ("phq_9", {f"item_{at}": "1" for at in range(1, 10)}, "9", "Mild"),
    ("gad_7", {f"item_{at}": "2" for at in range(1, 8)}, "14", "Moderate"),
    ("gad_7", {f"item_{at}": "0" for at in range(1, 8)}, "0", "Minimal"),
]


@pytest.mark.parametrize(("key", "inputs", "shown", "meaning"), EXAMPLES)
def test_worked_examples(
    key: str, inputs: dict[str, float | str | bool | tuple[float, str]], shown: str, meaning: str
) -> None:
    found = result(key, **inputs).found
    assert found, result(key, **inputs)
    assert found.shown == shown
    assert meaning in found.meaning


def test_every_score_has_an_example() -> None:
    assert {key for key, *_ in EXAMPLES} | {"news2"} == set(BY_KEY)


def test_second_figures_are_told_beside_the_first() -> None:
    def remarks(key: str, **inputs: float | str | bool | tuple[float, str]) -> str:
        return " ".join(result(key, **inputs).remarks)

    assert "17.0 mmol/L" in remarks("anion_gap", sodium=140, chloride=104, bicarbonate=24, albumin=2)
    assert "142.0 mmol/L" in remarks("corrected_sodium", sodium=130, glucose=600)  # Hillier: 130 + 2.4 * 5
    assert "120 mg/dL" in remarks("ldl", total_cholesterol=200, hdl=50, triglycerides=150)  # 200 - 50 - 30
    assert "does not hold" in remarks("ldl", total_cholesterol=250, hdl=40, triglycerides=500)
    assert "1.81 m²" in remarks("bsa", weight=70, height=170)  # Du Bois
    assert "465 ms" in remarks("qtc", qt=360, heart_rate=100, sex="male")  # 360 / sqrt 0.6
    assert "20 mOsm/kg" in remarks("osmolality", sodium=140, glucose=5, urea=5, osmolality=310)
    assert "suicide" in remarks("phq_9", **{f"item_{at}": "1" if at == 9 else "0" for at in range(1, 10)})


def test_dialysis_sets_the_creatinine() -> None:
    assert meld(1.0, 1.0, 1.0, dialysis=True) == math.floor(9.57 * math.log(4) + 6.43 + 0.5)
    assert value("meld_3", creatinine=1, bilirubin=1, inr=1, dialysis=True, sodium=137, albumin=4, sex="male") == 18
