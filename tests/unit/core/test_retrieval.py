"""Retrievers over a store in memory."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from modules.core.errors import EngineUnavailable
from modules.core.retrieval import Dense, Hybrid
from modules.core.types import Filter, Retriever
from tests.unit.core.retrieval_fakes import BagEmbedder, MemoryStore

DOCUMENTS = {
    "BESTBUY_2023_10K.pdf": ["Annual report.", "Gross profit was 9,912 million.", "Stores closed in Canada."],
    "AMCOR_2023_10K.pdf": ["Annual report.", "Gross profit was 2,725 million.", "Packaging for food."],
    "lease.txt": ["The tenant pays rent monthly.", "Dogs are allowed in the garden.", "Notice is three months."],
}


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(DOCUMENTS)


def retrievers(store: MemoryStore) -> list[Retriever]:
    return [Dense(BagEmbedder(), store, store), Hybrid(BagEmbedder(), store, store)]


def test_every_retriever_finds_and_keeps_to_the_number(store: MemoryStore) -> None:
    for retriever in retrievers(store):
        hits = retriever.search("Are dogs allowed in the garden?", 2)
        assert hits[0].chunk.text == "Dogs are allowed in the garden."
        assert len(hits) <= 2
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_filters_hold_for_every_retriever(store: MemoryStore) -> None:
    lease = store.id("lease.txt")
    for retriever in retrievers(store):
        hits = retriever.search("gross profit, rent and notice", 10, Filter(documents=(lease,), pages=(1, 2)))
        assert hits
        assert {(hit.chunk.document_id, hit.chunk.page <= 2) for hit in hits} == {(lease, True)}


def test_a_filter_that_nothing_passes_finds_nothing(store: MemoryStore) -> None:
    for retriever in retrievers(store):
        assert retriever.search("dogs", 5, Filter(documents=("f" * 64,), pages=(9, 9))) == []


def test_an_empty_store_finds_nothing() -> None:
    empty = MemoryStore({})
    for retriever in retrievers(empty):
        assert retriever.search("anything", 5) == []


def test_questions_without_words_are_harmless(store: MemoryStore) -> None:
    for question in ("", "?", "the of", '" OR * NEAR('):
        for retriever in retrievers(store):
            assert len(retriever.search(question, 3)) <= 3


def test_hits_say_what_each_way_of_looking_gave(store: MemoryStore) -> None:
    best, *_ = Hybrid(BagEmbedder(), store, store).search("Are dogs allowed?", 3)
    assert 0 < best.scores["dense"] <= 1
    assert best.scores["lexical"] > 0
    assert 0 <= best.score <= 1


def test_the_named_document_comes_first(store: MemoryStore) -> None:
    hybrid = Hybrid(BagEmbedder(), store, store)
    for name, text in (("Best Buy", "Gross profit was 9,912 million."), ("Amcor", "Gross profit was 2,725 million.")):
        assert hybrid.search(f"What was {name}'s gross profit in FY2023?", 1)[0].chunk.text == text


def test_inside_the_named_document_its_name_is_not_looked_for(store: MemoryStore) -> None:
    Hybrid(BagEmbedder(), store, store).search("Consider the Amcor 10K report: what food does it pack?", 5)
    inside = [query for query, where in store.searches if where.documents]
    assert inside
    assert all("Amcor" not in query and "food" in query for query in inside)


def test_a_file_that_is_named_is_searched_for_the_rest_of_the_question(store: MemoryStore) -> None:
    hybrid = Hybrid(BagEmbedder(), store, store)
    for name in ("BESTBUY_2023_10K.pdf", "AMCOR_2023_10K.pdf"):
        best = hybrid.search(f"gross profit in {name}", 1)[0]
        assert (best.chunk.document_name, best.chunk.text[:16]) == (name, "Gross profit was")
    assert all("pdf" not in query and "10K" not in query for query, _ in store.searches)


class Down:
    """An embedder whose server is down."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        raise EngineUnavailable(f"Nobody embeds {len(text)} characters.")


