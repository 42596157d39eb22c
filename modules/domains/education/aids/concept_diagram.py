"""A concept map as a drawing needs it: nodes, and edges labelled by the words that link two concepts in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.domains.education.material import Concept, ConceptMap
from modules.domains.education.plain import plain

_LONGEST_LABEL = 45
BUILDS_ON = "builds on"


@dataclass(frozen=True, slots=True)
class Edge:
    """That two concepts are linked.

    Attributes:
        start, end: their ids; the first one's explanation builds on the second.
        label: the words between them in the sentence, or "builds on" where it has too many.
        source: the sentence: the definition of the first.
    """

    start: str
    end: str
    label: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Diagram:
    """The weightiest concepts of a course and how they are linked."""

    nodes: tuple[Concept, ...]
    edges: tuple[Edge, ...]


def diagram(concepts: ConceptMap, at_most: int = 30) -> Diagram:
    """Return the drawing of the weightiest concepts.

    Args:
        concepts: of the course.
        at_most: nodes; more than thirty are no map but a thicket.
    """
    heavy = {one.id for one in sorted(concepts.concepts, key=lambda one: -one.weight)[:at_most]}
    nodes = tuple(one for one in concepts.concepts if one.id in heavy)
    edges = []
    for one in nodes:
        for other_id in one.prerequisites:
            other = concepts.find(other_id)
            if other and other_id in heavy and one.definition:
                edges.append(Edge(one.id, other_id, _label(one, other), one.definition.place))
    return Diagram(nodes, tuple(edges))


def _label(one: Concept, other: Concept) -> str:
    said = plain(one.definition.text) if one.definition else ""
    between = re.search(
        rf"(?<!\w){re.escape(one.name)}s?(?!\w)(?P<words>[^.;]*?)(?<!\w){re.escape(other.name)}", said, re.IGNORECASE
    )
    label = between["words"].strip(" ,:—–") if between else ""
    return label if 0 < len(label) <= _LONGEST_LABEL else BUILDS_ON
