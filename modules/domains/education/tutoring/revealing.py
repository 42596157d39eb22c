"""Whether a text gives an answer away. Decides what a hint may say, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from modules.core.figures import numbers
from modules.core.text import content_stems, sentences, words
from modules.domains.education.tutoring.task import Key

_FRACTION = re.compile(r"(?<![\w./])(-?\d+)\s*/\s*(\d+)(?![\w/])|\\d?frac\s*\{?(-?\d+)\}?\s*\{?(\d+)\}?")
_SUM = re.compile(
    r"(?<![\w.^])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?:\s*(?:[-+*/×x÷·−]|\\times|\\cdot|\\div)\s*[$€£]?\d+(?:,\d{3})*(?:\.\d+)?)+"
)
_SIGN = re.compile(r"\\times|\\cdot|\\div|[-+*/×x÷·−]")
_SPACED = re.compile(r"(?<!\w)\d(?:[\s_-]\d)+(?!\w)")  # a number that is spelled digit by digit
_RESULT = re.compile(
    r"(?:=|≈|\b(?:is|are|be|equals?|equal to|gets?|gives?|got|makes?|comes? to|leaves?|answer|result|total|sum|product"
    r"|have|has)\b)\W{0,4}(?:(?!(?:after|before|until|than|when|if|of|those|these)\b)[a-z$€£]+\W+){0,4}?$",
    re.IGNORECASE,
)
_CHOOSING = r"\b(?:option|choice|answer(?: is)?|choose|pick)\W{0,3}"
_YES_OR_NO = re.compile(r"(?:yes|no|true|false)", re.IGNORECASE)
_UNIT = re.compile(r"\d\s*[A-Za-zµμΩ°]")
_PREFIXES = (-12, -9, -6, -3, -2, 2, 3, 6, 9, 12)  # 0.02 A is 20 mA
_NEARLY_ALL = 0.6
_SHORT = 3  # Stems: a longer answer is told by most of its words, a short one by all of them.
_CLOSE = 12  # Words within which the words of an answer must stand to tell it.
_SAME = 1e-9


def revealed(text: str, key: Key) -> str:
    """Say what of the answer a text shows, in a few words; "" where it shows nothing.

    Numbers are compared by value (3/4, 0.75, 75 %, digits or words), with a unit also by its prefixes (0.02 A, 20 mA),
    sums by what they come to, words by their stems. A number that the problem itself gives is shown only where the text
    states it as a result.
    """
    for answer in key.answers:
        if shown := _revealed(text, answer, key):
            return shown
    return _letter(text, key)


def _revealed(text: str, answer: str, key: Key) -> str:
    values = set(_values(answer))
    if values:
        if _UNIT.search(answer):
            values |= {value * 10.0**power for value in values for power in _PREFIXES}
        return _number(text, values, set(_values(key.given)))
    bare = answer.strip().strip(".!").strip()
    if _YES_OR_NO.fullmatch(bare):
        return bare if _says(text, bare) else ""
    if bare and len(bare) <= 2 and bare.isalpha():  # a symbol, or the letter of an option
        return (
            bare
            if re.search(rf"(?:answer|option|choice|choose|pick)\W+(?:\w+\W+){{0,3}}\(?{bare}\b", text, re.I)
            else ""
        )
    return _words(text, bare, key.given)


def _number(text: str, values: set[float], given: set[float]) -> str:
    hidden = {value for value in values if not _among(value, given)}
    for value, start, end in _placed(text):
        shown = text[start:end].strip()
        if _among(value, hidden):
            return shown
        if not hidden and _among(value, values) and _RESULT.search(text[max(0, start - 60) : start]):
            return shown
    for match in _SUM.finditer(text):
        if (worth := _worth(match[0])) is not None and _among(worth, hidden or values):
            return match[0].strip()
    return ""


def _words(text: str, answer: str, given: str) -> str:
    known = set(content_stems(given))
    hidden = [one for one in dict.fromkeys(content_stems(answer)) if one not in known]
    if not hidden:  # it is made of the question's own words: only said as a whole does it tell
        plain, said = " ".join(answer.lower().split()), " ".join(text.lower().split())
        return answer if len(plain) > 3 and f"answer is {plain}" in said else ""
    if len(hidden) > _SHORT:
        for start, end in sentences(text):
            there = set(content_stems(text[start:end])).intersection(hidden)
            if len(there) >= _NEARLY_ALL * len(hidden):
                return text[start:end].strip()
        return ""
    found = [(at, word.stem) for at, word in enumerate(words(text)) if word.stem in hidden]
    for at, _ in found:
        if {one for place, one in found if at <= place <= at + _CLOSE} == set(hidden):
            return answer
    return ""


def _letter(text: str, key: Key) -> str:
    """Return the letter of a right option, where the text names it."""
    right = {one.strip().lower() for one in key.answers}
    for at, option in enumerate(key.options):
        if option.strip().lower() in right:
            letter = chr(ord("A") + at)
            if re.search(
                rf"\b(?:option|choice|answer(?: is)?|choose|pick)\W{{0,3}}\(?{letter}\b|\({letter}\)", text, re.I
            ):
                return f"option {letter}"
    return ""


def _says(text: str, word: str) -> bool:
    return bool(re.search(rf"(?:^|[.!?:]\s+|answer(?: is|:)\W{{0,3}})[\"“'*]*{word}\b", text.strip(), re.IGNORECASE))


def _values(text: str) -> Iterator[float]:
    yield from (value for value, _, _ in _placed(text))


def _placed(text: str) -> Iterator[tuple[float, int, int]]:
    """Yield every number of a text with its place; a percentage also as the share that it is."""
    fractions = list(_FRACTION.finditer(text))
    for match in fractions:
        above, below = (match[1], match[2]) if match[1] else (match[3], match[4])
        if int(below):
            yield float(Fraction(int(above), int(below))), match.start(), match.end()
    inside = [match.span() for match in fractions]
    for match in _SPACED.finditer(text):
        yield float(re.sub(r"\D", "", match[0])), match.start(), match.end()
    for one in numbers(text):
        if one.kind in ("plain", "percent") and not any(start <= one.start < end for start, end in inside):
            yield one.value, one.start, one.end
            if one.kind == "percent":
                yield one.value / 100, one.start, one.end


def _among(value: float, others: set[float]) -> bool:
    return any(abs(value - other) <= _SAME * max(1.0, abs(other)) for other in others)


def _worth(written: str) -> float | None:
    """Return what a sum of plain numbers comes to, products before sums; None where it divides by nothing."""
    terms = [float(re.sub(r"[^\d.]", "", one)) for one in _SIGN.split(written)]
    signs = _SIGN.findall(written)
    total, product, sign = 0.0, terms[0], 1.0
    for operator, term in zip(signs, terms[1:], strict=True):
        if operator in ("+", "-", "−"):
            total, product, sign = total + sign * product, term, 1.0 if operator == "+" else -1.0
        elif operator in ("/", "÷", "\\div"):
            if not term:
                return None
            product /= term
        else:
            product *= term
    return total + sign * product
