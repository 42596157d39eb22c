"""The study room: a course is read, cards are kept and come again, a quiz is graded, and mastery moves."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from modules.core.types import Scope
from modules.domains.education.quiz.item import Item, Kind
from modules.domains.education.quiz.quiz import Quiz
from modules.domains.education.tutoring.revealing import revealed
from modules.domains.education.tutoring.task import Rung
from modules.domains.education.tutoring.tasks import task_of
from modules.services.reports import ReportState
from modules.ui.education import courses, quizzes
from modules.ui.education.cards import said
from tests.doubles.vouch import FakeVouch
from tests.integration.test_pages import opened, shelve, vouch, words

__all__ = ["vouch"]  # a fixture

EDUCATION = Scope("local", "education")
CHAPTER = b"""# Chapter 3: Cells

## 3.1 Parts of a cell

A mitochondrion is an organelle that turns sugar into energy for the cell.

A chloroplast is an organelle that turns light into sugar in the cells of plants.

A ribosome is a small body that builds proteins from amino acids.

The nucleus is the part of the cell that keeps its genetic material.

## 3.2 Membranes

The plasma membrane is a thin layer that decides what enters and leaves the cell.

Osmosis is the diffusion of water through a membrane that lets water pass and holds back what is dissolved.

A typical animal cell is about 20 micrometers wide.
"""


def waited(vouch: FakeVouch, kind: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if any(one.state is ReportState.DONE for one in vouch.reports(EDUCATION).all(kind)):
            return
        time.sleep(0.05)
    raise AssertionError(f"no {kind}")


def read(vouch: FakeVouch, tool: str) -> AppTest:
    shelve(vouch, "cells.md", CHAPTER, EDUCATION)
    at = opened("education", tool=tool)
    assert not at.exception
    at.button(key="start course").click().run()
    waited(vouch, courses.REPORT)
    at = at.run()
    assert not at.exception
    return at


@pytest.mark.usefixtures("vouch")
@pytest.mark.parametrize("tool", ["today", "tutor", "quiz"])
def test_without_a_document_a_tool_says_what_to_do(tool: str) -> None:
    assert "Add a chapter" in words(opened("education", tool=tool))


def test_a_card_is_kept_shown_turned_and_comes_again_later(vouch: FakeVouch) -> None:
    at = read(vouch, "today")
    assert at.metric[1].value.startswith("0 of ")
    at.button(key="keep cards").click().run()
    kept = vouch.learning(EDUCATION).cards()
    assert len(kept) >= 4
    assert f"{len(kept)} cards due" in words(at)
    at.button(key="show answer").click().run()
    assert not at.exception
    at.button(key="rate 3").click().run()
    assert not at.exception
    [review] = vouch.learning(EDUCATION).reviews()
    assert review.rating == 3
    assert len(vouch.learning(EDUCATION).due(time.time())) == len(kept) - 1
    assert "keep cards" not in {button.key for button in at.button}


def test_a_quiz_is_graded_and_mastery_moves(vouch: FakeVouch) -> None:
    at = read(vouch, "quiz")
    at.multiselect(key="quiz kinds").set_value([Kind.CHOICE, Kind.SHORT]).run()
    at.button(key="start quiz").click().run()
    waited(vouch, quizzes.REPORT)
    at = at.run()
    assert not at.exception
    [report] = vouch.reports(EDUCATION).all(quizzes.REPORT)
    quiz = report.read(Quiz)
    assert quiz.items
    for item in quiz.items:
        answer(at, item)
    at.button(key="hand in").click().run()
    assert not at.exception
    assert f"{len(quiz.items)}.0 of {len(quiz.items)} points" in words(at)
    attempts = vouch.learning(EDUCATION).attempts()
    assert attempts
    assert all(one.score == 1.0 for one in attempts)
    assert all(known > 0.2 for known in courses.known_of(attempts).values())


def answer(at: AppTest, item: Item) -> None:
    key = f"answer {item.id}"
    if item.kind is Kind.CHOICE:
        at.radio(key=key).set_value(next(option.text for option in item.options if option.right))
    else:
        at.text_input(key=key).set_value(item.answers[0])


def test_nothing_handed_in_is_wrong_and_says_what_is_right(vouch: FakeVouch) -> None:
    at = read(vouch, "quiz")
    at.button(key="start quiz").click().run()
    waited(vouch, quizzes.REPORT)
    at = at.run()
    at.button(key="hand in").click().run()
    assert not at.exception
    assert "0.0 of" in words(at)
    assert "Nothing was handed in" in words(at)
    assert any(button.label.startswith("cells") for button in at.button)


def test_the_tutor_gives_hints_before_the_answer(vouch: FakeVouch) -> None:
    at = read(vouch, "tutor")
    names = at.selectbox(key="concept of the lesson").options
    at.selectbox(key="concept of the lesson").select_index(names.index("osmosis")).run()
    at.button(key="next problem").click().run()
    assert not at.exception
    lesson = at.session_state["lesson"]
    task = task_of(lesson.item)
    for _ in range(3):
        at.button(key="hint").click().run()
        assert not at.exception
    assert [one.rung for one in lesson.hints] == [Rung.NUDGE, Rung.CONCEPT, Rung.STEP]
    assert not any(revealed(one.text, task.key) for one in lesson.hints)
    assert {"hint", "show solution"}.isdisjoint({button.key for button in at.button})
    if lesson.item.options:
        wrong = next(one.text for one in lesson.item.options if not one.right)
        at.radio(key=f"attempt {lesson.item.id}").set_value(wrong)
    else:
        at.text_input(key=f"attempt {lesson.item.id}").set_value("something else")
    at.button(key="check attempt").click().run()
    assert not at.exception
    assert "Not right yet" in words(at)
    assert not revealed(lesson.told, task.key)
    [attempt] = vouch.learning(EDUCATION).attempts()
    assert attempt.score == 0
    at.button(key="show solution").click().run()
    assert lesson.hints[-1].rung is Rung.ANSWER
    assert task.key.answers[0] in lesson.hints[-1].text
    assert "check attempt" not in {button.key for button in at.button}


def test_a_right_answer_without_a_hint_counts_as_known(vouch: FakeVouch) -> None:
    at = read(vouch, "tutor")
    names = at.selectbox(key="concept of the lesson").options
    at.selectbox(key="concept of the lesson").select_index(names.index("osmosis")).run()
    at.button(key="next problem").click().run()
    item = at.session_state["lesson"].item
    if item.options:
        at.radio(key=f"attempt {item.id}").set_value(next(one.text for one in item.options if one.right))
    else:
        at.text_input(key=f"attempt {item.id}").set_value(task_of(item).key.answers[0])
    at.button(key="check attempt").click().run()
    assert not at.exception
    assert at.session_state["lesson"].right
    assert [one.score for one in vouch.learning(EDUCATION).attempts()] == [1.0]


def test_spans_of_time() -> None:
    from datetime import timedelta

    spans = (timedelta(seconds=20), timedelta(minutes=10), timedelta(hours=5), timedelta(days=3), timedelta(days=90))
    assert [said(one) for one in (*spans, timedelta(days=800))] == ["1 min", "10 min", "5 h", "3 d", "3 mo", "2.2 y"]
