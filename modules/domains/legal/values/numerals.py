"""Numbers as contracts write them: in figures, in words, or in both: "thirty (30)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "mio": 10**6, "b": 10**9, "bn": 10**9} | _SCALES
_SMALL = {word: value for value, word in enumerate(_ONES)}
_ROUND = {word: 20 + 10 * place for place, word in enumerate(_TENS)} | {"fourty": 40}
_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25")}
_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

_WORD = "|".join([*_SMALL, *_ROUND, "hundred", *_SCALES, *_FRACTIONS, "and", "an?"])
_RUN = re.compile(rf"\b(?:{_WORD})(?:(?:\s*[-‐‑]\s*|,?\s+)(?:{_WORD}))*\b", re.IGNORECASE)
_FIGURES = re.compile(
    r"(?:(?<![\w.,/])|(?<=USD)|(?<=EUR)|(?<=GBP)|(?<=CHF))(?:"
    r"(?P<european>\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,})"
    r"|(?P<plain>\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[,'’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<part>\s?[½¼¾]|\s[13]/[24])?)"
    r"(?P<scale>\s?(?:thousand|million|billion|trillion|mm|mn|mio|bn|k)\b|[mb]\b)?(?![\d/]|\.\d)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[a-z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, written once or twice.

    Attributes:
        start, end: character offsets; of both writings where there are two.
        amount: what counts: where words and figures differ, the words (as Uniform Commercial Code § 3-114 has it).
        words, figures: its value in each writing; None where it is not written so.
    """

    start: int
    end: int
    amount: Decimal
    words: Decimal | None
    figures: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether words and figures say the same; what is written once agrees with itself."""
        return self.words is None or self.figures is None or self.words == self.figures


def numerals(text: str) -> list[Numeral]:
    """Return the numbers of a text in order; "two (2)" is one number."""
    single = sorted([*_in_words(text), *_in_figures(text)], key=lambda one: one.start)
    found: list[Numeral] = []
    at = 0
    while at < len(single):
        both = joined(text, single[at], single[at].end, single[at + 1] if at + 1 < len(single) else None)
        found.append(both or single[at])
        at += 2 if both else 1
    return found


def joined(
    text: str, first: Numeral, end: int, second: Numeral | None, *, sign: str = "", unit: str = ""
) -> Numeral | None:
    """Return two writings of one number as one numeral: the second stands in brackets behind the first.

    Args:
        text: that holds both.
        first: in words, say.
        end: where the first ends with its unit: "six percent" in "six percent (6%)".
        second: in figures then; None where the text has no further number.
        sign: pattern of what stands before the second within the brackets.
        unit: pattern of what stands behind the second within the brackets.

    Returns:
        None where they do not stand so, or both are words or both figures.
    """
    if second is None or not (first.words is None) == (second.figures is None) == (second.words is not None):
        return None
    if first.words is not None and first.figures is not None:
        return None
    opened = re.compile(rf"\s*\(\s*{sign}", re.IGNORECASE).fullmatch(text, end, second.start)
    closed = re.compile(rf"{unit}\s*\)", re.IGNORECASE).match(text, second.end)
    if opened is None or closed is None:
        return None
    words, figures = (second.words, first.figures) if first.words is None else (first.words, second.figures)
    return Numeral(first.start, closed.end(), first.amount if words is None else words, words, figures)


def in_words(number: int) -> str:
    """Return a whole number from 0 to below 10**15 in English words: 1250 becomes "one thousand two hundred fifty"."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[rest]}" if rest else "")
    name, scale = next((name, scale) for name, scale in (*_SCALES.items(), ("hundred", 100)) if scale <= number)
    count, rest = divmod(number, scale)
    return f"{in_words(count)} {name}" + (f" {in_words(rest)}" if rest else "")


def _in_figures(text: str) -> Iterator[Numeral]:
    for match in _FIGURES.finditer(text):
        if match["european"]:
            value = Decimal(match["european"].replace(".", "").replace(",", "."))
        else:
            value = Decimal(re.sub(r"[,'’]", "", match["plain"]))
        if match["part"]:
            part = match["part"].strip()
            value += _SIGNS[part] if part in _SIGNS else Decimal(part[0]) / Decimal(part[2])
        if match["scale"]:
            value *= _SHORT_SCALES[match["scale"].strip().lower()]
        yield Numeral(match.start(), match.end(), value, None, value)


def _in_words(text: str) -> Iterator[Numeral]:
    for run in _RUN.finditer(text):
        tokens = list(_TOKEN.finditer(text, run.start(), run.end()))
        words = [token.group().lower() for token in tokens]
        at = 0
        while at < len(words):
            value, end = _number(words, at)
            if end > at:
                yield Numeral(tokens[at].start(), tokens[end - 1].end(), value, value, None)
            at = max(end, at + 1)


def _number(words: Sequence[str], at: int) -> tuple[Decimal, int]:
    """Return the longest number that begins with a word, and where it ends: there where it does not begin."""
    total, least = 0, 10**15
    end = at
    while True:
        group, behind = _below_thousand(words, _past(words, end, "and") if end > at else at)
        if group is None:
            break
        scale = _SCALES.get(_word(words, behind), 1)
        if scale >= least:
            break
        total, least = total + group * scale, scale
        end = behind + (scale > 1)
        if scale == 1:
            break
    part, behind = _fraction(words, _past(words, end, "and") if end > at else at)
    return (total + part, behind) if part else (Decimal(total), end)


def _below_thousand(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """Return a number such as "two hundred and five" or "fifteen hundred" and where it ends; None for none."""
    if _word(words, at) == "a" and _word(words, at + 1) in ("hundred", *_SCALES):
        count, end = 1, at + 1
    else:
        count, end = _below_hundred(words, at)
    if end == at or _word(words, end) != "hundred":
        return (count, end) if end > at else (None, at)
    end += 1
    rest_at = _past(words, end, "and")
    rest, behind = _below_hundred(words, rest_at)
    return (count * 100 + rest, behind) if behind > rest_at else (count * 100, end)


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    word, after = _word(words, at), _word(words, at + 1)
    if word in _SMALL:
        fraction = after in _FRACTIONS and _SMALL[word] in (1, 3)  # "one half" is no one
        return (0, at) if fraction else (_SMALL[word], at + 1)
    if word not in _ROUND:
        return 0, at
    if 0 < _SMALL.get(after, 0) < 10:
        return _ROUND[word] + _SMALL[after], at + 2
    return _ROUND[word], at + 1


def _fraction(words: Sequence[str], at: int) -> tuple[Decimal, int]:
    """Return "one half", "a quarter", "three quarters" and where it ends; 0 for none."""
    count = {"a": 1, "one": 1, "three": 3}.get(_word(words, at), 0)
    part = _FRACTIONS.get(_word(words, at + 1), Decimal(0))
    return count * part, at + 2 if count and part else at


def _past(words: Sequence[str], at: int, word: str) -> int:
    return at + (_word(words, at) == word)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
