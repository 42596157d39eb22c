"""Vital signs and laboratory values in the rows of tables, in any of the layouts that `measures.tables` reads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple, TypeAlias

from modules.domains.medical.cells import Cell, cells_of, is_row, titles_of
from modules.domains.medical.days import is_day_first, period_of
from modules.domains.medical.fact import Assertion, Kind, Measurement
from modules.domains.medical.facts.lexicon import Lexicon, names, table
from modules.domains.medical.facts.said import Found, Said
from modules.domains.medical.facts.words import Words
from modules.domains.medical.measures.catalogue import measure_of, plain_name
from modules.domains.medical.measures.dates import is_date
from modules.domains.medical.measures.tables import Written, stated
from modules.domains.medical.measures.units import unit_of

_VALUE = re.compile(
    r"\s*(?P<value>[<>≤≥]?\s?\d[\d,]*(?:\.\d+)?(?:\s?/\s?\d+)?|positive|negative|trace|normal|(?:non)?reactive"
    r"|(?:not )?detected)\s*(?P<flag>\(?[HL]{1,2}\)?|\*|↑|↓)?\s*(?P<unit>[^\d\s|(][^|(]*)?(?:\([^)]*\))?\s*$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)")
_HIGH = frozenset(("h", "hh", "high", "↑"))
_LOW = frozenset(("l", "ll", "low", "↓"))
_HALVES = ("systolic", "diastolic")  # keys of the measures that a blood pressure consists of

Place: TypeAlias = tuple[int, int]
"""The page and the first character of a statement of a note."""


class _Known(NamedTuple):
    """What a name in a table means."""

    concept: str
    kind: Kind


@cache
def vital_names() -> Lexicon:
    """Return the names of vital signs."""
    return Lexicon(names(table("measures")["vitals"]))


@cache
def tests() -> Lexicon:
    """Return the names of vital signs and laboratory tests."""
    return Lexicon({**names(table("measures")["labs"]), **names(table("measures")["vitals"])})


def row_values(said: Sequence[Said]) -> dict[Place, list[Found]]:
    """Return the values that the rows of a note's tables state, by where the row's statement stands."""
    found: dict[Place, list[Found]] = {}
    for _, group in groupby(said, key=_table_of):
        rows = [one for one in group if one.statement.header and is_row(one.text)]
        for one, value in _of_table(rows):
            found.setdefault(_place(one), []).append(value)
    return found


def values_in(found: Mapping[Place, list[Found]], said: Said) -> list[Found]:
    """Return the values of `row_values` that stand in this statement."""
    return found.get(_place(said), [])


def _table_of(said: Said) -> tuple[str, int]:
    return said.statement.header, said.statement.place.page


def _place(said: Said) -> Place:
    return said.statement.place.page, said.statement.place.start


def _of_table(rows: Sequence[Said]) -> Iterator[tuple[Said, Found]]:
    if not rows:
        return
    titles = titles_of(rows[0].statement.header)
    cut = [cells_of(one.text, one.statement.place.start) for one in rows]
    day_first = is_day_first("\n".join((rows[0].statement.header, *(one.text for one in rows))))
    starts = [one.statement.place.start for one in rows]
    for written, cell in stated(titles, cut):
        at = bisect_right(starts, cell.start) - 1
        name = next((one for one in cut[at] if one.text == written.name and one.start < cell.start), None)
        if value := _value(written, cell, name, rows[at], day_first=day_first):
            yield rows[at], value


def _value(written: Written, cell: Cell, name: Cell | None, row: Said, *, day_first: bool) -> Found | None:
    """Return a value as a fact; None where it is none, or of something that only its row calls a measurement."""
    found, known = _VALUE.match(cell.text), _known(written.name)
    if found is None or is_date(cell.text):
        return None
    unit = written.unit or (found["unit"] or "").strip()
    if known is None:
        if written.loose or not unit_of(unit) or number_of(found["value"]) is None:
            return None
        known = _Known(plain_name(written.name), Kind.LAB)
    if not plausible(known.concept, found["value"]):
        return None
    shift = row.statement.place.start
    start, end = (name.start, name.end) if name else (cell.start, cell.end)
    return Found(
        known.kind,
        start - shift,
        end - shift,
        known.concept,
        reach=(start - shift, cell.end - shift),
        assertion=Assertion(),
        measurement=Measurement(
            found["value"].strip(),
            number_of(found["value"]),
            unit,
            written.reference,
            flag_of(found["flag"] or written.flag.partition(",")[0]),
        ),
        date=period_of(written.when, day_first=day_first, year=row.statement.date[:4]) if written.when else "",
        name="" if name else written.name,
    )


@lru_cache(maxsize=4096)  # a table of a year names a test in hundreds of rows
def _known(name: str) -> _Known | None:
    """Return what a name in a table means; None where it names nothing that is known, or only a part of it does."""
    measure = measure_of(name)
    if measure and measure.key in _HALVES:
        return _Known(f"{measure.key} blood pressure", Kind.VITAL)
    for called in (plain_name(name), plain_name(measure.name) if measure else ""):
        words = Words(called)
        mention = next(tests().find(words), None)
        if mention and mention.last - mention.first == len(words.items):
            return _Known(mention.concept, Kind.VITAL if mention.key in vital_names() else Kind.LAB)
    if measure:
        return _Known(measure.name.lower(), Kind.VITAL if measure.vital else Kind.LAB)
    return None


def flag_of(printed: str) -> str:
    """Return what a mark beside a value says: "high", "low" or ""."""
    sign = printed.strip("() ").lower()
    if sign in _HIGH:
        return "high"
    return "low" if sign in _LOW else ""


def number_of(value: str) -> float | None:
    """Return a value as a number, where it is one."""
    plain = value.replace(",", "").strip()
    return float(plain) if _PLAIN.fullmatch(plain) else None


def plausible(concept: str, value: str) -> bool:
    """Whether a number can be of a measurement in any of its usual units."""
    bounds, number = table("measures")["plausible"].get(concept), number_of(value)
    return bounds is None or number is None or bool(bounds[0] <= number <= bounds[1])
