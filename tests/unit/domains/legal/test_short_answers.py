from __future__ import annotations

import pytest

from modules.core.grid import parse
from modules.domains.legal.questions import SETS
from modules.domains.legal.short_answers import values_for


@pytest.mark.parametrize(
    ("question", "quote", "values"),
    [
        ("Which law governs the contract?", "It is governed by the laws of the State of New York.", ("New York",)),
        ("When does the term end?", "The term ends on 31 March 2027.", ("2027-03-31",)),
        ("What notice is needed?", "Upon sixty (60) days' prior written notice.", ("60 days",)),
        ("To what amount is liability limited?", "Liability is limited to $1,000,000 or 5%.", ("USD 1,000,000", "5 %")),
        ("Who are the parties?", "Between Acme Inc. of Delaware and Bolt LLC, since 1 May 2020.", ()),
        ("When does it end?", "At the end of the season.", ()),
    ],
)
def test_the_values_that_a_question_asks_for(question: str, quote: str, values: tuple[str, ...]) -> None:
    assert values_for(question, [quote]) == values


def test_the_first_quote_with_a_value_gives_it() -> None:
    assert values_for("When does it end?", ["In due time.", "On 1 May 2020.", "On 2 May 2020."]) == ("2020-05-01",)


@pytest.mark.parametrize("name", SETS)
def test_the_shipped_sets_are_sets_of_ten(name: str) -> None:
    asked = parse(SETS[name])
    assert len(asked) == 10
    assert all(one.title != one.question for one in asked)
