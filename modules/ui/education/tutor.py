"""The tutor on the page: a problem from the course, hints before the answer, and attempts that are checked by rules."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import streamlit as st

from modules.domains.education.material import Concept
from modules.domains.education.quiz.item import Item, Response
from modules.domains.education.quiz.making import make_quiz
from modules.domains.education.tutoring.hints import hint, masked
from modules.domains.education.tutoring.task import Hint, Rung, next_rung
from modules.domains.education.tutoring.tasks import KINDS, task_of
from modules.store.learning import Attempt
from modules.ui import findings
from modules.ui.education import courses, quizzes
from modules.ui.education.courses import Course
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action

_LESSON = "lesson"
_ANY = ""
_MOST_MADE = 40
_RUNGS = {
    Rung.NUDGE: ":gray-badge[:material/lightbulb: nudge]",
    Rung.CONCEPT: ":blue-badge[:material/menu_book: the idea]",
    Rung.STEP: ":orange-badge[:material/stairs: a step]",
    Rung.ANSWER: ":green-badge[:material/key: the answer]",
}


@dataclass(slots=True)
class Lesson:
    """One problem that a learner works on.

    Attributes:
        item: the problem.
        attempts: what he answered, the latest last.
        hints: what he was shown.
        right: whether his last attempt is.
        told: what was said of it.
    """

    item: Item
    attempts: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    right: bool = False
    told: str = ""


def show(workspace: Workspace) -> None:
    """Show what to work on, and the problem with its hints."""
    course = courses.chosen(workspace)
    if course is None:
        return
    concepts = {one.id: one for one in course.reading.concepts.concepts}
    chosen = st.selectbox(
        "Concept",
        [_ANY, *concepts],
        format_func=lambda one: concepts[one].name if one else "Any of the course",
        key="concept of the lesson",
    )
    st.button(
        "Give me a problem",
        key="next problem",
        icon=":material/exercise:",
        type="primary",
        on_click=_next,
        args=(course, concepts.get(chosen)),
    )
    lesson: Lesson | None = st.session_state.get(_LESSON)
    if lesson is None:
        return
    if lesson.item.source.document_id not in {one.id for one in course.documents}:
        del st.session_state[_LESSON]
        return
    _problem(workspace, course, lesson)


def _problem(workspace: Workspace, course: Course, lesson: Lesson) -> None:
    item = lesson.item
    with st.container(border=True, key="problem"):
        st.markdown(f"#### {plain(item.stem, 1_200)}")
        for at, option in enumerate(item.options):
            st.markdown(f"{chr(ord('A') + at)}. {plain(option.text)}")
        for number, one in enumerate(lesson.hints):
            st.markdown(f"{_RUNGS[one.rung]}  \n{plain(one.text, 1_500)}")
            findings.quotes(workspace, one.citations, key=f"hint {number}", named=True)
        if lesson.told:
            (st.success if lesson.right else st.warning)(plain(lesson.told, 1_200))
        if lesson.right or (lesson.hints and lesson.hints[-1].rung is Rung.ANSWER):
            return
        key = f"attempt {item.id}"
        if item.options:
            st.radio("Your answer", [one.text for one in item.options], index=None, format_func=plain, key=key)
        else:
            st.text_input("Your answer", key=key)
        with st.container(horizontal=True, key="lesson actions"):
            st.button("Check", key="check attempt", type="primary", on_click=_check, args=(workspace, course, lesson))
            if not lesson.hints or lesson.hints[-1].rung < Rung.STEP:
                st.button("A hint", key="hint", icon=":material/lightbulb:", on_click=_hint, args=(lesson, False))
            if lesson.attempts:
                st.button("Show the answer", key="show solution", on_click=_hint, args=(lesson, True))
        st.caption("The answer can be shown after one attempt. An answer after a hint does not count as known.")


@guarded_action
def _next(course: Course, concept: Concept | None) -> None:
    before: Lesson | None = st.session_state.get(_LESSON)
    seed = int(time.time())
    made = make_quiz(course.reading.material, course.reading.concepts, count=_MOST_MADE, kinds=KINDS, seed=seed)
    wanted = [one for one in made if concept is None or one.concept == concept.id]
    others = [one for one in wanted if before is None or one.id != before.item.id]
    if others or wanted:
        st.session_state[_LESSON] = Lesson((others or wanted)[seed % len(others or wanted)])
    else:
        st.session_state.pop(_LESSON, None)
        st.toast("No problem about this passes the checks. Choose another concept.", icon=":material/info:")


@guarded_action
def _hint(lesson: Lesson, wants_answer: bool) -> None:
    shown = lesson.hints[-1].rung if lesson.hints else None
    rung = next_rung(shown, len(lesson.attempts), wants_answer=wants_answer)
    lesson.hints.append(hint(task_of(lesson.item), rung, lesson.attempts))


@guarded_action
def _check(workspace: Workspace, course: Course, lesson: Lesson) -> None:
    """Grade what was answered. Of a wrong answer nothing is told that shows the right one."""
    item = lesson.item
    given = st.session_state.get(f"attempt {item.id}") or ""
    if not given.strip():
        lesson.told = "Write an answer first."
        return
    [found] = quizzes.graded(course, [item], [Response(item.id, (given,))])
    if not lesson.attempts and item.concept and found.certain:
        score = 0.0 if lesson.hints else found.score
        made = Attempt(item.concept, item.id, score, quizzes.guess(item), time.time())
        courses.learning(workspace).attempted([made])
    lesson.attempts.append(given)
    lesson.right = found.right
    lesson.told = found.feedback if found.right else _without_key(item, [mark.reason for mark in found.marks])


def _without_key(item: Item, reasons: list[str]) -> str:
    key = task_of(item).key
    said = " ".join(masked(reason, key) for reason in reasons if reason)
    return f"Not right yet. {said}".strip()
