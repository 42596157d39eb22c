"""How findings name the documents that they compare."""

from __future__ import annotations

from modules.domains.medical.checking.held import Record
from modules.domains.medical.fact import Fact
from modules.domains.medical.record import Note


def told_in(known: Record, fact: Fact) -> str:
    """Return the document that states a fact, with its day."""
    notes = (note for note in known.chart.notes if note.document_id == fact.source.document_id)
    note = next(notes, None)
    return dated(note) if note else "a document"


def dated(note: Note) -> str:
    """Return a document's name with its day, where it says one."""
    return f"{note.name} ({note.date})" if note.date else f"{note.name} (no date)"
