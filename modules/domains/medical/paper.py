"""What is kept of a summary until it is signed: the draft, whom it is about, and the facts that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modules.core.findings import Citation
from modules.core.revisions import Piece
from modules.domains.medical.draft import Draft, Line
from modules.domains.medical.fact import Fact, Facts
from modules.domains.medical.record import Chart, Patient

KIND = "medical summary"
"""The kind under which summaries are kept among the papers."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary as it is kept, signed and taken away.

    Attributes:
        draft: what it says.
        patient: whom it is about, as the record said when it was written.
        facts: those that it rests on.
        names: of the documents, in the order of `draft.documents`.
    """

    draft: Draft
    patient: Patient
    facts: Facts
    names: tuple[str, ...]

    def pieces(self) -> tuple[Piece, ...]:
        """Return its lines: what an edit can change."""
        return tuple(Piece(part.title, line.id, line.text) for part in self.draft.parts for line in part.lines)

    def name_of(self, document_id: str) -> str:
        """Return the name of a document, "" of one that the chart did not have."""
        return dict(zip(self.draft.documents, self.names, strict=False)).get(document_id, "")


def summary(draft: Draft, chart: Chart, facts: Facts) -> Summary:
    """Return a draft as it is kept, with the patient, the names and the facts that it rests on."""
    names = {note.document_id: note.name for note in chart.notes}
    return Summary(draft, chart.patient, resting(draft, facts), tuple(names.get(one, "") for one in draft.documents))


def resting(draft: Draft, facts: Facts) -> Facts:
    """Return the facts that a draft's lines cite or name."""
    return Facts(tuple(fact for fact in facts.items if next(_telling(draft, fact), None)))


def lines_of(draft: Draft, fact: Fact) -> frozenset[str]:
    """Return the ids of the lines that cite the words of a fact, or name it."""
    return frozenset(line.id for line in _telling(draft, fact))


def _telling(draft: Draft, fact: Fact) -> Iterator[Line]:
    names = "|".join(re.escape(name) for name in {fact.name, fact.concept} if name)
    named = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None
    for line in draft.lines:
        if any(_overlap(source, fact.source) for source in line.sources) or (named and named.search(line.text)):
            yield line


def _overlap(one: Citation, other: Citation) -> bool:
    return (one.document_id, one.page) == (other.document_id, other.page) and (
        one.start < other.end and other.start < one.end
    )
