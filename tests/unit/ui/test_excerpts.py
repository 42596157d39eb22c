"""Which part of a passage a card shows."""

from __future__ import annotations

from modules.core.types import Passage, Quote, Sentence, Support
from modules.ui.excerpts import excerpt, vouching

COLUMNS = "(in thousands) December 31, | 2025 | 2024"
ROWS = [f"Kind {letter} of asset that the company holds | 1,00{number} | 9" for number, letter in enumerate("abcdef")]
TABLE = "\n".join((COLUMNS, *ROWS, "Total current liabilities | 48,910 | 44,020", "Goodwill | 5 | 6"))


def passage(text: str, header: str = "") -> Passage:
    return Passage(2, "d", "report.pdf", 7, 100, 100 + len(text), (), header, text, 1.0)


def text_of(runs: tuple[tuple[str, bool], ...]) -> str:
    return "".join(part for part, _ in runs)


def test_a_card_shows_the_row_that_matches_under_its_column_headings() -> None:
    shown = excerpt(passage(TABLE), "What were total current liabilities on December 31, 2025?")
    assert shown.header == COLUMNS
    assert text_of(shown.runs).startswith("… Total current liabilities | 48,910")
    assert [part for part, on in shown.runs if on] == ["Total", "current", "liabilities"]


def test_the_headings_of_a_table_that_began_before_the_passage_are_the_chunks_own() -> None:
    rows = "\n".join(ROWS[3:])
    assert excerpt(passage(rows, "Assets | 2025 | 2024"), "kind f").header == "Assets | 2025 | 2024"


def test_what_the_answer_was_taken_from_counts_more_than_the_words_of_the_question() -> None:
    at = 100 + TABLE.index("Goodwill")
    shown = excerpt(passage(TABLE), "What were total current liabilities?", ((at, at + 16),))
    assert text_of(shown.runs).startswith("… Goodwill | 5")


def test_a_passage_that_matters_near_its_beginning_is_shown_from_there() -> None:
    shown = excerpt(passage("Term. The term ends in May.\n\nRent. The rent is 500 euros."), "What is the rent?")
    assert (shown.header, text_of(shown.runs)) == ("", "Term. The term ends in May.\nRent. The rent is 500 euros.")


def test_lines_of_a_page_end_where_sentences_do() -> None:
    shown = excerpt(passage("She has\nnot fallen.\n\nNo chest pain."), "falls")
    assert text_of(shown.runs) == "She has not fallen.\nNo chest pain."


def test_where_nothing_matches_a_passage_is_shown_from_its_beginning() -> None:
    assert text_of(excerpt(passage(TABLE), "Who?").runs).startswith(COLUMNS)


def test_what_vouches_for_sentences_comes_in_their_order_and_once() -> None:
    checked = [
        Sentence(0, 9, Support.SUPPORTED, 1.0, (Quote(2, 120, 130), Quote(1, 0, 5))),
        Sentence(9, 20, Support.SUPPORTED, 1.0, (Quote(2, 104, 110), Quote(2, 120, 130))),
    ]
    assert vouching(checked, 2) == ((120, 130), (104, 110))
