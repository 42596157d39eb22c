"""Quizzes on the page: made of the course, answered, graded by rules, and told to what is known of each concept."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from functools import partial

import streamlit as st

from modules.core.errors import AssistantError
from modules.core.printed import PrintedPaper
from modules.core.types import Progress
from modules.domains.education.quiz.building import shuffled
from modules.domains.education.quiz.course import Course as QuizCourse
from modules.domains.education.quiz.grading import grade
from modules.domains.education.quiz.item import Grade, Item, Kind, Response
from modules.domains.education.quiz.making import make_quiz
from modules.domains.education.quiz.qti12 import canvas_zip
from modules.domains.education.quiz.quiz import Quiz, key, sheet
from modules.store.learning import Attempt
from modules.ui import findings, papers, workflow
from modules.ui.education import courses
from modules.ui.education.courses import Course
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action
from modules.ui.process import vouch

REPORT = "quiz"
_COUNTS = (5, 10, 15, 20)
_KINDS = (Kind.CHOICE, Kind.SELECT, Kind.SHORT, Kind.NUMERIC, Kind.CLOZE, Kind.MATCHING, Kind.ORDERING, Kind.OPEN)
_ROUND = "quiz round"
_GRADES = "quiz grades"
_COMPARE = "modules.domains.education.maths.asked:compare"


def show(workspace: Workspace) -> None:
    """Show what makes a quiz, the quiz, and how it went."""
    course = courses.chosen(workspace)
    if course is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="quiz settings"):
        count = st.selectbox("Questions", _COUNTS, index=1, key="quiz count", width=120)
        kinds = st.multiselect(
            "Kinds", list(_KINDS), default=list(_KINDS[:5]), format_func=str.capitalize, key="quiz kinds"
        )
    if not kinds:
        st.info("Choose at least one kind of question.", icon=":material/info:")
        return
    seed = st.session_state.setdefault(_ROUND, 1)
    task = workflow.Task(
        REPORT,
        tuple(one.id for one in course.documents),
        Quiz,
        partial(_made, course, count, tuple(kinds), seed),
        "Make the quiz",
        f"{count} {','.join(sorted(kinds))} {seed}",
    )
    done = workflow.done(workspace, task)
    if done is None:
        return
    if not done.result.items:
        st.info(
            "No question of these kinds passes the checks: its key must follow from a passage, and no wrong option may"
            " be right. Choose other kinds, or documents with more text.",
            icon=":material/info:",
        )
    else:
        _quiz(workspace, course, done.report.id, done.result)
    st.button("Other questions", key="other quiz", icon=":material/refresh:", type="tertiary", on_click=_another)


def _made(course: Course, count: int, kinds: tuple[Kind, ...], seed: int) -> Generator[Progress, None, Quiz]:
    """Make a quiz. A worker runs it: it touches nothing of Streamlit."""
    yield Progress(0, 0, "Making questions, and checking each")
    reading = course.reading
    items = make_quiz(reading.material, reading.concepts, count=count, kinds=kinds, seed=seed)
    names = ", ".join(document.name for document in course.documents[:2])
    return Quiz(f"Quiz on {names}", items)


def _quiz(workspace: Workspace, course: Course, quiz_id: str, quiz: Quiz) -> None:
    kept = st.session_state.get(_GRADES)
    grades: dict[str, Grade] = kept[1] if kept and kept[0] == quiz_id else {}
    for number, item in enumerate(quiz.items, 1):
        with st.container(border=True, key=f"item {item.id}"):
            st.markdown(f"**{number}.** {plain(item.stem, 1_200)}")
            _response(item, disabled=bool(grades))
            if item.id in grades:
                _graded(workspace, item, grades[item.id])
    if grades:
        total = sum(one.score for one in grades.values())
        st.success(f"{total:.1f} of {len(grades)} points. What you know of each concept is on the tab “Today”.")
    else:
        st.button(
            "Hand in",
            key="hand in",
            type="primary",
            icon=":material/task_alt:",
            on_click=_hand_in,
            args=(workspace, course, quiz_id, quiz),
        )
    _exports(course, quiz)


def _response(item: Item, *, disabled: bool) -> None:
    """Draw what an item is answered with."""
    name, label = f"answer {item.id}", "Your answer"
    if item.kind is Kind.CHOICE:
        st.radio(
            label,
            [option.text for option in item.options],
            index=None,
            format_func=plain,
            key=name,
            disabled=disabled,
            label_visibility="collapsed",
        )
    elif item.kind is Kind.SELECT:
        for at, option in enumerate(item.options):
            st.checkbox(plain(option.text), key=f"{name} {at}", disabled=disabled)
    elif item.kind is Kind.CLOZE:
        for at in range(len(item.answers)):
            st.text_input(f"Gap {at + 1}", key=f"{name} {at}", disabled=disabled)
    elif item.kind is Kind.MATCHING:
        sides = shuffled([pair.right for pair in item.pairs], 0, item.id)
        for at, pair in enumerate(item.pairs):
            st.selectbox(plain(pair.left), sides, index=None, key=f"{name} {at}", disabled=disabled)
    elif item.kind is Kind.ORDERING:
        parts = shuffled(list(item.answers), 0, item.id)
        st.multiselect("In order, the first one first", parts, key=name, disabled=disabled)
    elif item.kind is Kind.OPEN:
        st.text_area(label, key=name, disabled=disabled)
    else:
        st.text_input(label, key=name, disabled=disabled)


def _given(item: Item) -> tuple[str, ...]:
    """Return what stands in the widgets of an item now: a callback's arguments are those of the run before."""
    name, state = f"answer {item.id}", st.session_state
    if item.kind is Kind.SELECT:
        return tuple(option.text for at, option in enumerate(item.options) if state.get(f"{name} {at}"))
    if item.kind in (Kind.CLOZE, Kind.MATCHING):
        parts = item.answers or item.pairs
        return tuple(state.get(f"{name} {at}") or "" for at in range(len(parts)))
    if item.kind is Kind.ORDERING:
        return tuple(state.get(name) or ())
    return (state.get(name) or "",)


