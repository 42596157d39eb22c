"""Quiz items as tasks for the tutor: what the learner sees, and what stays hidden."""

from __future__ import annotations

from modules.domains.education.quiz.building import keys
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.tutoring.task import Key, Task

KINDS = (Kind.SHORT, Kind.NUMERIC, Kind.CLOZE, Kind.CHOICE)
"""Kinds of items that a learner can work on with hints."""


def task_of(item: Item) -> Task:
    """Return an item of one of `KINDS` as a task.

    Raises:
        ValueError: it is of another kind.
    """
    if item.kind not in KINDS:
        raise ValueError(f"no hints lead to an item of kind {item.kind}")
    options = tuple(option.text for option in item.options)
    given = "\n".join((item.stem, *options))
    answers = keys(item)
    return Task(
        item.stem,
        Key(answers, given, options),
        f"{answers[0]}. {item.explanation}",
        (item.source, *item.also),
        item.section,
        concept=item.concept,
    )
