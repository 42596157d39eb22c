"""One contract, every engine: scripted, embedded, Ollama's double, and a real Ollama where one runs with a model."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from modules.adapters.llama_cpp import Embedded
from modules.adapters.ollama import OllamaChat
from modules.adapters.ollama_server import OllamaServer
from modules.adapters.scripted import Scripted
from modules.core.errors import ContextOverflow, ModelError
from modules.core.types import ChatModel, Message
from tests.ollama_double import Behaviour, Body, OllamaDouble
from tests.tiny_model import quickest

QUESTION = [Message("system", "Be brief."), Message("user", "Which colours has a rainbow? Name them all.")]
SCHEMA = {
    "type": "object",
    "properties": {"colour": {"type": "string", "maxLength": 20}, "count": {"type": "integer"}},
    "required": ["colour", "count"],
    "additionalProperties": False,
}
WORDS = "Red, orange, yellow, green, blue, indigo and violet. " * 20
JSON_WORDS = '{"colour": "red", "count": 7}'
WINDOW = 2_048


@contextmanager
def scripted() -> Iterator[ChatModel]:
    class Speaking(Scripted):
        def stream(self, messages, *, max_tokens, schema=None):  # type: ignore[no-untyped-def]
            self._script = lambda _: JSON_WORDS if schema else WORDS
            return super().stream(messages, max_tokens=max_tokens, schema=schema)

    yield Speaking([], pause=0.005, context_tokens=WINDOW)


@contextmanager
def embedded() -> Iterator[ChatModel]:
    found = quickest()
    if found is None:
        pytest.skip("no weights: run `make run` once, or `python -m tests.tiny_model`")
    model = Embedded(found[0], weights=found[1], context_tokens=WINDOW, threads=2)
    try:
        yield model
    finally:
        model.close()


@contextmanager
def ollama_double() -> Iterator[ChatModel]:
    def reply(body: Body) -> str:
        return JSON_WORDS if body.get("format") else WORDS

    behaviour = Behaviour(reply=reply, pause=0.005)
    with (
        OllamaDouble(behaviour=behaviour) as double,
        closing(OllamaServer(double.url, context_tokens=WINDOW, keep_alive="20m")) as server,
    ):
        yield OllamaChat(server, "phi4")


@contextmanager
def ollama() -> Iterator[ChatModel]:
    with closing(OllamaServer("http://127.0.0.1:11434", context_tokens=WINDOW, keep_alive="20m")) as server:
        try:
            models = sorted(server.installed(), key=lambda model: model.size)
        except ModelError:
            models = []
        if not models:
            pytest.skip("no Ollama with a model runs here")
        yield OllamaChat(server, models[0].name)


@pytest.fixture(scope="module", params=[scripted, embedded, ollama_double, ollama], ids=lambda make: make.__name__)
def model(request: pytest.FixtureRequest) -> Iterator[ChatModel]:
    with request.param() as made:
        yield made


def test_streams_a_reply_and_counts(model: ChatModel) -> None:
    reply = model.stream(QUESTION, max_tokens=40)
    pieces = list(reply)
    assert len(pieces) > 3
    assert "".join(pieces).strip()
    usage = reply.usage
    assert 0 < usage.prompt_tokens < WINDOW
    assert 0 < usage.completion_tokens <= 40
    assert 0 < usage.first_word_seconds <= usage.seconds
    assert usage.finish in {"stop", "length"}
    assert not usage.truncated


def test_says_that_it_ran_out_of_room(model: ChatModel) -> None:
    reply = model.stream(QUESTION, max_tokens=3)
    assert list(reply)
    assert reply.usage.finish == "length"
    assert reply.usage.completion_tokens == 3


def test_keeps_to_a_schema(model: ChatModel) -> None:
    reply = model.stream(QUESTION, max_tokens=200, schema=SCHEMA)
    parsed = json.loads("".join(reply))
    assert isinstance(parsed["colour"], str)
    assert isinstance(parsed["count"], int)


def test_refuses_before_sending_what_would_not_fit(model: ChatModel) -> None:
    with pytest.raises(ContextOverflow) as caught:
        model.stream([Message("user", "word " * (WINDOW + 50))], max_tokens=100)
    assert caught.value.hint


def test_a_reply_that_is_closed_by_another_thread_ends_at_once(model: ChatModel) -> None:
    reply = model.stream([Message("user", "Count from one to a thousand.")], max_tokens=900)
    words = []
    for word in reply:
        words.append(word)
        if len(words) == 2:
            threading.Thread(target=reply.close).start()
    assert len(words) < 200, "it goes on to the end"
    assert reply.usage.finish == "cancelled"
    reply.close()
    assert "".join(model.stream(QUESTION, max_tokens=5)), "the next question is answered"


def test_a_reply_that_is_closed_before_its_first_word_says_nothing(model: ChatModel) -> None:
    reply = model.stream(QUESTION, max_tokens=5)
    reply.close()
    assert list(reply) == []
    assert reply.usage.finish == "cancelled"


def test_several_at_once_are_all_answered_and_not_mixed_up(model: ChatModel) -> None:
    said: dict[int, str] = {}

    def ask(number: int) -> None:
        said[number] = "".join(model.stream(QUESTION, max_tokens=6 + number))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 5
    assert all(said[number].startswith(said[0][:10]) for number in said)


def test_its_card_describes_it(model: ChatModel) -> None:
    card = model.card
    assert card.engine
    assert card.model
    assert card.context_tokens == WINDOW
    assert 0 < card.evidence_tokens < WINDOW
    assert card.count_tokens("") == 0
    assert 0 < card.count_tokens("A short text.") < 12
    assert card.count_tokens("word " * 100) >= 100
