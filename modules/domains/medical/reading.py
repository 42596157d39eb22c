"""Reading documents as a chart: where sections begin, who speaks, what day it was, whom it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from modules.core.findings import Citation
from modules.core.text import sentences
from modules.core.types import Page
from modules.domains.medical.cells import cells_of, is_void
from modules.domains.medical.days import DAY, day_of, days, is_day_first, period_of
from modules.domains.medical.frame import is_about_the_patient, is_frame
from modules.domains.medical.headings import heading_in, section_of
from modules.domains.medical.identity import Identities, contradictions, identities, together
from modules.domains.medical.lines import in_reach, split_at_lines
from modules.domains.medical.record import Chart, Note, Section, Speaker, Statement
from modules.domains.medical.roles import righted
from modules.domains.medical.sections import Sections
from modules.domains.medical.splitting import MedicalOutline
from modules.domains.medical.turns import is_dialogue, said_in, topic_of, turns
from modules.domains.medical.visits import Visit, visit_at, visits_in

_LABELLED_DAY = re.compile(
    r"\b(?:date of (?:visit|service|note|encounter|consultation|dictation|report|letter|clinic|review"
    r"|discharge|evaluation|examination)"
    r"|(?:visit|note|encounter|clinic|letter|report|service|discharge|consultation|dictation) date"
    r"|dictated|seen on|reviewed on|date(?: and time)?"
    rf"|discharged(?: on)?|date discharged|discharge)\s*(?:[:|–-]|on)?\s*(?P<day>{DAY})",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"(?:born|birth|d\.?o\.?b\.?)\W{0,6}(?:on |is )?$", re.IGNORECASE)
_KINDS = re.compile(
    r"\b(?:(?:hospital )?discharge (?:summary|letter)|(?:clinic|progress|admission|consultation|consult"
    r"|operative|nursing|triage|procedure|follow[- ]?up|telephone|office|soap) (?:note|letter|report)"
    r"|referral letter|history and physical|radiology report|pathology report|laboratory report"
    r"|lab(?:oratory)? results|emergency department (?:note|report)|handover|operative report"
    r"|echo(?:cardiogram)? report|death summary|transfer summary|care plan|medication list)\b",
    re.IGNORECASE,
)
_BEGINNING = 1_500  # characters in which a note says its date and whom it is about
_HEAD_LINES = 12  # lines in which a day that stands without a label is the note's
_SHORT_LINE = 70
_VOID_TOLD = 5  # rows entered in error that the remark names
_WARNS = re.compile(r"allerg|anaphyla|alert|warning|resuscitat|\bDN[AR]", re.IGNORECASE)
_RUNNING = 3  # pages on which a line at the head or the foot comes back that is no part of the record
_HEAD, _FOOT = 4, 1  # lines of a page among which such lines stand
_DAY_OF_YEAR = re.compile(r"\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_BY_PROBLEM = frozenset((Section.ASSESSMENT, Section.PLAN))
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read: its id, its name and its pages in order."""

    document_id: str
    name: str
    pages: Sequence[Page]


def read_chart(sources: Sequence[Source], today: date | None = None) -> Chart:
    """Read documents as the chart of one patient, in time order.

    Args:
        sources: the documents.
        today: days after it are remarked upon; the machine's day where it is left out.
    """
    read = sorted((_read(source) for source in sources), key=lambda one: (not one[0].date, one[0].date))
    remarks = _remarks(read, (today or date.today()).isoformat())
    return righted(Chart(tuple(note for note, _ in read), tuple(remarks)))


def read_text(text: str, name: str = "") -> Note:
    """Read a text that is no document, e.g. a draft, as a note; its citations carry an empty document id."""
    return read_note(Source("", name, (Page(1, text),)))


def read_note(source: Source) -> Note:
    """Read one document."""
    return _read(source)[0]


