"""Which of the 41 kinds of clauses that CUAD names a contract has, where, and what they say."""

from modules.domains.legal.clauses.asking import category_of
from modules.domains.legal.clauses.categories import BY_KEY, CATEGORIES, Category, Group, Kind
from modules.domains.legal.clauses.document_remarks import remarks
from modules.domains.legal.clauses.finding import PRESENT, Candidate, find
from modules.domains.legal.clauses.reviewing import ClauseFinding, ClauseReview, review

__all__ = [
    "BY_KEY",
    "CATEGORIES",
    "PRESENT",
    "Candidate",
    "Category",
    "ClauseFinding",
    "ClauseReview",
    "Group",
    "Kind",
    "category_of",
    "find",
    "remarks",
    "review",
]
