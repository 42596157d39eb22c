from __future__ import annotations

import pytest

from modules.core.markers import markers_in, resolve, resolve_partial, with_markers, without_markers


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("So it is [1].", "So it is [1]."),
        ("So it is [1, 2].", "So it is [1][2]."),
        ("So it is [1-3].", "So it is [1][2][3]."),
        ("So it is [1][2][9].", "So it is [1][2]."),
        ("So it is【1】.", "So it is[1]."),
        ("So it is 【2†source】.", "So it is [2]."),
        ("So it is [passage 2].", "So it is [2]."),
        ("So it is (passages 1 and 2).", "So it is [1][2]."),
        ("So it is <passage 1>.", "So it is [1]."),
        ("So it is [1: contract.pdf, page 3].", "So it is [1]."),
        ("So it is [9].", "So it is."),
        ("So it is [1] [1].", "So it is [1]."),
        ("In [2021] it was (12) or [sic].", "In [2021] it was (12) or [sic]."),
    ],
)
def test_every_spelling_becomes_one(written: str, shown: str) -> None:
    assert resolve(written, {1, 2, 3}) == shown


@pytest.mark.parametrize("end", ["[", "[1", "[1,", "【1", " [pass", "(passage", "<pass"])
def test_an_incomplete_marker_is_held_back(end: str) -> None:
    assert resolve_partial("So it is" + end, {1}) == "So it is"


def test_markers_can_be_read_blanked_and_set() -> None:
    assert markers_in("a [2][1] b [2]") == [2, 1]
    assert without_markers("a [12] b") == "a      b"
    assert with_markers("It is so [3].", [1, 2]) == "It is so. [1][2]"
    assert with_markers("It is so [3].", []) == "It is so."
