"""The outline of a PDF: where its titles are found, at which level, and what hostile ones cost."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from modules.adapters.readers import FileReader, Limits
from modules.adapters.readers.bookmarks import MAX_SECONDS, forms
from modules.core.types import Note, Page

from .test_pdf import blank, saved

BODY = "The text of the section goes on and on for quite a while here, as text does."


def headings(path: Path) -> list[tuple[int, str, int]]:
    pages = [event for event in FileReader(Limits()).read(path) if isinstance(event, Page)]
    return [(page.number, block.header, block.level) for page in pages for block in page.blocks]


def test_titles_of_the_outline_are_headings_on_their_page_at_its_levels(tmp_path: Path) -> None:
    pdf = blank()
    pdf.text(60, 60, "2.1 Plain words")  # a table of contents
    for number in range(8):
        pdf.text(60, 80 + 14 * number, BODY)
    pdf.add_page()
    pdf.start_section("Results", level=0)
    pdf.text(60, 60, "2 Results")
    pdf.start_section("Plain words", level=1)
    pdf.text(60, 90, "2.1 Plain")
    pdf.text(60, 102, "words")
    pdf.set_font("Helvetica", style="B", size=10)
    pdf.text(60, 130, "A bold line that the outline lacks")
    pdf.set_font("Helvetica", size=10)
    for number in range(8):
        pdf.text(60, 144 + 14 * number, BODY)
    pdf.text(60, 400, "Results")
    assert headings(saved(pdf, tmp_path)) == [
        (2, "2 Results", 1),
        (2, "2.1 Plain words", 2),
        (2, "A bold line that the outline lacks", 3),
    ]


def test_a_title_whose_target_is_the_page_before_is_found(tmp_path: Path) -> None:
    pdf = blank()
    pdf.text(60, 60, BODY)
    pdf.start_section("Methods")
    pdf.add_page()
    pdf.text(60, 60, "Methods")
    pdf.text(60, 80, BODY)
    assert headings(saved(pdf, tmp_path)) == [(2, "Methods", 1)]


def test_titles_are_compared_with_and_without_their_numbers() -> None:
    assert forms("5.1 Electric Current") == ("51electriccurrent", "electriccurrent")
    assert forms("II. Notes") == ("iinotes", "notes")
    assert forms("Capital") == ("capital",)
    assert forms(" ... ") == ()


def chain(writer: pypdf.PdfWriter, count: int, *, endless: bool) -> None:
    """Give the file an outline of so many entries, the last of which leads to the first."""
    page = writer.pages[0].indirect_reference
    assert page is not None
    entries = [
        DictionaryObject(
            {
                NameObject("/Title"): TextStringObject(f"Title {number}"),
                NameObject("/Dest"): ArrayObject([page, NameObject("/XYZ"), *[NumberObject(0)] * 3]),
            }
        )
        for number in range(count)
    ]
    references = [writer._add_object(entry) for entry in entries]
    for entry, follower in zip(entries, references[1:] + references[:1], strict=True):
        entry[NameObject("/Next")] = follower
        if endless:
            entry[NameObject("/First")] = references[0]
    if not endless:
        del entries[-1]["/Next"]
    outline = DictionaryObject({NameObject("/First"): references[0], NameObject("/Last"): references[-1]})
    writer.root_object[NameObject("/Outlines")] = writer._add_object(outline)


def test_hostile_outlines_cost_little(tmp_path: Path) -> None:
    for count, endless in ((3, True), (30_000, False)):
        pdf = blank()
        pdf.text(60, 60, "Title 1")
        pdf.text(60, 80, BODY)
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(pdf.output())))
        chain(writer, count, endless=endless)
        path = tmp_path / "hostile"
        writer.write(path)
        began = time.monotonic()
        assert headings(path)[0][1] == "Title 1"
        assert time.monotonic() - began < MAX_SECONDS + 1


def test_what_a_file_says_of_itself_is_told_where_the_first_page_does_not(tmp_path: Path) -> None:
    def notes(title: str, text: str) -> list[str]:
        pdf = blank()
        pdf.text(60, 60, text)
        pdf.set_title(title)
        pdf.set_author("Ada Lovelace")
        return [event.text for event in FileReader(Limits()).read(saved(pdf, tmp_path)) if isinstance(event, Note)]

    [note] = notes("Notes on the Engine", "What is drawn here")
    assert note.startswith("The file calls itself “Notes on the Engine”, by Ada Lovelace, made on ")
    assert notes("Notes on the Engine", "Engine: notes on the sketch") == []
    assert notes("final_v2.docx", "What is drawn here") == []
    assert notes("Microsoft Word - letter to the bank", "What is drawn here") == []
