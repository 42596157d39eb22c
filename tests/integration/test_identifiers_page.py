"""The identifiers on the medical page: what is hidden, how the text reads, and what the visitor decides."""

from __future__ import annotations

import io

import pytest
from streamlit.testing.v1 import AppTest

from modules.core.types import Scope
from modules.safety.identifiers import Identifier, Kind
from modules.safety.pseudonyms import Replaced
from modules.ui.medical.identifiers import marked
from tests.doubles.vouch import FakeVouch
from tests.integration.house import until
from tests.integration.test_pages import opened, vouch, words

__all__ = ["vouch"]  # a fixture

MEDICAL = Scope("local", "medical")
NOTE = b"""Patient: Margaret Ellery   MRN 4471882

Mrs Ellery was seen on 21 March 2026. Warfarin 5 mg daily. Seen in the Bluebird room.
"""


def page(vouch: FakeVouch) -> AppTest:
    vouch.library(MEDICAL).add("note.txt", io.BytesIO(NOTE))
    at = opened("medical", tool="identifiers")
    assert not at.dataframe
    at.button(key="start identifiers").click().run()
    until(vouch.identities(MEDICAL).is_searched)
    return at.run()


def originals(at: AppTest) -> list[str]:
    return list(at.dataframe[0].value["In the chart"])


def test_without_a_chart_the_tool_says_what_to_do(vouch: FakeVouch) -> None:
    assert not vouch.library(MEDICAL).documents()
    assert "Add the patient's notes" in words(opened("medical", tool="identifiers"))


def test_what_is_hidden_is_listed_and_the_text_shown_without_it(vouch: FakeVouch) -> None:
    at = page(vouch)
    assert not at.exception
    assert {"Margaret Ellery", "4471882", "21 March 2026"} <= set(originals(at))
    shown = "\n".join(one.value for one in at.markdown if "Warfarin" in one.value)
    assert "Warfarin 5 mg" in shown
    assert "Ellery" not in shown


def test_a_false_hit_is_left_and_a_missed_word_hidden_until_taken_back(vouch: FakeVouch) -> None:
    at = page(vouch)
    at.multiselect(key="released words").set_value(["Margaret Ellery"])
    release = next(button for button in at.button if button.label == "Leave them")
    release.click().run()
    assert "Margaret Ellery" not in originals(at)
    at.text_input(key="missed word").set_value("Bluebird")
    next(button for button in at.button if button.label == "Hide it").click().run()
    assert "Bluebird" in originals(at)
    at.button(key="take back 0").click().run()
    assert "Bluebird" not in originals(at)


def test_a_decision_is_applied_without_another_search(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(vouch)
    monkeypatch.setattr(vouch.identities(MEDICAL).finder, "alone", None)  # whoever searched would fail
    at.text_input(key="missed word").set_value("Bluebird")
    next(button for button in at.button if button.label == "Hide it").click().run()
    assert not at.exception
    assert "Bluebird" in originals(at)


def test_another_document_is_searched_before_anything_is_shown(vouch: FakeVouch) -> None:
    at = page(vouch)
    vouch.library(MEDICAL).add("letter.txt", io.BytesIO(b"Seen by Dr Zoltan Brannock in Leeds."))
    at.run()
    assert not at.dataframe
    at.button(key="start identifiers").click().run()
    until(vouch.identities(MEDICAL).is_searched)
    both = [one.id for one in vouch.library(MEDICAL).documents()]
    assert "Zoltan Brannock" in originals(at.multiselect(key="choose chart").set_value(both).run())


def test_the_switch_for_engines_on_this_machine_is_kept(vouch: FakeVouch) -> None:
    at = page(vouch)
    assert not vouch.hides_locally("local")
    at.toggle(key="hide locally").set_value(True).run()
    assert vouch.hides_locally("local")


def test_text_of_a_document_is_never_markdown() -> None:
    text = "**Ann** <b>x</b>\n# y"
    shown = marked(text, [Replaced(Identifier(2, 5, Kind.NAME, "Ann"), "Eva]")], 1_000)
    assert "Ann" not in shown
    assert "<b>" not in shown.replace("\\<b\\>", "")
    assert r"\# y" in shown
    assert r"Eva\]" in shown
