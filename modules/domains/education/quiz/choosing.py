"""Choosing a balanced set of items: over concepts, kinds and Bloom levels, and none that asks or gives away another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from modules.domains.education.quiz.building import shuffled
from modules.domains.education.quiz.item import Item
from modules.domains.education.quiz.validation import gives_away, same_question

_KIND, _CONCEPT, _BLOOM, _SECTION = 1.0, 1.2, 0.4, 0.8


def balanced(items: Sequence[Item], count: int, seed: int = 0) -> tuple[Item, ...]:
    """Return up to `count` items, chosen one after the other, from the easiest to the hardest.

    The next one is always that whose concept, section, kind and level have been chosen least so far.

    Args:
        items: valid ones.
        count: how many at most.
        seed: decides between equals.
    """
    by_id = {item.id: item for item in items}
    left = [by_id[key] for key in shuffled(sorted(by_id), seed, "balanced")]
    chosen: list[Item] = []
    seen: Counter[object] = Counter()
    while left and len(chosen) < count:
        best = min(left, key=lambda item: _cost(item, seen))
        left.remove(best)
        if any(same_question(best, one) or gives_away(best, one) or gives_away(one, best) for one in chosen):
            continue
        chosen.append(best)
        seen.update(_traits(best))
    return tuple(sorted(chosen, key=lambda item: (item.difficulty, item.id)))


def _traits(item: Item) -> tuple[tuple[str, object], ...]:
    return (("kind", item.kind), ("concept", item.concept), ("bloom", item.bloom), ("section", item.section))


def _cost(item: Item, seen: Counter[object]) -> float:
    weights = {"kind": _KIND, "concept": _CONCEPT if item.concept else 0.0, "bloom": _BLOOM, "section": _SECTION}
    return sum(weights[name] * seen[(name, value)] for name, value in _traits(item))
