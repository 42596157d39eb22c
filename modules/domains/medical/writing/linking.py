"""Whether the lines of a record carry a sentence that a model wrote, and which of them do.

A sentence must have its words from the lines, its numbers and sides exactly, and what it denies must be what they
deny. The model's own markers count only where the line that they name carries the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from modules.core.figures import Number, is_said, numbers
from modules.core.findings import Citation
from modules.core.grounding import Checker
from modules.core.markers import markers_in, without_markers
from modules.core.text import content_stems
from modules.core.types import Passage, Support
from modules.domains.medical.draft import Line
from modules.domains.medical.fact import Fact
from modules.domains.medical.writing.stating import disagreement, stated

_SIDE = re.compile(r"\b(left|right|bilateral(?:ly)?|both)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|den(?:y|ies|ied|ying)|without|negative for|absence of|absent|cannot|nor|neither|nothing"
    r"|unable|free of|[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
_SCOPE_END = re.compile(
    r"[.;:]|,?\s*\b(?:but|however|except|although|though|because|which|who|reports?|states?|notes?|endorses?"
    r"|has been|had been"
    r"|complains?|admits?|presents?|takes?|is taking|continues?)\b",
    re.IGNORECASE,
)
# What a sentence of a note may say without its lines saying so: who speaks, and the hinges of sentences.
SAYING = frozenset(
    [
        *("patient", "report", "deni", "deny", "state", "note", "endorse", "describ", "mention", "indicat", "complain"),
        *(
            "present",
            "admit",
            "include",
            "associat",
            "experienc",
            "history",
            "denie",
            "repor",
            "not",
            "no",
            "year",
            "old",
        ),
    ]
)
_LEAST_KNOWN = 0.8
_LEAST_SHARE = 0.3
_MOST_SOURCES = 4
_COUNTS_BELOW = 3


@dataclass(frozen=True, slots=True)
class Linked:
    """A sentence with the lines that carry it.

    Attributes:
        text: without markers.
        lines: the best first; empty where it is not carried.
        objection: why not, in a short clause; "" where it is.
    """

    text: str
    lines: tuple[Line, ...]
    objection: str = ""

    @property
    def sources(self) -> tuple[Citation, ...]:
        """The statements behind its lines."""
        return tuple(dict.fromkeys(source for line in self.lines for source in line.sources))


class Linker:
    """Links sentences to lines; their markers are the lines' places, from 1.

    Args:
        lines: what may carry a sentence.
        foreign: stems that a sentence may have from its lines only, however much else they carry.
    """

    def __init__(self, lines: Sequence[Line], foreign: frozenset[str] = frozenset()) -> None:
        self._lines = lines
        self._foreign = foreign
        self._stems = [frozenset(content_stems(line.text)) for line in lines]
        self._stated: dict[str, tuple[Fact, ...]] = {}
        self._checker = Checker([_passage(at, line.text) for at, line in enumerate(lines, start=1)], "")

    def _facts(self, text: str) -> tuple[Fact, ...]:
        if text not in self._stated:
            self._stated[text] = stated(text)
        return self._stated[text]

    def linked(self, said: str) -> Linked:
        """Return a sentence, its markers resolved, with the lines that carry it."""
        bare = _bare(said)
        chosen = self._chosen(bare, markers_in(said))
        objection = self._objection(bare, chosen)
        return Linked(bare, () if objection else tuple(chosen), objection)

    def _chosen(self, bare: str, named: Sequence[int]) -> list[Line]:
        """Return the lines that hold the sentence's words: one after the other what adds most, named ones first."""
        left = set(content_stems(bare)) - SAYING
        whole = len(left) or 1
        chosen: list[Line] = []
        while left and len(chosen) < _MOST_SOURCES:
            shares = [
                (len(left & stems) + (0.5 if at in named and left & stems else 0.0), -at)
                for at, stems in enumerate(self._stems, start=1)
            ]
            share, at = max(shares, default=(0.0, 0))
            if share < (_LEAST_SHARE * whole if not chosen else 1):
                break
            chosen.append(self._lines[-at - 1])
            left -= self._stems[-at - 1]
        return chosen

    def _objection(self, bare: str, chosen: Sequence[Line]) -> str:
        stems = set(content_stems(bare)) - SAYING
        if not stems:
            return "it says nothing"
        texts = [line.text for line in chosen]
        known = {stem for text in texts for stem in content_stems(text)}
        if not chosen or len(stems & known) < _LEAST_KNOWN * len(stems):
            return "the record does not say this"
        if stems & self._foreign - known:
            return "the record does not say this"
        if strange := _strange_numbers(bare, texts):
            return f"{strange} is not in the record"
        if sides := _sides(bare) - {side for text in texts for side in _sides(text)}:
            return f"“{sorted(sides)[0]}” is not in the record"
        if turned(bare, texts):
            return "the record says the contrary"
        if different := disagreement(stated(bare), [fact for text in texts for fact in self._facts(text)]):
            return different
        verdict = next(iter(self._checker.check(bare)), None)
        if verdict and verdict.support in (Support.UNSUPPORTED, Support.NUMBER_NOT_FOUND):
            return verdict.reason or "the record does not say this"
        return ""


def turned(sentence: str, texts: Sequence[str]) -> bool:
    """Tell whether a sentence denies what the texts only affirm, or affirms what they only deny."""
    affirmed, denied = _polarities(sentence)
    sides = [_polarities(text) for text in texts]
    for_it = frozenset[str]().union(*(one for one, _ in sides))
    against = frozenset[str]().union(*(other for _, other in sides))
    return bool((denied & for_it) - against or (affirmed & against) - for_it)


def _polarities(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that a text affirms and those that it denies."""
    affirmed: set[str] = set()
    denied: set[str] = set()
    left = 0
    for cue in _NEGATION.finditer(text):
        if cue.start() < left:
            continue
        affirmed.update(content_stems(text[left : cue.start()]))
        end = _SCOPE_END.search(text, cue.end())
        left = end.start() if end else len(text)
        denied.update(content_stems(text[cue.end() : left]))
    affirmed.update(content_stems(text[left:]))
    return frozenset(affirmed - SAYING), frozenset(denied - SAYING)


def _strange_numbers(bare: str, texts: Sequence[str]) -> str:
    given = [number for text in texts for number in numbers(text)]
    claims = [one for one in numbers(bare) if not (one.spelled and one.value < _COUNTS_BELOW)]
    return next((one.text for one in claims if not _given(one, given)), "")


def _given(claim: Number, given: Sequence[Number]) -> bool:
    """Tell whether a number is among the given ones with the same unit; a unit may be left out, never exchanged."""
    same = [one for one in given if not claim.unit or not one.unit or one.unit == claim.unit]
    return is_said(claim, same)


def _sides(text: str) -> set[str]:
    return {"both" if side.lower().startswith(("bi", "bo")) else side.lower() for side in _SIDE.findall(text)}


def _bare(said: str) -> str:
    text = re.sub(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", "", without_markers(said))
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split())).strip()


def _passage(marker: int, text: str) -> Passage:
    return Passage(marker, "", "", 1, 0, len(text), (), "", text, 1.0)
