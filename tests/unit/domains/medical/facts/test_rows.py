"""Values in the rows of tables: every layout gives facts with value, unit, day and the cell that states them."""

from __future__ import annotations

from pathlib import Path

import pytest

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.domains.medical.cells import cells_of, is_void
from modules.domains.medical.fact import Fact, Kind
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart

Told = tuple[str, str, str, str]


def pages_of(tmp_path: Path, csv: str) -> list[Page]:
    path = tmp_path / "values.csv"
    path.write_text(csv, encoding="utf-8")
    return [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]


def facts_of(tmp_path: Path, csv: str) -> list[Fact]:
    return list(extract(read_chart([Source("d", "values.csv", pages_of(tmp_path, csv))])).items)


def told(facts: list[Fact]) -> list[Told]:
    return [(one.concept, one.measurement.value, one.measurement.unit, one.date) for one in facts if one.measurement]


@pytest.mark.parametrize(
    "csv",
    [
        "Date,Test,Result,Unit\n2026-03-09,Sodium,138,mmol/L\n2026-03-11,Sodium,137,mmol/L\n",
        "test,unit,2026-03-09,2026-03-11\nSodium,mmol/L,138,137\n",
        "date,sodium (mmol/L),potassium\n2026-03-09,138,\n2026-03-11,137,\n",
        "charttime,label,valuenum,valueuom\n2026-03-09 08:00,Sodium,138,mmol/L\n2026-03-11 08:00,Sodium,137,mmol/L\n",
    ],
)
def test_every_layout_gives_the_same_facts(tmp_path: Path, csv: str) -> None:
    found = facts_of(tmp_path, csv)
    assert told(found) == [("sodium", "138", "mmol/L", "2026-03-09"), ("sodium", "137", "mmol/L", "2026-03-11")]
    assert {one.kind for one in found} == {Kind.LAB}


def test_a_fact_cites_the_characters_of_its_value(tmp_path: Path) -> None:
    csv = "date,sodium (mmol/L),heart rate\n2026-03-09,138,88\n"
    (page,) = pages_of(tmp_path, csv)
    cited = {one.name: page.text[one.source.start : one.source.end] for one in facts_of(tmp_path, csv)}
    assert cited == {"sodium (mmol/L)": "138", "heart rate": "88"}


def test_units_below_the_headings_and_ranges_beside_the_values_count(tmp_path: Path) -> None:
    units = "date,creatinine,urea\n,mg/dL,mg/dL\n2026-03-09,1.1,18\n"
    assert told(facts_of(tmp_path, units))[0] == ("creatinine", "1.1", "mg/dL", "2026-03-09")
    ranged = "Date,Test,Result,Unit,Low,High,Flag\n2026-03-09,Potassium,5.9,mmol/L,3.5,5.1,H\n"
    (fact,) = facts_of(tmp_path, ranged)
    assert fact.measurement
    assert (fact.measurement.reference, fact.measurement.flag) == ("3.5-5.1", "high")


def test_vital_signs_are_told_apart(tmp_path: Path) -> None:
    found = facts_of(tmp_path, "Time,HR,BP,systolic BP\n2026-03-09 08:00,88,150/90,150\n")
    assert [(one.kind, one.concept) for one in found] == [
        (Kind.VITAL, "pulse"),
        (Kind.VITAL, "blood pressure"),
        (Kind.VITAL, "systolic blood pressure"),
    ]


def test_a_test_is_no_other_whose_name_it_begins_with(tmp_path: Path) -> None:
    csv = (
        "Date,Test,Result,Unit\n2026-03-09,Erythrocyte distribution width [Entitic volume] by Automated count,41,fL\n"
        "2026-03-09,Urine sodium,40,mmol/L\n"
    )
    assert {"erythrocyte", "sodium"}.isdisjoint(one.concept for one in facts_of(tmp_path, csv))


def test_what_is_no_measurement_gives_none(tmp_path: Path) -> None:
    assert not told(facts_of(tmp_path, "name,value\nroom,12\nfloor,3\n"))
    assert not told(facts_of(tmp_path, "Date,Test,Result,Unit,Flag\n2026-03-09,Sodium,99,mmol/L,entered-in-error\n"))


def test_a_table_keeps_its_columns_over_many_pages(tmp_path: Path) -> None:
    rows = "".join(f"2026-03-09,Sodium,{130 + at % 10},mmol/L\n" for at in range(900))
    found = told(facts_of(tmp_path, f"Date,Test,Result,Unit\n{rows}"))
    assert len(found) == 900
    assert {(concept, unit) for concept, _, unit, _ in found} == {("sodium", "mmol/L")}


def test_cells_know_where_they_stand() -> None:
    row = "2026 |  | a|b | H"
    assert [(one.text, row[one.start : one.end]) for one in cells_of(row)] == [
        (text, text) for text in ("2026", "", "a|b", "H")
    ]
    assert is_void("Latex | L, entered-in-error")
    assert not is_void("entered in error")
    assert not is_void("Latex | active")
