"""The chosen model as judge, on the doubtful sentences only."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from modules.core.budget import harmless
from modules.core.errors import ModelError
from modules.core.markers import without_markers
from modules.core.prompts import read
from modules.core.types import ChatModel, Message, Reply, Sentence, Support

_PROMPT = Path(__file__).with_name("prompts") / "judge.md"
_VERDICT_TOKENS = 4
# A little beyond the check's own borders between supported, partly and unsupported.
_FOUND_SCORE = 0.95
_MISSED_SCORE = 0.65


def judged(
    text: str, sentences: Sequence[Sentence], said: Sequence[Message], model: ChatModel
) -> Generator[Reply, None, tuple[Sentence, ...]]:
    """Return the sentences, the partly supported ones as the model judges them; a verdict that fails changes nothing.

    Args:
        text: the answer.
        sentences: as checked without a model.
        said: the conversation up to and including the answer, letter by letter: its prefix is read already, so that a
            verdict costs the engine one line.
        model: gives the verdicts.

    Yields:
        Each verdict's reply before it is read, so that it can be stopped.
    """
    verdicts = []
    for sentence in sentences:
        if sentence.support is Support.PARTLY:
            question = read(_PROMPT, statement=harmless(without_markers(text[sentence.start : sentence.end])))
            reply = model.stream([*said, Message("user", question)], max_tokens=_VERDICT_TOKENS)
            yield reply
            with suppress(ModelError):
                sentence = _verdict(sentence, "".join(reply))
        verdicts.append(sentence)
    return tuple(verdicts)


def _verdict(sentence: Sentence, said: str) -> Sentence:
    word = said.strip().lower()
    if word.startswith("yes"):
        reason = "the model, asked again, finds it in the passages"
        return replace(sentence, support=Support.SUPPORTED, score=_FOUND_SCORE, reason=reason)
    if word.startswith("no"):
        reason = "the model, asked again, does not find it in the passages"
        return replace(sentence, support=Support.UNSUPPORTED, score=_MISSED_SCORE, reason=reason)
    return sentence
