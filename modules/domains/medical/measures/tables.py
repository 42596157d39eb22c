"""Values in the tables of a document, as they are written: in long form, a column per test, or a column per day.

long           date | test | value | unit | low | high      one value a row
column a test  date | sodium (mmol/L) | potassium | ...     one moment a row
column a day   test | 9 March | 11 March | unit | range     one test a row
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from modules.core.findings import Citation
from modules.core.types import Block, Page
from modules.domains.medical.cells import VOID, Cell, cells_of, says, titles_of
from modules.domains.medical.measures.catalogue import measure_of
from modules.domains.medical.measures.dates import is_date
from modules.domains.medical.measures.units import unit_of
from modules.domains.medical.reading import Source

_NOT_MEASURED = frozenset(("cancelled", "canceled"))  # a flag of a value that never came
_NUMBER = re.compile(r"[<>≤≥]?\s*-?\d[\d.,]*\s*")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+(?:\[[^\]]*\])?)[)\]]|,\s*([^,]+)$")


class Role(Enum):
    """What a column holds."""

    DATE = "date"
    TIME = "time"
    NAME = "name"
    VALUE = "value"
    UNIT = "unit"
    REFERENCE = "reference range"
    LOW = "low"
    HIGH = "high"
    FLAG = "flag"


_TITLES = {
    Role.DATE: """date|day|datetime|date/time|date and time|collected|collection date|collection time|date collected
        |taken|sample date|taken at|recorded|recorded at|effective|effective date|measured|measured at|charttime
        |timestamp|observed|when""",
    Role.TIME: "time|hour|clock|time of day",
    Role.NAME: """test|name|test name|measurement|measure|analyte|observation|parameter|component|item|investigation|lab
        |lab test|laboratory test|vital|vital sign|vital signs|vitals|description|label|result name|variable|study""",
    Role.VALUE: """value|result|results|reading|valuenum|observed value|measured value|level|finding|value/result
        |test result""",
    Role.UNIT: "unit|units|uom|valueuom|unit of measure|result unit|units of measure",
    Role.REFERENCE: """reference|reference range|ref range|ref. range|normal range|range|normal|ref|reference interval
        |reference values|normal values|ref interval|ref. interval|normals|biological reference interval""",
    Role.LOW: "low|lower|ref low|reference low|lower limit|range low|min|ref range lower|low limit|normal low|lln",
    Role.HIGH: "high|upper|ref high|reference high|upper limit|range high|max|ref range upper|high limit|uln",
    Role.FLAG: "flag|abnormal|abnormal flag|interpretation|h/l|abn|status flag|flags",
}
_ROLES = {title.strip(): role for role, titles in _TITLES.items() for title in titles.split("|")}


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it stands in a document.

    Attributes:
        name: of the test, as written.
        text: of the value: "4.3", "112/66", "< 0.01", "not done".
        unit, reference, flag: as written beside it, "" where nothing is.
        when, time: as written, "" where nothing is.
        detail: what tells it from others of the same moment: "lying", "discharge".
        place: the cell, or the words that state it.
        loose: nothing but its name says that it is a measurement: it counts only where the name is known.
    """

    name: str
    text: str
    place: Citation
    unit: str = ""
    reference: str = ""
    flag: str = ""
    when: str = ""
    time: str = ""
    detail: str = ""
    loose: bool = False


def written_values(source: Source) -> Iterator[Written]:
    """Yield what the tables of a document state, in reading order."""
    for page in source.pages:
        for block in page.blocks:
            if block.kind == "table":
                yield from _of_table(source, page, block)


def _of_table(source: Source, page: Page, block: Block) -> Iterator[Written]:
    for value, cell in stated(titles_of(block.header), list(_rows(page, block))):
        place = Citation(source.document_id, page.number, cell.start, cell.end, cell.text)
        yield replace(value, place=place)


def stated(titles: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Written, Cell]]:
    """Yield what the rows of a table state, each with the cell of its value; their `place` is left open.

    Args:
        titles: of the columns, as the reader knows them; empty where it knows none.
        rows: the cells of each row, the row of headings among them or not.
    """
    first = [cell.text for cell in rows[0]] if rows else []
    header = first if _heads(first, titles) else list(titles)
    kept = [
        row
        for row in rows
        if [cell.text for cell in row] != header and not any(says(cell.text, VOID | _NOT_MEASURED) for cell in row)
    ]
    yield from _Table(header, [_role(title) for title in header], kept).values()


def _rows(page: Page, block: Block) -> Iterator[list[Cell]]:
    at = block.start
    for line in page.text[block.start : block.end].split("\n"):
        if line.strip():
            yield cells_of(line, at)
        at += len(line) + 1


def _role(title: str) -> Role | None:
    plain = " ".join(unicodedata.normalize("NFKC", title).lower().replace("_", " ").split()).strip(" :.*")
    return _ROLES.get(plain) or _ROLES.get(title.lower().strip()) or _ROLES.get(plain.partition("(")[0].strip())


def _heads(first: Sequence[str], header: Sequence[str]) -> bool:
    """Tell whether the first row is the headings: by what it says where none are known, or because it adds to them."""
    parts = zip(header, first, strict=False)
    adds = len(first) >= len(header) > 1 and all(all_.startswith(part) for all_, part in parts)
    return adds or (_is_header(first) and not _is_header(header))


def _is_header(cells: Sequence[str]) -> bool:
    return sum(_role(cell) is not None or is_date(cell) or measure_of(cell) is not None for cell in cells) > 1


_NOWHERE = Citation("", 0, 0, 0, "")


