"""The calculations that stand in a sentence: "he pays $25 x 3 = $75 in all" claims that 25*3 is 75.

A claim is a chain of expressions with equals signs in between. Words behind a number ("20 years / 4 = 5 years") are
what it counts. Only what is certain to be a calculation is taken: where a sentence could be read in two ways, there is
no claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a claim: `text` is its mathematics without what is counted; `labels` are the words that went."""

    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A chain of equal sides, as written in `text`."""

    text: str
    sides: tuple[Side, ...]


class _Part(NamedTuple):
    kind: str  # number, operator, equals, open, close, currency, percent, word, stop
    text: str
    start: int
    end: int


_WORDED = (
    (re.compile(r"\b(?:divided (?:by|into|among|between))\b"), "/"),
    (re.compile(r"\b(?:multiplied by|times)\b(?=\s*[\d$(.])"), "*"),
    (re.compile(r"\bequals\b"), "="),
    (re.compile(r"\bplus\b(?=\s*[\d$(])"), "+"),
    (re.compile(r"\bminus\b(?=\s*[\d$(])"), "-"),
)
_PART = re.compile(
    r"""(?P<number>\d{1,3}(?:[,\u202f ]\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+|\d+|\.\d+)
    | (?P<equals>=(?!=))
    | (?P<times>(?<=[\s\d)%])[xX](?=\s*[\d$(.]))
    | (?P<operator>[-+*/×÷·∙⋅^−–])
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<currency>[$€£])
    | (?P<percent>%)
    | (?P<word>[^\W\d_]+(?:['’.-][^\W\d_]+|/[^\W\d_]+)*)
    | (?P<stop>[^\s])
    """,
    re.VERBOSE,
)
_MAX_LABEL = 5  # words
_NO_LABEL = frozenset(
    [
        "and",
        "or",
        "but",
        "so",
        "then",
        "if",
        "because",
        "since",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "had",
        "gives",
        "give",
        "makes",
        "make",
        "left",
        "means",
        "thus",
        "therefore",
        "hence",
        "we",
        "he",
        "she",
        "they",
        "it",
        "you",
        "i",
        "costs",
        "cost",
        "earned",
    ]
)


def claims(sentence: str) -> tuple[Claim, ...]:
    """Return the calculations of a sentence, from left to right."""
    parts = _parts(sentence)
    found, at = [], 0
    while at < len(parts):
        if parts[at].kind == "equals":
            claim, at = _claim(sentence, parts, at)
            if claim:
                found.append(claim)
        at += 1
    return tuple(found)


def _parts(sentence: str) -> list[_Part]:
    for words, sign in _WORDED:
        sentence = words.sub(lambda found, sign=sign: sign.center(len(found[0])), sentence)  # type: ignore[misc]
    found = []
    for match in _PART.finditer(sentence):
        kind = {"times": "operator"}.get(match.lastgroup or "", match.lastgroup or "")
        found.append(_Part(kind, match[0], match.start(), match.end()))
    return found


def _claim(sentence: str, parts: list[_Part], equals: int) -> tuple[Claim | None, int]:
    """Read the chain whose first equals sign is at `equals`; return it with the place of its last part."""
    first = _leftwards(parts, equals - 1)
    if first is None:
        return None, equals
    sides, at = [_side(parts[first:equals])], equals
    while True:
        end = _rightwards(parts, at + 1)
        if end is None:
            break
        sides.append(_side(parts[at + 1 : end]))
        at = end
        if not (end < len(parts) and parts[end].kind == "equals"):
            break
    if len(sides) < 2:
        return None, equals
    last = min(at, len(parts)) - 1
    return Claim(sentence[parts[first].start : parts[last].end], tuple(sides)), max(last, equals)


def _leftwards(parts: list[_Part], at: int) -> int | None:
    """Return where the expression begins that ends at `at`, None where there is none."""
    begins: int | None = None
    expected, labels = "operand", 0
    while at >= 0:
        part = parts[at]
        if part.kind == "equals" or part.kind == "stop":
            break
        if expected == "operand":
            if part.kind == "word" and part.text.lower() not in _NO_LABEL:
                labels += 1
                if labels > _MAX_LABEL:
                    break
            elif part.kind in ("number", "close", "percent"):
                labels = 0
                if part.kind == "close":
                    opening = _opening(parts, at)
                    if opening is None:
                        break
                    at = opening
                elif part.kind == "percent":
                    at -= 1
                    if at < 0 or parts[at].kind != "number":
                        break
                if at > 0 and parts[at - 1].kind == "currency":
                    at -= 1
                begins, expected = at, "operator"
                if parts[at].kind == "open" and at and _touching(parts, at):
                    expected = "operand"
            else:
                break
        elif part.kind == "operator" or _is_share(parts, at):
            if _is_sign(parts, at):
                begins, expected = at, "operator"
                break
            expected = "operand"
        else:
            break
        at -= 1
    return None if begins is None or expected == "operand" or _glued(parts, begins) else begins


def _touching(parts: list[_Part], at: int) -> bool:
    """Tell whether a factor stands right before a bracket: 2(45)."""
    return parts[at - 1].kind in ("number", "close") and parts[at - 1].end == parts[at].start


def _is_share(parts: list[_Part], at: int) -> bool:
    """Tell whether "of" multiplies: 60% of 50, 2/3 of 24."""
    if parts[at].text.lower() != "of" or not at:
        return False
    return parts[at - 1].kind == "percent" or (at > 1 and parts[at - 2].text in "/÷" and parts[at - 1].kind == "number")


def _is_sign(parts: list[_Part], at: int) -> bool:
    """Tell whether the minus at `at` is a number's sign: nothing that it could be taken from stands before it."""
    alone = at == 0 or parts[at - 1].kind in ("stop", "equals", "open")
    return parts[at].text in "-−" and alone and parts[at].end == parts[at + 1].start


def _glued(parts: list[_Part], begins: int) -> bool:
    """Tell whether a letter or an index stands right before: x2 = 4 is no claim about 2."""
    before = parts[begins - 1] if begins else None
    return (
        before is not None
        and before.kind in ("word", "stop")
        and before.end == parts[begins].start
        and (before.kind == "word" or before.text in "_.\\{}<>≤≥≈")
    )


def _opening(parts: list[_Part], at: int) -> int | None:
    depth = 0
    while at >= 0:
        depth += (parts[at].kind == "close") - (parts[at].kind == "open")
        if parts[at].kind in ("equals", "stop"):
            return None
        if not depth:
            return at
        at -= 1
    return None


def _closing(parts: list[_Part], at: int) -> int | None:
    depth = 0
    while at < len(parts):
        depth += (parts[at].kind == "open") - (parts[at].kind == "close")
        if parts[at].kind in ("equals", "stop"):
            return None
        if not depth:
            return at
        at += 1
    return None


def _rightwards(parts: list[_Part], at: int) -> int | None:
    """Return where the expression ends (exclusive) that begins at `at`, None where there is none."""
    ends: int | None = None
    while at < len(parts):
        if parts[at].kind == "operator" and parts[at].text in "-−–" and ends is None:
            at += 1
        if at < len(parts) and parts[at].kind == "currency":
            at += 1
        if at >= len(parts) or parts[at].kind not in ("number", "open"):
            return ends
        if parts[at].kind == "open":
            closing = _closing(parts, at)
            if closing is None:
                return ends
            at = closing
        at += 1
        if at < len(parts) and parts[at].kind == "percent":
            at += 1
        ends = at
        while at < len(parts) and parts[at].kind == "word" and at - ends < _MAX_LABEL:
            at += 1
        if at < len(parts) and parts[at].kind == "equals":
            return at
        if at < len(parts) and parts[at].kind == "operator" and _operand_follows(parts, at + 1):
            at += 1
            continue
        if ends < len(parts) and parts[ends].kind == "word" and parts[ends].text.lower() not in _NO_LABEL:
            return ends + 1
        return ends
    return ends


def _operand_follows(parts: list[_Part], at: int) -> bool:
    if at < len(parts) and parts[at].kind == "currency":
        at += 1
    return at < len(parts) and parts[at].kind in ("number", "open")


def _side(parts: list[_Part]) -> Side:
    written, labels = [], []
    for place, part in enumerate(parts):
        if part.kind == "word":
            if _is_share(parts, place) and place < len(parts) - 1:
                written.append("*")
            else:
                labels.append(part.text)
                glued = place and parts[place - 1].kind == "number" and parts[place - 1].end == part.start
                if glued and len(part.text) == 1:
                    written[-1] += part.text  # 6Z
        elif part.kind == "currency":
            labels.append(part.text)
        else:
            written.append(
                {"x": "*", "X": "*", "–": "-", "−": "-", "[": "(", "]": ")"}.get(
                    part.text, re.sub(r"[,\s]", "", part.text)
                )
            )
    return Side(" ".join(written), tuple(labels))
