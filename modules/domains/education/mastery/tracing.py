"""Bayesian knowledge tracing: how likely it is that a learner knows a concept, from right and wrong answers.

A. T. Corbett and J. R. Anderson, "Knowledge tracing: modeling the acquisition of procedural knowledge", User Modeling
and User-Adapted Interaction 4 (1995) 253-278. A concept is known or not; each answer is evidence, and each practice may
teach it. Forgetting is left to the cards (`cards`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

MASTERED = 0.95
"""Where Corbett and Anderson's tutor lets a learner go on."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The four probabilities of the model.

    The defaults keep to the bounds that keep the model meaningful (a guess at most .3, a slip at most .1: Corbett and
    Anderson 1995; Baker, Corbett and Aleven 2008): nothing is fitted to learners here.

    Attributes:
        known: that the concept is known before the first answer, P(L0).
        learned: that one practice teaches it, P(T).
        guess: that somebody who does not know it answers rightly, P(G).
        slip: that somebody who knows it answers wrongly, P(S).

    Raises:
        ValueError: one is no probability, or a right answer would speak against knowledge (1 - slip < guess).
    """

    known: float = 0.2
    learned: float = 0.15
    guess: float = 0.2
    slip: float = 0.1

    def __post_init__(self) -> None:
        """Refuse what is no model of learning."""
        if not all(0 <= one <= 1 for one in (self.known, self.learned, self.guess, self.slip)):
            raise ValueError("A probability is from 0 to 1.")
        if 1 - self.slip < self.guess:
            raise ValueError("Who knows answers rightly more often than who guesses: guess + slip is below 1.")


DEFAULT = Parameters()


@dataclass(frozen=True, slots=True)
class Observed:
    """One answer that tells of a concept.

    Attributes:
        score: share of the points, 0 to 1.
        guess: chance of answering this item rightly by guessing, e.g. .25 of four options; None for the model's own.
    """

    score: float
    guess: float | None = None


def chance_right(known: float, parameters: Parameters = DEFAULT) -> float:
    """Return the probability that the next answer is right."""
    return known * (1 - parameters.slip) + (1 - known) * parameters.guess


def after(known: float, observed: Observed, parameters: Parameters = DEFAULT) -> float:
    """Return the probability that the concept is known after an answer and what was learned from giving it.

    An answer that earned a part of its points counts as right with that weight and as wrong with the rest.
    """
    guess = parameters.guess if observed.guess is None else min(observed.guess, 1 - parameters.slip)
    right = _share(known * (1 - parameters.slip), (1 - known) * guess)
    wrong = _share(known * parameters.slip, (1 - known) * (1 - guess))
    score = min(max(observed.score, 0.0), 1.0)
    seen = score * right + (1 - score) * wrong
    return seen + (1 - seen) * parameters.learned


def traced(answers: Iterable[Observed], parameters: Parameters = DEFAULT) -> list[float]:
    """Return the probability before the first answer and after each one."""
    return list(accumulate(answers, lambda known, one: after(known, one, parameters), initial=parameters.known))


def _share(of: float, beside: float) -> float:
    return of / (of + beside) if of + beside > 0 else 0.0
