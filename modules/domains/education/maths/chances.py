"""Probabilities of the binomial and the normal distribution."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from modules.domains.education.maths.exact import exact
from modules.domains.education.maths.numeric import context
from modules.domains.education.maths.reading import read_mathematics
from modules.domains.education.maths.solution import Solution, SolutionStep
from modules.domains.education.maths.syntax import Unreadable

_NUMBER = r"[-\d./\\{}a-z]+"
_EVENT = re.compile(rf"P\(\s*(?:({_NUMBER})\s*(<=|<|≤)\s*)?X\s*(<=|>=|<|>|=|≤|≥)\s*({_NUMBER})\s*\)", re.IGNORECASE)
_DISTRIBUTION = re.compile(
    rf"X\s*(?:~|∼|\\sim)\s*(Bin|Binomial|B|N|Normal)\s*\(\s*({_NUMBER})\s*[,;]\s*({_NUMBER})\s*(\^2|²)?\s*\)"
)
_SAME = {"≤": "<=", "≥": ">="}
MAX_TRIALS = 1_000


def is_asked(problem: str) -> bool:
    """Tell whether a probability of a named distribution is asked for."""
    return bool(_EVENT.search(problem) and _DISTRIBUTION.search(problem))


def probability(problem: str) -> Solution:
    """Work out P(X = k), P(X <= k), P(a < X < b) and so on, for X ~ Bin(n, p) or X ~ N(mean, deviation).

    Raises:
        Unreadable: the parameters are out of range.
    """
    event, distribution = _EVENT.search(problem), _DISTRIBUTION.search(problem)
    if event is None or distribution is None:
        raise Unreadable("A probability needs an event and a distribution.")
    first, second = _number(distribution[2]), _number(distribution[3])
    operator, end = _SAME.get(event[3], event[3]), _number(event[4])
    low = (_SAME.get(event[2], event[2]), _number(event[1])) if event[1] else None
    if distribution[1].startswith("B"):
        return _binomial(first, second, operator, end, low)
    return _normal(float(first), float(second), operator, float(end), None if low is None else float(low[1]))


def _number(text: str) -> Fraction:
    found = exact(read_mathematics(text))
    if found is None:
        raise Unreadable("A parameter of the distribution is no number.")
    return found


def _holds(number: int, operator: str, end: Fraction) -> bool:
    return {"=": number == end, "<": number < end, "<=": number <= end, ">": number > end, ">=": number >= end}[
        operator
    ]


def _binomial(
    trials: Fraction, chance: Fraction, operator: str, end: Fraction, low: tuple[str, Fraction] | None
) -> Solution:
    if trials.denominator != 1 or not 0 < trials <= MAX_TRIALS or not 0 <= chance <= 1 or chance.denominator > 10**6:
        raise Unreadable("The number of trials or the chance is out of range.")
    n = int(trials)
    flipped = {"<": ">", "<=": ">="}
    wanted = [
        k for k in range(n + 1) if _holds(k, operator, end) and (low is None or _holds(k, flipped[low[0]], low[1]))
    ]
    terms = [math.comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(n + 1)]
    total = sum((terms[k] for k in wanted), Fraction(0))
    shown = [f"C({n},{k})*({chance})^{k}*({1 - chance})^{n - k}" for k in wanted[:3]]
    steps = (
        SolutionStep(
            " + ".join(shown) + (" + ..." if len(wanted) > 3 else ""), "One term for each number of successes."
        ),
        SolutionStep(f"{float(total):.10g}", "Added up."),
    )
    verified = sum(terms) == 1
    return Solution("binomial", f"{float(total):.10g}", steps, verified, "All chances add up to 1." if verified else "")


def _normal(mean: float, deviation: float, operator: str, end: float, low: float | None) -> Solution:
    if deviation <= 0 or operator == "=":
        raise Unreadable("The deviation must be above 0, and the event a range.")

    def _below(x: float) -> float:
        return 0.5 * math.erfc(-(x - mean) / deviation / math.sqrt(2))

    score = (end - mean) / deviation
    found = _below(end) if operator.startswith("<") else 1 - _below(end)
    if low is not None:
        found = _below(end) - _below(low)
    steps = (
        SolutionStep(f"z = ({end:g} - {mean:g})/{deviation:g} = {score:.10g}", "Standardised."),
        SolutionStep(f"{found:.10g}", "From the standard normal distribution."),
    )
    own = context()
    starts = low if low is not None else -own.inf
    ends = [starts, end] if operator.startswith("<") else [end, own.inf]
    area = own.quad(
        lambda x: own.npdf(x, mean, deviation), [ends[0], mean, ends[1]] if ends[0] < mean < ends[1] else ends
    )
    verified = bool(abs(area - found) < 1e-9)
    return Solution("normal", f"{found:.10g}", steps, verified, "Its density was integrated." if verified else "")
