"""Suggested wordings: what goes to the model, what comes back, and what of it is named as made up."""

from __future__ import annotations

import time

import pytest

from modules.adapters.scripted import Scripted
from modules.core.errors import EngineBusy, MalformedReply
from modules.domains.legal.suggesting import Suggestion, remarks, suggest

WORDING = "The Recipient shall tell the Discloser of any loss within three (3) business days."


def run(model: Scripted, instruction: str = "Make it five business days.") -> Suggestion:
    steps = suggest(model, "Notice of loss", WORDING, instruction)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def test_the_model_sees_one_clause_and_the_instruction() -> None:
    said = "The Recipient shall tell the Discloser of any loss within five (5) business days."
    model = Scripted([f"“2.1 {said}”"])
    assert run(model) == Suggestion(said, (), "scripted")
    request = model.asked[0].messages[-1].content
    assert WORDING in request
    assert "five business days" in request


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("The Recipient shall tell the Discloser within 90 days.", "“90” stands neither"),
        ("The Recipient shall tell the Discloser by 5 May 2031.", "“5 May 2031” stands neither"),
        ("The Recipient shall tell Larkfield Holdings at once.", "“Larkfield Holdings” is named neither"),
        ("The Recipient shall tell the Discloser within [number] days.", "“[number]” is left to be filled in"),
        ("The Recipient shall pay ______ to the Discloser.", "“______” is left to be filled in"),
        ("The Recipient shall tell. " * 200, "more than 4,000 characters"),
    ],
)
def test_what_was_not_given_is_named(said: str, named: str) -> None:
    assert any(named in remark for remark in remarks(said, WORDING))


def test_what_was_given_in_other_words_is_not_named() -> None:
    said = (
        "Each Recipient shall tell the Discloser within three business days. One of the Recipient’s officers signs it."
    )
    assert remarks(said, WORDING) == ()


def test_a_cut_off_clause_says_so_and_an_empty_one_is_an_error() -> None:
    assert "cut off" in run(Scripted(["The Recipient " * 700])).remarks[0]
    with pytest.raises(MalformedReply):
        run(Scripted(["“ ”"]))
    with pytest.raises(EngineBusy):
        run(Scripted([EngineBusy("Busy.", "Wait.")]))


@pytest.mark.parametrize("text", ["a ", "A ", "(", "[", "<", "1.1.", "_", '"', "{"])
def test_hostile_texts_take_a_moment(text: str) -> None:
    began = time.monotonic()
    remarks(text * (200_000 // len(text)), "x")
    assert time.monotonic() - began < 15
