"""Asking over a chart: citations say the day of their note, and a day in the past leaves later notes out."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from modules.core.types import Scope
from modules.store.conversations import Turn
from modules.ui.exports import exported
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import opened, shelve, vouch, words

__all__ = ["vouch"]  # a fixture

MEDICAL = Scope("local", "medical")
EARLIER = b"# Visit note\n\nDate: 3 February 2026\n\nThe potassium of the patient was 4.1 mmol/L on this visit.\n"
LATER = b"# Visit note\n\nDate: 20 March 2026\n\nThe potassium of the patient was 5.9 mmol/L on this visit.\n"
UNDATED = b"# List\n\nThe potassium of the patient is to be measured again by his own doctor.\n"


def asked(at: AppTest, vouch: FakeVouch) -> Turn:
    """Ask, wait for the worker, and return the turn."""
    at.chat_input[0].set_value("What was the potassium of the patient?").run()
    [conversation] = vouch.conversations(MEDICAL).all()
    [turn] = vouch.conversations(MEDICAL).turns(conversation.id)
    vouch.answers(MEDICAL).wait(turn.id, 10)
    return vouch.conversations(MEDICAL).turn(turn.id)


def chart(vouch: FakeVouch) -> None:
    for name, content in (("february.md", EARLIER), ("march.md", LATER), ("list.md", UNDATED)):
        shelve(vouch, name, content, MEDICAL)


def names(turn: Turn) -> set[str]:
    assert turn.answer
    return {passage.document_name for passage in turn.answer.passages}


def test_without_a_day_everything_is_searched(vouch: FakeVouch) -> None:
    chart(vouch)
    turn = asked(opened("medical"), vouch)
    assert names(turn) == {"february.md", "march.md", "list.md"}
    assert turn.answer
    assert turn.answer.narrowed == ""


def test_as_of_a_day_later_notes_are_not_searched_and_the_answer_says_so(vouch: FakeVouch) -> None:
    chart(vouch)
    at = opened("medical").date_input(key="as of").set_value(date(2026, 3, 1)).run()
    said = "As of 1 March 2026: 2 of 3 documents searched, 1 document without a date among them."
    assert said in words(at)
    turn = asked(at, vouch)
    assert names(turn) == {"february.md", "list.md"}
    assert turn.answer
    assert turn.answer.narrowed == said
    assert said in words(at.run())


def test_a_day_before_every_note_is_said_in_place_of_a_search_of_all(vouch: FakeVouch) -> None:
    shelve(vouch, "march.md", LATER, MEDICAL)
    at = opened("medical").date_input(key="as of").set_value(date(2020, 1, 1)).run()
    at = at.chat_input[0].set_value("What was the potassium?").run()
    assert "None of the documents can be searched as of 1 January 2020." in words(at)
    assert not vouch.conversations(MEDICAL).all()


def test_an_export_says_the_day_of_each_note(vouch: FakeVouch) -> None:
    chart(vouch)
    at = opened("medical")
    asked(at, vouch)
    [conversation] = vouch.conversations(MEDICAL).all()
    text = exported(at.session_state["workspace medical"], conversation, "md").decode()
    assert "march.md, 20 March 2026" in text
    assert "february.md, 3 February 2026" in text
    assert "list.md, List" in text


@pytest.mark.usefixtures("vouch")
def test_an_empty_shelf_offers_no_day() -> None:
    assert not opened("medical").date_input
