"""Hints in a model's words. What shows the key, or says a number that nothing here gives, is never shown."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from modules.core.budget import harmless
from modules.core.figures import is_computed, is_said, numbers
from modules.core.prompts import read
from modules.core.text import words
from modules.core.types import ChatModel, Message, Progress
from modules.domains.education.tutoring.hints import hint, masked
from modules.domains.education.tutoring.profile import Profile, manner
from modules.domains.education.tutoring.revealing import revealed
from modules.domains.education.tutoring.task import Hint, Rung, Task

_PROMPTS = Path(__file__).with_name("prompts")
_MOST_TOKENS = 120
_MOST_WORDS = 80
_LEAST_WORDS = 4
_TRIES = 2
_MANNERS = {
    Rung.NUDGE: "Say only what to think about first, or which step to look at again.",
    Rung.CONCEPT: "Name the idea or rule that is needed and say it in plain words, without using it on this problem.",
    Rung.STEP: "Say how the next step begins, and leave it to the learner to carry it out.",
}


def hint_in_words(
    task: Task, rung: Rung, attempts: Sequence[str], profile: Profile, model: ChatModel
) -> Generator[Progress, None, Hint]:
    """Have a model word the hint of a rung; where twice it says what it must not, the hint by rules is shown.

    What the model is told holds nothing of the key: it cannot give away what it has not seen.

    Raises:
        ModelError: the engine could not answer.
    """
    plain = hint(task, rung, attempts)
    if rung is Rung.ANSWER:
        return plain
    messages = [
        Message("system", read(_PROMPTS / "hint.md")),
        Message("user", _request(task, plain, attempts, profile)),
    ]
    for tried in range(1, _TRIES + 1):
        said = yield from _said(model, messages, Progress(tried - 1, _TRIES, "Thinking of a hint"))
        if not (fault := objection(said, task, attempts)):
            return replace(plain, text=said, by=model.card.model)
        messages += [Message("assistant", said), Message("user", f"Say it again without this: {fault}.")]
    return plain


def objection(said: str, task: Task, attempts: Sequence[str] = ()) -> str:
    """Say why a hint may not be shown, without naming what it shows; "" where it may."""
    if revealed(said, task.key):
        return "it gives the answer away"
    if not _LEAST_WORDS <= len(words(said)) <= _MOST_WORDS:
        return "it is too short or too long"
    known = [number for text in (task.question, task.key.given, *task.solution, *attempts) for number in numbers(text)]
    known += [number for place in task.sources for number in numbers(place.text)]
    strange = [
        one for one in numbers(said) if not one.spelled and not is_said(one, known) and not is_computed(one, known)
    ]
    return "it has a number that the problem does not give" if strange else ""


def _request(task: Task, plain: Hint, attempts: Sequence[str], profile: Profile) -> str:
    passages = "\n".join(harmless(masked(place.text, task.key)) for place in task.sources[:2])
    tried = "\n".join(harmless(one) for one in attempts[-2:])
    parts = [
        manner(profile),
        f"Problem:\n<passage>\n{harmless(task.question)}\n</passage>",
        f"From the course:\n<passage>\n{passages}\n</passage>" if passages else "",
        f"The learner wrote:\n<passage>\n{tried}\n</passage>" if tried else "The learner has not tried yet.",
        f"A hint by rules, to say better: {harmless(plain.text)}",
        _MANNERS[plain.rung],
    ]
    return "\n\n".join(filter(None, parts))


def _said(model: ChatModel, messages: Sequence[Message], so_far: Progress) -> Generator[Progress, None, str]:
    reply = model.stream(messages, max_tokens=_MOST_TOKENS)
    said = ""
    try:
        for piece in reply:
            said += piece
            yield so_far
    finally:
        reply.close()
    return " ".join(said.split())
