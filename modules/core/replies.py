"""The base of every engine's reply: keeps the time, can be closed from any thread, and always ends with a `Usage`."""

from __future__ import annotations

import re
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator
from dataclasses import replace

from modules.core.errors import ModelError
from modules.core.types import Usage

# JSON may name half a character; no UTF-8 can hold it, neither on the disk nor on the way to the page.
_LONE = re.compile("[\ud800-\udfff]")


class StreamedReply(ABC):
    """A `Reply` whose text comes from `_pieces`; a subclass says how an engine is asked and how it is cut off.

    Attributes:
        usage: what the reply took; final once the text has ended or `close` was called.
    """

    def __init__(self) -> None:
        self.usage = Usage()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._inside = threading.Lock()  # a generator may be entered by one thread at a time
        self._ended = False
        self._started = time.monotonic()
        self._first_word = 0.0
        self._text = self._timed()

    @property
    def queue_position(self) -> int:
        """How many requests the engine will take before this one; 0 for an engine that does not queue."""
        return 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        with self._inside:
            return next(self._text)

    def close(self) -> None:
        """Stop the engine and end the text, also for a thread that waits for the next word."""
        self._closed.set()
        if self._end("cancelled"):
            self._cut()
        if self._inside.acquire(blocking=False):  # else another thread is inside, and is woken by the cut
            try:
                self._text.close()
            finally:
                self._inside.release()

    @abstractmethod
    def _pieces(self) -> Iterator[str]:
        """Yield the text as it comes, and put the engine's own counts into `usage` before the end.

        Raises:
            ModelError: one of its kinds. After a cut any of them may come, and is not shown to anybody.
        """

    @abstractmethod
    def _cut(self) -> None:
        """Make a `_pieces` that waits in another thread end now. Called at most once."""

    def _timed(self) -> Generator[str, None, None]:
        try:
            for piece in self._pieces():
                if self._closed.is_set():
                    return
                if piece:
                    self._first_word = self._first_word or time.monotonic()
                    yield _LONE.sub("\N{REPLACEMENT CHARACTER}", piece)
        except ModelError:
            if self._closed.is_set():
                return
            self._end("error")
            raise
        finally:
            self._end("cancelled" if self._closed.is_set() else self.usage.finish)

    def _end(self, finish: str) -> bool:
        """Complete `usage` once; return whether this call did it."""
        with self._lock:
            if self._ended:
                return False
            self._ended = True
            now = time.monotonic()
            first = self._first_word - self._started if self._first_word else 0.0
            self.usage = replace(
                self.usage,
                finish=finish,  # type: ignore[arg-type]
                seconds=now - self._started,
                first_word_seconds=first,
            )
            return True
