"""What leaves as FHIR is read again: the same allergies, conditions, medications and observations, each as certain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from modules.adapters.fhir_out import as_fhir
from modules.adapters.readers import FileReader, Limits
from modules.core.printed import Signed
from modules.core.types import Page
from modules.domains.medical.fact import Dosage, Facts, Kind, Measurement
from modules.domains.medical.fhir_out import document
from modules.domains.medical.measures import read_measures
from modules.domains.medical.paper import Summary
from modules.domains.medical.printing import printed
from modules.domains.medical.reading import Source
from tests.unit.domains.medical.papers import SUMMARY, fact

SIGNED = Signed("Lee, Ann", "Physician", 1_774_540_800.5, "ab" * 32)
Rows = list[dict[str, str]]


def read_again(folder: Path, summary: Summary = SUMMARY) -> list[Page]:
    path = folder / "summary.json"
    path.write_bytes(as_fhir(document("paper", summary, printed(summary, signed=SIGNED))))
    return [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]


def rows(pages: list[Page], column: str) -> Rows:
    """Return the rows of the tables that have this column, by their columns' headings."""
    found: Rows = []
    for page in pages:
        for block in page.blocks:
            columns = block.header.split(" | ")
            if block.kind == "table" and column in columns:
                lines = [line for line in page.text[block.start : block.end].split("\n") if line != block.header]
                # The last cells of a row may be empty, and end it early.
                found += [dict(zip(columns, f"{line} ".split(" | "), strict=False)) for line in lines if line]
    return found


def columns_of(found: Rows, *columns: str) -> set[tuple[str, ...]]:
    return {tuple(row.get(column, "").strip() for column in columns) for row in found}


@pytest.fixture
def pages(tmp_path: Path) -> list[Page]:
    return read_again(tmp_path)


def test_allergies(pages: list[Page]) -> None:
    assert columns_of(rows(pages, "Substance"), "Substance", "Reaction", "Certainty") == {
        ("penicillin", "rash", "confirmed"),
        ("latex", "", "refuted"),
        ("No known allergies", "", "confirmed"),
    }


def test_conditions(pages: list[Page]) -> None:
    found = rows(pages, "Condition")
    assert columns_of(found, "Condition", "Onset", "Certainty") == {
        ("stroke", "2011", "confirmed"),
        ("chest pain", "", "refuted"),
        ("pneumonia (left)", "", "provisional"),
    }
    assert all("In the record: note.txt" in row["Note"] for row in found)


def test_medications(pages: list[Page]) -> None:
    assert columns_of(rows(pages, "Medicine"), "Medicine", "Dosage", "Status", "Date") == {
        ("Lasix", "40 mg oral twice daily", "active", "2026-03"),
        ("warfarin", "2-3 tablets", "stopped", ""),
    }


def test_observations(pages: list[Page]) -> None:
    assert columns_of(rows(pages, "Reference range"), "Name", "Value", "Unit", "Reference range", "Flag") == {
        ("HR", "71", "bpm", "", ""),
        ("Systolic blood pressure", "112", "mmHg", "", ""),
        ("Diastolic blood pressure", "66", "mmHg", "", ""),
        ("potassium", "5.4", "mmol/L", "3.5-5.1", "H"),
        ("troponin", "< 0.01", "ng/mL", "<0.04", ""),
        ("COVID test", "negative", "", "", ""),
    }


def test_values_are_measures_again(pages: list[Page]) -> None:
    found = read_measures([Source("doc", "summary.json", pages)])
    assert {one.key: one.latest.told for one in found.series} == {
        "systolic": "112 mmHg",
        "diastolic": "66 mmHg",
        "heart_rate": "71 /min",
        "potassium": "5.4 mmol/L",
        "troponin": "< 0.01 ng/mL",
    }


@pytest.mark.parametrize(
    ("name", "dose", "value"),
    [
        ("co-trimoxazole", "960 mg", "0.05"),
        ("β-blocker (first dose)", "2.5 mg", "1200"),
        ("insulin “glargine” <U100> & 50/50", "1,000 mg", "7.35"),
    ],
)
def test_whatever_a_medicine_and_a_test_are_called(tmp_path: Path, name: str, dose: str, value: str) -> None:
    facts = (
        fact(Kind.MEDICATION, name, 1, dosage=Dosage(dose, "oral", "daily")),
        fact(Kind.LAB, name, 2, measurement=Measurement(value, float(value), "mmol/L")),
    )
    again = read_again(tmp_path, replace(SUMMARY, facts=Facts(facts)))
    assert columns_of(rows(again, "Medicine"), "Medicine", "Dosage") == {(name, f"{dose} oral daily")}
    assert columns_of(rows(again, "Reference range"), "Name", "Value", "Unit") == {(name, value, "mmol/L")}
