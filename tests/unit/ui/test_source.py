"""What the reading drawer marks in a page's text."""

from __future__ import annotations

import pytest

from modules.ui.opening import Viewing
from modules.ui.source import layers

TEXT = "Head. The rent is 500. It is due. Foot."


@pytest.mark.parametrize(
    ("viewing", "expected"),
    [
        (Viewing("d", "n", 1), [(TEXT, "")]),
        (
            Viewing("d", "n", 1, (6, 33), ((6, 22),)),
            [("Head. ", ""), ("The rent is 500.", "said"), (" It is due.", "passage"), (" Foot.", "")],
        ),
        (Viewing("d", "n", 1, (0, len(TEXT)), ()), [(TEXT, "passage")]),
    ],
)
def test_what_was_said_is_marked_within_its_passage(viewing: Viewing, expected: list[tuple[str, str]]) -> None:
    assert layers(TEXT, viewing) == expected
