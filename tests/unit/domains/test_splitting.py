"""The splitters of the four fields: the structure that they follow, and that they lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.core.splitting import StructureSplitter, estimate_tokens
from modules.core.types import Page
from modules.domains.education.splitting import EducationSplitter
from modules.domains.finance.splitting import FinanceSplitter
from modules.domains.legal.splitting import LegalSplitter
from modules.domains.medical.splitting import MedicalSplitter

SPLITTERS: list[type[StructureSplitter]] = [LegalSplitter, MedicalSplitter, FinanceSplitter, EducationSplitter]
PIECES = st.sampled_from(
    [
        *("ARTICLE II", "5.2 Term.", "(a) pay;", "(i) now", "Section 9.1. Notices.", "Plan:", "HPI", "1. Asthma"),
        *("PART I", "Item 7A. Risk", "Note 4 - Debt", "Balance Sheets", "Example 5.4", "Exercises", "# Title"),
        *("the party shall", "1,234 5,678", "of Delaware. 9.2 Law. Any", "\n", "\n\n", "x", "."),
    ]
)


def sections(splitter: StructureSplitter, text: str) -> dict[str, tuple[str, ...]]:
    """First words of each span -> its section path."""
    return {" ".join(text[span.start : span.end].split()[:2]): span.section for span in splitter.split([Page(1, text)])}


@pytest.mark.parametrize("splitter", SPLITTERS)
@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=120).map(" ".join)))
def test_nothing_is_lost_or_twice(splitter: type[StructureSplitter], text: str) -> None:
    position = 0
    for span in splitter(target=40, least=12).split([Page(1, text)]):
        assert not text[position : span.start].strip()
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        assert estimate_tokens(text[span.start : span.end]) <= 80 + 12
        position = span.end
    assert not text[position:].strip()


BODY = "The party that is named above shall do what is written here without delay and at its own cost. "


def test_contracts_are_cut_at_clauses_and_sub_clauses() -> None:
    text = (
        f"SERVICES AGREEMENT\n\n{BODY * 4}\n\nARTICLE V\nTERM\n\n5.1 Term. {BODY * 4}\n\n"
        f"5.2 Termination. {BODY * 4}\n\n(a) for cause: {BODY * 4}\n\n"
        f"(i) after notice, {BODY * 4}\n\n(b) for convenience. {BODY * 4}"
    )
    found = sections(LegalSplitter(), text)
    assert found["ARTICLE V"] == ("ARTICLE V", "TERM", "5.1 Term")
    assert found["(a) for"][-2:] == ("5.2 Termination", "(a)")
    assert found["(i) after"][-3:] == ("5.2 Termination", "(a)", "(i)")
    assert found["(b) for"][-2:] == ("5.2 Termination", "(b)")


def test_item_i_after_h_is_a_letter() -> None:
    items = "\n\n".join(f"({letter}) {BODY * 4}" for letter in "ghijk")
    found = sections(LegalSplitter(), f"3. Duties. {BODY * 4}\n\n{items}")
    assert found["(i) The"] == ("3 Duties", "(i)")
    assert found["(j) The"] == ("3 Duties", "(j)")


def test_a_clause_that_runs_on_in_a_line_is_found() -> None:
    found = sections(LegalSplitter(), f"9.1 Law. {BODY * 4}The laws of Delaware govern. 9.2 Notices. {BODY * 4}")
    assert found["9.2 Notices."] == ("9.2 Notices",)


def test_a_reference_at_the_start_of_a_wrapped_line_is_no_clause() -> None:
    found = sections(LegalSplitter(), f"2.1 Fees. {BODY * 4}As agreed in\nSection 4.2 The Customer pays. {BODY * 4}")
    assert set(found.values()) == {("2.1 Fees",)}


def test_notes_are_cut_at_their_sections() -> None:
    text = (
        f"HPI\n{BODY * 4}\n\nMedications: aspirin 81 mg daily. {BODY * 4}\n\n"
        f"Assessment and Plan\n{BODY * 4}\n\n1. Hypertension. {BODY * 4}"
    )
    found = sections(MedicalSplitter(), text)
    assert found["HPI The"] == ("HPI",)
    assert found["Medications: aspirin"] == ("Medications",)
    assert found["1. Hypertension."] == ("Assessment and Plan", "Hypertension")


def test_filings_are_cut_at_items_notes_and_statements() -> None:
    text = (
        f"PART II\nItem 8. Financial Statements and Supplementary Data\n{BODY * 4}\n"
        f"Consolidated Balance Sheets\n{BODY * 4}\nNote 5. Debt\n{BODY * 4}\n"
        f"Item 9A. Controls and Procedures\n{BODY * 4}"
    )
    found = sections(FinanceSplitter(), text)
    item = "Item 8. Financial Statements and Supplementary Data"
    assert found["Consolidated Balance"] == ("PART II", item, "Consolidated Balance Sheets")
    assert found["Note 5."] == ("PART II", item, "Note 5. Debt")
    assert found["Item 9A."] == ("PART II", "Item 9A. Controls and Procedures")


def test_a_table_of_contents_opens_no_sections() -> None:
    text = "Item 7. Management's Discussion 22\nItem 8. Financial Statements 39\nConsolidated Balance Sheets 41"
    assert set(sections(FinanceSplitter(), text).values()) == {()}


def test_exercises_and_labels_of_figures_open_no_sections() -> None:
    text = "5.5 Resistors in parallel\n\n6.0 V 3.0 ohm 6.0 ohm\n\nFigure labels stand above.\n\n"
    text += "5.1 A charge of 90 C passes through a heater. What is the current?\n\n5.2 Which one is the larger?\n"
    titles = {title for path in sections(EducationSplitter(), text).values() for title in path}
    assert titles == {"5.5 Resistors in parallel"}


def test_textbooks_are_cut_at_sections_examples_and_exercises() -> None:
    text = (
        f"Chapter 5: Circuits\n\n5.1 Ohm's Law\n\n{BODY * 4}\n\nExample 5.4 A divider\n\n{BODY * 4}\n\n"
        f"5.2 Power\n\n{BODY * 4}\n\nReview Questions\n\n{BODY * 4}"
    )
    found = sections(EducationSplitter(), text)
    assert found["Example 5.4"] == ("Chapter 5: Circuits", "5.1 Ohm's Law", "Example 5.4 A divider")
    assert found["5.2 Power"] == ("Chapter 5: Circuits", "5.2 Power")
    assert found["Review Questions"] == ("Chapter 5: Circuits", "5.2 Power", "Review Questions")
