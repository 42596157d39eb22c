"""A summary as it is taken away: lines with their numbers, the quotes behind them, the patient above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from modules.core.findings import Citation
from modules.core.printed import Noted, PrintedLine, PrintedPaper, PrintedSection, PrintedSource, Signed
from modules.core.types import Support
from modules.domains.medical.draft import Draft, Line, Origin
from modules.domains.medical.paper import Summary
from modules.domains.medical.record import Patient

NOTICE = (
    "Made with Vouch from the documents named above. It supports clinical judgement and never replaces it; it is not a "
    "medical device. Read it against the record."
)
_REMARKS = {
    Support.PARTLY: "only partly supported by the record",
    Support.UNSUPPORTED: "not supported by the record",
    Support.NUMBER_NOT_FOUND: "number not found in the record",
}
_ID = tuple[str, int, int, int]


def printed(
    summary: Summary,
    *,
    signed: Signed | None = None,
    addenda: Sequence[Noted] = (),
    log: Sequence[Noted] = (),
    made: float = 0.0,
) -> PrintedPaper:
    """Return a summary as every export has it.

    Args:
        summary: what it says.
        signed: by whom, None of a draft.
        addenda: what was added since.
        log: what was done to it, where that is to be printed.
        made: seconds since the epoch.
    """
    draft, numbers = summary.draft, _numbers(summary.draft)
    return PrintedPaper(
        title=draft.title,
        subject=" · ".join(_subject(summary.patient)) or "Patient not named",
        about=tuple(_about(summary)),
        notice=NOTICE,
        sections=tuple(
            PrintedSection(
                part.title,
                tuple(_line(line, text, numbers) for line, text in zip(part.lines, part.said(), strict=True)),
                part.bulleted,
            )
            for part in draft.parts
        ),
        sources=tuple(_source(summary, number, source) for source, number in _cited(draft, numbers)),
        remarks=draft.remarks,
        signed=signed,
        addenda=tuple(addenda),
        log=tuple(log),
        made=made,
    )


def remark(line: Line) -> str:
    """Return what is said behind a line that the record does not simply vouch for, else ""."""
    if line.origin is Origin.CLINICIAN and not line.sources:
        return "added by the clinician"
    if said := _REMARKS.get(line.support, ""):
        return f"{said}: {line.reason}" if line.reason else said
    return "" if line.sources else "no source in the record"


def _subject(patient: Patient) -> Iterator[str]:
    if patient.name:
        yield patient.name
    if patient.born:
        yield f"born {patient.born}"
    if patient.number:
        yield f"No. {patient.number}"


def _about(summary: Summary) -> Iterator[tuple[str, str]]:
    patient = summary.patient
    yield "Patient", patient.name or "not named in the record"
    for label, value in (("Born", patient.born), ("Sex", patient.sex), ("Record number", patient.number)):
        if value:
            yield label, value
    if patient.age is not None:
        yield "Age", f"{patient.age} years"
    if names := [name for name in summary.names if name]:
        yield "Made from", "; ".join(names)
    yield "Written by", summary.draft.written_by or "rules, from the words of the record"


def _line(line: Line, text: str, numbers: dict[_ID, int]) -> PrintedLine:
    marks = dict.fromkeys(numbers[_id(source)] for source in line.sources)
    return PrintedLine(text, tuple(marks), remark(line))


def _source(summary: Summary, number: int, source: Citation) -> PrintedSource:
    name = summary.name_of(source.document_id) or "A document"
    return PrintedSource(number, f"{name}, page {source.page}", source.text)


def _numbers(draft: Draft) -> dict[_ID, int]:
    """Number the places that lines cite, in the order in which they are cited."""
    places = dict.fromkeys(_id(source) for line in draft.lines for source in line.sources)
    return {place: number for number, place in enumerate(places, start=1)}


def _cited(draft: Draft, numbers: dict[_ID, int]) -> list[tuple[Citation, int]]:
    by_place = {_id(source): source for line in draft.lines for source in line.sources}
    return [(by_place[place], number) for place, number in numbers.items()]


def _id(source: Citation) -> _ID:
    return source.document_id, source.page, source.start, source.end
