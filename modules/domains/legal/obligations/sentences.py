"""A sentence of a contract, with the dates and lengths of time in it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations.facts import Fact, stated
from modules.domains.legal.values import DateValue, Duration, dates, durations

OWN_TIME = re.compile(
    r"\b(?:this|the|present)\s+(?:[\w-]+\s+){0,3}?agreement\b|\b(?:initial\s+)?term\b|\b(?:this|the)\s+contract\b|"
    r"expiration\s+date",
    re.IGNORECASE,
)
"""Words that a sentence on a contract's own time has."""
AGAIN = re.compile(
    r"\b(?:renew|extend|extension|additional|successive|further\s+(?:term|period)|consecutive\s+term)", re.IGNORECASE
)
"""Words of a renewal."""
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
        return bool(OWN_TIME.search(self.text))

    @cached_property
    def title(self) -> str:
        """The title of its clause."""
        clause = self._contract.clause_at(self._start)
        return clause.title if clause else ""

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
