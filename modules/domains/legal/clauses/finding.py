"""The stretches of a contract that look like a clause of a category, ranked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from modules.domains.legal.clauses import opening, own_time
from modules.domains.legal.clauses.cues import CUES
from modules.domains.legal.clauses.learned import Model, shipped
from modules.domains.legal.clauses.parties import party_places
from modules.domains.legal.clauses.statements import Statement, statements
from modules.domains.legal.contract import Contract

PRESENT = 0.5
"""From this score on a category counts as present."""

_SURE = 0.9
_CUES, _RANKS, _LEARNED = 0.77, 0.385, 2.05
"""How patterns and model add up: a strong pattern is enough (0.9 x 0.77), a fair one needs the right title or a little
of the model, the model alone must say 0.25, where 95 % of what it says is right (leave-one-contract-out)."""
_OPENINGS = {
    "document_name": opening.document_names,
    "parties": party_places,
    "agreement_date": opening.agreement_dates,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a contract's text and how sure it is, 0 to 1, that it is a clause of the category."""

    start: int
    end: int
    score: float


@lru_cache(maxsize=4)
def _read(contract: Contract, model: Model) -> tuple[tuple[Statement, ...], NDArray[np.float32]]:
    """Return the statements of a contract and what the model says of them: all categories share both."""
    found = statements(contract)
    return found, model.scores(found)


def find(contract: Contract, category: str, limit: int = 10, model: Model | None = None) -> list[Candidate]:
    """Return the best stretches for a category, best first; those below `PRESENT` are guesses.

    Args:
        contract: where to look.
        category: a key of `categories.BY_KEY`.
        limit: at most so many.
        model: in place of the one that is shipped.
    """
    stated = own_time.place(contract, category)
    if category in _OPENINGS:
        found = [Candidate(*span, _SURE) for span in _OPENINGS[category](contract)]
    else:
        found = sorted(_scored(contract, category, model or shipped()), key=lambda one: -one.score)
    if stated:
        found = [Candidate(*stated, 1.0), *(one for one in found if not _overlap(one, stated))]
    return found[:limit]


def _overlap(one: Candidate, span: tuple[int, int]) -> bool:
    return one.start < span[1] and span[0] < one.end


def _scored(contract: Contract, category: str, model: Model) -> Iterator[Candidate]:
    if category == "effective_date":
        yield from (Candidate(*span, 1.0) for span in opening.effective_dates(contract))
    cues, column = CUES[category], list(CUES).index(category)
    found, learned = _read(contract, model)
    for statement, alike in zip(found, learned[:, column].tolist(), strict=True):
        score = max(_CUES * cues.score(statement) + _RANKS * alike, _LEARNED * alike)
        if score > 0:
            yield Candidate(statement.start, statement.end, min(score, 1.0))
