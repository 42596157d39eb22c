"""Whether an item is fair, by rules: the key follows from its source, one answer is right, nothing gives it away.

The rules see words, not meaning. They refuse what they cannot vouch for: an item that is refused may be good, one that
passes has its key in the source and no wrong option that the material states of the same subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from modules.domains.education.material import Material
from modules.domains.education.quiz.building import keys
from modules.domains.education.quiz.evidence import Evidence, asked
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.quiz.option_rules import choice_problems
from modules.domains.education.quiz.other_rules import (
    cloze_problems,
    matching_problems,
    numeric_problems,
    open_problems,
    ordering_problems,
    short_problems,
)
from modules.domains.education.quiz.wording import mentions, normal, overlap, stems

_RULES: Mapping[Kind, Callable[[Item, Evidence], Iterable[str]]] = {
    Kind.CHOICE: choice_problems,
    Kind.SELECT: choice_problems,
    Kind.SHORT: short_problems,
    Kind.NUMERIC: numeric_problems,
    Kind.CLOZE: cloze_problems,
    Kind.MATCHING: matching_problems,
    Kind.ORDERING: ordering_problems,
    Kind.OPEN: open_problems,
}
_ALIKE = 0.7
_LONGEST_STEM = 600


def problems(item: Item, evidence: Evidence | Material, others: Sequence[Item] = ()) -> tuple[str, ...]:
    """Return what is wrong with an item, each in a sentence; nothing if it may be shown.

    Args:
        item: to be judged.
        evidence: the material, or what was indexed of it once: of many items only the latter is quick.
        others: items of the same quiz: none of them may ask the same.
    """
    indexed = Evidence(evidence) if isinstance(evidence, Material) else evidence
    return tuple(dict.fromkeys((*_common(item, indexed), *_RULES[item.kind](item, indexed), *_repeated(item, others))))


def _common(item: Item, evidence: Evidence) -> Iterator[str]:
    if not item.stem.strip() or len(item.stem) > _LONGEST_STEM:
        yield "Its stem is empty or too long."
    for place in (item.source, *item.also):
        if not evidence.holds(place):
            yield f"Its source is not at its place: “{place.text[:60]}”."
    if not item.explanation.strip():
        yield "It does not say why its key is right."
    for hint in item.hints:
        if any(mentions(hint, key) for key in keys(item)):
            yield "A hint shows the key."
    if not 0 <= item.difficulty <= 1:
        yield "Its difficulty is out of bounds."


def _repeated(item: Item, others: Sequence[Item]) -> Iterator[str]:
    for other in others:
        if other.id != item.id and same_question(item, other):
            yield f"It asks what another item asks: “{other.stem[:80]}”."


def same_question(one: Item, other: Item) -> bool:
    """Tell whether two items ask the same: the same words in stem and key, whichever of them is asked for."""
    if one.kind is other.kind and one.source == other.source and _key_stems(one) == _key_stems(other):
        return True
    if one.kind is other.kind is Kind.OPEN:
        return overlap(stems(one.stem), stems(other.stem)) >= _ALIKE
    if Kind.MATCHING in (one.kind, other.kind):
        return one.kind is other.kind and bool({pair.left for pair in one.pairs} & {pair.left for pair in other.pairs})
    mine = stems(asked(one.stem)) | _key_stems(one)
    theirs = stems(asked(other.stem)) | _key_stems(other)
    return bool(_key_stems(one) & _key_stems(other) or one.source == other.source) and overlap(mine, theirs) >= _ALIKE


def gives_away(one: Item, other: Item) -> bool:
    """Tell whether what an item shows holds the answer to another short one."""
    if other.kind not in (Kind.SHORT, Kind.CLOZE) or one.source != other.source:
        return False
    shown = f"{one.stem} {' '.join(option.text for option in one.options)}"
    return any(mentions(shown, key) for key in keys(other) if len(normal(key)))


def _key_stems(item: Item) -> frozenset[str]:
    return frozenset().union(*(stems(key) for key in keys(item)))