def _read(source: Source) -> tuple[Note, Identities]:
    text = "\n".join(page.text for page in source.pages)
    dialogue = is_dialogue(text)
    day_first = is_day_first(text)
    visits = () if dialogue else visits_in(source.pages, day_first=day_first)
    days = tuple(sorted({one.day for one in visits}))
    day = days[-1] if days else _day(text[:_BEGINNING], dialogue=dialogue, day_first=day_first)
    who = identities(text, dialogue=dialogue, day_first=day_first)
    found = tuple(_spoken(source) if dialogue else _written(source, visits, day_first=day_first))
    voided = tuple(one.place for one in found if not dialogue and is_void(one.text))
    note = Note(
        source.document_id,
        source.name,
        day,
        "Transcript of a visit" if dialogue else _title(text) or source.name,
        dialogue,
        who.patient(day),
        tuple(one if one.date else replace(one, date=day) for one in found if one.place not in voided),
        voided,
        days,
    )
    return note, who


def _running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Return the lines that come back at the head or the foot of pages: a letterhead, a name, who signs.

    A banner that warns of an allergy comes back, too, and is no such line.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [" ".join(line.split()) for line in page.text.splitlines() if line.strip()]
        head = takewhile(lambda line: section_of(line.partition(":")[0]) is Section.OTHER, lines[:_HEAD])
        seen.update({*head, *lines[max(_HEAD, len(lines) - _FOOT) :]})
    return frozenset(line for line, count in seen.items() if count >= _RUNNING and not _is_record(line))


def _is_record(line: str) -> bool:
    return section_of(line.partition(":")[0]) is not Section.OTHER or bool(_WARNS.search(line))


def _written(source: Source, visits: Sequence[Visit], *, day_first: bool) -> Iterator[Statement]:
    outline = MedicalOutline()
    sections, dated, begun = Sections(), "", False
    visit, first = None, source.pages[0].number if source.pages else 0
    running = _running_lines(source.pages)
    for page in source.pages:
        titles = {found.start: found for found in outline.headings(page)}
        header, before = "", 0
        for start, end in in_reach(page.text, split_at_lines(page.text, sentences(page.text))):
            text = page.text[start:end]
            if (at := visit_at(page.number, start, visits)) != visit:
                visit, sections, dated, begun, first = at, Sections(), "", False, page.number
            printed = heading_in(text)
            if sections.section in _BY_PROBLEM and _NUMBERED.match(text):
                sections.name(printed.title if printed else sections.heading)  # "6. Medication safety.": of the plan
            elif printed and (printed.section is not Section.OTHER or printed.end >= len(text)):
                dated = period_of(text, day_first=day_first)
                sections.announce(printed.title, printed.section, inline=printed.end < len(text))
            elif printed:
                sections.name(printed.title)
            elif start in titles:
                title = titles[start].title
                dated = period_of(title, day_first=day_first) or dated
                sections.announce(title, Section.OTHER, inline=False)
            else:
                sections.read(text, after_blank=page.text[before:start].count("\n") > 1)
            before = end
            header = _header(page, start, text, header)
            opening = page.number == first and not begun
            frame = _is_headings(page, start) or is_frame(text, header, opening=opening)
            frame = frame or " ".join(text.split()) in running
            begun = begun or sections.section is not Section.OTHER
            statement = Statement(
                _cited(source, page, start, end),
                Section.FRAME if frame else sections.section,
                sections.heading,
                "" if is_about_the_patient(header) else header,
            )
            day = _day_at(text, day_first=day_first) or dated or (visit.day if visit else "")
            yield _with_print(replace(statement, date=day), text)


def _is_headings(page: Page, start: int) -> bool:
    """Tell whether the column headings of a table stand here, however the reader joined their cells."""
    block = next((one for one in page.blocks if one.kind == "table" and one.start == start), None)
    return block is not None and bool(block.header) and not is_about_the_patient(block.header)


def _header(page: Page, start: int, text: str, before: str) -> str:
    """Return the column headings that a row stands under: as the reader knows them, else the rows' first one."""
    block = next((one for one in page.blocks if one.kind == "table" and one.start <= start < one.end), None)
    if block:
        first = page.text[block.start : block.end].split("\n", 1)[0]
        # a first row that was taken for a second line of the headings
        return first if first.count(" | ") == block.header.count(" | ") > 0 else block.header
    if " | " not in text:
        return ""
    return before or (
        text if not re.search(r"\d{2}|\d\.\d", _DAY_OF_YEAR.sub("", re.sub(DAY, "", text, flags=re.IGNORECASE))) else ""
    )