@dataclass(frozen=True, slots=True)
class _Table:
    header: list[str]
    roles: list[Role | None]
    rows: list[Sequence[Cell]]

    def values(self) -> Iterator[tuple[Written, Cell]]:
        if Role.NAME in self.roles and Role.VALUE in self.roles:
            return self._long()
        if self._tests_on_top():
            return self._column_a_test()
        return self._column_a_day()

    def _at(self, role: Role, row: Sequence[Cell]) -> str:
        at = self.roles.index(role) if role in self.roles else len(row)
        return row[at].text if at < len(row) else ""

    def _reference(self, row: Sequence[Cell]) -> str:
        own, low, high = (self._at(role, row) for role in (Role.REFERENCE, Role.LOW, Role.HIGH))
        return own or (f"{low}-{high}" if low and high else f"from {low}" if low else f"up to {high}" if high else "")

    def _long(self) -> Iterator[tuple[Written, Cell]]:
        at = self.roles.index(Role.VALUE)
        told = Role.UNIT in self.roles or Role.DATE in self.roles or Role.REFERENCE in self.roles
        for row in self.rows:
            name = self._at(Role.NAME, row)
            if at < len(row) and row[at].text and name:
                yield (
                    Written(
                        name,
                        row[at].text,
                        _NOWHERE,
                        self._at(Role.UNIT, row) or _unit_in(name),
                        self._reference(row),
                        self._at(Role.FLAG, row),
                        self._at(Role.DATE, row),
                        self._at(Role.TIME, row),
                        loose=not told,
                    ),
                    row[at],
                )

    def _tests_on_top(self) -> bool:
        known = sum(_is_test(title) for title in self.header)
        return known > 0 and (Role.DATE in self.roles or Role.TIME in self.roles or known > 1)

    def _column_a_test(self) -> Iterator[tuple[Written, Cell]]:
        units: dict[int, str] = {}
        ranges: dict[int, str] = {}
        for row in self.rows:
            words = {at: cell.text for at, cell in enumerate(row) if cell.text}
            if sum(bool(unit_of(text)) for text in words.values()) > 1:  # a row of units below the headings
                units |= words
                continue
            if row and _role(row[0].text) in (Role.REFERENCE, Role.UNIT):
                (ranges if _role(row[0].text) is Role.REFERENCE else units).update(words)
                continue
            when, time = self._at(Role.DATE, row), self._at(Role.TIME, row)
            for at, title in enumerate(self.header[: len(row)]):
                if _is_test(title) and row[at].text and self.roles[at] is None:
                    unit = _unit_in(title) or units.get(at, "")
                    yield (
                        Written(
                            _bare(title), row[at].text, _NOWHERE, unit, ranges.get(at, ""), "", when, time, loose=True
                        ),
                        row[at],
                    )

    def _column_a_day(self) -> Iterator[tuple[Written, Cell]]:
        fixed = {at for at, role in enumerate(self.roles) if role and role is not Role.VALUE}
        named = Role.NAME in self.roles
        at_name = self.roles.index(Role.NAME) if named else 0
        days = {at for at, title in enumerate(self.header) if is_date(title)}
        for row in self.rows:
            name = row[at_name].text if at_name < len(row) else ""
            if not name or _role(name) is Role.NAME:
                continue
            columns = [at for at in range(len(row)) if at != at_name and at not in fixed]
            if days:
                columns = [at for at in columns if at in days]
            elif not self.header:
                columns = columns[:1]
            for at in columns:
                title = self.header[at] if at < len(self.header) else ""
                if row[at].text:
                    yield self._of_day(row, at, name, title, loose=not (named and days)), row[at]

    def _of_day(self, row: Sequence[Cell], at: int, name: str, title: str, *, loose: bool) -> Written:
        unit = self._at(Role.UNIT, row) or _unit_in(name) or _unit_among(row)
        reference = self._reference(row)
        if not self.header:
            rest = [cell.text for cell in row[at + 1 :]]
            unit = unit or next((text for text in rest if unit_of(text)), "")
            reference = next((text for text in rest if re.search(r"\d\s*[-–]\s*\d|^[<>≤≥]", text)), "")
        dated = is_date(title)
        detail = "" if dated or _role(title) is Role.VALUE else title
        when = title if dated else self._at(Role.DATE, row)
        return Written(
            name,
            row[at].text,
            _NOWHERE,
            unit,
            reference,
            self._at(Role.FLAG, row),
            when,
            self._at(Role.TIME, row),
            detail,
            loose,
        )


def _unit_among(row: Sequence[Cell]) -> str:
    """Return the unit that stands behind one of a row's values: "138 | 137 mmol/L"; a row is about one test."""
    numbers = ((cell.text, _NUMBER.match(cell.text)) for cell in row)
    ends = (text[number.end() :] for text, number in numbers if number)
    units = {end for end in ends if end and unit_of(end)}
    return units.pop() if len(units) == 1 else ""


def _is_test(title: str) -> bool:
    return is_pressure(title) or measure_of(_bare(title)) is not None


def _bare(title: str) -> str:
    """Return a heading without the unit after its comma: "Creatinine, mg/dL"."""
    name, comma, last = title.rpartition(",")
    return name if comma and unit_of(last) else title


def is_pressure(name: str) -> bool:
    """Tell whether a name announces a blood pressure, systolic and diastolic together."""
    return bool(
        re.match(
            r"(?:nibp|bp|blood pressure|arterial pressure|abp)\b(?!.*\b(?:sys|dia|mean))", name.strip(), re.IGNORECASE
        )
    )


def _unit_in(name: str) -> str:
    """Return the unit that a heading names in brackets or after a comma, "" where it names none."""
    for match in reversed(list(_BRACKETED.finditer(name))):
        said = (match[1] or match[2]).strip()
        if unit_of(said):
            return said
    last = name.strip().rpartition(" ")[2]
    return last if "/" in last and unit_of(last) else ""
