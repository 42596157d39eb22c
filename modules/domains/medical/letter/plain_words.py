"""Plain words for clinical ones, by the lexicon data/lexicons/plain_words.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[4] / "data" / "lexicons" / "plain_words.toml"
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)
# Of letters spoken one by one, those whose names begin with a vowel: "an MRI", "an X-ray".
_SPELLED = re.compile(r"(?=[A-Z][A-Z-])[AEFHILMNORSX]")
_DEFINITE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_CONSONANT_SPELLED = re.compile(r"[A-Z][A-Z-]")


@cache
def lexicon() -> dict[str, str]:
    """Return the plain words by the clinical ones: these in lower case, abbreviations in capitals."""
    tables: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {term: plain for table in tables.values() for term, plain in table.items()}


def plain(text: str) -> str:
    """Put plain words for the clinical ones of a text, with the article and the capital that they need."""
    return _terms().sub(_replaced, text)


@cache
def _terms() -> re.Pattern[str]:
    """Match any clinical term with the article before it; part of a hyphened word, or behind "non", it stays."""
    longest_first = sorted(lexicon(), key=len, reverse=True)
    terms = "|".join(re.escape(term) if _is_abbreviation(term) else f"(?i:{re.escape(term)})" for term in longest_first)
    return re.compile(rf"(?<![\w-])(?<!\bnon )(?P<article>[Aa]n?\s+)?(?P<term>{terms})(?![\w-])")


def _replaced(match: re.Match[str]) -> str:
    term, article = match["term"], match["article"] or ""
    word = lexicon().get(term) or lexicon()[term.lower()]
    if term[0].isupper() and not _is_abbreviation(term):
        word = word[0].upper() + word[1:]
    if not article:
        doubled = word.startswith("the ") and _DEFINITE.search(match.string[: match.start()])
        return word.removeprefix("the ") if doubled else word
    vowel = _SPELLED.match(word) or (_VOWEL.match(word) and not _CONSONANT_SPELLED.match(word))
    return f"{article[0]}{'n' if vowel else ''}{article.lstrip('aAn')}{word}"


def _is_abbreviation(term: str) -> bool:
    return term[:2].isupper()
