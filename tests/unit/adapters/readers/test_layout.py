"""The layout analysis on words that are placed by hand."""

from __future__ import annotations

from modules.adapters.readers.headings import Style
from modules.adapters.readers.layout import page_of
from modules.adapters.readers.words import Word, normal
from modules.core.types import Box


def words(line: str, x: float, y: float, *, hyphen: bool = False) -> list[Word]:
    placed = []
    for text in line.split():
        width = 5.0 * len(text)
        placed.append(
            Word(text, x, y, x + width, y + 10, Box(x / 600, y / 800, (x + width) / 600, (y + 10) / 800), 10.0)
        )
        x += width + 2.5
    placed[-1].hyphen = hyphen
    return placed


def test_a_word_cut_at_the_end_of_a_line_is_whole_and_has_both_boxes() -> None:
    stream = words("this is impor", 50, 100, hyphen=True) + words("tant to know", 50, 112)
    page = page_of(1, stream, Style())
    assert page.text == "this is important\nto know"
    assert len(page.locate(8, 17)) == 2


def test_a_hyphen_that_belongs_to_a_word_is_kept() -> None:
    stream = words("a non", 50, 100, hyphen=True) + words("GAAP measure of long", 50, 112, hyphen=True)
    stream += words("term debt", 50, 124)
    assert page_of(1, stream, Style()).text == "a non-GAAP\nmeasure of long-term\ndebt"


def test_known_words_decide_about_the_hyphen() -> None:
    style = Style()
    page_of(1, words("the cooperation lasted", 50, 100), style)
    stream = words("a coop", 50, 100, hyphen=True) + words("eration of firms", 50, 112)
    assert page_of(2, stream, style).text == "a cooperation\nof firms"


def test_a_heading_over_several_columns_goes_with_each() -> None:
    stream = words("Three months ended", 205, 100) + words("2019", 200, 112) + words("2018", 280, 112)
    for number, row in enumerate((("Revenue", "100", "90"), ("Costs", "80", "70"))):
        stream += words(row[0], 50, 124 + 12 * number) + words(row[1], 203, 124 + 12 * number)
        stream += words(row[2], 283, 124 + 12 * number)
    [table] = page_of(1, stream, Style()).blocks
    assert table.header == "| Three months ended 2019 | Three months ended 2018"


def test_rows_of_short_texts_at_the_same_places_are_a_table() -> None:
    stream = []
    for number, row in enumerate((("Name", "Role"), ("Ada", "Author"), ("Grace", "Editor"), ("Alan", "Reader"))):
        stream += words(row[0], 50, 100 + 12 * number) + words(row[1], 200, 100 + 12 * number)
    page = page_of(1, stream, Style())
    assert "Grace | Editor" in page.text
    assert [block.kind for block in page.blocks] == ["table"]


def test_a_clause_and_its_number_are_one_line() -> None:
    stream = words("1.1", 50, 100) + words("Term of this agreement", 90, 100)
    stream += words("1.2", 50, 112) + words("Renewal of this agreement", 90, 112)
    stream += words("1.3", 50, 124) + words("End of this agreement", 90, 124)
    assert page_of(1, stream, Style()).text.splitlines()[0] == "1.1 Term of this agreement"


def test_words_are_normalised() -> None:
    assert normal("ﬁnance\u00ad") == "finance"
    assert normal("\u0001\u200b") == ""
