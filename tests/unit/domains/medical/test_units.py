"""Conversion between the units that laboratories report in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.measures import measures
from modules.domains.medical.measures.units import UnitClash, convert, unit_of


# Factors as in the table of conversions of the AMA Manual of Style, 11th edition, and the American Board's list.
@pytest.mark.parametrize(
    ("key", "number", "unit", "to", "expected"),
    [
        ("glucose", 100, "mg/dL", "mmol/L", 5.55),
        ("creatinine", 1, "mg/dL", "µmol/L", 88.4),
        ("bilirubin", 1, "mg/dL", "µmol/L", 17.1),
        ("total_cholesterol", 100, "mg/dL", "mmol/L", 2.586),
        ("triglycerides", 100, "mg/dL", "mmol/L", 1.129),
        ("urea_nitrogen", 10, "mg/dL", "mmol/L", 3.57),
        ("calcium", 10, "mg/dL", "mmol/L", 2.495),
        ("calcium", 5, "mEq/L", "mg/dL", 10.02),
        ("magnesium", 2, "mEq/L", "mmol/L", 1.0),
        ("phosphate", 1, "mg/dL", "mmol/L", 0.323),
        ("uric_acid", 1, "mg/dL", "µmol/L", 59.48),
        ("sodium", 140, "mEq/L", "mmol/L", 140),
        ("hemoglobin", 140, "g/L", "g/dL", 14),
        ("hba1c", 53, "mmol/mol", "%", 7.0),
        ("hba1c", 6.5, "%", "mmol/mol", 47.5),
        ("insulin", 60, "pmol/L", "mIU/L", 10),
        ("white_cells", 7500, "/µL", "10^9/L", 7.5),
        ("temperature", 98.6, "°F", "°C", 37.0),
        ("weight", 150, "lb", "kg", 68.04),
        ("height", 70, "in", "cm", 177.8),
        ("pco2", 5.33, "kPa", "mmHg", 39.98),
        ("alt", 1, "µkat/L", "U/L", 60),
        ("vitamin_d", 20, "ng/mL", "nmol/L", 49.9),
        ("free_t4", 1, "ng/dL", "pmol/L", 12.87),
    ],
)
def test_published_factors(key: str, number: float, unit: str, to: str, expected: float) -> None:
    assert convert(number, unit, to, measures()[key]) == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("mmol/l", "mmol/L"),
        ("µmol/L", "µmol/L"),
        ("μmol/L", "µmol/L"),
        ("10*3/uL", "10^9/L"),
        ("x 10^9/L", "10^9/L"),
        ("K/uL", "10^9/L"),
        ("mm[Hg]", "mmHg"),
        ("mL/min/1.73 m²", "mL/min/1.73 m²"),
        ("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
        ("Cel", "°C"),
        ("[degF]", "°F"),
        ("beats/min", "/min"),
        ("per minute", "/min"),
        ("m[IU]/L", "mIU/L"),
        ("{INR}", ""),
        ("bananas", None),
        ("", None),
    ],
)
def test_spellings(written: str, unit: str | None) -> None:
    assert unit_of(written) == unit


@pytest.mark.parametrize(
    ("key", "unit", "to"), [("sodium", "mmHg", "mmol/L"), ("albumin", "µmol/L", "g/dL"), ("glucose", "mEq/L", "mg/dL")]
)
def test_units_that_do_not_fit_clash(key: str, unit: str, to: str) -> None:
    with pytest.raises(UnitClash, match="cannot be converted"):
        convert(1, unit, to, measures()[key])


@given(
    number=st.floats(0.01, 1e4),
    pair=st.sampled_from(
        [
            ("glucose", "mg/dL", "mmol/L"),
            ("creatinine", "mg/dL", "µmol/L"),
            ("calcium", "mEq/L", "mg/dL"),
            ("hba1c", "%", "mmol/mol"),
            ("temperature", "°C", "°F"),
            ("white_cells", "/µL", "10^9/L"),
            ("hemoglobin", "mmol/L", "g/dL"),
        ]
    ),
)
def test_there_and_back_is_the_same(number: float, pair: tuple[str, str, str]) -> None:
    key, unit, to = pair
    measure = measures()[key]
    assert convert(convert(number, unit, to, measure), to, unit, measure) == pytest.approx(number, rel=1e-9, abs=1e-9)
