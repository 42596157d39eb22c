"""Prompts are Markdown files beside the code that uses them; this reads them and fills in their variables."""

from __future__ import annotations

import re
from pathlib import Path

_HERE = Path(__file__).parent
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")

REFUSAL = "The documents do not say."
"""The one sentence with which a model says that the evidence does not hold the answer."""


class PromptError(ValueError):
    """A prompt and the values for it do not fit together: a mistake in the code, never the visitor's."""


def fill(template: str, **values: str) -> str:
    """Return `template` with every `{{ name }}` replaced by its value. What is filled in is not searched again.

    Raises:
        PromptError: a variable has no value, or a value has no variable.
    """
    wanted = set(_VARIABLE.findall(template))
    if missing := sorted(wanted - values.keys()):
        raise PromptError(f"no value for {', '.join(missing)}")
    if unused := sorted(values.keys() - wanted):
        raise PromptError(f"no place for {', '.join(unused)}")
    return _VARIABLE.sub(lambda match: values[match[1]], template)


def read(path: Path, **values: str) -> str:
    """Read the prompt in the Markdown file at `path` and fill in its variables.

    Raises:
        PromptError: as `fill`, naming the file.
    """
    try:
        return fill(path.read_text(encoding="utf-8").strip(), **values)
    except PromptError as error:
        raise PromptError(f"{path.name}: {error}") from error


def answer_instructions(folder: Path) -> str:
    """Return how a domain answers: `prompts/answer.md` of the domain's folder, with the rules common to all domains.

    The rules stand where the file says `{{ rules }}`. How to cite and how to refuse is not among them: see `reminder`.
    """
    return read(folder / "prompts" / "answer.md", rules=read(_HERE / "rules.md"))


def reminder() -> str:
    """Return what stands after every question: cite, and how to say that the evidence does not hold the answer.

    A small model follows the last thing that it reads: over eight questions that the samples answer, the embedded model
    cited in none with these rules at the end of the instructions, and in seven with them beside the question. How to
    cite comes last, for the same reason: with the refusal last, it refused a third of the questions that its passages
    answered.
    """
    return read(_HERE / "reminder.md", refusal=REFUSAL)
