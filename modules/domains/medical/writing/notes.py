"""A written note as lines for another document: its own sentences, without headings, letterheads and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.medical.frame import is_administrative, is_signature
from modules.domains.medical.headings import section_of
from modules.domains.medical.record import Note, Section, Statement
from modules.domains.medical.writing import rows
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.topics import background

_ITEM = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_LIST_MARK = re.compile(r"^\s*(?:[-*•–+]|\(?\d{1,2}[.)])\s+")
_TITLE_WORDS = 4
_STOPS = (".", "!", "?", ";")
# A word or two that opens a paragraph, and what follows it is about.
_RUN_IN = frozenset((Section.COURSE, Section.ASSESSMENT, Section.PLAN))
_NO_TITLE = re.compile(
    r"(?:no|not|never|none|nil|stable|unchanged|improv\w+|resolved|well|good|fair|guarded|critical|continue|stop|start"
    r"|increase|reduce|decrease|hold|repeat|return|discharge\w*|follow\w*|check|order|refer|monitor|avoid|target|take|give|use"
    r"|drink|eat|weigh|walk|call|see|ask|bring|keep|wear|rest|try|write)\b|.*\d",
    re.IGNORECASE,
)
# "Do not restart either." says nothing without the sentence before it.
_LEANS = re.compile(r"\b(?:either|neither|both|these|those|them|it|this|that)\b", re.IGNORECASE)
_LEANING_WORDS = 6
_ALONE = re.compile(r"(?:none|nil|n/?a|no|yes|unknown|negative|positive|normal|unremarkable)\W*", re.IGNORECASE)


def entries(note: Note) -> Iterator[Entry]:
    """Yield the sentences of a written note, each as it stands, and the rows of its tables as sentences."""
    pairs = list(rows.headed(list(_of_the_patient(note.statements))))
    around = [None, *(statement for statement, _ in pairs), None]
    title: tuple[str, Citation] | None = None
    last: Entry | None = None
    for before, (statement, head), following in zip(around, pairs, around[2:], strict=False):
        if rows.is_row(statement.text):
            if last:
                yield last
            last = None
            yield from _of_row(statement, head)
            continue
        text = _bare(statement)
        if _is_run_in(statement, text, following, before):
            title = (text.rstrip(" .:"), statement.place)
            continue
        announces = text.endswith(":") and following is not None and rows.is_row(following.text)
        if not content_stems(text) or announces or _is_title(statement, text):
            title = None
            continue
        sources = (statement.place, title[1]) if title else (statement.place,)
        text = f"{title[0]}: {text}" if title else text
        entry = Entry(text, _section(statement, text), sources, statement.date, True, statement.heading)
        title = None
        if last and _leans(statement, before, text):
            entry = replace(last, text=f"{last.text} {text}", sources=(*last.sources, statement.place))
        elif last:
            yield last
        last = entry
    if last:
        yield last


def _of_row(statement: Statement, head: Statement | None) -> Iterator[Entry]:
    text = rows.told(statement, head)
    if content_stems(text) or re.search(r"\d", text):
        sources = (statement.place, head.place) if head else (statement.place,)
        value = rows.value_of(statement, head)
        section = _section(statement, text)
        yield Entry(text, section, sources, statement.date, False, statement.heading, True, value)


def _of_the_patient(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements without letterhead, lines of administration and what stands below a signature."""
    unopened = (Section.OTHER, Section.FRAME)
    headed = any(statement.section not in unopened for statement in statements)
    opened, signed = not headed, ""
    for statement in statements:
        text = statement.text
        opened = opened or statement.section not in unopened
        if signed and (statement.heading == signed or not statement.heading):
            continue
        signed = statement.heading if is_signature(text) else ""
        if signed or is_administrative(text) or (statement.section is Section.FRAME and not rows.is_row(text)):
            continue
        if opened or text.endswith(_STOPS):
            yield statement


def _is_run_in(statement: Statement, text: str, following: Statement | None, before: Statement | None) -> bool:
    """Tell whether a statement only names what the rest of its paragraph is about."""
    if following is None or following.place.page != statement.place.page or not text.endswith("."):
        return False
    known = text.rstrip(" .").lower() == statement.heading.lower() or statement.section in _RUN_IN
    opens = (
        before is None
        or bool(_LIST_MARK.match(statement.text))
        or before.place.page != statement.place.page
        or statement.place.start - before.place.end > 1
    )
    listed = [bool(_ITEM.match(one.text)) for one in (statement, following)]
    goes_on = following.place.start - statement.place.end == 1 and not all(listed)  # the next item is another thing
    return known and opens and goes_on and len(text.split()) <= _TITLE_WORDS and not _NO_TITLE.match(text)


def _leans(statement: Statement, before: Statement | None, text: str) -> bool:
    """Tell whether a short sentence refers to the one before it in its paragraph."""
    return (
        before is not None
        and before.place.page == statement.place.page
        and statement.place.start - before.place.end == 1
        and before.section is statement.section
        and before.text.endswith(_STOPS)
        and len(text.split()) <= _LEANING_WORDS
        and bool(_LEANS.search(text))
    )


def _is_title(statement: Statement, text: str) -> bool:
    """Tell whether a line only says what kind of document or part it is."""
    if text.endswith(_STOPS) or len(text.split()) > _TITLE_WORDS:
        return text.endswith(":") and section_of(text.rstrip(":")) is not Section.OTHER
    return statement.section is Section.OTHER or text.lower() == statement.heading.strip(" :").lower()


def _bare(statement: Statement) -> str:
    """Return a statement without the heading that it repeats and the mark of its list."""
    text = _LIST_MARK.sub("", statement.text).strip()
    heading = statement.heading.strip(" :")
    announces = section_of(heading) is not Section.OTHER  # "Penicillin: rash" under "Allergies" loses nothing
    if heading and announces and text.lower().startswith(heading.lower()):
        rest = text[len(heading) :].lstrip()
        if not rest or (rest[0] in ":-–." and not _ALONE.fullmatch(rest.lstrip(" :-–."))):
            text = rest.lstrip(" :-–.")
    return text


def _section(statement: Statement, text: str) -> Section:
    if statement.section is not Section.OTHER:
        return statement.section
    return background(text) or Section.OTHER
