"""Whether the lines of a record carry a sentence."""

from __future__ import annotations

import pytest

from modules.domains.medical.writing.linking import turned


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The runny nose is not as bad any more.", "I mean I feel worse, but the runny nose isn't as bad any more."),
        ("The cough has not gone away.", "The cough hasn’t gone away."),
        ("He denies fever.", "No fever."),
    ],
)
def test_a_denial_in_other_words_is_the_same(sentence: str, source: str) -> None:
    assert not turned(sentence, [source])


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The cough has gone away.", "The cough hasn't gone away."),
        ("The cough has not gone away.", "The cough has gone away."),
        ("He has fever.", "He denies fever."),
    ],
)
def test_the_contrary_is_told(sentence: str, source: str) -> None:
    assert turned(sentence, [source])
