"""How the words of a course are read for questions: names, sentences that stand alone, answers that are the same."""

from __future__ import annotations

import re
from functools import lru_cache

from modules.core.text import STOP_WORDS, content_words, stem, words

_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")
_ESCAPE = re.compile(r"\\(?=['\"*_`#\[\]()])")
_ASIDE = re.compile(
    r"\s*[\[(](?:see )?(?:the )?(?:figure|fig\.|table|box|equation|eq\.|chapter|section)s?\b[^\])]{0,30}[\])]|"
    r"\s*\[\d+\]",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\s\([a-z]\)(?=\s)")
_SPACES = re.compile(r"\s+")
_TIGHT = re.compile(r"\s+([,.;:?!])")
_ARTICLES = frozenset(("a", "an", "the"))
# With one of these at its beginning a sentence leans on the one before it.
_LEANING = re.compile(
    r"^\W*(?:he|she|it|they|we|you|i|his|her|its|their|our|your|this|that|these|those|such|both|each|another|others?"
    r"|however|therefore|thus|hence|consequently|moreover|furthermore|also|instead|otherwise|similarly|likewise|then"
    r"|next|finally|first|second|third|here|there|again|as a result|for (?:example|instance|this)|in (?:this|"
    r"these|that|"
    r"contrast|addition|other words|turn|fact|both|each|another|general)|on the other hand|at (?:this|that)|"
    r"after (?:this|"
    r"that)|during (?:this|that|these)|because of (?:this|that)|by this|to (?:this|do)|and|but|or|so|yet|nor|some|most|"
    r"many|several|one of (?:these|them)|the (?:former|latter|same|other|second|third|next|resulting|above|following)"
    r"|recall|note|remember|imagine|consider|suppose|let|notice|see|click|visit|watch|look|scientists|researchers)\b",
    re.IGNORECASE,
)
# Somewhere else in it, each of these points to what is not there.
_POINTING = re.compile(
    r"\b(?:this|these|those|such|he|she|his|her|him|we|us|our|you|your|above|below|as (?:shown|described|mentioned|"
    r"discussed|seen)|figure|the figure|table \d|previous(?:ly)?|earlier|later in|next section|chapter|the same|here"
    r"|aforementioned|the (?:former|latter)|following)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"^[^,;]{0,60}\b(?:it|its|they|their|them)\b", re.IGNORECASE)
_LEAST_WORDS, _MOST_WORDS = 5, 40
_ROOT = 4


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a statement as a question may quote it: one line, no emphasis, escapes or references to figures."""
    text = _ASIDE.sub("", _ESCAPE.sub("", text))
    text = _LETTERED.sub("", _EMPHASIS.sub("", text))
    return _TIGHT.sub(r"\1", _SPACES.sub(" ", text)).strip()


@lru_cache(maxsize=50_000)
def normal(text: str) -> tuple[str, ...]:
    """Return the stems of a text without articles: two texts with the same ones say the same in the same words."""
    text = plain(text).replace("-", " ").replace("–", " ")
    return tuple(word.stem for word in words(text) if text[word.start : word.end].lower() not in _ARTICLES)


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(word.stem for word in content_words(plain(text).replace("-", " ").replace("–", " ")))


def mentions(text: str, name: str) -> int:
    """Count how often a text names something, in whatever number or case."""
    said, wanted = normal(text), normal(name)
    if not wanted:
        return 0
    return sum(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))


def find_name(text: str, name: str) -> tuple[int, int] | None:
    """Return where a text first names something; the offsets are those of the words as they are written there."""
    wanted = normal(name)
    found = [word for word in words(text) if text[word.start : word.end].lower() not in _ARTICLES]
    parts = [(word.start, word.end, word.stem) for word in found]
    for at in range(len(parts) - len(wanted) + 1 if wanted else 0):
        if tuple(part[2] for part in parts[at : at + len(wanted)]) == wanted:
            return parts[at][0], parts[at + len(wanted) - 1][1]
    return None


def stands_alone(sentence: str) -> bool:
    """Tell whether a sentence can be understood without what stands before it, and is one."""
    size = len(sentence.split())
    if not _LEAST_WORDS <= size <= _MOST_WORDS or not sentence[0].isupper() or sentence[-1] not in ".!":
        return False
    if _LEANING.match(sentence) or _POINTING.search(sentence) or _BACK.match(sentence):
        return False
    return sentence.count("(") == sentence.count(")") and sentence.count("“") == sentence.count("”")


def is_plural(name: str) -> bool:
    """Tell whether the last word of a noun looks like a plural."""
    last = name.split()[-1].lower() if name.split() else ""
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "sis", "ics", "ous"))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the words of both that both have (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of stems have a word in common, or two that begin alike: "glia" and "glial"."""
    return bool(one & other) or any(
        first[:_ROOT] == second[:_ROOT] and abs(len(first) - len(second)) <= 3
        for first in one
        for second in other
        if min(len(first), len(second)) >= _ROOT
    )


def first_lower(text: str) -> str:
    """Return a phrase with a small first letter, unless its first word is a name or an abbreviation."""
    first = text.split(" ", 1)[0]
    keep = len(first) > 1 and any(letter.isupper() or letter.isdigit() for letter in first[1:])
    return text if keep or not text else text[0].lower() + text[1:]


def is_word(text: str) -> bool:
    """Tell whether a text has a word that carries meaning."""
    return any(stem(word) not in STOP_WORDS for word in re.findall(r"\w{2,}", text.lower()))
