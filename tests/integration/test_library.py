"""The library over the real database, real Chroma and real threads; reader, splitter and embedder are fakes."""

from __future__ import annotations

import errno
import io
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from modules.core.errors import Encrypted, NotFound, StoreError, TooLarge
from modules.core.types import DocumentState, Scope
from modules.services.library import Library, Upload
from modules.store.documents import Documents
from modules.store.files import DISK_FULL
from modules.store.upload_queue import UploadQueue
from modules.store.uploads import Uploads

from .house import MINE, House, until
from .store_fakes import HashEmbedder, PlainReader, text_of


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "data", HashEmbedder(), PlainReader())
    made.open()
    yield made
    made.close()


def state(library: Library, upload: Upload) -> Upload:
    return next(one for one in library.uploads() if one.id == upload.id)


def added(library: Library, name: str, content: bytes, ends: str = "done") -> Upload:
    upload = library.add(name, io.BytesIO(content))
    until(lambda: state(library, upload).state == ends)
    return state(library, upload)


def dense(house: House, library: Library, text: str, k: int = 5) -> list[str]:
    return [one for one, _ in library.index().query(house.embedder.embed_query(text), k)]


def test_a_file_becomes_a_document_that_both_indexes_find(house: House) -> None:
    library = house.library()
    upload = added(library, "C:\\papers\\lease.txt", text_of("lease", 3))

    (document,) = library.documents()
    assert (document.name, document.pages, document.chunks, document.notes) == (
        "lease.txt",
        3,
        12,
        ("Read by a fake.",),
    )
    assert upload.document_id == document.id
    words = "lease page1 line2 speaks of matter6"
    best = library.store.chunks([library.store.lexical(words, 1)[0][0]]).popitem()[1]
    assert best.text == words
    assert dense(house, library, best.indexed_text)[0] == best.id
    assert library.index().embedder == "hash-16"
    assert library.page_image(document.id, 1) == b"png"
    assert library.storage().index_bytes > 0


def test_the_same_bytes_are_embedded_once_and_shared_between_workspaces_by_file_only(house: House) -> None:
    library = house.library()
    added(library, "a.txt", text_of("a", 1))
    embedded = house.embedder.embedded
    again = library.add("b.txt", io.BytesIO(text_of("a", 1)))

    assert (again.state, again.message) == ("done", "Already here as a.txt.")
    assert house.embedder.embedded == embedded
    other = house.library(Scope("ann", "finance"))
    added(other, "a.txt", text_of("a", 1))
    library.delete(library.documents()[0].id)
    house.settle()
    assert other.file(other.documents()[0].id).read_bytes() == text_of("a", 1)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux only")
def test_workers_give_way_and_the_index_that_questions_wait_for_does_not(house: House) -> None:
    before = {thread.native_id for thread in threading.enumerate() if not thread.name.startswith(("ingest", "upkeep"))}
    workers = {thread.native_id for thread in threading.enumerate()} - before
    added(house.library(), "a.txt", text_of("a", 1))
    levels = {
        int(task.name): os.getpriority(os.PRIO_PROCESS, int(task.name)) for task in Path("/proc/self/task").iterdir()
    }
    own = os.getpriority(os.PRIO_PROCESS, 0)
    lowered = min(own + 10, 19)  # the suite itself may run under `nice`, as low as 19
    assert levels == {tid: lowered if tid in workers else own for tid in levels}
    assert workers <= levels.keys()


def test_a_taken_name_waits_and_the_old_version_answers_until_the_new_one_is_ready(house: House) -> None:
    library = house.library()
    old = added(library, "a.txt", text_of("old", 1))
    clash = library.add("a.txt", io.BytesIO(text_of("new", 8)))
    assert (clash.state, clash.needs) == ("waiting", "choice")

    house.reader.seconds_a_page = 0.05
    library.resolve(clash.id, "replace")
    until(lambda: state(library, clash).progress.done > 3)
    assert [one.id for one in library.documents()] == [old.document_id]
    until(lambda: state(library, clash).state == "done")
    assert [one.id for one in library.documents()] == [clash.document_id]
    assert library.store.lexical("old", 3) == []


def test_both_versions_can_be_kept(house: House) -> None:
    library = house.library()
    added(library, "a.txt", text_of("old", 1))
    clash = library.resolve(library.add("a.txt", io.BytesIO(text_of("new", 1))).id, "keep both")
    until(lambda: state(library, clash).state == "done")
    assert {one.name for one in library.documents()} == {"a.txt", "a (2).txt"}


