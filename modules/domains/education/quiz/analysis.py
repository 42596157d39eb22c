"""Classical item analysis of a test that was taken: how hard items were, what they tell apart, which options work.

Formulas as in Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), chapters 7, 9 and 14; the
discrimination index takes the upper and lower 27 % (Kelley 1939).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

_GROUP = 0.27
_EASY, _HARD, _WEAK, _DEAD = 0.90, 0.25, 0.20, 0.05
_LEAST_TAKERS = 10


@dataclass(frozen=True, slots=True)
class Distractor:
    """How an option was chosen.

    Attributes:
        text: the option.
        right: whether it is the key.
        chosen: by how many.
        upper, lower: of these, how many in the best and in the weakest group.
    """

    text: str
    right: bool
    chosen: int
    upper: int
    lower: int


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the responses say of an item.

    Attributes:
        item: its id.
        p: difficulty index: mean score, 0 to 1; the higher, the easier.
        discrimination: mean score of the upper group minus that of the lower group, -1 to 1.
        correlation: with the sum of all other items; None where one of them does not vary.
        distractors: empty where it is not known what was chosen.
        flags: what to look at, in words.
    """

    item: str
    p: float
    discrimination: float
    correlation: float | None
    distractors: tuple[Distractor, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestFigures:
    """What the responses say of a test.

    Attributes:
        takers: how many took it.
        mean, deviation: of the total scores (population standard deviation).
        alpha: Cronbach's alpha; where all scores are 0 or 1 it is KR-20. None where it is not defined.
        error: standard error of measurement, in points: deviation * sqrt(1 - alpha).
        remarks: what limits these figures.
    """

    takers: int
    mean: float
    deviation: float
    alpha: float | None
    error: float | None
    items: tuple[ItemFigures, ...]
    remarks: tuple[str, ...] = ()


def analysed(
    scores: Sequence[Sequence[float]],
    items: Sequence[str],
    chosen: Mapping[str, Sequence[str]] | None = None,
    options: Mapping[str, Sequence[tuple[str, bool]]] | None = None,
) -> TestFigures:
    """Return the figures of a test.

    Args:
        scores: a row for each taker with a score, 0 to 1, for each item.
        items: ids of the items, in the order of the columns.
        chosen: for an item, the option that each taker chose, in the order of the rows.
        options: for an item, its options and whether each is right.

    Raises:
        ValueError: there is no taker or no item, or a row is not as long as the items.
    """
    if not scores or not items or any(len(row) != len(items) for row in scores):
        raise ValueError("each taker needs a score for each item")
    totals = [sum(row) for row in scores]
    upper, lower = groups(totals)
    figures = tuple(
        _item(
            name, [row[at] for row in scores], totals, upper, lower, (chosen or {}).get(name), (options or {}).get(name)
        )
        for at, name in enumerate(items)
    )
    alpha = cronbach_alpha(scores)
    deviation = math.sqrt(variance(totals))
    error = deviation * math.sqrt(max(0.0, 1 - alpha)) if alpha is not None else None
    few = f"Only {len(scores)} took it: the figures of single items are hardly more than chance."
    return TestFigures(
        len(scores), fmean(totals), deviation, alpha, error, figures, (few,) if len(scores) < _LEAST_TAKERS else ()
    )


def groups(totals: Sequence[float], share: float = _GROUP) -> tuple[list[int], list[int]]:
    """Return who is in the upper and in the lower group: 27 % of the takers each, at least one; ties go by order."""
    size = max(1, round(share * len(totals)))
    order = sorted(range(len(totals)), key=lambda taker: (-totals[taker], taker))
    return order[:size], order[-size:]


def variance(values: Sequence[float]) -> float:
    """Return the population variance."""
    middle = fmean(values)
    return fmean((value - middle) ** 2 for value in values)


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Pearson's correlation, which for a score of 0 or 1 is the point-biserial one; None without variance."""
    spread = math.sqrt(variance(one) * variance(other))
    if spread < 1e-12:
        return None
    first, second = fmean(one), fmean(other)
    return fmean((a - first) * (b - second) for a, b in zip(one, other, strict=True)) / spread


def cronbach_alpha(scores: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's alpha, k/(k-1) * (1 - sum of variances / variance of sums): KR-20 for scores of 0 and 1.

    None for a single item, and where all takers have the same total.
    """
    count = len(scores[0])
    total = variance([sum(row) for row in scores])
    if count < 2 or total < 1e-12:
        return None
    own = sum(variance([row[at] for row in scores]) for at in range(count))
    return count / (count - 1) * (1 - own / total)


def _item(
    name: str,
    column: Sequence[float],
    totals: Sequence[float],
    upper: Sequence[int],
    lower: Sequence[int],
    chosen: Sequence[str] | None,
    options: Sequence[tuple[str, bool]] | None,
) -> ItemFigures:
    p = fmean(column)
    discrimination = fmean(column[taker] for taker in upper) - fmean(column[taker] for taker in lower)
    rest = [total - own for total, own in zip(totals, column, strict=True)]
    related = correlation(column, rest)
    table = _table(chosen, options, upper, lower) if chosen and options else ()
    return ItemFigures(name, p, discrimination, related, table, tuple(_flags(p, discrimination, related, table)))


def _table(
    chosen: Sequence[str], options: Sequence[tuple[str, bool]], upper: Sequence[int], lower: Sequence[int]
) -> tuple[Distractor, ...]:
    return tuple(
        Distractor(
            text,
            right,
            sum(one == text for one in chosen),
            sum(chosen[taker] == text for taker in upper),
            sum(chosen[taker] == text for taker in lower),
        )
        for text, right in options
    )


def _flags(p: float, discrimination: float, related: float | None, table: Sequence[Distractor]) -> list[str]:
    flags = []
    if p > _EASY:
        flags.append("Too easy: more than 90 % are right.")
    if p < _HARD:
        flags.append("Very hard: fewer than 25 % are right. Is the key right?")
    if discrimination < 0 or (related is not None and related < 0):
        flags.append("Negative discrimination: the weaker takers do better. Look at the key.")
    elif discrimination < _WEAK and p <= _EASY:
        flags.append("It hardly tells strong from weak takers apart.")
    takers = sum(option.chosen for option in table)
    for option in table:
        if not option.right and takers and option.chosen < _DEAD * takers:
            flags.append(f"Dead distractor: hardly anybody chose “{option.text}”.")
        if not option.right and option.upper > option.lower:
            flags.append(f"“{option.text}” draws the stronger takers.")
    return flags
