"""Hits and coverage, and finding a source's characters in what was read of it."""

from __future__ import annotations

from collections import Counter

import pytest

from modules.core.types import Page
from modules.evaluation.datasets import Evidence, Source
from modules.evaluation.retrieval_metrics import Aligned, Gold, Stretch, coverage, gold, is_hit

TEXT = "Ａcme pays\r\n\r\nten  euros. The ﬁrst is due."


def stretch(start: int, end: int, document: str = "d", page: int = 1, text: str = "") -> Stretch:
    return Stretch(document, page, start, end, text)


def test_characters_are_found_whatever_the_reader_did_to_spaces_and_ligatures() -> None:
    pages = [Page(1, "Acme pays\nten euros."), Page(2, "The first is due.")]
    aligned = Aligned(Source("d", TEXT), pages)
    start = TEXT.index("ten")
    assert [one.text for one in aligned.stretches(start, start + len("ten  euros."))] == ["ten euros."]
    both = aligned.stretches(0, len(TEXT))
    assert [(one.page, one.text) for one in both] == [(1, pages[0].text), (2, pages[1].text)]


@pytest.mark.parametrize(
    ("found", "right"), [((0, 10), True), ((95, 200), True), ((99, 400), False), ((200, 300), False)]
)
def test_a_hit_shares_half_of_the_shorter(found: tuple[int, int], right: bool) -> None:
    wanted = [Gold((stretch(0, 100),)), Gold((stretch(120, 150),))] if found[1] == 200 else [Gold((stretch(0, 100),))]
    assert is_hit(stretch(*found), wanted) is right


def test_another_document_or_page_is_no_hit() -> None:
    assert not is_hit(stretch(0, 100, page=2), [Gold((stretch(0, 100),))])
    assert not is_hit(stretch(0, 100, document="e"), [Gold((stretch(0, 100),))])


def test_coverage_counts_each_character_once() -> None:
    wanted = [Gold((stretch(0, 100),))]
    assert coverage([stretch(0, 30), stretch(20, 50), stretch(90, 200)], wanted) == pytest.approx(0.6)
    assert coverage([], wanted) == 0


def test_words_on_a_page_count_as_often_as_they_stand_there() -> None:
    wanted = [gold(Evidence("d", page=3, text="net income 5 5 2"), None)]
    assert wanted[0].words == Counter({"net": 1, "income": 1, "5": 2, "2": 1})
    assert is_hit(stretch(7, 9, page=3), wanted)
    context = [stretch(0, 9, page=3, text="Net income 5"), stretch(0, 9, page=4, text="2")]
    assert coverage(context, wanted) == pytest.approx(0.6)
