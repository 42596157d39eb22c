"""Reads the vital signs and laboratory values of a chart as series over time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from modules.core.findings import Citation
from modules.domains.medical.days import is_day_first
from modules.domains.medical.fact import Experiencer, Facts, Kind
from modules.domains.medical.measures.catalogue import Measure, measure_of, measures, plain_name
from modules.domains.medical.measures.dates import Order, When, is_date, order_of, read_when, with_time
from modules.domains.medical.measures.judging import judged, jumps, trend
from modules.domains.medical.measures.series import MENTIONED, Measures, Series, Value
from modules.domains.medical.measures.tables import Written, is_pressure, written_values
from modules.domains.medical.measures.units import UnitClash, convert, unit_of
from modules.domains.medical.reading import Source
from modules.domains.medical.record import Chart, Section
from modules.domains.medical.visits import Visit, visit_at, visits_in

_VALUE = re.compile(
    r"(?P<before>[HL*!]\s+)?(?P<sign>[<>≤≥]=?|~)?\s*(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:[.,]\d+)?)"
    r"\s*(?P<unit>[^\d\s(*][^\s(*]*(?:\s?m²|\s?m2)?|%)?\s*(?P<flag>[(\[]?\b(?:[HL]{1,2}|high|low)\b[)\]]?|\*{1,2}|↑|↓)?",
    re.IGNORECASE,
)
_PRESSURE = re.compile(
    r"(?P<systolic>\d{2,3})\s*/\s*(?P<diastolic>\d{2,3})(?:\s*(?P<unit>mm\s?\[?hg\]?))?", re.IGNORECASE
)
_MEASURED = frozenset({Section.VITALS, Section.EXAM, Section.RESULTS, Section.PROCEDURES, Section.OTHER})
_TOLD = frozenset({Section.COMPLAINT, Section.HISTORY, Section.PAST, Section.COURSE, Section.ASSESSMENT})
_CONDITION = re.compile(r"\bcondition (?:at|on)\b|\bdischarge condition\b", re.IGNORECASE)
_SPAN = re.compile(r"\s*[<>]?\d[\d.,]*\s*(?:[-–—/]|to\b)\s*\d")
_ABOUT_DATE = re.compile(r"date|day first|no year").search
_FLAG_ONLY = re.compile(r"[HL]{1,2}|\*{1,2}|↑|↓", re.IGNORECASE)


def read_measures(sources: Sequence[Source], chart: Chart | None = None, facts: Facts | None = None) -> Measures:
    """Read the values of a chart's documents.

    Args:
        sources: the documents with their pages.
        chart: the same documents as read by `read_chart`: it knows their dates and the patient's sex.
        facts: what the prose states, where it has been extracted; what a table states, too, is taken from the table.
    """
    dates = {note.document_id: note.date for note in chart.notes} if chart else {}
    sex = chart.patient.sex if chart else ""
    sections = _sections(chart) if chart else {}
    found: dict[str, list[Value]] = {}
    known: dict[str, Measure | None] = {}
    remarks: list[str] = []
    for source in sources:
        tabled = list(written_values(source))
        stated = [*tabled, *_stated(source, facts, tabled, sections)]
        order = order_of(one.when for one in stated)
        reader = _Reader(order, dates.get(source.document_id, ""), sex, _visits(source))
        values = [made for one in stated for made in reader.values(one)]
        for measure, key, value in values:
            found.setdefault(key, []).append(value)
            known[key] = measure
        remarks += _remarks(source, [value for *_, value in values])
    order_of_keys = {key: at for at, key in enumerate(measures())}
    keys = sorted(found, key=lambda key: (order_of_keys.get(key, len(order_of_keys)), key))
    return Measures(tuple(_series(key, known[key], found[key]) for key in keys), tuple(remarks))


def _visits(source: Source) -> tuple[Visit, ...]:
    return visits_in(source.pages, day_first=is_day_first("\n".join(page.text for page in source.pages)))


class _Reader:
    """Turns what one document writes into values."""

    def __init__(self, order: Order, near: str, sex: str, visits: Sequence[Visit]) -> None:
        self._order, self._near, self._sex, self._visits = order, near, sex, visits

    def values(self, written: Written) -> Iterator[tuple[Measure | None, str, Value]]:
        """Yield the values of one cell (of a blood pressure two) with their measure and the key of their series."""
        match = _PRESSURE.fullmatch(written.text.strip())
        measure = measure_of(written.name)
        if match and (is_pressure(written.name) or (measure is None and match["unit"])):
            for key in ("systolic", "diastolic"):
                unit = written.unit or match["unit"] or ""
                half = replace(written, name=measures()[key].name, text=match[key], unit=unit)
                yield from self._one(half, measures()[key])
        elif measure is not None or not written.loose:
            yield from self._one(written, measure)

    def _one(self, written: Written, measure: Measure | None) -> Iterator[tuple[Measure | None, str, Value]]:
        match = _VALUE.match(written.text.strip())
        if not match or is_date(written.text) or _SPAN.match(written.text):
            return
        said = match["unit"] or ""
        flag = written.flag or (match["flag"] or match["before"] or "").strip()
        if said and _FLAG_ONLY.fullmatch(said):
            flag, said = flag or said, ""
        if said and unit_of(said) is None and written.loose:
            return  # something else than a value
        unit = written.unit or said
        problems: list[str] = []
        spelled = unit_of(unit) if unit else ""
        if spelled is None:
            problems.append(f"The unit “{unit[:20]}” is not known.") if measure else None
            spelled = unit.strip()
        if measure and spelled and not _fits(spelled, measure.key) and _fits(spelled, measure.otherwise):
            measure = measures()[measure.otherwise]
        when = self._when(written)
        if when.problem:
            problems.append(f"{when.problem[0].upper()}{when.problem[1:]}.")
        value = Value(
            written.name, written.text if not said else f"{(match['sign'] or '')}{match['number']}",
            _number(match["number"]), spelled, when.moment, written.place, (match["sign"] or ""), written.detail,
            assumed=when.assumed, problems=tuple(problems),
        )  # fmt: skip
        if measure and spelled and not _fits(spelled, measure.key):
            clash = replace(value, problems=(*value.problems, f"{spelled} is no unit of {measure.name}."))
            yield None, f"{measure.key} {spelled}", judged(clash, None, self._sex, written.reference, flag)
            return
        key = measure.key if measure else plain_name(written.name)
        yield measure, key, judged(value, measure, self._sex, written.reference, flag)

    def _when(self, written: Written) -> When:
        visit = visit_at(written.place.page, written.place.start, self._visits)
        near = visit.day if visit else self._near
        if not written.when:
            return When(near, "" if near else "No date is written beside it")
        when = read_when(written.when, self._order, near)
        return with_time(when, written.time) if written.time else when


@lru_cache(maxsize=4096)  # a document may make up units without end
def _fits(unit: str, key: str) -> bool:
    """Tell whether a measure can be given in a unit, in the spelling of `unit_of`: units are few, values are many."""
    measure = measures().get(key)
    if measure is None:
        return False
    try:
        convert(1.0, unit, measure.unit, measure)
    except (UnitClash, KeyError):
        return False
    return True


def _number(text: str) -> float:
    thousands = re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    return float(text.replace(",", "") if thousands else text.replace(",", "."))


def _sections(chart: Chart) -> dict[tuple[str, int, int], Section]:
    """Return the section of each statement by its place; what stands outside of a note's sections is a story."""
    found: dict[tuple[str, int, int], Section] = {}
    for note in chart.notes:
        parted = any(one.section is not Section.OTHER for one in note.statements)
        for one in note.statements:
            section = Section.COURSE if parted and one.section is Section.OTHER else one.section
            found[_start(one.place)] = Section.EXAM if _CONDITION.search(one.heading) else section
    return found