def test_what_fails_says_why_and_the_others_go_on(house: House) -> None:
    library = house.library()
    broken = library.add("broken.txt", io.BytesIO(b"fine\fbroken: here"))
    empty = library.add("empty.txt", io.BytesIO(b""))
    large = library.add("large.txt", io.BytesIO(b"x" * 1_000_001))
    blank = library.add("blank.txt", io.BytesIO(b"  \n "))
    added(library, "good.txt", text_of("good", 1))
    until(lambda: state(library, broken).state == state(library, blank).state == "failed")

    assert [one.needs for one in library.uploads()] == [""] * 5
    said = {one.name: (one.state, one.message, bool(one.hint)) for one in library.uploads()}
    assert said["broken.txt"] == ("failed", "It is broken.", True)
    assert said["empty.txt"] == ("failed", "The file is empty.", True)
    assert said["large.txt"] == ("failed", "The file is larger than 1 MB.", True)
    assert said["blank.txt"][1] == "There is no text in this file."
    assert [one.name for one in library.documents()] == ["good.txt"]
    for upload in (broken, empty, large, blank):
        library.dismiss(upload.id)
    until(lambda: len(list((house.folder / "files").rglob("*"))) == 2)


def test_another_attempt_is_offered_where_it_may_go_better(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*_: object, **__: object) -> None:
        raise TooLarge("Reading the file took more than 900 seconds.")

    monkeypatch.setattr(house.reader, "read", too_slow)
    library = house.library()
    assert state(library, added(library, "a.txt", text_of("a", 1), ends="failed")).needs == "retry"


def test_an_encrypted_file_waits_for_its_password(house: House) -> None:
    library = house.library()
    upload = added(library, "locked.txt", b"locked: secret matter", ends="waiting")
    assert upload.needs == "password"
    library.retry(upload.id, "wrong")
    until(lambda: state(library, upload).needs == "password")
    library.retry(upload.id, "open")
    until(lambda: state(library, upload).state == "done")
    assert library.store.lexical("secret", 1)


def test_pages_of_an_encrypted_file_are_drawn_until_the_process_ends_and_never_kept(house: House) -> None:
    def render(_path: Path, _media_type: str, _number: int, _width: int, password: str) -> bytes:
        if password != "open":
            raise Encrypted("It needs a password.", "Give it.")
        return b"drawn"

    def library() -> Library:
        return Library(house.database, MINE, house.queue, house.indexes, render=render, max_file_bytes=1_000_000)

    upload = added(library(), "locked.txt", b"locked: matter", ends="waiting")
    library().retry(upload.id, "open")
    until(lambda: state(library(), upload).state == "done")
    assert library().page_image(upload.document_id or "", 1) == b"drawn"
    assert not list((house.folder / "previews").rglob("*.png"))
    stranger = Scope("bob", MINE.workspace)
    assert house.queue.password(stranger, upload.document_id or "") == ""
    house.close()
    house.open()
    with pytest.raises(Encrypted, match="Vouch forgets passwords"):
        library().page_image(upload.document_id or "", 1)


