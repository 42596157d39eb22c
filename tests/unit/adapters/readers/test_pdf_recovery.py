"""Damaged PDF files: what pdfium refuses, pypdf may read."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pypdf
import pytest

from modules.adapters.readers import FileReader, Limits
from modules.adapters.readers import pdf as reader
from modules.adapters.readers.pdf_recovery import Recovery
from modules.core.errors import Encrypted, Malformed
from modules.core.types import Note, Opened, Page, ReadEvent

from .test_pdf import balance_sheet, blank, saved


def events(path: Path, password: str = "") -> list[ReadEvent]:
    return list(FileReader(Limits()).read(path, password=password))


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pdfium that opens nothing."""

    def refuse(*_: object) -> None:
        raise reader.damaged()

    monkeypatch.setattr(reader, "open_pdf", refuse)


@pytest.mark.usefixtures("refusing")
def test_a_file_that_pdfium_refuses_is_read_without_places(tmp_path: Path) -> None:
    opened, page, note = events(saved(balance_sheet(), tmp_path))
    assert opened == Opened("application/pdf", 1)
    assert isinstance(page, Page)
    assert "Merchandise inventories" in page.text
    assert page.boxes is None
    assert isinstance(note, Note)
    assert "recovered" in note.text


@pytest.mark.usefixtures("refusing")
def test_its_password_is_asked_for_too(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(balance_sheet().output())))
    writer.encrypt("open sesame", algorithm="AES-256")
    path = tmp_path / "locked"
    writer.write(path)
    with pytest.raises(Encrypted):
        events(path)
    assert isinstance(events(path, "open sesame")[1], Page)


def test_what_nothing_reads_is_malformed(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(
        b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 1 0 R /Kids [1 0 R 1 0 R]>> endobj\ntrailer <</Root 1 0 R>>"
    )
    with pytest.raises(Malformed):
        events(path)


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_file_that_was_cut_off_are_found(tmp_path: Path, packed: bool) -> None:
    pdf = balance_sheet()
    for number in range(9):
        pdf.add_page()
        pdf.text(60, 100, f"Page {number} of many.")
    path = tmp_path / "cut"
    pypdf.PdfWriter(clone_from=io.BytesIO(bytes(pdf.output()))).write(path)
    whole = with_packed_pages(path.read_bytes()) if packed else path.read_bytes()
    path.write_bytes(
        whole[: whole.rindex(b"endobj", 0, len(whole) * 7 // 8) + 9] + b"12 0 obj <</Length 900>> stream\nq 1 0"
    )
    found = events(path)
    pages = [event for event in found if isinstance(event, Page)]
    assert "Total current assets | 8,870 | (9,829)" in pages[0].text.splitlines()
    assert len(pages) > 5
    assert all(page.boxes is None for page in pages)
    assert isinstance(found[-1], Note)
    assert "cut off" in found[-1].text


def with_packed_pages(data: bytes) -> bytes:
    """Move the pages of a file into object streams, as newer programs write them."""

    def pack(match: re.Match[bytes]) -> bytes:
        table = b"%s 0 " % match[1]
        stream = zlib.compress(table + match[2])
        head = b"<</Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d>>" % (len(table), len(stream))
        return b"9%s 0 obj %s stream\n%s\nendstream\nendobj" % (match[1], head, stream)

    return re.sub(rb"(\d+) 0 obj\s(<<\s*/Type /Page\b.*?)endobj", pack, data, flags=re.DOTALL)


def test_a_page_on_which_pdfium_finds_nothing_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = balance_sheet()
    pdf.add_page()
    path = saved(pdf, tmp_path)
    monkeypatch.setattr(reader, "page_words", lambda *_: reader.PageWords([], 612, 792, 0, 0))
    monkeypatch.setattr(reader, "_wants_ocr", lambda *_: False)
    first, second = [event for event in events(path) if isinstance(event, Page)]
    assert "Merchandise inventories" in first.text
    assert (second.text, second.boxes is None) == ("", False)


def test_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modules.adapters.readers.pdf_recovery.MAX_SECONDS", -1.0)
    recovery = Recovery(saved(blank(), tmp_path), "")
    assert recovery.page(1).text == ""
    assert recovery.skipped == 1
