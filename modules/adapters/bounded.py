"""Runs a function in a child process under limits of time and memory: no input stops the app or sees a secret.

The child is kept warm between calls and replaced when it exceeded a limit or died. Arguments and results are JSON.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, cast

import psutil

from modules.adapters import wire
from modules.adapters.sandbox import ROOT
from modules.adapters.wire import Frame
from modules.core.errors import AssistantError

_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")  # no secrets among them
_SLICE = 0.1  # seconds between two looks at the child's memory
_LOADING = 30.0  # seconds that importing the function's module may take


class Exceeded(AssistantError):
    """The work took more time or memory than is allowed, or the process that did it died."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of one call: seconds of work, without loading the module; bytes of memory of the child as a whole."""

    seconds: float = 2.0
    memory: int = 700 * 2**20


class Bounded:
    """Calls functions by their path, one call at a time; safe to share between threads.

    Args:
        bounds: limits of each call.
    """

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._child: subprocess.Popen[bytes] | None = None
        self._frames = wire.FrameBuffer()
        self._lock = threading.Lock()

    def call(self, function: str, *arguments: Any) -> Any:
        """Return what the function returns.

        Args:
            function: "package.module:function"; it takes and returns what JSON has.
            arguments: its arguments.

        Raises:
            Exceeded: it took too long or too much memory, or its process died.
            AssistantError: what the function itself raised on purpose, or that it failed.
        """
        with self._lock:
            try:
                return self._asked(function, list(arguments))
            except Exceeded:
                self._end()
                raise

    def warm_up(self, function: str) -> None:
        """Load the function's module in advance."""
        with self._lock, suppress(Exceeded):
            self._send({"function": function, "arguments": None, "memory": self._bounds.memory})
            self._receive(_LOADING)

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _asked(self, function: str, arguments: list[Any]) -> Any:
        self._send({"function": function, "arguments": arguments, "memory": self._bounds.memory})
        frame = self._receive(_LOADING)
        if frame.header["kind"] == "loaded":
            frame = self._receive(self._bounds.seconds)
        if frame.header["kind"] == "result":
            return frame.header["value"]
        if frame.header["ends"]:
            raise Exceeded(str(frame.header["message"]))
        raise AssistantError(str(frame.header["message"]), str(frame.header["hint"]))

    def _send(self, request: dict[str, Any]) -> None:
        child = self._running()
        try:
            wire.write_frame(cast("IO[bytes]", child.stdin), Frame(request))
        except BrokenPipeError as exc:
            raise _died() from exc

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._frames = wire.FrameBuffer()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "modules.adapters.bounded_child"],
                cwd=ROOT,
                env={name: value for name, value in os.environ.items() if name in _PASSED_ON},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._child

    def _receive(self, seconds: float) -> Frame:
        child = cast("subprocess.Popen[bytes]", self._child)
        stream = cast("IO[bytes]", child.stdout)
        deadline = time.monotonic() + seconds
        while (frame := self._frames.take()) is None:
            if _resident(child.pid) > self._bounds.memory:
                raise Exceeded("This takes more memory than is allowed.")
            left = deadline - time.monotonic()
            if left <= 0:
                raise Exceeded("This takes longer than is allowed.")
            if select.select([stream], [], [], min(_SLICE, left))[0]:
                received = os.read(stream.fileno(), 1 << 20)
                if not received:
                    raise _died()
                self._frames.feed(received)
        return frame

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(BrokenPipeError):
                cast("IO[bytes]", pipe).close()


def _resident(pid: int) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _died() -> Exceeded:
    return Exceeded("The process that worked on this stopped.")
