"""How a lawyer names a place in a contract: by its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from modules.domains.legal.contract import parted

# A filing's own number of the whole contract, "Exhibit 10.1", says nothing of a place in it.
_APART = re.compile(r"(?:exhibit(?! \d+\.)|schedule|annex|appendix|attachment|addendum)\b", re.IGNORECASE)

_STEP = re.compile(r"\([^()]*\)|[^()]+")


def path(reference: str) -> tuple[str, ...]:
    """Return a reference such as "5.2(a)" as the section path that `clause` names the same."""
    return tuple(_STEP.findall(reference)) if reference[:1].isdigit() else (reference,)


def clause(section: Sequence[str]) -> str:
    """Return the place that a section path leads to, in short.

    ("Services Agreement", "5 Term", "5.2 Termination", "(a)") is "clause 5.2(a)"; clauses of a schedule are counted
    afresh, so its name goes with them: "Schedule B, clause 2". "" where nothing on the path has a number.
    """
    part = named = ""
    for title in section:
        number, _ = parted(title)
        if number.startswith("("):
            named += number
        elif number[:1].isdigit():
            named = f"clause {number}"
        elif number:
            word, _, label = number.partition(" ")
            part, named = f"{word.capitalize()} {label}", ""
    if not named.startswith("clause"):
        return part + named
    return f"{part}, {named}" if _APART.match(part) else named
