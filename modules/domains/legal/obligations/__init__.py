"""Obligations and dates of a contract: who must do what by when, and the days that matter, each with its quotes.

`review` is the workflow of the page; `check_dates` is one of the checks of consistency. A day is computed from what the
contract states or not at all: where an input is missing, the result says which.
"""

from modules.domains.legal.obligations.checks import check_dates
from modules.domains.legal.obligations.deadlines import Deadline, Due, due
from modules.domains.legal.obligations.duties import Duty, Kind, duties
from modules.domains.legal.obligations.facts import Fact, Terms
from modules.domains.legal.obligations.key_dates import KeyDate, schedule
from modules.domains.legal.obligations.report import Obligations, review
from modules.domains.legal.obligations.terms import terms
from modules.domains.legal.parties import Party, parties

__all__ = [
    "Deadline",
    "Due",
    "Duty",
    "Fact",
    "KeyDate",
    "Kind",
    "Obligations",
    "Party",
    "Terms",
    "check_dates",
    "due",
    "duties",
    "parties",
    "review",
    "schedule",
    "terms",
]
