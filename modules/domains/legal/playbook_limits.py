"""Whether the numbers of a clause keep to the limits of a playbook, and how far they do where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modules.domains.legal import phrases
from modules.domains.legal.phrases import Groups, Phrase
from modules.domains.legal.playbook import Limit, Verdict
from modules.domains.legal.quantities import Measure, Quantity, alike, quantities, quantity, restated
from modules.domains.legal.statements import Statement, said

_REACH = 220
"""Characters between the words that name a number and the number."""
_READ_AS = {
    Measure.TIME: {Measure.TIME},
    Measure.SHARE: {Measure.SHARE},
    Measure.RATE: {Measure.RATE, Measure.SHARE},
    Measure.MONEY: {Measure.MONEY, Measure.FEES},
    Measure.FEES: {Measure.FEES, Measure.MONEY, Measure.SHARE},
}
_CAPS = frozenset({Measure.MONEY, Measure.FEES})
_BRACKETS = str.maketrans("[]", "  ")
"""What is still to be agreed stands in brackets: "[three (3)] years"."""
_GREATER = re.compile(r"\b(?:greater|higher|larger|highest|greatest|more)\s+of\b", re.IGNORECASE)
_LESSER = re.compile(r"\b(?:lesser|lower|smaller|lowest|least|less)\s+of\b", re.IGNORECASE)
_ABOVE_BASE = re.compile(
    r"\b(?:above|over|plus)\b.{0,60}\b(?:base|prime|bank|libor|euribor|sofr|lending|discount)\b", re.IGNORECASE
)
_SEVERITY = (Verdict.UNACCEPTABLE, Verdict.NEEDS_REVIEW, Verdict.ACCEPTABLE)


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether a statement keeps to a limit.

    Attributes:
        reason: says it in a sentence, with the numbers that were compared.
        statement: which one.
        start, end: offsets of the number in the contract's text; equal where there is none.
        instead: what to write there to keep to the limit; "" where nothing needs to change, or no number would do.
    """

    verdict: Verdict
    reason: str
    statement: Statement
    start: int
    end: int
    instead: str = ""


def compared(limit: Limit, statements: Sequence[Statement], text: str, groups: Groups) -> list[Kept]:
    """Compare the numbers of statements with a limit; empty where none of them gives such a number.

    The one that counts comes first: the worst, or the best where one is enough.

    Args:
        limit: what is allowed.
        statements: of the clause.
        text: the contract's, which the statements point into.
        groups: the playbook's.
    """
    near, without, unlimited = (
        [phrases.parse(one, groups) for one in some] for some in (limit.near, limit.none_of, limit.unlimited)
    )
    judged: list[tuple[int, Kept]] = []
    for statement in statements:
        if said(statement, without) is not None:
            continue
        if said(statement, unlimited) is not None:
            reason = f"{_first(limit.what)} is not limited."
            judged.append((0, Kept(limit.if_unlimited, reason, statement, statement.start, statement.start)))
        elif (kept := _kept(limit, statement, text, near)) is not None:
            judged.append(kept)
    return sorted(_first_said(judged), key=lambda one: _SEVERITY.index(one.verdict), reverse=limit.one_is_enough)


def _first_said(judged: Sequence[tuple[int, Kept]]) -> Iterator[Kept]:
    """Yield those found by the surest words, each number once: a list holds what its items say."""
    surest = min((rank for rank, _ in judged), default=0)
    known: list[Kept] = []
    for rank, one in judged:
        if rank == surest and not any(other.start <= one.start < max(other.end, other.start + 1) for other in known):
            known.append(one)
            yield one


def _kept(limit: Limit, statement: Statement, text: str, near: Sequence[Phrase]) -> tuple[int, Kept] | None:
    """Judge the number that stands nearest to the surest words; return which words these were, too."""
    stated, words = text[statement.start : statement.end].translate(_BRACKETS), statement.words
    all_here = [one for one in quantities(stated) if one.measure in _READ_AS[limit.bound.measure]]
    for rank, phrase in enumerate(near if all_here else ()):
        spans = [(words[first].start, words[last].end) for first, last in statement.spans(phrase)]
        nearest = min(all_here, key=lambda one: min((_distance(one, span) for span in spans), default=_REACH + 1))
        if not spans or min(_distance(nearest, span) for span in spans) > _REACH:
            continue
        if limit.bound.measure in _CAPS:
            several = [one for one in all_here if one.measure in _CAPS and one.start >= spans[0][0]]
            if len(several) > 1 and (_GREATER.search(stated) or _LESSER.search(stated)):
                return rank, _of_several(limit, statement, stated, several)
        verdict, said_of_it = _judged(limit, nearest, stated)
        return rank, _said_of(limit, statement, nearest, verdict, f"{_first(limit.what)} is {said_of_it}.")
    if limit.bound.measure in _CAPS and not all_here and said(statement, near) is not None:
        reason = f"{_first(limit.what)} is stated without an amount that can be compared."
        return len(near), Kept(Verdict.NEEDS_REVIEW, reason, statement, statement.start, statement.start)
    return None


