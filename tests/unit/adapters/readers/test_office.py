"""DOCX, PPTX, XLSX, ODT: made here by the usual libraries, and by hand where those cannot."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from openpyxl.comments import Comment
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from modules.adapters.readers import FileReader, Limits
from modules.core.errors import DocumentError, Encrypted, Malformed, TooLarge, Unsupported
from modules.core.types import Note, Page

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(tmp_path: Path, data: bytes, **limits: int) -> tuple[list[Page], list[str]]:
    path = tmp_path / "upload"
    path.write_bytes(data)
    events = list(FileReader(Limits(**limits)).read(path))
    return [e for e in events if isinstance(e, Page)], [e.text for e in events if isinstance(e, Note)]


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(parts: dict[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, **parts: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **{f"word/{name}.xml": text for name, text in parts.items()}})


def test_docx_headings_tables_and_margins(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Letterhead"
    document.sections[0].footer.paragraphs[0].text = "Small print"
    document.add_heading("Terms", 1)
    document.add_paragraph("The term is one year.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Fee", "Due", "100 EUR", "May"), strict=True):
        cell.text = text
    [page], notes = read(tmp_path, saved(document))
    assert page.text.splitlines()[0] == "Letterhead"
    assert page.text.splitlines()[-1] == "Small print"
    assert "100 EUR | May" in page.text.splitlines()
    assert [(b.kind, b.level, b.header) for b in page.blocks] == [("heading", 1, "Terms"), ("table", 0, "Fee | Due")]
    assert page.boxes is None
    assert not notes


def test_docx_changes_are_accepted_and_told(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>The fee is </w:t></w:r><w:del><w:r><w:delText>ten</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>twelve</w:t></w:r></w:ins><w:r><w:t> euros.</w:t></w:r></w:p>"
    )
    [page], notes = read(tmp_path, word(body))
    assert page.text == "The fee is twelve euros."
    assert notes == ["The document holds 2 tracked changes; it is read as if all were accepted."]


def test_docx_footnotes_comments_and_textboxes(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>Claim</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</w:r></w:p>"
    )
    footnotes = (
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Source</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    comments = (
        f'<w:comments {W}><w:comment w:id="0" w:author="Ada"><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment>'
        "</w:comments>"
    )
    [page], notes = read(tmp_path, word(body, footnotes=footnotes, comments=comments))
    assert "Claim\n\nFootnote 1: Source" in page.text
    assert "In a box" in page.text
    assert page.text.endswith("Comment by Ada: Really?")
    assert notes == ["The document holds 1 comment, given at its end."]


def test_docx_notes_carry_the_numbers_that_word_prints(tmp_path: Path) -> None:
    def note(kind: str, key: int, more: str = "") -> str:
        return f'<w:{kind}Reference w:id="{key}" {more}/>'

    own = 'w:customMarkFollows="1"'
    body = (
        f"<w:p><w:r><w:t>a</w:t>{note('footnote', 7)}</w:r><w:del><w:r>{note('footnote', 5)}</w:r></w:del></w:p>"
        f"<w:p><w:r><w:t>b</w:t>{note('footnote', 3)}{note('endnote', 2)}"
        f"{note('footnote', 4, own)}<w:t>*</w:t></w:r></w:p>"
    )
    notes = {
        f"{kind}s": f"<w:{kind}s {W}>"
        + "".join(f'<w:{kind} w:id="{n}"><w:p><w:r><w:t>n{n}</w:t></w:r></w:p></w:{kind}>' for n in range(1, 9))
        + f"</w:{kind}s>"
        for kind in ("footnote", "endnote")
    }
    [page], _ = read(tmp_path, word(body, **notes))
    assert [line for line in page.text.splitlines() if line] == [
        "a", "Footnote 1: n7", "b*", "Footnote 2: n3", "Endnote i: n2", "Footnote: n4",
    ]  # fmt: skip
    settings = f'<w:settings {W}><w:footnotePr><w:numFmt w:val="upperLetter"/></w:footnotePr></w:settings>'
    [page], _ = read(tmp_path, word(body, settings=settings, **notes))
    assert "Footnote B: n3" in page.text.splitlines()


def test_docx_without_its_hidden_text(tmp_path: Path) -> None:
    def run(text: str, mark: str) -> str:
        return f"<w:r><w:rPr>{mark}</w:rPr><w:t>{text}</w:t></w:r>"

    shown = '<w:vanish w:val="0"/>'
    body = f"<w:p>{run('One', '')}{run(' no', '<w:vanish/>')}{run(' year.', shown)}</w:p>"
    [page], notes = read(tmp_path, word(body))
    assert page.text == "One year."
    assert notes == ["The document holds hidden text, which is not read."]


def test_docx_clauses_carry_the_numbers_that_word_prints(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate((("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")))
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    clauses = ((0, "Term"), (1, "Start"), (1, "End"), (2, "by notice"), (2, "by breach"), (0, "Fees"), (1, "Due"))
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for depth, text in clauses
    )
    [page], _ = read(tmp_path, word(body, numbering=numbering))
    assert [line for line in page.text.splitlines() if line] == [
        "1. Term", "1.1 Start", "1.2 End", "(a) by notice", "(b) by breach", "2. Fees", "2.1 Due",
    ]  # fmt: skip


def test_docx_cells_merged_downwards_are_repeated(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for number, text in enumerate(("Region", "Sales", "North", "1", "", "2")):
        table.cell(number // 2, number % 2).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    [page], _ = read(tmp_path, saved(document))
    assert "North | 2" in page.text.splitlines()


def test_docx_rows_with_numbers_gaps_and_tracked_removals(tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
        "</w:numbering>"
    )

    def paragraph(text: str, *, numbered: bool = False) -> str:
        number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>' if numbered else ""
        return f"<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>"

    def row(*texts: str, properties: str = "") -> str:
        cells = "".join(f"<w:tc>{paragraph(text, numbered=text == 'Second')}</w:tc>" for text in texts)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    gap, removed = '<w:gridBefore w:val="1"/>', '<w:del w:id="1"/>'
    rows = row("Second", "a", "b") + row("c", "d", properties=gap) + row("gone", "gone", properties=removed)
    body = paragraph("First", numbered=True) + f"<w:tbl>{rows}</w:tbl>" + paragraph("Third", numbered=True)
    [page], _ = read(tmp_path, word(body, numbering=numbering))
    assert page.text.splitlines() == ["1. First", "", "2. Second | a | b", " | c | d", "", "3. Third"]


def test_docx_symbols_and_boxes_of_forms(tmp_path: Path) -> None:
    box = '<w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar>'
    signs = "".join(
        f'<w:sym w:font="{font}" w:char="{code}"/>' for font, code in (("Symbol", "F0A3"), ("Symbol", "F06D"))
    )
    body = (
        f'<w:p><w:r><w:t>dose </w:t>{signs}<w:t>g </w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
        f"<w:p><w:r>{box.format('<w:checked/>')}<w:t>Yes</w:t></w:r><w:r>{box.format('')}<w:t>No</w:t></w:r></w:p>"
    )
    assert read(tmp_path, word(body))[0][0].text == "dose ≤μg ☑\n\n[x] Yes[ ] No"


def test_docx_whose_parts_are_named_as_on_windows(tmp_path: Path) -> None:
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>"
    assert read(tmp_path, zipped({"word\\document.xml": document}))[0][0].text == "Text"


def test_docx_tables_in_layout_tables_are_read_once(tmp_path: Path) -> None:
    cell = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    inner = f"<w:tbl><w:tr><w:tc>{cell.format('Fee')}</w:tc><w:tc>{cell.format('Due')}</w:tc></w:tr></w:tbl>"
    body = "<w:tbl><w:tr><w:tc>" * 40 + inner + "</w:tc></w:tr></w:tbl>" * 40
    [page], _ = read(tmp_path, word(body))
    assert page.text == "Fee | Due"


def test_docx_with_a_broken_part_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    data = zipped({"word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>So far</w:t></w:r></w:p><w:p><w:r"})
    [page], _ = read(tmp_path, data)
    assert page.text == "So far"


def test_nothing_outside_a_docx_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
    body = f"{entity}<w:document {W}><w:body><w:p><w:r><w:t>A&x;B</w:t></w:r></w:p></w:body></w:document>"
    [page], _ = read(tmp_path, zipped({"word/document.xml": body}))
    assert "do not tell" not in page.text


def test_pptx_slides_tables_charts_and_notes(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Results"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for number, text in enumerate(("Year", "Sales", "2024", "7")):
        table.cell(number // 2, number % 2).text = text
    data = CategoryChartData()
    data.categories = ["North", "South"]
    data.add_series("Share", (0.25, 0.75))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, Inches(1), Inches(4), Inches(3), Inches(3), data)
    slide.notes_slide.notes_text_frame.text = "Say it slowly"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Thanks"
    pages, _ = read(tmp_path, saved(deck))
    assert [page.number for page in pages] == [1, 2]
    lines = pages[0].text.splitlines()
    assert {"Results", "2024 | 7", "South | 0.75", "Speaker notes: Say it slowly"} <= set(lines)
    assert pages[0].blocks[0].header == "Results"
    assert pages[1].text == "Thanks"


def test_docx_and_pptx_charts_have_a_title_and_all_their_series(tmp_path: Path) -> None:
    data = CategoryChartData(number_format="0.0%")
    north = data.add_category("North")
    north.add_sub_category("Town")
    north.add_sub_category("Country")
    for share in (0.25, 0.1 + 0.2):
        data.add_series("Share", (share, 0.5))
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(3), data).chart
    chart.chart_title.text_frame.text = "Members by place"
    lines = ["Members by place", " | Share | Share", "North, Town | 25% | 30%", "North, Country | 50% | 50%"]
    [page], _ = read(tmp_path, saved(deck))
    assert [line for line in page.text.splitlines() if line] == lines
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = (
        '<w:p><w:r><w:t>Below.</w:t><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/'
        f'chart" xmlns:r="{r}" r:id="rId1"/></w:drawing></w:r></w:p>'
    )
    document: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<R><L Id="rId1" Type="{r}/chart" Target="charts/chart1.xml"/></R>',
        "word/charts/chart1.xml": chart.part.blob,
    }
    [page], _ = read(tmp_path, zipped(document))
    assert [line for line in page.text.splitlines() if line] == ["Below.", *lines]


def test_pptx_comments_old_and_new_with_their_answers(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = '<t:txBody><a:p xmlns:a="a"><a:r><a:t>{}</a:t></a:r></a:p></t:txBody>'
    parts = {
        "presentation.xml": f'<p xmlns:r="{kind}"><sldIdLst><sldId id="256" r:id="rId1"/></sldIdLst></p>',
        "_rels/presentation.xml.rels": f'<R><L Id="rId1" Type="{kind}/slide" Target="slides/slide1.xml"/>'
        f'<L Id="rId2" Type="{kind}/commentAuthors" Target="a.xml"/><L Id="rId3" Type="x/authors" Target="b.xml"/></R>',
        "slides/slide1.xml": "<s/>",
        "slides/_rels/slide1.xml.rels": f'<R><L Id="rId1" Type="{kind}/comments" Target="../c.xml"/>'
        '<L Id="rId2" Type="http://schemas.microsoft.com/x/relationships/comments" Target="../d.xml"/></R>',
        "a.xml": '<l><a id="0" name="Ada"/></l>',
        "b.xml": '<l><a id="{1}" name="Bo"/></l>',
        "c.xml": '<l><cm authorId="0"><text>Which year?</text></cm></l>',
        "d.xml": f'<l xmlns:t="t"><t:cm authorId="{{1}}"><t:replyLst><t:reply authorId="{{2}}">{new.format("This")}'
        f"</t:reply></t:replyLst>{new.format('Whose?')}</t:cm></l>",
    }
    [page], notes = read(tmp_path, zipped({f"ppt/{name}": text for name, text in parts.items()}))
    assert page.text.splitlines() == ["Comment by Ada: Which year?", "Comment by Bo: Whose?", "Comment: This"]
    assert notes == ["The presentation holds 3 comments, given at the end of their slides."]


def test_xlsx_sheets_rows_and_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Assets"
    sheet.append(["Balance", None, None])
    sheet.append(["Item", "2019", "Share"])
    sheet.append(["Cash", 1980.5, 0.125])
    sheet["C3"].number_format = "0.0%"
    sheet.append(["Since", datetime.datetime(2019, 2, 2), "=1+1"])
    sheet["A9"], sheet["B9"] = "Apart", 1
    book.create_sheet("Secret").sheet_state = "hidden"
    pages, notes = read(tmp_path, saved(book))
    assert pages[0].text.splitlines() == [
        "Assets", "", "Balance", "",
        "Item | 2019 | Share", "Cash | 1980.5 | 12.5%", "Since | 2019-02-02", "", "Apart | 1",
    ]  # fmt: skip
    assert [block.header for block in pages[0].blocks] == ["Assets", "Item | 2019 | Share", ""]
    assert len(pages) == 2
    assert notes == [
        "1 sheet hidden in Excel, read too.",
        "1 formula without a stored result, not read; save the file in Excel once.",
    ]


def workbook() -> bytes:
    """A sheet of values of all kinds beside another one, with comments and merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Fees"
    for row in (("Region", "Year", "Fee"), ("North", 2023, 0.25), (None, 2024, "none"), (None, None, None), ("x", "y")):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet["C2"].number_format = "0.0%"
    sheet["B3"].comment = Comment("Sure?", "Ada")
    book.create_sheet("Other")["A1"] = datetime.date(2024, 5, 31)
    return saved(book)


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {part: archive.read(part) for part in archive.namelist()}
    text = parts[name]
    assert isinstance(text, bytes)
    return zipped({**parts, name: change(text.decode())})


