from __future__ import annotations

from typing import Any

import pytest

from modules.core.findings import Citation
from modules.domains.medical.draft import Line, Origin
from modules.domains.medical.fact import Fact, Kind
from modules.domains.medical.facts import extract_note
from modules.domains.medical.reading import read_text
from modules.ui.medical import facts_view, summary_draft
from modules.ui.medical.fact_rows import headed, rows
from modules.ui.medical.places import Places

PLACES = Places(lambda quote: f"note.pdf, page {quote.page}")


def shown(text: str, kind: Kind) -> dict[str, Any]:
    found = [fact for fact in extract_note(read_text(text)) if fact.kind is kind]
    return facts_view.data(kind, rows(found), PLACES, {})


def test_a_column_in_which_no_row_says_anything_is_not_shown() -> None:
    table = shown("Allergies\nPenicillin\nLatex", Kind.ALLERGY)
    assert table["columns"] == ["Allergy", "Stated"]
    assert [[cell["text"] for cell in row["cells"]] for row in table["rows"]] == [["yes"], ["yes"]]


def test_a_column_stays_for_one_row_that_fills_it() -> None:
    table = shown("Allergies\nPenicillin: rash\nLatex", Kind.ALLERGY)
    assert table["columns"] == ["Allergy", "Reaction", "Stated"]
    assert [[cell["text"] for cell in row["cells"]] for row in table["rows"]] == [["rash", "yes"], ["", "yes"]]


@pytest.mark.parametrize(("text", "head"), [("She has knee pain.", "Knee pain"), ("eGFR 39 mL/min.", "eGFR")])
def test_a_row_begins_with_a_capital_where_the_name_is_a_word(text: str, head: str) -> None:
    found: list[Fact] = [fact for fact in extract_note(read_text(text)) if fact.kind in (Kind.PROBLEM, Kind.LAB)]
    assert headed(found[0]) == head


def test_quotes_of_one_page_are_numbered_and_not_named_again() -> None:
    quotes = tuple(Citation("note", page, start, start + 3, "abc") for page, start in ((1, 0), (1, 9), (2, 0)))
    line = Line("l", "abc", Origin.FACTS, quotes)
    assert [one["label"] for one in summary_draft.sources(PLACES, line)] == [
        "note.pdf, page 1",
        "2",
        "note.pdf, page 2",
    ]
