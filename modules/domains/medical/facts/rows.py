"""Values in the rows of tables: a test a row, its result in one column or in one column a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from modules.domains.medical.days import is_day_first, period_of
from modules.domains.medical.fact import Assertion, Kind, Measurement
from modules.domains.medical.facts.lexicon import Lexicon, table
from modules.domains.medical.facts.said import Found, Said
from modules.domains.medical.facts.words import Words

_VALUE = re.compile(
    r"\s*(?P<value>[<>≤≥]?\s?\d[\d,]*(?:\.\d+)?(?:\s?/\s?\d+)?|positive|negative|trace|normal|(?:non)?reactive"
    r"|(?:not )?detected)\s*(?P<flag>\(?[HL]{1,2}\)?|\*|↑|↓)?\s*(?P<unit>[^\d\s|(][^|(]*)?(?:\([^)]*\))?\s*$",
    re.IGNORECASE,
)
_UNIT_IN_NAME = re.compile(r"\(([^)]{1,20})\)")
_PLAIN = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)")
_HIGH = frozenset(("h", "hh", "high", "↑"))
_LOW = frozenset(("l", "ll", "low", "↓"))


class _Cell(NamedTuple):
    """A cell of a row: where it starts, and what stands in it."""

    start: int
    text: str


def row_values(said: Said, tests: Lexicon, vitals: Lexicon) -> Iterator[Found]:
    """Yield the values of a table's row: one for each column that holds a result."""
    heads = [head.strip() for head in said.statement.header.split(" | ")]
    day_first = is_day_first(said.statement.header)
    cells = list(_cells(said.text))
    named = next(tests.find(Words(cells[0].text)), None)
    if len(cells) < 2 or named is None:
        return
    known, year = named.concept, said.statement.date[:4]
    columns = [
        _column(heads, pattern) for pattern in (r"units?\b", r"(?:ref|range|normal|interval)", r"(?:flag|abnormal)")
    ]
    printed = [found["unit"].strip() for cell in cells[1:] if (found := _VALUE.match(cell.text)) and found["unit"]]
    in_name = _UNIT_IN_NAME.search(cells[0].text)
    unit, reference, flag = (cells[at].text.strip() if 0 <= at < len(cells) else "" for at in columns)
    for at, cell in enumerate(cells[1:], 1):
        found = _VALUE.match(cell.text)
        if at in columns or found is None or not plausible(known, found["value"]):
            continue
        measurement = Measurement(
            found["value"].strip(),
            number_of(found["value"]),
            (found["unit"] or unit or "".join(printed[:1]) or (in_name[1] if in_name else "")).strip(),
            reference,
            flag_of(found["flag"] or flag),
        )
        yield Found(
            Kind.VITAL if named.key in vitals else Kind.LAB,
            cells[0].start,
            cells[0].start + len(cells[0].text.rstrip()),
            known,
            reach=(cells[0].start, cell.start + len(cell.text.rstrip())),
            assertion=Assertion(),
            measurement=measurement,
            date=period_of(heads[at], day_first=day_first, year=year) if at < len(heads) else "",
        )


def _cells(text: str) -> Iterator[_Cell]:
    start = 0
    for part in text.split(" | "):
        yield _Cell(start, part)
        start += len(part) + 3


def _column(heads: Sequence[str], pattern: str) -> int:
    """Return the number of the column whose heading matches; -1 where none does."""
    return next((at for at, head in enumerate(heads) if at and re.match(pattern, head, re.IGNORECASE)), -1)


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
