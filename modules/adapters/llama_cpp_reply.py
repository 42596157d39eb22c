"""One answer of the embedded engine over HTTP, and what the server's errors mean."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx

from modules.adapters.connections import CuttableTransport
from modules.adapters.llama_cpp_server import LlamaCppServer
from modules.core.errors import ContextOverflow, EngineTimeout, EngineUnavailable, ModelError
from modules.core.pace import ReadingPace
from modules.core.replies import StreamedReply
from modules.core.turnstile import Ticket, Turnstile

log = logging.getLogger(__name__)

_SILENCE_SECONDS = 180.0  # the server reports after every batch that it read: longer silence is a hung process


class EmbeddedReply(StreamedReply):
    """One answer of the embedded engine, from its place in the line to its last word."""

    def __init__(
        self, running: Callable[[], LlamaCppServer], line: Turnstile, body: dict[str, Any], pace: ReadingPace
    ) -> None:
        super().__init__()
        self._running = running
        self._line = line
        self._body = body
        self._pace = pace
        self._ticket: Ticket | None = None
        self._transport = CuttableTransport()

    @property
    def queue_position(self) -> int:
        """How many must be answered before this one is begun."""
        return self._ticket.position if self._ticket is not None else 0

    def _pieces(self) -> Iterator[str]:
        self._ticket = self._line.enter()
        try:
            if not self._closed.is_set() and self._ticket.wait():
                yield from self._answer(self._running())
        finally:
            self._ticket.leave()

    def _cut(self) -> None:
        if self._ticket is not None:
            self._ticket.leave()
        self._transport.cut()

    def _answer(self, server: LlamaCppServer) -> Iterator[str]:
        client = client_for(server, seconds=_SILENCE_SECONDS, transport=self._transport)
        with (
            server_errors(lambda: None if self._closed.is_set() else server.close()),
            client,
            client.stream("POST", "/v1/chat/completions", json=self._body) as response,
        ):
            if response.status_code != httpx.codes.OK:
                response.read()
                raise _refusal(response.json()["error"])
            for line in response.iter_lines():
                if self._closed.is_set():
                    return
                yield from self._event(line)

    def _event(self, line: str) -> Iterator[str]:
        """Take in one line of server-sent events; yield the text in it."""
        kind, _, data = line.partition(":")
        if kind == "error":
            raise _refusal(json.loads(data))
        if kind != "data" or data.strip() == "[DONE]":
            return
        event = json.loads(data)
        if "error" in event:
            raise _refusal(event["error"])
        if progress := event.get("prompt_progress"):
            self.usage = replace(self.usage, prompt_tokens=progress["total"], cached_tokens=progress["cache"])
        if timings := event.get("timings"):
            self._count(timings)
        for choice in event["choices"]:
            if choice["finish_reason"] == "length":
                self.usage = replace(self.usage, finish="length")
            if text := choice["delta"].get("content"):  # one token an event; the exact count comes with the last one
                self.usage = replace(self.usage, completion_tokens=self.usage.completion_tokens + 1)
                yield text

    def _count(self, timings: dict[str, Any]) -> None:
        self._pace.saw(timings["prompt_n"], timings["prompt_ms"] / 1_000)
        self.usage = replace(
            self.usage,
            prompt_tokens=timings["prompt_n"] + timings["cache_n"],
            completion_tokens=timings["predicted_n"],
            cached_tokens=timings["cache_n"],
        )


def client_for(server: LlamaCppServer, *, seconds: float, transport: CuttableTransport | None = None) -> httpx.Client:
    """Return a client for the server's socket that allows `seconds` of silence."""
    return httpx.Client(
        base_url="http://embedded",  # the socket decides where it goes; HTTP wants a name
        transport=(transport or CuttableTransport()).through(server.socket),
        timeout=seconds,
        headers={"Authorization": f"Bearer {server.key}"},
        trust_env=False,
    )


@contextmanager
def server_errors(give_up: Callable[[], None]) -> Iterator[None]:
    """Turn what httpx and a broken stream raise into `ModelError`s.

    `give_up` is called where the process is dead or hung: it may take a moment to be seen as dead, and the next request
    must find another one.
    """
    try:
        yield
    except httpx.TimeoutException as exc:
        give_up()
        raise EngineTimeout(
            "The embedded model has been silent for too long.", "Stop other work on this machine, then ask again."
        ) from exc
    except (httpx.HTTPError, OSError) as exc:
        give_up()
        raise EngineUnavailable(
            "The embedded model's process ended in the middle of its work.",
            "What came so far is kept; ask again and it starts anew.",
        ) from exc
    except (ValueError, KeyError) as exc:
        raise EngineUnavailable("The embedded model's reply could not be read.", "Ask again.") from exc


def _refusal(error: dict[str, Any]) -> ModelError:
    """Name an error that the server reported itself."""
    if error.get("type") == "exceed_context_size_error":
        return overflow(error["n_prompt_tokens"], error["n_ctx"])
    log.warning("The embedded engine refused a request: code %s, type %s", error.get("code"), error.get("type"))
    return EngineUnavailable("The embedded model could not work on this request.", "Ask it in another way.")


def overflow(tokens: int, window: int) -> ContextOverflow:
    """Say by how much a request is too long for the window."""
    return ContextOverflow(
        f"The question and its evidence take {tokens:,} tokens and the model's window holds {window:,}.",
        "Ask about fewer documents, or start a new conversation.",
    )
