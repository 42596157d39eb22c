"""Asking Ollama: what each request says, what goes wrong and what the visitor is told. All against the double."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from langchain_ollama import ChatOllama

from modules.adapters.ollama import OllamaChat
from modules.adapters.ollama_server import OllamaServer
from modules.core.errors import (
    ContextOverflow,
    EngineBusy,
    EngineTimeout,
    EngineUnavailable,
    ModelError,
    ModelMissing,
)
from modules.core.types import Message
from tests.ollama_double import Behaviour, OllamaDouble

QUESTION = [Message("system", "Be brief."), Message("user", "What does the lease say of dogs?")]
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def double() -> Iterator[OllamaDouble]:
    with OllamaDouble(["phi4", "phi4-reasoning"]) as made:
        yield made


@pytest.fixture
def server(double: OllamaDouble) -> Iterator[OllamaServer]:
    with closing(OllamaServer(double.url, context_tokens=8_192, keep_alive="20m")) as made:
        yield made


def said(model: OllamaChat, max_tokens: int = 100) -> str:
    return "".join(model.stream(QUESTION, max_tokens=max_tokens))


def failure(model: OllamaChat) -> tuple[ModelError, str]:
    """Return what a question ends with, and the words before that."""
    words: list[str] = []
    with pytest.raises(ModelError) as caught:
        words.extend(model.stream(QUESTION, max_tokens=100))
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")
    return caught.value, "".join(words)


def test_the_window_is_set_on_every_call_and_never_changes(double: OllamaDouble, server: OllamaServer) -> None:
    model = OllamaChat(server, "phi4")
    said(model)
    model.card.count_tokens("x")
    said(model, max_tokens=700)
    bodies = double.asked("/api/chat")
    assert [body["options"]["num_ctx"] for body in bodies] == [8_192, 8_192]
    assert [body["options"]["num_predict"] for body in bodies] == [100, 700]
    assert {body["keep_alive"] for body in bodies} == {"20m"}
    server.load("phi4")
    assert double.state.loaded == {"phi4:latest": 8_192}


def test_the_window_is_no_larger_than_the_models_own(double: OllamaDouble) -> None:
    with closing(OllamaServer(double.url, context_tokens=100_000, keep_alive="20m")) as server:
        assert OllamaChat(server, "phi4").card.context_tokens == 16_384
        assert OllamaChat(server, "unknown").card.context_tokens == 100_000


def test_a_prompt_that_would_not_fit_is_not_sent(double: OllamaDouble, server: OllamaServer) -> None:
    with pytest.raises(ContextOverflow, match="8,192"):
        OllamaChat(server, "phi4").stream([Message("user", "word " * 8_200)], max_tokens=100)
    assert double.asked("/api/chat") == []


def test_a_prompt_that_was_cut_in_silence_is_flagged(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.window = 5
    reply = OllamaChat(server, "phi4").stream(QUESTION, max_tokens=100)
    list(reply)
    assert reply.usage.truncated


def test_no_server() -> None:
    with closing(OllamaServer(NOWHERE, context_tokens=8_192, keep_alive="20m")) as nobody:
        error, _ = failure(OllamaChat(nobody, "phi4"))
        assert isinstance(error, EngineUnavailable)
        assert "not running" in error.message
        for ask in (nobody.installed, nobody.running, lambda: list(nobody.pull("phi4")), lambda: nobody.delete("phi4")):
            with pytest.raises(EngineUnavailable, match="not running"):
                ask()


def test_model_missing(server: OllamaServer) -> None:
    error, _ = failure(OllamaChat(server, "phi5"))
    assert isinstance(error, ModelMissing)
    assert "ollama pull phi5" in error.hint


def test_busy(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.busy = True
    assert isinstance(failure(OllamaChat(server, "phi4"))[0], EngineBusy)


def test_slow(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.delay = 2.0
    assert isinstance(failure(OllamaChat(server, "phi4", patience=0.2))[0], EngineTimeout)


@pytest.mark.parametrize(
    "ill",
    [Behaviour(die_after=2), Behaviour(end_after=2), Behaviour(error_after=2)],
    ids=["cut", "no done", "error line"],
)
def test_dying_in_the_middle_keeps_the_words_before(ill: Behaviour) -> None:
    ill.reply = lambda _: "Dogs are welcome here."
    with (
        OllamaDouble(behaviour=ill) as double,
        closing(OllamaServer(double.url, context_tokens=8_192, keep_alive="20m")) as server,
    ):
        error, words = failure(OllamaChat(server, "phi4"))
    assert isinstance(error, EngineUnavailable)
    assert "middle" in error.message
    assert words == "Dogs are"


@pytest.mark.parametrize("junk", [None, [1], 5, "words", {"done": False}, {"message": None, "done": False}])
def test_a_line_that_is_no_chunk_keeps_the_words_before(junk: object) -> None:
    ill = Behaviour(reply=lambda _: "Dogs are welcome here.", junk_after=2, junk=junk)
    with (
        OllamaDouble(behaviour=ill) as double,
        closing(OllamaServer(double.url, context_tokens=8_192, keep_alive="20m")) as server,
    ):
        error, words = failure(OllamaChat(server, "phi4"))
    assert isinstance(error, EngineUnavailable)
    assert words == "Dogs are"


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (500, "model requires more system memory (11.9 GiB) than is available (3.9 GiB)", EngineUnavailable),
        (400, "the input length exceeds the context length", ContextOverflow),
        (500, "llama runner process has terminated", EngineUnavailable),
    ],
)
def test_what_the_server_says_itself(
    double: OllamaDouble, server: OllamaServer, status: int, words: str, kind: type[ModelError]
) -> None:
    double.behaviour.status, double.behaviour.error = status, words
    assert type(failure(OllamaChat(server, "phi4"))[0]) is kind


class SomethingElse(BaseHTTPRequestHandler):
    """A server that is no Ollama and remembers what it was asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<p>Welcome to the printer.</p>")

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def something_else() -> Iterator[str]:
    SomethingElse.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), SomethingElse) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_something_else_listens_there(something_else: str) -> None:
    with closing(OllamaServer(something_else, context_tokens=8_192, keep_alive="20m")) as server:
        with pytest.raises(EngineUnavailable, match="does not speak as Ollama does"):
            server.installed()
        assert isinstance(failure(OllamaChat(server, "phi4"))[0], EngineUnavailable)


