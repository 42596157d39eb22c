"""Phrases as a lawyer writes them down, found in text whatever the ending of their words: no regular expressions.

A phrase is words in order. `a/b` is either word, `indemni*` any word that begins so, `...` leaves room for up to
eighteen words, and `<supplier>` stands for any of the words of a group that has this name. Words are
compared by their stems.
The time to find one grows with the text and the phrase, not with how they fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from modules.core.text import Word, words

LONGEST = 200
_MOST_WORDS = 24
_ROOM = 18
_APART = "agreement"
_GAPS = frozenset({"...", "…"})
_GROUP = re.compile(r"<([a-z][a-z0-9_-]{0,30})>")
Groups = Mapping[str, Sequence[str]]


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why, for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A word: its stem, or how it begins."""

    text: str
    begins: bool = False

    def fits(self, stem: str) -> bool:
        return stem.startswith(self.text) if self.begins else stem == self.text

    def stands_in(self, stems: frozenset[str]) -> bool:
        return any(stem.startswith(self.text) for stem in stems) if self.begins else self.text in stems


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of a phrase: runs of words that may stand there, and how many others may stand before it."""

    runs: tuple[tuple[_Term, ...], ...]
    room: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that can be found in the words of a text."""

    places: tuple[_Place, ...]

    def find(self, text: Sequence[Word]) -> tuple[int, int] | None:
        """Return the first and last index of the words where the phrase stands first; None where it does not."""
        return next(self.all(text), None)

    def all(self, text: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Yield the first and last index of every place where the phrase begins, at its shortest."""
        nowhere = len(text) + 1
        ends: list[int] = []  # where what follows a place ends at the earliest, by where it begins
        room = 0
        for place in reversed(self.places):
            here = [nowhere] * (len(text) + 1)
            for start in range(len(text)):
                for end in _runs(place, text, start):
                    last = min(ends[end : end + room + 1], default=nowhere) if ends else end
                    here[start] = min(here[start], last)
            ends, room = here, place.room
        yield from ((start, end - 1) for start, end in enumerate(ends) if end < nowhere)

    def denies(self, negations: frozenset[str]) -> bool:
        """Say whether a negation is a word of the phrase itself."""
        return any(term.text in negations for place in self.places for run in place.runs for term in run)

    def may_stand_in(self, stems: frozenset[str]) -> bool:
        """Say whether a text of these stems can hold the phrase: quick, and right where it says no."""
        return all(any(all(term.stands_in(stems) for term in run) for run in place.runs) for place in self.places)


def read(text: str) -> list[Word]:
    """Return the words of a text, an agreement kept apart from what is agreed, whose stem it has."""
    return [
        Word(word.start, word.end, _APART) if text[word.start : word.end].lower().startswith(_APART) else word
        for word in words(text)
    ]


def _runs(place: _Place, text: Sequence[Word], start: int) -> Iterator[int]:
    """Yield where each of a place's runs that stands at `start` ends, exclusive."""
    for run in place.runs:
        end = start + len(run)
        if end <= len(text) and all(term.fits(text[start + at].stem) for at, term in enumerate(run)):
            yield end


def parse(text: str, groups: Groups | None = None) -> Phrase:
    """Read a phrase.

    Args:
        text: e.g. "shall not exceed ... fees/charges".
        groups: words and expressions by the name that stands for them.

    Raises:
        PhraseError: it has no words, too many, or names a group that is not there.
    """
    names = tuple((name, tuple(members)) for name, members in (groups or {}).items())
    return _parsed(text, names)


@lru_cache(maxsize=4_096)
def _parsed(text: str, groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Phrase:
    if len(text) > LONGEST:
        raise PhraseError(f"a phrase has at most {LONGEST} characters")
    known, places, room = dict(groups), list[_Place](), 0
    for token in text.split():
        if token in _GAPS:
            room = _ROOM
            continue
        runs = tuple(run for choice in _choices(token, known) if (run := _run(choice)))
        if not runs:
            raise PhraseError(f"{token!r} is no word")
        places.append(_Place(runs, room))
        room = 0
    if not places:
        raise PhraseError("a phrase needs at least one word")
    if room or text.split()[0] in _GAPS:
        raise PhraseError('"..." stands between words, not at the beginning or the end')
    if len(places) > _MOST_WORDS:
        raise PhraseError(f"a phrase has at most {_MOST_WORDS} words")
    return Phrase(tuple(places))


def _choices(token: str, groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for choice in token.split("/"):
        group = _GROUP.fullmatch(choice)
        if group is None:
            yield choice
        elif group[1] in groups:
            yield from groups[group[1]]
        else:
            raise PhraseError(f"there is no group of words named {group[1]!r}")


def _run(choice: str) -> tuple[_Term, ...]:
    begins = choice.endswith("*")
    found = [word.stem for word in read(choice)]
    if not begins or not found:
        return tuple(_Term(stem) for stem in found)
    last = choice.rstrip("*").lower().split("-")[-1].split()[-1]
    begin = (
        found[-1] if last.startswith(found[-1]) else last
    )  # "limitation*" is to find "limitations", a stem "limitat"
    return (*(_Term(stem) for stem in found[:-1]), _Term(begin, begins=True))
