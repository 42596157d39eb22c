"""The clause review: one contract in, the table of the 41 categories out."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from modules.core.findings import Citation
from modules.core.types import Progress
from modules.domains.legal.clauses.answers import Answer, answered
from modules.domains.legal.clauses.categories import CATEGORIES, Category, Kind
from modules.domains.legal.clauses.document_remarks import remarks
from modules.domains.legal.clauses.finding import PRESENT, Candidate, find
from modules.domains.legal.clauses.learned import Model
from modules.domains.legal.contract import Contract

_QUOTES = 3
_SCORES = (0.0, 0.28, 0.43, 0.55, 0.65, 0.73, 0.78, 1.0)
_SHARES = (0.0, 0.09, 0.28, 0.4, 0.65, 0.75, 0.95, 0.97)
"""Of the categories that reach a score, how many the contract has: measured with benchmarks/legal.py, smoothed."""
_LONGEST_LIST = 800  # characters
_LONGEST_TITLE = 60
_STATED = frozenset({Kind.NAME, Kind.PARTIES, Kind.DATE})


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """What a contract has of one category.

    Attributes:
        category: a key of `categories.BY_KEY`.
        name, question, group: of the category.
        present: whether the contract has such a clause.
        citations: the places, best first; for an absent category, none.
        references: the clauses they stand in, one for each, as the contract numbers them; "" where it does not.
        answer: for people: "30 days", "Delaware", "Yes: USD 750,000"; "No" for an absent one.
        value: for programs, see `answers.Answer`; "" for an absent one.
        confidence: 0 to 1, in what `present` says.
        explanation: why, in a sentence.
    """

    category: str
    name: str
    question: str
    group: str
    present: bool
    citations: tuple[Citation, ...]
    references: tuple[str, ...]
    answer: str
    value: str
    confidence: float
    explanation: str


@dataclass(frozen=True, slots=True)
class ClauseReview:
    """The review of one contract: a finding for each of the 41 categories, and what to know of the review itself."""

    document_id: str
    document_name: str
    findings: tuple[ClauseFinding, ...]
    notes: tuple[str, ...]

    def finding(self, category: str) -> ClauseFinding:
        """Return the finding of a category by its key."""
        return next(one for one in self.findings if one.category == category)


def review(contract: Contract, model: Model | None = None) -> Generator[Progress, None, ClauseReview]:
    """Look for each category in a contract; no language model is asked.

    Args:
        contract: what is reviewed.
        model: in place of the one that is shipped.
    """
    findings = []
    for number, category in enumerate(CATEGORIES):
        yield Progress(number, len(CATEGORIES), f"Looking for: {category.name}")
        findings.append(_finding_of(contract, category, model))
    return ClauseReview(contract.document_id, contract.name, tuple(findings), remarks(contract))


def _finding_of(contract: Contract, category: Category, model: Model | None) -> ClauseFinding:
    found = find(contract, category.key, model=model)
    places = [one for one in found if one.score >= PRESENT][:_QUOTES]
    if not places:
        best = _share(found[0].score if found else 0.0)
        return _finding(category, (), (), Answer("No", ""), 1 - best, _absent(contract, found))
    quotes = [_with_its_list(contract, one) for one in places]
    answer = answered(category, contract, quotes)
    cited = [(citation, _reference(contract, one)) for one in places for citation in contract.cite(one.start, one.end)]
    return _finding(
        category,
        tuple(citation for citation, _ in cited),
        tuple(reference for _, reference in cited),
        answer,
        _share(places[0].score),
        _explained(contract, category, places[0]),
    )


def _finding(
    category: Category,
    citations: tuple[Citation, ...],
    references: tuple[str, ...],
    answer: Answer,
    confidence: float,
    explanation: str,
) -> ClauseFinding:
    return ClauseFinding(
        category.key,
        category.name,
        category.question,
        category.group.value,
        bool(citations),
        citations,
        references,
        answer.text,
        answer.value,
        round(confidence, 2),
        explanation,
    )


def _share(score: float) -> float:
    return float(np.interp(score, _SCORES, _SHARES))


def _with_its_list(contract: Contract, place: Candidate) -> str:
    """Return the text of a finding; where it only leads into a list, with the list: the sums stand there."""
    said = contract.text[place.start : place.end]
    clause = contract.clause_at(place.start)
    if not said.rstrip().endswith(":") or clause is None:
        return said
    return contract.text[place.start : min(clause.end, place.end + _LONGEST_LIST)]


def _reference(contract: Contract, place: Candidate) -> str:
    clause = contract.clause_at(place.start)
    return clause.reference if clause else ""


def _explained(contract: Contract, category: Category, place: Candidate) -> str:
    """Return where a finding stands, and why it counts."""
    clause = contract.clause_at(place.start)
    page = f"Page {contract.page_at(place.start)}"
    if category.kind in _STATED:
        return f"{page} states it."
    if clause is None or not clause.reference[:1].isdigit():
        return f"{page} has the wording of such a clause."
    short = clause.title and clause.title != clause.reference and len(clause.title) <= _LONGEST_TITLE
    return f"Clause {clause.reference}{f' ({clause.title})' if short else ''} has the wording of such a clause."


def _absent(contract: Contract, found: list[Candidate]) -> str:
    if found:
        return f"No clause says it; the nearest wording is on page {contract.page_at(found[0].start)}."
    return "No sentence has the wording of such a clause."
