"""A quiz from the course's own pages, without a model: the same material and seed give the same items."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from modules.domains.education.material import ConceptMap, Material
from modules.domains.education.quiz.calculations import make_calculations
from modules.domains.education.quiz.choices import make_choices
from modules.domains.education.quiz.choosing import balanced
from modules.domains.education.quiz.clozes import make_clozes
from modules.domains.education.quiz.course import Course
from modules.domains.education.quiz.evidence import Evidence
from modules.domains.education.quiz.figures import make_figure_choices, make_numerics
from modules.domains.education.quiz.item import Bloom, Item, Kind
from modules.domains.education.quiz.matchings import make_matchings
from modules.domains.education.quiz.opens import make_opens
from modules.domains.education.quiz.orderings import make_orderings
from modules.domains.education.quiz.selects import make_selects
from modules.domains.education.quiz.shorts import make_shorts
from modules.domains.education.quiz.validation import problems

Maker = Callable[[Course, int], Iterator[Item]]

MAKERS: Mapping[Kind, tuple[Maker, ...]] = {
    Kind.CHOICE: (make_choices, make_figure_choices),
    Kind.SELECT: (make_selects,),
    Kind.SHORT: (make_shorts,),
    Kind.NUMERIC: (make_calculations, make_numerics),
    Kind.CLOZE: (make_clozes,),
    Kind.MATCHING: (make_matchings,),
    Kind.ORDERING: (make_orderings,),
    Kind.OPEN: (make_opens,),
}


def proposals(
    material: Material, concepts: ConceptMap, kinds: Collection[Kind] = tuple(Kind), seed: int = 0
) -> list[Item]:
    """Return every item that the rules can make, before any has been validated: for measuring the makers."""
    course = Course(material, concepts)
    return [item for kind in Kind if kind in kinds for maker in MAKERS[kind] for item in maker(course, seed)]


def valid(items: Sequence[Item], evidence: Evidence | Material) -> list[Item]:
    """Return the items that have no problem, in order."""
    indexed = Evidence(evidence) if isinstance(evidence, Material) else evidence
    return [item for item in items if not problems(item, indexed)]


def make_quiz(
    material: Material,
    concepts: ConceptMap,
    *,
    count: int = 10,
    kinds: Collection[Kind] = tuple(Kind),
    levels: Collection[Bloom] = tuple(Bloom),
    seed: int = 0,
    evidence: Evidence | None = None,
) -> tuple[Item, ...]:
    """Return a balanced set of valid items: over concepts, kinds and Bloom levels, nothing asked twice.

    Args:
        material: the chosen sections; every key follows from one of their statements.
        concepts: their concepts.
        count: how many items at most; fewer where the material gives no more.
        kinds: which kinds may be among them.
        levels: which Bloom levels may be.
        seed: other seeds give other items, orders and distractors.
        evidence: the material, indexed before, if it is at hand.
    """
    found = valid(proposals(material, concepts, kinds, seed), evidence or Evidence(material))
    return balanced([item for item in found if item.bloom in levels], count, seed)
