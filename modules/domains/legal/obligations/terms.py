"""All that a contract states about its own time."""

from __future__ import annotations

from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import effective, renewal, running
from modules.domains.legal.obligations.facts import Terms
from modules.domains.legal.obligations.sentences import Sentence
from modules.domains.legal.values import dates


def terms(contract: Contract) -> Terms:
    """Return what a contract states about its own time."""
    written = dates(contract.text)
    made = effective.signed(contract, written)
    sentences = [Sentence(contract, start, end) for start, end in contract.sentences]
    stated = effective.statements(contract, written)
    renewed = renewal.renewal(sentences)
    return Terms(
        made,
        effective.effective(contract, written, made),
        tuple(one for one in (*effective.definitions(contract, written, made), *stated) if one.day),
        tuple(running.lengths(sentences)),
        tuple(running.expiries(sentences)),
        renewed.period,
        renewed.automatic,
        renewed.notice,
        tuple(renewal.terminations(sentences)),
    )
