"""The cells of a review table that the clause review answers."""

from __future__ import annotations

from modules.core.grid import Cell
from modules.core.quoting import Quotation
from modules.domains.legal.citing import path
from modules.domains.legal.clauses import Category, ClauseReview, Kind

_YES = "Yes"


def cell(review: ClauseReview, category: Category) -> Cell | None:
    """Return what a review says of a category, with its quotes.

    None where it finds nothing and knows why that need not mean much, e.g. in a contract that is not in English.
    """
    finding = review.finding(category.key)
    if not finding.present:
        return None if review.notes else Cell(decided=True)
    places = zip(finding.citations, finding.references, strict=False)  # an older review has fewer references
    quotes = tuple(Quotation(citation, path(reference)) for citation, reference in places)
    return Cell(quotes, found=True, decided=True, value=_value(category, finding.answer))


def _value(category: Category, answer: str) -> str:
    """Return the answer without the yes: a visitor's question may be put the other way round."""
    return answer.removeprefix(_YES).lstrip(": ") if category.kind is Kind.YES_NO else answer
