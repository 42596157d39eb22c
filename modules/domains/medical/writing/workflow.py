"""Writing a document by a template: from the record's own lines, or by a model that is checked against them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

from modules.core.types import ChatModel, Progress
from modules.domains.medical.draft import Draft, Part, in_words
from modules.domains.medical.fact import Facts
from modules.domains.medical.record import Chart
from modules.domains.medical.roles import righted
from modules.domains.medical.writing.arranging import Filled, filled, speaks_to_a_machine
from modules.domains.medical.writing.by_model import rewritten
from modules.domains.medical.writing.covering import Covers, discharge_of, later_than, up_to, visit_of
from modules.domains.medical.writing.templates import NoteTemplate

_SHOWN = 160
WITHOUT_MODEL = "Written without a model: its lines are the record's own sentences, or put together from them by rules."


def write(
    template: NoteTemplate, chart: Chart, facts: Facts, model: ChatModel | None = None
) -> Generator[Progress, None, Draft]:
    """Write a document by a template.

    Args:
        template: which sections it has.
        chart: what is known.
        facts: what the chart states, after the clinician's corrections.
        model: writes it; None: its lines are taken from the record.

    Raises:
        ModelError: the engine could not answer.
    """
    yield Progress(0, 0, "Reading the record")
    until = discharge_of(chart) if template.covers is Covers.STAY else ""
    within, known = up_to(until, chart, facts)
    sections = filled(template, within, known)
    if model is None:
        return _draft(template, chart, sections, until, remarks=(WITHOUT_MODEL,))
    remarks: list[str] = []
    written: list[Filled] = []
    seconds = 0.0
    for at, section in enumerate(sections):
        so_far = Progress(at, len(sections), section.section.title)
        yield so_far
        result = yield from rewritten(section, known, model, so_far)
        seconds += result.seconds
        written.append(replace(section, lines=tuple(result.lines)))
        remarks += [
            f"Taken out of “{section.section.title}”: “{one.text}” ({one.objection})." for one in result.removed
        ]
    told = f"Written by {model.card.model} in {seconds:.0f} s; every sentence was checked against the record."
    if remarks:
        remarks.insert(0, f"{_counted(len(remarks))} of the model taken out, because the record does not carry them.")
    return _draft(template, chart, written, until, model.card.model, (told, *remarks))


def _counted(number: int) -> str:
    return "1 sentence" if number == 1 else f"{number} sentences"


def _draft(
    template: NoteTemplate,
    chart: Chart,
    sections: Sequence[Filled],
    until: str,
    written_by: str = "",
    remarks: Sequence[str] = (),
) -> Draft:
    parts = tuple(
        Part(one.section.key, one.section.title, one.lines, one.section.bulleted)
        for one in sections
        if one.lines or not one.section.optional
    )
    silent = (
        () if any(part.lines for part in parts) else ("The record holds nothing for any section of this document.",)
    )
    return Draft(
        template.key,
        template.title,
        tuple(note.document_id for note in chart.notes),
        parts,
        written_by,
        (*righted(chart).remarks, *silent, *_bounds(chart, until), *_orders(chart), *_left_out(sections), *remarks),
        visit_of(chart) if template.covers is Covers.VISIT else None,
        until,
    )


def _bounds(chart: Chart, until: str) -> list[str]:
    """Say of which days a document is, where it leaves later ones out."""
    later = later_than(until, chart)
    if not later:
        return []
    return [
        f"It covers the stay up to the discharge on {in_words(until)}. What is later is left out: {', '.join(later)}."
        " A template that covers the whole chart takes it in."
    ]


def _orders(chart: Chart) -> list[str]:
    """Name the lines that were left out because they give orders."""
    found = [statement.text for statement in chart.statements if speaks_to_a_machine(statement.text)]
    return [f"A line that speaks to a machine is left out: “{text[:_SHOWN]}”." for text in found]


def _left_out(sections: Sequence[Filled]) -> list[str]:
    return [
        f"{one.section.title}: {one.left} lines of the record are left out, because the section would be too long."
        for one in sections
        if one.left
    ]
