"""What an identifier is: its kind, and where it stands in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What an identifier is, in the words of the page; the letters are those of the law."""

    NAME = "name"  # (A)
    PLACE = "place or address"  # (B)
    DATE = "date"  # (C)
    AGE = "age over 89"  # (C)
    PHONE = "telephone number"  # (D)
    FAX = "fax number"  # (E)
    EMAIL = "e-mail address"  # (F)
    SOCIAL_SECURITY = "social security number"  # (G)
    RECORD = "medical record number"  # (H)
    PLAN = "health plan number"  # (I)
    ACCOUNT = "account or card number"  # (J)
    LICENCE = "licence or certificate number"  # (K)
    VEHICLE = "vehicle identifier"  # (L)
    DEVICE = "device identifier"  # (M)
    URL = "web address"  # (N)
    IP = "IP address"  # (O)
    BIOMETRIC = "biometric identifier"  # (P)
    PHOTO = "photograph"  # (Q)
    OTHER = "other unique number"  # (R)
    ORGANISATION = "organisation"  # of employers and others, with (A)
    ORIGIN = "country, state or nationality"
    TIME = "weekday or year"


LEFT = frozenset({Kind.ORIGIN, Kind.TIME})
"""Kinds that the law allows to stay; they are found, so that who wants to hide them can."""
_JOINED = frozenset({Kind.NAME, Kind.PLACE, Kind.ORGANISATION})


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A stretch of a text that may tell who somebody is.

    Attributes:
        start, end: character offsets into the text; `text` is what stands there.
        kind: what it is.
        sure: what stands around it says so, or it has a check digit: the same words are hidden elsewhere too.
    """

    start: int
    end: int
    kind: Kind
    text: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Entity:
    """What a model of named entities took for a name; `label` as spaCy's English models have it: PERSON, GPE, ORG."""

    start: int
    end: int
    label: str


class NamedEntities(Protocol):
    """Finds named entities in running text."""

    def find(self, text: str) -> list[Entity]:
        """Return them in order.

        Raises:
            AssistantError: the model cannot be loaded; the hint says what to do.
        """
        ...


def without_overlaps(text: str, found: Iterable[Identifier]) -> list[Identifier]:
    """Return identifiers in order: of two that touch the surer stays, then the longer; two of a kind join."""
    found = list(_joined(text, found))
    taken: list[Identifier] = []
    covered: set[int] = set()
    for one in sorted(found, key=lambda one: (not one.sure, one.start - one.end)):
        span = range(one.start, one.end)
        if covered.isdisjoint(span):
            taken.append(one)
            covered.update(span)
        elif one.sure:
            taken += _rest(text, one, covered)
    return sorted(taken)


def _rest(text: str, one: Identifier, covered: set[int]) -> list[Identifier]:
    """Return what others leave of an identifier, and mark it as covered."""
    free = [place for place in range(one.start, one.end) if place not in covered and not text[place].isspace()]
    if not free or any(place in covered for place in range(free[0], free[-1] + 1)):
        return []
    start, end = free[0], free[-1] + 1
    covered.update(range(start, end))
    return [Identifier(start, end, one.kind, text[start:end])]


def _joined(text: str, found: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield identifiers, names and places that overlap one of their kind made one with it."""
    last: dict[Kind, Identifier] = {}
    kept = list(found)
    yield from (one for one in kept if one.kind not in _JOINED)
    for one in sorted((one for one in kept if one.kind in _JOINED), key=lambda one: (one.start, -one.end)):
        before = last.get(one.kind)
        if before and one.start < before.end:
            end = max(before.end, one.end)
            last[one.kind] = Identifier(before.start, end, one.kind, text[before.start : end], before.sure or one.sure)
            continue
        if before:
            yield before
        last[one.kind] = one
    yield from last.values()
