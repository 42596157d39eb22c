"""Spoils what a contract says about its own time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from benchmarks.planting.planted import Edit
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import schedule, terms
from modules.domains.legal.spelled import day as said
from modules.domains.legal.values import in_words

_UNLESS = re.compile(r",?\s+unless\b[^.]*(?=\.)", re.IGNORECASE)
_ENDS = ("This Agreement expires on {}.", "This Agreement shall end on {}.", "The term of this Agreement ends on {}.")
_TERMS = ("The term of this Agreement is {} years.", "This Agreement shall continue for {} years.")


def end_moved(contract: Contract, random: Random) -> Edit | None:
    """It says to end on a day that its beginning and its term do not give."""
    days = {one.kind: one.day for one in schedule(terms(contract))}
    end = days["expiry"]
    if end is None or days["effective"] is None or not terms(contract).lengths:
        return None
    moved = end + timedelta(days=random.choice((-30, 31, 365, -180)))
    return _after_term(contract, random.choice(_ENDS).format(said(moved)))


def end_before_start(contract: Contract, random: Random) -> Edit | None:
    """It ends before it takes effect."""
    stated = terms(contract)
    if stated.effective is None or stated.effective.day is None:
        return None
    day: date = stated.effective.day - timedelta(days=random.randint(20, 900))
    return _after_term(contract, random.choice(_ENDS).format(said(day)))


def term_stated_again(contract: Contract, random: Random) -> Edit | None:
    """Another sentence gives another term."""
    lengths = terms(contract).lengths
    if not lengths or lengths[0].length is None:
        return None
    years = round(lengths[0].length.days / 365) + random.choice((1, 2, 4))
    return _after_term(contract, random.choice(_TERMS).format(f"{in_words(years)} ({years})"))


def notice_lengthened(contract: Contract, random: Random) -> Edit | None:
    """Notice against renewal is due before the term has begun."""
    stated = terms(contract)
    notice, term = stated.non_renewal, next(iter(stated.lengths), None)
    if notice is None or notice.length is None or term is None or term.length is None:
        return None
    months = round(term.length.days / 30) + random.randint(2, 12)
    return Edit(notice.length.start, notice.length.end, f"{months} months")


def renewal_notice_deleted(contract: Contract, random: Random) -> Edit | None:  # noqa: ARG001  # planters share a form
    """It renews by itself, and the words that let a party say no are gone."""
    stated = terms(contract)
    if not (stated.automatic and stated.renewal and stated.renewal.length and stated.non_renewal):
        return None
    start, end = contract.sentence_at(stated.renewal.length.start)
    unless = _UNLESS.search(contract.text, start, end)
    if unless is None or stated.non_renewal.length is None or not unless.start() < stated.non_renewal.length.start:
        return None
    kept = contract.text[stated.renewal.length.start : unless.start()]
    return Edit(stated.renewal.length.start, unless.end(), kept)


def _after_term(contract: Contract, sentence: str) -> Edit | None:
    """Return a further sentence behind the one on the term."""
    length = next(iter(terms(contract).lengths), None)
    if length is None or length.length is None:
        return None
    _, end = contract.sentence_at(length.length.start)
    return Edit(end, end, f" {sentence}", told=sentence)
