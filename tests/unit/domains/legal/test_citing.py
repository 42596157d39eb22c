from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.legal.citing import clause


@pytest.mark.parametrize(
    ("section", "named"),
    [
        (("SERVICES AGREEMENT", "5 Term", "5.2 Termination", "(a)"), "clause 5.2(a)"),
        (("5 Term", "5.2 Termination", "(a)", "(iii)"), "clause 5.2(a)(iii)"),
        (("ARTICLE IV PAYMENT", "Section 4.2 Late payment"), "clause 4.2"),
        (("ARTICLE IV PAYMENT",), "Article IV"),
        (("ARTICLE IV PAYMENT", "(b)"), "Article IV(b)"),
        (("Schedule B Fees", "2 Rates"), "Schedule B, clause 2"),
        (("Exhibit 10.1", "7 Confidentiality"), "clause 7"),
        (("SERVICES AGREEMENT", "RECITALS", "(E)"), "(E)"),
        (("12 NOTICES", "With a copy to:"), "clause 12"),
        (("NON-DISCLOSURE AGREEMENT",), ""),
        ((), ""),
    ],
)
def test_a_place_is_named_by_its_clause(section: tuple[str, ...], named: str) -> None:
    assert clause(section) == named


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_path_has_a_name_or_none(section: list[str]) -> None:
    assert isinstance(clause(section), str)
