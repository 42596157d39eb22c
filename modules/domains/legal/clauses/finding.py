"""The stretches of a contract that look like a clause of a category, ranked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from modules.domains.legal.clauses import opening
from modules.domains.legal.clauses.cues import CUES
from modules.domains.legal.clauses.statements import Statement, statements
from modules.domains.legal.contract import Contract

PRESENT = 0.5
"""From this score on a category counts as present."""


_SURE = 0.9
_OPENINGS = {
    "document_name": opening.document_names,
    "parties": opening.party_places,
    "agreement_date": opening.agreement_dates,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a contract's text and how sure it is, 0 to 1, that it is a clause of the category."""

    start: int
    end: int
    score: float


@lru_cache(maxsize=32)
def read(contract: Contract) -> tuple[Statement, ...]:
    """Return the statements of a contract, which all categories share."""
    return statements(contract)


def find(contract: Contract, category: str, limit: int = 10) -> list[Candidate]:
    """Return the best stretches for a category, best first; those below `PRESENT` are guesses.

    Args:
        contract: where to look.
        category: a key of `categories.BY_KEY`.
        limit: at most so many.
    """
    if category in _OPENINGS:
        return [Candidate(*span, _SURE) for span in _OPENINGS[category](contract)][:limit]
    cues = CUES[category]
    scored = [Candidate(one.start, one.end, cues.score(one)) for one in read(contract)]
    if category == "effective_date":
        scored += [Candidate(*span, _SURE + 0.05) for span in opening.effective_dates(contract)]
    found = sorted((one for one in scored if one.score > 0), key=lambda one: -one.score)
    return found[:limit]
