"""Reading grades of texts counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.reading_grade import readability

# Ten words and ten syllables in two sentences.
PLAIN = "The cat sat on the mat. The dog ran home."
# hy-per-ten-sion re-quires con-tin-u-ous med-i-ca-tion: four words, 4 + 2 + 4 + 4 syllables, one sentence.
HARD = "Hypertension requires continuous medication."


def test_a_plain_text() -> None:
    found = readability(PLAIN)
    assert (found.sentences, found.words, found.syllables, found.long_words) == (2, 10, 10, ())
    assert found.grade == 0  # 0.39 * 5 + 11.8 - 15.59 is below 0
    assert found.smog == pytest.approx(3.1291)


def test_a_hard_text_names_the_words_that_make_it_so() -> None:
    found = readability(HARD)
    assert (found.sentences, found.words, found.syllables) == (1, 4, 14)
    assert found.grade == pytest.approx(0.39 * 4 + 11.8 * 14 / 4 - 15.59)
    assert found.smog == pytest.approx(3.1291 + 1.0430 * (3 * 30) ** 0.5)
    assert dict(found.long_words) == {"hypertension": 1, "continuous": 1, "medication": 1}


def test_the_commonest_hard_word_comes_first() -> None:
    assert readability("Medication. Medicine. Medicine.").long_words == (("medicine", 2), ("medication", 1))


def test_lines_of_a_list_are_sentences() -> None:
    assert readability("- take it\n- rest\n- call").sentences == 3


@pytest.mark.parametrize("text", ["", " \n", "...", "-----"])
def test_without_words_there_is_no_grade(text: str) -> None:
    assert (readability(text).grade, readability(text).smog) == (0, 0)


@given(st.text())
def test_any_text_has_a_grade(text: str) -> None:
    found = readability(text)
    assert found.grade >= 0
    assert found.syllables >= found.words >= sum(number for _, number in found.long_words)
    assert found.words == 0 or found.sentences > 0
