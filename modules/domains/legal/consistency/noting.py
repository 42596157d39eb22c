"""How the checks write down what they find."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from modules.core.findings import Finding, Severity
from modules.domains.legal.contract import Contract

MOST_QUOTES = 6
"""Of one finding: who has seen six places knows what to look for."""


class Kind(StrEnum):
    """What is inconsistent, in the order in which a summary names it."""

    UNDEFINED = "undefined term"
    DEFINED_TWICE = "term defined twice"
    NOT_WHERE_IT_SAYS = "definition not where it says"
    UNUSED = "unused term"
    MISSING_CLAUSE = "reference to a missing clause"
    MISSING_ATTACHMENT = "missing attachment"
    BLANK = "blank left in"
    PARTY_NAME = "party name varies"
    NUMBER = "number written two ways"
    DATES = "dates that contradict"
    CLAUSE_NUMBER = "clause numbering"
    LIST = "list numbering"


def noted(
    contract: Contract,
    kind: Kind,
    severity: Severity,
    title: str,
    explanation: str,
    places: Iterable[tuple[int, int]],
    *,
    about: str = "",
) -> Finding:
    """Write down a finding.

    Args:
        contract: where it was found.
        kind: what is inconsistent.
        severity: how much it matters.
        title: in a few words.
        explanation: a sentence.
        places: spans of the contract's text that show it, the telling one first.
        about: what the finding's id shall depend on; where it stands, by default.
    """
    spans = list(dict.fromkeys(places))[:MOST_QUOTES]
    key = "\n".join((contract.document_id, kind, about or title, "" if about else str(spans[:1])))
    return Finding(
        hashlib.sha256(key.encode()).hexdigest()[:16],
        kind,
        severity,
        title,
        explanation,
        tuple(citation for start, end in spans for citation in contract.cite(start, end)),
    )


def quoted(contract: Contract, start: int, end: int, around: int = 90) -> tuple[int, int]:
    """Return the span of the words around a place: its sentence, cut to `around` characters on either side."""
    first, last = contract.sentence_at(start)
    if not first <= start < last:
        first, last = start, end
    text = contract.text
    left, right = max(first, start - around), min(max(last, end), end + around)
    while first < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < last and not text[right].isspace():
        right -= 1
    return left, right
