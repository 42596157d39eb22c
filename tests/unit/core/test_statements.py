"""Which statement a question needs, and where one stands."""

from __future__ import annotations

import pytest

from modules.core.retrieval import Hybrid
from modules.core.statements import Statement, statement_of, wanted
from modules.core.types import Chunk
from tests.unit.core.retrieval_fakes import BagEmbedder, MemoryStore


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What is the quick ratio for 2022?", {Statement.BALANCE}),
        ("How much capex did it have?", {Statement.CASH}),
        ("Is the gross margin improving?", {Statement.INCOME}),
        ("What is the return on assets?", {Statement.BALANCE, Statement.INCOME}),
        ("What is unadjusted EBITDA?", {Statement.INCOME, Statement.CASH}),
        ("What drove the increase in gross margin?", set()),
        ("Why did net sales fall?", set()),
        ("Who is the chief executive?", set()),
    ],
)
def test_a_question_wants_the_statement_with_its_lines(question: str, kinds: set[Statement]) -> None:
    assert wanted(question) == kinds


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Consolidated Balance Sheets", Statement.BALANCE),
        ("CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS", Statement.INCOME),
        ("Consolidated Statements of Cash Flows:", Statement.CASH),
        ("Statement of Financial Position", Statement.BALANCE),
        ("Off-Balance Sheet Arrangements", None),
        ("3. Balance Sheet Components", None),
        ("Consolidated Statements of Earnings from the fair value of the derivatives.", None),
    ],
)
def test_a_chunk_stands_under_its_statements_heading(heading: str, kind: Statement | None) -> None:
    assert statement_of(Chunk("c", "d", "d.pdf", 0, 1, 0, 4, ("Item 8", heading), "", "Rows")) is kind


def test_the_statement_is_found_though_it_names_what_is_asked_nowhere() -> None:
    trees = [f"Page {number} speaks of trees." for number in range(80)]
    store = MemoryStore({"10k.pdf": [*trees, "Our gross margin fell.", "Revenue | 40 | 30\nCost of sales | 30 | 20"]})
    hybrid = Hybrid(BagEmbedder(), store, store)
    assert 81 not in {hit.chunk.ordinal for hit in hybrid.search("Is the gross margin good?", 2)}
    store.head("10k.pdf", 81, "Consolidated Statements of Income")
    assert {hit.chunk.ordinal for hit in hybrid.search("Is the gross margin good?", 2)} == {80, 81}
