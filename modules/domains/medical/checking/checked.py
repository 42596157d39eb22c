"""All checks of a draft, each thing told once."""

from __future__ import annotations

from collections.abc import Iterator

from modules.domains.medical.checking.aligning import Alignment
from modules.domains.medical.checking.comparing import compared
from modules.domains.medical.checking.differences import Difference
from modules.domains.medical.checking.dosed import DosedWords
from modules.domains.medical.checking.held import Record, record
from modules.domains.medical.checking.itemised import Itemised
from modules.domains.medical.checking.kinds import IssueKind
from modules.domains.medical.checking.mending import issue
from modules.domains.medical.checking.nearly import nearly
from modules.domains.medical.checking.noting import rank
from modules.domains.medical.checking.omissions import omissions
from modules.domains.medical.checking.said import Sentence, read_draft
from modules.domains.medical.checking.supporting import Carrying, unsupported
from modules.domains.medical.draft import Draft, Issue
from modules.domains.medical.fact import Facts
from modules.domains.medical.record import Chart

_NUMERIC = frozenset((IssueKind.DOSE, IssueKind.VALUE, IssueKind.OUTDATED))
_ASSERTED = frozenset((IssueKind.NEGATION, IssueKind.PERSON, IssueKind.CERTAINTY))


def check(draft: Draft, chart: Chart, facts: Facts) -> tuple[Issue, ...]:
    """Return what is wrong with a draft, the worst first.

    Args:
        draft: whoever wrote its lines.
        chart: the record that it is about.
        facts: of the chart, as the clinician corrected them.
    """
    known = record(chart, facts)
    said = read_draft(draft)
    comparing = _Comparing(chart, known)
    differing = [issue(sentence, found, known) for sentence in said for found in comparing.differences(sentence)]
    return tuple(sorted([*differing, *omissions(draft, known, said)], key=rank))


class _Comparing:
    """All ways to compare a sentence with one record, which each of them reads once."""

    def __init__(self, chart: Chart, known: Record) -> None:
        self._known = known
        self._alignment = Alignment(chart)
        self._dosed = DosedWords(chart)
        self._itemised = Itemised(chart)
        self._carrying = Carrying(chart)

    def differences(self, sentence: Sentence) -> Iterator[Difference]:
        """Yield the differences of a sentence, the better explained ones first, none twice."""
        told: list[Difference] = []
        for found in (
            *compared(sentence, self._known),
            *self._dosed.differences(sentence),
            *nearly(sentence, self._alignment),
            *self._itemised.differences(sentence),
        ):
            if not any(_same(found, other) for other in told):
                told.append(found)
        yield from told or unsupported(sentence, self._carrying)


def _same(one: Difference, other: Difference) -> bool:
    """Tell whether two differences are one thing told twice, or mended by the same step."""
    alike = one.kind is other.kind or {one.kind, other.kind} <= _NUMERIC or {one.kind, other.kind} <= _ASSERTED
    overlap = one.start < other.end and other.start < one.end
    return alike and (overlap or not (one.instead or other.instead))
