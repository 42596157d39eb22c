"""XML that is no zip file: office documents in one piece, and any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from modules.adapters.readers import FileReader, Limits
from modules.core.errors import DocumentError
from modules.core.types import Note, Page

from .test_office import W

OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)


def read(tmp_path: Path, text: str) -> tuple[list[Page], list[str]]:
    path = tmp_path / "upload"
    path.write_text(text, encoding="utf-8")
    events = list(FileReader(Limits()).read(path))
    return [e for e in events if isinstance(e, Page)], [e.text for e in events if isinstance(e, Note)]


def lines(pages: list[Page]) -> list[str]:
    return [line for page in pages for line in page.text.splitlines() if line]


def test_flat_open_document(tmp_path: Path) -> None:
    pages, _ = read(
        tmp_path,
        f'<?xml version="1.0"?><office:document {OFFICE} office:mimetype="application/vnd.oasis.opendocument.text">'
        "<office:master-styles><style:header><text:p>Head</text:p></style:header></office:master-styles><office:body>"
        '<office:text><text:h text:outline-level="1">Terms</text:h><text:p>One year.</text:p></office:text>'
        "</office:body></office:document>",
    )
    assert lines(pages) == ["Head", "Terms", "One year."]
    assert pages[0].blocks[0].header == "Terms"


def test_word_documents_in_one_piece(tmp_path: Path) -> None:
    body = "<w:body><w:p><w:r><w:t>One </w:t><w:delText>no</w:delText><w:t>year.</w:t></w:r></w:p></w:body>"
    package = (
        '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document {W}>{body}</w:document></pkg:xmlData>'
        '</pkg:part><pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>iVBO</pkg:binaryData></pkg:part>'
        "</pkg:package>"
    )
    namespace = "http://schemas.microsoft.com/office/word/2003/wordml"
    old = f'<?xml version="1.0"?><w:wordDocument xmlns:w="{namespace}">{body}</w:wordDocument>'
    for text in (package, old):
        assert lines(read(tmp_path, text)[0]) == ["One year."]


def test_excel_2003(tmp_path: Path) -> None:
    pages, _ = read(
        tmp_path,
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Fees"><Table>'
        '<Row><Cell><Data ss:Type="String">Item</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Fee</Data>'
        '</Cell></Row><Row><Cell><Data ss:Type="DateTime">2024-05-31T00:00:00.000</Data></Cell><Cell ss:Index="3">'
        '<Data ss:Type="Number">8.1999999999999993</Data></Cell></Row></Table></Worksheet></Workbook>',
    )
    assert lines(pages) == ["Fees", "Item |  | Fee", "2024-05-31 |  | 8.2"]


@pytest.mark.parametrize("start", ['<?xml version="1.0"?>\n<note>', "<note>", '<note xmlns="x">'])
def test_other_xml_is_its_text_without_tags(tmp_path: Path, start: str) -> None:
    text = f"{start}<!-- no --><to id='1'>Ada</to>\n<body>It is <b>one</b> year &amp; a day.</body></note>\n"
    assert lines(read(tmp_path, text)[0]) == ["Ada", "It is one year & a day."]


def test_xml_that_breaks_off_is_told_and_tags_in_a_text_stay(tmp_path: Path) -> None:
    pages, notes = read(tmp_path, "<?xml version='1.0'?><note><to>Ada</to><body>It is one")
    assert lines(pages) == ["Ada", "It is one"]
    assert notes == ["The file is damaged: it was read only as far as it goes."]
    text = "<FILING>\n<TYPE>10-K\nProfit & loss < 5\n</FILING>\n"
    assert lines(read(tmp_path, text)[0]) == text.splitlines()


@pytest.mark.parametrize("depth", [300, 1_500])
def test_deeply_nested_xml_is_read(tmp_path: Path, depth: int) -> None:
    body = "<w:sdtContent>" * depth + "<w:p><w:r><w:t>Deep.</w:t></w:r></w:p>" + "</w:sdtContent>" * depth
    old = '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    assert lines(read(tmp_path, f"{old}{body}</w:body></w:wordDocument>")[0]) == ["Deep."]
    assert lines(read(tmp_path, "<a>" * depth + "Deep." + "</a>" * depth)[0]) == ["Deep."]


def test_xml_without_end_is_refused_or_read(tmp_path: Path) -> None:
    try:
        pages, _ = read(tmp_path, "<?xml version='1.0'?>" + "<a>" * 200_000 + "Deep.")
    except DocumentError:
        return
    assert pages
