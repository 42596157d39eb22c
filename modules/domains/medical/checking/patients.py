"""Whether the documents of a chart are about one patient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from modules.core.findings import Citation, Finding, Severity
from modules.domains.medical.checking.kinds import ConflictKind
from modules.domains.medical.checking.naming import dated
from modules.domains.medical.checking.noting import finding
from modules.domains.medical.record import Chart, Note, Patient

_WHERE: tuple[tuple[str, Callable[[Patient], str], re.Pattern[str]], ...] = (
    ("birth date", lambda patient: patient.born, re.compile(r"birth|born|\bdob\b|d\.o\.b", re.IGNORECASE)),
    (
        "sex",
        lambda patient: patient.sex,
        re.compile(r"\b(?:fe)?male\b|\b(?:wo)?man\b|\b(?:girl|boy|gentleman|lady)\b", re.I),
    ),
    ("record number", lambda patient: patient.number, re.compile(r"\bmrn\b|record|number|\bid\b", re.IGNORECASE)),
)


def patients(chart: Chart) -> Iterator[Finding]:
    """Yield each particular of the patient that two documents give differently."""
    for what, told, where in _WHERE:
        known = [(note, told(note.patient)) for note in chart.notes if told(note.patient)]
        other = next(((note, value) for note, value in known if value != known[0][1]), None)
        if other is None:
            continue
        (first, value), (second, differs) = known[0], other
        yield finding(
            ConflictKind.PATIENT, Severity.HIGH, f"The {what} differs: {value} and {differs}",
            f"{dated(first)} gives the {what} as {value}, {dated(second)} as {differs}: they may be two patients.",
            (*_quote(first, where), *_quote(second, where)), f"patient {what}",
        )  # fmt: skip


def _quote(note: Note, where: re.Pattern[str]) -> tuple[Citation, ...]:
    """Return the statement that gives a particular; the note's first where none does."""
    found = next((one for one in note.statements if where.search(one.text)), None)
    return tuple(one.place for one in (found or next(iter(note.statements), None),) if one)
