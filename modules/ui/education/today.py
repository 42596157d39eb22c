"""Today: the plan, the cards that are due, and how far every concept is."""

from __future__ import annotations

import time
from datetime import datetime

import streamlit as st

from modules.domains.education.mastery.cards import Schedule, forecast
from modules.domains.education.mastery.plan import Level, Plan, level, progress, todays_plan
from modules.domains.education.material import Concept
from modules.ui import findings
from modules.ui.education import cards, courses
from modules.ui.education.courses import Course
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.words import counted

_DAYS = 14
_BADGES = {
    Level.NEW: ":gray-badge[:material/radio_button_unchecked: new]",
    Level.LEARNING: ":orange-badge[:material/pending: learning]",
    Level.NEARLY: ":blue-badge[:material/trending_up: nearly there]",
    Level.MASTERED: ":green-badge[:material/check_circle: mastered]",
}


def show(workspace: Workspace) -> None:
    """Show what to do today, the cards, and the concepts."""
    course = courses.chosen(workspace)
    if course is None:
        return
    kept = courses.learning(workspace).cards()
    schedules = [cards.schedule_of(one) for one in kept if not one.resting]
    plan = todays_plan(course.reading.concepts, course.known, schedules, datetime.now().astimezone())
    _figures(course, plan)
    cards.review(workspace, course, kept)
    _next(workspace, plan)
    if kept:
        _forecast(schedules)
    _concepts(course)


def _figures(course: Course, plan: Plan) -> None:
    concepts = course.reading.concepts.concepts
    mastered = sum(level(course.known.get(one.id)) is Level.MASTERED for one in concepts)
    with st.container(horizontal=True, key="progress"):
        st.metric("Known of the course", f"{progress(course.reading.concepts, course.known):.0%}", border=True)
        st.metric("Concepts mastered", f"{mastered} of {len(concepts)}", border=True)
        st.metric("Cards due", plan.cards, border=True)
    if not concepts:
        st.info(
            "No term is explained in these documents, so there is nothing to trace. A chapter with definitions, or a"
            " glossary, gives concepts.",
            icon=":material/info:",
        )


def _next(workspace: Workspace, plan: Plan) -> None:
    if plan.review:
        st.subheader("Practise again", anchor=False)
        _listed(workspace, plan.review, "practise")
    if plan.learn:
        st.subheader("Learn next", anchor=False)
        _listed(workspace, plan.learn, "learn")
    if plan.blocked:
        st.caption(f"{counted(plan.blocked, 'more concept')} build on these and come later.")


def _listed(workspace: Workspace, concepts: tuple[Concept, ...], key: str) -> None:
    for one in concepts:
        with st.container(border=True, gap="xsmall", key=f"{key} {one.id}"):
            st.markdown(f"**{plain(one.name, 80)}**")
            if one.definition:
                findings.quotes(workspace, [one.definition.place], key=f"{key} {one.id}", named=True)


def _forecast(schedules: list[Schedule]) -> None:
    now = datetime.now().astimezone()
    counts = forecast(schedules, now, _DAYS)
    st.subheader("Cards of the next two weeks", anchor=False)
    values = [
        {"day": datetime.fromtimestamp(time.time() + 86_400 * at).strftime("%d %b"), "cards": number, "order": at}
        for at, number in enumerate(counts)
    ]
    st.vega_lite_chart(
        spec={
            "data": {"values": values},
            "mark": {"type": "bar", "cornerRadiusEnd": 3},
            "encoding": {
                "x": {"field": "day", "type": "ordinal", "sort": {"field": "order"}, "title": None},
                "y": {"field": "cards", "type": "quantitative", "title": "cards due", "axis": {"tickMinStep": 1}},
                "tooltip": [{"field": "day"}, {"field": "cards", "type": "quantitative"}],
            },
            "height": 180,
        },
        width="stretch",
        alt="How many cards come due on each of the next fourteen days",
    )


def _concepts(course: Course) -> None:
    concepts = course.reading.concepts.concepts
    if not concepts:
        return
    names = {one.id: one.name for one in concepts}
    with st.expander(f"{counted(len(concepts), 'concept')} of the course", icon=":material/account_tree:"):
        for one in concepts:
            known = course.known.get(one.id)
            share = f" {known:.0%}" if known is not None else ""
            builds = [names[before] for before in one.prerequisites if before in names]
            after = f"  \n:small[builds on {plain(', '.join(builds), 160)}]" if builds else ""
            st.markdown(f"{_BADGES[level(known)]}{share} **{plain(one.name, 80)}**{after}")
