"""Reading documents as a chart: where sections begin, who speaks, what day it was, whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateutil import parser

from modules.core.findings import Citation
from modules.core.text import sentences
from modules.core.types import Page
from modules.domains.medical.record import Chart, Note, Patient, Section, Speaker, Statement
from modules.domains.medical.splitting import MedicalOutline

_SPEAKER = re.compile(
    r"^[\[(]?(?P<who>doctor|dr|physician|clinician|gp|provider|nurse|patient|pt|mother|father|wife|husband|daughter|son"
    r"|carer|guest[ _]\w+)(?:[\])]\s*:?|\s*:)\s*",
    re.IGNORECASE | re.MULTILINE,
)
_CLINICIANS = frozenset("doctor dr physician clinician gp provider nurse".split())  # noqa: SIM905
_PATIENTS = frozenset(("patient", "pt"))
_LEAST_TURNS = 3
_SECTIONS: tuple[tuple[Section, str], ...] = (
    (Section.COMPLAINT, r"complaint|reason for"),
    (Section.REVIEW, r"review of systems|\bros\b"),
    (Section.FAMILY, r"family|\bfhx?\b"),
    (Section.SOCIAL, r"social|\bshx?\b"),
    (Section.SURGERY, r"surgical|\bpsh"),
    (Section.ALLERGIES, r"allerg"),
    (Section.MEDICATIONS, r"medication|medicine|\bdrugs?\b|\bdh\b|\brx\b"),
    (Section.IMMUNISATIONS, r"immuni[sz]ation|vaccin"),
    (Section.VITALS, r"vital"),
    (Section.EXAM, r"exam|\bo/e\b|objective"),
    (Section.RESULTS, r"result|labs?\b|laborator|imaging|investigation|radiolog|finding"),
    (Section.PROCEDURES, r"procedure|operation"),
    (Section.COURSE, r"course"),
    (Section.PAST, r"past|medical history|\bpmhx?\b|problem list|gyn"),
    (Section.HISTORY, r"history|\bhpi\b|subjective|interval"),
    (Section.ASSESSMENT, r"assessment|impression|diagnos|\bimp\b|a/p"),
    (Section.PLAN, r"plan|recommend|instruction|follow|disposition"),
)
_DAY = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov|dec)[a-z]* \d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? "
    r"\d{4})\b",
    re.IGNORECASE,
)
_BEGINNING = 1_500  # characters in which a note says its date and whom it is about


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read: its id, its name and its pages in order."""

    document_id: str
    name: str
    pages: Sequence[Page]


def read_chart(sources: Sequence[Source]) -> Chart:
    """Read documents as the chart of one patient, in time order."""
    notes = sorted((read_note(source) for source in sources), key=lambda note: (not note.date, note.date))
    return Chart(tuple(notes), tuple(_remarks(notes)))


def read_text(text: str, name: str = "") -> Note:
    """Read a text that is no document, e.g. a draft, as a note; its citations carry an empty document id."""
    return read_note(Source("", name, (Page(1, text),)))


def read_note(source: Source) -> Note:
    """Read one document."""
    text = "\n".join(page.text for page in source.pages)
    dialogue = len(_SPEAKER.findall(text)) >= _LEAST_TURNS
    day = _date(text[:_BEGINNING])
    statements = tuple(_turns(source) if dialogue else _written(source))
    return Note(
        source.document_id,
        source.name,
        day,
        "Transcript of a visit" if dialogue else source.name,
        dialogue,
        Patient(),
        tuple(replace(one, date=one.date or day) for one in statements),
    )


def section_of(heading: str) -> Section:
    """Return what a heading announces."""
    return next((section for section, name in _SECTIONS if re.search(name, heading, re.IGNORECASE)), Section.OTHER)


def _written(source: Source) -> Iterator[Statement]:
    outline = MedicalOutline()
    heading, section = "", Section.OTHER
    for page in source.pages:
        headings = iter([*outline.headings(page)])
        coming = next(headings, None)
        for start, end in sentences(page.text):
            while coming and coming.start <= start:
                heading = coming.title
                found = section_of(heading)
                section = found if found is not Section.OTHER or coming.level <= 2 else section
                coming = next(headings, None)
            header = next((block.header for block in page.blocks if block.start <= start < block.end), "")
            yield _printed(Statement(_cited(source, page, start, end), section, heading, header), page)


def _turns(source: Source) -> Iterator[Statement]:
    asked: Citation | None = None
    for page in source.pages:
        marks = list(_SPEAKER.finditer(page.text))
        ends = [mark.start() for mark in marks[1:]] + [len(page.text)]
        for mark, end in zip(marks, ends, strict=True):
            speaker = _speaker(mark["who"])
            question: Citation | None = None
            for first, last in sentences(page.text[mark.end() : end]):
                place = _cited(source, page, mark.end() + first, mark.end() + last)
                said = Statement(
                    place, Section.OTHER, speaker=speaker, answers=asked if speaker is not Speaker.CLINICIAN else None
                )
                yield _printed(said, page)
                question = place if "?" in place.text else question
            if speaker is Speaker.CLINICIAN:
                asked = question


def _printed(statement: Statement, page: Page) -> Statement:
    place = statement.place
    text = page.text[place.start : place.end]
    return statement if text == place.text else replace(statement, printed=text)


def _speaker(who: str) -> Speaker:
    who = who.lower()
    if who in _CLINICIANS:
        return Speaker.CLINICIAN
    return Speaker.PATIENT if who in _PATIENTS else Speaker.COMPANION


def _cited(source: Source, page: Page, start: int, end: int) -> Citation:
    return Citation(source.document_id, page.number, start, end, " ".join(page.text[start:end].split()))


def _date(text: str) -> str:
    match = _DAY.search(text)
    if not match:
        return ""
    try:
        found: date = parser.parse(match.group()).date()
    except (ValueError, OverflowError):
        return ""
    return found.isoformat()


def _remarks(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        if not note.statements:
            yield f"{note.name} holds no text."
        elif not note.date:
            yield f"{note.name} does not say its date; it stands last."
