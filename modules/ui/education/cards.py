"""Flashcards on the page: one after the other, the answer on demand, and four buttons that say when it comes again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import streamlit as st

from modules.core.errors import AssistantError
from modules.domains.education.aids.flashcards import Flashcard
from modules.domains.education.mastery.cards import Rating, Schedule, intervals, reviewed
from modules.store.learning import KeptCard
from modules.ui import findings
from modules.ui.education import courses
from modules.ui.education.courses import Course
from modules.ui.opening import Workspace
from modules.ui.plain import plain
from modules.ui.problems import guarded_action
from modules.ui.words import counted

_SHOWN = "shown card"
_ASKS = {"term": "What does it mean?", "cloze": "What fills the gap?", "formula": "How does the formula go?"}
_LABELS = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}


def schedule_of(card: KeptCard) -> Schedule:
    """Return where a kept card stands."""
    return Schedule(datetime.fromtimestamp(card.due, UTC), card.schedule)


def review(workspace: Workspace, course: Course, kept: Sequence[KeptCard]) -> None:
    """Show the card that has waited longest, or what to do where none is due.

    Args:
        workspace: the page's.
        course: whose cards can be kept.
        kept: all that are.
    """
    st.subheader("Cards", anchor=False)
    due = courses.learning(workspace).due(time.time(), at_most=200)
    if due:
        _card(workspace, due[0], len(due))
    elif kept:
        st.caption("No card is due. Come back later, or learn something new below.")
    known = {one.id for one in kept}
    fresh = [one for one in course.reading.cards if one.id not in known]
    if fresh:
        st.button(
            f"Keep {counted(len(fresh), 'flashcard')} of this course",
            icon=":material/library_add:",
            key="keep cards",
            on_click=_keep,
            args=(workspace, fresh),
        )


def _card(workspace: Workspace, kept: KeptCard, waiting: int) -> None:
    card = kept.read(Flashcard)
    with st.container(border=True, key="card"):
        st.caption(f"{counted(waiting, 'card')} due · {_ASKS[card.kind]}")
        st.markdown(f"#### {plain(card.front, 600)}")
        if st.session_state.get(_SHOWN) != kept.id:
            st.button("Show the answer", key="show answer", type="primary", on_click=_turn, args=(kept.id,))
            return
        st.markdown(plain(card.back, 1_200))
        findings.quotes(workspace, [card.source], key=f"card {kept.id}", named=True)
        after = intervals(schedule_of(kept), datetime.now(UTC))
        with st.container(horizontal=True, key="ratings"):
            for rating, label in _LABELS.items():
                st.button(
                    f"{label} · {said(after[rating])}",
                    key=f"rate {rating.value}",
                    on_click=_rate,
                    args=(workspace, kept, rating),
                )


def said(span: timedelta) -> str:
    """Return a span of time in short: "10 min", "3 d", "2 mo", "1.5 y"."""
    minutes = span.total_seconds() / 60
    if minutes < 60:
        return f"{max(1, round(minutes))} min"
    if minutes < 1_440:
        return f"{round(minutes / 60)} h"
    days = minutes / 1_440
    if days < 60:
        return f"{round(days)} d"
    return f"{round(days / 30.4)} mo" if days < 365 else f"{days / 365.25:.1f} y"


def _turn(card_id: str) -> None:
    st.session_state[_SHOWN] = card_id


@guarded_action
def _rate(workspace: Workspace, kept: KeptCard, rating: Rating) -> None:
    now = datetime.now(UTC)
    after = reviewed(schedule_of(kept), rating, now)
    st.session_state.pop(_SHOWN, None)
    if not courses.learning(workspace).review(kept, rating, after.due.timestamp(), after.state, now.timestamp()):
        raise AssistantError("This card was answered in another window.", "Go on with the next one.")


@guarded_action
def _keep(workspace: Workspace, made: list[Flashcard]) -> None:
    courses.learning(workspace).add([(one.id, one.source.document_id, one) for one in made], time.time())
