from __future__ import annotations

import pytest

from modules.core.prompting import is_refusal, refuses


@pytest.mark.parametrize(
    "text",
    [
        "The documents do not say.",
        "The documents do not say. [1]",
        "The provided passages do not contain information about the fee.",
        "The fee is not mentioned in the passages.",
        "There is no information in the documents about a fee.",
        "The documents don't specify the fee. The passages do not mention a price.",
    ],
)
def test_refusals(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The text states that fees do not include taxes.",
        "The documents do not say. Still, it is 5 dollars.",
        "The Supplier does not provide support on Sundays.",
        "No fee is due.",
    ],
)
def test_answers(text: str) -> None:
    assert not is_refusal(text)


def test_one_sentence_may_refuse_within_an_answer() -> None:
    assert refuses("However, the documents do not say who signed it.")
