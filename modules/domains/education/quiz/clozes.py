"""Cloze: a sentence that stands alone, with its key term blanked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.domains.education.material import Concept
from modules.domains.education.plain import GAP
from modules.domains.education.quiz.building import finished
from modules.domains.education.quiz.course import Course, Said, names_once
from modules.domains.education.quiz.figures import asked_figures
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.quiz.wording import find_name, normal, stands_alone, stems

FILL = "Fill the gap: {}"
_LEAST_CONTEXT = 7
_ARTICLE = re.compile(rf"\b([Aa])n? (?={GAP})")
# What makes a sentence say of exactly one thing what it says.
_DETERMINED = re.compile(
    r"\b(?:is|are|was|were) (?:the|a|an|called|known as|defined|composed|made|responsible|caused|produced|found in)\b|"
    r"\b(?:called|known as|only|first|unlike|rather than|whereas|catalyz\w+|consists? of|contains?|discovered|"
    r"proposed)\b",
    re.IGNORECASE,
)


def make_clozes(course: Course, seed: int) -> Iterator[Item]:  # noqa: ARG001 - nothing is drawn
    """Yield sentences with one gap: a term that the sentence names once and says something definite of, or a year."""
    for said in course.said:
        if stands_alone(said.text) and _DETERMINED.search(said.text):
            yield from _term(course, said)
    for said, figure, gapped in asked_figures(course):
        if figure.is_year:
            yield _cloze(course, said, gapped, figure.shown, next(course.named_in(gapped), None))


def _term(course: Course, said: Said) -> Iterator[Item]:
    named = list(course.named_in(said.text))
    for concept in named:
        place = _place(said.text, concept)
        if place is None or not names_once(said.text, concept) or len(named) < 2:
            continue
        gapped = _ARTICLE.sub(r"\1(n) ", f"{said.text[: place[0]]}{GAP}{said.text[place[1] :]}")
        answer = said.text[place[0] : place[1]]
        known = stems(gapped)
        if (
            stems(answer) & known
            or len(known) < _LEAST_CONTEXT
            or _beside_brackets(gapped)
            or _abbreviated(answer, gapped)
        ):
            continue
        answers = "|".join(dict.fromkeys((answer, concept.name, *concept.aliases)))
        yield _cloze(course, said, gapped, answers, concept)
        return  # one gap of a sentence is enough: others would be answered by it


def _cloze(course: Course, said: Said, gapped: str, answers: str, concept: Concept | None) -> Item:  # noqa: ARG001
    item = Item(
        id="",
        kind=Kind.CLOZE,
        stem=FILL.format(gapped),
        source=said.statement.place,
        explanation=f"The material says: {said.text}",
        answers=(answers,),
    )
    return finished(item, section=said.section, concept=concept)


def _place(text: str, concept: Concept) -> tuple[int, int] | None:
    for name in sorted((concept.name, *concept.aliases), key=len, reverse=True):
        if place := find_name(text, name):
            return place
    return None


def _beside_brackets(gapped: str) -> bool:
    """Tell whether a bracket beside the gap may explain or abbreviate what is missing."""
    return bool(re.search(rf"{GAP}\s*\(|\(\s*{GAP}\s*\)|{GAP},\s(?:or|called|also)\b|\bor {GAP}|-{GAP}|{GAP}-", gapped))


def _abbreviated(answer: str, gapped: str) -> bool:
    """Tell whether the rest holds the abbreviation of the answer, or what the answer abbreviates."""
    initials = "".join(word[0] for word in normal(answer)).upper()
    if len(initials) > 1 and re.search(rf"\b{re.escape(initials)}s?\b", gapped):
        return True
    return (
        answer.isupper()
        and len(answer) > 1
        and bool(re.search(r"\b" + r"\w*[\s-]".join(re.escape(letter) for letter in answer), gapped, re.IGNORECASE))
    )
