"""Notes beside their references: overlap, sentences without support, and what of the reference is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean

from rouge_score.rouge_scorer import RougeScorer

from modules.core.figures import is_said, numbers
from modules.core.text import content_stems
from modules.domains.medical.draft import Draft, Line, Origin
from modules.domains.medical.fact import Fact, Kind
from modules.domains.medical.facts import extract_note
from modules.domains.medical.reading import read_text
from modules.domains.medical.writing.linking import SAYING, turned
from modules.domains.medical.writing.spelled import in_digits

_KINDS = ("rouge1", "rouge2", "rougeL")
_SCORER = RougeScorer(list(_KINDS), use_stemmer=True)
# Of a line's content words its sources must hold this share, and all of its numbers.
_HELD = 0.8
# What rules put before an answer that is no sentence, and the words of spoken to written language.
_LABELS = """
age duration onset frequency severity location occupation alcohol smoking medications allergies surgical family living
situation marital status presents modifying factors character height weight unsure asked allergic denies reports started
stopped changed planned past uncertain he she they will
"""
_HINGES = frozenset(content_stems(_LABELS))
_SAYS_NO = re.compile(r"\W*(?:(?:um|uh|er|oh|well|yeah)\W+)*(?:no|nope|nah|not really|none)\b", re.IGNORECASE)


@dataclass
class Column:
    """What was measured of one way to make notes.

    Attributes:
        scores: ROUGE-1, ROUGE-2 and ROUGE-L of each note, F-measures.
        lines, unsupported: of each note.
        taken: sentences of each note that the check took out.
        missing, facts: of the reference's facts, by kind.
        seconds: of each note.
    """

    scores: list[tuple[float, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    unsupported: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    missing: Counter[Kind] = field(default_factory=Counter)
    facts: Counter[Kind] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add_text(self, text: str, reference: str) -> None:
        """Count a note that is but a text."""
        self.scores.append(rouge(text, reference))
        self._add_facts(text, reference)

    def add(self, draft: Draft, reference: str, *, heads: bool) -> None:
        """Count a draft with its sources."""
        self.add_text(printed(draft, heads=heads), reference)
        self.lines.append(len(draft.lines))
        self.unsupported.append(sum(not is_supported(line) for line in draft.lines))
        self.taken.append(sum(remark.startswith("Taken out of ") for remark in draft.remarks))

    def _add_facts(self, text: str, reference: str) -> None:
        said = {(fact.kind, fact.concept, fact.assertion.negated) for fact in _stated(text)}
        for key in {(fact.kind, fact.concept, fact.assertion.negated) for fact in _stated(reference)}:
            self.facts[key[0]] += 1
            self.missing[key[0]] += key not in said

    def __str__(self) -> str:
        parts = [" ".join(f"{100 * mean(values):5.1f}" for values in zip(*self.scores, strict=True))]
        if self.lines:
            share = 100 * sum(self.unsupported) / max(1, sum(self.lines))
            before = sum(self.unsupported) + sum(self.taken)
            parts.append(
                f"{100 - share:5.1f} % of {sum(self.lines)} sentences with a correct source, unsupported a note:"
                f" {before / len(self.lines):.2f} before the check, {mean(self.unsupported):.2f} after ({share:.1f} %)"
            )
        if self.seconds:
            parts.append(f"{mean(self.seconds):.0f} s a note")
        return "; ".join(parts)

    def omitted(self) -> str:
        """Say which share of the reference's facts is missing, by kind."""
        kinds = (kind for kind in Kind if self.facts[kind])
        return ", ".join(f"{kind.value} {self.missing[kind]}/{self.facts[kind]}" for kind in kinds)


def rouge(text: str, reference: str) -> tuple[float, ...]:
    """Return ROUGE-1, ROUGE-2 and ROUGE-L, F-measures with stemming."""
    scores = _SCORER.score(reference, text)
    return tuple(scores[kind].fmeasure for kind in _KINDS)


def printed(draft: Draft, *, heads: bool) -> str:
    """Return a draft as a reference note is written: headings and sentences, without what is empty."""
    return "\n".join(text for part in draft.parts if part.lines for text in _texts(part.title, part.lines, heads=heads))


def is_supported(line: Line) -> bool:
    """Tell whether the statements that a line cites carry it.

    They hold at least four fifths of its content words (stems, without those that say who speaks), every one of its
    numbers, and, where a model wrote the line, they do not say the contrary. A rule's line has its "denies" from an
    answer "no", which words alone do not show; its negation is measured by the facts instead.
    """
    given = [f"{source.text} {in_digits(source.text)}" for source in line.sources]
    stems = set(content_stems(line.text)) - SAYING - _HINGES
    known = {stem for text in given for stem in content_stems(text)}
    if not given or len(stems & _widened(known)) < _HELD * len(stems):
        return False
    there = [number for text in given for number in numbers(text)]
    if not all(is_said(number, there) for number in numbers(_undated(line.text))):
        return False
    return line.origin is not Origin.MODEL or not turned(line.text, list(_meant(line)))


def _meant(line: Line) -> Iterator[str]:
    """Yield what a line's sources say: where one of them answers no, what the others ask is denied as well."""
    denied = any(_SAYS_NO.match(source.text) for source in line.sources)
    for source in line.sources:
        yield source.text
        if denied and source.text.rstrip().endswith("?"):
            yield f"No {source.text}"


def _texts(title: str, lines: Sequence[Line], *, heads: bool) -> Iterator[str]:
    if heads:
        yield title
    yield from (line.text for line in lines)


def _undated(text: str) -> str:
    """Return a line without the date of its note, which stands before it in documents of several notes."""
    return text[12:] if text[4:5] == "-" and text[10:12] == ": " else text


def _widened(stems: set[str]) -> set[str]:
    """Return the stems with their contractions opened: who says "haven't" says "not"."""
    return stems | {part for stem in stems for part in stem.split("'")}


def _stated(text: str) -> tuple[Fact, ...]:
    return extract_note(read_text(text))
