"""The gate before an engine: what tells who a person is goes out as a pseudonym and comes back as it was."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from modules.core.types import ChatModel, Message, ModelCard, Reply, Usage
from modules.safety.finding import Choices, Finder, Known, hidden
from modules.safety.leaks import leaked
from modules.safety.pseudonyms import Pseudonyms
from modules.safety.restoring import Restorer

_log = logging.getLogger(__name__)


class Deidentified:
    """A `ChatModel` that never sees who the people are. Where they cannot be hidden, it is not asked.

    Args:
        model: the one that is asked.
        finder: finds what is to be hidden.
        pseudonyms: of the workspace.
        known: gives what the workspace's documents say that is to be hidden wherever it stands.
        choices: gives what the visitor has decided.
        wanted: says whether identities are hidden from an engine on this machine, too; from others they always are.
        clear: what messages begin with that Vouch has written itself.
    """

    def __init__(
        self,
        model: ChatModel,
        finder: Finder,
        pseudonyms: Pseudonyms,
        *,
        known: Callable[[], Known],
        choices: Callable[[], Choices],
        wanted: Callable[[], bool],
        clear: str = "",
    ) -> None:
        self._model = model
        self._finder = finder
        self._pseudonyms = pseudonyms
        self._known = known
        self._choices = choices
        self._wanted = wanted
        self._clear = clear

    @property
    def card(self) -> ModelCard:
        """Describe the model that is asked."""
        return self._model.card

    def stream(self, messages: Sequence[Message], *, max_tokens: int, schema: dict[str, Any] | None = None) -> Reply:
        """Start a reply to the messages without their identifiers; it comes back with them.

        Raises:
            ModelError: one of its kinds; also where what finds identifiers cannot be loaded: then nothing was sent.
        """
        if not self._model.card.remote and not self._wanted():
            return self._model.stream(messages, max_tokens=max_tokens, schema=schema)
        texts = [message.content.removeprefix(self._clear) for message in messages]
        choices = self._choices()
        found = [hidden(one, choices) for one in self._finder.find_all(texts, self._known(), choices)]
        texts = self._pseudonyms.hide(texts, found)
        sent = [
            replace(message, content=message.content[: _shared(message.content, self._clear)] + text)
            for message, text in zip(messages, texts, strict=True)
        ]
        reply = self._model.stream(sent, max_tokens=max_tokens, schema=schema)
        restorer = self._pseudonyms.restorer(in_json=schema is not None)
        return _Restored(reply, restorer, self._leaks([message.content for message in sent]), sum(map(len, found)))

    def _leaks(self, sent: Sequence[str]) -> Callable[[str], int]:
        return lambda raw: leaked(raw, sent, self._pseudonyms.originals(), self._finder.lexicon)


class _Restored:
    """A reply whose pseudonyms are taken back as it comes; checked for leaks once it has ended."""

    def __init__(self, reply: Reply, restorer: Restorer, leaks: Callable[[str], int], count: int) -> None:
        self._reply = reply
        self._restorer = restorer
        self._leaks = leaks
        self._count = count
        self._leaked = 0
        self._text = self._pieces()

    @property
    def usage(self) -> Usage:
        """What the reply took."""
        return replace(self._reply.usage, hidden=self._count, leaked=self._leaked)

    @usage.setter
    def usage(self, usage: Usage) -> None:
        self._reply.usage = usage

    @property
    def queue_position(self) -> int:
        """How many requests the engine will take before this one."""
        return self._reply.queue_position

    def __iter__(self) -> Iterator[str]:
        return self._text

    def close(self) -> None:
        """Stop the engine."""
        self._reply.close()

    def _pieces(self) -> Iterator[str]:
        try:
            for piece in self._reply:
                if settled := self._restorer.add(piece):
                    yield settled
            if rest := self._restorer.end():
                yield rest
        finally:
            self._leaked = self._leaks(self._restorer.raw)
            if self._leaked:
                _log.warning("%d identifiers were in a reply though none had been sent", self._leaked)


def _shared(content: str, clear: str) -> int:
    return len(clear) if content.startswith(clear) else 0
