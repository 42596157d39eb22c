"""Formulas as a text writes them: displayed on a line of their own, or within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

RELATIONS = "=≈≅≡∝≤≥≠⇌→"
_RELATION = re.compile(rf"[{RELATIONS}]|(?<=\s)[<>](?=\s)")
_FUNCTIONS = "sin cos tan cot sec exp log ln lim max min det dim grad div curl arctan arcsin arccos sqrt mod var cov"
_KNOWN = frozenset((*_FUNCTIONS.split(), "pH", "pOH", "pKa", "KE", "PE", "EMF", "emf", "kT", "mgh", "nRT", "mc"))
_PROSE_WORDS = """
a an in is it its if of or on as at be by do he me my no so to up us we am are the and for then this that with
It Is In If Of On As At By So To We The And For A An This That
"""
_PROSE = frozenset(_PROSE_WORDS.split())
_SYMBOL = r"(?:[A-Za-zΑ-Ωα-ωµ∂∇ℏ∑∫∏√∆]|[dΔ∆δ∂][A-Za-zα-ω])(?:_\{?[A-Za-z0-9,]{1,8}\}?|[A-Za-z]?[0-9₀-₉]{0,3})?['′*]?"
_MATH = re.compile(
    rf"[-+−±×·⋅*/⁄÷^(\[{{|√∑∫∏]*(?:\d[\d.,]*|{_SYMBOL}|(?:{'|'.join(map(re.escape, sorted(_KNOWN)))}))?"
    rf"(?:[-+−±×·⋅*/⁄÷^()\[\]{{}}|,!⁰¹²³⁴-⁹⁻₀-₉½√₊₋ⁿ]+(?:\d[\d.]*|{_SYMBOL}|\w{{1,3}})?)*[)\]}}|!%]*"
)
_AMOUNT = re.compile(r"\d[\d.,]*(?:\s*[×x·]\s*10\S*)?\s*(?:[A-Za-zΩµμ°%][A-Za-zΩµμ°%/²³⁻¹]{0,4}|ohm|volts?)\b")
_LETTER = re.compile(r"[A-Za-zΑ-Ωα-ω]")
_WORD = re.compile(r"[A-Za-z]{3,}")
_SYMBOLS = re.compile(r"(?<![A-Za-zΑ-Ωα-ω0-9])[A-Za-zΑ-Ωα-ω](?:_\{?\w{1,6}\}?|[0-9₀-₉]{1,2})?(?![A-Za-zΑ-Ωα-ω0-9_])")
_DISPLAYED = re.compile(r"^\s*(?:\$\$?|\\\[|\\begin\{)")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a text.

    Attributes:
        start, end: character offsets into the text.
        text: as it is written there, on one line.
        open: the text breaks it off after an operator, as "R1 + R2 + ..." is when its dots are lost.
    """

    start: int
    end: int
    text: str
    open: bool = False

    @property
    def symbols(self) -> tuple[str, ...]:
        """The single letters in it, with their indices, in order, each once."""
        return tuple(dict.fromkeys(match.group() for match in _SYMBOLS.finditer(self.text)))


def is_displayed(text: str) -> bool:
    """Tell whether a line is a formula and hardly anything else."""
    text = text.strip()
    if len(text) > _LONGEST or not _RELATION.search(text) or " | " in text or text.endswith("?"):
        return False
    if _DISPLAYED.match(text):
        return True
    words = [word for word in _WORD.findall(text) if word not in _KNOWN]
    return len(words) <= 1 and bool(formulas_in(text))


def formulas_in(text: str) -> list[Formula]:
    """Return the formulas of a text in order: they relate symbols; amounts of one case ("I = 3.0 A") are none."""
    found: list[Formula] = []
    tokens = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    done = 0
    for at, (start, end) in enumerate(tokens):
        if start < done or not _RELATION.search(text[start:end] if end - start > 1 else f" {text[start:end]} "):
            continue
        first, last = _bounds(text, tokens, at)
        formula = _formed(text, tokens[first][0], tokens[last][1])
        if formula:
            found.append(formula)
            done = tokens[last][1]
    return found


def _bounds(text: str, tokens: list[tuple[int, int]], at: int) -> tuple[int, int]:
    first = last = at
    while first > 0 and _is_math(text, tokens[first - 1], left=True):
        first -= 1
    while last + 1 < len(tokens) and not _closes(text, tokens[last]) and _is_math(text, tokens[last + 1]):
        last += 1
    return first, last


