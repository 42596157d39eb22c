"""What must hold of answers, numbers, gaps, pairs, orders and rubrics."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from modules.core.figures import is_said, numbers
from modules.domains.education.plain import GAP
from modules.domains.education.quiz.calculations import computed
from modules.domains.education.quiz.evidence import Evidence, asked, said_in
from modules.domains.education.quiz.item import Item, Number
from modules.domains.education.quiz.wording import find_name, mentions, normal, plain, stems

_LEAST_CONTEXT = 4
_LEAST_PAIRS, _MOST_PAIRS = 3, 8
_LEAST_PARTS, _MOST_PARTS = 3, 8
_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-4]\d)\b")
_ORDER_WORD = re.compile(r"^(?:first|second|third|then|next|finally|lastly|initially|last)\b", re.IGNORECASE)
_PART_HELD = 0.8
_QUANTITY = re.compile(r"=[^?]*\d ?(?:[A-Za-zΩµ°]{1,5}|ohms?)\b(?=\s*[×*/+−-])")  # a sum of quantities


def short_problems(item: Item, evidence: Evidence) -> Iterator[str]:
    """Yield what is wrong with a short answer."""
    if not item.answers or not item.answers[0].strip():
        yield "It has no answer."
        return
    near = evidence.near(item.source)
    if not any(said_in(near, answer) for answer in item.answers) and not _held(near, item.answers[0]):
        yield f"The source does not say “{item.answers[0]}”."
    if any(mentions(asked(item.stem), answer) for answer in item.answers):
        yield "The stem contains its answer."
    if len(stems(asked(item.stem))) < 2:
        yield "The stem says too little to be answered."
    if missing := _unsupported(asked(item.stem), near):
        yield f"The stem says what the source does not: {missing}."


def numeric_problems(item: Item, evidence: Evidence) -> Iterator[str]:  # noqa: ARG001 - the source itself decides
    """Yield what is wrong with a numeric key: neither stated at its source nor recomputed from the stem."""
    if item.number is None:
        yield "It has no number."
        return
    value = computed(item.number.value)
    if value is None:
        yield f"“{item.number.value}” is no number that can be checked."
        return
    if item.number.tolerance < 0 or item.number.tolerance > 0.2:
        yield "Its tolerance is out of bounds."
    source = plain(item.source.text)
    if not _stated(item.number, value, source) and not _calculated(item, value):
        yield f"The source does not give {item.number.value} {item.number.unit}".strip() + "."
    if item.number.unit and item.number.unit not in source:
        yield f"The source does not give the unit {item.number.unit}."
    if not item.number.unit and _QUANTITY.search(item.stem):
        yield "Its stem has units and its key has none: the source breaks off before the unit."
    if GAP in item.stem and re.search(rf"(?<![\d.]){re.escape(item.number.value)}(?![\d.])", item.stem):
        yield "The stem contains its answer."


def _stated(number: Number, value: float, source: str) -> bool:
    said = numbers(number.value)
    given = numbers(source)
    return (bool(said) and is_said(said[0], given)) or any(math.isclose(value, one.value) for one in given)


def _calculated(item: Item, value: float) -> bool:
    expression = item.stem.removeprefix("Calculate ").split(" Give the unit.")[0].rstrip(". ").split("= ")[-1]
    found = computed(expression)
    tolerance = max(item.number.tolerance, 1e-9) if item.number else 0.0
    return found is not None and math.isclose(found, value, rel_tol=tolerance)


def cloze_problems(item: Item, evidence: Evidence) -> Iterator[str]:
    """Yield what is wrong with gaps: filled in, the text must be the source's, and nothing around may answer them."""
    if not item.answers or item.stem.count(GAP) != len(item.answers):
        yield "It has not as many answers as gaps."
        return
    text = item.stem.split(": ", 1)[-1].replace("(n) " + GAP, " " + GAP)
    for answer in item.answers:
        text = text.replace(GAP, answer.split("|")[0], 1)
    if not said_in(evidence.near(item.source)[:1], text.rstrip(".")):
        yield "Filled in, the text is not what the source says."
    rest = item.stem.replace(GAP, " ")
    for answer in item.answers:
        if any(mentions(rest, one) for one in answer.split("|")) or stems(answer.split("|")[0]) & stems(rest):
            yield f"The text around the gap holds the answer “{answer.split('|')[0]}”."
    if len(stems(rest)) < _LEAST_CONTEXT:
        yield "The text around the gap says too little."


