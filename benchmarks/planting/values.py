"""Spoils numbers, dates, sums and names."""

from __future__ import annotations

import re
from random import Random

from benchmarks.planting.planted import Edit
from modules.domains.legal.contract import Contract

_NUMBER = re.compile(
    r"\b(?P<words>[a-z]+(?:-[a-z]+)?(?: hundred)?(?: and [a-z]+(?:-[a-z]+)?)?) \((?P<figures>\d{1,3})(?P<sign>%?)\)"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:\d{{1,2}} (?:{_MONTH}) \d{{4}}|(?:{_MONTH}) \d{{1,2}}, \d{{4}})")
_SUM = re.compile(r"(?:\$|USD |GBP |EUR |€|£)\d[\d,]*(?:\.\d\d)?")
_COMPANY = re.compile(
    r"\b(?P<name>(?:[A-Z][A-Za-z]{3,},? ){1,3})"
    r"(?P<form>(?<=\w )(?:Inc\.|LLC|Limited|GmbH|Corporation|A/S|PLC)|(?<=, )(?:Inc\.|LLC))"
)


def left_open(contract: Contract, random: Random) -> Edit | None:
    """A number, a date or a sum was never filled in."""
    text = contract.text
    places = [
        (_NUMBER, ("[●]", "____", "[insert number]", "[__]", "TBD")),
        (_DATE, ("[date]", "_________", "[●]", "[DATE TO BE INSERTED]")),
        (_SUM, ("$[ ]", "[amount]", "EUR [●]", "$____")),
    ]
    random.shuffle(places)
    for pattern, blanks in places:
        if found := list(pattern.finditer(text)):
            return Edit(*random.choice(found).span(), random.choice(blanks))
    return None


def party_renamed(contract: Contract, random: Random) -> Edit | None:
    """The name of a party, where it stands once more, has another legal form or a slip in it."""
    text = contract.text
    seen: set[str] = set()
    later = []
    for match in _COMPANY.finditer(text):
        if match["name"].upper() in seen:
            later.append(match)
        seen.add(match["name"].upper())
    if not later:
        return None
    match = random.choice(later)
    form = match["form"]
    if random.random() < 0.5:
        other = "LLC" if form != "LLC" else "Inc."
        return Edit(match.end() - len(form), match.end(), other)
    at = match.start() + 2
    wrong = "e" if text[at] != "e" else "a"
    return Edit(at, at + 1, wrong)


def figures_changed(contract: Contract, random: Random) -> Edit | None:
    """A number says one thing in words and another in figures."""
    found = [one for one in _NUMBER.finditer(contract.text) if _NUMBERLIKE.search(one["words"])]
    if not found:
        return None
    match = random.choice(found)
    return Edit(*match.span("figures"), str(int(match["figures"]) + random.choice((1, 5, 10, 15, 30))))


_NUMBERLIKE = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)\b")
