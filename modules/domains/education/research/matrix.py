"""The literature matrix: a row for each paper, a column for what it asks, does, uses, finds and leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.education.material import Material, Role, Section, Statement
from modules.domains.education.research.zones import Judged, Zone, judged

MOST = 2
"""How many sentences a cell quotes."""
_ABSTRACT = re.compile(r"\b(?:abstract|summary)\b", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"\b(?:references|bibliography|acknowledg|appendix|funding|conflicts? of interest|related work)", re.I
)
_OPENING = 14  # statements of a paper without the heading "Abstract" that may be one
_FROM_ABSTRACT = 1.5  # what it says there, a paper thinks worth saying
_LEAST_STEMS = 5
_TWICE = 0.7


@dataclass(frozen=True, slots=True)
class Cell:
    """What a paper says for one column, in its own sentences, the most telling first; empty where it says nothing."""

    zone: Zone
    quotes: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One paper.

    Attributes:
        document_id, name: the document.
        cells: in the order of `Zone`.
    """

    document_id: str
    name: str
    cells: tuple[Cell, ...]

    def cell(self, zone: Zone) -> Cell:
        """Return the cell of a column."""
        return next(one for one in self.cells if one.zone is zone)


def matrix(papers: Material) -> tuple[Row, ...]:
    """Fill the matrix: the sentences of each paper that most clearly ask, do, use, find or limit."""
    by_document = groupby(papers.sections, key=lambda section: (section.document_id, section.document_name))
    return tuple(_row(document, name, list(sections)) for (document, name), sections in by_document)


def _row(document_id: str, name: str, sections: Sequence[Section]) -> Row:
    found: dict[Zone, list[tuple[float, Statement]]] = {zone: [] for zone in Zone}
    for statement, verdict, bonus in _judged(sections):
        if verdict.zone is not None and len(content_stems(statement.text)) >= _LEAST_STEMS:
            found[verdict.zone].append((verdict.strength + bonus, statement))
    return Row(document_id, name, tuple(Cell(zone, _best(said)) for zone, said in found.items()))


def _judged(sections: Sequence[Section]) -> Iterator[tuple[Statement, Judged, float]]:
    """Yield what may be quoted, with its verdict and what its place adds."""
    abstract = [one for one in sections if any(_ABSTRACT.search(title) for title in one.path)]
    opening = [] if abstract else [one for section in sections[:2] for one in section.statements][:_OPENING]
    first = [one for section in abstract for one in section.statements] or opening
    length = max(1, len(first) - 1)
    for at, statement in enumerate(first):
        if statement.role is not Role.FRAME:
            yield statement, judged(statement.text, (), at / length), _FROM_ABSTRACT if abstract else 0.0
    for section in sections:
        if section in abstract or any(_LEFT_OUT.search(title) for title in section.path):
            continue
        for statement in section.statements:
            if (
                statement.role in (Role.TEXT, Role.SUMMARY, Role.DEFINITION, Role.OBJECTIVE)
                and statement not in opening
            ):
                yield statement, judged(statement.text, section.path), 0.0


def _best(said: Sequence[tuple[float, Statement]]) -> tuple[Citation, ...]:
    """Return the strongest sentences, none that says what a stronger one says."""
    chosen: list[Citation] = []
    seen: list[frozenset[str]] = []
    for _, statement in sorted(said, key=lambda one: -one[0]):
        stems = frozenset(content_stems(statement.text))
        if all(len(stems & other) < _TWICE * len(stems) for other in seen):
            chosen.append(statement.place)
            seen.append(stems)
        if len(chosen) == MOST:
            break
    return tuple(chosen)