def matching_problems(item: Item, evidence: Evidence) -> Iterator[str]:
    """Yield what is wrong with pairs: each must be said at one of the sources, and no other pairing may be."""
    if not _LEAST_PAIRS <= len(item.pairs) <= _MOST_PAIRS:
        yield f"It has {len(item.pairs)} pairs; {_LEAST_PAIRS} to {_MOST_PAIRS} can be matched."
    for one, other in combinations(item.pairs, 2):
        if normal(one.left) == normal(other.left) or normal(one.right) == normal(other.right):
            yield f"Two sides are the same: “{one.left}” and “{other.left}”."
    places = (item.source, *item.also)
    for pair in item.pairs:
        if not any(said_in(near[:1], pair.right) and said_in(near, pair.left) for near in map(evidence.near, places)):
            yield f"The source does not say of “{pair.left}”: {pair.right}."
        if stems(pair.left) & stems(pair.right):
            yield f"“{pair.left}” shares a word with its own side."
    for one in item.pairs:
        for other in item.pairs:
            if one is not other and evidence.says(stems(one.left), stems(other.right), least=0.9):
                yield f"“{one.left}” may belong to another side too."


def ordering_problems(item: Item, evidence: Evidence) -> Iterator[str]:
    """Yield what is wrong with an order: the parts stand in this order in the text, or have dates in this order."""
    if not _LEAST_PARTS <= len(item.answers) <= _MOST_PARTS:
        yield f"It has {len(item.answers)} parts; {_LEAST_PARTS} to {_MOST_PARTS} can be ordered."
    if len({normal(part) for part in item.answers}) != len(item.answers):
        yield "Two parts are the same."
    places = (item.source, *item.also)
    if len(places) != len(item.answers):
        yield "Not every part has its source."
        return
    for part, place in zip(item.answers, places, strict=True):
        if not _held((plain(place.text),), part):
            yield f"Its source does not say “{part}”."
        if _ORDER_WORD.match(part) or (_YEAR.search(part) and "earliest" in item.stem):
            yield f"“{part}” tells its own place."
    if "earliest" in item.stem:
        years = [int(found[0]) if (found := _YEAR.findall(place.text)) else 0 for place in places]
        if 0 in years or any(first >= second for first, second in pairwise(years)):
            yield "The dates do not give this order."
    elif any((one.page, one.start) >= (other.page, other.start) for one, other in pairwise(places)):
        yield "The text does not give this order."
    del evidence  # places are looked at by the common rules


def open_problems(item: Item, evidence: Evidence) -> Iterator[str]:
    """Yield what is wrong with a rubric: each row needs points, keys, and evidence that says them."""
    if len(item.rubric) < 2:
        yield "A rubric needs at least two rows."
    for row in item.rubric:
        if row.points <= 0:
            yield f"“{row.name}” gives no points."
        if not evidence.holds(row.evidence):
            yield f"The evidence of “{row.name}” is not at its place."
        if not row.keys:
            yield f"“{row.name}” looks for nothing."
        for key in row.keys:
            if not any(
                find_name(plain(row.evidence.text), one) or _held((plain(row.evidence.text),), one)
                for one in key.split("|")
            ):
                yield f"The evidence of “{row.name}” does not say “{key}”."
    for one, other in combinations(item.rubric, 2):
        if one.evidence == other.evidence or set(one.keys) == set(other.keys):
            yield f"“{one.name}” and “{other.name}” look for the same."


def _held(texts: tuple[str, ...], phrase: str) -> bool:
    wanted = stems(phrase)
    return bool(wanted) and any(len(wanted & stems(text)) >= _PART_HELD * len(wanted) for text in texts)


def _unsupported(question: str, texts: tuple[str, ...]) -> str:
    """Return the words of a question that its surroundings do not hold, if they are a third of it or more."""
    held = frozenset().union(*(stems(text) for text in texts))
    words = stems(question)
    missing = words - held
    return ", ".join(sorted(missing)[:4]) if len(missing) * 3 > len(words) else ""
