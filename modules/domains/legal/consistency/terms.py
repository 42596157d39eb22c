"""Definitions that contradict each other, and those that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from modules.core.findings import Finding, Severity
from modules.core.text import content_stems
from modules.domains.legal.consistency.blanks import REDACTED
from modules.domains.legal.consistency.definitions import Definition, Glossary, Manner
from modules.domains.legal.consistency.noting import Kind, noted, quoted
from modules.domains.legal.consistency.wording import key
from modules.domains.legal.contract import Contract

_ATTACHMENT = re.compile(
    r"(?:^|\n)\W{0,4}(?:EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|APPENDIX|Appendix|ATTACHMENT|"
    r"ADDENDUM)\s+[\"“]?(?:[A-Z]|\d)"
)
_SAME = 0.75  # share of common words from which two wordings say the same
_LEADING = 300  # characters before a parenthesis that may say what it names
_MOST_REDACTIONS = 9  # what is used in the parts that were taken out nobody knows
_EVERYWHERE = frozenset({"agreement", "party", "effective date", "contract", "section", "exhibit", "schedule"})


def defined_twice(contract: Contract, glossary: Glossary) -> Iterator[Finding]:
    """Find terms with two definitions that differ. What an attachment defines for itself is another matter."""
    parts = [match.start() for match in _ATTACHMENT.finditer(contract.text)]
    for places in glossary.by_key.values():
        full = [one for one in places if one.manner is not Manner.ELSEWHERE and not one.local and one.term[0].isupper()]
        for first, second in pairwise(full):
            same_part = sum(first.start < at < second.start for at in parts) == 0
            if (
                same_part
                and first.term == second.term
                and first.group != second.group
                and _differ(contract, first, second)
            ):
                yield noted(
                    contract,
                    Kind.DEFINED_TWICE,
                    Severity.HIGH,
                    f"“{first.term}” is defined twice",
                    f"“{first.term}” is defined in two places in different words: which of them holds is open.",
                    [_told(contract, second), _told(contract, first)],
                    about=first.term,
                )
                break


def unused_terms(contract: Contract, glossary: Glossary) -> Iterator[Finding]:
    """Find terms that are defined and used nowhere."""
    if sum(1 for _ in REDACTED.finditer(contract.text)) > _MOST_REDACTIONS:
        return
    used = {one.group for one in glossary.definitions if glossary.uses[key(one.term)]}
    unused: dict[int, list[Definition]] = {}
    for name, places in glossary.by_key.items():
        idle = not glossary.uses[name] and not any(one.group in used for one in places)
        if idle and name not in _EVERYWHERE and _is_a_term(places[0]) and not _stands_elsewhere(contract.text, places):
            unused.setdefault(places[0].group, []).extend(places)
    for places in unused.values():
        shown = " and ".join(f"“{term}”" for term in dict.fromkeys(one.term for one in places))
        yield noted(
            contract,
            Kind.UNUSED,
            Severity.LOW,
            f"{shown} is not used" if " and " not in shown else f"{shown} are not used",
            f"{shown}: defined here, but the rest of the contract does not use it.",
            [_told(contract, one) for one in places],
            about=places[0].term,
        )


def _is_a_term(one: Definition) -> bool:
    return one.term[0].isupper() and len(one.term) > 1 and not one.local


def _stands_elsewhere(text: str, places: Sequence[Definition]) -> bool:
    """Whether the term stands somewhere after all: inside a longer word, or in capitals."""
    spans = [(one.start, one.end) for one in places]
    term = places[0].term
    capitalised = not term.isupper() and all(word[0].isupper() or key(word) == "" for word in term.split())
    pattern = re.compile(re.escape(term.rstrip("s")), 0 if capitalised else re.IGNORECASE)
    return any(not any(start <= match.start() < end for start, end in spans) for match in pattern.finditer(text))


def _differ(contract: Contract, first: Definition, second: Definition) -> bool:
    one, two = (set(content_stems(_wording(contract, place))) for place in (first, second))
    if not one or not two:
        return False
    common = len(one & two)
    if Manner.INLINE in (first.manner, second.manner):
        return not common  # a party may be named on the cover and once more in the preamble
    return common < _SAME * max(len(one), len(two))


def _wording(contract: Contract, place: Definition) -> str:
    """What a definition says: the words behind "means", or those in front of the parenthesis."""
    if place.manner is Manner.MEANS:
        _, last = contract.sentence_at(place.start)
        return contract.text[place.end : max(last, place.end)]
    before = contract.text[max(0, place.start - _LEADING) : place.start]
    return before[before.rfind(")", 0, -1) + 1 :]


def _told(contract: Contract, one: Definition) -> tuple[int, int]:
    return quoted(contract, one.start, one.end, 120)
