"""Which part of a chart a document is about: all of it, the latest visit, or a stay in hospital up to its discharge."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from modules.core.findings import Citation
from modules.domains.medical.draft import Visit
from modules.domains.medical.fact import Facts, Kind
from modules.domains.medical.record import Chart, Note, Section, Statement
from modules.domains.medical.writing import rows

_DISCHARGE = re.compile(r"\bdischarge[ _-]?(?:summary|letter|note|report)", re.IGNORECASE)


class Covers(StrEnum):
    """What of a chart a document covers."""

    CHART = "chart"
    VISIT = "visit"  # the latest one; of medicines, allergies and histories the whole chart is asked
    STAY = "stay"  # in hospital: what is later than the last discharge is left out


def visit_of(chart: Chart) -> Visit | None:
    """Return the latest visit that a document tells of in sentences, None where none does."""
    telling = [note for note in chart.notes if not all(rows.is_row(one.text) for one in note.statements)]
    return Visit(telling[-1].document_id, telling[-1].visits[-1] if telling[-1].visits else "") if telling else None


def discharge_of(chart: Chart) -> str:
    """Return the day of the last document that tells of a whole stay, as ISO 8601; "" where none does."""
    return max((note.date for note in chart.notes if _tells_of_a_stay(note)), default="")


def up_to(day: str, chart: Chart, facts: Facts) -> tuple[Chart, Facts]:
    """Return a chart and its facts without the documents and the rows of tables that are later than a day.

    Allergies stay whenever they were noted, and so does what the clinician entered. "" leaves all as it is.
    """
    if not day:
        return chart, facts
    allergies = [one for one in facts.items if one.kind is Kind.ALLERGY and not one.assertion.negated]
    lasting = {_spot(fact.statement) for fact in allergies}
    notes = [
        replace(
            note,
            statements=tuple(
                one
                for one in note.statements
                if not _is_later(one, note, day) or (one.section is Section.ALLERGIES and _spot(one.place) in lasting)
            ),
        )
        for note in chart.notes
    ]
    within = replace(chart, notes=tuple(note for note in notes if note.statements))
    kept = lasting | {_spot(one.place) for one in within.statements}
    told = (one for one in facts.items if not one.statement.document_id or _spot(one.statement) in kept)
    return within, Facts(tuple(told))


def later_than(day: str, chart: Chart) -> list[str]:
    """Return what of a chart is later than a day, in words: names of documents, and of tables that have later rows."""
    gone = [note.name for note in chart.notes if day and note.date > day]
    cut = [
        f"later rows of {note.name}"
        for note in chart.notes
        if day and note.date <= day and any(_is_later(one, note, day) for one in note.statements)
    ]
    return [*gone, *cut]


def _tells_of_a_stay(note: Note) -> bool:
    named = _DISCHARGE.search(note.title) or _DISCHARGE.search(note.name)
    return bool(named) or any(one.section is Section.COURSE for one in note.statements)


def _is_later(statement: Statement, note: Note, day: str) -> bool:
    return note.date > day or (rows.is_row(statement.text) and statement.date > day)


def _spot(place: Citation) -> tuple[str, int, int]:
    return place.document_id, place.page, place.start
