"""Reports on documents: workflows that run outside the visitor's script run, and what they found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from modules.core.errors import AssistantError
from modules.core.jobs import Job
from modules.core.types import Progress, Scope
from modules.store.reports import Decision, Report, ReportState, ReportStore

__all__ = ["Decision", "Report", "ReportDesk", "ReportState", "Reports"]

Result = TypeVar("Result")
Workflow = Generator[Progress, None, Result]
"""Yields how far it is and returns its result, a dataclass that JSON can hold."""

_WAITING = Progress(0, 0, "Waiting for other work to finish")
_LOOK_SECONDS = 0.2


class ReportDesk:
    """The workflows that are running in this process, of all scopes. One for the process.

    Args:
        at_once: how many run; further ones wait.
    """

    def __init__(self, at_once: int = 2) -> None:
        self._places = threading.Semaphore(at_once)
        self._jobs: dict[str, tuple[Scope, Job[None]]] = {}
        self._lock = threading.Lock()

    def start(self, report_id: str, scope: Scope, work: Workflow[None]) -> None:
        """Run the work for a report in a thread of its own, as soon as there is a place."""
        with self._lock:
            self._jobs[report_id] = scope, Job(self._in_turn(report_id, work), f"report-{report_id[:8]}")

    def find(self, report_id: str, scope: Scope) -> Job[None] | None:
        """Return the job that makes a report of this scope, if one does."""
        found = self._jobs.get(report_id)
        return found[1] if found and found[0] == scope else None

    def stop(self, scope: Scope) -> None:
        """Stop what is being made in a scope."""
        with self._lock:
            jobs = [job for whose, job in self._jobs.values() if whose == scope]
        for job in jobs:
            job.cancel()

    def close(self, timeout: float = 5.0) -> None:
        """Stop all of them, and wait until they have, at most `timeout` seconds each."""
        with self._lock:
            jobs = [job for _, job in self._jobs.values()]
        for job in jobs:
            job.cancel()
        for job in jobs:
            job.wait(timeout)

    def _in_turn(self, report_id: str, work: Workflow[None]) -> Workflow[None]:
        try:
            while not self._places.acquire(timeout=_LOOK_SECONDS):
                yield _WAITING
            try:
                yield from work
            finally:
                self._places.release()
        finally:
            work.close()
            with self._lock:
                self._jobs.pop(report_id, None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the latest report of a kind stands: the report, and how far its workflow is while it runs."""

    report: Report
    progress: Progress | None


class Reports:
    """The reports of one scope.

    Args:
        store: where they are kept.
        scope: whose they are.
        desk: runs the workflows.
    """

    def __init__(self, store: ReportStore, scope: Scope, desk: ReportDesk) -> None:
        self._store = store
        self._scope = scope
        self._desk = desk

    def start(
        self, kind: str, documents: Sequence[str], workflow: Callable[[], Workflow[object]], options: str = ""
    ) -> str:
        """Begin a report and return its id at once; `latest` says how far it is.

        Args:
            kind: which workflow, e.g. "clause review".
            documents: ids of the documents that it quotes: the report is deleted with any of them.
            workflow: makes the generator that is run; called in the worker.
            options: what else the result depends on.
        """
        report_id = self._store.begin(kind, documents, options)
        self._desk.start(report_id, self._scope, self._run(report_id, workflow))
        return report_id

    def keep(self, kind: str, documents: Sequence[str], result: object, options: str = "") -> str:
        """Keep a result that no worker makes, or finds on its way, as a finished report; return the report's id."""
        report_id = self._store.begin(kind, documents, options)
        self._store.finish(report_id, result)
        return report_id

    def latest(self, kind: str, documents: Sequence[str], options: str = "") -> Standing | None:
        """Return the report that was begun last for these documents and options; None where there is none."""
        report = self._store.latest(kind, documents, options)
        if report is None:
            return None
        job = self._desk.find(report.id, self._scope) if report.state is ReportState.RUNNING else None
        if report.state is ReportState.RUNNING and (job is None or job.done):
            report = self._store.get(report.id)  # it has ended in this moment, or was stopped before it began
            if report.state is ReportState.RUNNING:
                self._store.end(report.id, ReportState.STOPPED)
                report = self._store.get(report.id)
        return Standing(report, job.progress if job else None)

    def all(self, kind: str) -> list[Report]:
        """List the reports of a kind, the latest first."""
        return self._store.all(kind)

    def stop(self, report_id: str) -> None:
        """Stop making a report; it can be begun again."""
        if job := self._desk.find(report_id, self._scope):
            job.cancel()

    def delete(self, report_id: str) -> None:
        """Delete a report, finished or not, with what was decided on it."""
        self.stop(report_id)
        self._store.delete(report_id)

    def delete_all(self) -> None:
        """Delete every report of the scope; what is being made is stopped."""
        self._desk.stop(self._scope)
        self._store.delete_all()

    def decisions(self, report_id: str) -> dict[str, Decision]:
        """Return what was decided on the findings of a report, by the id of the finding."""
        return self._store.decisions(report_id)

    def decide(self, report_id: str, finding: str, decision: Decision | None) -> None:
        """Keep a decision in place of an earlier one; None takes it back."""
        self._store.decide(report_id, finding, decision)

    def _run(self, report_id: str, workflow: Callable[[], Workflow[object]]) -> Workflow[None]:
        """Run a workflow and keep its result, its error, or that it was stopped."""
        state, message, hint = ReportState.STOPPED, "", ""
        try:
            result = yield from workflow()
            if not self._store.finish(report_id, result):
                self._store.delete(report_id)  # a document of it has been deleted meanwhile
            state = ReportState.DONE
        except AssistantError as error:
            state, message, hint = ReportState.FAILED, error.message, error.hint
            raise
        except Exception:
            state = ReportState.FAILED
            message, hint = "Something went wrong inside Vouch.", "Try again; the log names the place."
            raise
        finally:
            if state is not ReportState.DONE:
                with suppress(AssistantError):  # the next start of the process marks it
                    self._store.end(report_id, state, message, hint)
