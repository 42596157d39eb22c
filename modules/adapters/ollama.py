"""Chat models served by Ollama, through LangChain's ChatOllama on the server's own interface (/api/chat)."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextvars import copy_context
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx

from modules.adapters.addresses import is_remote
from modules.adapters.connections import CuttableTransport, tls_context
from modules.adapters.ollama_errors import broken_off, ollama_errors
from modules.adapters.ollama_server import OllamaServer
from modules.core.errors import ContextOverflow
from modules.core.pace import ReadingPace
from modules.core.replies import StreamedReply
from modules.core.thoughts import Thoughts
from modules.core.tokens import fewest_tokens, most_tokens, prompt_tokens
from modules.core.types import Message, ModelCard

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk

_THINKING_TOKENS = 4_096  # on top of the answer, for models that think first
_SPARE_CHUNKS = 100  # beyond one for each word that a reply may have: the last one, and those without a word
_ROLES = {"system": "system", "user": "human", "assistant": "ai"}


class OllamaChat:
    """A `ChatModel` on an Ollama server.

    Args:
        server: where it runs.
        name: the model there, with or without a tag.
        patience: seconds of silence allowed, while a large model loads or reads a long prompt on a slow machine, or
            between two words.
    """

    def __init__(self, server: OllamaServer, name: str, *, patience: float = 600.0) -> None:
        self._server = server
        self._name = name
        self._patience = patience
        # Read by a graphics card at hundreds of tokens a second, by two cores at five.
        self._pace = ReadingPace(330.0, least=500, most=3_000)
        self._asking = _Asking()

    @property
    def card(self) -> ModelCard:
        """Describe the model; its evidence budget follows the pace that was last measured."""
        window = self._server.window(self._name)
        return ModelCard(
            engine="ollama",
            model=self._name,
            context_tokens=window,
            evidence_tokens=min(self._pace.evidence_tokens, window // 2),
            count_tokens=most_tokens,  # Ollama has no way to count them
            quick=self._pace.measured and not self._thinks,
            remote=is_remote(self._server.url),
        )

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, schema: dict[str, Any] | None = None
    ) -> OllamaReply:
        """Start a reply; it is sent when it is iterated.

        Raises:
            ContextOverflow: messages and reply might not fit the window: Ollama would cut the prompt in silence.
            ModelError: while iterating.
        """
        window = self._server.window(self._name)
        prompt = prompt_tokens([message.content for message in messages])
        if prompt + max_tokens > window:
            raise ContextOverflow(
                f"The question and its evidence take up to {prompt + max_tokens:,} tokens and the window of "
                f"{self._name} holds {window:,}.",
                "Ask about fewer documents, or start a new conversation.",
            )
        thinking = _THINKING_TOKENS if schema is None and self._thinks else 0
        request = {
            "model": self._name,
            "num_ctx": window,
            "num_predict": min(max_tokens + thinking, window - prompt),
            "temperature": 0,
            "keep_alive": self._server.keep_alive,
            # A model without that ability refuses the question where it is set.
            "reasoning": True if self._server.thinks(self._name) else None,
            "format": schema,
        }
        return OllamaReply(self._server.url, request, messages, self._patience, self._pace, self._asking)

    @property
    def _thinks(self) -> bool:
        return "reasoning" in self._name or self._server.thinks(self._name)


class OllamaReply(StreamedReply):
    """One answer of Ollama.

    Attributes:
        thoughts: what a reasoning model thought before it answered.
    """

    def __init__(
        self,
        url: str,
        request: dict[str, Any],
        messages: Sequence[Message],
        patience: float,
        pace: ReadingPace,
        asking: _Asking,
    ) -> None:
        super().__init__()
        self.thoughts = ""
        self._url = url
        self._request = request
        self._messages = messages
        self._patience = patience
        self._pace = pace
        self._asking = asking
        self._transport = CuttableTransport()

    @property
    def queue_position(self) -> int:
        """How many earlier questions of ours the model still answers; 0 once this one's first word has come."""
        return 0 if self._first_word else self._asking.before(self)

    def _pieces(self) -> Iterator[str]:
        self._asking.begin(self)
        thoughts = Thoughts()
        try:
            with ollama_errors(self._url, self._request["model"]):
                yield from thoughts.removed_from(self._texts())
        finally:
            self._transport.close()
            self._asking.end(self)
            self.thoughts += thoughts.text

    def _cut(self) -> None:
        self._transport.cut()

    def _texts(self) -> Iterator[str]:
        done = False
        for number, chunk in enumerate(self._chunks()):
            if number > self._request["num_predict"] + _SPARE_CHUNKS:
                self.usage = replace(self.usage, finish="length")  # it does not keep to what it was told
                return
            self.thoughts += chunk.additional_kwargs.get("reasoning_content", "")
            if chunk.response_metadata.get("done"):
                done = True
                self._count(chunk.response_metadata)
            if self._closed.is_set():
                return
            if chunk.text:
                self.usage = replace(self.usage, completion_tokens=self.usage.completion_tokens + 1)
                yield chunk.text
        if not done:  # a stream that just ends raises nothing
            raise broken_off()

    def _chunks(self) -> Iterator[AIMessageChunk]:
        """Yield what LangChain makes of the stream, with its own reporting to LangSmith off: it would send prompts."""
        from langchain_ollama import ChatOllama
        from langsmith import tracing_context

        chat = ChatOllama(
            base_url=self._url,
            client_kwargs={"verify": tls_context(), "trust_env": False},
            sync_client_kwargs={
                "transport": self._transport,
                "timeout": httpx.Timeout(self._patience, connect=5.0),
            },
            **self._request,
        )
        context = copy_context()
        context.run(tracing_context(enabled=False).__enter__)  # never left: the context ends with this reply
        stream = context.run(chat.stream, [(_ROLES[message.role], message.content) for message in self._messages])
        while (chunk := context.run(next, stream, None)) is not None:
            yield chunk

    def _count(self, metadata: dict[str, Any]) -> None:
        """Take in the server's own counts; durations are nanoseconds."""
        read = metadata.get("prompt_eval_count") or 0
        contents = [message.content for message in self._messages]
        fresh = 1 - self._asking.shared_with_last(contents)
        self._pace.saw(int(read * fresh), (metadata.get("prompt_eval_duration") or 0) / 1e9)
        self.usage = replace(
            self.usage,
            prompt_tokens=read,
            completion_tokens=metadata.get("eval_count") or 0,
            finish="length" if metadata.get("done_reason") == "length" else "stop",
            truncated=0 < read < sum(map(fewest_tokens, contents)),
        )


class _Asking:
    """Who is asking one model: for the place in the line, and for what its prefix cache may hold. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._replies: list[OllamaReply] = []
        self._last: list[str] = []

    def begin(self, reply: OllamaReply) -> None:
        with self._lock:
            self._replies.append(reply)

    def end(self, reply: OllamaReply) -> None:
        with self._lock:
            self._replies.remove(reply)

    def before(self, reply: OllamaReply) -> int:
        with self._lock:
            return self._replies.index(reply) if reply in self._replies else 0

    def shared_with_last(self, contents: list[str]) -> float:
        """Return the share of a prompt that the one before began with, and remember this one."""
        with self._lock:
            same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(contents, self._last, strict=False))
            shared = sum(len(content) for content, _ in same)
            self._last = contents
            return shared / max(1, sum(map(len, contents)))
