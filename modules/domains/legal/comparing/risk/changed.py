"""What the rules of risk look at, and what they return."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from modules.core.findings import Severity
from modules.core.text import sentences
from modules.domains.legal.comparing.comparison import Kind, Pair
from modules.domains.legal.comparing.counterparts import Counterparts, Found, Stretch, counterparts
from modules.domains.legal.contract import Contract
from modules.domains.legal.parties import ROLES, parties

_NEAR = 90  # characters before and after a value that say first what it is
_ACTS = r"\s+(?:shall|will|may|must|agrees?|acknowledges?|represents?|warrants?|hereby|undertakes?)\b"
_PLAYED = re.compile(rf"\b(?P<role>{'|'.join(ROLES)}){_ACTS}")


class Words(NamedTuple):
    """Where something stands in the text of one side of a pair."""

    start: int
    end: int


class Risk(NamedTuple):
    """What a rule found, before it is quoted.

    Attributes:
        kind: the rule.
        title: in a few words.
        sentence: what changed, without the place and the full stop.
        remark: a further sentence, "" for none: for whom it is worse.
        old, new: where it shows in the texts of the two sides; None for a side that has it not.
    """

    kind: str
    severity: Severity
    title: str
    sentence: str
    old: Words | None = None
    new: Words | None = None
    remark: str = ""


class Changed:
    """A provision whose words changed, as the rules look at it.

    Args:
        pair: with both sides.
        lead: what the clause says before this item of it: "The liability of either party shall not exceed:".
        parties: the names by which the contract calls its parties.
    """

    def __init__(self, pair: Pair, lead: str, parties: frozenset[str]) -> None:
        self.old, self.new = pair.old_text, pair.new_text
        self.parties = parties
        self.title = pair.new.title if pair.new else ""
        self._pair, self._lead = pair, lead

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The way from the old text to the new one; what was deleted and what stands in its place are one."""
        found: list[Stretch] = []
        for edit in self._pair.edits:
            size = len(edit.text)
            if edit.kind is Kind.EQUAL:
                found.append(Stretch(size, size, equal=True))
                continue
            gone = edit.kind in (Kind.DELETED, Kind.OLD_NUMBER)
            last = found.pop() if found and not found[-1].equal else Stretch(0, 0, equal=False)
            found.append(Stretch(last.old + size * gone, last.new + size * (not gone), equal=False))
        return tuple(found)

    @cached_property
    def differing(self) -> str:
        """What differs in both texts, with some words around it: a rule whose words are not in it has found nothing."""
        parts = []
        i = j = 0
        for stretch in self.stretches:
            if not stretch.equal:
                parts.append(self.old[max(0, i - _NEAR) : i + stretch.old + _NEAR])
                parts.append(self.new[max(0, j - _NEAR) : j + stretch.new + _NEAR])
            i, j = i + stretch.old, j + stretch.new
        return "\n".join(parts)

    def counterparts(self, find: Callable[[str], Iterable[Found]]) -> Counterparts[Found]:
        """Return what is found in both texts, and in only one of them."""
        return counterparts(self.stretches, list(find(self.old)), list(find(self.new)))

    def around(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """Return what tells the topic of a value: what stands near it, its sentence, the clause's title."""
        near = text[max(0, start - _NEAR) : end + _NEAR]
        sentence = next((text[first:last] for first, last in sentences(text) if first <= start < last), "")
        return (f"{self._lead} {near}" if self._lead else near, sentence, self.title)

    def actor(self, text: str, at: int) -> str:
        """Return the party that acts in the sentence up to an offset, "" where none of the contract's is named."""
        start = next((first for first, last in sentences(text) if first <= at < last), 0)
        acting = re.compile(rf"(?P<who>{'|'.join(map(re.escape, self.parties))}){_ACTS}") if self.parties else None
        found = list(acting.finditer(text, start, at)) if acting else []
        return found[-1]["who"] if found else ""


def parties_of(contract: Contract) -> frozenset[str]:
    """Return what a contract calls its parties, also by a part that each may play: "Discloser"."""
    played = (match["role"] for match in _PLAYED.finditer(contract.text))
    return frozenset([*(party.name for party in parties(contract)), *played])
