"""Sentences of a draft beside the statements of the record that share most of their words.

Facts are what the lexicons know. What they do not know is seen here, by words alone: a sentence that is nearly one of
the record's and yet has another side, another number or one negation more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from modules.core.figures import Number, numbers
from modules.core.text import content_words, words
from modules.domains.medical.checking.asking import asked, refused, without_reply
from modules.domains.medical.checking.places import place
from modules.domains.medical.record import Chart, Statement

_SIDE = re.compile(
    r"\b(?:(?P<left>left)(?! (?:the|for|with|at|work|home|untreated|out|off|over|to|his|her|it|a message|against)\b)"
    r"|(?P<right>right)(?! (?:now|away|here|there|before|after|on|up|hand dominant|handed)\b|-hand(?:ed)?\b|[?!,.]| ?$)"
    r"|(?P<bilateral>bilateral(?:ly)?|both))\b",
    re.IGNORECASE,
)
_NOT_A_SIDE = re.compile(r"\b(?:all|that['’]?s|you['’]?re|i['’]?m|is|be|has|have|had|he|she|i) $", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:no|not|nor|none|never|without|den(?:y|ies|ied|ying)|negative|absent|absence|nil|neither|cannot|free of"
    r"|non(?=[- ])|nonsmoker|nontender|unremarkable|ruled out|resolved)\b|n['’]t\b",
    re.IGNORECASE,
)
# Words that only carry a finding or the contrary of it: two sentences that differ in them are about the same.
_CARRYING_TEXT = """
deny endors report note state admit complain describe positive negative patient present presence absent absence mr mrs
ms she he has have demonstrate show reveal seen evidence sign known nil without none never left right bilateral both
feel feels experience
"""
_CARRYING = frozenset(_CARRYING_TEXT.split())
_CLAUSE = re.compile(r"[.,;:()]|\bbut\b")
_WINDOW = 3
_NEAR_BEST = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as words.

    Attributes:
        stems: of its content words, sides and carrying words left out.
        sides: each side with the stems beside it, in order.
        denied: for each negation the stems of its clause, those behind it where there are any.
        figures: its numbers.
    """

    text: str
    stems: frozenset[str]
    sides: tuple[tuple[str, re.Match[str], tuple[str, ...]], ...]
    denied: tuple[frozenset[str], ...]
    figures: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A statement of the record that shares words with a sentence.

    Attributes:
        covers: the share of the sentence's words, by weight, that it holds.
        covered: the share of its own that the sentence holds.
    """

    statement: Statement
    reading: Reading
    covers: float
    covered: float


class Alignment:
    """The statements of a chart, looked up by their words.

    Args:
        chart: the record.
        days: on which something was so; a draft may say them where the statement has them in a heading.
    """

    def __init__(self, chart: Chart, days: Iterable[str] = ()) -> None:
        self.days = frozenset(days) - {""}
        self._read = [(one, read(without_reply(one.text) if one.speaker else one.text)) for one in chart.statements]
        self._asked = asked(chart)
        self._refused = refused(chart)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for number, (_, reading) in enumerate(self._read):
            for stem in reading.stems:
                self._by_stem[stem].append(number)
        self.known = frozenset(word.stem for one in chart.statements for word in words(one.text))
        self.sides: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        self.named_sides: dict[str, Statement] = {}
        for statement, reading in self._read:
            for side, _, beside in reading.sides:
                self.named_sides.setdefault(side, statement)
                for stem in beside:
                    self.sides[stem][side].append(statement)

    def asks(self, statement: Statement) -> bool:
        """Tell whether a statement asks rather than tells."""
        return statement.text.endswith("?") or place(statement.place) in self._asked

    def denies(self, statement: Statement) -> bool:
        """Tell whether a statement is a question that is answered with no."""
        return place(statement.place) in self._refused

    def counterparts(self, said: Reading, least: float) -> list[Counterpart]:
        """Return the statements that hold at least such a share of a sentence's words by weight, the best first."""
        weights = {stem: self._weight(stem) for stem in said.stems}
        total = sum(weights.values())
        shared: Counter[int] = Counter()
        for stem, weight in weights.items():
            for number in self._by_stem.get(stem, ()):
                shared[number] += weight  # type: ignore[assignment]  # a Counter adds floats as well
        found = [
            Counterpart(*self._read[number], weight / total, self._covered(number, said))
            for number, weight in shared.items()
            if weight >= least * total
        ]
        return sorted(found, key=lambda one: (-one.covers, -one.covered))

    def _covered(self, number: int, said: Reading) -> float:
        own = {stem: self._weight(stem) for stem in self._read[number][1].stems}
        return sum(weight for stem, weight in own.items() if stem in said.stems) / sum(own.values())

    def _weight(self, stem: str) -> float:
        return math.log(1 + (1 + len(self._read)) / (1 + len(self._by_stem.get(stem, ()))))


def near_best(found: Sequence[Counterpart]) -> list[Counterpart]:
    """Return the counterparts that hold nearly as much as the best one."""
    return [one for one in found if one.covers >= _NEAR_BEST * found[0].covers] if found else []


@lru_cache(maxsize=20_000)
def read(text: str) -> Reading:
    """Read a sentence."""
    return Reading(text, _stems(text), tuple(_sides(text)), tuple(_denied(text)), tuple(numbers(text)))


def _denied(text: str) -> Iterator[frozenset[str]]:
    """Yield what each negation of a text denies: the words behind it up to the next comma, else those before it."""
    for match in _NEGATION.finditer(text):
        behind = _CLAUSE.split(text[match.end() :], maxsplit=1)[0]
        before = _CLAUSE.split(text[: match.start()])[-1]
        yield _stems(behind) or _stems(before)


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        word.stem for word in content_words(text) if word.stem not in _CARRYING and not word.stem.isdigit()
    )


def _sides(text: str) -> Iterator[tuple[str, re.Match[str], tuple[str, ...]]]:
    """Yield each side that a text names, with the stems of the words that it is of: those behind it, else before it.

    Where a text names several sides, words before one of them may be those of another.
    """
    alone = len({match.lastgroup for match in _SIDE.finditer(text)}) == 1
    for match in _SIDE.finditer(text):
        if _NOT_A_SIDE.search(text[: match.start()]):
            continue
        behind = re.split(r"[.,;:()]|\b(?:and|or|but|with|to|in|on|is|was|has)\b", text[match.end() :], maxsplit=1)[0]
        following = [word.stem for word in content_words(behind)][:_WINDOW]
        beside = [one for one in following if one not in ("side", "sid", "sided", "one")]
        if not beside and alone:
            before = re.split(r"[.;()]", text[: match.start()])[-1]
            beside = [word.stem for word in content_words(before) if word.stem not in _CARRYING][-2:]
        side = match.lastgroup or ""
        yield side, match, tuple(beside)
