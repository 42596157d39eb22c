"""Documents with values, as the readers give them, for the tests of what is measured and computed."""

from __future__ import annotations

from pathlib import Path

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Block, Page
from modules.domains.medical.measures import Measures, Series, read_measures
from modules.domains.medical.reading import Source
from modules.domains.medical.record import Chart, Note, Patient

SAMPLES = Path(__file__).resolve().parents[4] / "data" / "samples" / "medical"


def table(*rows: str, header: bool = True) -> Source:
    """A document of one page with one table."""
    text = "\n".join(rows)
    block = Block("table", 0, len(text), 0, rows[0] if header else "")
    return Source("doc", "values.csv", [Page(1, text, None, (block,))])


def chart(source: Source, date: str = "", sex: str = "") -> Chart:
    return Chart((Note(source.document_id, source.name, date, "", False, Patient(sex=sex, name="A"), ()),))


def read(*rows: str, date: str = "", sex: str = "", header: bool = True) -> Measures:
    source = table(*rows, header=header)
    return read_measures([source], chart(source, date, sex))


def sample(name: str) -> Source:
    pages = [event for event in FileReader(Limits()).read(SAMPLES / name) if isinstance(event, Page)]
    return Source(name, name, pages)


def of(found: Measures, key: str) -> Series:
    series = found.of(key)
    assert series is not None, [one.key for one in found.series]
    return series