def _of_several(limit: Limit, statement: Statement, stated: str, several: Sequence[Quantity]) -> Kept:
    """Judge a cap that is the greater, or the lesser, of two: the one that counts may be the one not comparable."""
    greater = bool(_GREATER.search(stated))
    judged = [(_judged(limit, one, stated), one) for one in several]
    verdicts = [verdict for (verdict, _), _ in judged]
    wants_more = limit.at_least is not None
    wanted = Verdict.ACCEPTABLE if greater == wants_more else Verdict.UNACCEPTABLE
    verdict = wanted if wanted in verdicts else _between(verdicts)
    (_, words), one = judged[verdicts.index(verdict)]
    which = "greater" if greater else "lesser"
    whole = " and ".join(map(_shown, several))
    return _said_of(
        limit, statement, one, verdict, f"{_first(limit.what)} is the {which} of {whole}: the decisive one is {words}."
    )


def _between(verdicts: Sequence[Verdict]) -> Verdict:
    same = set(verdicts)
    return verdicts[0] if len(same) == 1 else Verdict.NEEDS_REVIEW


def _said_of(limit: Limit, statement: Statement, one: Quantity, verdict: Verdict, reason: str) -> Kept:
    bound = limit.bound
    number = one.measure is not Measure.MONEY or bound.measure is Measure.MONEY
    comparable = one.value is not None and number and verdict is not Verdict.ACCEPTABLE and one.number != 0
    instead = restated(one, bound) if comparable and one.unit else ""
    start = statement.start + one.start
    return Kept(verdict, reason, statement, start, start + len(one.text), instead)


def _judged(limit: Limit, one: Quantity, stated: str) -> tuple[Verdict, str]:
    """Return the verdict on a stated quantity and what is said of it, to complete "The notice period is ..."."""
    bound = limit.bound
    allowed = f"at {'most' if limit.at_most else 'least'} {limit.at_most or limit.at_least}"
    if why := _incomparable(one, bound, stated):
        return Verdict.NEEDS_REVIEW, f"{_shown(one)}, which cannot be compared with {allowed}: {why}"
    words = f"{_shown(one)}{_converted(one, bound)}"
    if _keeps(limit, one, bound):
        return Verdict.ACCEPTABLE, f"{words}, and the playbook allows {allowed}"
    if limit.tolerated and _keeps(limit, one, quantity(limit.tolerated)):
        return (
            Verdict.NEEDS_REVIEW,
            f"{words}, while the playbook wants {allowed} and tolerates {limit.tolerated}",
        )
    return Verdict.UNACCEPTABLE, f"{words}, but the playbook allows {allowed}"


def _keeps(limit: Limit, one: Quantity, bound: Quantity) -> bool:
    if one.value is None or bound.value is None:
        return False
    return alike(one, bound) or (one.value < bound.value if limit.at_most else one.value > bound.value)


def _incomparable(one: Quantity, bound: Quantity, stated: str) -> str:
    """Return why two quantities cannot be compared; "" where they can."""
    if one.measure is Measure.FEES and one.value is None:
        return "the contract does not say the fees of which period"
    if bound.measure is Measure.RATE and one.measure is Measure.SHARE:
        return "the contract does not say for which period"
    if bound.measure is Measure.RATE and _ABOVE_BASE.search(stated, one.start):
        return "it is added to a base rate that moves"
    if bound.measure is Measure.FEES and one.measure is Measure.MONEY:
        return "one is a fixed sum and the other depends on the fees"
    if bound.measure is Measure.FEES and one.measure is Measure.SHARE:
        return "the contract does not say the fees of which period"
    if bound.measure is Measure.MONEY and one.measure is Measure.FEES:
        return "one depends on the fees and the other is a fixed sum"
    if bound.measure is Measure.MONEY and one.unit != bound.unit:
        return "they are in different currencies"
    return ""


def _shown(one: Quantity) -> str:
    if one.measure is not Measure.FEES or one.unit == "fees":
        return one.text
    return f"{one.text} of the fees" if one.unit in ("percent", "times") else f"the fees of {one.text}"


def _converted(one: Quantity, bound: Quantity) -> str:
    """Return the stated quantity in the unit of the bound, where that is another."""
    if one.unit == bound.unit or one.value is None or bound.value is None or not bound.number:
        return ""
    amount = one.value / (bound.value / bound.number)
    about = "" if amount == int(amount) and one.measure is not Measure.TIME else "about "
    figure = f"{round(amount, 1).normalize():,f}"
    unit = {"percent a year": "% a year", "percent": "%"}.get(bound.unit, f"{bound.unit}{'' if amount == 1 else 's'}")
    if bound.measure is Measure.FEES:
        unit = f"{unit} of fees"
    return f" ({about}{figure} {unit})"


def _distance(one: Quantity, span: tuple[int, int]) -> int:
    """Return the characters between a quantity and the words that name it; before them it is less likely meant."""
    start, end = span
    if one.start >= end:
        return one.start - end
    return 2 * (start - one.end) if one.end <= start else 0


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
