"""A course as it is kept: what its documents say, the concepts that they teach, and their flashcards."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from modules.core.types import Progress
from modules.domains.education.aids.flashcards import Flashcard, flashcards
from modules.domains.education.concepts import concept_map
from modules.domains.education.material import ConceptMap, Material
from modules.domains.education.reading import Source, read_material


@dataclass(frozen=True, slots=True)
class CourseReading:
    """What is found in a course's documents, and the flashcards that can be made of it."""

    material: Material
    concepts: ConceptMap
    cards: tuple[Flashcard, ...]


def read(gather: Callable[[], Sequence[Source]]) -> Generator[Progress, None, CourseReading]:
    """Read a course; `gather` gives its documents."""
    yield Progress(0, 2, "Reading the pages")
    material = read_material(gather())
    yield Progress(1, 2, "Finding the concepts")
    concepts = concept_map(material)
    return CourseReading(material, concepts, flashcards(material, concepts))
