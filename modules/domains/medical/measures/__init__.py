"""Vital signs and laboratory values over time, from any document's tables and from the facts of its prose."""

from modules.domains.medical.measures.catalogue import Measure, measure_of, measures
from modules.domains.medical.measures.reading import read_measures
from modules.domains.medical.measures.series import Band, Flag, Jump, Measures, Series, Value

__all__ = [
    "Band",
    "Flag",
    "Jump",
    "Measure",
    "Measures",
    "Series",
    "Value",
    "measure_of",
    "measures",
    "read_measures",
]