def _start(place: Citation) -> tuple[str, int, int]:
    return place.document_id, place.page, place.start


def _stated(
    source: Source,
    facts: Facts | None,
    tabled: Iterable[Written],
    sections: Mapping[tuple[str, int, int], Section],
) -> Iterator[Written]:
    """Yield what the prose of a document measures; what lies in a table that was read is left out.

    Prose speaks of other days, too ("fell from 78.9 kg"): a value in a part that tells a story is only a mention, which
    is shown and not computed with; one in a plan is a goal, and left out.
    """
    rows = {(one.place.page, _line(source, one)) for one in tabled}
    for fact in facts.of(Kind.VITAL, Kind.LAB) if facts else ():
        if fact.source.document_id != source.document_id or fact.measurement is None:
            continue
        asserted = fact.assertion
        section = sections.get(_start(fact.statement), Section.OTHER)
        if asserted.negated or asserted.uncertain or asserted.experiencer is not Experiencer.PATIENT:
            continue
        if section not in _MEASURED and section not in _TOLD:
            continue
        told = f"{MENTIONED} in the text" if section in _TOLD or asserted.historical else ""
        one = fact.measurement
        made = Written(fact.name, one.value, fact.source, one.unit, one.reference, one.flag, fact.date, detail=told)
        if (fact.source.page, _line(source, made)) not in rows:
            yield made


