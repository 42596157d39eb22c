"""A summary sheet: the most telling sentences of each section, word for word.

How telling a sentence is: how central it is among the sentences of its section (cosine of TF-IDF vectors, by degree as
in LexRank, Erkan and Radev 2004), more for a definition, for the material's own summary and for what its objectives
name; chosen by maximal marginal relevance (Carbonell and Goldstein 1998), so that nothing is said twice.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.core.text import content_stems
from modules.domains.education.material import Material, Role, Section, Statement
from modules.domains.education.plain import is_whole, plain

_ROLES = {Role.TEXT: 1.0, Role.DEFINITION: 1.5, Role.SUMMARY: 1.6}
_NEW = 0.6  # weight of what a sentence adds to the sheet, against how telling it is
_SAME = 0.6  # from this similarity two sentences say the same
_OPENS_ON_OTHERS = (
    "this ",
    "these ",
    "that ",
    "those ",
    "it ",
    "they ",
    "he ",
    "she ",
    "such ",
    "however",
    "therefore",
    "thus",
    "for example",
    "for instance",
    "in addition",
    "furthermore",
    "moreover",
    "similarly",
    "here ",
    "instead",
    "also",
    "but ",
    "and ",
    "then ",
    "note ",
    "as a result",
    "in contrast",
    "both ",
    "another ",
    "others",
    "in this ",
    "notes for",
)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A sentence of the sheet: its text without marks, the place that it quotes, and the path of its section."""

    text: str
    source: Citation
    section: tuple[str, ...]


def summary_sheet(material: Material, share: float = 0.15, at_most: int = 6) -> tuple[SummaryLine, ...]:
    """Return the sheet, sections and sentences in reading order.

    Args:
        material: of the course.
        share: of a section's sentences, 0 to 1; a section with any that can stand alone gives at least one.
        at_most: sentences of a section.
    """
    objectives = {stem for _, one in material.statements(Role.OBJECTIVE) for stem in content_stems(one.text)}
    chosen: list[SummaryLine] = []
    taken: list[Mapping[str, float]] = []
    for section in material.sections:
        for one, vector in _chosen(section, objectives, share, at_most, taken):
            taken.append(vector)
            chosen.append(SummaryLine(plain(one.text), one.place, section.path))
    return tuple(chosen)


def _chosen(
    section: Section, objectives: set[str], share: float, at_most: int, taken: Sequence[Mapping[str, float]]
) -> list[tuple[Statement, Mapping[str, float]]]:
    said = [one for one in section.statements if one.role in _ROLES and _stands_alone(one.text)]
    vectors = _vectors([content_stems(one.text) for one in said])
    scores = [
        _ROLES[one.role]
        * (sum(_cosine(vectors[at], other) for other in vectors) / len(vectors))
        * (1 + 0.3 * min(len(objectives.intersection(vectors[at])), 3) / 3)
        for at, one in enumerate(said)
    ]
    left, picked = set(range(len(said))), [0] * 0
    room = min(at_most, max(1, round(share * len(said)))) if said else 0
    while left and len(picked) < room:
        known = [*taken, *(vectors[at] for at in picked)]
        near = {at: max((_cosine(vectors[at], other) for other in known), default=0.0) for at in left}
        best = max(left, key=lambda at: (scores[at] * (1 - _NEW * near[at]), -at))
        left.discard(best)
        if near[best] < _SAME:
            picked.append(best)
    return [(said[at], vectors[at]) for at in sorted(picked)]


def _stands_alone(text: str) -> bool:
    bare = plain(text)
    return is_whole(bare) and len(bare) < 350 and not bare.lower().startswith(_OPENS_ON_OTHERS)


def _vectors(texts: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    counts = Counter(stem for text in texts for stem in set(text))
    return [
        {stem: times * math.log(1 + len(texts) / counts[stem]) for stem, times in Counter(text).items()}
        for text in texts
    ]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(weight * other.get(stem, 0.0) for stem, weight in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / lengths if lengths else 0.0
