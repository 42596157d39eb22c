"""A sentence of a contract, with the dates and lengths of time in it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations.facts import Fact, stated
from modules.domains.legal.values import DateValue, Duration, dates, durations

CONTRACT = r"(?:agreement|contract|lease|licen[sc]e|deed|memorandum|order|sow|statement\s+of\s+work|addendum|mou)\b"
"""What a contract calls itself, as a pattern."""
OWN_TIME = re.compile(
    rf"\b(?:this|present)\s+(?:[\w-]+\s+){{0,3}}?{CONTRACT}|"
    r"\bthe\s+(?:[\w-]+\s+){0,3}?(?:agreement|contract|lease)\b|\bterm\b|\b(?:successive|renewal|additional|further)\s+terms\b|expir(?:y|ation)\s+date",
    re.IGNORECASE,
)
"""Words that a sentence on a contract's own time has."""
AGAIN = re.compile(
    r"\b(?:renew|extend|extension|additional|successive|further\s+(?:term|period)|consecutive\s+term)", re.IGNORECASE
)
"""Words of a renewal."""
_TERM = re.compile(r"(?:initial\s+)?(?:term|duration|period)(?:\s+of\s+(?:\w+\s+)?\w+)?", re.IGNORECASE)
_FIRST_WORDS = 12  # characters
_LONGEST = 4_000  # characters; what is longer is a table or a page without a full stop


class Sentence:
    """A sentence of a contract; its dates and lengths of time have offsets into its own text.

    Args:
        contract: that it is from.
        start, end: its span in the contract's text.
    """

    def __init__(self, contract: Contract, start: int, end: int) -> None:
        self._contract = contract
        self._start = start
        self.text = contract.text[start : min(end, start + _LONGEST)]

    @cached_property
    def is_about_contract(self) -> bool:
        """Whether it may be about the contract's own time."""
        return bool(OWN_TIME.search(self.text)) or self.opens_term

    @cached_property
    def opens_term(self) -> bool:
        """Whether it stands under the title "Term" and begins with a length of time: "Three years from today."."""
        first = next(iter(self.durations), None)
        titled = any(_TERM.fullmatch(title) for title in self.titles[:2])
        return titled and first is not None and first.start < _FIRST_WORDS

    @cached_property
    def titles(self) -> list[str]:
        """The titles of the clauses that hold it, the innermost first; a title may be empty."""
        clause = self._contract.clause_at(self._start)
        found = []
        while clause:
            found.append(clause.title)
            clause = self._contract.holder_of(clause)
        return found

    @cached_property
    def dates(self) -> list[DateValue]:
        """The dates in it."""
        return dates(self.text)

    @cached_property
    def durations(self) -> list[Duration]:
        """The lengths of time in it."""
        return durations(self.text)

    def fact(self, value: DateValue | Duration) -> Fact:
        """Return the fact that one of its dates or lengths of time states."""
        return stated(self._contract, _moved(value, self._start))


def _moved(value: DateValue | Duration, by: int) -> DateValue | Duration:
    return replace(value, start=value.start + by, end=value.end + by)
