"""What a learner works on, and what must stay hidden until an attempt has been made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from modules.core.findings import Citation


class Rung(IntEnum):
    """The steps of the ladder of hints, each tells more than the one before."""

    NUDGE = 1  # what is asked for, and where to look
    CONCEPT = 2  # the idea that it needs, from the material
    STEP = 3  # how it begins, or how one like it is done
    ANSWER = 4  # only on request, after an attempt


@dataclass(frozen=True, slots=True)
class Key:
    """What a hint must not show.

    Attributes:
        answers: the answer in each form in which it may be said: "130", "x = 3/4", "the mitochondrion", "yes".
        given: everything that the learner has in front of him: the problem, its options, what he wrote himself.
        options: of a choice, the options as shown, so that naming the right one by its letter is told.
    """

    answers: tuple[str, ...]
    given: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A question to a learner, with what is known of its answer.

    Attributes:
        question: as the learner reads it.
        key: what stays hidden.
        answer: what is shown at the end, with its explanation.
        sources: where the material speaks of it, the telling place first.
        section: path of that section.
        solution: the way to the answer, step by step; empty where it is a fact that one knows or looks up.
        concept: what it tests: the concept's id; "" where that is not known.
    """

    question: str
    key: Key
    answer: str
    sources: tuple[Citation, ...] = ()
    section: tuple[str, ...] = ()
    solution: tuple[str, ...] = ()
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the tutor shows.

    Attributes:
        rung: how much it tells.
        text: for the learner.
        citations: the places of the material that it shows.
        by: "rules", or the model's name.
    """

    rung: Rung
    text: str
    citations: tuple[Citation, ...] = ()
    by: str = "rules"


def next_rung(shown: Rung | None, attempts: int, *, wants_answer: bool) -> Rung:
    """Return what may be shown next.

    Args:
        shown: the highest rung that was shown; None before the first hint.
        attempts: how often the learner has tried.
        wants_answer: the learner asks for the answer. Without an attempt that is one more hint.
    """
    if shown is Rung.ANSWER or (wants_answer and attempts):
        return Rung.ANSWER
    return Rung(min((shown or 0) + 1, Rung.STEP))