def test_xlsx_comments_and_cells_merged_downwards(tmp_path: Path) -> None:
    [page, other], notes = read(tmp_path, workbook())
    assert [line for line in page.text.splitlines() if line] == [
        "Fees", "Region | Year | Fee", "North | 2023 | 25%", "North | 2024 | none", "x | y", "Comments",
        "Comment by Ada on B3: Sure?",
    ]  # fmt: skip
    assert other.text == "Other\n\n2024-05-31"
    assert notes == ["The workbook holds 1 comment, given at the end of their sheets."]


def test_xlsx_in_the_strict_form_is_read(tmp_path: Path) -> None:
    data = workbook()
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"):
        for old, new in (("spreadsheetml/2006/main", "spreadsheetml/main"), ("officeDocument/2006", "officeDocument")):
            change = (f"http://schemas.openxmlformats.org/{old}", f"http://purl.oclc.org/ooxml/{new}")
            data = changed(data, name, lambda text, change=change: text.replace(*change))  # type: ignore[misc]
    day = '<c r="B2" t="d"><v>2023-02-01T00:00:00</v>'
    data = changed(data, "xl/worksheets/sheet1.xml", lambda text: text.replace('<c r="B2" t="n"><v>2023</v>', day))
    [page, _], _ = read(tmp_path, data)
    assert "North | 2023-02-01 | 25%" in page.text.splitlines()


