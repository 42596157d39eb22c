"""All checks of one contract, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace

from modules.core.findings import Finding, Severity
from modules.core.types import Progress
from modules.domains.legal.consistency.blanks import blanks
from modules.domains.legal.consistency.definitions import Glossary
from modules.domains.legal.consistency.lists import clause_numbers, list_gaps
from modules.domains.legal.consistency.noting import Kind
from modules.domains.legal.consistency.numbers import Numbers
from modules.domains.legal.consistency.parties import party_names
from modules.domains.legal.consistency.readings import differing_numbers
from modules.domains.legal.consistency.references import misdirected_definitions, missing_attachments, missing_clauses
from modules.domains.legal.consistency.terms import defined_twice, unused_terms
from modules.domains.legal.consistency.undefined import undefined_terms
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import check_dates
from modules.domains.legal.reservations import reservations

_WORST_FIRST = tuple(Severity)
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class ConsistencyReport:
    """What does not fit together in a contract.

    Attributes:
        findings: the worst first.
        terms: how many terms the contract defines.
        clauses: how many clauses were read.
        notes: why the checks may miss things, in sentences: the contract is in another language, for instance.
    """

    findings: tuple[Finding, ...]
    terms: int
    clauses: int
    notes: tuple[str, ...] = ()


def check(contract: Contract) -> Generator[Progress, None, ConsistencyReport]:
    """Look for everything that does not fit together; the result is the generator's return value."""
    glossary, numbers = Glossary(contract), Numbers(contract)
    checks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("Looking for terms that nothing defines", lambda: undefined_terms(contract, glossary)),
        ("Comparing definitions", lambda: defined_twice(contract, glossary)),
        ("Looking for terms that nothing uses", lambda: unused_terms(contract, glossary)),
        ("Following references to definitions", lambda: misdirected_definitions(contract, glossary, numbers)),
        ("Following references to clauses", lambda: missing_clauses(contract, numbers)),
        ("Looking for attachments", lambda: missing_attachments(contract)),
        ("Looking for blanks", lambda: blanks(contract)),
        ("Comparing the parties' names", lambda: party_names(contract)),
        ("Comparing words and figures", lambda: differing_numbers(contract)),
        ("Comparing dates", lambda: (replace(one, kind=Kind.DATES) for one in check_dates(contract))),
        ("Counting clauses", lambda: clause_numbers(contract, numbers)),
        ("Counting list items", lambda: list_gaps(contract)),
    )
    found: list[Finding] = []
    for done, (label, run) in enumerate(checks):
        yield Progress(done, len(checks), label)
        found.extend(run())
    found = list({one.id: one for one in found}.values())
    found.sort(key=lambda one: (_WORST_FIRST.index(one.severity), _KINDS.index(Kind(one.kind))))
    return ConsistencyReport(tuple(found), len(glossary.by_key), len(contract.clauses), reservations(contract))
