from __future__ import annotations

from modules.core.findings import Citation
from modules.core.grid import Asked, Cell
from modules.core.quoting import Quotation
from modules.core.types import Document, DocumentState, Support
from modules.domains.legal.citing import clause
from modules.ui.answer_data import Places
from modules.ui.components import Picked
from modules.ui.legal.across_data import Grid, exported, quotation, shown

DOCUMENTS = [Document(one, f"{one}.pdf", "application/pdf", 1, 9, 1, DocumentState.READY, 0.0) for one in "abc"]
LAW, RENT = Asked("Law", "Which law governs the contract?"), Asked("What is the rent?", "What is the rent?")
QUOTE = Quotation(Citation("a", 4, 0, 9, "The laws of Delaware govern this Agreement."), ("12 General", "12.1 Law"))
CELLS = {
    ("a", LAW.question): Cell((QUOTE, QUOTE), found=True),
    ("a", RENT.question): Cell(
        (QUOTE,),
        found=True,
        answer="It is 9 euros.",
        support=Support.NUMBER_NOT_FOUND,
        reason="9 is not there",
        model="phi4",
    ),
    ("b", LAW.question): Cell((QUOTE,)),
    ("b", RENT.question): Cell(),
    ("c", LAW.question): Cell(problem="The server is unreachable."),
}
GRID = Grid(DOCUMENTS, [LAW, RENT], CELLS, Places({one.id: one for one in DOCUMENTS}, clause))


def test_a_table_shows_values_answers_quotes_and_what_is_missing() -> None:
    data = shown(GRID)
    assert data["columns"] == [{"title": "Law", "question": LAW.question}, {"title": RENT.title, "question": ""}]
    [[found, answered], [closest, silent], [failed, empty]] = [row["cells"] for row in data["rows"]]
    assert (found["values"], found["note"], found["more"]) == ("Delaware", "", "1 more quote")
    assert found["quotes"][0] == {"words": QUOTE.citation.text, "place": "Page 4, clause 12.1"}
    assert (answered["answer"], answered["kind"]) == ("It is 9 euros.", "figure")
    assert answered["label"].endswith(": 9 is not there")
    assert closest["note"].endswith("What comes closest:")
    assert closest["values"] == ""
    assert silent["note"].endswith("nothing about this.")
    assert failed["note"] == "The server is unreachable."
    assert empty["note"] == "Not asked yet"


def test_what_rules_made_of_the_quotes_is_the_value() -> None:
    cells = {("a", LAW.question): Cell((QUOTE,), found=True, decided=True, value="England")}
    assert shown(Grid(DOCUMENTS, [LAW], cells, GRID.places))["rows"][0]["cells"][0]["values"] == "England"


def test_a_table_is_exported_with_its_quotes() -> None:
    table = exported(GRID)
    assert table.titles() == ["Contract", LAW.question, RENT.question]
    assert table.rows[0][:2] == (
        "a.pdf",
        "Delaware\n“The laws of Delaware govern this Agreement.” (Page 4, clause 12.1)\n"
        "“The laws of Delaware govern this Agreement.” (Page 4, clause 12.1)",
    )
    assert str(table.rows[0][2]).startswith("It is 9 euros.\n(A number that is not in the contract: 9 is not there)")
    assert table.remarks == ("1 cell not filled when this was made.",)
    assert table.privilege.startswith("Privileged")


def test_a_click_opens_its_quote_and_a_stale_one_nothing() -> None:
    assert quotation(GRID, Picked(0, 0, 1)) == QUOTE
    assert quotation(GRID, Picked(1, 1, 0)) is None
    assert quotation(GRID, Picked(2, 1, 0)) is None
    assert quotation(GRID, Picked(9, 0, 0)) is None
