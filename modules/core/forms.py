"""A form: what is asked so that a document can be filled in, and when each answer is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Answer: TypeAlias = str | bool
"""What was answered: True or False to yes and no, else text. "" and a missing answer are the same."""
Answers: TypeAlias = Mapping[str, Answer]
Condition: TypeAlias = Callable[[Answers], bool]
"""Tells from the answers whether a part of the document is kept."""


class FieldKind(StrEnum):
    """What an answer must be. The values are the words by which a template names the kind."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # paragraphs
    FREE_TEXT = "free_text"  # a clause's wording, which may come from a library or a model
    PARTY = "party"  # the name of one of those who sign
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"  # a whole one, of anything
    PERCENT = "percent"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    CHOICE = "choice"
    YES_NO = "yes_no"  # whether an optional part is kept


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    Attributes:
        name: how the template names it, unique in the form.
        label: the question, in a few words.
        about: what to bear in mind when answering; may be empty.
        default: the answer that is proposed, as it would be typed; "yes" for a part that is kept.
        choices: the possible answers to a CHOICE.
        topic: of a FREE_TEXT, under which its wordings are filed.
        optional: the document is complete without an answer.
        section: the title under which the answer is first used; "" before the first.
        needed: whether the answer appears in the document at all, given the others.
    """

    name: str
    kind: FieldKind
    label: str
    about: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    topic: str = ""
    optional: bool = False
    section: str = ""
    needed: Condition = field(default=lambda _: True, compare=False, repr=False)


def always(_: Answers) -> bool:
    """Hold whatever the answers are."""
    return True


def answered(name: str) -> Condition:
    """Return what holds where a field is answered, and not by no."""
    return lambda answers: bool(answers.get(name))


def equal(name: str, value: str) -> Condition:
    """Return what holds where a field's answer is this one."""
    return lambda answers: answers.get(name) == value


def negated(condition: Condition) -> Condition:
    """Return what holds where a condition does not."""
    return lambda answers: not condition(answers)


def all_of(*conditions: Condition) -> Condition:
    """Return what holds where all these conditions do."""
    return lambda answers: all(condition(answers) for condition in conditions)


def any_of(*conditions: Condition) -> Condition:
    """Return what holds where one of these conditions does."""
    return lambda answers: any(condition(answers) for condition in conditions)
