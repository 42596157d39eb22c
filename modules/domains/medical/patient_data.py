"""The workflow behind the tab of patient data: a chart's values over time, and what else fills the forms of scores."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from modules.core.types import Progress
from modules.domains.medical.fact import Facts, Kind
from modules.domains.medical.facts import corrected, extract
from modules.domains.medical.facts.correcting import Decision
from modules.domains.medical.measures.reading import read_measures
from modules.domains.medical.measures.series import Measures
from modules.domains.medical.reading import Source, read_chart
from modules.domains.medical.record import Patient

_NONE: Mapping[str, Decision] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PatientData:
    """What a chart holds for tables, trends and scores.

    Attributes:
        measures: all values over time.
        problems: the facts that answer a score's questions, as they were found.
        patient: whom the chart is about.
        remarks: what must be known of the chart, a sentence each.
        corrections: the mark of the clinician's corrections with which the values were read.
    """

    measures: Measures
    problems: Facts
    patient: Patient
    remarks: tuple[str, ...] = ()
    corrections: str = ""

    def problems_with(self, corrections: Mapping[str, Decision]) -> Facts:
        """Return the problems as the clinician has corrected them by now, those that he added among them."""
        return Facts(corrected(self.problems, corrections).of(Kind.PROBLEM))

    def is_older_than(self, corrections: Mapping[str, Decision]) -> bool:
        """Tell whether facts were corrected since the values were read."""
        return self.corrections != mark(corrections)


def mark(corrections: Mapping[str, Decision]) -> str:
    """Return what tells one state of the clinician's corrections from another; "" where there are none."""
    said = "\n".join(f"{key}\t{one.verdict}\t{one.wording}" for key, one in sorted(corrections.items()))
    return hashlib.sha256(said.encode()).hexdigest() if said else ""


def read_patient_data(
    load: Callable[[], Sequence[Source]], corrections: Mapping[str, Decision] = _NONE
) -> Generator[Progress, None, PatientData]:
    """Read a chart's documents as tables, trends and scores need them.

    Args:
        load: returns the documents; called once.
        corrections: what the clinician has corrected in the chart's facts so far, by the id of the fact. A table's
            values stand as they are written; what is said in sentences is read as it was corrected.
    """
    yield Progress(0, 3, "Reading the documents")
    sources = load()
    chart = read_chart(sources)
    yield Progress(1, 3, "Looking for problems and for values in the text")
    facts = extract(chart)
    yield Progress(2, 3, "Putting the values in order of time")
    found = read_measures(sources, chart, corrected(facts, corrections))
    problems = Facts(facts.of(Kind.PROBLEM))
    return PatientData(found, problems, chart.patient, chart.remarks, mark(corrections))
