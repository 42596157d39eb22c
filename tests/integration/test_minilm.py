"""The embedded embedder on its real weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from modules.adapters import minilm
from modules.adapters.minilm import MiniLM
from modules.core.errors import ModelMissing


@pytest.fixture(scope="module")
def embedder() -> MiniLM:
    return MiniLM()


def test_vectors_are_unit_float32_rows(embedder: MiniLM) -> None:
    vectors = embedder.embed_documents(["A clause.", "", "word " * 2000])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder: MiniLM) -> None:
    assert embedder.embed_documents([]).shape == (0, 384)


def test_a_question_lands_beside_its_passage(embedder: MiniLM) -> None:
    passages = embedder.embed_documents(
        [
            "The notice period to terminate the renewal is ninety days.",
            "Photosynthesis converts light energy into chemical energy.",
        ]
    )
    near, far = passages @ embedder.embed_query("How many days before renewal must notice be given?")
    # fp32 all-MiniLM-L6-v2 gives .67 and -.05.
    assert near > 0.6
    assert far < 0.1


def test_questions_and_passages_share_one_space(embedder: MiniLM) -> None:
    text = "Either party may terminate."
    assert np.allclose(embedder.embed_query(text), embedder.embed_documents([text])[0], atol=1e-6)


def test_model_id_tells_settings_apart() -> None:
    assert MiniLM(max_tokens=128).model_id != MiniLM(max_tokens=256).model_id


def test_counts_tokens_beyond_the_cut(embedder: MiniLM) -> None:
    assert embedder.count_tokens("hello " * 600) == 600


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "minilm"
    shutil.copytree(minilm.FOLDER, folder)
    with (folder / "graph.onnx").open("ab") as file:
        file.write(b"\0")
    monkeypatch.setattr(minilm, "FOLDER", folder)
    with pytest.raises(ModelMissing, match=r"graph\.onnx"):
        MiniLM().embed_query("anything")


def test_a_missing_package_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "PACKAGE", "no_such_package_of_weights")
    with pytest.raises(ModelMissing, match="make setup"):
        MiniLM().embed_documents(["anything"])
