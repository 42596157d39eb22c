"""Asking, for one scope: each question is answered by a worker that outlives the page, the text so far on disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace

from modules.core.answering import AnswerEvent, Checked, Evidence, Options, Searching, Words, Writing, ask
from modules.core.errors import AssistantError, StoreError
from modules.core.evidence import Pages
from modules.core.follow_up import Exchange
from modules.core.types import Answer, ChatModel, Domain, Outcome, Retriever, Scope
from modules.services.answer_desk import AnswerDesk, AnswerState, LiveAnswer, Phase
from modules.store.conversations import Conversations, Turn

__all__ = ["AnswerDesk", "AnswerState", "Answers", "Phase"]

_log = logging.getLogger(__name__)
# A killed process loses no more of an answer than this.
_SAVE_SECONDS = 0.5
# An engine that does not let go of a stopped reply within this is not waited for.
_HALT_SECONDS = 5.0
# Within this a contract is read whole; who asks at once is answered from all of it.
_READ_SECONDS = 8.0
_LOOK_SECONDS = 0.1
_UNEXPECTED = "Something went wrong inside Vouch. Ask again; if it happens again, the log names the turn."

_NOT_KEPT = "The answer could not be saved. See whether the disk is full, then ask again."


class Answers:
    """Asks, and gives account of what is being answered, for one scope.

    Args:
        conversations: of the scope; where questions and answers are kept.
        scope: whose.
        domain: the manner of the answers.
        model: gives the model that the owner has chosen; called for each question, may raise ModelError.
        retriever: finds evidence in the scope.
        pages: reads pages of the scope.
        unread: gives the names of the scope's documents that are still being read.
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
        unread: Callable[[], tuple[str, ...]],
        desk: AnswerDesk,
    ) -> None:
        self._conversations = conversations
        self._scope = scope
        self._domain = domain
        self._model = model
        self._retriever = retriever
        self._pages = pages
        self._unread = unread
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
        for turn in self._conversations.from_turn(turn_id):
            self._halt(turn.id)
        return self.ask(self._conversations.cut(turn_id), question, options)

    def stop(self, turn_id: str) -> None:
        """Stop writing; what came is kept. Nothing happens where the answer is complete."""
        live = self._desk.find(turn_id, self._scope)
        if live is None:
            self._conversations.turn(turn_id)  # NotFound for another owner's
        else:
            live.stop()

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation; what is being written in it is stopped, and the engine is free for others."""
        self._stop_writing(conversation_id)
        self._conversations.delete(conversation_id)

    def delete_all(self) -> None:
        """Delete every conversation of the scope, as `delete` does."""
        for conversation in self._conversations.all():
            self._stop_writing(conversation.id)
        self._conversations.delete_all()

    def _stop_writing(self, conversation_id: str) -> None:
        for turn in self._conversations.turns(conversation_id):
            self.stop(turn.id)

    def snapshot(self, turn_id: str) -> AnswerState:
        """Return how far an answer is.

        Raises:
            NotFound: there is no such turn in this scope.
        """
        live = self._desk.find(turn_id, self._scope)
        if live is not None:
            return live.seen()
        return _stored(self._conversations.turn(turn_id))

    def wait(self, turn_id: str, timeout: float) -> AnswerState:
        """Wait until an answer is complete, at most `timeout` seconds, and return how far it is."""
        live = self._desk.find(turn_id, self._scope)
        if live is not None:
            live.finished.wait(timeout)
        return self.snapshot(turn_id)

    def _halt(self, turn_id: str) -> None:
        self.stop(turn_id)
        live = self._desk.find(turn_id, self._scope)
        if live is not None and not live.finished.wait(_HALT_SECONDS):
            raise AssistantError("The old answer is still being stopped.", "Try again in a moment.")

    def _begin(self, turn: Turn, options: Options) -> str:
        self._desk.start(turn.id, self._scope, lambda live: self._work(live, turn, options))
        return turn.id

    def _work(self, live: LiveAnswer, turn: Turn, options: Options) -> None:
        """Answer a turn, whatever happens: the boundary of the worker."""
        answer = _so_far(live, turn, Outcome.FAILED)
        try:
            answer = self._answer(live, turn, options)
        except AssistantError as error:
            answer = replace(_so_far(live, turn, Outcome.FAILED), problem=str(error))
        except Exception as error:  # noqa: BLE001 - the thread must not die without an answer
            _log.error("turn %s failed: %s", turn.id, type(error).__name__)
            answer = replace(_so_far(live, turn, Outcome.FAILED), problem=_UNEXPECTED)
        finally:
            self._finish(live, turn, answer)

    def _answer(self, live: LiveAnswer, turn: Turn, options: Options) -> Answer:
        """Answer a turn; where nothing was found while files were still being read, search once more after each."""
        deadline = time.monotonic() + _READ_SECONDS
        while True:
            unread = self._unread()
            answer = self._asked(live, turn, options)
            if answer.outcome is not Outcome.NOTHING_FOUND or not unread or not self._read(live, unread, deadline):
                return replace(answer, unread=unread)

    def _read(self, live: LiveAnswer, unread: tuple[str, ...], deadline: float) -> bool:
        """Wait until one of the unread documents is read; say whether that was so in time."""
        while set(unread) <= set(self._unread()):
            if live.stopping.is_set() or time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def _asked(self, live: LiveAnswer, turn: Turn, options: Options) -> Answer:
        if live.stopping.is_set():
            return _so_far(live, turn, Outcome.STOPPED)
        live.state = replace(live.state, phase=Phase.SEARCHING, text="", sentences=())
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
            if live.stopping.is_set() and isinstance(event, Searching | Evidence):
                break
            self._save_partly(live, turn)
        return _so_far(live, turn, Outcome.STOPPED)

    def _history(self, turn: Turn) -> list[Exchange]:
        turns = self._conversations.turns(turn.conversation_id)
        before = turns[: next((index for index, one in enumerate(turns) if one.id == turn.id), len(turns))]
        return [Exchange(one.question, one.answer) for one in before if one.answer is not None and not one.writing]

    def _save_partly(self, live: LiveAnswer, turn: Turn) -> None:
        now = time.monotonic()
        if now - live.saved < _SAVE_SECONDS or live.state.phase is Phase.SEARCHING:
            return
        live.saved = now
        try:
            kept = self._save(live, turn, _so_far(live, turn, Outcome.STOPPED), finished=False)
        except StoreError as problem:
            _log.warning("turn %s could not be saved on the way: %s", turn.id, type(problem).__name__)
            return  # its end may find room
        if not kept:
            live.stop()  # the conversation has been deleted, or the turn is being answered again

    def _save(self, live: LiveAnswer, turn: Turn, answer: Answer, *, finished: bool = True) -> bool:
        current = self._desk.is_current(turn.id, live)
        return current and self._conversations.save_answer(turn.id, answer, finished=finished)

    def _finish(self, live: LiveAnswer, turn: Turn, answer: Answer) -> None:
        usage = answer.usage
        _log.info(
            "turn %s %s: %d passages, %d prompt tokens (%d cached), %d written, first word %.1f s, in all %.1f s",
            *(turn.id, answer.outcome, len(answer.passages), usage.prompt_tokens, usage.cached_tokens),
            *(usage.completion_tokens, usage.first_word_seconds, time.monotonic() - live.started),
        )
        live.state = _done(self._kept(live, turn, answer))

    def _kept(self, live: LiveAnswer, turn: Turn, answer: Answer) -> Answer:
        """Save a finished answer, or where that fails a short one that says so; return what the page is to show."""
        lost = Answer(text="", outcome=Outcome.FAILED, searched_for=turn.question, problem=_NOT_KEPT)
        for one in (answer, lost):
            try:
                self._save(live, turn, one)
            except Exception as error:  # noqa: BLE001 - the thread must not die and leave the page waiting
                _log.error("turn %s could not be saved: %s", turn.id, type(error).__name__)
            else:
                return one
        return lost


def _advance(live: LiveAnswer, event: AnswerEvent) -> None:
    match event:
        case Searching(query):
            live.state = replace(live.state, phase=Phase.SEARCHING, searched_for=query)
        case Evidence(passages):
            live.state = replace(live.state, phase=Phase.READING, passages=passages)
        case Writing(reply):
            live.reply = reply
        case Words(text, sentences):
            live.state = replace(live.state, phase=Phase.WRITING, text=text, sentences=sentences)


def _so_far(live: LiveAnswer, turn: Turn, outcome: Outcome) -> Answer:
    searched_for = live.state.searched_for or turn.question
    state = live.state
    return Answer(state.text, outcome, searched_for, passages=state.passages, sentences=state.sentences)


def _stored(turn: Turn) -> AnswerState:
    answer = turn.answer or Answer(text="", outcome=Outcome.STOPPED, searched_for=turn.question)
    if turn.writing:  # and nobody writes it: its worker could save nothing any more
        answer = replace(answer, outcome=Outcome.FAILED, problem=_NOT_KEPT)
    return _done(answer)


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
