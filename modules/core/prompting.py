"""What the model reads, in the order that an engine's prefix cache likes: instructions, evidence, history, question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from modules.core.budget import harmless, render
from modules.core.errors import ContextOverflow
from modules.core.follow_up import Exchange, follows_up
from modules.core.markers import resolve, without_markers
from modules.core.prompts import REFUSAL, read, reminder
from modules.core.text import sentences
from modules.core.types import Domain, Message, ModelCard, Passage

_PROMPTS = Path(__file__).with_name("prompts")
# What a chat template adds around a message: role, turn marks, line feeds.
_MESSAGE_TOKENS = 8
_REPLY_TOKENS = 1_000
# An engine that writes a few words a second should not be held to a long answer by a model that repeats itself.
_SMALL_REPLY_TOKENS = 400
_SOURCES = r"(?:documents?|passages?|texts?|context|sources?|excerpts?|evidence|provided information)\b"
_HOLD = (
    r"\b(?:say|state|mention|contain|hold|provide|specif\w+|include|answer|address|information|give|indicate|discuss)"
)
# Of a contract or a filing it may well be a claim that it does not "contain" or "include" something.
_PAPERS = (
    r"(?:filings?|reports?|statements?|records?|notes?|agreements?|contracts?|polic(?:y|ies)|chapters?|sections?)\b"
)
_TELL = (
    r"\b(?:say|state|mention|specif\w+|indicate|discuss|disclose|(?:provide|contain|give|include|hold)\s+(?:\w+\s+){0,3}"
    r"(?:information|details?|data|figures?|answers?)\b)"
)
_HELD = r"(?:mentioned|stated|provided|specified|given|found|included|discussed|addressed)"
_REFUSING = re.compile(
    rf"\b{_SOURCES}(?:\s+\w+)?\s+(?:do(?:es)?\s+not|don['’]t|doesn['’]t|did\s+not|cannot)\s+(?:\w+\s+){{0,2}}{_HOLD}"
    rf"|\b{_PAPERS}(?:\s+\w+)?\s+(?:do(?:es)?\s+not|don['’]t|doesn['’]t|did\s+not|cannot)\s+(?:\w+\s+){{0,2}}{_TELL}"
    r"|\b(?:is|was) not (?:possible|enough information) to (?:determine|say|tell|answer|calculate|compute)\b"
    r"|\b(?:cannot|can not|could not) be (?:determined|answered|calculated|computed) (?:from|with|based on)\b"
    rf"|(?:\bnot|n['’]t) (?:\w+ )?{_HELD} (?:in|by) the (?:\w+ )?{_SOURCES}"
    rf"|\bno (?:information|mention)\b.{{0,80}}\b{_SOURCES}",
    re.IGNORECASE | re.DOTALL,
)


def reply_tokens(card: ModelCard) -> int:
    """Return how long a reply may become, in tokens."""
    return min(_SMALL_REPLY_TOKENS if card.small else _REPLY_TOKENS, card.context_tokens // 4)


def room_for_evidence(question: str, domain: Domain, card: ModelCard) -> int:
    """Return how many tokens of evidence fit the window beside the rest, and the engine's speed.

    Raises:
        ContextOverflow: the question alone is too long.
    """
    fixed = _tokens([Message("system", domain.instructions), _asking("", question)], card)
    room = card.context_tokens - reply_tokens(card) - fixed
    if room <= 0:
        raise ContextOverflow(
            "The question is too long for this model.", "Shorten it, or choose a model that reads more."
        )
    return min(card.evidence_tokens, room)


def prompt(
    question: str, history: Sequence[Exchange], passages: Sequence[Passage], domain: Domain, card: ModelCard
) -> list[Message]:
    """Return the messages to send for a question over the passages.

    The exchanges over these very passages are repeated letter by letter after them, so that a follow-up costs the
    engine only what is new. An exchange over other passages comes along only where the question needs it.
    Where that is too much for the window, the oldest history goes first.

    Raises:
        ContextOverflow: it does not fit even without history. Nothing has been sent.
    """
    evidence = "".join(render(passage) for passage in passages)
    exchanges = _exchanges(question, history, tuple(passages))
    while True:
        messages = _messages(domain, evidence, exchanges, question)
        if _tokens(messages, card) + reply_tokens(card) <= card.context_tokens:
            return messages
        if not exchanges:
            raise ContextOverflow(
                "The question and its evidence do not fit the model's window.", "Shorten the question or start afresh."
            )
        exchanges = exchanges[2:]  # two at once: each cut makes the engine read again what follows


def condense_prompt(
    question: str, history: Sequence[Exchange], passages: Sequence[Passage], domain: Domain, card: ModelCard
) -> list[Message]:
    """Return the messages that ask for `question` as one that stands alone, over the prefix of the last answer."""
    rewriting = read(_PROMPTS / "condense.md", question=harmless(question))
    messages = prompt(rewriting, history, passages, domain, card)
    bare = messages[-1].content.removeprefix("Question: ").removesuffix(_reminding())
    return [*messages[:-1], Message("user", bare)]


def memory_prompt(question: str) -> list[Message]:
    """Return the messages that ask for an answer without documents."""
    return [Message("system", read(_PROMPTS / "memory.md")), Message("user", harmless(question))]


def is_refusal(text: str) -> bool:
    """Tell whether a reply says nothing but that the evidence does not hold the answer."""
    bare = without_markers(text).strip()
    said = [bare[start:end] for start, end in sentences(bare)]
    claims = [sentence for sentence in said if not sentence.endswith("?")]  # a tutor asks back all the same
    return bool(claims) and all(refuses(sentence) for sentence in claims)


def is_bare_refusal(sentence: str) -> bool:
    """Tell whether a sentence is the refusal as it was asked for, without a word of what is missing."""
    return without_markers(sentence).strip(" .").lower() == REFUSAL.rstrip(".").lower()


def refuses(sentence: str) -> bool:
    """Tell whether a sentence says that the evidence does not hold something."""
    return REFUSAL.rstrip(".").lower() in sentence.lower() or bool(_REFUSING.search(sentence))


def _exchanges(question: str, history: Sequence[Exchange], passages: tuple[Passage, ...]) -> list[tuple[str, str]]:
    """Return question and reply of each exchange to repeat, oldest first."""
    same = 0
    while same < len(history) and history[-1 - same].answer.passages == passages:
        same += 1
    over_these = history[len(history) - same :]
    earlier = history[: len(history) - same]
    repeated = [(exchange.question, exchange.answer.written or exchange.answer.text) for exchange in over_these]
    first = over_these[0].question if over_these else question
    if earlier and follows_up(first, earlier):
        # Its markers are numbers of other passages: they would mislead here.
        repeated.insert(0, (earlier[-1].question, resolve(earlier[-1].answer.text, ())))
    return [(asked, said) for asked, said in repeated if said]


def _messages(domain: Domain, evidence: str, exchanges: Sequence[tuple[str, str]], question: str) -> list[Message]:
    messages = [Message("system", domain.instructions)]
    for asked, said in exchanges:
        messages += [_asking(evidence, asked), Message("assistant", harmless(said))]
        evidence = ""  # stands before the first question only
    return [*messages, _asking(evidence, question)]


def _asking(evidence: str, question: str) -> Message:
    return Message("user", f"{evidence}Question: {harmless(question)}{_reminding()}")


@cache
def _reminding() -> str:
    return f"\n\n{reminder()}"


def _tokens(messages: Sequence[Message], card: ModelCard) -> int:
    return sum(card.count_tokens(message.content) + _MESSAGE_TOKENS for message in messages)
