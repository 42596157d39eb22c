"""What a reader of findings must know of the document itself: that it is no contract, or only a part of one."""

from __future__ import annotations

from modules.domains.legal.clauses.parties import parties
from modules.domains.legal.contract import Contract
from modules.domains.legal.reservations import reservations

_FEW_PARTIES = "Fewer than two parties are named at the beginning: this may be a part of a contract, or a form."


def remarks(contract: Contract) -> tuple[str, ...]:
    """Return what keeps the rules from finding all there is, in sentences; nothing for a contract in English."""
    return reservations(contract) or (() if len(parties(contract)) > 1 else (_FEW_PARTIES,))
