"""Work outside the visitor's script run: a generator of Progress, driven in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator
from typing import Generic, TypeVar

from modules.core.errors import AssistantError
from modules.core.types import Progress

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Job(Generic[Result]):
    """Drives a workflow to its end; ask it how far it is, from any thread.

    Args:
        workflow: yields Progress and returns the result. It runs in the job's thread, and is closed on `cancel` at its
            next step, so its `finally` blocks run there.
        name: of the thread, for debuggers.
    """

    def __init__(self, workflow: Generator[Progress, None, Result], name: str = "job") -> None:
        self._workflow = workflow
        self._cancelled = threading.Event()
        self._finished = threading.Event()
        self.progress = Progress(0, 0, "")
        self.result: Result | None = None
        self.error: AssistantError | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether it has ended: with a result, with an error, or cancelled."""
        return self._finished.is_set()

    @property
    def cancelled(self) -> bool:
        """Whether it was told to stop before it had a result."""
        return self._cancelled.is_set() and self.result is None

    def cancel(self) -> None:
        """Stop it at its next step. Safe to call twice, and after the end."""
        self._cancelled.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it has ended; returns whether it has."""
        return self._finished.wait(seconds)

    def _run(self) -> None:
        try:
            self.result = self._drive()
        except AssistantError as error:
            self.error = error
        except Exception as exc:  # noqa: BLE001 - the boundary of a worker: nobody above would see it
            _log.error("job %s failed: %s", self._thread.name, where(exc))
            self.error = AssistantError("Something went wrong inside Vouch.", "Try again; the log names the place.")
        finally:
            self._finished.set()

    def _drive(self) -> Result | None:
        while not self._cancelled.is_set():
            try:
                self.progress = next(self._workflow)
            except StopIteration as end:
                result: Result = end.value
                return result
        self._workflow.close()
        return None


def where(exc: BaseException) -> str:
    """Name an exception's type and place, without its words: they may quote a document."""
    last = exc.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f" in {last.tb_frame.f_code.co_qualname} line {last.tb_lineno}" if last is not None else ""
    return f"{type(exc).__name__}{place}"
