from __future__ import annotations

import logging
import threading
from collections.abc import Generator

import pytest

from modules.core.errors import AssistantError
from modules.core.jobs import Job
from modules.core.types import Progress


def counting(steps: int) -> Generator[Progress, None, int]:
    for step in range(steps):
        yield Progress(step + 1, steps, "counting")
    return steps


def test_a_job_ends_with_the_workflows_result() -> None:
    job = Job(counting(3))
    assert job.wait(5)
    assert (job.done, job.result, job.error, job.cancelled) == (True, 3, None, False)
    assert job.progress == Progress(3, 3, "counting")


def test_a_cancelled_job_stops_at_its_next_step_and_cleans_up() -> None:
    stepped, go_on, cleaned = threading.Event(), threading.Event(), threading.Event()

    def endless() -> Generator[Progress, None, int]:
        try:
            while True:
                stepped.set()
                go_on.wait(5)
                yield Progress(1, 0, "for ever")
        finally:
            cleaned.set()

    job = Job(endless())
    assert stepped.wait(5)
    job.cancel()
    go_on.set()
    assert job.wait(5)
    assert cleaned.is_set()
    assert job.cancelled
    assert job.result is None


def test_an_error_for_the_visitor_is_kept() -> None:
    def failing() -> Generator[Progress, None, None]:
        yield Progress(0, 1, "trying")
        raise AssistantError("It cannot be.", "Try something else.")

    job = Job(failing())
    assert job.wait(5)
    assert str(job.error) == "It cannot be. Try something else."


def test_any_other_error_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    def failing() -> Generator[Progress, None, None]:
        yield Progress(0, 1, "trying")
        raise ValueError("the patient's name")

    with caplog.at_level(logging.ERROR):
        job = Job(failing())
        assert job.wait(5)
    assert job.error is not None
    assert "patient" not in caplog.text + str(job.error)
    assert "ValueError" in caplog.text
