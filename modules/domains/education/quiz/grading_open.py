"""An open response beside its rubric: for each criterion what of the response shows it, quoted."""

from __future__ import annotations

import re
from itertools import pairwise

from modules.core.polarity import contradicted
from modules.core.text import sentences
from modules.domains.education.quiz.item import Criterion, Grade, Item, Mark
from modules.domains.education.quiz.wording import akin, find_name, plain, stems

_FULL, _HALF = 0.66, 0.34
_ALIKE = 0.5
_BEARING = 0.25
_LEAST_WORDS = 3


def graded_rubric(item: Item, said: str) -> Grade:
    """Grade an open response: a criterion is met where a sentence, or two neighbours, hold two thirds of its keys.

    A third of them earns half of its points. A key counts where the response names it or, of several words, most of
    them. A sentence that says the contrary of the evidence earns nothing. The grade is never certain: words are seen,
    not meaning.
    """
    spans = [said[start:end] for start, end in sentences(said)]
    windows = [*spans, *(f"{one} {two}" for one, two in pairwise(spans))]
    marks = tuple(_mark(row, spans, windows) for row in item.rubric)
    possible = sum(mark.possible for mark in marks)
    score = sum(mark.earned for mark in marks) / possible if possible else 0.0
    missing = [mark for mark in marks if mark.earned < mark.possible]
    told = f"{len(marks) - len(missing)} of {len(marks)} criteria are met."
    contrary = " ".join(mark.reason for mark in missing if mark.reason.startswith("“"))
    absent = next((mark.reason for mark in missing if not mark.reason.startswith("“")), "")
    return Grade(item.id, score, " ".join(part for part in (told, contrary, absent) if part), marks, certain=False)


def _mark(row: Criterion, spans: list[str], windows: list[str]) -> Mark:
    evidence = plain(row.evidence.text)
    against = next((span for span in spans if _bears_on(span, evidence) and contradicted(span, (evidence,))), None)
    if against is not None:
        return Mark(row.name, 0.0, row.points, against, f"“{against.strip()}” says the contrary of: {evidence}")
    best, share = "", 0.0
    for window in windows:
        found = _met(row, window)
        if found > share:
            best, share = window, found
    if share >= _FULL and len(stems(best)) >= _LEAST_WORDS:
        return Mark(row.name, row.points, row.points, best, "Met.")
    if share >= _HALF and len(stems(best)) >= _LEAST_WORDS:
        return Mark(row.name, row.points / 2, row.points, best, f"Partly met. The material says: {evidence}")
    return Mark(row.name, 0.0, row.points, "", f"Not found in the response: {evidence}")


def _bears_on(span: str, evidence: str) -> bool:
    mine, theirs = stems(span), stems(evidence)
    return bool(mine) and len(mine & theirs) >= max(2, _BEARING * len(mine))


def _met(row: Criterion, window: str) -> float:
    """Return the share of a criterion's keys that a stretch of the response holds."""
    held = sum(any(_holds(window, way) for way in re.split(r"\|", key)) for key in row.keys)
    return held / len(row.keys) if row.keys else 0.0


def _holds(window: str, key: str) -> bool:
    if find_name(window, key):
        return True
    wanted, said = stems(key), stems(window)
    if len(wanted) <= 1:
        return bool(wanted) and any(
            akin(frozenset((one,)), frozenset((two,))) and one[:6] == two[:6] for one in wanted for two in said
        )
    return len(wanted & said) > _ALIKE * len(wanted)
