"""What a contract states about its own time, for the clause review: as "Dates and duties" reads it, so both agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import Fact, KeyDate, Terms, schedule, terms
from modules.domains.legal.spelled import day as said

_SUCCESSIVE = re.compile(
    r"\b(?:successive|consecutive|annually|thereafter|year[- ]to[- ]year|each\s+year)\b", re.IGNORECASE
)
_FACTS: dict[str, Callable[[Terms], Fact | None]] = {
    "agreement_date": lambda stated: stated.signed,
    "effective_date": lambda stated: stated.effective,
    "expiration_date": lambda stated: next(iter((*stated.expiries, *stated.lengths)), None),
    "renewal_term": lambda stated: stated.renewal,
    "notice_period_to_terminate_renewal": lambda stated: stated.non_renewal,
}
CATEGORIES = frozenset(_FACTS)
"""Those that ask of a contract's time."""
_QUOTED_ALONE = ("agreement_date", "effective_date")
"""Categories of which the date is quoted without its sentence, which may be the whole preamble."""


@lru_cache(maxsize=4)
def _read(contract: Contract) -> Terms:
    return terms(contract)


def place(contract: Contract, category: str) -> tuple[int, int] | None:
    """Return where a contract states what a category asks of its time; None where it does not, or for another one."""
    fact = _FACTS[category](_read(contract)) if category in _FACTS else None
    if fact is None:
        return None
    return (fact.start, fact.end) if category in _QUOTED_ALONE else contract.sentence_at(fact.start)


def answer(contract: Contract, category: str) -> tuple[str, str] | None:
    """Return what a contract states about its time: for people and, normalised, for programs; None as for `place`.

    What is no fixed day has "" for programs, and says what the day depends on.
    """
    stated = _read(contract)
    fact = _FACTS[category](stated) if category in _FACTS else None
    if fact is None:
        return None
    if category == "agreement_date":
        return (said(fact.day), fact.day.isoformat()) if fact.day else None
    if category in ("effective_date", "expiration_date"):
        return _day(schedule(stated)[0 if category == "effective_date" else 1])
    again = "successive " if category == "renewal_term" and _SUCCESSIVE.search(_quote(fact)) else ""
    return f"{again}{fact.length}", f"{again}{fact.length}"


def _day(key_date: KeyDate) -> tuple[str, str]:
    if key_date.day is None:
        return key_date.missing, ""
    told = said(key_date.day)
    return (f"{told} ({key_date.arithmetic.rstrip('.')})" if key_date.arithmetic else told), key_date.day.isoformat()


def _quote(fact: Fact) -> str:
    return " ".join(one.text for one in fact.citations)
