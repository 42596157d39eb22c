"""The Ollama server besides answering: its models, and how it stands as one of several engines."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from modules.adapters import ollama_server
from modules.adapters.ollama import OllamaChat
from modules.adapters.ollama_embedder import OllamaEmbedder
from modules.adapters.ollama_engine import OllamaEngine
from modules.adapters.ollama_server import OllamaServer
from modules.core.errors import EngineUnavailable, ModelMissing
from modules.core.types import Message, Progress
from tests.ollama_double import OllamaDouble

QUESTION = [Message("user", "What does the lease say of dogs?")]
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def double() -> Iterator[OllamaDouble]:
    with OllamaDouble(["phi4", "phi4-reasoning"]) as made:
        yield made


@pytest.fixture
def server(double: OllamaDouble) -> Iterator[OllamaServer]:
    with closing(OllamaServer(double.url, context_tokens=8_192, keep_alive="20m")) as made:
        yield made


def test_lists_loads_and_deletes(server: OllamaServer) -> None:
    assert [model.name for model in server.installed()] == ["phi4", "phi4-reasoning"]
    assert server.has("phi4")
    assert not server.has("phi4:q8")
    assert server.running() == []
    list(OllamaChat(server, "phi4").stream(QUESTION, max_tokens=9))
    running = server.running()[0]
    assert (running.name, running.context_tokens) == ("phi4", 8_192)
    assert running.memory > 0
    assert running.until > time.time()
    server.delete("phi4")
    assert not server.has("phi4"), "the list is taken anew"
    with pytest.raises(ModelMissing):
        server.delete("phi4")


def test_offers_fit_the_machine(server: OllamaServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def best(gibibytes: int) -> list[str]:
        memory = type("Memory", (), {"total": gibibytes * 2**30})
        monkeypatch.setattr("psutil.virtual_memory", lambda: memory)
        return [offer.name for offer in server.offers() if offer.recommended]

    assert best(64) == best(16) == ["phi4"]
    assert best(8) == ["phi4-mini"]
    assert best(2) == []
    assert {offer.name for offer in server.offers() if offer.installed} == {"phi4", "phi4-reasoning"}


def test_pulls_with_progress_over_all_layers(server: OllamaServer) -> None:
    steps = list(server.pull("phi4-mini"))
    assert steps[0] == Progress(0, 0, "Fetching phi4-mini")
    assert steps[-1] == Progress(1_000, 1_000, "Ready phi4-mini")
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert server.has("phi4-mini")


def test_a_pull_that_was_stopped_goes_on_where_it_was(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.pull_pause = 0.02
    pulling = server.pull("phi4-mini")
    while next(pulling).done < 500:
        pass
    pulling.close()
    time.sleep(0.2)
    kept = sum(double.state.layers.values())
    assert kept < 900
    assert not server.has("phi4-mini")
    first = next(step for step in server.pull("phi4-mini") if step.total)
    assert first.done == kept


def test_a_pull_that_breaks_off_can_be_resumed(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.pull_stops_at = 400
    with pytest.raises(EngineUnavailable):
        list(server.pull("phi4-mini"))
    double.behaviour.pull_stops_at = None
    assert next(step for step in server.pull("phi4-mini") if step.total).done == 400


def test_a_pull_of_nothing(server: OllamaServer) -> None:
    with pytest.raises(ModelMissing, match="nosuch"):
        list(server.pull("nosuch"))


# --- As an engine ----------------------------------------------------------------------------------------------------


def test_the_engine_is_found_when_it_starts(double: OllamaDouble) -> None:
    engine = OllamaEngine(double.url, context_tokens=8_192, keep_alive="20m")
    with closing(engine):
        status = engine.status()
        assert (status.ready, status.models) == (True, ("phi4", "phi4-reasoning"))
        assert engine.default_model() == "phi4"
        assert "".join(engine.model("phi4").stream(QUESTION, max_tokens=9)).startswith("You said")
        engine.warm_up("phi4", [])
        assert double.state.loaded == {"phi4:latest": 8_192}
        with pytest.raises(ModelMissing):
            engine.warm_up("phi5", [])
        assert [model.name for model in engine.running()] == ["phi4"]
        engine.delete("phi4")
        assert engine.default_model() == "phi4-reasoning"
        list(engine.pull("phi4"))
        assert [model.name for model in engine.installed()] == ["phi4-reasoning", "phi4"]
        assert [offer.installed for offer in engine.offers()] == [True, False, True, False]


def test_the_engine_is_not_there() -> None:
    engine = OllamaEngine(NOWHERE, context_tokens=8_192, keep_alive="20m")
    status = engine.status()
    assert not status.ready
    assert "not running" in status.detail
    assert status.hint
    assert engine.default_model() is None


def test_a_model_that_only_embeds_is_not_offered_for_answering() -> None:
    with (
        OllamaDouble(["nomic-embed-text", "phi4"]) as double,
        closing(OllamaEngine(double.url, context_tokens=8_192, keep_alive="20m")) as engine,
    ):
        double.state.capabilities["nomic-embed-text:latest"] = ["embedding"]
        assert engine.status().models == ("phi4",)


@pytest.mark.parametrize(
    ("have", "default"),
    [([], None), (["llama3"], None), (["llama3", "vanilj/Phi-4", "phi4-mini"], "vanilj/Phi-4")],
)
def test_only_a_phi_4_is_a_default(have: list[str], default: str | None) -> None:
    with (
        OllamaDouble(have) as double,
        closing(OllamaEngine(double.url, context_tokens=8_192, keep_alive="20m")) as engine,
    ):
        assert engine.default_model() == default
        assert engine.status().ready
        assert ("phi4" in engine.status().hint) is (default is None)


def test_a_pull_that_just_ends_is_not_done(double: OllamaDouble, server: OllamaServer) -> None:
    double.behaviour.pull_ends_at = 300
    with pytest.raises(EngineUnavailable, match="before it had all of phi4-mini"):
        list(server.pull("phi4-mini"))


class Strange(BaseHTTPRequestHandler):
    """A server that lists models and says of them what a test tells it to, at the pace that it tells it to."""

    listed: ClassVar[str] = '{"models": [{"model": "a"}, {"model": "b"}, {"model": "c"}]}'
    shown: ClassVar[str] = "{}"
    pause: ClassVar[float] = 0.0
    trickle: ClassVar[float] = 0.0

    def do_GET(self) -> None:
        self._say(self.listed)

    def do_POST(self) -> None:
        time.sleep(self.pause)
        self._say(self.shown)

    def _say(self, words: str) -> None:
        with suppress(OSError):
            for _ in range(5 if self.trickle else 0):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                time.sleep(self.trickle)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(words.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def strange() -> Iterator[OllamaEngine]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Strange) as server:
        server.daemon_threads, server.block_on_close = True, False
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        with closing(OllamaEngine(url, context_tokens=8_192, keep_alive="20m")) as engine:
            yield engine
        server.shutdown()


@pytest.mark.parametrize("listed", ["null", "[]", "5", '"x"', '{"models": null}', '{"models": [5]}', "<p>No.</p>", ""])
def test_a_list_of_any_shape_is_no_ollama(strange: OllamaEngine, monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    monkeypatch.setattr(Strange, "listed", listed)
    assert not strange.status().ready
    assert strange.default_model() is None


def test_models_without_a_name_or_with_the_same_are_left_out(
    strange: OllamaEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Strange, "listed", '{"models": [{}, {"model": "a"}, {"model": "a:latest"}]}')
    assert strange.status().models == ("a",)


@pytest.mark.parametrize(
    "shown", ["null", "[]", '{"model_info": {"x.context_length": "many"}}', '{"model_info": null}']
)
def test_a_description_of_any_shape_leaves_the_window_as_it_was_set(
    strange: OllamaEngine, monkeypatch: pytest.MonkeyPatch, shown: str
) -> None:
    monkeypatch.setattr(Strange, "shown", shown)
    assert strange.status().models == ("a", "b", "c")
    assert strange.model("a").card.context_tokens == 8_192


def test_a_server_that_hangs_is_waited_for_once(strange: OllamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama_server, "_STATUS_SECONDS", 0.3)
    monkeypatch.setattr(Strange, "pause", 2.0)
    began = time.monotonic()
    assert strange.status().models == ("a", "b", "c")
    assert strange.status().ready
    assert time.monotonic() - began < 1


def test_a_server_that_trickles_is_not_waited_for(strange: OllamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ollama_server, "_STATUS_SECONDS", 0.3)
    monkeypatch.setattr(Strange, "trickle", 0.2)
    began = time.monotonic()
    assert "within the time allowed" in strange.status().detail
    assert not strange.status().ready
    assert time.monotonic() - began < 0.9


def test_nothing_goes_through_a_proxy_of_the_environment(double: OllamaDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, NOWHERE)
    with closing(OllamaServer(double.url, context_tokens=8_192, keep_alive="20m")) as server:
        assert server.has("phi4")
        server.load("phi4")
    OllamaEmbedder(double.url, "phi4", "0a1b").embed_query("a secret")
