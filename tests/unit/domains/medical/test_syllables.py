"""Syllables of words and figures as they are read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.syllables import syllables

# A hyphen stands where one syllable ends and the next begins.
WORDS = """
the pain date whole walked times due eye heart pulse through once don't can't
ta-ble need-ed trou-bled plac-es be-ing safe-ly spas-m rhyth-m qui-et flu-id head-ache some-times cough-ing
peo-ple asth-ma did-n't is-n't swol-len doc-tor pres-sure stom-ach lay-er m-g C-T nurse's
a-re-a vid-e-o pe-ri-od med-i-cine al-ler-gy cor-ne-a ac-tu-al typ-i-cally in-ju-ry co-ex-ist in-fec-tion ar-thri-tis
di-a-be-tes as-so-ci-ate bac-te-ri-a ap-pre-ci-ate co-or-di-nate hy-per-ten-sion
sub-cu-ta-ne-ous ex-am-i-na-tion pre-op-er-a-tive ap-pen-di-ci-tis
"""


@pytest.mark.parametrize("written", WORDS.split())
def test_words(written: str) -> None:
    assert syllables(written.replace("-", "")) == written.count("-") + 1


FIGURES = {
    "5": 1,
    "7": 2,
    "11": 3,
    "17": 3,
    "20": 2,
    "45": 3,
    "70": 3,
    "77": 5,
    "100": 3,
    "102": 4,
    "1.5": 3,
    "0.25": 5,
}
LONG_FIGURES = {"1,000": 3, "2026": 6, "120": 5, "999999": 14, "5551234": 7}


@pytest.mark.parametrize(("figure", "number"), [*FIGURES.items(), *LONG_FIGURES.items()])
def test_figures_are_read_aloud(figure: str, number: int) -> None:
    assert syllables(figure) == number


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'’0123456789.,¹", min_size=1))
def test_anything_written_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1
