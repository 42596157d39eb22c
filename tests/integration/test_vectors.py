from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from modules.adapters.vectors import ChromaIndex
from modules.core.errors import StoreCorrupt


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    opened = ChromaIndex(tmp_path / "index")
    yield opened
    opened.close()


def unit(rows: int, dimensions: int = 8, seed: int = 0) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).standard_normal((rows, dimensions)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def test_the_nearest_come_first_with_their_cosine(index: ChromaIndex) -> None:
    vectors = unit(50)
    index.upsert([str(number) for number in range(50)], vectors)
    found = index.query(vectors[7], 5)
    assert found[0][0] == "7"
    assert found[0][1] == pytest.approx(1.0, abs=1e-5)
    assert [score for _, score in found] == pytest.approx(sorted(vectors @ vectors[7])[::-1][:5], abs=1e-5)


def test_upsert_replaces_and_delete_ignores_what_is_unknown(index: ChromaIndex) -> None:
    vectors = unit(3)
    index.upsert(["a", "b"], vectors[:2])
    index.upsert(["a"], vectors[2:])
    index.delete(["b", "unknown"])
    assert index.count() == 1
    assert index.query(vectors[2], 9) == [("a", pytest.approx(1.0, abs=1e-5))]


def test_nothing_is_found_in_an_empty_index(index: ChromaIndex) -> None:
    assert index.query(unit(1)[0], 5) == []
    index.upsert([], unit(0))
    index.delete([])
    assert index.count() == 0


def test_more_than_chroma_takes_at_once(index: ChromaIndex) -> None:
    index.upsert([str(number) for number in range(6_000)], unit(6_000, 4))
    assert index.count() == 6_000
    index.delete([str(number) for number in range(5_900)])
    assert index.count() == 100


def test_it_is_there_after_it_was_closed(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path / "index")
    first.upsert(["a"], unit(1))
    first.close()
    first.close()
    with pytest.raises(StoreCorrupt):
        first.count()
    second = ChromaIndex(tmp_path / "index")
    assert second.count() == 1
    second.close()


def test_another_dimension_is_refused_in_our_words(index: ChromaIndex) -> None:
    index.upsert(["a"], unit(1, 8))
    with pytest.raises(StoreCorrupt):
        index.query(unit(1, 4)[0], 1)


def test_threads_may_add_and_ask_at_once(index: ChromaIndex) -> None:
    vectors = unit(400)
    problems: list[BaseException] = []

    def work(part: int) -> None:
        try:
            for start in range(part * 100, part * 100 + 100, 10):
                index.upsert([str(number) for number in range(start, start + 10)], vectors[start : start + 10])
                index.query(vectors[start], 3)
        except StoreCorrupt as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert index.count() == 400


def test_what_the_process_had_in_memory_is_not_saved_with_a_new_graph(tmp_path: Path) -> None:
    for number in range(20):
        index = ChromaIndex(tmp_path / str(number))
        secrets = [b"confidential" * 1_700 for _ in range(50)]
        del secrets  # about the size of a new graph, and free for it to take
        index.upsert(["a"], unit(1, 16))
        (graph,) = tmp_path.glob(f"{number}/*/data_level0.bin")
        assert not any(graph.read_bytes())
        index.close()
        again = ChromaIndex(tmp_path / str(number))
        assert again.query(unit(1, 16)[0], 1) == [("a", pytest.approx(1.0, abs=1e-5))]
        again.close()


def test_a_graph_with_vectors_is_left_alone(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "index")
    vectors = unit(2_000)
    index.upsert([str(number) for number in range(2_000)], vectors)
    index.close()
    again = ChromaIndex(tmp_path / "index")
    assert again.query(vectors[7], 1)[0][0] == "7"
    again.close()
