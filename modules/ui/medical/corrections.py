"""Where the clinician's corrections are kept: with the document that a fact is from, whatever chart it is read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modules.services.reports import Decision, Reports

REPORT = "corrections of facts"


@dataclass(frozen=True, slots=True)
class Kept:
    """The report on which a document's corrections hang; it has nothing to say itself."""

    document: str


def kept(reports: Reports, documents: Sequence[str]) -> dict[str, Decision]:
    """Return what has been decided on the facts of these documents, by the id of the fact."""
    found: dict[str, Decision] = {}
    for one in documents:
        if standing := reports.latest(REPORT, (one,)):
            found |= reports.decisions(standing.report.id)
    return found


def keep(reports: Reports, document: str, fact_id: str, decision: Decision | None) -> None:
    """Keep a decision on a fact in place of an earlier one; None takes it back.

    Args:
        reports: of the scope.
        document: that the fact is from; of one that stands nowhere, any of the chart's.
        fact_id: whose.
        decision: as `modules.domains.medical.facts.corrected` reads it.
    """
    standing = reports.latest(REPORT, (document,))
    holder = standing.report.id if standing else reports.keep(REPORT, (document,), Kept(document))
    reports.decide(holder, fact_id, decision)
