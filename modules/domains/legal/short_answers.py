"""The values in a quote that a question asks for: dates, lengths of time, sums, and whose law."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from modules.domains.legal.values import dates, durations, governing_laws, jurisdictions, money, percentages

_MOST = 4


def _places(text: str) -> Iterable[str]:
    return (one.name for one in governing_laws(text) or jurisdictions(text))


def _dates(text: str) -> Iterable[str]:
    return (one.value.isoformat() for one in dates(text))


def _durations(text: str) -> Iterable[str]:
    return map(str, durations(text))


def _amounts(text: str) -> Iterable[str]:
    return map(str, sorted([*money(text), *percentages(text)], key=lambda one: one.start))


_KINDS: tuple[tuple[re.Pattern[str], Callable[[str], Iterable[str]]], ...] = (
    (re.compile(r"\b(?:law|laws|jurisdiction|courts?|venue|forum|governs?|governed)\b", re.IGNORECASE), _places),
    (re.compile(r"\bwhen\b|\bdates?\b", re.IGNORECASE), _dates),
    (
        re.compile(r"\bhow (?:long|many|often)\b|\bnotice\b|\bperiods?\b|\bduration\b|\bterm\b|\brenew", re.IGNORECASE),
        _durations,
    ),
    (
        re.compile(r"\bhow much\b|\bamounts?\b|\bprices?\b|\bfees?\b|\bcaps?\b|\blimit|\binterest\b", re.IGNORECASE),
        _amounts,
    ),
)


def values_for(question: str, quotes: Iterable[str]) -> tuple[str, ...]:
    """Return the values that a question asks for, of the first of the quotes that has any, each once, at most four."""
    finders = [find for asked, find in _KINDS if asked.search(question)]
    for quote in quotes:
        if found := tuple(dict.fromkeys(value for find in finders for value in find(quote))):
            return found[:_MOST]
    return ()
