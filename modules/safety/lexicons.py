"""The word lists by which a name or a place is told from an ordinary word."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from modules.core.errors import ModelError

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicons" / "identities"
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "’": "'", "đ": "d", "Đ": "D"})
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "est", "n't", "ness")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names, places and ordinary words, folded: in small letters and without accents.

    Attributes:
        given: given names with "F", "M" or "U" (either).
        family: family names.
        places: cities, towns and counties.
        countries: countries, states and provinces, which may stay.
        ordinary: words that are no names where they stand alone.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    family: Collection[str] = frozenset()
    places: Collection[str] = frozenset()
    countries: Collection[str] = frozenset()
    ordinary: Collection[str] = frozenset()

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a word is in the dictionary, also with an ending."""
        plain = folded(word)
        if plain in self.ordinary:
            return True
        if plain in self.given or plain in self.family:
            return False
        return any(
            plain.endswith(ending) and len(base := plain.removesuffix(ending)) > 2 and self._is_stem(base)
            for ending in _ENDINGS
        )

    def is_inflected(self, word: str) -> bool:
        """Tell whether a word that is no given name is a form of one in the dictionary, as "speaks" is."""
        plain = folded(word)
        bases = (plain.removesuffix(ending) for ending in ("s", "es", "ed", "ing") if plain.endswith(ending))
        return plain not in self.given and any(len(base) > 2 and base in self.ordinary for base in bases)

    def is_name(self, word: str) -> bool:
        """Tell whether a word is a given or a family name, whatever else it may be."""
        plain = folded(word).removesuffix("'s")
        return plain in self.given or plain in self.family

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a given name, whatever else it may be."""
        return folded(word).removesuffix("'s") in self.given

    def only_name(self, word: str) -> bool:
        """Tell whether a word is a name and nothing else."""
        return self.is_name(word) and not self.is_ordinary(word)

    def _is_stem(self, base: str) -> bool:
        return (
            base in self.ordinary
            or base + "e" in self.ordinary
            or (base[-1] == base[-2] and base[:-1] in self.ordinary)
        )


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return a name in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()


@cache
def shipped() -> Lexicon:
    """Return the lists that come with Vouch; data/lexicons/identities/build.py says where they are from.

    Raises:
        ModelError: they are not there or cannot be read.
    """
    given = dict(line.split("\t") for line in _lines("given.txt.gz"))
    places, countries = frozenset(_lines("places.txt.gz")), frozenset(_lines("countries.txt"))
    return Lexicon(given, frozenset(_lines("family.txt.gz")), places, countries, frozenset(_lines("ordinary.txt.gz")))


def _lines(name: str) -> list[str]:
    try:
        content = (FOLDER / name).read_bytes()
        return (gzip.decompress(content) if name.endswith(".gz") else content).decode().strip("\n").split("\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ModelError(
            "The lists by which names of people and places are found cannot be read.",
            "Restore data/lexicons/identities from the download of Vouch.",
        ) from error


def without(lexicon: Lexicon, names: Collection[str]) -> Lexicon:
    """Return a lexicon that does not know some names and places: to measure how those are found that nobody listed."""
    unknown = {folded(word) for name in names for word in (name, *re.split(r"[ -]", name))}
    return Lexicon(
        {name: sex for name, sex in lexicon.given.items() if name not in unknown},
        frozenset(lexicon.family) - unknown,
        frozenset(lexicon.places) - unknown,
        lexicon.countries,
        lexicon.ordinary,
    )
