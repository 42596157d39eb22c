"""Words, stems and sentences of a text, with character offsets, so that whatever is found can be shown in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A number with its separators is one word; a letter opens a word that may hold digits and apostrophes (B12, don't).
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]\w*(?:['’]\w+)*")
_MARKER = r"(?:\[\d+(?:\s*[,;–-]\s*\d+)*\]|【[^】]{1,20}】)"
# The end of a sentence: its sign, closing quotes and brackets, and the markers that vouch for it.
_END = re.compile(rf"(?:[.!?…]+[\"'”’)\]*_]*(?:\s*{_MARKER})*|[。！？]+(?:\s*{_MARKER})*)")
_LIST_MARK = re.compile(r"(?:[-*•–+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,4})[.)])[ \t]+")
_ITEM_NUMBER = re.compile(r"\s*\(?\d{1,2}")
_HEADING = re.compile(r"#{1,6}[ \t]")
_DERIVATIONS = (("ization", "ize"), ("ation", "ate"), ("ally", "al"), ("ily", "y"), ("ly", ""), ("ment", ""))
_ABBREVIATED = """
mr mrs ms dr prof st jr sr inc ltd co corp vs no nos fig figs sec art para pp vol approx est dept gov sen rep
gen col lt capt rev hon e.g i.e cf al ca a.m p.m jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k
"""
_STOP_WORDS = """
a about above after again against all also am an and any are as at be because been before being below between
both but by can could did do does doing down during each few for from further had has have having he her here
hers him his how however i if in into is it its itself just may me might more most must my no nor not now of
off on once only or other our out over own per same shall she should so some such than that the their them
then there these they this those through thus to too under until up upon us very via was we were what when
where whether which while who whom whose why will with within without would yes you your
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
# "Schedule B" ends a sentence, other than the initial of a name.
_LETTERED = re.compile(
    r"\b(?:schedule|exhibit|annex|appendix|attachment|addendum|section|article|clause|part|class|series|table) [A-Z]$",
    re.IGNORECASE,
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
_KNOWN_WORDS = 100_000


class Word(NamedTuple):
    """A word of a text: its offsets, and its stem."""

    start: int
    end: int
    stem: str


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return a word's stem: lower case, without the endings of number, tense and the commonest derivations.

    Lighter than Porter's: conflating too much would let a sentence pass on words that its passage does not say.
    """
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if len(word) <= 3 or not word.isalpha():
        return word
    return _without_e(_without_derivation(_without_tense(_without_plural(word))))


def _without_plural(word: str) -> str:
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "news")):
        return word[:-1]
    return word


def _without_tense(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base):
            doubled = base[-1] == base[-2] and base[-1] not in "lsz"
            return base[:-1] if doubled else base
    return word


def _without_derivation(word: str) -> str:
    for ending, instead in _DERIVATIONS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= 4:
            return base + instead
    return word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def words(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return [Word(match.start(), match.end(), stem(match.group())) for match in _WORD.finditer(text)]


def content_words(text: str) -> list[Word]:
    """Return the words that carry meaning: without stop words and lone letters."""
    return [
        Word(match.start(), match.end(), stem(match.group()))
        for match in _WORD.finditer(text)
        if match.group().lower() not in STOP_WORDS and (len(match.group()) > 1 or match.group().isdigit())
    ]


def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of `content_words`, in order, in a quarter of the time: a search reads hundreds of passages."""
    return tuple(filter(None, map(_telling.__getitem__, _WORD.findall(text.lower()))))


class _TellingStems(dict[str, str]):
    """The stem of each lower-case word, "" for a stop word or a lone letter; a word is looked at once."""

    def __missing__(self, word: str) -> str:
        telling = (len(word) > 1 or word.isdigit()) and word not in STOP_WORDS
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        self[word] = found = stem(word) if telling else ""
        return found


_telling = _TellingStems()


def matching_words(text: str, question: str) -> list[tuple[int, int]]:
    """Return the spans of the words of `text` that share a stem with a content word of the question."""
    wanted = {word.stem for word in content_words(question)}
    return [(word.start, word.end) for word in words(text) if word.stem in wanted]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text's sentences in order.

    Every character that is not white space is in exactly one span, and no span starts or ends in white space. Markers
    that follow a full stop belong to the sentence before them. A list item, a heading and a table row are sentences of
    their own; a line break inside a paragraph is not an end.
    """
    spans = []
    for start, end in _blocks(text):
        left = start
        for cut in [*_ends(text, start, end), end]:
            first, last = stripped(text, left, cut)
            if first < last:
                spans.append((first, last))
            left = cut
    return spans


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of a text without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that no sentence crosses: paragraphs, list items, headings, rows."""
    start, position, previous = 0, 0, ""
    for line in text.splitlines(keepends=True):
        if position > start and _opens_block(previous, line):
            yield start, position
            start = position
        position += len(line)
        previous = line
    if start < position:
        yield start, position


def _opens_block(previous: str, line: str) -> bool:
    before, after = previous.strip(), line.strip()
    if not before or not after:
        return True
    if _LIST_MARK.match(after) or _HEADING.match(after) or _HEADING.match(before) or " | " in after or " | " in before:
        return True
    # A short line that ends without a comma, above one that opens with a capital: a title, not a wrapped line.
    return len(before) < 40 and before[-1] not in ",;-" and after[0].isupper()


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    opening = _LIST_MARK.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    left = opening.end() if opening else start
    for match in _END.finditer(text, left, end):
        # "1. First. 2. Second": the sign after a number that opens a sentence belongs to a list.
        if not _ITEM_NUMBER.fullmatch(text, left, match.start()) and _ends_sentence(text, match, end):
            yield match.end()
            left = match.end()


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    if match.end() >= end or text[match.start()] in "。！？":
        return True
    follows = text[match.end() : end]
    if not follows[0].isspace():
        return match.group().endswith(("]", "】")) and not match.group().startswith("…")
    opens = follows.lstrip().lstrip("\"'“‘([*_")
    if not opens or not (opens[0].isupper() or opens[0].isdigit() or not opens[0].isalnum()):
        return False
    return not match.group().startswith(".") or not _abbreviates(text[max(0, match.start() - 12) : match.start()])


def _abbreviates(before: str) -> bool:
    if _LETTERED.search(before):
        return False
    last = re.split(r"[\s(\[\"“]", before)[-1]
    return last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())
