"""All checks of a draft, each thing told once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from modules.domains.medical.checking.aligning import Alignment, read
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
from modules.domains.medical.checking.quoting import Quotations
from modules.domains.medical.checking.said import Sentence, read_draft
from modules.domains.medical.checking.supporting import Carrying, unsupported
from modules.domains.medical.draft import Draft, Issue
from modules.domains.medical.fact import Facts, Status
from modules.domains.medical.record import Chart
from modules.domains.medical.writing.covering import up_to

_NUMERIC = frozenset((IssueKind.DOSE, IssueKind.VALUE, IssueKind.OUTDATED))
_LATER = frozenset((IssueKind.ALLERGEN, IssueKind.STATUS, IssueKind.OUTDATED))
_CARRIED = 0.5  # of a sentence's words by weight stand in one statement
# How the title of an issue about a line tells of a thing by name.
_TOLD_AS = (("", ": an allergy in the record"), ("allergy to ", " is denied"), ("", " is denied"))
_ASSERTED = frozenset((IssueKind.NEGATION, IssueKind.PERSON, IssueKind.CERTAINTY))


def check(draft: Draft, chart: Chart, facts: Facts) -> tuple[Issue, ...]:
    """Return what is wrong with a draft, the worst first.

    Args:
        draft: whoever wrote its lines.
        chart: the record that it is about; what is later than the draft covers is left aside.
        facts: of the chart, as the clinician corrected them.
    """
    chart, facts = up_to(draft.until, chart, facts)
    known = record(chart, facts)
    said = read_draft(draft, {note.date for note in chart.notes} | {one.date for one in chart.statements})
    comparing = _Comparing(chart, known, {fact.date for fact in facts.items})
    stopped = {fact.concept for one in said for fact in one.facts if fact.status is Status.STOPPED}
    differing = [
        issue(sentence, found, known) for sentence in said for found in comparing.differences(sentence, stopped)
    ]
    told = {one.finding.title.lower() for one in differing}
    left_out = [one for one in omissions(draft, known, said) if not _told(one, told)]
    return tuple(sorted([*differing, *left_out], key=rank))


def _told(omission: Issue, titles: Container[str]) -> bool:
    """Tell whether an issue about a line has told of the same thing."""
    name = omission.finding.title.lower().removesuffix(" is left out")
    return any(f"{what}{name}{how}" in titles for what, how in _TOLD_AS)


class _Comparing:
    """All ways to compare a sentence with one record, which each of them reads once."""

    def __init__(self, chart: Chart, known: Record, days: Iterable[str]) -> None:
        self._known = known
        self._quotations = Quotations(chart)
        self._latest = chart.notes[-1].document_id if chart.notes else ""
        self._alignment = Alignment(chart, days)
        self._dosed = DosedWords(chart)
        self._itemised = Itemised(chart)
        self._chart = chart

    def differences(self, sentence: Sentence, stopped: Container[str]) -> Iterator[Difference]:
        """Yield the differences of a sentence, the better explained ones first, none twice.

        Against a sentence that stands in the record only a later document can be held.
        """
        said = self._alignment.counterparts(read(sentence.text), _CARRIED)
        found_there = compared(sentence, self._known, stopped, carried=bool(said))
        if quoted := self._quotations.of(sentence):
            later = (one for one in found_there if one.kind in _LATER)
            yield from (one for one in later if quoted.place.document_id != self._latest)
            return
        told: list[Difference] = []
        for found in (
            *found_there,
            *self._dosed.differences(sentence),
            *nearly(sentence, self._alignment),
            *self._itemised.differences(sentence),
        ):
            if not any(_same(found, other) for other in told):
                told.append(found)
        yield from told or unsupported(sentence, self._carrying)

    @cached_property
    def _carrying(self) -> Carrying:
        """What supports sentences, read only where a sentence is looked for."""
        return Carrying(self._chart)


def _same(one: Difference, other: Difference) -> bool:
    """Tell whether two differences are one thing told twice, or mended by the same step."""
    alike = one.kind is other.kind or {one.kind, other.kind} <= _NUMERIC or {one.kind, other.kind} <= _ASSERTED
    overlap = one.start < other.end and other.start < one.end
    return alike and (overlap or not (one.instead or other.instead))