def _graded(workspace: Workspace, item: Item, found: Grade) -> None:
    if not found.certain:
        icon, colour = ":material/person:", "gray"
    elif found.right:
        icon, colour = ":material/check_circle:", "green"
    else:
        icon, colour = (":material/pending:", "orange") if found.score else (":material/cancel:", "red")
    told = "for a person to judge" if not found.certain else f"{found.score:.0%}"
    st.markdown(f":{colour}-badge[{icon} {told}] {plain(found.feedback, 1_200)}")
    findings.quotes(workspace, [item.source], key=f"source {item.id}", named=True)


@guarded_action
def _hand_in(workspace: Workspace, course: Course, quiz_id: str, quiz: Quiz) -> None:
    given = [Response(item.id, _given(item) or ("",)) for item in quiz.items]
    grades = {one.item: one for one in graded(course, quiz.items, given)}
    now = time.time()
    courses.learning(workspace).attempted(
        Attempt(item.concept, item.id, grades[item.id].score, guess(item), now)
        for item in quiz.items
        if item.concept and grades[item.id].certain
    )
    st.session_state[_GRADES] = quiz_id, grades


def graded(course: Course, items: Sequence[Item], given: Sequence[Response]) -> list[Grade]:
    """Grade responses to items of a course, in their order."""
    terms = QuizCourse(course.reading.material, course.reading.concepts).terms
    return [grade(item, one, _compared, terms) for item, one in zip(items, given, strict=True)]


def guess(item: Item) -> float | None:
    """Return the chance of answering an item rightly by guessing, None where that is not known."""
    if item.kind is Kind.CHOICE:
        return 1 / len(item.options)
    return 0.05 if item.kind in (Kind.SHORT, Kind.NUMERIC, Kind.CLOZE, Kind.OPEN) else None


def _compared(given: str, expected: str) -> bool | None:
    """Tell whether two expressions are equal; None where one cannot be read in time."""
    try:
        verdict = vouch().bounded.call(_COMPARE, given, expected)
    except AssistantError:
        return None
    return {"equal": True, "different": False}.get(verdict["outcome"])


def _another() -> None:
    st.session_state[_ROUND] += 1
    st.session_state.pop(_GRADES, None)


def _exports(course: Course, quiz: Quiz) -> None:
    names = {document.id: document.name for document in course.documents}
    made: dict[str, Callable[[], PrintedPaper]] = {
        "sheet": partial(sheet, quiz, time.time()),
        "key": partial(key, quiz, names, time.time()),
    }
    with st.expander("Take it away", icon=":material/download:", key="quiz exports"):
        for name, paper in made.items():
            st.caption({"sheet": "The sheet, without answers", "key": "The key, with sources"}[name])
            with st.container(horizontal=True, key=f"exports of {name}"):
                papers.export_buttons(paper, f"quiz {name}", f"quiz {name}")
        st.caption("For Canvas (QTI 1.2)")
        st.download_button(
            "Canvas package",
            data=partial(canvas_zip, quiz),
            file_name="quiz-qti.zip",
            mime="application/zip",
            icon=":material/download:",
            key="export quiz qti",
            on_click="ignore",
        )
