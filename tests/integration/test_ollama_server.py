"""The Ollama server besides answering: its models, and how it stands as one of several engines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from modules.adapters.ollama import OllamaChat
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
