"""Matching: terms of one section with their meanings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby

from modules.domains.education.quiz.building import finished, shuffled
from modules.domains.education.quiz.course import Course
from modules.domains.education.quiz.item import Bloom, Item, Kind, Pair
from modules.domains.education.quiz.meanings import Meaning, siblings
from modules.domains.education.quiz.wording import mentions, stems

_LEAST, _MOST = 4, 6
_HELD = 0.85


def make_matchings(course: Course, seed: int) -> Iterator[Item]:
    """Yield one item for each section that defines four terms or more which cannot be told by a shared word."""
    ordered = sorted(course.meanings, key=lambda one: one.concept.section)
    for path, group in groupby(ordered, key=lambda one: one.concept.section):
        chosen = _apart(shuffled_meanings(list(group), seed, "/".join(path)), course)
        if len(chosen) < _LEAST:
            continue
        chosen.sort(key=lambda one: one.name.lower())
        places = [one.source.place for one in chosen]
        yield finished(
            Item(
                id="",
                kind=Kind.MATCHING,
                stem="Match each term with its meaning.",
                source=places[0],
                also=tuple(dict.fromkeys(place for place in places[1:] if place != places[0])),
                explanation="; ".join(f"{one.name}: {one.text}" for one in chosen) + ".",
                pairs=tuple(Pair(one.name, one.text) for one in chosen),
                bloom=Bloom.UNDERSTAND,
            ),
            section=course.section_of(chosen[0]),
            closeness=0.5,
        )


def shuffled_meanings(found: list[Meaning], seed: int, salt: str) -> list[Meaning]:
    """Return meanings in an order that only seed and salt decide."""
    by_id = {one.concept.id: one for one in found}
    return [by_id[key] for key in shuffled(sorted(by_id), seed, salt)]


def _apart(found: list[Meaning], course: Course) -> list[Meaning]:
    """Return up to six of them such that no meaning names a term of the others or shares a word with its own."""
    chosen: list[Meaning] = []
    for one in found:
        rivals = {other.concept.id for other in siblings(one, course.meanings)}
        clean = not stems(one.name) & stems(one.text) and all(
            other.concept.id in rivals and not _tells(one, other) and not _mixed(one, other, course) for other in chosen
        )
        if clean and len(chosen) < _MOST:
            chosen.append(one)
    return chosen


def _mixed(one: Meaning, other: Meaning, course: Course) -> bool:
    says = course.evidence.says
    return says(stems(one.name), stems(other.text), least=_HELD) or says(
        stems(other.name), stems(one.text), least=_HELD
    )


def _tells(one: Meaning, other: Meaning) -> bool:
    return any(
        mentions(first.text, name) for first, second in combinations((one, other), 2) for name in second.names
    ) or any(mentions(other.text, name) for name in one.names)
