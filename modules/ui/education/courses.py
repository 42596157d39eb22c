"""The course on the page: which documents it is, what they teach, and what is known of it so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from modules.core.types import Document
from modules.domains.education.course import CourseReading, read
from modules.domains.education.mastery.tracing import Observed, traced
from modules.domains.education.material import Concept
from modules.domains.education.reading import Source
from modules.store.learning import Attempt, Learning
from modules.ui import workflow
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, told_apart
from modules.ui.process import vouch

REPORT = "course"
_CHOICE = "choose course"
_KEPT = "kept course"  # a widget's own state is forgotten while another tool is shown


@dataclass(frozen=True, slots=True)
class Course:
    """The chosen course.

    Attributes:
        documents: in the order of their names.
        reading: what they say and teach.
        known: how likely it is that a concept is known, by its id; only of those that answers have told of.
    """

    documents: tuple[Document, ...]
    reading: CourseReading
    known: Mapping[str, float]

    def concept(self, concept_id: str) -> Concept | None:
        """Return the concept with this id."""
        return self.reading.concepts.find(concept_id)


def learning(workspace: Workspace) -> Learning:
    """Return what the learner of this page keeps and did."""
    return vouch().learning(workspace.scope)


def chosen(workspace: Workspace) -> Course | None:
    """Let the visitor choose the course's documents and have them read; None, after saying what to do, until it is."""
    documents = _documents(workspace)
    if not documents:
        return None
    ids = tuple(document.id for document in documents)
    gather = partial(_sources, workspace, documents)
    done = workflow.done(workspace, workflow.Task(REPORT, ids, CourseReading, partial(read, gather), "Read the course"))
    if done is None:
        return None
    return Course(documents, done.result, known_of(learning(workspace).attempts()))


def known_of(attempts: Iterable[Attempt]) -> dict[str, float]:
    """Return how likely it is that each concept is known after all answers that told of it."""
    answers: dict[str, list[Observed]] = defaultdict(list)
    for one in attempts:
        answers[one.concept].append(Observed(one.score, one.guess))
    return {concept: traced(observed)[-1] for concept, observed in answers.items() if concept}


def _documents(workspace: Workspace) -> tuple[Document, ...]:
    documents = workspace.library.documents()
    if not documents:
        st.info("Add a chapter or your notes above; then this tool can teach from them.", icon=":material/upload_file:")
        return ()
    by_id = {document.id: document for document in sorted(documents, key=lambda one: one.name)}
    before = [one for one in st.session_state.get(_CHOICE, st.session_state.get(_KEPT, by_id)) if one in by_id]
    st.session_state[_CHOICE] = before
    chosen = st.multiselect(
        "Course: the documents that you learn from",
        list(by_id),
        format_func=told_apart({one: one_line(by_id[one].name, 60) for one in by_id}).__getitem__,
        key=_CHOICE,
    )
    st.session_state[_KEPT] = chosen
    if not chosen:
        st.info("Choose at least one document.", icon=":material/info:")
        return ()
    if not workflow.ready(workspace, chosen):
        st.info("A document is still being read. The tool works on the whole of it.", icon=":material/hourglass:")
        return ()
    return tuple(document for document in by_id.values() if document.id in chosen)


def _sources(workspace: Workspace, documents: tuple[Document, ...]) -> list[Source]:
    """Return the documents' pages. A worker calls it: it touches nothing of Streamlit."""
    return [Source(one.id, one.name, workspace.library.pages(one.id)) for one in documents]
