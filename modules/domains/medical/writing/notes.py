"""A written note as lines for another document: its own sentences, without headings, letterheads and marks of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.medical.headings import section_of
from modules.domains.medical.record import Note, Section, Statement
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.rows import worded
from modules.domains.medical.writing.topics import background

_LIST_MARK = re.compile(r"^\s*(?:[-*•–+]|\(?\d{1,2}[.)])\s+")
_TITLE_WORDS = 4
_PROBLEM = re.compile(r"\(?\d{1,2}[.)]\s+[A-Z][\w /'’-]{2,50}[.:]")
_BY_PROBLEM = (Section.ASSESSMENT, Section.PLAN)
_VITALS = re.compile(
    r"(?:blood pressure|heart rate|pulse|respiratory rate|temperature|oxygen saturation|spo2|weight|height|bmi)\b",
    re.IGNORECASE,
)
_ADMINISTRATIVE = re.compile(
    r"^\W*(?:(?:patient )?name|d\.?o\.?b\.?|date of birth|born|mrn|medical record|account|address|phone|tel|fax|sex"
    r"|gender|age|page|date"
    r"|attending|provider|physician|dictated|transcribed|signed|electronically signed|cc|dear|sincerely|regards"
    r"|yours|ward|nhs|hospital no)\b[^.]{0,80}$",
    re.IGNORECASE,
)


def entries(note: Note) -> Iterator[Entry]:
    """Yield the sentences of a written note, each as it stands, and the rows of its tables in words."""
    problem: Statement | None = None
    for statement in note.statements:
        if _PROBLEM.fullmatch(statement.text) and statement.section in _BY_PROBLEM:
            problem = statement  # "1. Heart failure." opens what is to be done about it
            continue
        row = worded(statement)
        text = row.text if row else _bare(statement)
        if statement.section is Section.FRAME or not content_stems(text) or _ADMINISTRATIVE.match(text):
            continue
        if row is None and _is_title(statement, text):
            continue
        sources: tuple[Citation, ...] = (statement.place,)
        if problem is not None and problem.section is statement.section:
            text = f"{_LIST_MARK.sub('', problem.text).rstrip('.,:')}: {text}"
            sources = (statement.place, problem.place)
        problem = None
        yield Entry(
            text,
            _measured(text) if row and row.repeats else _section(statement, text),
            sources,
            statement.date,
            verbatim=True,
            heading=statement.heading,
            repeats=row.repeats if row else "",
        )


def _is_title(statement: Statement, text: str) -> bool:
    """Tell whether a line only says what kind of document it is."""
    return statement.section is Section.OTHER and len(text.split()) <= _TITLE_WORDS and text[-1] not in ".!?;"


def _bare(statement: Statement) -> str:
    """Return a statement without the heading that it repeats, and the mark of its list."""
    text = _LIST_MARK.sub("", statement.text)
    heading = statement.heading.strip(" :")
    announces = section_of(heading) is not Section.OTHER  # "Penicillin: rash" under "Allergies" loses nothing
    if heading and announces and len(heading.split()) <= _TITLE_WORDS - 1 and text.lower().startswith(heading.lower()):
        rest = text[len(heading) :].lstrip()
        if not rest or rest[0] in ":-–.":
            text = rest.lstrip(" :-–.")
    return text.strip()


def _measured(text: str) -> Section:
    return Section.VITALS if _VITALS.match(text) else Section.RESULTS


def _section(statement: Statement, text: str) -> Section:
    if statement.section is not Section.OTHER:
        return statement.section
    return background(text) or Section.OTHER