def test_a_page_is_shown_also_where_its_picture_cannot_be_kept(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    library = house.library()
    document = added(library, "a.txt", text_of("a", 1)).document_id or ""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", full)
        assert library.page_image(document, 1) == b"png"
    assert not [one for one in (house.folder / "previews").rglob("*") if one.is_file()]
    assert library.page_image(document, 1) == b"png"
    assert len([one for one in (house.folder / "previews").rglob("*") if one.is_file()]) == 1


def test_the_picture_of_a_document_that_is_deleted_while_it_is_drawn_goes_too(house: House) -> None:
    document = added(house.library(), "a.txt", text_of("a", 1)).document_id or ""

    def render(*_: object) -> bytes:
        house.library().delete(document)
        house.settle()
        return b"drawn"

    library = Library(house.database, MINE, house.queue, house.indexes, render=render, max_file_bytes=1_000_000)
    assert library.page_image(document, 1) == b"drawn"
    until(lambda: not [one for one in (house.folder / "previews").rglob("*") if one.is_file()])


def test_an_upload_that_the_database_has_no_room_for_leaves_no_bytes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError(*DISK_FULL)

    monkeypatch.setattr(Uploads, "_queued", full)
    with pytest.raises(StoreError):
        house.library().add("a.txt", io.BytesIO(text_of("a", 1)))
    assert not [one for one in (house.folder / "files").rglob("*") if one.is_file()]


@pytest.mark.parametrize("verb", ["cancel", "dismiss"])
def test_the_password_of_a_file_that_is_given_up_is_forgotten(house: House, verb: str) -> None:
    library = house.library()
    upload = added(library, "locked.txt", b"locked: matter", ends="waiting")
    house.queue.unlock(upload.id, "open")  # and no worker takes it up
    getattr(library, verb)(upload.id)
    assert "open" not in house.queue._passwords.values()


def test_cancel_does_not_wait_for_the_page_and_leaves_nothing(house: House) -> None:
    library = house.library()
    house.reader.seconds_a_page = 60
    upload = library.add("slow.txt", io.BytesIO(text_of("slow", 5)))
    until(lambda: house.queue.in_hand(upload.id) is not None)
    assert library.cancel(upload.id).state == "cancelled"
    until(lambda: house.queue.in_hand(upload.id) is None)
    house.settle()
    assert library.documents() == []
    until(lambda: not [one for one in (house.folder / "files").rglob("*") if one.is_file()])


def test_the_same_bytes_may_come_again_while_the_cancelled_ones_are_put_down(house: House) -> None:
    library = house.library()
    house.reader.seconds_a_page = 0.02
    for number in range(8):
        content = text_of(f"again{number}", 3)
        library.cancel(library.add("a.txt", io.BytesIO(content)).id)
        upload = library.add(f"{number}.txt", io.BytesIO(content))
        until(lambda upload=upload: state(library, upload).state == "done")  # type: ignore[misc]
    assert [one.chunks for one in library.documents()] == [12] * 8


def test_first_pages_are_found_while_the_rest_is_read_and_the_time_left_is_told(house: House) -> None:
    library = house.library()
    house.reader.seconds_a_page = 0.1
    upload = library.add("long.txt", io.BytesIO(text_of("long", 40)))
    until(lambda: bool(library.store.lexical("matter1", 3)))
    (document,) = library.documents()
    assert document.state == DocumentState.INDEXING
    until(lambda: state(library, upload).seconds_left is not None)
    assert state(library, upload).progress.total == 40
    library.delete(document.id)
    assert library.documents() == []
    until(lambda: house.queue.in_hand(upload.id) is None)
    assert state(library, upload).state == "cancelled"


def test_the_next_start_removes_what_a_kill_left_of_an_upload(house: House) -> None:
    library = house.library()
    upload = added(library, "a.txt", text_of("a", 1))
    whole = library.file(upload.document_id or "")
    half = whole.with_name("0123.part")
    half.write_bytes(b"half")
    house.close()
    house.open()
    assert not half.exists()
    assert whole.exists()


def test_a_worker_outlives_a_database_that_fails_for_a_while(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modules.services.ingestion._PAUSE_AFTER_A_PROBLEM", 0.01)
    failing: set[str] = set()

    def fails_once(owner: type, verb: str) -> None:
        sound = getattr(owner, verb)

        def once(*args: object) -> object:
            if verb not in failing:
                failing.add(verb)
                raise StoreError("The disk is full.")
            return sound(*args)

        monkeypatch.setattr(owner, verb, once)

    fails_once(UploadQueue, "claim")
    fails_once(Uploads, "fail")
    fails_once(Documents, "abandon")
    library = house.library()
    added(library, "bad.txt", b"broken: x", ends="failed")
    added(library, "good.txt", text_of("good", 1))
    assert failing == {"claim", "fail", "abandon"}
    assert [one.name for one in library.documents()] == ["good.txt"]


def test_scopes_take_turns(house: House) -> None:
    house.reader.seconds_a_page = 0.2
    crowd, guest = house.library(), house.library(Scope("bob", "legal"))
    for number in range(6):
        crowd.add(f"{number}.txt", io.BytesIO(text_of(f"crowd{number}", 2)))
    upload = guest.add("mine.txt", io.BytesIO(text_of("guest", 1)))
    until(lambda: state(guest, upload).state == "done")
    assert sum(one.state == "done" for one in crowd.uploads()) < 4


def test_deleted_words_cannot_be_read_in_any_file(house: House) -> None:
    library = house.library()
    for number in range(4):
        added(library, f"{number}.txt", text_of(f"kept{number}", 20))
    upload = added(library, "zanzibarname.txt", b"the zanzibarsecret word\n" * 3 + text_of("gone", 30))
    assert house.on_disk("zanzibarsecret")
    library.page_image(upload.document_id or "", 1)
    before = library.storage()
    assert library.taken(upload.document_id or "") > library.document(upload.document_id or "").size
    with pytest.raises(NotFound):
        library.taken("0" * 64)

    library.delete(upload.document_id or "")
    house.settle()
    until(lambda: not house.indexes.worn())

    until(lambda: not house.on_disk("zanzibar"))
    until(lambda: not house.on_disk((upload.document_id or "")[:32]))
    after = library.storage()
    assert after.shared_bytes < before.shared_bytes
    assert after.preview_bytes == 0 < before.preview_bytes
    assert library.index().count() == 4 * 80
    assert not list((house.folder / "previews").rglob("*.png"))


def test_another_embedder_takes_over_in_one_moment_and_the_old_one_answers_until_then(house: House) -> None:
    library = house.library()
    added(library, "a.txt", text_of("a", 40))
    old = house.embedder
    house.embedder = HashEmbedder("other", 24, seconds_a_text=0.01)
    house.queue.use(lambda: house.embedder)

    until(lambda: library.reindexing() is not None)
    question = "a page3 line1 speaks of matter13"
    while library.index().embedder == old.model_id:
        assert library.index().query(old.embed_query(question), 1)
        time.sleep(0.05)
    assert library.index().embedder == house.embedder.model_id
    assert dense(house, library, question)
    until(lambda: library.reindexing() is None)
    ids, matrix = library.store.vectors([library.documents()[0].id])
    assert (len(ids), matrix.shape) == (160, (160, 24))
    until(lambda: len({one.parent for one in (house.folder / "vectors").rglob("chroma.sqlite3")}) == 1)


def corrupt_files(house: House, name: str, content: bytes) -> None:
    for file in (house.folder / "vectors").rglob(name):
        file.write_bytes(content)


def remove_directory(house: House) -> None:
    for file in (house.folder / "vectors").rglob("*"):
        if file.is_file():
            file.unlink()


@pytest.mark.parametrize(
    "damage",
    [
        lambda house: corrupt_files(house, "chroma.sqlite3", b"garbage" * 500),
        lambda house: corrupt_files(house, "*.bin", b"x" * 50),
        remove_directory,
    ],
    ids=["database", "graph", "gone"],
)
def test_a_damaged_index_is_made_again_without_embedding(house: House, damage: Callable[[House], None]) -> None:
    library = house.library()
    added(library, "a.txt", text_of("a", 100))
    house.close()
    damage(house)
    embedded = house.embedder.embedded
    house.open()
    library = house.library()

    chunk = library.store.chunks([library.store.lexical("matter77", 1)[0][0]]).popitem()[1]
    assert dense(house, library, chunk.indexed_text)[0] == chunk.id  # exact, from the database
    until(lambda: not house.indexes.doubted())
    assert dense(house, library, chunk.indexed_text)[0] == chunk.id
    assert library.index().count() == 400
    assert house.embedder.embedded == embedded


def test_nothing_of_another_scope_can_be_touched(house: House) -> None:
    library = house.library()
    upload = added(library, "a.txt", text_of("a", 1))
    waiting = library.add("a.txt", io.BytesIO(text_of("b", 1)))
    document_id = upload.document_id or ""
    before = (library.documents(), library.uploads())
    for scope in (Scope("bob", "legal"), Scope("ann", "finance")):
        stranger = house.library(scope)
        assert stranger.documents() == []
        assert stranger.uploads() == []
        assert stranger.index().query(np.ones(16, np.float32), 3) == []
        assert stranger.index().count() == 0
        assert stranger.reindexing() is None
        assert stranger.storage().file_bytes == 0
        for attempt in (
            lambda s=stranger: s.document(document_id),
            lambda s=stranger: s.page(document_id, 1),
            lambda s=stranger: s.file(document_id),
            lambda s=stranger: s.file(f"../../{document_id}"),
            lambda s=stranger: s.page_image(document_id, 1),
            lambda s=stranger: s.rename(document_id, "x"),
            lambda s=stranger: s.set_tags(document_id, ["x"]),
            lambda s=stranger: s.delete(document_id),
            lambda s=stranger: s.resolve(waiting.id, "replace"),
            lambda s=stranger: s.retry(waiting.id, "x"),
            lambda s=stranger: s.cancel(waiting.id),
            lambda s=stranger: s.dismiss(waiting.id),
        ):
            with pytest.raises(NotFound):
                attempt()
    assert (library.documents(), library.uploads()) == before
