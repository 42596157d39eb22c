"""The workflow behind the tab of patient data: a chart's values over time, and what else fills the forms of scores."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from modules.core.types import Progress
from modules.domains.medical.fact import Facts, Kind
from modules.domains.medical.facts import extract
from modules.domains.medical.measures.reading import read_measures
from modules.domains.medical.measures.series import Measures
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Patient


@dataclass(frozen=True, slots=True)
class PatientData:
    """What a chart holds for tables, trends and scores.

    Attributes:
        measures: all values over time.
        problems: the facts that answer a score's questions.
        patient: whom the chart is about.
        remarks: what must be known of the chart, a sentence each.
    """

    measures: Measures
    problems: Facts
    patient: Patient
    remarks: tuple[str, ...] = ()


def read_patient_data(load: Callable[[], Sequence[Source]]) -> Generator[Progress, None, PatientData]:
    """Read a chart's documents as tables, trends and scores need them.

    Args:
        load: returns the documents; called once.
    """
    yield Progress(0, 3, "Reading the documents")
    sources = load()
    chart = read_chart(sources)
    yield Progress(1, 3, "Looking for problems and for values in the text")
    facts = extract(chart)
    yield Progress(2, 3, "Putting the values in order of time")
    found = read_measures(sources, chart, facts)
    return PatientData(found, Facts(facts.of(Kind.PROBLEM)), chart.patient, chart.remarks)
