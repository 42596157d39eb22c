"""The concepts of a course: what its material defines, entitles and speaks of again and again, in order of learning."""

from __future__ import annotations

import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from modules.domains.education.defining import Defined, definitions, entry
from modules.domains.education.material import Concept, ConceptMap, Material, Role, Section, Statement
from modules.domains.education.roles import bare_title, is_structural, title_role
from modules.domains.education.terms import is_term, key_of, one_of

_LEAST = 0.6
_READ = (Role.TEXT, Role.DEFINITION, Role.SUMMARY, Role.FORMULA, Role.ROW, Role.CAPTION, Role.EXAMPLE, Role.OBJECTIVE)
_DEFINING = (Role.TEXT, Role.DEFINITION, Role.SUMMARY, Role.CAPTION)
_DISCOUNT = {Role.CAPTION: 0.8, Role.SUMMARY: 0.9}
_IN_TITLE, _AGAIN = 0.25, 0.08  # what a heading, and each doubling of its mentions, adds to a term's strength
_ELEMENT_TITLE = re.compile(r"(?:definition|law)\s\d[\d.]*\W{1,3}(?P<term>\S.*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")

Key = tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """A term while evidence for it is gathered."""

    names: list[str] = field(default_factory=list)
    aliases: dict[str, None] = field(default_factory=dict)
    best: tuple[float, int] = (0.0, -1)
    titled: bool = False
    section: tuple[str, ...] = ()
    leans: bool = False


def concept_map(material: Material) -> ConceptMap:
    """Return the concepts of a course's material, each after what it builds on.

    A term becomes a concept by how surely a sentence defines it; headings and repeated mention add to that. What its
    definition speaks of and was introduced before it, and the term that it specialises ("immunity" of "passive
    immunity"), are its prerequisites.
    """
    said = [(section, one) for section, one in material.statements(*_READ)]
    found = _gathered(said)
    mentions = _mentions(said, found)
    kept = {key: one for key, one in found.items() if _strength(one, len(mentions[key])) >= _LEAST}
    order = sorted(kept, key=lambda key: _introduced(kept[key], mentions[key]))
    builds = _prerequisites(order, kept, mentions)
    most = max((len(mentions[key]) for key in order), default=1)
    texts = " ".join(one.text for _, one in said)
    return ConceptMap(
        tuple(_concept(key, kept[key], said, mentions[key], builds[key], most, texts) for key in _sorted(order, builds))
    )


def concept_id(name: str) -> str:
    """Return the id of the concept with this name: the same for its plural, in every document."""
    return _id_of(key_of(name))


def _gathered(said: Sequence[tuple[Section, Statement]]) -> dict[Key, _Found]:
    found: dict[Key, _Found] = defaultdict(_Found)
    headed: set[tuple[str, tuple[str, ...]]] = set()
    for at, (section, statement) in enumerate(said):
        if (section.document_id, section.path) not in headed:
            headed.add((section.document_id, section.path))
            _title(section, at, found)
        if statement.role not in _DEFINING:
            continue
        for one in _defined(section, statement):
            strength = one.strength * _DISCOUNT.get(statement.role, 1.0)
            term = found[key_of(one.term)]
            term.names.append(one.term)
            term.aliases.update(dict.fromkeys(one.aliases))
            if strength > term.best[0]:
                term.best, term.section, term.leans = (strength, at), section.path, one.leans
    return found


def _defined(section: Section, statement: Statement) -> Iterator[Defined]:
    listed = section.path and title_role(section.path[-1]) is Role.DEFINITION
    if listed and (one := entry(statement.text)):
        yield one
        return
    yield from definitions(statement.text)


def _title(section: Section, at: int, found: dict[Key, _Found]) -> None:
    if not section.path:
        return
    title = bare_title(section.path[-1])
    if match := _ELEMENT_TITLE.match(title):
        term = match["term"].strip()
        if is_term(term):
            one = found[key_of(term)]
            one.names.append(term[0].lower() + term[1:] if not term[1:2].isupper() else term)
            one.best, one.section, one.titled = max(one.best, (1.0, at)), section.path, True
    elif not is_structural(title) and is_term(title) and len(title.split()) <= 3:
        one = found[key_of(title)]
        one.names.append(title)
        one.titled, one.section = True, one.section or section.path


def _strength(one: _Found, mentions: int) -> float:
    return one.best[0] + _IN_TITLE * one.titled + _AGAIN * math.log2(max(mentions, 1)) - (0.15 if mentions < 2 else 0.0)


