"""Open questions with a rubric: an objective is asked, and the main statements on it are what is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from modules.domains.education.material import Role, Section, Statement
from modules.domains.education.quiz.building import finished
from modules.domains.education.quiz.course import Course
from modules.domains.education.quiz.item import Bloom, Criterion, Item, Kind
from modules.domains.education.quiz.wording import find_name, normal, overlap, plain, stands_alone, stems

_VERBS = {
    Bloom.REMEMBER: "define identify list name recall recognize recognise state label outline",
    Bloom.UNDERSTAND: "describe explain discuss summarize summarise illustrate interpret classify distinguish",
    Bloom.APPLY: "apply calculate compute demonstrate determine solve use predict",
    Bloom.ANALYSE: "analyze analyse compare contrast differentiate examine relate",
    Bloom.EVALUATE: "assess evaluate judge justify defend critique argue",
    Bloom.CREATE: "create design construct formulate propose develop",
}
"""The verbs by which an objective says what it asks for, by level (Anderson and Krathwohl 2001, table 5.1)."""
_LEVEL = {verb: level for level, verbs in _VERBS.items() for verb in verbs.split()}
_MARK = re.compile(r"^(?:[-*•–+]|\(?\w{1,2}[.)])\s+")
_PREAMBLE = re.compile(r"^.{0,80}\b(?:able to|will|should)\s*:?\s+(?=\w)", re.IGNORECASE)
_DRAWN = re.compile(r"\b(?:diagram|figure|graph|map|draw|sketch|label|table|examples?)\b", re.IGNORECASE)
_LEAST, _MOST = 2, 5
_BEARING = 0.4  # share of what the objective's words tell that a statement must hold
# Words of any text: they tell nothing of what a learner knows.
_LOOSE_WORDS = """
although different important usually become because researcher people called certain however takes either much
understand understanding known quite made often thought needed play plays exist exists interested noted studied
available something another while unlike used using several many including include contains contain based example type
types various process related function functions general common make makes result results lead leads occur occurs begin
starts first second third particular must years weeks days three four five number large small great associated involves
"""
_LOOSE = re.compile(rf"ly$|^(?:{'|'.join(_LOOSE_WORDS.split())})$", re.IGNORECASE)
_LEAST_KEYS = 2
_ALIKE = 0.5
_KEYS = 4


def make_opens(course: Course, seed: int) -> Iterator[Item]:  # noqa: ARG001 - nothing is drawn
    """Yield one item for each objective that enough statements of its document answer."""
    for section, statement in course.material.statements(Role.OBJECTIVE):
        asked = _PREAMBLE.sub("", _MARK.sub("", plain(statement.text))).rstrip(". ")
        level = _LEVEL.get(asked.split()[0].lower() if asked else "")
        if level is None or len(asked.split()) < 3 or _DRAWN.search(asked):
            continue
        evidence = _evidence(course, section, asked)
        stem = f"{asked[0].upper()}{asked[1:]}."
        rows = [row for row in (_criterion(course, one, stem) for one in evidence) if len(row.keys) >= _LEAST_KEYS]
        if len(rows) >= _LEAST:
            yield _open(course, section, stem, level, tuple(rows))


def _evidence(course: Course, section: Section, asked: str) -> list[Statement]:
    """Return the statements that answer an objective best, in reading order, none twice."""
    wanted = {word: course.rarity(word) for word in stems(" ".join(asked.split()[1:]))}
    whole = sum(wanted.values()) or 1.0
    scored = []
    for place, said in enumerate(course.said):
        near = said.section.document_id == section.document_id and said.section.path[:1] == section.path[:1]
        held = sum(wanted[word] for word in wanted.keys() & stems(said.text)) / whole if near else 0.0
        if held >= _BEARING and stands_alone(said.text):
            role = {Role.SUMMARY: 0.2, Role.DEFINITION: 0.15}.get(said.statement.role, 0.0)
            scored.append((-(held + role), place, said))
    chosen: list[tuple[int, Statement]] = []
    for _, place, said in sorted(scored, key=lambda one: one[:2]):
        if len(chosen) < _MOST and all(
            overlap(stems(said.text), stems(plain(other.text))) < _ALIKE for _, other in chosen
        ):
            chosen.append((place, said.statement))
    return [statement for _, statement in sorted(chosen, key=lambda one: one[0])]


def _open(course: Course, section: Section, stem: str, level: Bloom, rubric: Sequence[Criterion]) -> Item:
    places = [row.evidence for row in rubric]
    concept = next(course.named_in(stem), None)
    item = Item(
        id="",
        kind=Kind.OPEN,
        stem=stem,
        source=places[0],
        also=tuple(places[1:]),
        explanation="A full answer says: " + " ".join(plain(place.text) for place in places),
        rubric=tuple(rubric),
        bloom=level,
    )
    return finished(item, section=section, concept=concept)


def _criterion(course: Course, statement: Statement, stem: str) -> Criterion:
    """Return a row of the rubric; its keys are what the statement adds to the question, terms of the course first."""
    text = plain(statement.text)
    asked = stems(stem)
    named = ((concept.name, *concept.aliases) for concept in course.named_in(text))
    terms = [next((name for name in names if find_name(text, name)), "") for names in named]
    terms = [term for term in terms if term and not stems(term) <= asked]
    covered = frozenset().union(*(stems(term) for term in terms)) | asked
    own = [word for word in re.findall(r"[^\W\d_][\w-]{3,}|\d[\d.,]*\d|\d", text) if stems(word) - covered]
    telling = sorted((word for word in own if not _LOOSE.search(word)), key=lambda word: -_telling(course, word))
    distinct: dict[tuple[str, ...], str] = {}
    for key in (*terms, *telling):
        distinct.setdefault(normal(key), key)
    name = " ".join(text.split()[:9]) + ("…" if len(text.split()) > 9 else "")
    return Criterion(name, 1.0, statement.place, tuple(list(distinct.values())[:_KEYS]))


def _telling(course: Course, word: str) -> float:
    """Return how telling a word is for the subject: rare, but spoken of more than once."""
    share = 0.6 if word.endswith(("ed", "ing")) else 1.0
    return max(
        (share * course.rarity(one) * (1.0 if course.times(one) > 1 else 0.5) for one in stems(word)), default=0.0
    )
