"""From a question to an answer that is vouched for: searched, shown, asked, written and checked, in that order."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from modules.core import prompting
from modules.core.errors import AssistantError, ModelError
from modules.core.evidence import Gathered, Pages, gather, still_there
from modules.core.follow_up import Exchange, follows_up, restates, stand_alone
from modules.core.grounding import Checker
from modules.core.judging import judged
from modules.core.markers import markers_in, resolve, resolve_partial, with_markers
from modules.core.nothing_found import no_answer, nothing_found
from modules.core.relevance import unmentioned
from modules.core.text import sentences as sentence_spans
from modules.core.types import (
    ANYTHING,
    Answer,
    ChatModel,
    Domain,
    Filter,
    Message,
    Outcome,
    Passage,
    Reply,
    Retriever,
    Sentence,
    Support,
)

# An engine that reads as much in a tolerable time also rewrites a question in one.
_FAST_EVIDENCE_TOKENS = 2_000
_CONDENSED_TOKENS = 80
# The evidence waits for it.
_CONDENSING_SECONDS = 3.0
_NO_WORDS = "The model replied without a word. Ask again, or put the question in other words."


@dataclass(frozen=True, slots=True)
class Options:
    """What a visitor may choose for one question.

    Attributes:
        where: which documents and pages may vouch.
        from_memory: answer from the model's memory where the documents hold nothing, and say so.
        judge: let the model judge the sentences that the check is unsure of. Takes seconds for each.
        narrowed: as in `Answer`, where `where` is narrower than the visitor's choice of documents.
    """

    where: Filter = ANYTHING
    from_memory: bool = False
    judge: bool = False
    narrowed: str = ""


@dataclass(frozen=True, slots=True)
class Searching:
    """The search begins; `query` is the stand-alone question that retrieval sees."""

    query: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages that the answer may rest on, best first. Comes before the model is asked anything about them."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """The model has been asked. Closing `reply`, from any thread, stops it; what came is kept and checked."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Words:
    """The whole text so far, with the markers that hold, and its finished sentences as they were checked."""

    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The last event: the answer with everything that vouches for it."""

    answer: Answer


AnswerEvent: TypeAlias = Searching | Evidence | Writing | Words | Checked
_Writer: TypeAlias = Generator[AnswerEvent, None, Answer]
_Rewriter: TypeAlias = Generator[AnswerEvent, None, str]


@dataclass(frozen=True, slots=True)
class _Task:
    """A question with everything that it takes to answer it."""

    question: str
    history: Sequence[Exchange]
    domain: Domain
    model: ChatModel
    retriever: Retriever
    pages: Pages
    options: Options


def ask(
    question: str,
    history: Sequence[Exchange],
    *,
    domain: Domain,
    model: ChatModel,
    retriever: Retriever,
    pages: Pages,
    options: Options,
) -> Iterator[AnswerEvent]:
    """Answer a question from the documents that `retriever` searches.

    Args:
        question: as the visitor typed it.
        history: the conversation before the question, oldest first.
        domain: whose manner the answer has.
        model: writes the answer.
        retriever: finds the evidence, in one scope.
        pages: reads pages of the same scope.
        options: what the visitor chose for this question.

    Yields:
        `Searching`, `Evidence`, then, where the model is asked, `Writing` and `Words`; always `Checked` last. `Writing`
        comes first where the model is asked for the stand-alone question. What an engine or a store cannot do ends in
        an answer that failed and says why, with the text so far.
    """
    task = _Task(question, history, domain, model, retriever, pages, options)
    answer = Answer(text="", outcome=Outcome.FAILED, searched_for=question, narrowed=options.narrowed)
    try:
        answer = replace(answer, searched_for=(yield from _stand_alone(task)))
        yield Searching(answer.searched_for)
        gathered = _gathered(answer.searched_for, task)
        names = unmentioned(question, gathered.passages)
        answer = replace(answer, passages=gathered.passages, words_only=gathered.words_only, unmentioned=names)
        yield Evidence(answer.passages)
        if gathered.relevant:
            answer = yield from _from_evidence(answer, task)
        else:
            answer = nothing_found(answer, narrowed=options.where != ANYTHING)
        if answer.outcome is Outcome.NOTHING_FOUND and options.from_memory:
            answer = yield from _from_memory(answer, task)
    except AssistantError as error:
        answer = replace(answer, outcome=Outcome.FAILED, problem=str(error))
    yield Checked(answer)


def _stand_alone(task: _Task) -> _Rewriter:
    """Return what to search for. A fast engine rewrites a follow-up, over the prefix that it has read already."""
    searched_for = stand_alone(task.question, task.history)
    card = task.model.card
    fast = card.quick and not card.small and card.evidence_tokens >= _FAST_EVIDENCE_TOKENS
    if not fast or restates(task.question) or not follows_up(task.question, task.history):
        return searched_for
    last = task.history[-1].answer.passages
    if not still_there(last, task.pages):
        return searched_for
    try:
        messages = prompting.condense_prompt(task.question, task.history, last, task.domain, card)
        reply = task.model.stream(messages, max_tokens=_CONDENSED_TOKENS)
        yield Writing(reply)
        rewritten = " ".join(_said_in_time(reply).split())
    except ModelError:
        return searched_for  # what the engine cannot do is said where the answer is due, below the evidence
    return rewritten if rewritten and reply.usage.finish == "stop" else searched_for


def _said_in_time(reply: Reply) -> str:
    patience = threading.Timer(_CONDENSING_SECONDS, reply.close)
    patience.daemon = True
    patience.start()
    try:
        return "".join(reply)
    finally:
        patience.cancel()


def _gathered(searched_for: str, task: _Task) -> Gathered:
    card = task.model.card
    room = prompting.room_for_evidence(task.question, task.domain, card)
    before = task.history[-1].answer.passages if task.history else ()
    return gather(
        searched_for,
        task.retriever,
        task.pages,
        where=task.options.where,
        room=room,
        card=card,
        before=before,
        same=restates(task.question),
    )


def _from_evidence(answer: Answer, task: _Task) -> _Writer:
    messages = prompting.prompt(task.question, task.history, answer.passages, task.domain, task.model.card)
    checker = Checker(answer.passages, task.question)
    written = yield from _write(answer, messages, task, checker)
    if written.outcome is Outcome.ANSWERED and prompting.is_refusal(written.text):
        return no_answer(written, checker)
    text = _with_checked_markers(_without_stray_refusal(written.text, checker), checker)
    sentences = checker.check(text)
    if task.options.judge and written.outcome is Outcome.ANSWERED:
        sentences = yield from _judged(text, sentences, checker, task.model)
    return replace(written, text=text, sentences=sentences)


def _without_stray_refusal(text: str, checker: Checker) -> str:
    """Return the text without a bare refusal at its end, where the evidence carries every claim before it."""
    start, end = (sentence_spans(text) or [(0, 0)])[-1]
    if not prompting.is_bare_refusal(text[start:end]):
        return text
    before = text[:start].rstrip()
    claims = {sentence.support for sentence in checker.check(before)} - {Support.NO_CLAIM}
    return before if claims == {Support.SUPPORTED} else text


def _judged(
    text: str, sentences: Sequence[Sentence], checker: Checker, model: ChatModel
) -> Generator[AnswerEvent, None, tuple[Sentence, ...]]:
    verdicts = judged(text, sentences, checker, model)
    while True:
        try:
            yield Writing(next(verdicts))
        except StopIteration as end:
            checked: tuple[Sentence, ...] = end.value
            return checked


def _from_memory(answer: Answer, task: _Task) -> _Writer:
    """Answer without documents. No passage vouches for any of it, and every sentence says so."""
    answer = replace(answer, outcome=Outcome.FROM_MEMORY)
    written = yield from _write(answer, prompting.memory_prompt(task.question), task, None)
    sentences = tuple(
        Sentence(start, end, Support.UNSUPPORTED, 0.0, reason="from the model's memory, not from your documents")
        for start, end in sentence_spans(written.text)
    )
    outcome = Outcome.FROM_MEMORY if written.outcome is Outcome.ANSWERED else written.outcome
    return replace(written, outcome=outcome, sentences=sentences)


def _write(answer: Answer, messages: Sequence[Message], task: _Task, checker: Checker | None) -> _Writer:
    """Let the model write; return the answer with its text, however far it came. Without a checker, no marker holds."""
    known = {passage.marker for passage in answer.passages} if checker else set()
    reply = task.model.stream(messages, max_tokens=prompting.reply_tokens(task.model.card))
    yield Writing(reply)
    said, problem = "", ""
    try:
        for piece in reply:
            said += piece
            text = resolve_partial(said, known)
            yield Words(text, checker.check_finished(text) if checker else ())
    except ModelError as error:
        problem = str(error)
    finally:
        reply.close()  # also where the generator is dropped in the middle
    outcome = Outcome.STOPPED if reply.usage.finish == "cancelled" else Outcome.ANSWERED
    if outcome is Outcome.ANSWERED and not said.strip():
        problem = problem or _NO_WORDS
    card = task.model.card
    return replace(
        answer,
        text=resolve(said, known).strip(),
        outcome=Outcome.FAILED if problem else outcome,
        engine=card.engine,
        model=card.model,
        usage=reply.usage,
        problem=problem,
        written=said,
    )


def _with_checked_markers(text: str, checker: Checker) -> str:
    """Return the text with the markers that the check sets: the model's own hold only where the check agrees."""
    parts, position = [], 0
    for sentence in checker.check(text):
        said = text[sentence.start : sentence.end]
        chosen = checker.markers(said, sentence)
        parts += [text[position : sentence.start], with_markers(said, chosen) if chosen != markers_in(said) else said]
        position = sentence.end
    return "".join([*parts, text[position:]])