@pytest.mark.parametrize(
    ("part", "change", "kept", "note"),
    [
        ("worksheets/sheet1.xml", lambda text: text.replace("<v>2023</v>", "<v>20x3</v>"), "North | 20x3 | 25%", ""),
        (
            "worksheets/sheet1.xml",
            lambda text: text.replace('t="inlineStr"><is><t>Region</t></is>', 't="s"><v>900</v>'),
            " | Year | Fee",
            "1 cell not read, whose text is missing in the file.",
        ),
        ("styles.xml", lambda _: "<no", "North | 2023 | 0.25", "Dates and shares may be given as plain numbers"),
        (
            "worksheets/sheet2.xml",
            lambda _: "<<",
            "North | 2023 | 25%",
            "Not read, because the file is damaged: Other.",
        ),
        (
            "worksheets/sheet1.xml",
            lambda text: text[: text.index('<c r="C3"')],
            "North | 2023 | 25%",
            "as far as it goes",
        ),
    ],
)
def test_xlsx_that_is_broken_in_one_place_is_read_but_for_that(
    tmp_path: Path, part: str, change: Callable[[str], str], kept: str, note: str
) -> None:
    [page, _], notes = read(tmp_path, changed(workbook(), f"xl/{part}", change))
    assert kept in page.text.splitlines()
    assert note in " ".join(notes)


