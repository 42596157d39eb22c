"""Reading a chart: its notes in time order, what they state, and where two of them contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

from modules.core.findings import Finding
from modules.core.types import Progress
from modules.domains.medical.checking import conflicts
from modules.domains.medical.fact import Facts
from modules.domains.medical.facts import corrected, extract
from modules.domains.medical.facts.correcting import Decision
from modules.domains.medical.record import Chart, Note, Patient

_STEPS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A note without what it says: its place in the chart's time line. The fields are those of `Note`."""

    document_id: str
    name: str
    date: str
    title: str
    dialogue: bool
    patient: Patient
    statements: int


@dataclass(frozen=True, slots=True)
class ChartReading:
    """What is found in a chart before anything is written about it.

    Attributes:
        notes: in time order.
        remarks: as in `Chart`.
        facts: as they were found, whatever has been corrected since.
        conflicts: contradictions between documents, by the facts as they were corrected until then.
    """

    notes: tuple[Heading, ...]
    remarks: tuple[str, ...]
    facts: Facts
    conflicts: tuple[Finding, ...]


def read(gather: Callable[[], Chart], corrections: Mapping[str, Decision]) -> Generator[Progress, None, ChartReading]:
    """Read a chart.

    Args:
        gather: reads the notes.
        corrections: what the clinician has corrected in their facts so far, by the id of the fact.
    """
    yield Progress(0, _STEPS, "Reading the notes")
    chart = gather()
    yield Progress(1, _STEPS, "Finding what they state")
    facts = extract(chart)
    yield Progress(2, _STEPS, "Comparing the documents")
    found = conflicts(chart, corrected(facts, corrections))
    return ChartReading(tuple(_heading(note) for note in chart.notes), chart.remarks, facts, found)


def _heading(note: Note) -> Heading:
    return Heading(
        note.document_id, note.name, note.date, note.title, note.dialogue, note.patient, len(note.statements)
    )
