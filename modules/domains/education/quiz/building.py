"""What every made item shares: its id, its hints, and the stated rules for Bloom level and difficulty."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace

from modules.domains.education.material import Concept, Section
from modules.domains.education.quiz.item import Bloom, Item, Kind
from modules.domains.education.quiz.wording import mentions, plain

BLOOM_OF = {
    Kind.CHOICE: Bloom.REMEMBER,
    Kind.SELECT: Bloom.UNDERSTAND,
    Kind.SHORT: Bloom.REMEMBER,
    Kind.NUMERIC: Bloom.REMEMBER,
    Kind.CLOZE: Bloom.REMEMBER,
    Kind.MATCHING: Bloom.UNDERSTAND,
    Kind.ORDERING: Bloom.UNDERSTAND,
    Kind.OPEN: Bloom.UNDERSTAND,
}
"""What a kind asks for where nothing else is known: to recognise or recall is to remember; to sort, classify or say in
one's own words is to understand. Who chooses a meaning for a term has to understand it; who computes applies; an open
item has the level of its verb."""

_HARD = {
    Kind.CHOICE: 0.25,
    Kind.SELECT: 0.45,
    Kind.SHORT: 0.45,
    Kind.NUMERIC: 0.45,
    Kind.CLOZE: 0.40,
    Kind.MATCHING: 0.35,
    Kind.ORDERING: 0.45,
    Kind.OPEN: 0.50,
}
_STEP, _RARE, _CLOSE = 0.08, 0.12, 0.12


def difficulty(kind: Kind, bloom: Bloom, weight: float = 0.5, closeness: float = 0.0) -> float:
    """Return the expected share of wrong responses before any has been seen.

    A base for the kind (recall is harder than recognition, and partial guessing is possible in some), 0.08 for each
    Bloom level above "remember", up to 0.12 for a concept of which the material makes little, and up to 0.12 for wrong
    options close to the key; kept within 0.05 and 0.95.

    Args:
        kind: how the item is answered.
        bloom: the process that it asks for.
        weight: how much the material makes of the concept, 0 to 1.
        closeness: share of wrong options that are of the key's own kind.
    """
    found = _HARD[kind] + _STEP * list(Bloom).index(bloom) + _RARE * (1 - weight) + _CLOSE * closeness
    return round(min(0.95, max(0.05, found)), 2)


def finished(
    item: Item, *, section: Section | None = None, concept: Concept | None = None, closeness: float = 0.0
) -> Item:
    """Return an item with id, section, concept, first hint and difficulty."""
    path = section.path if section else concept.section if concept else ()
    weight = concept.weight if concept else 0.5
    return replace(
        item,
        id=item_id(item),
        section=path,
        concept=concept.id if concept else "",
        hints=item.hints or _nudge(item, path),
        difficulty=difficulty(item.kind, item.bloom, weight, closeness),
    )


def item_id(item: Item) -> str:
    """Return the id that the content of an item gives it: the order of options does not count."""
    number = (item.number.value, item.number.unit) if item.number else ()
    content = (
        item.kind.value,
        item.stem,
        *sorted(f"{option.right}{option.text}" for option in item.options),
        *item.answers,
        *number,
        *sorted(f"{pair.left}={pair.right}" for pair in item.pairs),
        *(criterion.name for criterion in item.rubric),
        item.source.document_id,
    )
    return hashlib.sha256("\x1f".join(content).encode()).hexdigest()[:16]


def keys(item: Item) -> tuple[str, ...]:
    """Return what the key of an item says: texts of right options, accepted answers, the number, right sides."""
    if item.options:
        return tuple(option.text for option in item.options if option.right)
    if item.number:
        return (f"{item.number.value} {item.number.unit}".strip(),)
    if item.pairs:
        return tuple(pair.right for pair in item.pairs)
    return tuple(one for answer in item.answers for one in answer.split("|"))


def _nudge(item: Item, path: Sequence[str]) -> tuple[str, ...]:
    title = path[-1] if path else ""
    shown = [f"Read “{plain(title)}” again."] if title else []
    return tuple(hint for hint in shown if not any(mentions(hint, key) for key in keys(item)))


def shuffled(texts: Sequence[str], seed: int, salt: str) -> list[str]:
    """Return texts in an order that only seed and salt decide."""
    order = list(texts)
    random.Random(f"{seed}|{salt}").shuffle(order)  # noqa: S311 - an order, no secret
    return order