def _is_math(text: str, token: tuple[int, int], *, left: bool = False) -> bool:
    raw = text[token[0] : token[1]]
    if left and raw[-1] in ",;:.":
        return False
    bare = raw.rstrip(",;:.")
    if not bare or bare in _PROSE:
        return bare == "A" or (bare == "a" and raw != bare)  # symbols: no article stands beside a sign or a comma
    return (
        bool(_RELATION.fullmatch(f" {bare} ".strip()))
        or bare in "+-−±×·⋅*/⁄÷"
        or bool(_MATH.fullmatch(bare) or all(_MATH.fullmatch(part) for part in re.split(f"[{RELATIONS}]", bare)))
    )


def _closes(text: str, token: tuple[int, int]) -> bool:
    return text[token[1] - 1] in ",;:." and text[token[0] : token[1]] not in ("...", "…")


def _formed(text: str, start: int, end: int) -> Formula | None:
    """Return the formula between two offsets, without what does not belong to it; None if it relates no symbols."""
    written = text[start:end].rstrip(" ,;:.").lstrip(" ,;:+×·*/÷)")
    if written.startswith("(") and written.count("(") > written.count(")"):
        written = written[1:]
    if written.endswith(")") and written.count(")") > written.count("("):
        written = written[:-1]
    start = text.index(written, start)
    kept: list[str] = []
    for at, part in enumerate(_RELATION.split(written)):
        if at and (_AMOUNT.search(part) or not part.strip()):
            break  # what follows is the calculation of one case
        kept.append(part)
    if (
        '"' in written
        or "<" in written
        or len(kept) < 2
        or not _LETTER.search(kept[0])
        or not any(map(_LETTER.search, kept[1:]))
    ):
        return None
    trimmed = _without_next(written[: sum(map(len, kept)) + len(kept) - 1].rstrip(), kept[0], kept[1])
    bare = trimmed.rstrip("+-−±×·*/÷ …")
    return Formula(start, start + len(trimmed), " ".join(bare.split()), open=bare != trimmed)


def _without_next(written: str, left: str, right: str) -> str:
    """Cut off a second formula that stands beside the first: its left side repeats a symbol, or is a function."""
    tokens = right.split()
    if len(tokens) < 3 or not (tokens[-1] in tokens[:-1] or re.fullmatch(r"[A-Za-z]\([a-z]\)", tokens[-1])):
        return written
    if any(sign in "+-−±×·⋅*/⁄÷=" for sign in tokens[-2:]):
        return written
    return written[: len(left) + 1 + right.rindex(tokens[-1])].rstrip()


def symbol_meanings(text: str) -> Iterator[tuple[str, str]]:
    """Yield symbols with what a text says that they stand for.

    It reads "where F is the force and m the mass", "k is a constant", and names beside their symbol: "the charge Q".
    """
    for match in _WHERE.finditer(text):
        for part in re.split(r",\s*(?:and\s+)?|;\s*|\s+and\s+(?=\S{1,5} (?:is|are|the|a|an)\b)", match["list"]):
            if found := _IS.match(part.strip()):
                yield found["symbol"], found["meaning"].strip(" .")
    for match in _BESIDE.finditer(text):
        name = match["name"].strip()
        if not _VERBAL.search(name):
            yield match["symbol"], name


_ONE = r"[A-Za-zΑ-Ωα-ω](?:_?\{?[A-Za-z0-9₀-₉]{0,4}\}?)"
_WHERE = re.compile(r"\b(?:[Ww]here|[Ll]et)\s+(?P<list>[^.?!]*(?:\.\d[^.?!]*)*)")
_IS = re.compile(
    rf"(?P<symbol>{_ONE})(?:\s*\([^)]*\))?\s+(?:is|are|be|denotes?|represents?|stands for|=)?\s*"
    r"(?P<meaning>(?:the|an?|its)\s+[^,;]{3,70}|constants?)"
)
_BESIDE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Oo]f|its|[Ii]ts|[Ii]ts|their)\s+(?P<name>(?:[a-z][a-z-]+\s){1,3})"
    r"(?P<symbol>[B-HJ-Zb-hj-zΑ-Ωα-ω](?:_?[0-9₀-₉]|_\w)?|I(?=\s(?:through|in|of|is|and|that)\b)|A(?=\s(?:of|at|and)\b))"
    r"(?=[\s,.;:)])(?![.’'-]\w|\s*=)"
)
_VERBAL = re.compile(
    r"\b(?:is|are|and|or|of|in|by|with|to|than|from|that|same|other|first|second|values?|letter|symbol)\b"
)
