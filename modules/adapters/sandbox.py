"""Reads files in a child process that can be killed: no file stops the app or hangs a worker."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, cast

import psutil

from modules.adapters import wire
from modules.adapters.readers import Limits
from modules.adapters.wire import Frame, out_of_memory
from modules.core.errors import DocumentError, Malformed, TooLarge
from modules.core.types import ReadEvent

ROOT = Path(__file__).resolve().parents[2]
GRACE = 1.25  # the readers stop by themselves at the limit and keep what they have; the child is killed after this much
_SLICE = 0.25  # seconds between two looks at the child's memory
_KEEP_BELOW = 700 * 2**20  # bytes; a larger child (OCR has 1.1 GB) is not kept for the next file
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "VIRTUAL_ENV")  # no secrets among them
_log = logging.getLogger(__name__)


def _wait_on() -> None:
    """Do nothing while waiting."""


class Child:
    """One reading process: ask it one thing at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "modules.adapters.sandbox_child"],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name in _PASSED_ON},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what libraries say there may quote the document
            start_new_session=True,
        )
        self._stdin = cast("IO[bytes]", self._process.stdin)  # both are there: Popen was asked for them
        self._stdout = cast("IO[bytes]", self._process.stdout)
        self._frames = wire.FrameBuffer()
        self.idle = True  # nothing is owed: it may be asked

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], limits: Limits, idle: Callable[[], None] = _wait_on) -> Iterator[Frame]:
        """Send a request and yield the frames of the reply, without the closing one.

        `idle` is called a few times a second while the reply is awaited; what it raises ends the waiting.

        Raises:
            DocumentError: what the child refused, or what became of it.
        """
        self.idle = False
        try:
            wire.write_frame(self._stdin, Frame({**request, "limits": asdict(limits)}))
        except BrokenPipeError as exc:
            raise self._died() from exc
        waited = 0.0
        while True:
            began = time.monotonic()
            frame = self._receive(limits, limits.max_seconds * GRACE + 1 - waited, idle)
            waited += time.monotonic() - began  # waiting counts, the caller's own work between two pages does not
            if frame.header["kind"] == "end":
                self.idle = True
                return
            if frame.header["kind"] == "error":
                raise self._refused(frame)
            yield frame

    def kill(self) -> None:
        """End it and what it started, at once."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(BrokenPipeError):
                pipe.close()

    def resident(self) -> int:
        """Memory that it holds now, in bytes; 0 once it has ended."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def _receive(self, limits: Limits, seconds: float, idle: Callable[[], None]) -> Frame:
        deadline = time.monotonic() + seconds
        while (frame := self._frames.take()) is None:
            idle()
            if self.resident() > limits.max_bytes:
                raise out_of_memory()
            if time.monotonic() > deadline:
                raise TooLarge(
                    f"Reading the file took more than {limits.max_seconds:,.0f} seconds.",
                    "Split it into parts, or save it again in a simpler form, such as PDF.",
                )
            if select.select([self._stdout], [], [], _SLICE)[0]:
                received = os.read(self._stdout.fileno(), 1 << 20)
                if not received:
                    raise self._died()
                self._frames.feed(received)
        return frame

    def _refused(self, frame: Frame) -> DocumentError:
        """Return what the child said; after a failure that it did not foresee it is not used again."""
        cause = frame.header["cause"]
        if cause:
            _log.warning("reader failed: %s", cause)
        self.idle = not cause
        return wire.frame_error(frame)

    def _died(self) -> DocumentError:
        code = self._process.wait()
        _log.warning("reader ended with status %d", code)
        return Malformed(
            "The file made its reader stop: it is damaged, or made to do harm.",
            "Open it in the program that made it and save it again.",
        )


class Children:
    """Reading processes: one is kept between files, because starting one takes about half a second."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Start one in advance."""
        with self._lock:
            if not self._idle:
                self._idle.append(Child())

    def ask(self, request: dict[str, Any], idle: Callable[[], None] = _wait_on) -> Generator[Frame]:
        """Have a child answer. Closing the iterator early, or any failure, kills the child."""
        child = self._take()
        try:
            yield from child.ask(request, self._limits, idle)
        finally:
            self._put_back(child)

    def close(self) -> None:
        """End the idle ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.kill()

    def _take(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.alive:
                    return child
                child.kill()
        return Child()

    def _put_back(self, child: Child) -> None:
        with self._lock:
            if child.idle and not self._idle and child.resident() < _KEEP_BELOW:
                self._idle.append(child)
                return
        child.kill()


class SandboxedReader:
    """The `Reader` for every format, in a child process.

    A crash, a hang or too much memory of the child becomes a `DocumentError`; closing the iterator kills the child.
    """

    def __init__(self, limits: Limits) -> None:
        self._children = Children(limits)

    def warm_up(self) -> None:
        """Start the child in advance, so that the first file need not wait for it."""
        self._children.warm_up()

    def read(self, path: Path, *, password: str = "", idle: Callable[[], None] = _wait_on) -> Iterator[ReadEvent]:
        """Yield one `Opened`, then the pages in order, with notes anywhere between.

        `idle` is called a few times a second while a page is awaited; what it raises kills the child and passes on.

        Raises:
            DocumentError: one of its kinds, with a sentence for the visitor.
        """
        request = {"verb": "read", "path": str(path.resolve()), "password": password}
        with closing(self._children.ask(request, idle)) as frames:
            for frame in frames:
                yield wire.frame_event(frame)

    def close(self) -> None:
        """End the child."""
        self._children.close()
