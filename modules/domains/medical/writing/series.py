"""What tables measure, one line a measure: "Creatinine: 1.72 mg/dL (2026-03-09, high), 1.44 mg/dL (2026-03-26)."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from modules.core.figures import numbers
from modules.domains.medical.fact import Fact
from modules.domains.medical.record import Section
from modules.domains.medical.writing.entries import Entry
from modules.domains.medical.writing.rows import Value

_MOST = 6
_IN_NAME = re.compile(r"\s*\([^)]*\)$")
_VITAL = re.compile(
    r"weight|height|blood pressure|bp\b|heart rate|pulse|temp|resp|oxygen|o2|sp ?o2|saturation|bmi|body mass"
    r"|pain score",
    re.IGNORECASE,
)
_FLAGS = {"H": "high", "L": "low"}


def series(entries: Sequence[Entry], facts: Mapping[Entry, Sequence[Fact]]) -> Iterator[Entry]:
    """Yield the entries, rows that measure the same thing as one line where the first of them stands.

    A row with two values of one day (lying and standing) stays a row: the day does not tell them apart.
    """
    measured = {entry: _values(entry, facts.get(entry, ())) for entry in entries if entry.row}
    groups: dict[str, list[Entry]] = {}
    for entry, values in measured.items():
        if _is_one_measure(values):
            groups.setdefault(_key(values[0]), []).append(entry)
    for entry in entries:
        values = measured.get(entry, [])
        group = groups.get(_key(values[0]), []) if values else []
        if entry not in group:
            yield entry
        elif entry is group[0]:
            yield _line(group, [value for one in group for value in measured[one]])


def _values(entry: Entry, facts: Sequence[Fact]) -> list[Value]:
    if entry.value:
        return [entry.value]
    return [
        Value(
            fact.name,
            fact.measurement.value,
            fact.measurement.unit,
            fact.date,
            fact.measurement.reference,
            _FLAGS.get(fact.measurement.flag.upper(), fact.measurement.flag),
        )
        for fact in facts
        if fact.measurement
    ]


def _key(value: Value) -> str:
    return _IN_NAME.sub("", value.name).lower()


def _is_one_measure(values: Sequence[Value]) -> bool:
    days = [value.date for value in values]
    return bool(values) and len({_key(value) for value in values}) == 1 and len(set(days)) == len(days)


def _line(group: Sequence[Entry], values: Sequence[Value]) -> Entry:
    known: dict[tuple[str, str], Value] = {}
    for value in sorted(values, key=lambda one: one.date):
        key = (value.date, value.value.replace(",", ""))
        if key not in known or (value.flag and not known[key].flag):
            known[key] = value
    chosen = _chosen(list(known.values()))
    reference = next((f"; reference {value.reference}" for value in chosen[::-1] if value.reference), "")
    said = ", ".join(_said(value) for value in chosen)
    return replace(
        group[0],
        text=f"{_IN_NAME.sub('', chosen[-1].name)}: {said}{reference}.",
        sources=tuple(dict.fromkeys(source for entry in group for source in entry.sources)),
        date="",
        section=Section.VITALS if _VITAL.match(chosen[0].name) else Section.RESULTS,
        verbatim=False,
    )


def _chosen(values: list[Value]) -> list[Value]:
    """Return the first value, the highest, the lowest and the latest ones, in the order of time."""
    if len(values) <= _MOST:
        return values
    outer = [pick(values, key=_number) for pick in (min, max)]
    kept = {id(value) for value in (values[0], *outer, *values[3 - _MOST :])}
    return [value for value in values if id(value) in kept]


def _number(value: Value) -> float:
    found = list(numbers(value.value))
    return float(found[0].value) if found else 0.0


def _said(value: Value) -> str:
    unit = f"{'' if value.unit == '%' else ' '}{value.unit}" if value.unit else ""
    aside = ", ".join(one for one in (value.date, value.flag) if one)
    return f"{value.value}{unit}{f' ({aside})' if aside else ''}"
