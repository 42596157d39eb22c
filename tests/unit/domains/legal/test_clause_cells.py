from __future__ import annotations

import pytest

from modules.core.findings import Citation
from modules.core.grid import Cell
from modules.domains.legal.citing import clause, path
from modules.domains.legal.clause_cells import cell
from modules.domains.legal.clauses import BY_KEY, ClauseFinding, ClauseReview

QUOTES = (Citation("d", 2, 0, 9, "It may end."), Citation("d", 3, 0, 9, "On 30 days' notice."))


def reviewed(key: str, answer: str, *notes: str, quotes: tuple[Citation, ...] = QUOTES) -> Cell | None:
    category = BY_KEY[key]
    finding = ClauseFinding(
        key, category.name, "", "", bool(quotes), quotes, ("5.2(a)", "")[: len(quotes)], answer, "", 0.9, ""
    )
    return cell(ClauseReview("d", "d.pdf", (finding,), notes), category)


def test_a_cell_shows_the_answer_and_the_quotes_with_their_clauses() -> None:
    made = reviewed("governing_law", "Delaware")
    assert made is not None
    assert (made.value, made.found, made.decided) == ("Delaware", True, True)
    assert [one.citation for one in made.quotes] == list(QUOTES)
    assert [clause(one.section) for one in made.quotes] == ["clause 5.2(a)", ""]


@pytest.mark.parametrize(("answer", "value"), [("Yes: 30 days", "30 days"), ("Yes", "")])
def test_a_yes_is_left_out_since_the_question_may_be_put_the_other_way_round(answer: str, value: str) -> None:
    made = reviewed("anti_assignment", answer)
    assert made is not None
    assert made.value == value


def test_what_is_absent_is_decided_unless_the_review_cannot_tell() -> None:
    assert reviewed("insurance", "No", quotes=()) == Cell(decided=True)
    assert reviewed("insurance", "No", "The text reads like German.", quotes=()) is None
    assert reviewed("insurance", "Yes", "The text reads like German.") is not None


@pytest.mark.parametrize("reference", ["5", "5.2", "5.2(a)", "12.1(b)(ii)"])
def test_a_reference_is_the_path_to_its_clause(reference: str) -> None:
    assert clause(path(reference)) == f"clause {reference}"


def test_a_title_is_a_path_of_one_step() -> None:
    assert path("Schedule B (Fees)") == ("Schedule B (Fees)",)
