"""What a draft says otherwise than the record: the form in which every comparison reports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modules.core.findings import Citation, Severity
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.fact import Fact, citations


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a sentence of a draft says and the record says otherwise or not at all.

    Attributes:
        title: in a few words.
        explanation: a sentence.
        start, end: the words in question, offsets into the line's text (with single blanks).
        instead: what the record has in their place, as the line would say it; "" where only the sentence can go.
        citations: what the record says, the best first; empty where it says nothing.
        restate: whether the record's own sentence may stand in place of the draft's.
    """

    kind: IssueKind
    severity: Severity
    title: str
    explanation: str
    start: int
    end: int
    instead: str = ""
    citations: tuple[Citation, ...] = ()
    restate: bool = False


def difference(
    kind: IssueKind,
    severity: Severity,
    fact: Fact,
    mentions: Sequence[Fact],
    title: str,
    explanation: str,
    *,
    wrong: str = "",
    right: str = "",
    restate: bool = False,
) -> Difference:
    """Write down how a fact of the draft differs from mentions of the record, the latest of which is quoted first."""
    start, end = _within(fact, wrong) if wrong else (fact.source.start, fact.source.end)
    instead = right if (start, end) != (fact.source.start, fact.source.end) or wrong == fact.source.text else ""
    return Difference(
        kind, severity, title, explanation, start, end, instead, citations(reversed(mentions)), restate or not instead
    )


def _within(fact: Fact, wrong: str) -> tuple[int, int]:
    """Return where the words stand in the fact's own characters, else in its sentence; the fact where they do not."""
    for place in (fact.source, fact.statement):
        if (at := place.text.lower().find(wrong.lower())) >= 0:
            return place.start + at, place.start + at + len(wrong)
    return fact.source.start, fact.source.end
