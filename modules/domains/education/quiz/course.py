"""A material with its concepts as the makers of items read it: what may be asked of, and what is named where."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from modules.core.text import STOP_WORDS
from modules.domains.education.material import Concept, ConceptMap, Material, Role, Section, Statement
from modules.domains.education.quiz.evidence import Evidence
from modules.domains.education.quiz.meanings import Meaning, meanings
from modules.domains.education.quiz.wording import mentions, normal, plain, stems

TEACHING = (Role.DEFINITION, Role.TEXT, Role.SUMMARY)
"""Roles of statements that say something of the subject: the others ask, show, list or frame."""

# What stands below a question is its options.
_QUESTION = re.compile(
    r"\?\W*$|\b(?:is|are) (?:false|true|correct|incorrect)\b|\b(?:which|following statements?)\b.*:$", re.IGNORECASE
)
_OPTION = re.compile(r"^\(?(?:[A-Za-z]|\d{1,2})[.)]\s")
_OPTIONS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """A teaching statement: its section, and its text as a question may quote it."""

    section: Section
    statement: Statement
    text: str


class Course:
    """What items are made from.

    Args:
        material: the sections.
        concepts: their concepts.
    """

    def __init__(self, material: Material, concepts: ConceptMap) -> None:
        self.material = material
        self.concepts = concepts

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """The terms whose meaning is known, in order."""
        return meanings(self.concepts)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The teaching statements in reading order."""
        return tuple(one for section in self.material.sections for one in _teaching(section))

    @cached_property
    def terms(self) -> frozenset[str]:
        """Every name of every concept, each as its stems joined by spaces: what a misspelt answer must not become."""
        names = (name for concept in self.concepts.concepts for name in (concept.name, *concept.aliases))
        return frozenset(" ".join(normal(name)) for name in names)

    @cached_property
    def evidence(self) -> Evidence:
        """The material, indexed."""
        return Evidence(self.material)

    @cached_property
    def said_by_section(self) -> dict[int, list[Said]]:
        """The teaching statements of each section, by the section's place in the material."""
        numbers = {id(section): number for number, section in enumerate(self.material.sections)}
        found: dict[int, list[Said]] = {}
        for one in self.said:
            found.setdefault(numbers[id(one.section)], []).append(one)
        return found

    def rarity(self, stem: str) -> float:
        """Return how telling a word is, 0 where every statement has it: its inverse document frequency."""
        return math.log((1 + len(self.said)) / (1 + self._frequency[stem]))

    def times(self, stem: str) -> int:
        """Return in how many statements a word stands."""
        return self._frequency[stem]

    def lowered(self, sentence: str) -> str:
        """Return a sentence as it stands in the middle of another one: its first word small, unless it is a name."""
        first, _, rest = sentence.partition(" ")
        return f"{first.lower()} {rest}" if first.lower() in self._small else sentence

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(stem for one in self.said for stem in stems(one.text))

    @cached_property
    def _small(self) -> frozenset[str]:
        return STOP_WORDS | {word for one in self.said for word in re.findall(r"[^\W\d_]+", one.text) if word.islower()}

    def section_of(self, meaning: Meaning) -> Section | None:
        """Return the section in which a term's defining statement stands."""
        return next((one.section for one in self.said if one.statement is meaning.source), None) or next(
            (section for section in self.material.sections if meaning.source in section.statements), None
        )

    def named_in(self, text: str) -> Iterator[Concept]:
        """Yield the concepts that a text names, the longest names first, none inside another's name."""
        left = f" {' '.join(normal(text))} "
        for name, concept in self._by_length:
            if f" {name} " in left:
                left = left.replace(f" {name} ", " | ")
                yield concept

    @cached_property
    def _by_length(self) -> list[tuple[str, Concept]]:
        named = [
            (" ".join(normal(name)), concept)
            for concept in self.concepts.concepts
            for name in (concept.name, *concept.aliases)
            if normal(name)
        ]
        return sorted(named, key=lambda one: (-len(one[0]), one[0]))


def _teaching(section: Section) -> Iterator[Said]:
    """Yield a section's teaching statements without the options of questions, half of which are false."""
    asked = 0
    for statement in section.statements:
        text = plain(statement.text)
        asked = _OPTIONS if _QUESTION.search(text) else asked - 1
        if statement.role in TEACHING and not (asked >= 0 and (_OPTION.match(text) or text.endswith("?"))):
            yield Said(section, statement, text)


def names_once(text: str, concept: Concept) -> bool:
    """Tell whether a text names a concept exactly once, under whichever of its names."""
    return sum(mentions(text, name) for name in (concept.name, *concept.aliases)) == 1
