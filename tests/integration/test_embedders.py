"""The table of embedders: by the name that is chosen and by the model id that vectors carry."""

from __future__ import annotations

import threading

import pytest

from modules.adapters import embedders as embedders_module
from modules.adapters import ollama_embedder
from modules.adapters.embedders import EMBEDDED, Embedders
from modules.core.errors import EmbedderChanged, EngineUnavailable, ModelError, ModelMissing
from tests.ollama_double import OllamaDouble

from .house import until

NOWHERE = "http://127.0.0.1:9"


def test_the_embedded_one_is_always_offered() -> None:
    assert Embedders(NOWHERE, threads=1).names() == [EMBEDDED]


def test_models_that_embed_are_offered_and_chat_models_are_not() -> None:
    with OllamaDouble(["phi4", "nomic-embed-text"]) as double:
        double.state.capabilities["nomic-embed-text:latest"] = ["embedding"]
        embedders = Embedders(double.url, threads=1)
        until(lambda: embedders.names() == [EMBEDDED, "nomic-embed-text"])
        chosen = embedders.named("nomic-embed-text")
        assert embedders.of(chosen.model_id) is chosen
        with pytest.raises(ModelMissing):
            embedders.named("phi4")


def test_a_server_that_hangs_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    release, asked = threading.Event(), []

    def hanging(url: str) -> dict[str, str]:
        asked.append(url)
        release.wait(10)
        return {"bge-m3": "0a1b"}

    monkeypatch.setattr(embedders_module, "_PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(ollama_embedder, "embedding_models", hanging)
    embedders = Embedders(NOWHERE, threads=1)
    assert embedders.names() == embedders.names() == [EMBEDDED]
    release.set()
    until(lambda: embedders.names() == [EMBEDDED, "bge-m3"])
    assert asked == [NOWHERE]


def test_vectors_of_other_weights_are_never_compared() -> None:
    with OllamaDouble(["nomic-embed-text"]) as double:
        double.state.capabilities["nomic-embed-text:latest"] = ["embedding"]
        with pytest.raises(EmbedderChanged):
            Embedders(double.url, threads=1).of("ollama/nomic-embed-text@000000000000")
    with pytest.raises(EmbedderChanged):
        Embedders(NOWHERE, threads=1).of("all-MiniLM-L6-v2/some-other-weights/256")


def test_a_server_that_is_gone_is_named_as_such() -> None:
    with pytest.raises(EngineUnavailable):
        Embedders(NOWHERE, threads=1).of("ollama/bge-m3@0123456789ab")


def test_before_the_first_document_the_embedded_one_answers() -> None:
    embedders = Embedders(NOWHERE, threads=1)
    assert embedders.of("") is embedders.named(EMBEDDED)


def test_no_document_is_sent_to_an_embedder_on_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def reached(*_: object) -> None:
        raise AssertionError("it was asked")

    monkeypatch.setattr("modules.adapters.ollama_embedder.embedding_models", reached)
    monkeypatch.setattr("modules.adapters.ollama_embedder.open_embedder", reached)
    embedders = Embedders("http://192.0.2.7:11434", threads=1)
    assert embedders.names() == [EMBEDDED]
    with pytest.raises(ModelError, match="another machine"):
        embedders.named("nomic-embed-text")
