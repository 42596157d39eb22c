"""Answers that are written whoever watches: a worker for each, a snapshot for the page, the text so far on disk."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from modules.core.answering import AnswerEvent, Checked, Evidence, Options, Pages, Searching, Words, Writing, ask
from modules.core.errors import AssistantError
from modules.core.follow_up import Exchange
from modules.core.types import Answer, ChatModel, Domain, Outcome, Passage, Reply, Retriever, Scope, Sentence
from modules.store.conversations import Conversations, Turn

_log = logging.getLogger(__name__)
# A killed process loses no more of an answer than this.
_SAVE_SECONDS = 0.5
# An engine that does not let go of a stopped reply within this is not waited for.
_HALT_SECONDS = 5.0
_UNEXPECTED = "Something went wrong inside Vouch. Ask again; if it happens again, the log names the turn."


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


class _Live:
    """An answer that is being written: what its worker and the pages that watch it share."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
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
        self.stopping.set()
        if self._reply is not None:
            self._reply.close()

    def seen(self, ahead: int) -> AnswerState:
        """Return the state as a page shall see it now, `ahead` others waiting before it."""
        state = self.state
        if state.phase is Phase.DONE:
            return state
        queued = self._reply.queue_position if self._reply is not None and state.phase is Phase.READING else 0
        return replace(state, queue_position=ahead + queued, seconds=time.monotonic() - self.started)


class AnswerDesk:
    """The answers that are being written in this process, of all scopes. One for the process.

    Args:
        at_once: how many are worked on; further ones wait. More than an engine can write at once, so that everybody
            sees his evidence while the engine is busy with others.
    """

    def __init__(self, at_once: int = 8) -> None:
        self._places = threading.BoundedSemaphore(at_once)
        self._live: dict[str, _Live] = {}
        self._lock = threading.Lock()

    def start(self, turn_id: str, scope: Scope, work: Callable[[_Live], None]) -> None:
        """Do the work for a turn in a thread of its own, as soon as there is a place."""
        live = _Live(scope)
        with self._lock:
            self._live[turn_id] = live
        name = f"answer-{turn_id[:8]}"
        threading.Thread(target=self._run, args=(turn_id, live, work), name=name, daemon=True).start()

    def find(self, turn_id: str, scope: Scope) -> _Live | None:
        """Return the answer that is being written for a turn of this scope, if it is."""
        live = self._live.get(turn_id)
        return live if live is not None and live.scope == scope else None

    def ahead(self, live: _Live) -> int:
        """Return how many answers wait for a place longer than this one."""
        if live.state.phase is not Phase.WAITING:
            return 0
        with self._lock:
            others = list(self._live.values())
        return sum(one.state.phase is Phase.WAITING and one.started < live.started for one in others)

    def close(self, timeout: float = 5.0) -> None:
        """Stop every answer, keeping what came, and wait until that is on disk, at most `timeout` seconds."""
        with self._lock:
            live = list(self._live.values())
        for one in live:
            one.stop()
        deadline = time.monotonic() + timeout
        for one in live:
            one.finished.wait(max(0.0, deadline - time.monotonic()))

    def _run(self, turn_id: str, live: _Live, work: Callable[[_Live], None]) -> None:
        try:
            with self._places:
                work(live)
        finally:
            with self._lock:
                self._live.pop(turn_id, None)
            live.finished.set()


