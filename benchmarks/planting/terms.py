"""Spoils the definitions and the uses of terms."""

from __future__ import annotations

import re
from random import Random

from benchmarks.planting.planted import Edit
from modules.domains.legal.contract import Contract

_MEANS = re.compile(r"(?m)^[ \t]*(?:\d+\.\d+\.? )?[“\"](?P<term>[A-Z][\w ]{2,40})[”\"] (?:means?|shall mean) [^\n]+$")
_INLINE = re.compile(r" ?\((?:the|each,? an?|an?|collectively,? the)? ?[“\"](?P<term>[A-Z][\w ]{2,40})[”\"]\)")
_USE = re.compile(
    r"(?<=[a-z,] )(?P<lead>the|a|any|each|such|its|all) (?P<term>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)"
    r"(?= (?!of )[a-z]{2})"
)
_FRESH = (
    "Activation Window", "Permitted Contractor", "Reference Rate", "Completion Milestone", "Retained Records",
    "Approved Carrier", "Launch Territory", "Reserve Account", "Escalation Panel", "Minimum Quantity",
    "Service Vehicle", "Transition Plan", "Qualified Replacement", "Trial Phase", "Disputed Invoice",
)  # fmt: skip


def definition_deleted(contract: Contract, random: Random) -> Edit | None:
    """A term that is used twice and more loses its definition."""
    text = contract.text
    places = [*_MEANS.finditer(text), *_INLINE.finditer(text)]
    random.shuffle(places)
    for match in places:
        uses = len(re.findall(rf"(?<![“\"\w]){match['term']}s?\b(?![”\"])", text))
        defined = len(re.findall(rf"[“\"]{match['term']}s?[”\"]|(?m:^){match['term']} means", text))
        named = re.search(rf"{match['term']} (?:[A-Z]\w+,? )+(?:Inc|LLC|Limited|GmbH|Corporation)", text)
        if uses >= 2 and defined == 1 and not named:
            return Edit(match.start(), match.end(), "", names=match["term"])
    return None


def term_renamed(contract: Contract, random: Random) -> Edit | None:
    """One use of a term gets a name that nothing defines."""
    fresh = random.choice([one for one in _FRESH if one.lower() not in contract.text.lower()])
    found = list(_USE.finditer(contract.text))
    if not found:
        return None
    match = random.choice(found)
    return Edit(*match.span("term"), fresh)


def definition_added(contract: Contract, random: Random) -> Edit | None:
    """A term is defined that nothing uses."""
    fresh = random.choice([one for one in _FRESH if one.lower() not in contract.text.lower()])
    return _after_a_definition(contract, random, f"“{fresh}” means whatever the parties agree for it in writing.")


def definition_repeated(contract: Contract, random: Random) -> Edit | None:
    """A term gets a second definition that says something else."""
    found = list(_MEANS.finditer(contract.text))
    if not found:
        return None
    term = random.choice(found)["term"]
    return _after_a_definition(contract, random, f"“{term}” means any matter that a manager notes in the minutes.")


def _after_a_definition(contract: Contract, random: Random, words: str) -> Edit | None:
    ends = [match.end() for match in _MEANS.finditer(contract.text)]
    ends = ends or [end for start, end in contract.paragraphs if end - start > 200 and contract.text[end - 1] == "."]
    if not ends:
        return None
    at = random.choice(ends)
    return Edit(at, at, f"\n\n{words}", told=words)


def definition_misdirected(contract: Contract, random: Random) -> Edit | None:
    """A term shall have the meaning given in a clause that does not give it."""
    text = contract.text
    pattern = re.compile(
        r"meaning (?:given|set forth|specified|set out)(?: to it)? in (?:[Ss]ection|[Cc]lause) (\d+\.\d+)(?=[.;\s])"
    )
    found = list(pattern.finditer(text))
    heads = re.findall(r"(?m)^(?:Section )?(\d+\.\d+)\.? [A-Z]", text)
    if not found or len(heads) < 4:
        return None
    match = random.choice(found)
    others = [one for one in heads if one.split(".")[0] != match[1].split(".")[0] and int(one.split(".")[0]) > 1]
    return Edit(*match.span(1), random.choice(others)) if others else None
