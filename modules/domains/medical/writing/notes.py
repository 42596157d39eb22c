"""A written note as lines for another document: its own sentences, without headings, letterheads and marks of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.core.text import content_stems
from modules.domains.medical.headings import section_of
from modules.domains.medical.record import Note, Section, Statement
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.topics import background

_LIST_MARK = re.compile(r"^\s*(?:[-*•–+]|\(?\d{1,2}[.)])\s+")
_TITLE_WORDS = 4
_ADMINISTRATIVE = re.compile(
    r"^\W*(?:(?:patient )?name|d\.?o\.?b\.?|date of birth|born|mrn|medical record|account|address|phone|tel|fax|sex"
    r"|gender|age|page|date"
    r"|attending|provider|physician|dictated|transcribed|signed|electronically signed|cc|dear|sincerely|regards"
    r"|yours|ward|nhs|hospital no)\b[^.]{0,80}$",
    re.IGNORECASE,
)


def entries(note: Note) -> Iterator[Entry]:
    """Yield the sentences of a written note, each as it stands."""
    for statement in note.statements:
        text = _bare(statement)
        if not content_stems(text) or _ADMINISTRATIVE.match(text) or _is_title(statement, text):
            continue
        yield Entry(text, _section(statement, text), (statement.place,), statement.date, True, statement.heading)


def _is_title(statement: Statement, text: str) -> bool:
    """Tell whether a line only says what kind of document it is."""
    return statement.section is Section.OTHER and len(text.split()) <= _TITLE_WORDS and text[-1] not in ".!?;"


def _bare(statement: Statement) -> str:
    """Return a statement without the heading that it repeats, the mark of its list and the bars of its row."""
    text = _LIST_MARK.sub("", statement.text)
    heading = statement.heading.strip(" :")
    announces = section_of(heading) is not Section.OTHER  # "Penicillin: rash" under "Allergies" loses nothing
    if heading and announces and text.lower().startswith(heading.lower()):
        rest = text[len(heading) :].lstrip()
        if not rest or rest[0] in ":-–.":
            text = rest.lstrip(" :-–.")
    if " | " in text:
        heads = statement.header.split(" | ") if statement.header else []
        cells = text.split(" | ")
        if len(heads) == len(cells):
            named = [f"{head} {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True) if cell.strip()]
            return f"{cells[0]}: {', '.join(named)}" if named else cells[0]
        return ", ".join(cell for cell in cells if cell.strip())
    return text.strip()


def _section(statement: Statement, text: str) -> Section:
    if statement.section is not Section.OTHER:
        return statement.section
    return background(text) or Section.OTHER
