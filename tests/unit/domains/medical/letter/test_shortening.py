"""Where a long sentence may be cut, and where a cut would change what it says."""

from __future__ import annotations

import pytest

from modules.domains.medical.letter.shortening import shortened


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("The scan was clear, and we will see you in May.", "The scan was clear. We will see you in May."),
        ("You have gout; this is treated.", "You have gout. This is treated."),
        ("It was red, but it healed, so we took it off.", "It was red. It healed. We took it off."),
    ],
)
def test_two_statements_become_two_sentences(long: str, short: str) -> None:
    assert shortened(long) == short


@pytest.mark.parametrize(
    "whole",
    [
        "If you feel worse, and the pain stays, call us.",
        "You have no fever, and the cough is gone.",
        "You did not fall, but you felt weak.",
        "Call us if the pain stays, and you feel worse.",
        "You have gout, and a cough.",
        "We saw the heart, the lung, and the liver.",
        "",
    ],
)
def test_what_reaches_over_the_cut_is_not_cut(whole: str) -> None:
    assert shortened(whole) == whole
