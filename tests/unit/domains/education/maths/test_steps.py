"""Solutions step by step: right ones pass, the first wrong step is named, what cannot be told stays unverified."""

from __future__ import annotations

import pytest

from modules.domains.education.maths.steps import State, first_wrong, verify_steps


@pytest.mark.parametrize(
    "sentence",
    [
        "He sold them for $25,000 x 10 = $250,000.",
        "The average age is 20 years / 4 = 5 years.",
        "There are 15 x 3/5 = 9 liters of water.",
        "Of the 45 people invited – 4 people cannot come = 41 people attending.",
        "60% of 50 = 30 and 2/3 of 24 = 16.",
        "10/3 = 3.33 is what each gets.",
        "She uses 6Z + 4Z = 10Z ounces.",
        "56 boys divided into 4 classrooms equals 14 boys.",
        "x = 2(45) = 90",
        "The total of both: 100% - 99% = 1%",
    ],
)
def test_right_calculations_in_sentences(sentence: str) -> None:
    assert verify_steps("", [sentence])[0].state is State.VERIFIED


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He sold them for $25,000 x 10 = $25,000.", "250000"),
        ("There are 40 - 20 = 30 pupils.", "20"),
        ("That is 2(4) + 6(2) = 16 sticks.", "20"),
        ("5 + 5 = 10, so 10 / 4 = 3.5", "2.5"),
    ],
)
def test_wrong_calculations_are_named_with_what_they_should_be(sentence: str, expected: str) -> None:
    verdict = verify_steps("", ["A right line: 1 + 1 = 2.", sentence])
    assert first_wrong(verdict) == 1
    assert verdict[1].expected == expected
    assert verdict[1].wrong


@pytest.mark.parametrize(
    "sentence",
    [
        "So he has more than before.",
        "2 hours = 120 minutes",
        "A box = 12 eggs",
        "54 / 8 = 7 packs are needed.",
        "2/3 of the land is known, then x + 10 = 100.",
        "3 hours * 60 = 3 hours",
    ],
)
def test_what_cannot_be_told_is_never_called_right(sentence: str) -> None:
    assert verify_steps("", [sentence])[0].state is not State.VERIFIED


@pytest.mark.parametrize(
    ("problem", "steps", "wrong", "said"),
    [
        ("2x + 3 = 7", ["2x = 4", "x = 2"], None, ""),
        ("2x + 3 = 7", ["2x = 10", "x = 5"], 0, "other solutions"),
        ("x^2 = 3x", ["x = 3"], 0, "x = 0 is lost"),
        ("x^2-5x+6=0", ["(x-2)(x-3)=0", "x=2 or x=3"], None, ""),
        ("\\sqrt{x} = x - 2", ["x = x^2-4x+4", "x = 1 or x = 4"], 1, "x = 1"),
        ("(x+1)^2", ["x^2+1"], 0, "not equal"),
        ("(x+1)^2", ["= x^2+2x+1"], None, ""),
    ],
)
def test_algebra_line_by_line(problem: str, steps: list[str], wrong: int | None, said: str) -> None:
    verdicts = verify_steps(problem, steps)
    assert first_wrong(verdicts) == wrong
    if wrong is not None:
        assert said in verdicts[wrong].reason
