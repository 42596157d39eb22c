"""The answers that are being written in this process, whoever watches: a worker for each, a snapshot for the page."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from modules.core.turnstile import Ticket, Turnstile
from modules.core.types import Answer, Passage, Reply, Scope, Sentence


class Phase(StrEnum):
    """What is going on with an answer, in the order of things."""

    WAITING = "waiting"  # for a worker: too many answers at once
    SEARCHING = "searching"
    READING = "reading"  # the evidence is there, the model has not said a word; `queue_position` while others go first
    WRITING = "writing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class AnswerState:
    """An answer at one moment. Immutable, and cheap to ask for several times a second.

    Attributes:
        searched_for: the stand-alone question, "" until it is known.
        passages: the evidence, before the model's first word.
        text: so far, with the markers that hold.
        sentences: the finished ones of `text`, checked.
        answer: the whole of it once `phase` is DONE.
        queue_position: how many answers go before this one.
        seconds: since the question was asked; once DONE, what the engine took.
    """

    phase: Phase
    searched_for: str = ""
    passages: tuple[Passage, ...] = ()
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    answer: Answer | None = None
    queue_position: int = 0
    seconds: float = 0.0


class LiveAnswer:
    """An answer that is being written: what its worker and the pages that watch it share.

    Attributes:
        place: at the desk, or in the line before it.
        state: how far it is; only its worker sets it.
        saved: when it was last put on disk, by the monotonic clock.
        stopping: the visitor has had enough.
        finished: everything is on disk.
    """

    def __init__(self, scope: Scope, place: Ticket) -> None:
        self.scope = scope
        self.place = place
        self.state = AnswerState(Phase.WAITING)
        self.started = time.monotonic()
        self.saved = 0.0
        self.stopping = threading.Event()
        self.finished = threading.Event()
        self._reply: Reply | None = None

    @property
    def reply(self) -> Reply | None:
        """The engine's reply, once it has been asked."""
        return self._reply

    @reply.setter
    def reply(self, reply: Reply) -> None:
        self._reply = reply
        if self.stopping.is_set():  # in the moment before
            reply.close()

    def stop(self) -> None:
        """Stop the engine, or the waiting; what came is kept."""
        self.stopping.set()
        self.place.leave()
        if self._reply is not None:
            self._reply.close()

    def seen(self) -> AnswerState:
        """Return the state as a page shall see it now."""
        state = self.state
        if state.phase is Phase.DONE:
            return state
        ahead = self.place.position
        if self._reply is not None and state.phase is Phase.READING:
            ahead += self._reply.queue_position
        return replace(state, queue_position=ahead, seconds=time.monotonic() - self.started)


class AnswerDesk:
    """The answers that are being written in this process, of all scopes. One for the process.

    Args:
        at_once: how many are worked on; further ones wait. More than an engine can write at once, so that everybody
            sees his evidence while the engine is busy with others.
    """

    def __init__(self, at_once: int = 8) -> None:
        self._line = Turnstile(at_once, longest=sys.maxsize)
        self._live: dict[str, LiveAnswer] = {}
        self._lock = threading.Lock()

    def start(self, turn_id: str, scope: Scope, work: Callable[[LiveAnswer], None]) -> None:
        """Do the work for a turn in a thread of its own, as soon as there is a place, instead of older work."""
        live = LiveAnswer(scope, self._line.enter())
        with self._lock:
            older = self._live.get(turn_id)
            self._live[turn_id] = live
        if older is not None:
            older.stop()
        name = f"answer-{turn_id[:8]}"
        threading.Thread(target=self._run, args=(turn_id, live, work), name=name, daemon=True).start()

    def find(self, turn_id: str, scope: Scope) -> LiveAnswer | None:
        """Return the answer that is being written for a turn of this scope, if it is."""
        live = self._live.get(turn_id)
        return live if live is not None and live.scope == scope else None

    def is_current(self, turn_id: str, live: LiveAnswer) -> bool:
        """Tell whether a turn is still answered by this one: only then may it keep what it wrote."""
        return self._live.get(turn_id) is live

    def close(self, timeout: float = 5.0) -> None:
        """Stop every answer, keeping what came, and wait until that is on disk, at most `timeout` seconds."""
        with self._lock:
            live = list(self._live.values())
        for one in live:
            one.stop()
        deadline = time.monotonic() + timeout
        for one in live:
            one.finished.wait(max(0.0, deadline - time.monotonic()))

    def _run(self, turn_id: str, live: LiveAnswer, work: Callable[[LiveAnswer], None]) -> None:
        try:
            live.place.wait()  # or until it is stopped, which the work then sees
            work(live)
        finally:
            live.place.leave()
            with self._lock:
                if self._live.get(turn_id) is live:
                    del self._live[turn_id]
            live.finished.set()
