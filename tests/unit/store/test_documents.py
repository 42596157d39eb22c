from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.core.errors import AssistantError, NotFound
from modules.core.ingesting import chunk_id
from modules.core.types import DocumentState, Filter, Page, Scope
from modules.store import lexical
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.embeddings import Embeddings
from modules.store.graveyard import Graveyard
from modules.store.searching import Searching

from .making import EMBEDDER, MINE, OTHERS, chunks_of, document, pages_of, stored, vectors


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database, MINE)


def test_a_stored_document_comes_back_whole(documents: Documents, database: Database) -> None:
    made = stored(documents, "The rent is due monthly.", "The deposit is 3,500 dollars.")

    assert documents.all() == [made]
    assert (made.pages, made.chunks, made.state, made.notes) == (2, 2, DocumentState.READY, ("a note",))
    page = documents.page(made.id, 2)
    assert page.text == "The deposit is 3,500 dollars."
    assert page.blocks == pages_of("x")[0].blocks
    assert page.boxes is not None
    np.testing.assert_allclose(page.boxes, [[0, 4, 0.1, 0.2, 0.3, 0.25]], atol=1e-4)
    chunk = documents.chunks([chunk_id(made.id, 1)])[chunk_id(made.id, 1)]
    assert (chunk.text, chunk.page, chunk.section, chunk.document_name) == (page.text, 2, ("5 Term",), "lease.txt")
    assert documents.path(made.id).parent.parent == database.folder / "files"


def test_words_are_found_by_their_stem_numbers_whole_and_stop_words_not(documents: Documents) -> None:
    made = stored(documents, "Tenants terminated the lease.", "The sum of 1,250.50 is owed.", "Of the and to.")

    assert [one for one, _ in documents.lexical("termination of tenant", 5)] == [chunk_id(made.id, 0)]
    assert [one for one, _ in documents.lexical("what about 1,250.50?", 5)] == [chunk_id(made.id, 1)]
    assert documents.lexical("1250", 5) == []
    assert next(one for one, _ in documents.lexical("of the", 5)) == chunk_id(made.id, 2)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text() | st.text(alphabet="\"*()^:{}-+,.'\x00 aANDORNEAR_"))
def test_any_query_is_legal(documents: Documents, query: str) -> None:
    if not documents.all():
        stored(documents, "a b AND OR NEAR not.")
    assert len(documents.lexical(query, 3)) <= 3


def test_filters_hold_by_document_tag_and_page(documents: Documents) -> None:
    lease = stored(documents, "rent one", "rent two", name="lease.txt")
    other = stored(documents, "rent three", name="other.txt")
    documents.set_tags(other.id, [" 2024 ", "2024", ""])

    def found(**where: object) -> set[str]:
        return {one for one, _ in documents.lexical("rent", 9, Filter(**where))}  # type: ignore[arg-type]

    assert documents.get(other.id).tags == ("2024",)
    assert found(documents=(lease.id,)) == {chunk_id(lease.id, 0), chunk_id(lease.id, 1)}
    assert found(tags=("2024", "x")) == {chunk_id(other.id, 0)}
    assert found(pages=(2, 3)) == {chunk_id(lease.id, 1)}
    assert found(documents=(lease.id, other.id), pages=(1, 1)) == {chunk_id(lease.id, 0), chunk_id(other.id, 0)}
    assert found(documents=("unknown",)) == set()
    assert documents.matching(Filter(tags=("2024",))) == (other.id,)


def test_vectors_are_those_of_the_embedder_that_answers(documents: Documents, database: Database) -> None:
    made = stored(documents, "rent one", "rent two")
    assert documents.vectors([made.id])[0] == []
    Embeddings(database, MINE).switch(EMBEDDER)

    ids, matrix = documents.vectors([made.id], pages=(2, 2))
    assert ids == [chunk_id(made.id, 1)]
    np.testing.assert_allclose(matrix, vectors(["rent two"]), atol=1e-3)
    (one,) = documents.vectors_of([chunk_id(made.id, 0), chunk_id(made.id, 9), "x"]).items()
    assert one[0] == chunk_id(made.id, 0)
    np.testing.assert_allclose(one[1], vectors(["rent one"])[0], atol=1e-3)
    assert documents.vectors([])[0] == []
    assert Searching(database, MINE, "another").vectors([made.id])[0] == []
    assert len(Searching(database, MINE, EMBEDDER).vectors([made.id])[0]) == 2


def test_a_renamed_document_is_found_by_its_new_name_only(documents: Documents) -> None:
    made = stored(documents, "rent", name="lease.txt")
    stored(documents, "x", name="taken.txt")

    documents.rename(made.id, "  Harbour contract.txt ")

    assert documents.get(made.id).name == "Harbour contract.txt"
    assert documents.lexical("lease", 5) == []
    assert [one for one, _ in documents.lexical("harbour", 5)] == [chunk_id(made.id, 0)]
    for name in ("taken.txt", " "):
        with pytest.raises(AssistantError):
            documents.rename(made.id, name)


