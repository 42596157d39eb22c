"""A course's material as the rules read it: documents in order, sections in order, statements that can vouch.

A textbook chapter, lecture notes, a handout and a paper all become sections. The smallest thing that vouches is a
`Statement`: a sentence, a definition, a row of a table, a line of a list, a displayed formula. Everything that is made
of the material later (concepts, quiz items, flashcards, hints) points to statements by `Citation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from modules.core.findings import Citation


class Role(StrEnum):
    """What a statement does in its section."""

    TEXT = "text"
    DEFINITION = "definition"  # says what a term means, in a sentence or in a glossary's entry
    OBJECTIVE = "objective"  # "By the end of this section, you will be able to ..."
    SUMMARY = "summary"
    EXAMPLE = "example"  # worked: the problem and its solution
    EXERCISE = "exercise"  # a question to the reader
    FORMULA = "formula"
    ROW = "row"  # of a table, its cells joined by " | "
    CAPTION = "caption"
    FRAME = "frame"  # running heads, page numbers, licences, lists of references: nothing to learn


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest stretch of the material that can vouch for something.

    Attributes:
        place: where it stands; `place.text` is its text on one line.
        role: what it does there.
        header: of a table's row, the column headings, cells joined by " | ".
    """

    place: Citation
    role: Role = Role.TEXT
    header: str = ""

    @property
    def text(self) -> str:
        """Its text on one line."""
        return self.place.text


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading, without the sections inside it.

    Attributes:
        document_id, document_name: where it stands.
        path: titles from the outermost heading to its own; empty before the first heading.
        page: the first page of it.
        statements: in reading order.
    """

    document_id: str
    document_name: str
    path: tuple[str, ...]
    page: int
    statements: tuple[Statement, ...] = ()

    @property
    def title(self) -> str:
        """Its own heading, or the document's name before the first one."""
        return self.path[-1] if self.path else self.document_name


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: the sections of one or more documents, in reading order."""

    sections: tuple[Section, ...] = ()

    def statements(self, *roles: Role) -> Iterator[tuple[Section, Statement]]:
        """Yield the statements in order, each with its section; of these roles only, if any are given."""
        for section in self.sections:
            for statement in section.statements:
                if not roles or statement.role in roles:
                    yield section, statement


@dataclass(frozen=True, slots=True)
class Concept:
    """Something to learn: a term that the material explains.

    Attributes:
        id: the same for the same concept of the same material, and for the same term in another document of the course.
        name: as the material writes it, e.g. "equivalent resistance".
        definition: the statement that says what it is; None where the material only uses it in a heading.
        aliases: other ways in which the material names it: abbreviations, symbols, plurals.
        section: path of the section that introduces it.
        places: where it is spoken of, in reading order, the definition first.
        prerequisites: ids of the concepts that its explanation builds on.
        weight: how much the material makes of it, 0 to 1.
    """

    id: str
    name: str
    definition: Statement | None
    aliases: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    places: tuple[Citation, ...] = ()
    prerequisites: tuple[str, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class ConceptMap:
    """The concepts of a course, each after what it builds on (there are no circles)."""

    concepts: tuple[Concept, ...] = ()

    def find(self, concept_id: str) -> Concept | None:
        """Return the concept with this id."""
        return next((one for one in self.concepts if one.id == concept_id), None)
