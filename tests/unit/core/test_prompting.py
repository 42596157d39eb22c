from __future__ import annotations

import pytest

from modules.core.prompting import condense_prompt, is_refusal, prompt, refuses
from modules.core.prompts import reminder
from modules.core.types import ModelCard, Passage
from modules.domains import discover

CARD = ModelCard("scripted", "scripted", 8_192, 500, len)
PASSAGE = Passage(1, "d", "lease.txt", 1, 0, 21, (), "", "The rent is 900 euros.", 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "The documents do not say.",
        "The documents do not say. [1]",
        "The provided passages do not contain information about the fee.",
        "The fee is not mentioned in the passages.",
        "There is no information in the documents about a fee.",
        "The documents do not say. Would you like to look at something else?",
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


def test_the_reminder_comes_last_and_only_where_an_answer_is_wanted() -> None:
    domain = discover()["legal"]
    asked = prompt("How high is the rent?", (), (PASSAGE,), domain, CARD)
    assert asked[-1].content.endswith(f"Question: How high is the rent?\n\n{reminder()}")
    condensed = condense_prompt("And the deposit?", (), (PASSAGE,), domain, CARD)
    assert condensed[-1].content.endswith("And the deposit?")
