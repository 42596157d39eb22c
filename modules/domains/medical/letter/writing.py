"""A letter to the patient from a signed note and confirmed facts: nothing else is said, each line has its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from modules.domains.medical.draft import Draft, Line, Origin, Part
from modules.domains.medical.fact import Facts
from modules.domains.medical.headings import section_of
from modules.domains.medical.letter.addressing import addressed, speaks_on
from modules.domains.medical.letter.frequencies import plain_frequencies
from modules.domains.medical.letter.kept import kept
from modules.domains.medical.letter.medicines import allergy_lines, medicine_lines, medicine_remarks
from modules.domains.medical.letter.plain_words import plain
from modules.domains.medical.letter.shortening import shortened
from modules.domains.medical.reading_grade import Readability, readability
from modules.domains.medical.record import Patient, Section

TEMPLATE = "patient letter"
_MOST_NAMED = 8  # hard words in the remark
_MOST_WHY = 4  # lines
_TITLES = {
    "why": "Why you came",
    "found": "What we found",
    "medicines": "Your medicines",
    "allergies": "Allergies",
    "next": "What to do next",
    "call": "When to call",
}
# What the letter says where the note and the facts say nothing: an empty section would read as "nothing to do".
_SILENT = {
    "medicines": "Your notes name no medicines.",
    "allergies": "Your notes do not say if you have allergies. Tell us if you do.",
    "call": "Your notes do not say when to call. Ask us.",
}
_WHY = (Section.COMPLAINT, Section.HISTORY)
_FOUND = (Section.RESULTS, Section.ASSESSMENT, Section.COURSE, Section.PROCEDURES, Section.OTHER)
_NEXT = (Section.PLAN,)
_TO_CALL = re.compile(
    r"^(?=.*\b(?:if|should|worse\w*|develop\w*|unless|any)\b).*\b(?:call|contact|phone|ring|come back|return|emergency"
    r"|seek|let (?:us|me) know|911|999)\b",
    re.IGNORECASE | re.DOTALL,
)
_TO_DO = re.compile(
    r"\b(?:will|should|continue|follow[- ]?up|return|recommend\w*|order\w*|refer\w*|prescri\w+|start|stop|increase"
    r"|decrease|schedule\w*|obtain|repeat|advised?|instructed|avoid|take|recheck|plan to)\b",
    re.IGNORECASE,
)
_VERBLESS = re.compile(r"^(?!.*\b(?:you|is|are|was|were|has|have|had|came|i|we|he|she)\b)", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[•*–-]|\(?\d{1,2}[.)](?=\s+[A-Z]))\s*")
# What a template prints before a sentence tells a patient nothing: "Medical Reasoning: He has"; "Left knee: pain" does.
_LABEL_WORDS = (
    "medical|reasoning|treatment|decision|making|patient|education|counsell?ing|additional|testing|specialist"
    "|referrals?|agreements?|plan|instructions?|assessment|impression|recommendations?|management|disposition|and"
)
_LABEL = re.compile(rf"^(?:(?:{_LABEL_WORDS})[ /]?)+:\s+(?=\S)", re.IGNORECASE)
_LONGEST_COMPLAINT = 8  # words


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the patient, and how hard it is to read.

    Attributes:
        draft: its sections and lines, each with its sources, but for those that say that the notes are silent.
        wanted: the school grade that was asked for.
        readability: what was measured of its lines, headings not counted.
    """

    draft: Draft
    wanted: int
    readability: Readability

    @property
    def reached(self) -> bool:
        """Whether it is as easy as was asked for."""
        return self.readability.grade <= self.wanted


class _Placed(NamedTuple):
    """A line of the signed note and the section of the letter that it goes to; `pronouns`: "he" is the patient."""

    key: str
    line: Line
    pronouns: bool


