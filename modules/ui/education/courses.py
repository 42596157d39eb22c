"""The course on the page: which documents it is, what they teach, and what is known of it so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from modules.core.types import Document
from modules.domains.education.course import CourseReading, read
from modules.domains.education.mastery.tracing import Observed, traced
from modules.domains.education.reading import Source
from modules.store.learning import Attempt, Learning
from modules.ui import several, workflow
from modules.ui.opening import Workspace
from modules.ui.process import vouch

REPORT = "course"


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


def learning(workspace: Workspace) -> Learning:
    """Return what the learner of this page keeps and did."""
    return vouch().learning(workspace.scope)


def chosen(workspace: Workspace) -> Course | None:
    """Let the visitor choose the course's documents and have them read; None, after saying what to do, until it is."""
    nothing = "Add a chapter or your notes above; then this tool can teach from them."
    picked = several.documents(workspace, REPORT, "Course: the documents that you learn from", nothing)
    documents = tuple(sorted(picked, key=lambda one: one.name))
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


def _sources(workspace: Workspace, documents: tuple[Document, ...]) -> list[Source]:
    """Return the documents' pages. A worker calls it: it touches nothing of Streamlit."""
    return [Source(one.id, one.name, workspace.library.pages(one.id)) for one in documents]
