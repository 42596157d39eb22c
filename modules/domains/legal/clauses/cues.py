"""How strongly a sentence looks like a clause of a category: the patterns of cues.toml, in three strengths."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from modules.domains.legal.clauses.statements import Statement

STRENGTHS = {"strong": 0.9, "fair": 0.6, "weak": 0.35}
_TITLED = 0.2  # what the right title adds: a weak sign under it is enough
_HIGHEST = 0.97
_WORD = "(?:(?<![a-z])|(?![a-z]))"  # not in the middle of a word
_GAPS = {"~": 60, "~~": 160, "~~~": 400}  # characters
_GAP = re.compile("~+")
_SHARED = re.compile(r"\{([A-Z]+)\}")
_FILE = Path(__file__).with_name("cues.toml")


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of one category.

    Attributes:
        needs: letters; a sentence that holds none of them is passed over, which saves two thirds of the time.
        titles: matches titles of clauses that are about it.
        patterns: each with what it is worth, the strongest first.
        unless: a sentence that matches this is something else.
    """

    needs: tuple[str, ...]
    titles: re.Pattern[str] | None
    patterns: tuple[tuple[float, re.Pattern[str]], ...]
    unless: re.Pattern[str] | None

    def score(self, statement: Statement) -> float:
        """Return how sure the patterns are, 0 to 1."""
        if not any(need in statement.text for need in self.needs):
            return 0.0
        worth = next((worth for worth, pattern in self.patterns if pattern.search(statement.text)), 0.0)
        if not worth or (self.unless is not None and self.unless.search(statement.text)):
            return 0.0
        return min(worth + _TITLED, _HIGHEST) if self.titled(statement) else worth

    def titled(self, statement: Statement) -> bool:
        """Say whether the sentence stands under a title that is about the category."""
        return self.titles is not None and self.titles.search(statement.title) is not None


def _load() -> dict[str, Cues]:
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    shared: dict[str, str] = {}
    for name, pattern in written.pop("shared").items():
        shared[name] = _SHARED.sub(lambda match: shared[match[1]], pattern)
    return {category: _cues(table, shared) for category, table in written.items()}


def _cues(table: Mapping[str, list[str]], shared: Mapping[str, str]) -> Cues:
    def compiled(key: str) -> re.Pattern[str] | None:
        patterns = table.get(key)
        return re.compile("|".join(_filled(one, shared) for one in patterns)) if patterns else None

    graded = [(worth, compiled(strength)) for strength, worth in STRENGTHS.items()]
    return Cues(
        tuple(table["needs"]),
        compiled("titles"),
        tuple((worth, pattern) for worth, pattern in graded if pattern),
        compiled("unless"),
    )


def _filled(pattern: str, shared: Mapping[str, str]) -> str:
    whole = _SHARED.sub(lambda match: shared[match[1]], pattern)
    return _WORD + _GAP.sub(lambda match: f".{{0,{_GAPS[match[0]]}}}?{_WORD}", whole)


CUES: dict[str, Cues] = _load()
"""By the key of the category; what stands at a contract's beginning has none, see opening.py."""
