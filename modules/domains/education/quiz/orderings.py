"""Ordering: the steps of a process as the text counts them, and dated events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from modules.domains.education.material import Section, Statement
from modules.domains.education.quiz.building import finished
from modules.domains.education.quiz.course import Course, Said
from modules.domains.education.quiz.item import Bloom, Item, Kind
from modules.domains.education.quiz.wording import plain, stands_alone, stems

_MARKS = (
    re.compile(
        r"^(?:first(?:ly)?|initially|to begin(?: with)?|the (?:first|initial) (?:step|stage|phase)(?: is|"
        r" involves)?)\b,?\s*",
        re.I,
    ),
    re.compile(
        r"^(?:second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|next|then|subsequently|after (?:this|that)|"
        r"the (?:second|third|fourth|fifth|next) (?:step|stage|phase)(?: is| involves)?)\b,?\s*",
        re.I,
    ),
    re.compile(
        r"^(?:finally|lastly|last|in the (?:final|last) (?:step|stage|phase)|the (?:final|last) (?:step|stage|"
        r"phase)(?: is| involves)?)\b,?\s*",
        re.I,
    ),
)
_NUMBERED = re.compile(r"^(?:step\s)?(\d{1,2})[.):]\s+(?=\S)", re.IGNORECASE)
_STEPS = re.compile(
    r"\b(?:steps?|stages?|phases?|process|procedure|sequence|order|summarized as follows|instructions)\b", re.IGNORECASE
)
_DATED = re.compile(r"^(?:In|By)\s(1[0-9]{3}|20[0-4]\d),\s+(?=\S)|\sin\s(1[0-9]{3}|20[0-4]\d)\.$")
_ANY_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-4]\d)\b")
_LEANS = re.compile(r"^(?:this|these|it|they|he|she|both|such|that)\b", re.IGNORECASE)
_LEAST, _MOST = 3, 6
_LONGEST = 190


def make_orderings(course: Course, seed: int) -> Iterator[Item]:  # noqa: ARG001 - parts are shuffled when they are shown
    """Yield one item for each run of steps in a section, and one for the dated events of each document."""
    for said in course.said_by_section.values():
        for steps in (*_numbered(said), *_marked(said)):
            yield from _process(course, said[0].section, steps)
    yield from _events(course)


def _numbered(said: Sequence[Said]) -> Iterator[list[tuple[Statement, str]]]:
    """Yield runs of statements numbered 1, 2, 3 ..., where a statement before them says that they are steps."""
    run: list[tuple[Statement, str]] = []
    before, steps = "", False
    for one in said:
        match = _NUMBERED.match(one.text)
        number = int(match[1]) if match else 0
        if match and number == len(run) + 1 and (number > 1 or not run):
            steps = steps if run else bool(_STEPS.search(before)) or one.text.lower().startswith("step")
            run.append((one.statement, one.text[match.end() :]))
        elif steps and run and not match:
            yield run
            run = []
        else:
            run = []
        before = before if match else one.text
    if steps:
        yield run


def _marked(said: Sequence[Said]) -> Iterator[list[tuple[Statement, str]]]:
    """Yield the sentences from a "First" to a "Finally" that begin with such a word; others may stand between."""
    run: list[tuple[Statement, str]] = []
    for one in said:
        statement, text = one.statement, one.text
        kind = next((number for number, mark in enumerate(_MARKS) if mark.match(text)), None)
        if kind is None or (kind and not run):
            continue
        if kind == 0:
            run = []
        run.append((statement, _MARKS[kind].sub("", text, count=1)))
        if kind == len(_MARKS) - 1:
            yield run
            run = []


def _process(course: Course, section: Section, steps: Sequence[tuple[Statement, str]]) -> Iterator[Item]:
    parts = [(statement, text[0].upper() + text[1:]) for statement, text in steps if text]
    if not _LEAST <= len(parts) <= _MOST or any(_LEANS.match(text) or len(text) > _LONGEST for _, text in parts):
        return
    yield _ordering(course, section, parts, f"Put the steps in order, as “{plain(section.title)}” describes them.")


def _events(course: Course) -> Iterator[Item]:
    dated: dict[str, list[tuple[int, Said, str]]] = {}
    for said in course.said:
        event = _event(said)
        if event:
            dated.setdefault(said.section.document_id, []).append((event[0], said, event[1]))
    for found in dated.values():
        by_year = {year: (said, text) for year, said, text in reversed(found)}
        years = sorted(by_year)
        for start in range(0, len(years), _MOST):
            chosen = [by_year[year] for year in years[start : start + _MOST]]
            parts = [(said.statement, text) for said, text in chosen]
            if len(parts) >= _LEAST and _distinct(parts):
                yield _ordering(course, chosen[0][0].section, parts, "Put these events in order, the earliest first.")


def _event(said: Said) -> tuple[int, str] | None:
    match = _DATED.search(said.text)
    if not match or len(_ANY_YEAR.findall(said.text)) != 1 or not stands_alone(said.text) or len(said.text) > _LONGEST:
        return None
    rest = f"{said.text[: match.start()]}{said.text[match.end() :]}".rstrip(".") + "."
    if _LEANS.match(rest) or len(rest.split()) < _LEAST + 1:
        return None
    return int(match[1] or match[2]), rest[0].upper() + rest[1:]


def _distinct(parts: Sequence[tuple[Statement, str]]) -> bool:
    return len({stems(text) for _, text in parts}) == len(parts)


def _ordering(course: Course, section: Section, parts: Sequence[tuple[Statement, str]], stem: str) -> Item:
    item = Item(
        id="",
        kind=Kind.ORDERING,
        stem=stem,
        source=parts[0][0].place,
        also=tuple(statement.place for statement, _ in parts[1:]),
        explanation="The material says: " + " ".join(plain(statement.text) for statement, _ in parts),
        answers=tuple(text for _, text in parts),
        bloom=Bloom.UNDERSTAND,
    )
    concept = next((one for _, text in parts for one in course.named_in(text)), None)
    return finished(item, section=section, concept=concept)
