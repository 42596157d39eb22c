"""Wording for a free-text clause, by a model, from the firm's own wording; what it made up is named.

The model changes one clause and never sees the rest of the contract. A lawyer reads and edits what it wrote before it
goes in, with the remarks beside it: numbers, dates and names that were not given, gaps, and what makes it too long.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from modules.core.budget import harmless
from modules.core.errors import MalformedReply
from modules.core.figures import is_said, numbers
from modules.core.prompts import read
from modules.core.text import words
from modules.core.types import ChatModel, Message, Progress

_PROMPT = Path(__file__).with_name("prompts") / "clause.md"
_MOST_TOKENS = 600
LONGEST = 4_000
"""Characters that a suggested clause may have."""
_GAP = re.compile(r"_{3,}|\[[^\]\n]{0,80}\]|<[^<>\n]{1,60}>|\{\{?|\bTB[CDA]\b|\.{4,}")
_NAME = re.compile(r"(?<![.!?:;]\s)(?<!^)(?<!\n)\b[A-Z][\w’'&-]*(?:\s+[A-Z][\w’'&-]*)*")
# "One of the Parties" counts nothing that had to be given.
_COUNTS_BELOW = 3
# Terms that every contract defines.
_EVERYWHERE = frozenset({"agreement", "party"})
_WRAPPING = re.compile(r"^\s*(?:```\w*\n|[\"“])|(?:\n```|[\"”])\s*$")
_NUMBERED = re.compile(r"^\s*(?:clause\s+)?\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[A-Z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a model wrote for one clause.

    Attributes:
        text: the clause.
        remarks: what a reader must look at before it goes in, a sentence each.
        model: which one wrote it.
    """

    text: str
    remarks: tuple[str, ...]
    model: str


def suggest(model: ChatModel, label: str, wording: str, instruction: str) -> Generator[Progress, None, Suggestion]:
    """Have a model change a wording as an instruction asks.

    Args:
        model: writes it.
        label: what the clause is about, as the form asks for it.
        wording: the firm's, which is changed; may be empty.
        instruction: what the lawyer wants.

    Raises:
        MalformedReply: it wrote nothing.
        ModelError: the engine could not answer.
    """
    yield Progress(0, 0, "The model is reading the wording")
    request = f"Clause: {harmless(label)}\n\nWording:\n{harmless(wording)}\n\nInstruction: {harmless(instruction)}"
    reply = model.stream([Message("system", read(_PROMPT)), Message("user", request)], max_tokens=_MOST_TOKENS)
    said = ""
    try:
        for piece in reply:
            said += piece
            yield Progress(0, 0, f"{len(said.split()):,} words written")
    finally:
        reply.close()
    text = _clause_alone(said)
    if not text:
        raise MalformedReply("The model wrote nothing.", "Try again, or take the library's wording as it is.")
    cut = ("It was cut off: the model had no room left.",) if reply.usage.finish == "length" else ()
    return Suggestion(text, (*cut, *remarks(text, f"{wording}\n{instruction}\n{label}")), model.card.model)


def remarks(text: str, given: str) -> tuple[str, ...]:
    """Return what to look at in a clause: what was not given to whoever wrote it, gaps, and its length."""
    known = numbers(given)
    said = [one for one in numbers(text) if not (one.spelled and one.value < _COUNTS_BELOW)]
    invented = dict.fromkeys(one.text for one in said if not is_said(one, known))
    found = [f"“{number}” stands neither in the wording nor in the instruction." for number in invented]
    found += [f"“{name}” is named neither in the wording nor in the instruction." for name in _strangers(text, given)]
    found += [f"“{gap}” is left to be filled in." for gap in dict.fromkeys(_GAP.findall(text))]
    if len(text) > LONGEST:
        found.append(f"It has more than {LONGEST:,} characters: no clause needs so many.")
    return tuple(found)


def _strangers(text: str, given: str) -> list[str]:
    """Return what is written as a name within a sentence and of which a word was not given."""
    known = _EVERYWHERE | {word.stem for word in words(given)}
    names = dict.fromkeys(match[0] for match in _NAME.finditer(text))
    return [name for name in names if any(word.stem not in known for word in words(name))]


def _clause_alone(said: str) -> str:
    """Return the clause without what small models put around it: quotation marks, a fence, a number."""
    text = said.strip()
    while (bare := _NUMBERED.sub("", _WRAPPING.sub("", text)).strip()) != text:
        text = bare
    return text