def test_cut_off_files_are_read_as_far_as_their_parts_are_whole(tmp_path: Path) -> None:
    files = {
        "docx": (word("<w:p><w:r><w:t>Kept words.</w:t></w:r></w:p>"), "Kept words."),
        "xlsx": (workbook(), "2024"),
        "odt": (open_document("text", "<text:p>Kept words.</text:p>"), "Kept words."),
        "pptx": (presentation(), "Kept words."),
    }
    for data, kept in files.values():
        for piece in (data[: data.index(b"PK\x01\x02")], data[: data.index(b"PK\x01\x02") + 9]):
            pages, notes = read(tmp_path, piece)
            assert kept in "\n".join(page.text for page in pages)
            assert "The file is cut off or damaged: only those of its parts were read that are whole." in notes


def test_a_cut_off_file_whose_sizes_stand_behind_its_data_is_read(tmp_path: Path) -> None:
    class Stream(io.RawIOBase):
        """A file in which zipfile cannot go back to write sizes."""

        def __init__(self) -> None:
            self.data = b""

        def write(self, piece: Any) -> int:
            self.data += bytes(piece)
            return len(piece)

    stream = Stream()
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>Kept words.</w:t></w:r></w:p></w:body></w:document>"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", f"<w:styles {W}/>")
    data = stream.data
    [page], notes = read(tmp_path, data[: data.rindex(b"PK\x03\x04") + 60])
    assert page.text == "Kept words."
    assert len(notes) == 1
    with pytest.raises(Malformed, match="damaged"):
        read(tmp_path, data[:120])


