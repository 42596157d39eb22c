"""Spoils the numbers of clauses and list items."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from benchmarks.planting.planted import Edit
from modules.domains.legal.contract import Contract

_HEAD = re.compile(r"(?m)^(?P<word>Section )?(?P<top>\d{1,2})\.(?P<part>\d{1,2})(?=\.? [A-Z])")
_ITEM = re.compile(r"(?m)^\((?P<mark>[a-h])\) ")


def clause_number_repeated(contract: Contract, random: Random) -> Edit | None:
    """A clause has the number of the clause before it."""
    heads = list(_HEAD.finditer(contract.text))
    found = [two for one, two in pairwise(heads) if _next(one, two)]
    if not found:
        return None
    match = random.choice(found)
    return Edit(*match.span("part"), f"{int(match['part']) - 1:0{len(match['part'])}}")


def clause_number_skipped(contract: Contract, random: Random) -> Edit | None:
    """A number is left out before the last clause of an article."""
    heads = list(_HEAD.finditer(contract.text))
    last = [
        two
        for one, two, three in zip(heads, heads[1:], heads[2:], strict=False)
        if _next(one, two) and two["top"] != three["top"]
    ]
    if not last:
        return None
    match = random.choice(last)
    return Edit(*match.span("part"), f"{int(match['part']) + 1:0{len(match['part'])}}")


def _next(one: re.Match[str], two: re.Match[str]) -> bool:
    return one["top"] == two["top"] and int(two["part"]) == int(one["part"]) + 1


def item_skipped(contract: Contract, random: Random) -> Edit | None:
    """A list leaves out a letter before its last item."""
    items = list(_ITEM.finditer(contract.text))
    last = [
        two
        for one, two, three in zip(items, items[1:], [*items[2:], None], strict=False)
        if "b" < two["mark"] == chr(ord(one["mark"]) + 1) and (three is None or three["mark"] == "a")
    ]
    if not last:
        return None
    match = random.choice(last)
    return Edit(*match.span("mark"), chr(ord(match["mark"]) + 1))
