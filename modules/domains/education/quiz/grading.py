"""Grading a response by rules. What rules cannot decide is marked as not certain; nothing here asks a model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from modules.domains.education.quiz.grading_numbers import graded_number
from modules.domains.education.quiz.grading_open import graded_rubric
from modules.domains.education.quiz.grading_text import Read, reads
from modules.domains.education.quiz.item import Grade, Item, Kind, Mark, Response
from modules.domains.education.quiz.wording import normal


class Compare(Protocol):
    """Tells whether two expressions are the same quantity, algebraically; units are looked at elsewhere."""

    def __call__(self, given: str, expected: str) -> bool | None:
        """Return whether they are equal; None where one of them cannot be read. It must not evaluate code."""
        ...


def grade(item: Item, response: Response, compare: Compare, terms: Collection[str] = ()) -> Grade:
    """Grade a response.

    Points, as shares of one: a choice all or nothing; a multi-select (right ones chosen - wrong ones chosen) / right
    ones, not below 0; gaps and pairs the share that is right; an order (longest common subsequence - 1) / (parts - 1);
    an open response the share of the rubric's points, never certain.

    Args:
        item: what was asked.
        response: what was handed in. Texts that are no option of the item count as wrong.
        compare: decides on expressions that are no plain numbers.
        terms: names of the course's other concepts (`Course.terms`): a misspelling that is another term is wrong.
    """
    given = response.given
    if not any(part.strip() for part in given):
        return Grade(item.id, 0.0, f"Nothing was handed in. {item.explanation}")
    if item.kind is Kind.NUMERIC:
        return graded_number(item, given[0], compare)
    if item.kind is Kind.OPEN:
        return graded_rubric(item, " ".join(given))
    if item.kind in (Kind.SHORT, Kind.CLOZE):
        return _texts(item, given, terms)
    return _BY_KIND[item.kind](item, given)


def _choice(item: Item, given: Sequence[str]) -> Grade:
    chosen = next((one for one in item.options if one.text == given[0]), None)
    if chosen is not None and chosen.right and len(given) == 1:
        return Grade(item.id, 1.0, f"Right. {item.explanation}", (Mark(chosen.text, 1.0, 1.0, chosen.text),))
    why = f" {chosen.feedback}" if chosen is not None and chosen.feedback else ""
    name = chosen.text if chosen else given[0]
    return Grade(item.id, 0.0, f"Not right.{why} {item.explanation}", (Mark(name, 0.0, 1.0, "", why.strip()),))


def _select(item: Item, given: Sequence[str]) -> Grade:
    chosen = set(given)
    marks, hits, slips = [], 0, 0
    possible = sum(option.right for option in item.options)
    for option in item.options:
        taken = option.text in chosen
        hits += taken and option.right
        slips += taken and not option.right
        if option.right:
            reason = "" if taken else "This belongs to the answer."
            marks.append(Mark(option.text, float(taken), 1.0, option.text if taken else "", reason))
        elif taken:
            marks.append(Mark(option.text, -1.0, 0.0, option.text, option.feedback or "This does not belong to it."))
    slips += len(chosen - {option.text for option in item.options})
    score = max(0.0, (hits - slips) / possible) if possible else 0.0
    wrong = " ".join(mark.reason for mark in marks if mark.earned < 0)
    told = f"{hits} of {possible} right ones chosen" + (f", {slips} wrong." if slips else ".")
    return Grade(item.id, score, " ".join(part for part in (told, wrong, item.explanation) if part), tuple(marks))


def _texts(item: Item, given: Sequence[str], terms: Collection[str]) -> Grade:
    gaps = [tuple(answer.split("|")) for answer in item.answers] if item.kind is Kind.CLOZE else [item.answers]
    marks, certain = [], True
    for number, accepted in enumerate(gaps, 1):
        said = given[number - 1] if number <= len(given) else ""
        read = reads(said, accepted, terms)
        certain &= read is not Read.UNSURE
        name = f"Gap {number}" if item.kind is Kind.CLOZE else "Answer"
        marks.append(Mark(name, float(read.right), 1.0, said if read.right else "", read.reason(accepted[0])))
    score = sum(mark.earned for mark in marks) / len(marks)
    reasons = " ".join(mark.reason for mark in marks if mark.reason)
    opening = "Right." if score == 1.0 else "Not right." if score == 0.0 else "Partly right."
    return Grade(
        item.id, score, " ".join((opening, reasons, item.explanation)).replace("  ", " "), tuple(marks), certain
    )


def _matching(item: Item, given: Sequence[str]) -> Grade:
    marks = []
    meant = {normal(pair.right): pair.left for pair in item.pairs}
    for number, pair in enumerate(item.pairs):
        said = given[number] if number < len(given) else ""
        right = normal(said) == normal(pair.right)
        owner = meant.get(normal(said), "")
        reason = "" if right else f"That belongs to “{owner}”." if owner else "No side was chosen."
        marks.append(Mark(pair.left, float(right), 1.0, said if right else "", reason))
    hits = sum(mark.earned for mark in marks)
    told = f"{hits:.0f} of {len(marks)} pairs are right."
    wrong = " ".join(f"{mark.name}: {mark.reason}" for mark in marks if mark.reason)
    return Grade(item.id, hits / len(marks), f"{told} {wrong}".strip(), tuple(marks))


def _ordering(item: Item, given: Sequence[str]) -> Grade:
    wanted = list(item.answers)
    kept = common_subsequence([part for part in dict.fromkeys(given) if part in wanted], wanted)
    score = max(0.0, (len(kept) - 1) / (len(wanted) - 1)) if len(wanted) > 1 else float(kept == wanted)
    marks = tuple(
        Mark(
            part,
            float(part in kept),
            1.0,
            part if part in kept else "",
            "" if part in kept else "This stands elsewhere.",
        )
        for part in wanted
    )
    if score == 1.0:
        return Grade(item.id, 1.0, "Right.", marks)
    moved = next(part for part in wanted if part not in kept)
    return Grade(item.id, score, f"{len(kept)} of {len(wanted)} parts are in order; “{moved}” stands elsewhere.", marks)


def common_subsequence(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return the longest sequence that both have in this order, the earliest of several."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row in range(len(one) - 1, -1, -1):
        for column in range(len(other) - 1, -1, -1):
            same = one[row] == other[column]
            table[row][column] = (
                table[row + 1][column + 1] + 1 if same else max(table[row + 1][column], table[row][column + 1])
            )
    found, row, column = [], 0, 0
    while row < len(one) and column < len(other):
        if one[row] == other[column]:
            found.append(one[row])
            row, column = row + 1, column + 1
        elif table[row + 1][column] >= table[row][column + 1]:
            row += 1
        else:
            column += 1
    return found


_BY_KIND: Mapping[Kind, Callable[[Item, Sequence[str]], Grade]] = {
    Kind.CHOICE: _choice,
    Kind.SELECT: _select,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
}