def _mentions(said: Sequence[tuple[Section, Statement]], found: dict[Key, _Found]) -> dict[Key, list[int]]:
    """Return for each term the numbers of the statements that speak of it, by its name or another one."""
    by_first: dict[str, list[tuple[Key, Key]]] = defaultdict(list)
    for key, one in found.items():
        for name in {key, *(key_of(alias) for alias in one.aliases)}:
            if name:
                by_first[name[0]].append((name, key))
    mentions: dict[Key, list[int]] = defaultdict(list)
    for at, (_, statement) in enumerate(said):
        words = [one_of(word) for word in _WORD.findall(statement.text.lower().replace("-", " "))]
        for place, word in enumerate(words):
            for name, key in by_first.get(word, ()):
                if tuple(words[place : place + len(name)]) == name and mentions[key][-1:] != [at]:
                    mentions[key].append(at)
    return mentions


def _introduced(one: _Found, mentions: Sequence[int]) -> int:
    return one.best[1] if one.best[1] >= 0 else min(mentions, default=0)


def _prerequisites(
    order: Sequence[Key],
    kept: dict[Key, _Found],
    mentions: dict[Key, list[int]],
) -> dict[Key, list[Key]]:
    place = {key: at for at, key in enumerate(order)}
    builds: dict[Key, list[Key]] = {key: [] for key in order}
    in_statement: dict[int, list[Key]] = defaultdict(list)
    for key in order:
        for at in mentions[key]:
            in_statement[at].append(key)
    for key in order:
        general = [other for other in order if len(other) < len(key) and key[-len(other) :] == other]
        at = kept[key].best[1]
        spoken = [
            other for other in in_statement.get(at, ()) if place[other] < place[key] and kept[other].best[1] != at
        ]
        for other in dict.fromkeys((*general[:1], *spoken)):
            if other != key and not _reaches(other, key, builds):
                builds[key].append(other)
    return builds


def _reaches(start: Key, goal: Key, builds: dict[Key, list[Key]]) -> bool:
    seen, left = set(), [start]
    while left:
        one = left.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            left.extend(builds[one])
    return False


def _sorted(order: Sequence[Key], builds: dict[Key, list[Key]]) -> Iterable[Key]:
    """Return the terms, each after what it builds on, else in the order in which they are introduced."""
    done: dict[Key, None] = {}
    for first in order:
        left = [first]
        while left:
            waiting = [other for other in builds[left[-1]] if other not in done]
            if waiting:
                left.append(waiting[0])
            else:
                done[left.pop()] = None
    return done


def _concept(
    key: Key,
    one: _Found,
    said: Sequence[tuple[Section, Statement]],
    mentions: Sequence[int],
    builds: Sequence[Key],
    most: int,
    texts: str,
) -> Concept:
    strength, at = one.best
    definition = said[at][1] if at >= 0 and strength >= _LEAST - _IN_TITLE else None
    places = ([definition.place] if definition else []) + [
        said[n][1].place for n in mentions if n != at or not definition
    ]
    name = _name(one.names, texts)
    weight = 0.5 * math.log1p(len(mentions)) / math.log1p(most) + 0.3 * min(strength, 1.0) + 0.2 * one.titled
    return Concept(
        id=_id_of(key),
        name=name,
        definition=definition,
        aliases=tuple(dict.fromkeys(alias for alias in one.aliases if key_of(alias) != key)),
        section=one.section,
        places=tuple(places),
        prerequisites=tuple(_id_of(other) for other in builds),
        weight=round(min(weight, 1.0), 4),
    )


def _id_of(key: Key) -> str:
    return "concept-" + hashlib.sha256(" ".join(key).encode()).hexdigest()[:16]


def _name(names: Sequence[str], texts: str) -> str:
    """Return a term as the material writes it within a sentence, the singular where it has it."""
    written = min(dict.fromkeys(names), key=len)
    lower = written[0].lower() + written[1:]
    within = re.search(rf"(?<=[a-z,;] ){re.escape(written)}", texts)  # a proper noun has its capital there, too
    if written[1:2].islower() and "’s " not in written and "'s " not in written and not within:
        written = lower
    single = re.sub(r"s$", "", written)
    if (
        single != written
        and key_of(single) == key_of(written)
        and re.search(rf"(?<![\w-]){re.escape(single)}(?![\w-])", texts)
    ):
        written = single
    return written
