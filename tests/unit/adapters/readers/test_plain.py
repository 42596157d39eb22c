"""Text in any encoding, Markdown, CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from modules.adapters.readers import FileReader, Limits
from modules.adapters.readers.plain import encoding_of
from modules.core.errors import NoText, TooLarge, Unsupported
from modules.core.types import Opened, Page

TEXT = "Der schnelle Fuchs springt über den faulen Hund.\nLe renard brun saute par-dessus le chien.\n" * 3


def read(tmp_path: Path, data: bytes, **limits: int) -> tuple[str, Page]:
    path = tmp_path / "upload"
    path.write_bytes(data)
    opened, page = FileReader(Limits(**limits)).read(path)
    assert isinstance(opened, Opened)
    assert isinstance(page, Page)
    return opened.media_type, page


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "iso8859-15",
    ],
)
def test_any_common_encoding(tmp_path: Path, encoding: str) -> None:
    kind, page = read(tmp_path, TEXT.encode(encoding))
    assert kind == "text/plain"
    assert page.text.splitlines()[0] == TEXT.splitlines()[0]


def test_a_character_cut_at_the_end_of_the_sample_is_still_utf_8() -> None:
    assert encoding_of("über abcü".encode()[:-1]) == "utf-8"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The fee is £5, at the café. A naïve “quote” – of 20 °C and 3 m².\n", "cp1252"),
        ("Plain words. " * 9_000 + "And then a café.", "cp1252"),
        ("Señor", "cp1252"),
        ("Zażółć gęślą jaźń. To jest dokument próbny.\n", "cp1250"),
        ("Быстрая коричневая лиса прыгает через ленивую собаку.\n", "koi8-r"),
        ("Le cœur de l'œuvre coûte 5 € à l'hôtel.\n", "iso8859-15"),
        ("The fee is 300 €, payable monthly.\n", "iso8859-15"),
        ("½ of it, at 20 °C, for ¼ inch. A café.\n", "cp1252"),
        ("Bu sözleşme taraflar arasında imzalanmıştır. Ödeme, ayın ilk günü yapılacaktır.\n", "cp1254"),
        ("Það er ekki ljóst hvort samningurinn gildir, en nýr samningur er í vinnslu.\n", "cp1252"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy. Smlouva byla uzavřena šestého května.\n", "iso8859-2"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy. Smlouva byla uzavřena šestého května.\n", "cp1250"),
        ("Zażółć gęślą jaźń. To jest dokument próbny.\n", "iso8859-2"),
        ("The café’s naïve owner said “no”.\n", "mac_roman"),
        ("Der Vertrag läuft über fünf Jahre – für 5 €.\n", "mac_roman"),
        ("שלום עולם, זהו מסמך לדוגמה בעברית. ההסכם נחתם ביום הראשון של החודש.\n", "cp1255"),
        ("Быстрая коричневая лиса прыгает через ленивую собаку.\n", "utf-16-le"),
        ("Быстрая коричневая лиса прыгает через ленивую собаку.\n", "utf-16-be"),
        ("这是一个测试文件,包含简体中文的内容。\n", "utf-16-le"),
        ("これはテスト文書です。日本語。\n", "iso2022_jp"),
        ("これはテスト文書です。日本語。\n", "shift_jis"),
    ],
)
def test_encodings_that_look_like_others(tmp_path: Path, text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(encoding_of(data)) == text
    assert read(tmp_path, data)[0] == "text/plain"


def test_a_spoilt_byte_does_not_spoil_utf_8(tmp_path: Path) -> None:
    _, page = read(tmp_path, "Größe über alles. ".encode() * 20 + b"\xff" + "Schluß".encode())
    assert page.text.startswith("Größe über alles.")
    assert page.text.endswith("Schluß")


def test_zero_bytes_in_ascii_do_not_make_it_chinese(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b\n1,\x002\n3,4\n")[1].text == "a | b\n1 | 2\n3 | 4"


def test_a_text_about_pdf_files_is_no_pdf(tmp_path: Path) -> None:
    text = "A PDF begins with the signature %PDF-1.7 and ends with %%EOF."
    assert read(tmp_path, text.encode())[1].text == text


def test_old_line_ends_and_empty_lines(tmp_path: Path) -> None:
    _, page = read(tmp_path, b"One\r\n\r\n\r\n\r\nTwo\rThree\n")
    assert page.text == "One\n\nTwo\nThree"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_with_any_delimiter(tmp_path: Path, mark: str) -> None:
    rows = [["Team", "Location", "Cups"], ["Blues, the", "STL", "1"], ["Flyers", "PHI", "2"]]
    quoted = "\n".join(mark.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    kind, page = read(tmp_path, quoted.encode())
    assert kind == "text/csv"
    assert page.text.splitlines() == ["Team | Location | Cups", "Blues, the | STL | 1", "Flyers | PHI | 2"]
    assert page.blocks[0].header == "Team | Location | Cups"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id,note,n\n1,"one\n\ntwo, and three",9\n2,"one\ntwo, and",9\n', "1 | one two, and three | 9"),
        (
            'id,text\n1,"It was good, really, and then, again, more"\n2,"So, so, and, well, bad"\n',
            "2 | So, so, and, well, bad",
        ),
        ("id, name, city\n1, Ann, Rome\n2, Bob, Paris\n", "1 | Ann | Rome"),
        ("sep=;\nid;name\n1;Ann\n2;Bob\n", "1 | Ann"),
    ],
)
def test_csv_with_commas_and_line_ends_in_its_cells(tmp_path: Path, text: str, line: str) -> None:
    kind, page = read(tmp_path, text.encode())
    assert kind == "text/csv"
    assert line in page.text.splitlines()
    assert page.blocks[0].header.startswith("id | ")


def test_a_quotation_mark_without_a_second_one_costs_no_rows(tmp_path: Path) -> None:
    rows = "".join(f"row {number},{number}\n" for number in range(30))
    text = f'Name,Size\n"tube,5\n{rows}"a, b",6\n"two\nlines",7\n'
    kind, page = read(tmp_path, text.encode())
    assert kind == "text/csv"
    lines = page.text.splitlines()
    assert len(lines) == 34
    assert {"row 0 | 0", "row 29 | 29", "a, b | 6", "two lines | 7"} <= set(lines)


def test_a_ragged_table_with_tabs(tmp_path: Path) -> None:
    lines = ["Item\tFee\tDue\tNote", "a\t1\tMay", "b\t2\tMay\tlate\tpaid", "c\t3", "d\t4\tMay", "e\t5\tMay\tx\ty\tz"]
    kind, page = read(tmp_path, "\n".join(lines).encode())
    assert kind == "text/csv"
    assert "b | 2 | May | late | paid" in page.text.splitlines()
    listed = "\n".join(f"{number}.\tThe party shall pay." + "\tNow." * (number % 2) for number in range(9))
    assert read(tmp_path, f"Terms\nAll of these:\n{listed}".encode())[0] == "text/plain"


def test_prose_with_commas_is_no_csv(tmp_path: Path) -> None:
    kind, _ = read(tmp_path, b"First, we met.\nThen, we talked.\nLater, we left.\nAt last, we slept.\n")
    assert kind == "text/plain"


def test_markdown_headings_and_tables(tmp_path: Path) -> None:
    text = "# Title\n\nText.\n\nSub\n---\n\n| A | B |\n|---|--:|\n| x | 1 |\n\n```\n# not a heading\n```\n"
    kind, page = read(tmp_path, text.encode())
    assert kind == "text/markdown"
    assert [(block.kind, block.level, block.header) for block in page.blocks] == [
        ("heading", 1, "Title"),
        ("heading", 2, "Sub"),
        ("table", 0, "A | B"),
    ]
    assert "x | 1" in page.text.splitlines()


def test_markdown_that_begins_with_a_tag(tmp_path: Path) -> None:
    assert read(tmp_path, b'<img src="logo.png">\n\n# Title\n\nText.\n')[0] == "text/markdown"


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(NoText, match="empty"):
        read(tmp_path, b" \n\0")
    with pytest.raises(TooLarge, match="at most 10"):
        read(tmp_path, b"more than ten characters", max_characters=10)
    for data in (b"MZ\x90\0\x03\0", b"\x1f\x8b\x08\0abc", bytes(range(256)) * 8, b"\0\0\0\x20ftypheic\0\0"):
        with pytest.raises(Unsupported) as refusal:
            read(tmp_path, data)
        assert refusal.value.hint
