"""Contradictions between the dates and lengths of time that a contract states about itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from modules.core.findings import Citation, Finding, Severity
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations.arithmetic import shifted
from modules.domains.legal.obligations.facts import Fact, Terms
from modules.domains.legal.obligations.key_dates import counts_from_start
from modules.domains.legal.obligations.terms import terms
from modules.domains.legal.spelled import day as said

_SAME = timedelta(days=1)
"""A term from 1 January ends on 31 December or on 1 January: contracts mean both."""


def check_dates(contract: Contract) -> list[Finding]:
    """Return what contradicts itself in a contract's dates: its end against its beginning and term, its notices.

    A contract that says a thing once contradicts nothing, so that most contracts have no finding.
    """
    return findings(contract.document_id, terms(contract))


def findings(document_id: str, stated: Terms) -> list[Finding]:
    """Return the contradictions in what a contract states about its time."""
    return [
        Finding(_id(document_id, kind, facts), kind, severity, title, explanation, _citations(facts))
        for kind, severity, title, explanation, facts in _contradictions(stated)
    ]


_Contradiction = tuple[str, Severity, str, str, tuple[Fact, ...]]


def _contradictions(stated: Terms) -> Iterator[_Contradiction]:
    yield from _starts(stated)
    yield from _ends(stated)
    yield from _lengths(stated)
    yield from _notices(stated)


def _starts(stated: Terms) -> Iterator[_Contradiction]:
    first = next(iter(stated.starts), None)
    for other in stated.starts[1:]:
        if first and first.day and other.day and other.day not in (first.day, first.alternative):
            told = f"The effective date is {said(first.day)} in one place and {said(other.day)} in another."
            yield "two effective dates", Severity.HIGH, "Two effective dates", told, (first, other)
            return


def _ends(stated: Terms) -> Iterator[_Contradiction]:
    start, end = stated.effective, next(iter(stated.expiries), None)
    if end is None or end.day is None:
        return
    for other in stated.expiries[1:]:
        if other.day and abs(other.day - end.day) > _SAME:
            told = f"It ends on {said(end.day)} in one place and on {said(other.day)} in another."
            yield "two ends", Severity.HIGH, "Two dates on which it ends", told, (end, other)
            break
    if start is None or start.day is None:
        return
    if end.day < start.day:
        told = f"It ends on {said(end.day)}, before it takes effect on {said(start.day)}."
        yield "ends before it begins", Severity.HIGH, "It ends before it begins", told, (end, start)
        return
    for length in stated.lengths:
        if length.length is None or (length.anchor and not counts_from_start(length.anchor)):
            continue
        begins = length.day or start.day
        due = shifted(begins, length.length)
        if due and abs(due - end.day) > _SAME:
            told = (
                f"{length.length} after {said(begins)} is {said(due)}, but the contract says that it ends on "
                f"{said(end.day)}."
            )
            yield "end and term differ", Severity.HIGH, "The end does not match the term", told, (end, length, start)
            return


def _lengths(stated: Terms) -> Iterator[_Contradiction]:
    first = next(iter(stated.lengths), None)
    for other in stated.lengths[1:]:
        if first and first.length and other.length and first.length.days != other.length.days:
            told = f"The term is {first.length} in one place and {other.length} in another."
            yield "two terms", Severity.HIGH, "Two different terms", told, (first, other)
            return


def _notices(stated: Terms) -> Iterator[_Contradiction]:
    spans = [one for one in (next(iter(stated.lengths), None), stated.renewal) if one and one.length]
    notice = stated.non_renewal
    for span in spans:
        if notice and notice.length and span.length and notice.length.days >= span.length.days:
            told = (
                f"Notice against renewal is due {notice.length} before the end, but the term is {span.length}: the day "
                "for it is over when the term begins."
            )
            yield "notice longer than term", Severity.HIGH, "Notice is longer than the term", told, (notice, span)
            return
    if stated.automatic and stated.renewal and notice is None:
        told = "It renews by itself, and the contract names no time in which a party can say that it shall not."
        yield "no renewal notice", Severity.MEDIUM, "Renewal without a notice period", told, (stated.renewal,)


def _citations(facts: tuple[Fact, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for fact in facts for citation in fact.citations))


def _id(document_id: str, kind: str, facts: tuple[Fact, ...]) -> str:
    places = " ".join(f"{one.page}:{one.start}" for fact in facts for one in fact.citations)
    return hashlib.sha1(f"{document_id} {kind} {places}".encode(), usedforsecurity=False).hexdigest()[:16]
