"""The chosen model as judge, on the doubtful sentences only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from modules.core.budget import harmless
from modules.core.markers import without_markers
from modules.core.prompts import read
from modules.core.types import ChatModel, Message, Sentence, Support

_PROMPT = Path(__file__).with_name("prompts") / "judge.md"


def judged(text: str, sentences: Sequence[Sentence], said: Sequence[Message], model: ChatModel) -> tuple[Sentence, ...]:
    """Return the sentences, the partly supported ones as the model judges them.

    Args:
        text: the answer.
        sentences: as checked without a model.
        said: the conversation up to and including the answer, letter by letter: its prefix is read already, so that a
            verdict costs the engine one line.
        model: gives the verdicts.
    """
    return tuple(
        _verdict(text[sentence.start : sentence.end], sentence, said, model)
        if sentence.support is Support.PARTLY
        else sentence
        for sentence in sentences
    )


def _verdict(statement: str, sentence: Sentence, said: Sequence[Message], model: ChatModel) -> Sentence:
    question = read(_PROMPT, statement=harmless(without_markers(statement)))
    reply = model.stream([*said, Message("user", question)], max_tokens=_VERDICT_TOKENS)
    word = "".join(reply).strip().lower()
    if word.startswith("yes"):
        return replace(sentence, support=Support.SUPPORTED, reason="the model, asked again, finds it in the passages")
    if word.startswith("no"):
        reason = "the model, asked again, does not find it in the passages"
        return replace(sentence, support=Support.UNSUPPORTED, reason=reason)
    return sentence


_VERDICT_TOKENS = 4
