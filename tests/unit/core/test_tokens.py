"""The estimates against texts whose true counts were taken once with the tokenizer of Qwen 2.5 (151,936 tokens)."""

from __future__ import annotations

import pytest

from modules.core.tokens import fewest_tokens, most_tokens, prompt_tokens

COUNTED = {
    "The tenant shall not assign this lease without the prior written consent of the landlord.": 16,
    "Total current assets | 12,345 | 11,987\nCash and cash equivalents | 1,204 | 998\n": 37,
    "Hypertension, type 2 diabetes mellitus; metformin 500 mg b.i.d., lisinopril 10 mg q.d.": 35,
    "1.2(a)(iii) Notwithstanding anything to the contrary herein, indemnification obligations survive.": 20,
    "Die Kündigungsfrist beträgt drei Monate zum Monatsende; § 573c BGB gilt entsprechend.": 29,
    "f(x) = x^2 + 3x - 4, so f'(x) = 2x + 3 and the minimum lies at x = -1.5.": 39,
    "租户不得在未经房东事先书面同意的情况下转让本租约。": 15,
}


@pytest.mark.parametrize(("text", "true"), COUNTED.items())
def test_the_truth_lies_between_the_two(text: str, true: int) -> None:
    assert fewest_tokens(text) <= true <= most_tokens(text)


def test_the_upper_one_is_not_far_off_for_prose_and_tables() -> None:
    western = [(text, true) for text, true in COUNTED.items() if text.isascii()]
    assert sum(most_tokens(text) for text, _ in western) < 1.4 * sum(true for _, true in western)


def test_nothing_has_no_tokens_but_a_message_around_it_has() -> None:
    assert most_tokens("") == fewest_tokens("") == 0
    assert prompt_tokens(["", ""]) > 0