def _line(source: Source, written: Written) -> int:
    text = next((page.text for page in source.pages if page.number == written.place.page), "")
    return text.rfind("\n", 0, written.place.start) if _in_table(source, written) else -2 - written.place.start


def _in_table(source: Source, written: Written) -> bool:
    return any(
        block.kind == "table" and block.start <= written.place.start < block.end
        for page in source.pages
        if page.number == written.place.page
        for block in page.blocks
    )


def _series(key: str, measure: Measure | None, values: Sequence[Value]) -> Series:
    ordered = sorted(_distinct(values), key=lambda one: one.moment)
    unit = next((one.unit for one in reversed(ordered) if one.unit), "")
    made = tuple(replace(one, common=_common(one, unit, measure)) for one in ordered)
    name = measure.name if measure else made[-1].name
    return Series(key, name, unit, made, tuple(jumps(made, measure)), trend(made))


def _common(value: Value, unit: str, measure: Measure | None) -> float | None:
    if value.unit == unit:
        return value.number if measure is None or not measure.unit or value.standard is not None else None
    if measure is None or value.standard is None:
        return None
    return float(f"{convert(value.number, value.unit or measure.unit, unit, measure):.6g}")


def _distinct(values: Sequence[Value]) -> list[Value]:
    """Return the values without those that say the same of the same moment, or of its day, once more."""
    timed = {(one.number, one.sign, one.unit, one.day, one.detail) for one in values if "T" in one.moment}
    measured = {one.number for one in values if not one.mentioned}
    kept: dict[tuple[object, ...], Value] = {}
    for one in values:
        if one.mentioned and one.number in measured:
            continue
        if "T" not in one.moment and (one.number, one.sign, one.unit, one.moment, one.detail) in timed:
            continue
        kept.setdefault((one.number, one.sign, one.unit, one.moment, one.detail) if one.moment else (id(one),), one)
    return list(kept.values())


def _remarks(source: Source, values: Sequence[Value]) -> Iterator[str]:
    undated = [value for value in values if not value.moment]
    reasons = dict.fromkeys(
        problem.rstrip(".") for value in undated for problem in value.problems if _ABOUT_DATE(problem)
    )
    if undated:
        told = "1 value has" if len(undated) == 1 else f"{len(undated)} values have"
        yield f"{source.name}: {told} no certain date ({'; '.join([*reasons][:3])})."
    if assumed := dict.fromkeys(value.assumed for value in values if value.assumed):
        first, more = next(iter(assumed)), len(assumed) - 1
        told = f"the years of “{first}” and {more} more are" if more else f"the year of “{first}” is"
        yield f"{source.name}: {told} taken from the document’s date."
