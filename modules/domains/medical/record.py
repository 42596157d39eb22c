"""A patient's record as the rules read it: notes in time order, each cut into statements that can vouch.

A dictation, a progress note, a letter, a laboratory table and the transcript of a visit all become a `Note`; a chart is
one or more of them. The smallest thing that vouches is a `Statement`: a sentence, a line of a list, a row of a table or
what somebody said in one breath. Everything that is found later (facts, summaries, contradictions) points to statements
by `Citation`, and a citation points to characters of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from modules.core.findings import Citation


class Section(StrEnum):
    """What a part of a note is about, whatever its heading says there."""

    COMPLAINT = "chief complaint"
    HISTORY = "history of present illness"
    REVIEW = "review of systems"
    PAST = "past medical history"
    SURGERY = "past surgical history"
    MEDICATIONS = "medications"
    ALLERGIES = "allergies"
    FAMILY = "family history"
    SOCIAL = "social history"
    IMMUNISATIONS = "immunisations"
    VITALS = "vital signs"
    EXAM = "physical examination"
    RESULTS = "results"  # laboratory and imaging
    PROCEDURES = "procedures"
    COURSE = "hospital course"
    ASSESSMENT = "assessment"
    PLAN = "plan"  # also instructions and follow-up
    FRAME = "frame"  # letterhead, whom it is about, headings, a table's column headings, signature, page foot
    OTHER = "other"


class Speaker(StrEnum):
    """Who says a statement of a dialogue."""

    NOBODY = ""  # a written note
    CLINICIAN = "clinician"
    PATIENT = "patient"
    COMPANION = "companion"  # a relative, a carer, an interpreter


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest stretch of a record that can vouch for something.

    Attributes:
        place: where it stands; `place.text` is its text on one line.
        section: what the part around it is about; in a dialogue, what it seems to be about.
        heading: the innermost heading above it, as printed; "" where there is none.
        header: of a table's row, the column headings, cells joined by " | " as in the text.
        speaker: who says it.
        answers: in a dialogue, the question that this replies to.
        date: ISO 8601, possibly without day or month ("2026-03-26", "2026-03", "2026"): of what it speaks about where
            a heading or the row says so, else of its note; "" where nothing says it.
        printed: the characters from `place.start` to `place.end` as they stand on the page, which `place.text` gives
            on one line; "" where they are the same.
    """

    place: Citation
    section: Section
    heading: str = ""
    header: str = ""
    speaker: Speaker = Speaker.NOBODY
    answers: Citation | None = None
    date: str = ""
    printed: str = ""

    @property
    def text(self) -> str:
        """What it says, on one line."""
        return self.place.text


@dataclass(frozen=True, slots=True)
class Patient:
    """Who a note says that it is about. Every field is as printed, "" where nothing is said.

    Attributes:
        name: given and family name.
        born: ISO 8601 date.
        sex: "female", "male" or "".
        number: of the medical record.
        age: in years at the note's date, where the note prints it or birth and date give it; None where neither does.
    """

    name: str = ""
    born: str = ""
    sex: str = ""
    number: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One document of a chart.

    Attributes:
        document_id, name: of the document.
        date: ISO 8601, when it was written or the visit took place; "" where it does not say.
        title: what kind of document it says it is: "Discharge summary", "Transcript of a visit".
        dialogue: whether it is a transcript of people talking.
        patient: who it is about.
        statements: in reading order.
        voided: rows that say that they were entered in error; they are no statements.
        visits: of a document that tells of several visits, their days (ISO 8601) in order; else empty.
    """

    document_id: str
    name: str
    date: str
    title: str
    dialogue: bool
    patient: Patient
    statements: tuple[Statement, ...]
    voided: tuple[Citation, ...] = ()
    visits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """The notes about one patient in time order, those without a date last.

    Attributes:
        remarks: what the clinician must know before relying on it, a sentence each: two names or birth dates, a note
            without a date or without text.
    """

    notes: tuple[Note, ...]
    remarks: tuple[str, ...] = ()

    @property
    def statements(self) -> Iterator[Statement]:
        """All statements, note after note."""
        return (statement for note in self.notes for statement in note.statements)

    @property
    def patient(self) -> Patient:
        """The patient as the latest note that names somebody or says an age or sex describes him; else nobody."""
        known = [note.patient for note in self.notes if note.patient != Patient()]
        return known[-1] if known else Patient()

    def until(self, day: str) -> Chart:
        """Return the chart as of a day (ISO 8601): without the notes that are dated later."""
        return Chart(tuple(note for note in self.notes if not note.date or note.date[: len(day)] <= day), self.remarks)