def test_a_new_version_is_hidden_until_it_takes_the_place_of_the_old_in_one_commit(documents: Documents) -> None:
    old = stored(documents, "rent old")
    new = document("lease.txt", "new")
    pages = pages_of("rent new")
    documents.begin(new, hidden=True)
    documents.append(new.id, pages, chunks_of(new, pages), vectors(["rent new"]), EMBEDDER)

    assert [one.id for one in documents.all()] == [old.id]
    assert [one for one, _ in documents.lexical("rent", 5)] == [chunk_id(old.id, 0)]
    assert documents.chunks([chunk_id(new.id, 0)]) == {}
    with pytest.raises(NotFound):
        documents.page(new.id, 1)

    documents.finish(new.id, replaces=old.id)

    assert [one.id for one in documents.all()] == [new.id]
    assert [one for one, _ in documents.lexical("rent", 5)] == [chunk_id(new.id, 0)]


def test_a_name_or_the_same_bytes_cannot_be_taken_twice(documents: Documents) -> None:
    made = stored(documents, "rent")
    for again in (document("lease.txt", "other"), made):
        with pytest.raises(AssistantError):
            documents.begin(again)


def test_a_deleted_document_is_gone_from_every_way_in(documents: Documents) -> None:
    made = stored(documents, "rent")
    documents.delete(made.id)

    assert documents.all() == []
    assert documents.lexical("rent", 5) == []
    assert documents.chunks([chunk_id(made.id, 0)]) == {}
    assert documents.vectors([made.id])[0] == []
    with pytest.raises(NotFound):
        documents.delete(made.id)


def test_what_sqlite_cannot_keep_is_replaced_sign_by_sign(documents: Documents) -> None:
    made = stored(documents, "a\x00b\ud800c")  # a NUL and half of a surrogate pair
    assert documents.page(made.id, 1).text == "a b\N{REPLACEMENT CHARACTER}c"


def test_pages_cannot_be_added_to_a_finished_document(documents: Documents) -> None:
    made = stored(documents, "rent")
    with pytest.raises(NotFound):
        documents.append(made.id, [Page(2, "more")], [], vectors(["x"])[:0], EMBEDDER)
    with pytest.raises(NotFound):
        documents.finish(made.id)


@pytest.mark.parametrize("scope", OTHERS)
def test_nothing_of_another_scope_is_found(database: Database, documents: Documents, scope: Scope) -> None:
    made = stored(documents, "rent secret")
    Embeddings(database, MINE).switch(EMBEDDER)
    before = documents.all()
    stranger = Documents(database, scope)

    assert stranger.all() == []
    assert stranger.lexical("rent secret", 5) == []
    assert stranger.lexical("rent", 5, Filter(documents=(made.id,))) == []
    assert stranger.chunks([chunk_id(made.id, 0)]) == {}
    assert stranger.vectors([made.id])[0] == []
    assert stranger.vectors_of([chunk_id(made.id, 0)]) == {}
    assert Searching(database, scope, EMBEDDER).vectors_of([chunk_id(made.id, 0)]) == {}
    assert stranger.matching(Filter(documents=(made.id,))) == ()
    assert not stranger.has(made.id)
    assert stranger.storage().documents == 0
    for attempt in (
        lambda: stranger.get(made.id),
        lambda: stranger.page(made.id, 1),
        lambda: stranger.path(made.id),
        lambda: stranger.previews(made.id),
        lambda: stranger.rename(made.id, "mine now"),
        lambda: stranger.set_tags(made.id, ["mine"]),
        lambda: stranger.append(made.id, pages_of("x"), [], vectors(["x"])[:0], EMBEDDER),
        lambda: stranger.finish(made.id),
        lambda: stranger.delete(made.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert documents.all() == before


@pytest.mark.parametrize("document_id", ["../../../etc/passwd", "", "%", "' OR 1=1 --", "a" * 64])
def test_an_id_that_is_a_path_or_a_pattern_finds_nothing(documents: Documents, document_id: str) -> None:
    stored(documents, "rent")
    for attempt in (documents.get, documents.path, documents.previews, documents.delete):
        with pytest.raises(NotFound):
            attempt(document_id)
    assert documents.chunks([document_id, f"{document_id}-0", "x-y", "-"]) == {}


def test_no_word_is_left_of_a_deleted_document_though_a_merge_was_under_way(
    documents: Documents, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        words = (" ".join(f"secret{number}x{page}x{word}" for word in range(60)) for page in range(12))
        stored(documents, *words, name=f"{number}.txt")
    kept = stored(documents, "kept")
    monkeypatch.setattr(lexical, "_MERGE_PAGES", 2)
    graveyard = Graveyard(database)
    next(graveyard.merge(MINE))  # a kill would leave it like this
    for made in documents.all():
        if made.id != kept.id:
            documents.delete(made.id)
    graves = graveyard.tombstones()
    for grave in graves:
        for _ in graveyard.empty(grave):
            pass
    for _ in graveyard.merge(MINE):
        pass
    assert database.vacuum()
    graveyard.close(graves)
    with database.read() as connection:
        blocks = connection.execute("SELECT block FROM lexical_1_data").fetchall()
    assert not [block for (block,) in blocks if b"ecret" in block]
    assert b"ecret" not in b"".join(file.read_bytes() for file in database.folder.rglob("*") if file.is_file())
    assert [one for one, _ in documents.lexical("kept", 3)] == [chunk_id(kept.id, 0)]


def test_words_that_have_become_common_are_counted_again(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "_COMMON", 1)
    monkeypatch.setattr(lexical, "_ROW_BUDGET", 5)
    stored(documents, "rent is due", "rent and garden", name="a.txt")
    assert len(documents.lexical("rent garden", 9)) == 2
    stored(documents, *(f"rent {number}" for number in range(8)), name="b.txt")
    assert len(documents.lexical("rent garden", 9)) == 1