def test_a_server_that_never_ends_is_left_at_the_length_that_was_asked_for(
    double: OllamaDouble, server: OllamaServer
) -> None:
    double.behaviour.endless = True
    reply = OllamaChat(server, "phi4").stream(QUESTION, max_tokens=100)
    words = list(itertools.islice(reply, 5_000))
    assert 100 <= len(words) < 300
    assert reply.usage.finish == "length"


def test_closing_stops_the_server(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.pause = 0.05
    double.behaviour.reply = lambda _: "word " * 200
    reply = OllamaChat(server, "phi4").stream(QUESTION, max_tokens=500)
    next(iter(reply))
    reply.close()
    until = time.monotonic() + 3
    while not double.state.cut_off and time.monotonic() < until:
        time.sleep(0.02)
    assert double.state.cut_off == 1


def test_closing_wakes_a_reader_that_waits_for_the_first_word(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.delay = 5.0
    reply = OllamaChat(server, "phi4").stream(QUESTION, max_tokens=100)
    threading.Timer(0.5, reply.close).start()
    began = time.monotonic()
    assert list(reply) == []
    assert time.monotonic() - began < 4
    assert reply.usage.finish == "cancelled"


def test_a_reply_that_is_closed_before_it_is_sent_asks_nobody(
    double: OllamaDouble, server: OllamaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = OllamaChat(server, "phi4").stream(QUESTION, max_tokens=100)

    def loaded_too_late(**settings: object) -> ChatOllama:
        reply.close()  # the visitor stops while the libraries are being loaded: there is no connection to cut yet
        return ChatOllama(**settings)

    monkeypatch.setattr("langchain_ollama.ChatOllama", loaded_too_late)
    double.behaviour.delay = 3.0
    began = time.monotonic()
    assert list(reply) == []
    assert time.monotonic() - began < 2
    assert double.asked("/api/chat") == []


def test_who_comes_later_knows_how_many_are_before(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.pause = 0.1
    model = OllamaChat(server, "phi4")
    first, second = (model.stream(QUESTION, max_tokens=100) for _ in range(2))
    next(iter(first))
    double.behaviour.delay = 0.5
    thread = threading.Thread(target=list, args=(second,))
    thread.start()
    time.sleep(0.2)
    assert (first.queue_position, second.queue_position) == (0, 1)
    first.close()
    thread.join()
    assert second.queue_position == 0


def test_thinking_in_tags_is_separated(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.reply = lambda _: "<think> Dogs or cats? </think>\n\nDogs are welcome."
    reply = OllamaChat(server, "phi4-reasoning").stream(QUESTION, max_tokens=20)
    assert "".join(reply) == "Dogs are welcome."
    assert reply.thoughts == " Dogs or cats? "
    assert double.asked("/api/chat")[0]["options"]["num_predict"] > 4_000, "thinking takes room of its own"


def test_thinking_that_the_server_separates(double: OllamaDouble, server: OllamaServer) -> None:
    double.state.capabilities["phi4-reasoning:latest"] = ["completion", "thinking"]
    double.behaviour.thinking = "Dogs or cats?"
    double.behaviour.reply = lambda _: "Dogs are welcome."
    reply = OllamaChat(server, "phi4-reasoning").stream(QUESTION, max_tokens=20)
    assert "".join(reply) == "Dogs are welcome."
    assert reply.thoughts == "Dogs or cats?"


def test_the_evidence_budget_follows_the_pace(double: OllamaDouble, server: OllamaServer) -> None:
    model = OllamaChat(server, "phi4")
    before = model.card.evidence_tokens
    double.behaviour.pause = 0.5
    double.behaviour.reply = lambda _: "Yes."
    list(model.stream([Message("user", "word " * 60)], max_tokens=10))
    assert 500 <= model.card.evidence_tokens < before


@pytest.mark.parametrize(("name", "quick"), [("phi4", True), ("phi4-reasoning", False)])
def test_quick_is_what_was_measured_and_does_not_think(
    double: OllamaDouble, server: OllamaServer, name: str, quick: bool
) -> None:
    model = OllamaChat(server, name)
    assert not model.card.quick
    double.behaviour.pause = 0.05
    double.behaviour.reply = lambda _: "Yes."
    list(model.stream([Message("user", "word " * 60)], max_tokens=10))
    assert model.card.quick is quick


def test_langchains_own_reporting_is_off(
    server: OllamaServer, something_else: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langsmith import utils

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", something_else)
    monkeypatch.setenv("LANGSMITH_API_KEY", "made-up")
    utils.get_env_var.cache_clear()
    try:
        assert said(OllamaChat(server, "phi4"))
        time.sleep(0.5)
        assert SomethingElse.asked == []
    finally:
        utils.get_env_var.cache_clear()
