"""Obligations and dates: who must do what by when, and the days that matter, as one report on a contract."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from modules.core.findings import Finding
from modules.core.types import Progress
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations.checks import findings
from modules.domains.legal.obligations.duties import Duty, duties
from modules.domains.legal.obligations.facts import Terms
from modules.domains.legal.obligations.terms import terms
from modules.domains.legal.parties import Party, parties
from modules.domains.legal.reservations import reservations


@dataclass(frozen=True, slots=True)
class Obligations:
    """What was found in one contract.

    Attributes:
        parties: in the order of the preamble.
        terms: what the contract states about its own time; `key_dates.schedule` computes the days from it.
        duties: duties, prohibitions and rights in the contract's order.
        contradictions: between dates and lengths of time.
        notes: why dates and duties may be missed, in sentences: the contract is in another language, for instance.
    """

    parties: tuple[Party, ...]
    terms: Terms
    duties: tuple[Duty, ...]
    contradictions: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def review(document_id: str, contract: Callable[[], Contract]) -> Generator[Progress, None, Obligations]:
    """Read a contract for its duties and dates.

    Args:
        document_id: the contract's document.
        contract: reads it; called once, in the worker.
    """
    yield Progress(0, 3, "Reading the contract")
    read = contract()
    yield Progress(1, 3, "Looking for dates")
    stated = terms(read)
    yield Progress(2, 3, "Looking for duties")
    contradictions = tuple(findings(document_id, stated))
    return Obligations(parties(read), stated, duties(read), contradictions, reservations(read))
