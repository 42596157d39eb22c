"""Spoils references to clauses and attachments."""

from __future__ import annotations

import re
from random import Random

from benchmarks.planting.planted import Edit
from modules.domains.legal.contract import Contract

_REFERENCE = re.compile(
    r"(?<=[a-z,] )(?P<word>Sections?|[Cc]lauses?|Articles?|[Pp]aragraphs?) (?P<number>\d+(?:\.\d+)?)"
    r"(?P<item>\([a-z]\))?"
    r"(?= (?!of (?:the|that|its) [A-Z])[a-z]|[.;,] )"
)
_ATTACHED = re.compile(r"(?<=[a-z] )(?:Exhibit|Schedule|Appendix|Annex) (?P<name>[A-Z]|\d)(?=[\s.,;)])(?! to the)")


def reference_broken(contract: Contract, random: Random) -> Edit | None:
    """A reference goes to a clause that does not exist."""
    text = contract.text
    found = [one for one in _REFERENCE.finditer(text) if not one["item"]]
    if not found:
        return None
    match = random.choice(found)
    top, _, part = match["number"].partition(".")
    highest = next(one for one in range(1, 100) if not re.search(rf"(?m)^(?:Section |ARTICLE )?{one}\b", text)) - 1
    number = (
        f"{top}.{int(part) + random.randint(14, 30):0{len(part)}}"
        if part
        else str(max(highest, int(top)) + random.randint(3, 6))
    )
    return Edit(*match.span("number"), number)


def item_reference_broken(contract: Contract, random: Random) -> Edit | None:
    """A reference goes to an item that its clause does not have."""
    found = [one for one in _REFERENCE.finditer(contract.text) if one["item"]]
    return Edit(*random.choice(found).span("item"), f"({random.choice('pqrt')})") if found else None


def attachment_missing(contract: Contract, random: Random) -> Edit | None:
    """A reference goes to an attachment that is not there."""
    found = list(_ATTACHED.finditer(contract.text))
    if not found:
        return None
    match = random.choice(found)
    name = random.choice("789") if match["name"].isdigit() else random.choice("RSTW")
    return Edit(*match.span("name"), name)
