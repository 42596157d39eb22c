"""The default splitter: nothing lost, nothing twice, sizes bounded, structure followed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.core.outline import Outline
from modules.core.splitting import StructureSplitter, estimate_tokens
from modules.core.types import Block, Page, Span

WORDS = st.sampled_from(
    [
        "the",
        "Party",
        "shall",
        "1.2",
        "(a)",
        "12,345",
        "Total.",
        "ARTICLE",
        "IV",
        "#",
        "|",
        "\n",
        "\n\n",
        "\t",
        "x" * 900,
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=600).map(" ".join))


@st.composite
def pages(draw: st.DrawFn) -> Page:
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    kinds = draw(st.lists(st.sampled_from(["heading", "table"]), min_size=3, max_size=3))
    blocks = tuple(
        Block(kind, start, end, 1, "Head") for kind, start, end in zip(kinds, edges[::2], edges[1::2], strict=False)
    )
    return Page(1, text, blocks=blocks)


def check_spans(page: Page, spans: list[Span]) -> None:
    """Spans of one page cover its text in order, once, and begin and end in something to read."""
    position = 0
    for span in spans:
        assert not page.text[position : span.start].strip()
        assert span.start < span.end <= len(page.text)
        assert page.text[span.start : span.end] == page.text[span.start : span.end].strip()
        position = span.end
    assert not page.text[position:].strip()


@settings(max_examples=150, deadline=None)
@given(pages())
def test_nothing_is_lost_or_twice_and_sizes_are_bounded(page: Page) -> None:
    spans = list(StructureSplitter(target=50, least=15).split([page]))
    check_spans(page, spans)
    assert all(estimate_tokens(page.text[span.start : span.end]) <= 100 for span in spans)


@pytest.mark.timeout(60)  # it takes seconds; what grows with the square of the length takes minutes
@pytest.mark.parametrize("piece", ["x", "word ", "1.1 A.\n", "(a) "])
def test_one_endless_line_is_cut_in_time(piece: str) -> None:
    page = Page(1, piece * 100_000)
    spans = list(StructureSplitter().split([page]))
    check_spans(page, spans)
    assert max(span.end - span.start for span in spans) < 4_000


def test_sections_follow_headings_across_pages() -> None:
    body = "This sentence is long enough to fill a section of its own. " * 8
    first = Page(1, f"# Manual\n\n{body}\n\n## Safety\n\n{body}")
    second = Page(2, f"{body}\n\n## Use\n\n{body}")
    spans = list(StructureSplitter().split([first, second]))
    assert [(span.page, span.section) for span in spans] == [
        (1, ("Manual",)),
        (1, ("Manual", "Safety")),
        (2, ("Manual", "Safety")),
        (2, ("Manual", "Use")),
    ]


def test_headings_that_the_reader_marked_count() -> None:
    title = "on the care of geese"
    page = Page(1, f"{title}\nGeese need grass and water.", blocks=(Block("heading", 0, len(title), 1, title),))
    assert [span.section for span in StructureSplitter().split([page])] == [(title,)]


def test_what_the_reader_marked_outweighs_a_guess_and_a_foot_is_no_title() -> None:
    text = "Annual Results\n\nThey were better than before.\n\nHalden Analytics, Inc. / Corvane Freight Limited 2"
    page = Page(1, text, blocks=(Block("heading", 0, 14, 4, "Annual Results"),))
    [first, *_] = Outline().headings(page)
    assert (first.title, first.level) == ("Annual Results", 4)
    assert len(Outline().headings(page)) == 1


def test_table_rows_stay_whole_and_carry_their_header() -> None:
    header = "Item | 2023 | 2022"
    rows = [f"Line item number {number} | {number},000 | {number},500" for number in range(60)]
    text = "\n".join([header, *rows])
    page = Page(1, text, blocks=(Block("table", 0, len(text), header=header),))
    spans = list(StructureSplitter().split([page]))
    assert len(spans) > 3
    assert spans[0].header == ""  # it shows the header itself
    assert {span.header for span in spans[1:]} == {header}
    assert [row for span in spans for row in text[span.start : span.end].split("\n")] == [header, *rows]


def test_a_caption_goes_with_its_table() -> None:
    caption = "Consolidated balance sheets, in millions"
    rows = "\n".join(f"Line item number {number} | {number},000 | {number},500" for number in range(40))
    text = f"{caption}\n{rows}"
    page = Page(1, text, blocks=(Block("table", len(caption) + 1, len(text), header="Item | 2023 | 2022"),))
    first, second, *_ = StructureSplitter().split([page])
    assert first.start == 0
    assert "\n" in text[first.start : first.end]
    assert second.header == "Item | 2023 | 2022"


def test_small_sections_of_one_family_are_joined_under_their_parent() -> None:
    text = "# Fees\n\n## Setup\n\nTen euros.\n\n## Monthly\n\nFive euros.\n\n## Exit\n\nFree."
    assert [span.section for span in StructureSplitter().split([Page(1, text)])] == [("Fees",)]


def test_a_running_head_stops_being_a_heading() -> None:
    body = "A sentence about the business that goes on for a while. " * 10
    texts = ["ACME ANNUAL REPORT\n" + ("RISK FACTORS\n" if number == 4 else "") + body for number in range(1, 8)]
    spans = list(StructureSplitter().split([Page(number, text) for number, text in enumerate(texts, start=1)]))
    assert {span.section for span in spans if span.page == 7} == {("RISK FACTORS",)}


def test_empty_pages_give_nothing() -> None:
    assert list(StructureSplitter().split([Page(1, ""), Page(2, " \n\t ")])) == []


def test_estimate_counts_words_numbers_and_signs() -> None:
    assert estimate_tokens("Net income was $1,234.5 million.") == 11
