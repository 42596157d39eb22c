"""Rows of tables as lines of a note: "Furosemide 40 mg oral once daily (reduced)", not cells between bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modules.domains.medical.cells import cells_of as cut
from modules.domains.medical.days import DAY
from modules.domains.medical.record import Statement

_VALUE = re.compile(r"(?<![\w-])[<>]?\s*\d+(?:[.,/]\d+)*(?![\w-])")
_DAY = re.compile(DAY, re.IGNORECASE)
_TIMED = re.compile(r"date|day|time", re.IGNORECASE)
_PLAIN = re.compile(
    r"dos(?:e|age)|strength|route|frequency|values?|results?|units?|quantity|schedule|sig|directions", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:.*\b)?(?:change|status|comments?|notes?|remarks?|reason|instructions?|indication|reaction|flag)\b.*",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:date|time|test|measurement|medicine|medication|drug|name|parameter|item|problem|diagnosis|allergen|allergy"
    r"|substance|analyte|investigation|vaccine|procedure|finding)\b.*",
    re.IGNORECASE,
)
_TEST = re.compile(r"test|measurement|analyte|parameter|investigation|item|vital(?: sign)?|name", re.IGNORECASE)
_RESULT = re.compile(r"values?|results?", re.IGNORECASE)
_RANGE = re.compile(r"reference|range|normal", re.IGNORECASE)
_UNIT = re.compile(r"units?", re.IGNORECASE)
_FLAGS = {"h": "high", "l": "low", "hh": "very high", "ll": "very low"}
_BOUNDS = ("low", "high")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value, each field as written; the date ISO 8601, the flag "high", "low" or ""."""

    name: str
    value: str
    unit: str = ""
    date: str = ""
    reference: str = ""
    flag: str = ""


def value_of(statement: Statement, head: Statement | None) -> Value | None:
    """Return what a row measures where its columns name a test and its value; None where they do not."""
    cells = cells_of(statement.text)
    columns = {
        title.lower(): cell
        for title, cell in zip(_heads(cells, cells_of(head.text if head else statement.header)), cells, strict=False)
    }
    name = next((cell for title, cell in columns.items() if _TEST.fullmatch(title)), "")
    value = next((cell for title, cell in columns.items() if _RESULT.fullmatch(title)), "")
    if not name or not value:
        return None
    range_ = next((cell for title, cell in columns.items() if _RANGE.match(title)), "")
    unit = next((cell for title, cell in columns.items() if _UNIT.fullmatch(title)), "")
    flag = columns.get("flag", "")
    return Value(name, value, unit, statement.date, range_, _FLAGS.get(flag.lower(), flag))


def cells_of(text: str) -> list[str]:
    """Return the cells of a row; one cell where the text is none."""
    return [cell.text for cell in cut(text)]


def is_row(text: str) -> bool:
    """Tell whether a text is a row of a table."""
    return " |" in text or "| " in text


def headed(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement | None]]:
    """Yield the statements, each row with the row of column headings that it stands under, those rows left out."""
    head: Statement | None = None
    before = ""
    for statement in statements:
        if not is_row(statement.text):
            head, before = None, ""
            yield statement, None
            continue
        first = not before or (bool(statement.header) and statement.header != before and head is None)
        before = statement.header or before or statement.text
        if first and _is_head(cells_of(statement.text)):
            head = statement
            continue
        yield statement, head


def told(statement: Statement, head: Statement | None) -> str:
    """Return a row as a line: its name, what is said of it, and its other columns with their headings."""
    cells = cells_of(statement.text)
    heads = _heads(cells, cells_of(head.text if head else statement.header))
    if not heads:
        filled = [cell for cell in cells if cell]
        return f"{filled[0]}: {filled[1]}" if len(filled) == _PAIR else ", ".join(filled)
    pairs = [(title, cell) for title, cell in zip(heads, cells, strict=True) if cell and not _TIMED.fullmatch(title)]
    if not pairs:
        return ""
    name, others = pairs[0][1], pairs[1:]
    plain = [cell for title, cell in others if _PLAIN.fullmatch(title)]
    asides = [_FLAGS.get(cell.lower(), cell) for title, cell in others if _ASIDE.fullmatch(title)]
    bounds = [cell for title, cell in others if title.lower() in _BOUNDS]
    named = [
        f"{title.lower() if title[1:].islower() else title} {cell}"
        for title, cell in others
        if not (_PLAIN.fullmatch(title) or _ASIDE.fullmatch(title) or title.lower() in _BOUNDS)
    ]
    if bounds:
        named.append(f"reference {' to '.join(bounds)}")
    said = f"{name}{':' if named and not plain else ''} {' '.join(plain)}".strip()
    said = f"{said}{', ' if plain and named else ' ' if named else ''}{'; '.join(named)}"
    return f"{said} ({', '.join(asides)})" if asides else said


def _heads(cells: Sequence[str], heads: Sequence[str]) -> list[str]:
    """Return the headings of the cells; none where they do not fit."""
    if len(heads) < _PAIR or len(cells) > len(heads):
        return []
    if len(cells) < len(heads) and _UNIT.fullmatch(heads[-1]):  # the unit stands in the cell of the value
        heads = heads[:-1]
    return list(heads[: len(cells)])


def _is_head(cells: Sequence[str]) -> bool:
    if any(_VALUE.fullmatch(_DAY.sub("", cell).strip()) for cell in cells) or not all(cells):
        return False
    return bool(_NAMES.fullmatch(cells[0])) or (
        len(cells) > _PAIR and not any(_VALUE.match(_DAY.sub("", cell).strip()) for cell in cells)
    )