class Answers:
    """Asks, and gives account of what is being answered, for one scope.

    Args:
        conversations: of the scope; where questions and answers are kept.
        scope: whose.
        domain: the manner of the answers.
        model: gives the model that the owner has chosen; called for each question, may raise ModelError.
        retriever: finds evidence in the scope.
        pages: reads pages of the scope.
        desk: the process's.
    """

    def __init__(
        self,
        conversations: Conversations,
        scope: Scope,
        domain: Domain,
        *,
        model: Callable[[], ChatModel],
        retriever: Retriever,
        pages: Pages,
        desk: AnswerDesk,
    ) -> None:
        self._conversations = conversations
        self._scope = scope
        self._domain = domain
        self._model = model
        self._retriever = retriever
        self._pages = pages
        self._desk = desk

    def ask(self, conversation_id: str, question: str, options: Options = Options()) -> str:  # noqa: B008 - frozen
        """Append a question to a conversation and begin to answer it.

        Returns:
            The turn's id, for `snapshot`, at once.

        Raises:
            NotFound: there is no such conversation in this scope.
            AssistantError: the question is empty.
        """
        asked = question.strip()
        if not asked:
            raise AssistantError("There is no question.", "Type one.")
        return self._begin(self._conversations.add_turn(conversation_id, asked), options)

    def regenerate(self, turn_id: str, options: Options = Options()) -> str:  # noqa: B008 - frozen
        """Answer a turn's question again, in its place. Returns its id."""
        self._halt(turn_id)
        return self._begin(self._conversations.reopen(turn_id), options)

    def edit(self, turn_id: str, question: str, options: Options = Options()) -> str:  # noqa: B008 - frozen
        """Ask another question in a turn's place. It and the turns after it, which may refer to it, are dropped.

        Returns:
            The id of the new turn.
        """
        if not question.strip():
            raise AssistantError("There is no question.", "Type one.")
        self._halt(turn_id)
        return self.ask(self._conversations.cut(turn_id), question, options)

    def stop(self, turn_id: str) -> None:
        """Stop writing; what came is kept. Nothing happens where the answer is complete."""
        live = self._desk.find(turn_id, self._scope)
        if live is None:
            self._conversations.turn(turn_id)  # NotFound for another owner's
        else:
            live.stop()

    def snapshot(self, turn_id: str) -> AnswerState:
        """Return how far an answer is.

        Raises:
            NotFound: there is no such turn in this scope.
        """
        live = self._desk.find(turn_id, self._scope)
        if live is not None:
            return live.seen(self._desk.ahead(live))
        return _stored(self._conversations.turn(turn_id))

    def wait(self, turn_id: str, timeout: float) -> AnswerState:
        """Wait until an answer is complete, at most `timeout` seconds, and return how far it is."""
        live = self._desk.find(turn_id, self._scope)
        if live is not None:
            live.finished.wait(timeout)
        return self.snapshot(turn_id)

    def _halt(self, turn_id: str) -> None:
        self.stop(turn_id)
        self.wait(turn_id, _HALT_SECONDS)

    def _begin(self, turn: Turn, options: Options) -> str:
        self._desk.start(turn.id, self._scope, lambda live: self._work(live, turn, options))
        return turn.id

    def _work(self, live: _Live, turn: Turn, options: Options) -> None:
        """Answer a turn, whatever happens: the boundary of the worker."""
        answer = _without_words(live, turn, Outcome.FAILED)
        try:
            answer = self._answer(live, turn, options)
        except AssistantError as error:
            answer = replace(_without_words(live, turn, Outcome.FAILED), problem=str(error))
        except Exception as error:  # noqa: BLE001 - the thread must not die without an answer
            _log.error("turn %s failed: %s", turn.id, type(error).__name__)
            answer = replace(_without_words(live, turn, Outcome.FAILED), problem=_UNEXPECTED)
        finally:
            self._finish(live, turn, answer)

    def _answer(self, live: _Live, turn: Turn, options: Options) -> Answer:
        live.state = replace(live.state, phase=Phase.SEARCHING)
        events = ask(
            turn.question,
            self._history(turn),
            domain=self._domain,
            model=self._model(),
            retriever=self._retriever,
            pages=self._pages,
            options=options,
        )
        for event in events:
            if isinstance(event, Checked):
                return event.answer
            _advance(live, event)
            if live.stopping.is_set() and live.reply is None:
                break
            self._save_partly(live, turn)
        return _without_words(live, turn, Outcome.STOPPED)

    def _history(self, turn: Turn) -> list[Exchange]:
        turns = self._conversations.turns(turn.conversation_id)
        before = turns[: next((index for index, one in enumerate(turns) if one.id == turn.id), len(turns))]
        return [Exchange(one.question, one.answer) for one in before if one.answer is not None and not one.writing]

    def _save_partly(self, live: _Live, turn: Turn) -> None:
        now = time.monotonic()
        if now - live.saved < _SAVE_SECONDS or live.state.phase is Phase.SEARCHING:
            return
        live.saved = now
        so_far = replace(
            _without_words(live, turn, Outcome.STOPPED), text=live.state.text, sentences=live.state.sentences
        )
        if not self._conversations.save_answer(turn.id, so_far, finished=False):
            live.stop()  # the conversation has been deleted

    def _finish(self, live: _Live, turn: Turn, answer: Answer) -> None:
        usage = answer.usage
        _log.info(
            "turn %s %s: %d passages, %d prompt tokens (%d cached), %d written, first word %.1f s, in all %.1f s",
            *(turn.id, answer.outcome, len(answer.passages), usage.prompt_tokens, usage.cached_tokens),
            *(usage.completion_tokens, usage.first_word_seconds, time.monotonic() - live.started),
        )
        self._conversations.save_answer(turn.id, answer)
        live.state = _done(answer)


def _advance(live: _Live, event: AnswerEvent) -> None:
    match event:
        case Searching(query):
            live.state = replace(live.state, phase=Phase.SEARCHING, searched_for=query)
        case Evidence(passages):
            live.state = replace(live.state, phase=Phase.READING, passages=passages)
        case Writing(reply):
            live.reply = reply
        case Words(text, sentences):
            live.state = replace(live.state, phase=Phase.WRITING, text=text, sentences=sentences)


def _without_words(live: _Live, turn: Turn, outcome: Outcome) -> Answer:
    searched_for = live.state.searched_for or turn.question
    return Answer(text="", outcome=outcome, searched_for=searched_for, passages=live.state.passages)


def _stored(turn: Turn) -> AnswerState:
    return _done(turn.answer or Answer(text="", outcome=Outcome.STOPPED, searched_for=turn.question))


def _done(answer: Answer) -> AnswerState:
    return AnswerState(
        phase=Phase.DONE,
        searched_for=answer.searched_for,
        passages=answer.passages,
        text=answer.text,
        sentences=answer.sentences,
        answer=answer,
        seconds=answer.usage.seconds,
    )
