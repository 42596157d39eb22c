"""What published lists say of a fact."""

from __future__ import annotations

import pytest

from modules.core.findings import Citation
from modules.domains.medical.checking.risks import abnormal, critical, drug_classes, high_alert, reacts, red_flag
from modules.domains.medical.fact import Fact, Kind, Measurement

PLACE = Citation("d1", 1, 0, 4, "text")


def fact(kind: Kind, name: str, measurement: Measurement | None = None) -> Fact:
    return Fact("id", kind, name, name.lower(), PLACE, PLACE, measurement=measurement)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Eliquis", "antithrombotic"),
        ("insulin glargine", "insulin"),
        ("oxycodone", "opioid"),
        ("loratadine", ""),
        ("lamotrigine", "other"),
        ("phenytoin", "other"),
        ("valproic acid", "other"),
    ],
)
def test_high_alert_medicines(name: str, group: str) -> None:
    assert high_alert(fact(Kind.MEDICATION, name)) == group


@pytest.mark.parametrize(
    ("allergen", "medicine", "certain"),
    [("penicillin", "amoxicillin", True), ("sulfa", "bactrim", True), ("codeine", "codeine", True),
     ("penicillin", "cephalexin", False), ("aspirin", "ibuprofen", False)],
)  # fmt: skip
def test_medicines_that_do_not_suit_an_allergy(allergen: str, medicine: str, certain: bool) -> None:
    reason, sure = reacts(fact(Kind.ALLERGY, allergen), fact(Kind.MEDICATION, medicine))
    assert reason
    assert sure is certain


def test_a_medicine_of_another_class_suits() -> None:
    assert reacts(fact(Kind.ALLERGY, "penicillin"), fact(Kind.MEDICATION, "doxycycline")) == ("", False)


def test_classes_that_may_react_too_are_known_classes() -> None:
    names = {one.name for one in drug_classes()}
    assert all(other in names for one in drug_classes() for other in one.cross)


@pytest.mark.parametrize(
    ("name", "number", "unit", "expected"),
    [("potassium", 6.9, "mmol/L", True), ("potassium", 4.0, "mmol/L", False), ("glucose", 30.0, "mg/dL", True),
     ("glucose", 300.0, "", False), ("glucose", 1.5, "", True), ("hemoglobin", 6.1, "g/dL", True),
     ("vitamin D", 1.0, "", False), ("sodium", 160.0, "mmol/L", False), ("sodium", 161.0, "mmol/L", True)],
)  # fmt: skip
def test_critical_values(name: str, number: float, unit: str, expected: bool) -> None:
    assert critical(fact(Kind.LAB, name, Measurement(str(number), number, unit))) is expected


@pytest.mark.parametrize(
    ("measurement", "expected"),
    [(Measurement("5.9", 5.9, "", "3.5-5.1"), True), (Measurement("4.0", 4.0, "", "3.5-5.1"), False),
     (Measurement("4.0", 4.0, flag="low"), True), (Measurement("elevated"), True), (Measurement("normal"), False)],
)  # fmt: skip
def test_abnormal_values(measurement: Measurement, expected: bool) -> None:
    assert abnormal(fact(Kind.LAB, "test", measurement)) is expected


def test_red_flags_are_problems() -> None:
    assert red_flag(fact(Kind.PROBLEM, "crushing chest pain"))
    assert not red_flag(fact(Kind.PROBLEM, "knee pain"))