def test_a_part_that_cannot_be_unpacked_is_left_out_and_told(tmp_path: Path) -> None:
    data = word("<w:p><w:r><w:t>Kept words.</w:t></w:r></w:p>", footnotes=f"<w:footnotes {W}/>" * 9)
    place = data.index(b"word/footnotes.xml") + len("word/footnotes.xml")
    [page], notes = read(tmp_path, data[:place] + b"\xff\xff" + data[place + 2 :])
    assert page.text == "Kept words."
    assert notes == ["The file is damaged: 1 part of it was not read."]


def test_a_docx_behind_what_does_not_belong_there_is_read(tmp_path: Path) -> None:
    data = b"Content-Type: application/zip\r\n\r\n" + word("<w:p><w:r><w:t>Kept words.</w:t></w:r></w:p>")
    [page], _ = read(tmp_path, data)
    assert page.text == "Kept words."


def presentation() -> bytes:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Kept words."
    return saved(deck)


def test_odt_text_and_tables(tmp_path: Path) -> None:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))
    content = (
        f'<office:document-content {names}><office:body><office:text><text:h text:outline-level="2">Plan</text:h>'
        "<text:p>We<text:s/>go<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Soon</text:p>"
        "</text:note-body></text:note>.</text:p><table:table><table:table-row><table:table-cell><text:p>A</text:p>"
        "</table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    [page], _ = read(tmp_path, data)
    assert page.text == "Plan\n\nWe go.\n\nSoon\n\nA | B"


def open_document(kind: str, body: str, styles: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    content = f"<office:c {names}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:c>"
    parts: dict[str, str | bytes] = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    return zipped({**parts, "styles.xml": f"<office:s {names}>{styles}</office:s>"})


def test_odt_margins_comments_and_tables_in_cells(tmp_path: Path) -> None:
    def table(*rows: tuple[str, ...]) -> str:
        lines = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
        return f"<table:table>{lines}</table:table>"

    def cell(text: str, more: str = "", **attributes: int) -> str:
        named = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        return f"<table:table-cell{named}><text:p>{text}</text:p>{more}</table:table-cell>"

    comment = "<office:annotation><text:p>Sure?</text:p></office:annotation>"
    body = table(
        (cell("Region"), cell("Sales")),
        (cell("North", number_rows_spanned=2), cell(f"1{comment}")),
        ("<table:covered-table-cell/>", cell("2", table((cell("a"), cell("b"))))),
    )
    styles = "<style:header><text:p>Head</text:p></style:header><style:footer><text:p>Foot</text:p></style:footer>"
    [page], notes = read(tmp_path, open_document("text", body, styles))
    assert [line for line in page.text.splitlines() if line] == [
        "Head", "Region | Sales", "North | 1", "North | 2 a b", "Foot", "Comments", "Comment: Sure?",
    ]  # fmt: skip
    assert notes == ["The document holds 1 comment, given at its end."]


def test_an_empty_row_of_an_ods_ends_a_table(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        filled = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{filled}</table:table-row>"

    sheet = row("Item", "Fee") + row("a", "1") + row("") + row("Name", "Age") + row("b", "2")
    body = f'<table:table table:name="S">{sheet}</table:table>'
    [page], _ = read(tmp_path, open_document("spreadsheet", body))
    assert [block.header for block in page.blocks] == ["S", "Item | Fee", "Name | Age"]


def test_a_cut_off_odt_is_called_damaged(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>" * 99}
    with pytest.raises(Malformed, match="damaged"):
        read(tmp_path, zipped(parts, zipfile.ZIP_STORED)[:200])


def test_an_encrypted_odt_is_refused_for_good(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": b"\x93\x17",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
    }
    with pytest.raises(Unsupported, match="OpenDocument with a password") as refusal:
        read(tmp_path, zipped(parts))
    assert "without a password" in refusal.value.hint


def test_bombs_are_refused_while_they_inflate(tmp_path: Path) -> None:
    bomb = word("<w:p><w:r><w:t>" + " " * 30_000_000 + "</w:t></w:r></w:p>")
    assert len(bomb) < 100_000
    with pytest.raises(TooLarge, match="unpacks"):
        read(tmp_path, bomb)
    large = zipped({"word/document.xml": bytes(5_000)}, zipfile.ZIP_STORED)
    with pytest.raises(TooLarge):
        read(tmp_path, large, max_inflated_bytes=4_000)


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"../escape": "x", "word/document.xml": "<w/>"}, Malformed),
        ({"/etc/passwd": "x", "word/document.xml": "<w/>"}, Malformed),
        ({"word/styles.xml": "<w/>"}, Malformed),
        ({"some.txt": "x"}, Unsupported),
        ({"OEBPS/content.opf": "x"}, Unsupported),
    ],
)
def test_odd_archives_are_refused(tmp_path: Path, parts: dict[str, str | bytes], error: type[DocumentError]) -> None:
    with pytest.raises(error):
        read(tmp_path, zipped(parts))


def test_cut_off_and_old_files_are_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(Malformed):
        read(tmp_path, word("<w:p/>")[:60])
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(Unsupported, match="Word document in the old format") as refusal:
        read(tmp_path, ole + "WordDocument".encode("utf-16-le"))
    assert "DOCX" in refusal.value.hint
    for data in (ole + "Book".encode("utf-16-le"), zipped({"xl/workbook.bin": b"\x83"})):
        with pytest.raises(Unsupported, match="Excel workbook in") as refusal:
            read(tmp_path, data)
        assert "XLSX" in refusal.value.hint
    with pytest.raises(Encrypted):
        read(tmp_path, ole + "EncryptedPackage".encode("utf-16-le"))
