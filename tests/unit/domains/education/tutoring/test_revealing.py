"""What gives an answer away, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.education.tutoring.revealing import revealed
from modules.domains.education.tutoring.task import Key

_SHELLS = "Each week Carina puts 20 more shells in a jar. There are 50 this week. How many will there be in a month?"
_CELLS = "Which part of the cell makes most of its energy?"


@pytest.mark.parametrize(
    "text",
    [
        "So there are 130 shells.",
        "That makes one hundred and thirty.",
        "Write down 1 3 0 and you are done.",
        "Now add 110 + 20.",
        "It is 13 × 10, is it not?",
        "You get 260/2 shells.",
        "It is 130.0, or nearly so.",
    ],
)
def test_a_number_is_shown_in_any_spelling(text: str) -> None:
    assert revealed(text, Key(("130",), _SHELLS))


@pytest.mark.parametrize(
    "text",
    [
        "How many shells are there next week, if there are 50 now?",
        "You add 20 each week. How often in a month?",
        "Start with 50 + 20. What comes next?",
        "Week 3 is not the last one.",
    ],
)
def test_what_the_problem_gives_may_be_said(text: str) -> None:
    assert not revealed(text, Key(("130",), _SHELLS))


def test_an_answer_that_the_problem_names_is_shown_only_as_a_result() -> None:
    key = Key(("20",), _SHELLS)
    assert not revealed("She puts 20 more shells in the jar; what does that tell you?", key)
    assert revealed("The answer is 20.", key)
    assert revealed("70 - 50 = 20", key)


@pytest.mark.parametrize("text", ["It is 3/4.", "x = 0.75", "That is 75 %.", r"So \frac{3}{4} it is"])
def test_a_fraction_is_shown_in_any_form(text: str) -> None:
    assert revealed(text, Key(("x = 3/4",), "Solve 4x = 3."))


@pytest.mark.parametrize("text", ["or 20 mA", "0.02 A flows", "that is 20,000 µA"])
def test_a_quantity_is_shown_in_any_prefix(text: str) -> None:
    assert revealed(text, Key(("0.020 A",), "Calculate I = 9.0 V / 450 ohm."))


@pytest.mark.parametrize("text", ["It is the mitochondrion.", "Mitochondria do that.", "Think of a MITOCHONDRION!"])
def test_a_term_is_shown_in_any_form(text: str) -> None:
    assert revealed(text, Key(("the mitochondrion", "mitochondria"), _CELLS))


def test_other_terms_may_be_said() -> None:
    assert not revealed("Not the nucleus: that keeps the plans. What burns the fuel?", Key(("mitochondrion",), _CELLS))


def test_two_words_tell_only_together() -> None:
    key = Key(("equivalent resistance",), "What do we call the one resistor that could replace all others?")
    assert not revealed("Each resistance counts. Find one that is equal to all.", key)
    assert revealed("It is called the equivalent resistance.", key)


def test_most_of_a_long_answer_shows_it() -> None:
    key = Key(("Light energy is turned into chemical energy that is stored in sugar",), "What happens in leaves?")
    assert revealed("In them, light energy becomes chemical energy, stored in sugars.", key)
    assert not revealed("Think of what comes in: light. What comes out?", key)


def test_yes_and_no() -> None:
    key = Key(("no",), "Is a whale a fish?")
    assert revealed("No, it breathes air.", key)
    assert revealed("Look at it closely. The answer is no.", key)
    assert not revealed("What does a whale breathe with? There is no gill to be seen.", key)


def test_the_letter_of_the_right_option() -> None:
    key = Key(("the liver",), "Where is bile made?", options=("the gall bladder", "the liver", "the stomach"))
    assert revealed("I would take option B.", key)
    assert revealed("Look at (B) again.", key)
    assert revealed("It is made in the liver.", key)
    assert not revealed("A gall bladder only stores it. Which organ fills it?", key)


@given(st.integers(2, 10_000), st.sampled_from(["So it is {}.", "{}", "x={}", "about {} of them", "({})", "**{}**"]))
def test_any_whole_number_is_shown_in_any_sentence(number: int, sentence: str) -> None:
    assert revealed(sentence.format(number), Key((str(number),), "What is it?"))
    assert revealed(sentence.format(f"{number:,}"), Key((str(number),), "What is it?"))


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=100))
def test_any_text_is_judged(text: str, answer: str, problem: str) -> None:
    assert isinstance(revealed(text, Key((answer,), problem)), str)
