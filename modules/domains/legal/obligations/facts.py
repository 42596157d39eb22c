"""What a contract states about its own time, as it states it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from modules.core.findings import Citation
from modules.domains.legal.contract import Contract
from modules.domains.legal.values import DateValue, Duration

_LONGEST_QUOTE = 600  # characters


@dataclass(frozen=True, slots=True)
class Fact:
    """A date or a length of time that a contract states about itself, as it states it.

    Attributes:
        day: the date, or that from which a length counts; None where it is left blank or depends on an event.
        alternative: the other date that "3/12/2021" may mean.
        length: the length of time; None where a date is stated.
        anchor: what the length counts from, or the event that fixes the day, in the contract's words; "" for none.
        reference: the clause.
        citations: where it stands.
        start, end: of what states it in the contract's text.
    """

    reference: str
    citations: tuple[Citation, ...]
    day: date | None = None
    alternative: date | None = None
    length: Duration | None = None
    anchor: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract states about its own time; None for what it does not.

    Attributes:
        signed: the date of the agreement.
        effective: when it takes effect.
        starts: the dates that it gives as the one on which it takes effect, where there are several definitions.
        lengths: how long it runs, the telling statement first.
        expiries: the days on which it says to end, the telling one first.
        renewal: how long a renewal lasts.
        automatic: whether it renews without being asked to.
        non_renewal: how long before its end notice must be given that it shall not renew.
        terminations: how long before its end a party must give notice that it ends the contract without a cause.
    """

    signed: Fact | None
    effective: Fact | None
    starts: tuple[Fact, ...]
    lengths: tuple[Fact, ...]
    expiries: tuple[Fact, ...]
    renewal: Fact | None
    automatic: bool
    non_renewal: Fact | None
    terminations: tuple[Fact, ...]


def fact(contract: Contract, start: int, end: int) -> Fact:
    """Return a fact without its content: the clause and the sentence that holds a place, as a quote."""
    clause = contract.clause_at(start)
    first, last = contract.sentence_at(start)
    if last - first > _LONGEST_QUOTE:
        first, last = max(first, start - _LONGEST_QUOTE // 2), min(last, end + _LONGEST_QUOTE // 2)
    return Fact(clause.reference if clause else "", contract.cite(first, max(last, end)), start=start, end=end)


def stated(contract: Contract, value: DateValue | Duration) -> Fact:
    """Return the fact that a contract states with a date or a length of time in its text."""
    plain = fact(contract, value.start, value.end)
    if isinstance(value, DateValue):
        return replace(plain, day=value.value, alternative=value.alternative)
    return replace(plain, length=value)
