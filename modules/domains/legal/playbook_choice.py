"""Which playbook a contract is proposed to be held against."""

from __future__ import annotations

from collections.abc import Mapping

from modules.domains.legal import phrases
from modules.domains.legal.clauses import opening
from modules.domains.legal.contract import Contract
from modules.domains.legal.playbook import Playbook

_OPENING = 6_000  # characters: the title, the preamble and the recitals


def fitting(contract: Contract, playbooks: Mapping[str, Playbook]) -> str | None:
    """Return the key of the playbook that suits a contract best: by its title, else by how it begins; None for none.

    Args:
        contract: only its beginning is read.
        playbooks: those that can be chosen; of two that suit alike the first is returned.
    """
    title = " ".join(contract.text[start:end] for start, end in opening.document_names(contract))
    for said in (title, contract.text[:_OPENING]):
        counts = {key: _count(playbook, said) for key, playbook in playbooks.items()}
        best = max(counts, key=counts.__getitem__, default=None)
        if best is not None and counts[best]:
            return best
    return None


def _count(playbook: Playbook, text: str) -> int:
    """Return how often a text says what the titles of a playbook's contracts say."""
    words = phrases.read(text)
    return sum(len(list(phrases.parse(phrase, playbook.groups).all(words))) for phrase in playbook.suits)
