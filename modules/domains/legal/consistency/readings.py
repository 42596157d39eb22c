"""Numbers that are written in words and in figures, and differ: "thirty (60) days"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency.noting import Kind, noted, quoted
from modules.domains.legal.contract import Contract
from modules.domains.legal.values import Numeral, durations, money, numerals, percentages


def differing_numbers(contract: Contract) -> Iterator[Finding]:
    """Find numbers whose two writings say different things."""
    for start, end in contract.sentences:
        sentence = contract.text[start:end]
        if "(" not in sentence:
            continue  # the second writing stands in brackets
        for one in _differing(sentence):
            shown = " ".join(sentence[one.start : one.end].split())
            yield noted(
                contract,
                Kind.NUMBER,
                Severity.HIGH,
                f"“{shown}” says two numbers",
                f"The words say {_plain(one.words)}, the figures {_plain(one.figures)}: which of them holds is open.",
                [quoted(contract, start + one.start, start + one.end)],
            )


def _differing(sentence: str) -> list[Numeral]:
    """The numbers of a sentence that say two things, each once, with the unit that it has."""
    found: list[Numeral] = []
    for one in (*money(sentence), *durations(sentence), *percentages(sentence), *numerals(sentence)):
        if not one.agrees and not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda number: number.start)


def _plain(number: Decimal | None) -> str:
    return f"{(number or Decimal(0)).normalize():,f}"
