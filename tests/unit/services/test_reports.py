"""Workflows in their worker: progress, result, error, stop; and what the store says afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from modules.core.errors import NotFound, Unsupported
from modules.core.types import Progress, Scope
from modules.services.reports import ReportDesk, Reports, ReportState, Standing
from modules.store.database import Database
from modules.store.reports import ReportStore

MINE = Scope("ann", "legal")


@dataclass(frozen=True)
class Found:
    number: int


@pytest.fixture
def desk() -> Iterator[ReportDesk]:
    with closing(ReportDesk(at_once=1)) as made:
        yield made


@pytest.fixture
def reports(tmp_path: Path, desk: ReportDesk) -> Iterator[Reports]:
    with closing(Database(tmp_path)) as database:
        yield Reports(ReportStore(database, MINE), MINE, desk)
        desk.close()


def until(reports: Reports, fits: Callable[[Standing], bool], documents: tuple[str, ...] = ("d",)) -> Standing:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        standing = reports.latest("k", documents)
        if standing and fits(standing):
            return standing
        time.sleep(0.01)
    raise AssertionError(standing)


def state(wanted: ReportState) -> Callable[[Standing], bool]:
    return lambda standing: standing.report.state is wanted


def test_a_workflow_shows_its_progress_and_leaves_its_result(reports: Reports) -> None:
    go_on = threading.Event()

    def workflow() -> Generator[Progress, None, object]:
        yield Progress(1, 2, "Half")
        go_on.wait(10)
        return Found(7)

    reports.start("k", ("d",), workflow)
    assert until(reports, lambda one: bool(one.progress and one.progress.label == "Half"))
    go_on.set()
    done = until(reports, state(ReportState.DONE))
    assert done.report.read(Found) == Found(7)
    assert done.progress is None


def test_what_goes_wrong_is_said_and_nothing_else_of_it(reports: Reports) -> None:
    def refused() -> Generator[Progress, None, object]:
        yield Progress(0, 0, "")
        raise Unsupported("This is a spreadsheet.", "Add a contract.")

    def broken() -> Generator[Progress, None, object]:
        yield Progress(0, 0, "")
        raise ValueError("the secret text")

    reports.start("k", ("d",), refused)
    failed = until(reports, state(ReportState.FAILED))
    assert (failed.report.message, failed.report.hint) == ("This is a spreadsheet.", "Add a contract.")
    reports.start("k", ("e",), broken)
    failed = until(reports, state(ReportState.FAILED), ("e",))
    assert "secret" not in failed.report.message + failed.report.hint


def test_one_waits_for_the_other_and_either_can_be_stopped(reports: Reports) -> None:
    def endless() -> Generator[Progress, None, object]:
        while True:
            yield Progress(1, 9, "Working")
            time.sleep(0.01)

    first = reports.start("k", ("d",), endless)
    until(reports, lambda one: bool(one.progress and one.progress.label == "Working"))
    second = reports.start("k", ("e",), endless)
    until(reports, lambda one: bool(one.progress and one.progress.label.startswith("Waiting")), ("e",))
    reports.stop(second)
    until(reports, state(ReportState.STOPPED), ("e",))
    reports.delete(first)
    with pytest.raises(NotFound):
        reports.decide(first, "x", None)


def test_what_is_found_on_the_way_is_a_report_of_its_own(reports: Reports) -> None:
    reports.keep("part", ("d",), Found(1), "a question")
    reports.keep("part", ("d",), Found(2), "a question")
    [kept] = reports.all("part")
    assert (kept.state, kept.options, kept.read(Found)) == (ReportState.DONE, "a question", Found(2))
