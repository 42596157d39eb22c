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
    text = contract.text
    found: list[Numeral] = []
    for one in (*money(text), *durations(text), *percentages(text), *numerals(text)):
        if not one.agrees and not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    for one in sorted(found, key=lambda number: number.start):
        shown = " ".join(text[one.start : one.end].split())
        yield noted(
            contract,
            Kind.NUMBER,
            Severity.HIGH,
            f"“{shown}” says two numbers",
            f"The words say {_plain(one.words)}, the figures {_plain(one.figures)}: which of them holds is open.",
            [quoted(contract, one.start, one.end)],
        )


def _plain(number: Decimal | None) -> str:
    return f"{(number or Decimal(0)).normalize():,f}"