def write_letter(draft: Draft, facts: Facts, patient: Patient, grade: int) -> Letter:
    """Write the letter.

    Wording is only ever changed by steps that are checked to keep every figure, date, negation and side of the line;
    a step that would not is left out for that line.

    Args:
        draft: the signed note.
        facts: as the clinician confirmed them; medicines and allergies come from here alone.
        patient: whom it is about: the name is turned to "you", too.
        grade: the school grade, by Flesch-Kincaid, that it should not exceed.
    """
    placed = [*_placed(draft, patient)]
    sections = {key: _numbered(key, [_plain(one, patient) for one in placed if one.key == key]) for key in _TITLES}
    sections |= {"medicines": medicine_lines(facts), "allergies": allergy_lines(facts)}
    for key, sentence in _SILENT.items():
        sections[key] = sections[key] or (Line(f"{key}-1", sentence, Origin.FACTS),)
    parts = tuple(
        Part(key, title, sections[key], bulleted=key not in ("why", "found")) for key, title in _TITLES.items()
    )
    title = f"Letter to {patient.name}" if patient.name else "Letter to the patient"
    letter = Draft(TEMPLATE, title, draft.documents, parts, remarks=tuple(medicine_remarks(facts)))
    return with_remark(_eased(letter, grade), grade)


def measured(draft: Draft) -> Readability:
    """Return the readability of a letter's lines."""
    return readability("\n\n".join(line.text for line in draft.lines))


def prepared(text: str) -> str:
    """Take an item's number and a template's label from a line, and write "BID" as two times a day.

    These change how figures are written; the steps behind them may not.
    """
    return plain_frequencies(_LABEL.sub("", _ITEM.sub("", text)))


def with_remark(draft: Draft, grade: int) -> Letter:
    """Measure a letter; one that is harder than the grade asked for gets a remark with the words that make it so."""
    found = measured(draft)
    if found.grade > grade:
        hard = ", ".join([word for word, _ in found.long_words if word.isalpha()][:_MOST_NAMED])
        because = f" These words keep it up: {hard}." if hard else " Its sentences are long."
        said = f"The letter reads at grade {found.grade:.1f}, above the {grade} you chose.{because}"
        draft = replace(draft, remarks=(*draft.remarks, said))
    return Letter(draft, grade, found)


def _placed(draft: Draft, patient: Patient) -> Iterator[_Placed]:
    """Yield the note's lines with the letter's sections; examination and lists that the facts hold are left out."""
    for part in draft.parts:
        section = section_of(part.title)
        if section not in (*_WHY, *_FOUND, *_NEXT):
            continue
        before = ""
        for line in part.lines:
            yield _Placed(_key(section, line.text), line, not speaks_on(before, patient))
            before = line.text


def _key(section: Section, text: str) -> str:
    if _TO_CALL.search(text):
        return "call"
    if section in _WHY:
        return "why"
    return "next" if section in _NEXT or _TO_DO.search(text) else "found"


def _numbered(key: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    chosen = lines[:_MOST_WHY] if key == "why" else lines
    return tuple(replace(line, id=f"{key}-{number}") for number, line in enumerate(chosen, 1))


def _plain(placed: _Placed, patient: Patient) -> Line:
    """Return a line of the note in plain words, said to the patient."""
    text = prepared(placed.line.text)
    for step in (lambda said: addressed(said, patient, placed.pronouns), plain, _whole):
        text = _checked(text, step)
    return replace(placed.line, text=text)


def _checked(text: str, step: Callable[[str], str]) -> str:
    changed = step(text)
    return changed if kept(text, changed) else text


def _whole(text: str) -> str:
    """Make a complaint that is no sentence one: "Right knee pain" is why the patient came."""
    bare = text.strip().rstrip(".")
    if not bare or bare.endswith(":") or len(bare.split()) > _LONGEST_COMPLAINT or not _VERBLESS.search(bare):
        return text
    return bare[0].upper() + bare[1:] + "."


def _eased(draft: Draft, grade: int) -> Draft:
    """Cut long sentences, those of the hardest line first, until the letter is as easy as asked for."""
    hardest_first = sorted(draft.lines, key=lambda line: -readability(line.text).grade)
    for line in hardest_first:
        if measured(draft).grade <= grade:
            break
        if line.origin is not Origin.FACTS:
            draft = draft.reworded(replace(line, text=_checked(line.text, shortened)))
    return draft