def test_without_an_embedder_words_alone_are_searched(store: MemoryStore) -> None:
    hits = Hybrid(Down(), store, store).search("What was Amcor's gross profit in FY2023?", 3)
    assert hits[0].chunk.text == "Gross profit was 2,725 million."
    assert all("dense" not in hit.scores for hit in hits)
    with pytest.raises(EngineUnavailable):
        Hybrid(Down(), store, store).search("xylophone", 3)


def test_nothing_is_kept_of_a_deleted_document() -> None:
    before = MemoryStore({"a.txt": ["Rent is due."], "b.txt": ["Dogs are allowed."]})
    hybrid = Hybrid(BagEmbedder(), before, before)
    hybrid.search("rent", 2)
    hybrid._store = MemoryStore({"a.txt": ["Rent is due."]})
    hybrid.search("rent", 2)
    assert set(hybrid._openings.values()) == {"Rent is due."}


def test_a_renamed_document_is_known_by_its_new_name() -> None:
    before, after = MemoryStore({"a.txt": ["Rent is due."], "b.txt": ["Rent is due."]}), None
    hybrid = Hybrid(BagEmbedder(), before, before)
    hybrid.search("rent in Hilltop House", 2)
    after = MemoryStore({"a.txt": ["Rent is due."], "Hilltop House.txt": ["Rent is due."]})
    hybrid._store = after
    assert hybrid.search("rent in Hilltop House", 2)[0].chunk.document_name == "Hilltop House.txt"


def test_one_document_does_not_fill_all_first_places_unless_it_is_named() -> None:
    texts = [f"Monkeys evolved in forests, case {number}." for number in range(20)]
    store = MemoryStore({"Primates.txt": texts, "Evolution.txt": ["No animal is more evolved than another."]})
    hybrid = Hybrid(BagEmbedder(), store, store)
    names = [hit.chunk.document_name for hit in hybrid.search("How have monkeys evolved in forests?", 24)]
    assert names[:10] == ["Primates.txt"] * 9 + ["Evolution.txt"]
    assert len(names) == 21
    named = [hit.chunk.document_name for hit in hybrid.search("How have primates evolved in forests?", 24)]
    assert "Evolution.txt" not in named[:10]


@pytest.mark.parametrize("names", [("Acme", "Globex"), ("Acme lease.txt", "Globex lease.txt")])
def test_a_comparison_has_the_best_of_each_document_before_a_second_one_of_any(names: tuple[str, str]) -> None:
    texts = [f"Notice is given, the notice of case {number} too." for number in range(9)]
    store = MemoryStore(
        {"Acme lease.txt": texts, "Globex lease.txt": ["Notice.", "Dogs."], "Food.txt": ["Notice of food."]}
    )
    hits = Hybrid(BagEmbedder(), store, store).search(f"Compare the notice in {names[0]} and {names[1]}", 5)
    assert {hit.chunk.document_name for hit in hits[:2]} == {"Acme lease.txt", "Globex lease.txt"}


OPENED = {
    f"{name}.txt": [
        f"The parties {name} and Globex agree in May.",
        *(f"The parties agree on date {at}." for at in range(80)),
    ]
    for name in ("acme", "umbrella")
}


@pytest.mark.parametrize("question", ["Who are the parties?", "When was this agreement signed?"])
def test_what_a_document_says_of_itself_is_found_where_it_opens(question: str) -> None:
    store = MemoryStore(OPENED)
    hybrid = Hybrid(BagEmbedder(), store, store)
    assert {hit.chunk.ordinal for hit in hybrid.search(question, 4)} <= {0, 1, 2}
    named = hybrid.search(f"In the umbrella contract, {question}", 3)
    assert {(hit.chunk.document_name, hit.chunk.ordinal) for hit in named} == {("umbrella.txt", at) for at in range(3)}
    assert all(hit.chunk.page > 1 for hit in hybrid.search(question, 5, Filter(pages=(2, 9))))
