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
        ("So it is, as stated in Passage 1.", "So it is [1]."),
        ("So it is, as stated in Passage 1. [1]", "So it is [1]. [1]"),
        ("So it is in passages 1 and 2.", "So it is [1][2]."),
        ("In passage 1 it is so [1].", "In passage 1 it is so [1]."),
        ("In passage 9 it is, and per passage 1 it is so.", "In passage 9 it is, and per passage 1 it is so."),
        ("So it is [1: contract.pdf, page 3].", "So it is [1]."),
        ("So it is [9].", "So it is."),
        ("So it is [cut here]. [1]", "So it is. [1]"),
        ("So it is [1] [1].", "So it is [1]."),
        ("In [2021] it was (12) or [sic].", "In [2021] it was (12) or [sic]."),
    ],
)
def test_every_spelling_becomes_one(written: str, shown: str) -> None:
    assert resolve(written, {1, 2, 3}) == shown


@pytest.mark.parametrize("end", ["[", "[1", "[1,", "【1", " [pass", "(passage", "<pass"])
def test_an_incomplete_marker_is_held_back(end: str) -> None:
    assert resolve_partial("So it is" + end, {1}) == "So it is"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The range is [10-20] and row [3].", "The range is [10-20] and row."),
        ("Between [7, 8] and [0, 1] at [12:30].", "Between [7, 8] and [0, 1] at [12:30]."),
        ("A share of [85] in [2023] or [mg].", "A share of [85] in [2023] or [mg]."),
        ("It is so [7].", "It is so."),
        ("It is so [1, 9].", "It is so [1]."),
        ("It is so [passage 40].", "It is so."),
    ],
)
def test_only_what_could_be_a_marker_is_dropped(written: str, shown: str) -> None:
    assert resolve(written, {1, 2}) == shown


def test_a_number_that_is_no_marker_is_read_as_text() -> None:
    assert markers_in("a share of [85] [1]") == [1]
    assert without_markers("a share of [85] [1]") == "a share of [85]    "
    assert with_markers("A share of [85] [1].", [2]) == "A share of [85]. [2]"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("It is $84,900 [1] . More.", "It is $84,900 [1]. More."),
        ("It is $84,900 [9] .", "It is $84,900."),
        ("Fever, hives…, [1].", "Fever, hives… [1]."),
        ("Fever, hives, [9].", "Fever, hives."),
        ("Fever [1] , hives.", "Fever [1], hives."),
        ("Fever, [1] hives.", "Fever, [1] hives."),
    ],
)
def test_no_gap_and_no_stray_comma_is_left_at_a_marker(written: str, shown: str) -> None:
    assert resolve(written, {1, 2}) == shown


def test_markers_can_be_read_blanked_and_set() -> None:
    assert markers_in("a [2][1] b [2]") == [2, 1]
    assert without_markers("a [12] b") == "a      b"
    assert with_markers("It is so [3].", [1, 2]) == "It is so. [1][2]"
    assert with_markers("It is so [3].", []) == "It is so."
