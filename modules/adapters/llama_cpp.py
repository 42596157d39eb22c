"""The embedded engine: a chat model served by llama.cpp in a child process, asked over HTTP."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modules.adapters.llama_cpp_server import LlamaCppServer, ServerOptions
from modules.adapters.weights import Weights, check_gguf, verify
from modules.core.errors import ModelError
from modules.core.pace import ReadingPace
from modules.core.tokens import most_tokens, prompt_tokens
from modules.core.turnstile import Turnstile
from modules.core.types import Message, ModelCard

if TYPE_CHECKING:
    from modules.adapters.llama_cpp_reply import EmbeddedReply

log = logging.getLogger(__name__)

_SLOTS = 2  # two questions share the cores; the others wait in line
_TOKENIZE_SECONDS = 5.0
_COUNTED_TEXTS = 4_096  # chunks are counted again with every question
_SMALL_BYTES = 4 * 2**30


class Embedded:
    """A `ChatModel` on a GGUF file. The process starts with the first request, and again when it has died.

    Args:
        path: the GGUF file.
        weights: what the file must be; None for a file of the operator's own choice.
        context_tokens: the window, prompt and reply together, for each request.
        threads: for reading and writing.
    """

    def __init__(self, path: Path, *, weights: Weights | None, context_tokens: int, threads: int) -> None:
        self._path = path
        self._weights = weights
        self._options = ServerOptions(str(path), context_tokens, threads, _SLOTS)
        self._line = Turnstile(_SLOTS)
        self._pace = ReadingPace(45.0, least=450, most=1_500)
        self._starting = threading.Lock()
        self._server: LlamaCppServer | None = None
        self._counted: dict[str, int] = {}

    @property
    def card(self) -> ModelCard:
        """Describe the model; its evidence budget follows the pace that was last measured."""
        return ModelCard(
            engine="embedded",
            model=self._path.stem,
            context_tokens=self._options.context_tokens,
            evidence_tokens=min(self._pace.evidence_tokens, self._options.context_tokens // 2),
            count_tokens=self.count_tokens,
            small=self._path.exists() and self._path.stat().st_size < _SMALL_BYTES,
        )

    @property
    def loaded(self) -> bool:
        """Whether the process runs with the weights in memory."""
        return self.pid is not None

    @property
    def loading(self) -> bool:
        """Whether the process is being started."""
        return self._starting.locked()

    @property
    def pid(self) -> int | None:
        """The serving process, None where there is none."""
        server = self._server  # another thread may let go of it meanwhile
        return server.pid if server is not None and server.alive else None

    @property
    def idle(self) -> bool:
        """Whether nobody is asking."""
        return self._line.idle

    @property
    def tokens_per_second(self) -> float:
        """How fast prompts are read, as last measured."""
        return self._pace.tokens_per_second

    def look(self) -> None:
        """See whether the weights are there, without reading them.

        Raises:
            ModelMissing: they are not.
        """
        check_gguf(self._path)

    def load(self) -> None:
        """Start the process and wait for it, unless it runs.

        Raises:
            ModelError: the weights are missing or wrong, or there is not enough memory for them.
        """
        self._running()

    def prefill(self, messages: Sequence[Message]) -> None:
        """Read messages without answering, so that a prompt which begins with them is answered sooner."""
        for _ in self.stream(messages, max_tokens=1):
            pass

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, schema: dict[str, Any] | None = None
    ) -> EmbeddedReply:
        """Start a reply; it waits in line when it is iterated. Temperature 0: equal prompts get equal answers.

        Raises:
            ContextOverflow: messages and reply would not fit the window.
            ModelError: while iterating, also when the process dies.
        """
        from modules.adapters.llama_cpp_reply import EmbeddedReply

        turns = [{"role": message.role, "content": message.content} for message in messages]
        body: dict[str, Any] = {
            "messages": turns,
            "max_tokens": max_tokens,
            "temperature": 0,
            "cache_prompt": True,
            "stream": True,
            "stream_options": {"include_usage": True},
            "return_progress": True,
        }
        if schema is not None:
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}}
        # The estimate is from above, so the exact count is asked for only where it matters.
        if prompt_tokens([message.content for message in messages]) + max_tokens > self._options.context_tokens:
            self._check_fit(turns, max_tokens)
        return EmbeddedReply(self._running, self._line, body, self._pace)

    def count_tokens(self, text: str) -> int:
        """Count a text's tokens: by the model's own tokenizer while it is loaded, else from above."""
        if (known := self._counted.get(text)) is not None:
            return known
        if not self.loaded:
            return most_tokens(text)
        try:
            count = len(self._post("/tokenize", {"content": text})["tokens"])
        except ModelError:
            return most_tokens(text)
        if len(self._counted) >= _COUNTED_TEXTS:
            self._counted.clear()
        self._counted[text] = count
        return count

    def close(self) -> None:
        """End the process; the next request would start it again."""
        with self._starting:
            if self._server is not None:
                self._server.close()
                self._server = None

    def _running(self) -> LlamaCppServer:
        with self._starting:
            if self._server is None or not self._server.alive:
                if self._server is not None:
                    log.warning("The embedded engine's process %d had died; starting another", self._server.pid)
                    self._server.close()
                    self._server = None
                check_gguf(self._path)
                if self._weights is not None:
                    verify(self._path, self._weights)
                self._server = LlamaCppServer(self._options)
                log.info("The embedded engine runs in process %d", self._server.pid)
            return self._server

    def _check_fit(self, turns: list[dict[str, str]], max_tokens: int) -> None:
        from modules.adapters.llama_cpp_reply import overflow

        prompt = self._post("/apply-template", {"messages": turns})["prompt"]
        tokens = self.count_tokens(prompt)
        if tokens + max_tokens > self._options.context_tokens:
            raise overflow(tokens + max_tokens, self._options.context_tokens)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        from modules.adapters.llama_cpp_reply import client_for, server_errors

        server = self._running()
        # No giving up here: on a busy machine a count may come late while the process writes somebody's answer.
        with server_errors(lambda: None), client_for(server, seconds=_TOKENIZE_SECONDS) as client:
            answer: dict[str, Any] = client.post(path, json=body).raise_for_status().json()
            return answer
