"""Rewordings that may stand and those that may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.domains.medical.letter.kept import faithful, kept

LINE = "You will take 5 mg of warfarin on Monday 3 May 2027, and you have no pain in the left knee."


@pytest.mark.parametrize(
    "said",
    [
        LINE.replace("5 mg", "50 mg"),
        LINE.replace("5 mg", "5 mcg"),
        LINE.replace("5 mg of ", ""),
        LINE.replace("3 May", "4 May"),
        LINE.replace("2027", "2026"),
        LINE.replace("Monday", "Sunday"),
        LINE.replace("no pain", "pain"),
        LINE.replace("no pain in", "pain, no swelling in"),
        LINE.replace("will take", "will not take"),
        LINE.replace("left", "right"),
        LINE.replace(" left", ""),
        LINE + " Take it 2 times.",
        LINE + " Take it two times.",
    ],
)
def test_a_changed_fact_is_seen(said: str) -> None:
    assert not kept(LINE, said)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LINE, LINE.replace(", and you", ". You")),
        ("You deny dyspnea.", "You said you have no trouble breathing."),
        ("You are a 40-year-old woman with gout.", "You have gout."),
        ("Come right away.", "Come at once."),
        ("bilateral pain", "pain on both sides"),
        ("", ""),
    ],
)
def test_other_words_for_the_same_may_stand(before: str, after: str) -> None:
    assert kept(before, after)


def test_a_model_may_neither_rename_a_medicine_nor_add_a_thing() -> None:
    line = "You should continue to utilize aspirin for your heart condition."
    assert faithful(line, "Keep taking aspirin for your heart.", ["aspirin"])
    assert not faithful(line, "Keep taking Plavix for your heart.", ["aspirin", "Plavix"])
    assert not faithful(line, "Keep taking the pill for your heart.", ["aspirin"])
    assert not faithful(line, "Keep taking aspirin for your heart and hospital recovery.", ["aspirin"])
    assert not faithful(line, "", ["aspirin"])


@given(st.text(max_size=80))
def test_a_text_keeps_itself(text: str) -> None:
    assert kept(text, text)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["mg", "mcg", "mL", "units", "puffs"]))
def test_two_doses_are_told_apart(one: int, other: int, unit: str) -> None:
    assert kept(f"Take {one} {unit} daily.", f"Take {other} {unit} daily.") == (one == other)
