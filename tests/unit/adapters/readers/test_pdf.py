"""PDF: fixtures are drawn here, so that every word's place is known."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import numpy as np
import pypdf
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    TextStringObject,
)

from modules.adapters.readers import FileReader, Limits
from modules.core.errors import Encrypted, Malformed, NoText, TooLarge
from modules.core.types import Note, Opened, Page

SHEET = [
    ("Cash and cash equivalents", "$ 1,980", "$ 1,101"),
    ("Receivables, net", "1,015", "1,049"),
    ("Merchandise inventories", "5,409", "5,209"),
    ("Total current assets", "8,870", "(9,829)"),
]


def blank() -> FPDF:
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    return pdf


def pages_of(path: Path, **limits: int) -> list[Page]:
    return [event for event in FileReader(Limits(**limits)).read(path) if isinstance(event, Page)]


def saved(pdf: FPDF, folder: Path) -> Path:
    path = folder / "file.bin"  # no name helps the reader
    pdf.output(str(path))
    return path


def right(pdf: FPDF, x: float, y: float, text: str) -> None:
    pdf.text(x - pdf.get_string_width(text), y, text)


def balance_sheet() -> FPDF:
    pdf = blank()
    pdf.text(250, 60, "Consolidated Balance Sheets")
    pdf.text(270, 74, "$ in millions")
    right(pdf, 440, 90, "February 2, 2019")
    right(pdf, 540, 90, "February 3, 2018")
    pdf.text(60, 104, "Current assets")
    for number, (label, one, other) in enumerate(SHEET):
        pdf.text(70, 118 + 14 * number, label)
        right(pdf, 440, 118 + 14 * number, one)
        right(pdf, 540, 118 + 14 * number, other)
    return pdf


def test_rows_of_a_balance_sheet_stay_whole_under_their_periods(tmp_path: Path) -> None:
    [page] = pages_of(saved(balance_sheet(), tmp_path))
    assert "Total current assets | 8,870 | (9,829)" in page.text.splitlines()
    [table] = [block for block in page.blocks if block.kind == "table"]
    assert table.header == "$ in millions | February 2, 2019 | February 3, 2018"
    assert page.text[table.start : table.end].startswith("February 2, 2019 | February 3, 2018")
    assert page.text[table.start : table.end].endswith("Total current assets | 8,870 | (9,829)")


def test_a_missing_amount_leaves_its_column_empty(tmp_path: Path) -> None:
    pdf = balance_sheet()
    pdf.text(70, 118 + 14 * 4, "Assets held for sale")
    right(pdf, 540, 118 + 14 * 4, "192")
    [page] = pages_of(saved(pdf, tmp_path))
    assert "Assets held for sale |  | 192" in page.text.splitlines()


def test_prose_with_figures_is_no_table(tmp_path: Path) -> None:
    pdf = blank()
    for number in range(6):
        pdf.text(
            60, 100 + 14 * number, f"In 201{number} the company sold 1,200 machines for 3,400 dollars each, as planned."
        )
    [page] = pages_of(saved(pdf, tmp_path))
    assert not page.blocks
    assert page.text.count("\n") == 5


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_where_the_words_are_on_turned_and_cropped_pages(tmp_path: Path, turn: int) -> None:
    pdf = blank()
    pdf.text(306, 396, "Middle")
    pdf.text(100, 200, "Corner")
    reader = pypdf.PdfReader(io.BytesIO(bytes(pdf.output())))
    writer = pypdf.PdfWriter()
    page = reader.pages[0]
    page.cropbox = RectangleObject((56, 96, 556, 696))  # 500 by 600 points remain
    page.rotate(turn)
    writer.add_page(page)
    path = tmp_path / "turned"
    writer.write(path)
    [read] = pages_of(path)
    assert read.boxes is not None
    u, v = (306 - 56) / 500, (792 - 396 - 96) / 600  # where "Middle" begins, from the upper left: y runs up in a PDF
    v = 1 - v
    expected = {0: (u, v), 90: (1 - v, u), 180: (1 - u, 1 - v), 270: (v, 1 - u)}[turn]
    start = read.text.index("Middle")
    [box] = read.locate(start, start + len("Middle"))
    assert box.x0 - 0.03 <= expected[0] <= box.x1 + 0.03
    assert box.y0 - 0.03 <= expected[1] <= box.y1 + 0.03
    assert read.boxes.dtype == np.float32
    assert (read.boxes[:, 2:] >= 0).all()
    assert (read.boxes[:, 2:] <= 1).all()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_from_its_first_line(tmp_path: Path, turn: int) -> None:
    pdf = blank()
    for number in range(5):
        pdf.text(60, 100 + 14 * number, f"Line {number} of a page that lies on its side")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf.output()))
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "file.bin")
    [page] = pages_of(tmp_path / "file.bin")
    assert [line.split()[1] for line in page.text.splitlines() if line] == ["0", "1", "2", "3", "4"]


def test_text_that_runs_up_the_page_is_read_as_lines(tmp_path: Path) -> None:
    pdf = blank()
    for number in range(5):
        with pdf.rotation(90, 300, 400):
            pdf.text(200, 300 + 14 * number, f"line {number} runs up the page")
    [page] = pages_of(saved(pdf, tmp_path))
    assert page.text.splitlines() == [f"line {number} runs up the page" for number in range(5)]


def test_two_columns_are_read_one_after_the_other_even_if_stored_row_by_row(tmp_path: Path) -> None:
    pdf = blank()
    for number in range(40):
        pdf.text(320, 100 + 14 * number, f"right column line {number} with its own few words")
        pdf.text(60, 100 + 14 * number, f"left column line {number} with its own few words")
    [page] = pages_of(saved(pdf, tmp_path))
    lines = page.text.splitlines()
    assert lines.index("left column line 39 with its own few words") < lines.index(
        "right column line 0 with its own few words"
    )


def test_headings_are_found_by_size_and_weight(tmp_path: Path) -> None:
    pdf = blank()
    pdf.set_font("Helvetica", style="B", size=16)
    pdf.text(60, 60, "Annual Report")
    pdf.set_font("Helvetica", style="B", size=10)
    pdf.text(60, 90, "Critical Accounting Policies")
    pdf.set_font("Helvetica", size=10)
    for number in range(12):
        pdf.text(60, 104 + 14 * number, "The text of the section goes on and on for quite a while here, as text does.")
    [page] = pages_of(saved(pdf, tmp_path))
    found = [(block.header, block.level) for block in page.blocks if block.kind == "heading"]
    assert found == [("Annual Report", 1), ("Critical Accounting Policies", 3)]
    for block in page.blocks:
        assert page.text[block.start : block.end] == block.header


def test_a_table_that_goes_on_over_the_page_break_keeps_its_headings(tmp_path: Path) -> None:
    pdf = balance_sheet()
    for shift in (0, 60):  # the second of the two has its columns elsewhere: another table
        pdf.add_page()
        for number, label in enumerate(("Deferred taxes", "Other assets", "Total assets")):
            pdf.text(70, 60 + 14 * number, label)
            right(pdf, 440 - shift, 60 + 14 * number, "1,111")
            right(pdf, 540 - shift, 60 + 14 * number, "2,222")
    headers = [
        block.header for page in pages_of(saved(pdf, tmp_path)) for block in page.blocks if block.kind == "table"
    ]
    assert headers == ["$ in millions | February 2, 2019 | February 3, 2018"] * 2 + [""]


def test_two_texts_side_by_side_are_no_heading_but_a_number_and_its_title_are(tmp_path: Path) -> None:
    pdf = blank()
    pdf.set_font("Helvetica", style="B", size=10)
    pdf.text(60, 60, "Item 1A.")
    pdf.text(160, 60, "Risk Factors")
    pdf.text(60, 300, "Halden Analytics")
    pdf.text(300, 300, "Corvane Freight")
    pdf.text(60, 330, "(in thousands, except percentages)")
    pdf.set_font("Helvetica", size=10)
    for number in range(12):
        pdf.text(60, 80 + 14 * number, "The text of the section goes on and on for quite a while here, as text does.")
    [page] = pages_of(saved(pdf, tmp_path))
    assert [block.header for block in page.blocks if block.kind == "heading"] == ["Item 1A. Risk Factors"]


def test_a_long_label_beside_the_years_heads_the_table(tmp_path: Path) -> None:
    pdf = blank()
    pdf.text(60, 100, "(in thousands, except per share amounts) Year ended December 31,")
    for row, cells in enumerate((("2025", "2024"), ("346,500", "319,700"), ("65,700", "58,900"))):
        right(pdf, 460, 100 + 14 * row, cells[0])
        right(pdf, 540, 100 + 14 * row, cells[1])
    pdf.text(60, 114, "Products")
    pdf.text(60, 128, "Services")
    [page] = pages_of(saved(pdf, tmp_path))
    [table] = page.blocks
    assert table.header.endswith("Year ended December 31, | 2025 | 2024")


def test_running_lines_are_kept_once_if_they_say_anything(tmp_path: Path) -> None:
    pdf = blank()
    for number in range(8):
        if number:
            pdf.add_page()
        pdf.text(60, 40, "ACME CORPORATION 10-K")
        for line in range(20):
            pdf.text(
                60, 100 + 14 * line, f"On page {number + 1} line {line} says something of its own {number * line}."
            )
        pdf.text(300, 760, f"On page {number + 1} of 8")
    pages = pages_of(saved(pdf, tmp_path))
    assert [page.number for page in pages] == list(range(1, 9))
    assert sum("ACME CORPORATION" in page.text for page in pages) == 1
    assert not any("of 8" in page.text for page in pages)
    assert all("line 19 says" in page.text for page in pages)


def test_titles_with_numbers_of_their_own_are_no_running_lines(tmp_path: Path) -> None:
    pdf = blank()
    for number, exhibit in enumerate(("21.1", "23", "31.1", "31.2", "32")):
        if number:
            pdf.add_page()
        pdf.text(60, 40, f"EXHIBIT {exhibit}")
        for line in range(20):
            pdf.text(60, 100 + 14 * line, f"This exhibit says in line {line} something else, namely {number * line}.")
    pages = pages_of(saved(pdf, tmp_path))
    assert [page.text.splitlines()[0] for page in pages] == [
        f"EXHIBIT {one}" for one in ("21.1", "23", "31.1", "31.2", "32")
    ]


def test_titles_of_a_form_that_looks_the_same_on_every_page_are_no_running_lines(tmp_path: Path) -> None:
    pdf = blank()
    for number in range(6):
        if number:
            pdf.add_page()
        lines = ["Hollow Lane Surgery", "Results", *(f"Value {at} was {number * at + 3} then." for at in range(8)), ""]
        lines += ["Vital signs", f"Heart rate {60 + number * number} and nothing else was taken on that day of May."]
        for at, line in enumerate(lines):
            pdf.text(60, 40 + 18 * at, line)
    pages = pages_of(saved(pdf, tmp_path))
    assert sum("Hollow Lane" in page.text for page in pages) == 1
    assert all("Results" in page.text and "Vital signs" in page.text for page in pages)


def test_pages_with_little_text_keep_all_of_it(tmp_path: Path) -> None:
    pdf = blank()
    for number in range(6):
        if number:
            pdf.add_page()
        pdf.text(60, 60, f"Slide {number}")
    assert [page.text for page in pages_of(saved(pdf, tmp_path))] == [f"Slide {number}" for number in range(6)]


def test_a_password_is_asked_for_and_accepted(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(balance_sheet().output())))
    writer.encrypt("open sesame", algorithm="AES-256")
    path = tmp_path / "locked"
    writer.write(path)
    reader = FileReader(Limits())
    with pytest.raises(Encrypted, match="protected by a password"):
        list(reader.read(path))
    with pytest.raises(Encrypted, match="does not open"):
        list(reader.read(path, password="wrong"))
    events = list(reader.read(path, password="open sesame"))
    assert isinstance(events[0], Opened)
    assert "8,870" in events[1].text  # type: ignore[union-attr]


def test_a_file_without_pages_is_not_taken_for_the_locked_one_before_it(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(balance_sheet().output()))
    writer.encrypt("secret")
    writer.write(tmp_path / "file.bin")
    with pytest.raises(Encrypted):
        pages_of(tmp_path / "file.bin")
    pypdf.PdfWriter().write(tmp_path / "file.bin")
    with pytest.raises(Malformed):
        pages_of(tmp_path / "file.bin")


def test_what_is_filled_into_a_form_is_read(tmp_path: Path) -> None:
    pdf = blank()
    pdf.text(60, 112, "Name:")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(pdf.output())))
    field = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Annot"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Widget"),
            pypdf.generic.NameObject("/FT"): pypdf.generic.NameObject("/Tx"),
            pypdf.generic.NameObject("/T"): pypdf.generic.TextStringObject("name"),
            pypdf.generic.NameObject("/V"): pypdf.generic.TextStringObject("Ada Lovelace"),
            pypdf.generic.NameObject("/Rect"): RectangleObject((100, 675, 300, 690)),
        }
    )
    reference = writer._add_object(field)
    writer.pages[0][pypdf.generic.NameObject("/Annots")] = pypdf.generic.ArrayObject([reference])
    form = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/Fields"): pypdf.generic.ArrayObject([reference])})
    writer.root_object[pypdf.generic.NameObject("/AcroForm")] = form
    path = tmp_path / "form"
    writer.write(path)
    [page] = pages_of(path)
    assert "Name: Ada Lovelace" in page.text
    [box] = page.locate(page.text.index("Ada"), page.text.index("Ada") + 3)
    assert box.x0 == pytest.approx(100 / 612, abs=0.01)


def test_what_was_written_onto_a_page_is_read_at_its_end(tmp_path: Path) -> None:
    pdf = blank()
    pdf.text(60, 100, "The term is one year.")
    pdf.add_page()
    pdf.text(60, 100, "Signed in Ghent.")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(pdf.output())))

    def write_onto(kind: str, contents: str = "", **more: PdfObject) -> None:
        rect = ArrayObject(map(FloatObject, (300, 692, 400, 700)))
        keys = {"Type": NameObject("/Annot"), "Subtype": NameObject(f"/{kind}"), "Rect": rect, **more}
        keys |= {"Contents": TextStringObject(contents)} if contents else {}
        writer.add_annotation(0, DictionaryObject({NameObject(f"/{key}"): value for key, value in keys.items()}))

    ada = TextStringObject("Ada")
    write_onto("Text", "Is that\rlong enough?", T=ada)
    write_onto("Popup", "Is that long enough?")
    write_onto("Highlight", "Ask Bo")
    write_onto("Text", "Accepted set by Ada", StateModel=TextStringObject("Review"))
    write_onto("Text", "Not for you", F=NumberObject(2))
    write_onto("FreeText", "Two years from May", T=ada)
    write_onto("FreeText", "the TERM is one  year")
    write_onto("Stamp", Name=NameObject("/NotApproved"))
    path = tmp_path / "written"
    writer.write(path)
    events = list(FileReader(Limits()).read(path))
    first, second = [event for event in events if isinstance(event, Page)]
    assert first.text.splitlines() == [
        "The term is one year.", "", "Text box: Two years from May", "Stamp: Not approved",
        "Comment by Ada: Is that long enough?", "Comment: Ask Bo",
    ]  # fmt: skip
    assert second.text == "Signed in Ghent."
    start = first.text.index("Comment by Ada")
    [box] = first.locate(start, start + 30)
    assert (box.x0, box.y0) == pytest.approx((300 / 612, 92 / 792), abs=0.001)
    assert [e.text for e in events if isinstance(e, Note)] == [
        "The file holds 2 comments, given at the end of their pages."
    ]


@pytest.mark.parametrize("before", [b"\0\1junk", b"Content-Type: application/pdf\r\n\r\n", b" \n"])
def test_a_pdf_behind_something_else_is_read(tmp_path: Path, before: bytes) -> None:
    pdf = blank()
    pdf.text(60, 100, "Signed in Ghent.")
    path = tmp_path / "behind"
    path.write_bytes(before + bytes(pdf.output()))
    assert [page.text for page in pages_of(path)] == ["Signed in Ghent."]


def test_limits_and_damage_are_told(tmp_path: Path) -> None:
    pdf = blank()
    for _ in range(3):
        pdf.add_page()
    path = saved(pdf, tmp_path)
    with pytest.raises(TooLarge, match="4 pages; at most 2"):
        pages_of(path, max_pages=2)
    with pytest.raises(NoText):
        pages_of(path)
    path.write_bytes(b"%PDF-1.7\nnothing of the kind")
    with pytest.raises(Malformed):
        pages_of(path)


WORDS = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "S")), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=12))
def test_offsets_of_boxes_are_offsets_of_words(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]
) -> None:
    pdf = blank()
    for number, line in enumerate(lines):
        pdf.text(40, 60 + 14 * number, " ".join(line))
    path = saved(pdf, tmp_path_factory.mktemp("drawn"))
    try:
        [page] = pages_of(path)
    except NoText:
        return
    assert unicodedata.is_normalized("NFKC", page.text)
    assert page.boxes is not None
    last = 0
    for start, end in page.boxes[:, :2].astype(int).tolist():
        assert last <= start < end <= len(page.text)
        assert not any(character.isspace() for character in page.text[start:end])
        last = end
    covered = {n for start, end in page.boxes[:, :2].astype(int).tolist() for n in range(start, end)}
    assert all(character in " \n|" for n, character in enumerate(page.text) if n not in covered)
