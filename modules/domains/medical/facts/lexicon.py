"""Names that are looked up in statements: medicines, problems, tests, cues. Read once, on first use."""

from __future__ import annotations

import gzip
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from modules.domains.medical.facts.words import Words, key

_FOLDER = Path(__file__).resolve().parents[4] / "data" / "lexicons"


class Mention(NamedTuple):
    """A name that stands in a text.

    Attributes:
        start, end: character offsets.
        first, last: numbers of its words, the last one excluded.
        key: as the lexicon holds it.
        concept: what it means.
    """

    start: int
    end: int
    first: int
    last: int
    key: str
    concept: str


class Lexicon:
    """Names by their keys, each with the key of what it means."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = meanings
        self._longest: defaultdict[str, int] = defaultdict(int)
        for name in meanings:
            first, length = name.partition(" ")[0], name.count(" ") + 1
            if self._longest[first] < length:
                self._longest[first] = length
        self._longest.default_factory = None

    def __contains__(self, name: str) -> bool:
        return name in self._meanings

    def meaning(self, name: str) -> str:
        """Return the key of what a name means; "" where it is unknown."""
        return self._meanings.get(name, "")

    def find(self, words: Words) -> Iterator[Mention]:
        """Yield the longest names in a text from left to right; they do not overlap."""
        keys, at = words.keys, 0
        while at < len(keys):
            found = self.starting(words, at) if keys[at] in self._longest else None
            if found:
                yield found
            at = found.last if found else at + 1

    def starting(self, words: Words, at: int) -> Mention | None:
        """Return the longest name that begins with a word; None where none does."""
        keys = words.keys
        longest = self._longest.get(keys[at], 0)
        for last in range(min(at + longest, words.ends[at]), at, -1):
            name = " ".join(keys[at:last])
            if name in self._meanings:
                return Mention(words.items[at].start, words.items[last - 1].end, at, last, name, self._meanings[name])
        return None


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return one of the files of words that were written for this project, e.g. "measures"."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def names(section: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of all names in a section of a file, each with the key of its concept."""
    found: dict[str, str] = {}
    for concept, others in section.items():
        for name in (concept, *others.split("|")):
            found.setdefault(key(name), key(concept))
    return found


def phrases(listed: str) -> frozenset[str]:
    """Return the keys of phrases that stand in one line, separated by bars."""
    return frozenset(key(phrase) for phrase in listed.split("|"))


def lexicon_of(*listed: Iterable[str]) -> Lexicon:
    """Return a lexicon of phrases that mean themselves."""
    return Lexicon({phrase: phrase for phrases_ in listed for phrase in phrases_})


@cache
def shipped(name: str) -> dict[str, str]:
    """Return the names of a file that data/lexicons/build.py wrote, each with the key of what it means."""
    text = gzip.decompress((_FOLDER / name).read_bytes()).decode("utf-8")
    found = {}
    for line in text.split("\n"):
        plain, _, concept = line.partition("\t")
        found[plain] = concept or plain
    return found
