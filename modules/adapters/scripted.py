"""The shipped fake: a chat model that says what a test or a demonstration wrote down, and records what it was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from modules.core.engines import EngineStatus
from modules.core.errors import ContextOverflow, ModelError
from modules.core.replies import StreamedReply
from modules.core.types import Message, ModelCard

Line: TypeAlias = str | ModelError | Sequence[str | ModelError]
Script: TypeAlias = Sequence[Line] | Callable[[Sequence[Message]], Line]


class Asked(NamedTuple):
    """One request as it came in."""

    messages: tuple[Message, ...]
    max_tokens: int
    schema: dict[str, Any] | None


class Scripted:
    """A `ChatModel` without a model. A token is a word with the space behind it.

    Args:
        script: the replies in order, or a function from messages to a reply. A reply is a text; an error to raise; or
            a sequence of both, for an engine that dies in the middle.
        pause: seconds before each word.
        context_tokens, evidence_tokens, quick, remote: as in `ModelCard`.

    Attributes:
        asked: every request, oldest first.
    """

    def __init__(
        self,
        script: Script,
        *,
        pause: float = 0.0,
        context_tokens: int = 8_192,
        evidence_tokens: int = 1_000,
        quick: bool = False,
        remote: bool = False,
    ) -> None:
        self.asked: list[Asked] = []
        self._script = script
        self._pause = pause
        self._card = ModelCard(
            "scripted",
            "scripted",
            context_tokens,
            evidence_tokens,
            count_tokens=lambda text: len(_words(text)),
            quick=quick,
            remote=remote,
        )

    @property
    def card(self) -> ModelCard:
        """Describe the model."""
        return self._card

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, schema: dict[str, Any] | None = None
    ) -> ScriptedReply:
        """Start the next reply of the script; with a schema, the script is expected to hold JSON.

        Raises:
            ContextOverflow: messages and reply would not fit the window.
            LookupError: the script has no reply left: the test asked more often than it meant to.
        """
        prompt_tokens = sum(self._card.count_tokens(message.content) for message in messages)
        if prompt_tokens + max_tokens > self._card.context_tokens:
            raise ContextOverflow("The question and its evidence do not fit the script's window.", "Shorten them.")
        self.asked.append(Asked(tuple(messages), max_tokens, schema))
        return ScriptedReply(self._next(messages), prompt_tokens, max_tokens, self._pause)

    def _next(self, messages: Sequence[Message]) -> Line:
        if callable(self._script):
            return self._script(messages)
        if len(self.asked) > len(self._script):
            raise LookupError(f"The script has {len(self._script)} replies and was asked for one more")
        return self._script[len(self.asked) - 1]


class ScriptedEngine:
    """An `Engine` with one scripted model.

    Args:
        model: what it serves, under the model's own name.
    """

    def __init__(self, model: Scripted) -> None:
        self._model = model

    def status(self) -> EngineStatus:
        """Say that it is ready."""
        return EngineStatus("scripted", "Scripted", True, "Says what was written down for it.", models=("scripted",))

    def default_model(self) -> str:
        """Return the one model's name."""
        return self._model.card.model

    def model(self, name: str) -> Scripted:  # noqa: ARG002 - there is only one
        """Return the one model."""
        return self._model

    def warm_up(self, name: str, prefixes: Sequence[Sequence[Message]]) -> None:
        """Nothing needs to be loaded."""

    def close(self) -> None:
        """Nothing needs to be let go of."""


class ScriptedReply(StreamedReply):
    """One line of the script, word by word."""

    def __init__(self, line: Line, prompt_tokens: int, max_tokens: int, pause: float) -> None:
        super().__init__()
        self._line = [line] if isinstance(line, str | ModelError) else line
        self._max_tokens = max_tokens
        self._pause = pause
        self.usage = replace(self.usage, prompt_tokens=prompt_tokens)

    def _pieces(self) -> Iterator[str]:
        for part in self._line:
            if isinstance(part, ModelError):
                raise part
            for word in _words(part):
                if self._closed.wait(self._pause):
                    return
                if self.usage.completion_tokens == self._max_tokens:
                    self.usage = replace(self.usage, finish="length")
                    return
                self.usage = replace(self.usage, completion_tokens=self.usage.completion_tokens + 1)
                yield word

    def _cut(self) -> None:
        """Nothing to do: the pause between words ends when the reply is closed."""


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+\s*|\s+", text)
