"""FHIR (R4, R4B, R5) in JSON: a bundle, one resource or a bulk export, as tables that can be read and cited.

Nothing is validated: files of real systems break the specification in many ways, and what is there is worth reading.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from modules.adapters.readers.composing import Composer, counted, row_line
from modules.adapters.readers.fhir_names import Names, patient_lines
from modules.adapters.readers.fhir_prose import narrative, written
from modules.adapters.readers.fhir_tables import (
    BILLING,
    NAMED_ONLY,
    OTHERS,
    TABLES,
    Row,
    Table,
)
from modules.adapters.readers.fhir_values import (
    Resource,
    all_text,
    day,
    first,
    is_rounded,
    items,
    person,
    text,
)
from modules.adapters.readers.plain import decode
from modules.adapters.readers.source import Source
from modules.core.errors import Malformed, NoText, TooLarge, Unsupported
from modules.core.types import Note, Opened, Page, ReadEvent

MEDIA_TYPE = "application/fhir+json"
_PAGE = 6_000  # characters after which a table goes on on the next page
_DEEPEST = 8  # bundles within bundles
_AGAIN = "Export it again, or add the part that is whole."
_SUBJECTS = ("subject", "patient", "beneficiary", "individual")
Entry = tuple[str, Resource]


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield each patient's record: who it is, then a table for each kind of entry, in order of time."""
    data = decode(source.content()).lstrip("\ufeff")
    most = source.limits.max_characters
    if len(data) > most:
        raise TooLarge(
            f"The file holds {len(data):,} characters; at most {most:,} are read.", "Export fewer patients or years."
        )
    documents, damaged = _documents(data)
    entries = [entry for document in documents for entry in _entries("", document, 0)]
    if not entries:
        raise Unsupported(
            "The file says that it is a FHIR record, but holds no resource that FHIR knows.",
            "Export the patient's record as a FHIR bundle (JSON) and add that.",
        )
    pages = _Pages()
    names = Names(entries)
    for patient, own in _by_patient(entries, names):
        _add_patient(pages, patient, own, names)
    made = pages.made()
    if len(made) > source.limits.max_pages:
        raise TooLarge(f"The record fills {len(made):,} pages; at most {source.limits.max_pages:,} are read.")
    if not made:
        kinds = ", ".join(sorted({text(one.get("resourceType"))[:40] for _, one in entries})[:5])
        raise NoText(f"Nothing in the file is part of a patient's record: it holds {kinds}.")
    yield Opened(MEDIA_TYPE, len(made))
    yield from made
    yield from _notes(entries, damaged)


def _documents(data: str) -> tuple[list[Resource], int]:
    """Return the objects of a file, and how many lines of a bulk export are damaged."""
    try:
        return items(_parsed(data)), 0
    except (ValueError, RecursionError) as error:
        lines = [line for line in data.split("\n") if line.strip()]
        read = [_line(line) for line in lines]
        whole = [one for one in read if "resourceType" in one]
        if not whole or len(whole) < len(lines) / 2:
            place = f" in line {error.lineno:,}" if isinstance(error, json.JSONDecodeError) else ""
            raise Malformed(f"The file is a FHIR record whose JSON is damaged{place}.", _AGAIN) from None
        return whole, len(lines) - len(whole)


def _parsed(data: str) -> Any:
    return json.loads(data, parse_float=Decimal, parse_int=Decimal, parse_constant=lambda _: None)


def _line(line: str) -> Resource:
    try:
        read = _parsed(line)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, Mapping) else {}


def _entries(url: str, one: Resource, depth: int) -> Iterator[Entry]:
    """Yield the resources of a bundle, of bundles within it, or the resource itself."""
    kind = text(one.get("resourceType"))
    if kind == "Bundle" and depth < _DEEPEST:
        for entry in items(one.get("entry")):
            for resource in items(entry.get("resource")):
                yield from _entries(text(entry.get("fullUrl")), resource, depth + 1)
    elif kind.isalpha() and kind[:1].isupper() and kind != "Bundle":
        yield url, one


def _by_patient(entries: Sequence[Entry], names: Names) -> Iterator[tuple[Resource, list[Resource]]]:
    """Yield each patient with the entries about him; those about somebody who is not in the file come with his name."""
    patients = {id(one): one for _, one in entries if one.get("resourceType") == "Patient"}
    own: dict[int, list[Resource]] = {key: [] for key in patients}
    strangers: dict[str, list[Resource]] = {}
    for _, one in entries:
        holder = first(one, *_SUBJECTS)
        target = names.target(holder)
        if id(one) in patients:
            continue
        if id(target) in patients:
            own[id(target)].append(one)
        elif len(patients) == 1 and not target:
            own[next(iter(patients))].append(one)
        else:
            strangers.setdefault(_called(holder, names), []).append(one)
    for key, patient in patients.items():
        yield patient, own[key]
    for name, about in strangers.items():
        yield ({"name": [{"text": name}]} if name else {}), about


