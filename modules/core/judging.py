"""The chosen model as judge, on the doubtful sentences only: each against the stretches that come closest to it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from modules.core.budget import harmless
from modules.core.errors import ModelError
from modules.core.grounding import Checker
from modules.core.markers import without_markers
from modules.core.prompts import read
from modules.core.types import ChatModel, Message, Reply, Sentence, Support

_PROMPT = Path(__file__).with_name("prompts") / "judge.md"
# Asked without examples, over the whole conversation or over the stretches, a small model says yes to nine in ten.
_EXAMPLES = (
    (
        "Either party may end the agreement with sixty days notice. Notice must be in writing.",
        "The agreement ends after sixty days written notice by registered letter.",
        "no, the registered letter is not in the text",
    ),
    ("The patient takes metformin twice a day.", "Metformin is taken two times daily.", "yes"),
    (
        "Net sales grew because of higher volumes in Europe.",
        "Net sales grew because of higher volumes and prices in Europe.",
        "no, prices are not in the text",
    ),
    ("Roots take up water; leaves lose it to the air.", "Water enters a plant through its roots.", "yes"),
)
# "yes" or "no" is the first token; what a model says to explain it is not read, and letting it speak costs seconds.
_VERDICT_TOKENS = 2
# How much likelier an unsupported sentence gets this verdict than a supported one (benchmarks/grounding.py --judge).
_ODDS_OF_NO = 2.2
_ODDS_OF_YES = 0.6


def judged(
    text: str, sentences: Sequence[Sentence], checker: Checker, model: ChatModel
) -> Generator[Reply, None, tuple[Sentence, ...]]:
    """Return the sentences, the partly supported ones as the model judges them; a verdict that fails changes nothing.

    What a rule objects to (a number's scale, row, year or sign; the contrary of a passage) the model cannot lift.

    Args:
        text: the answer.
        sentences: as checked without a model.
        checker: that checked them.
        model: gives the verdicts.

    Yields:
        Each verdict's reply before it is read, so that it can be stopped.
    """
    verdicts = []
    for sentence in sentences:
        statement = without_markers(text[sentence.start : sentence.end])
        if sentence.support is Support.PARTLY and not checker.objection(statement):
            with suppress(ModelError):
                reply = model.stream(_messages(statement, checker.nearest(statement)), max_tokens=_VERDICT_TOKENS)
                yield reply
                sentence = _verdict(sentence, "".join(reply))
        verdicts.append(sentence)
    return tuple(verdicts)


def _messages(statement: str, stretches: Sequence[str]) -> list[Message]:
    messages = [Message("system", read(_PROMPT))]
    for text, said, verdict in _EXAMPLES:
        messages += [_asking(text, said), Message("assistant", verdict)]
    return [*messages, _asking(" ... ".join(stretches), statement)]


def _asking(text: str, statement: str) -> Message:
    return Message("user", f"Text: {harmless(text)}\nStatement: {harmless(statement)}")


def _verdict(sentence: Sentence, said: str) -> Sentence:
    word = said.strip().lower()
    if word.startswith("yes"):
        reason = "the model, asked again, finds it in the passages"
        return replace(sentence, support=Support.SUPPORTED, score=_after(sentence.score, _ODDS_OF_YES), reason=reason)
    if word.startswith("no"):
        reason = "the model, asked again, does not find it in the passages"
        return replace(sentence, support=Support.UNSUPPORTED, score=_after(sentence.score, _ODDS_OF_NO), reason=reason)
    return sentence


def _after(score: float, odds: float) -> float:
    """Return the share of support after a verdict, by Bayes' rule on the odds of doubt."""
    doubt = (1.0 - score) * odds
    return score / (score + doubt)
