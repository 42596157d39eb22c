"""What an identifier is: its kind, and where it stands in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def without_overlaps(found: Iterable[Identifier]) -> list[Identifier]:
    """Return identifiers in order: of two that touch the longer stays, of two as long the first."""
    ranked = sorted(enumerate(found), key=lambda one: (-(one[1].end - one[1].start), one[0]))
    taken: list[Identifier] = []
    covered: set[int] = set()
    for _, one in ranked:
        span = range(one.start, one.end)
        if covered.isdisjoint(span):
            taken.append(one)
            covered.update(span)
    return sorted(taken)


def outside(text: str, found: Sequence[Identifier]) -> str:
    """Return a text of the same length in which identifiers are blanked out, line ends kept."""
    letters = list(text)
    for one in found:
        letters[one.start : one.end] = [" " if letter != "\n" else letter for letter in text[one.start : one.end]]
    return "".join(letters)