def _called(holder: Any, names: Names) -> str:
    return names.of(holder) or next((text(one.get("reference")) for one in items(holder)), "")


class _Pages:
    """Fills pages one after the other."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self.open = Composer()

    def turn(self) -> None:
        """Begin another page, unless there is nothing on this one."""
        if len(self.open):
            self._pages.append(self.open.page(len(self._pages) + 1))
        self.open = Composer()

    def made(self) -> list[Page]:
        """Return all pages."""
        self.turn()
        return self._pages


def _add_patient(pages: _Pages, patient: Resource, own: Sequence[Resource], names: Names) -> None:
    sections = list(_sections(own, names))
    lines = list(patient_lines(patient, names)) if patient else []
    prose = [said for one in own for said in _prose(one)]
    if not (sections or prose or lines):
        return
    pages.turn()
    who = person(patient.get("name")) if patient else ""
    pages.open.heading(f"Record of {who}" if who else "Record", 1)
    if latest := max((day(row[0]) for table, rows in sections if table is not OTHERS for row in rows), default=""):
        pages.open.line(f"Date of the latest entry: {latest}")
    for line in lines:
        pages.open.line(line)
    for table, rows in sections:
        _add_table(pages, table, rows)
    for title, body in prose:
        if len(pages.open) > _PAGE:
            pages.turn()
        pages.open.heading(title, 2)
        for line in body.split("\n"):
            pages.open.line(line) if line.strip() else pages.open.gap()


def _prose(one: Resource) -> Iterator[tuple[str, str]]:
    when = day(first(one, "date", "effectiveDateTime", "issued", "created"))
    for title, body in written(one):
        yield (f"{title}, {when}" if when else title), body


def _sections(own: Sequence[Resource], names: Names) -> Iterator[tuple[Table, list[Row]]]:
    shown = {kind: table for table in TABLES for kind in table.kinds}
    rows: dict[str, list[Row]] = {}
    for one in own:
        kind = text(one.get("resourceType"))
        if kind in BILLING | NAMED_ONLY or (kind not in shown and any(True for _ in written(one))):
            continue
        table = shown.get(kind, OTHERS)
        rows.setdefault(table.title, []).extend(row for row in table.rows(one, names) if any(row[1:]))
    for table in (*TABLES, OTHERS):
        if found := rows.get(table.title):
            yield table, sorted(found, key=lambda row: (row[0] == "", row[0])) if table is not OTHERS else found


def _add_table(pages: _Pages, table: Table, rows: Sequence[Row]) -> None:
    """Add a table without the columns that are empty in all of its rows; it goes on on as many pages as it needs."""
    kept = [at for at, _ in enumerate(table.columns) if table.title == "Observations" or any(row[at] for row in rows)]
    columns = [table.columns[at] for at in kept]
    cells = [[row[at] for at in kept] for row in rows]
    title, at = table.title, 0
    while at < len(cells):
        if len(pages.open) > _PAGE * 0.8:
            pages.turn()
        room, last = _PAGE - len(pages.open), at
        while last < len(cells) and (room > 0 or last == at):
            room -= len(row_line(cells[last])) + 1
            last += 1
        pages.open.heading(title, 2)
        pages.open.table([columns, *cells[at:last]], columns)
        title, at = f"{table.title} (continued)", last


def _notes(entries: Sequence[Entry], damaged: int) -> Iterator[Note]:
    kinds = Counter(text(one.get("resourceType")) for _, one in entries)
    if billing := {kind: count for kind, count in kinds.items() if kind in BILLING}:
        told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(billing.items()))
        yield Note(f"Entries about billing are not part of the text: {told}.")
    if kinds["Patient"] > 1:
        yield Note(f"The file holds the records of {kinds['Patient']:,} patients.")
    attached = sum(_has_other_attachment(one) for _, one in entries)
    if attached:
        yield Note(f"{counted(attached, 'attachment')} not read, because only text is; add the files themselves.")
    if rounded := sum(
        map(is_rounded, all_text([one for _, one in entries if text(one.get("resourceType")) == "Observation"]))
    ):
        yield Note(f"{counted(rounded, 'value')} with more than eight decimals in the file given with fewer.")
    if damaged:
        yield Note(f"{counted(damaged, 'line')} of the file not read, because the JSON in them is damaged.")


def _has_other_attachment(one: Resource) -> bool:
    holders = [
        *items(one.get("presentedForm")),
        *(part for each in items(one.get("content")) for part in items(each.get("attachment"))),
    ]
    return any(holders) and not any(True for _ in written(one)) and not narrative(one)
