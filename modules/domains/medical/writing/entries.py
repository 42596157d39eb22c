"""What a document can be made of: lines of the record in time order, each with the statements that carry it."""

from __future__ import annotations

from dataclasses import dataclass

from modules.core.findings import Citation
from modules.domains.medical.record import Section
from modules.domains.medical.writing.rows import Value


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that a rule took or realised from the record.

    Attributes:
        text: a whole sentence.
        section: what it is about.
        sources: the statements that carry it, the telling one first.
        date: ISO 8601 of what it says, "" where nothing says it.
        verbatim: whether it is the record's own sentence.
        heading: the heading that it stands under in its note.
        row: whether it was a row of a table.
        value: what that row measures, where its columns say so.
    """

    text: str
    section: Section
    sources: tuple[Citation, ...]
    date: str = ""
    verbatim: bool = False
    heading: str = ""
    row: bool = False
    value: Value | None = None
