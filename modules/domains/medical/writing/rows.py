"""A row of a table as a sentence: what its columns are called is said only where it tells something."""

from __future__ import annotations

import re
from typing import NamedTuple

from modules.domains.medical.days import days
from modules.domains.medical.record import Statement

_MEDICINE = re.compile(r"medic|drug|agent|prescri", re.IGNORECASE)
_TEST = re.compile(r"test|analyte|measure|parameter|observation|vital|investigation|name|component", re.IGNORECASE)
_VALUE = re.compile(r"value|result|reading", re.IGNORECASE)
_UNIT = re.compile(r"units?\b", re.IGNORECASE)
_UNIT_AT_END = re.compile(r"\s+units?$", re.IGNORECASE)
_RANGE = re.compile(r"ref|range|normal|low|high|min|max|limit", re.IGNORECASE)
_FLAG = re.compile(r"flag|abnormal", re.IGNORECASE)
_WHEN = re.compile(r"date|time|day|when", re.IGNORECASE)
_FLAGS = {"h": "high", "hh": "very high", "l": "low", "ll": "very low"}


class Row(NamedTuple):
    """A row, put into words.

    Attributes:
        text: without a full stop.
        repeats: what the row is about where others of the table tell the same of other days, "" elsewhere: the latest
            takes the place of the others.
    """

    text: str
    repeats: str = ""


def worded(statement: Statement) -> Row | None:
    """Return a row of a table in words; None for what is no row."""
    if " | " not in statement.text:
        return None
    cells = [cell.strip() for cell in statement.text.split(" | ")]
    heads = [head.strip() for head in statement.header.split(" | ")] if statement.header else []
    if len(heads) > len(cells):  # cells at the end are empty
        cells += [""] * (len(heads) - len(cells))
    if len(heads) != len(cells):
        return Row(", ".join(cell for cell in cells if cell))
    if _MEDICINE.search(heads[0]):
        return Row(_medicine(heads, cells))
    test, value = _column(_TEST, heads), _column(_VALUE, heads)
    if test is not None and value is not None:
        return Row(
            _measured(heads, cells, test, value), cells[test].lower() if _column(_WHEN, heads) is not None else ""
        )
    if _column(_UNIT, heads) is not None or any(days(head) for head in heads[1:]):
        return Row(_series(heads, cells))
    named = [f"{head} {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
    return Row(f"{cells[0]}: {', '.join(named)}" if named else cells[0])


def _column(name: re.Pattern[str], heads: list[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if name.match(head)), None)


def _medicine(heads: list[str], cells: list[str]) -> str:
    """Return "Furosemide 40 mg oral once daily; reduced from twice daily": what happened to it stands last."""
    taken = [
        cell
        for head, cell in zip(heads, cells, strict=True)
        if cell and not re.match(r"change|status|comm|note|ind|rea", head, re.I)
    ]
    told = [cell for head, cell in zip(heads, cells, strict=True) if cell and cell not in taken]
    return "; ".join((" ".join(taken), *told))


def _measured(heads: list[str], cells: list[str], test: int, value: int) -> str:
    """Return "Sodium 133 mmol/L (low)"."""
    unit, flag = _column(_UNIT, heads), _column(_FLAG, heads)
    said = " ".join(one for one in (cells[test], cells[value], cells[unit] if unit is not None else "") if one)
    marked = cells[flag] if flag is not None else ""
    return f"{said} ({_FLAGS.get(marked.lower(), marked)})" if marked else said


def _series(heads: list[str], cells: list[str]) -> str:
    """Return "Sodium 133 (9 March), 138 (14 March) mmol/L, reference 135-145"."""
    columns = list(zip(heads[1:], cells[1:], strict=True))
    values = [
        f"{cell} ({_UNIT_AT_END.sub('', head)})"
        for head, cell in columns
        if cell and not (_UNIT.match(head) or _RANGE.match(head))
    ]
    units = [cell for head, cell in columns if cell and _UNIT.match(head)]
    ranges = [f"reference {cell}" for head, cell in columns if cell and _RANGE.match(head)]
    return ", ".join((" ".join((cells[0], ", ".join(values), *units)), *ranges))