def _spoken(source: Source) -> Iterator[Statement]:
    asked: Citation | None = None
    speaker, section = Speaker.CLINICIAN, Section.OTHER
    for page in source.pages:
        for turn in turns(page, speaker):
            speaker = turn.speaker
            question: Citation | None = None
            told = page.text[turn.start : turn.end]
            for first, last in in_reach(told, said_in(told)):
                start, end = turn.start + first, turn.start + last
                text = page.text[start:end]
                if not text.strip(" .,-–\n"):
                    continue
                place = _cited(source, page, start, end)
                asks = "?" in text
                if speaker is Speaker.CLINICIAN:
                    section = (
                        (topic_of(text) or section)
                        if asks and topic_of(text)
                        else Section.OTHER
                        if asks or len(text) > _SHORT_LINE
                        else section
                    )
                question = place if asks else question
                answers = asked if speaker is not Speaker.CLINICIAN else None
                yield _with_print(Statement(place, section, speaker=speaker, answers=answers), text)
            if speaker is Speaker.CLINICIAN:
                asked = question or asked


def _with_print(statement: Statement, text: str) -> Statement:
    return statement if text == statement.text else replace(statement, printed=text)


def _cited(source: Source, page: Page, start: int, end: int) -> Citation:
    return Citation(source.document_id, page.number, start, end, " ".join(page.text[start:end].split()))


def _day(beginning: str, *, dialogue: bool, day_first: bool) -> str:
    """Return the day of a note: where a label says so, else on a short line of its head that is no birth."""
    for match in _LABELLED_DAY.finditer(beginning):
        if not _BIRTH.search(beginning[: match.start("day")]):
            found = day_of(match["day"], day_first=day_first)
            if found:
                return found
    if dialogue:
        return ""
    position = 0
    for line in beginning.split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if len(line) <= _SHORT_LINE:
            for day in days(line, day_first=day_first):
                if not _BIRTH.search(line[: day.start]) and not re.search(
                    r"admi|birth|born|surgery|since|20\d\d.*-.*20\d\d", line, re.IGNORECASE
                ):
                    return day.iso
        position += len(line) + 1
    return ""


def _day_at(text: str, *, day_first: bool) -> str:
    """Return the day that a row or a line opens with, or that a heading before a colon bears."""
    opening = re.match(rf"[\W_]*(?:on )?(?P<day>{DAY})\s*(?:[:|,–-]|$)", text[:40], re.IGNORECASE)
    if opening:
        return day_of(opening["day"], day_first=day_first)
    labelled = re.match(rf"[^.:\n|]{{0,60}}?(?P<day>{DAY})[^.:\n|]{{0,20}}:", text[:120], re.IGNORECASE)
    return day_of(labelled["day"], day_first=day_first) if labelled else ""


def _title(text: str) -> str:
    for line in text[:600].splitlines():
        found = _KINDS.search(line)
        if found and len(line.strip()) < _SHORT_LINE:
            return found.group()[0].upper() + found.group()[1:].lower()
    return ""


def _remarks(read: Sequence[tuple[Note, Identities]], today: str) -> Iterator[str]:
    for note, who in read:
        mixed = list(contradictions(who))
        if mixed:
            yield f"{note.name} may speak of two patients: {'; '.join(mixed)}."
        if note.voided:
            yield _told_void(note)
        if not note.statements:
            yield f"{note.name} holds no text."
        elif not note.date:
            yield f"{note.name} does not say its date; it stands last."
        elif note.date > today:
            yield f"{note.name} bears a date in the future, {note.date}."
    if len(read) > 1:
        alone = {difference for _, who in read for difference in contradictions(who)}
        differences = [one for one in contradictions(together(who for _, who in read)) if one not in alone]
        if differences:
            yield f"The documents may be of different patients: {'; '.join(differences)}."


def _told_void(note: Note) -> str:
    """Return which rows of a document were entered in error, as a sentence."""
    rows = [" ".join(cell.text for cell in cells_of(one.text) if cell.text)[:_SHORT_LINE] for one in note.voided]
    told = "; ".join(f"“{row}”" for row in rows[:_VOID_TOLD])
    more = f" and {len(rows) - _VOID_TOLD} more" if len(rows) > _VOID_TOLD else ""
    entries = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
    return f"{note.name} marks {entries} as entered in error; nothing is read from them: {told}{more}."
