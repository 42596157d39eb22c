"""A course as it is kept: what its documents say, and the concepts that they teach."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from modules.core.types import Progress
from modules.domains.education.concepts import concept_map
from modules.domains.education.material import ConceptMap, Material
from modules.domains.education.reading import Source, read_material


@dataclass(frozen=True, slots=True)
class CourseReading:
    """What is found in a course's documents before anything is made of it."""

    material: Material
    concepts: ConceptMap


def read(gather: Callable[[], Sequence[Source]]) -> Generator[Progress, None, CourseReading]:
    """Read a course; `gather` gives its documents."""
    yield Progress(0, 2, "Reading the pages")
    material = read_material(gather())
    yield Progress(1, 2, "Finding the concepts")
    return CourseReading(material, concept_map(material))
