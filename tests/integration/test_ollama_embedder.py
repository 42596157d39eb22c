"""The embedder on an Ollama server, against the double."""

from __future__ import annotations

import numpy as np
import pytest

from modules.adapters.ollama_embedder import OllamaEmbedder
from modules.core.errors import EngineUnavailable, MalformedReply, ModelMissing
from tests.ollama_double import OllamaDouble


def test_vectors_are_unit_rows_and_near_their_like() -> None:
    with OllamaDouble(["nomic-embed-text"]) as double:
        embedder = OllamaEmbedder(double.url, "nomic-embed-text", "0a1b")
        vectors = embedder.embed_documents([f"passage {number} about rent" for number in range(40)] + ["", "dogs bark"])
        assert vectors.shape[0] == 42
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        assert np.argmax(vectors @ embedder.embed_query("dogs bark")) == 41
        assert embedder.embed_documents([]).shape == (0, 0)


def test_the_model_is_named_in_the_id() -> None:
    assert OllamaEmbedder("http://127.0.0.1:9", "bge-m3", "0123456789abcdef").model_id == "ollama/bge-m3@0123456789ab"


def test_a_missing_model_and_a_missing_server_are_told_apart() -> None:
    with OllamaDouble(["phi4"]) as double, pytest.raises(ModelMissing):
        OllamaEmbedder(double.url, "bge-m3", "0a1b").embed_query("rent")
    with pytest.raises(EngineUnavailable):
        OllamaEmbedder("http://127.0.0.1:9", "bge-m3", "0a1b").embed_query("rent")


@pytest.mark.parametrize("vectors", [[], [[]], [[1.0], [1.0, 2.0]], [[1.0, float("nan")]] * 2, [[1.0]] * 3])
def test_what_is_not_one_vector_for_each_text_is_refused(vectors: list[list[float]]) -> None:
    with OllamaDouble(["bge-m3"]) as double:
        double.behaviour.vectors = vectors
        with pytest.raises(MalformedReply, match="one vector for each text"):
            OllamaEmbedder(double.url, "bge-m3", "0a1b").embed_documents(["rent", "dogs"])
