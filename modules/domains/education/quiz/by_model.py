"""A model proposes questions and wrong options, one passage at a time; rules and a blind second look decide on them.

Nothing that a model says is shown before it has been validated like any item. Each step yields `Progress`
between words, so that it can be stopped there.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, ValidationError

from modules.core.budget import harmless
from modules.core.prompts import read
from modules.core.types import ChatModel, Message, Progress
from modules.domains.education.material import ConceptMap, Material
from modules.domains.education.quiz.building import finished, shuffled
from modules.domains.education.quiz.course import Course, Said
from modules.domains.education.quiz.evidence import Evidence
from modules.domains.education.quiz.item import Bloom, Item, Kind, Option
from modules.domains.education.quiz.validation import problems
from modules.domains.education.quiz.wording import plain, stands_alone

Form = TypeVar("Form", bound=BaseModel)
_PROMPTS = Path(__file__).with_name("prompts")
_TOKENS = 400
_LETTERS = "ABCDEFGH"
_LONGEST = 200
_OPTIONS = 4  # a distractor that is said twice, or is the key, is none
_LEAST_PASSAGE = 12  # words


class _Wrong(BaseModel):
    answer: str = Field(max_length=_LONGEST)
    misconception: str = Field(max_length=300)


class _Proposed(BaseModel):
    question: str = Field(max_length=400)
    key: str = Field(max_length=_LONGEST)
    wrong: list[_Wrong] = Field(min_length=3, max_length=3)
    explanation: str = Field(max_length=400)


class _Distractors(BaseModel):
    wrong: list[_Wrong] = Field(min_length=3, max_length=3)


class _Chosen(BaseModel):
    letter: str = Field(max_length=8)


def make_by_model(
    material: Material, concepts: ConceptMap, model: ChatModel, *, count: int = 5, seed: int = 0
) -> Generator[Progress, None, tuple[Item, ...]]:
    """Return valid items that a model proposed and answered blindly; a passage whose item is refused gives none.

    Args:
        material: the chosen sections.
        concepts: their concepts.
        model: proposes, and answers its own items without the key.
        count: how many passages are asked about.
        seed: decides which.

    Raises:
        ModelError: the engine could not answer.
    """
    course = Course(material, concepts)
    evidence = Evidence(material)
    made: list[Item] = []
    chosen = _passages(course, count, seed)
    for number, said in enumerate(chosen):
        so_far = Progress(number, len(chosen), f"Question {number + 1} of {len(chosen)}")
        item = yield from proposed(course, said, model, so_far, seed)
        if item is None or problems(item, evidence, made):
            continue
        agreed = yield from answered_blind(item, evidence, model, so_far)
        if agreed:
            made.append(item)
    return tuple(made)


def proposed(
    course: Course, said: Said, model: ChatModel, progress: Progress, seed: int = 0
) -> Generator[Progress, None, Item | None]:
    """Return the item that a model makes of one statement, not validated; None where its reply has not the form."""
    prompt = read(_PROMPTS / "question.md", passage=harmless(said.text))
    form = yield from _asked(model, prompt, _Proposed, progress)
    options = _options(form.key, form.wrong, seed) if form else ()
    if form is None or len(options) < _OPTIONS:
        return None
    item = Item(
        id="",
        kind=Kind.CHOICE,
        stem=_line(form.question),
        source=said.statement.place,
        explanation=f"The material says: {said.text}",
        options=options,
        bloom=Bloom.UNDERSTAND,
        maker=model.card.model,
    )
    return finished(item, section=said.section, concept=next(course.named_in(said.text), None))


def with_better_distractors(
    item: Item, evidence: Evidence, model: ChatModel, progress: Progress
) -> Generator[Progress, None, Item]:
    """Return a choice with a model's distractors, where they make a valid item; else the item as it was."""
    key = next(option.text for option in item.options if option.right)
    passage = harmless(" ".join(evidence.near(item.source)))
    prompt = read(_PROMPTS / "distractors.md", passage=passage, question=harmless(item.stem), answer=harmless(key))
    form = yield from _asked(model, prompt, _Distractors, progress)
    if form is None:
        return item
    better = replace(item, options=_options(key, form.wrong, 0), maker=model.card.model)
    return item if len(better.options) < _OPTIONS or problems(better, evidence) else better


def answered_blind(
    item: Item, evidence: Evidence, model: ChatModel, progress: Progress
) -> Generator[Progress, None, bool]:
    """Return whether a model that sees the source, but not the key, chooses the key of a choice."""
    options = "\n".join(f"{letter}. {harmless(one.text)}" for letter, one in zip(_LETTERS, item.options, strict=False))
    passage = harmless(" ".join(evidence.near(item.source)))
    prompt = read(_PROMPTS / "blind.md", passage=passage, question=harmless(item.stem), options=options)
    form = yield from _asked(model, prompt, _Chosen, progress)
    letter = form.letter.strip(" .").upper() if form else ""
    right = [name for name, option in zip(_LETTERS, item.options, strict=False) if option.right]
    return right == [letter]


def _passages(course: Course, count: int, seed: int) -> list[Said]:
    """Return statements that say enough to be asked about, spread over the sections."""
    long_enough = [one for one in course.said if stands_alone(one.text) and len(one.text.split()) >= _LEAST_PASSAGE]
    named = {one.text: one for one in long_enough if any(course.named_in(one.text))}
    return [named[text] for text in shuffled(sorted(named), seed, "passages")[:count]]


def _options(key: str, wrong: Sequence[_Wrong], seed: int) -> tuple[Option, ...]:
    made = {_line(one.answer): Option(_line(one.answer), feedback=_line(one.misconception)) for one in wrong}
    made[_line(key)] = Option(_line(key), right=True)
    return tuple(made[text] for text in shuffled(list(made), seed, key))


def _line(text: str) -> str:
    return plain(text)


def _asked(
    model: ChatModel, prompt: str, form: type[Form], progress: Progress
) -> Generator[Progress, None, Form | None]:
    """Ask for a form and yield between words; None where the reply has not the form."""
    text = ""
    reply = model.stream([Message("user", prompt)], max_tokens=_TOKENS, schema=form.model_json_schema())
    with closing(reply):
        for piece in reply:
            text += piece
            yield progress
    try:
        return form.model_validate_json(text)
    except ValidationError:
        return None
