"""kill -9 at random moments of ingestion, deletion and re-indexing: nothing finished is lost, nothing half is seen.

VOUCH_KILLS sets how many moments of each; the acceptance run takes 20.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from modules.core.types import Document, DocumentState
from modules.services.library import Library
from modules.store.database import FILE_NAME, Database
from modules.store.documents import Documents
from modules.store.upload_queue import UploadQueue

from .crash_child import NEW, NEW_EMBEDDER, OLD_EMBEDDER
from .house import MINE, House, until
from .store_fakes import HashEmbedder, PlainReader, text_of

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("VOUCH_KILLS", "3"))
KEPT = {f"kept{number}.txt": text_of(f"kept{number}", 15) for number in range(3)}
DOOMED = {f"doomed{number}.txt": text_of(f"zanzibar{number}", 60) for number in range(2)}
CHUNKS = {"kept": 60, "doomed": 240, "new1": 48, "new2": 48}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with finished documents, to be copied for each kill."""
    folder = tmp_path_factory.mktemp("kill") / "data"
    with opened(folder, OLD_EMBEDDER) as house:
        library = house.library()
        for name, content in (KEPT | DOOMED).items():
            with (folder / "upload").open("wb+") as file:
                file.write(content)
                file.seek(0)
                library.add(name, file)
        (folder / "upload").unlink()
        until(lambda: all(one.state == "done" for one in library.uploads()))
    return folder


@contextmanager
def opened(folder: Path, embedder: HashEmbedder) -> Iterator[House]:
    house = House(folder, embedder, PlainReader())
    house.open()
    try:
        yield house
    finally:
        house.close()


def killed(folder: Path, verb: str, seconds: float) -> None:
    """Run the child and kill it so many seconds after it began the work."""
    command = [sys.executable, "-m", "tests.integration.crash_child", str(folder), verb]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"go\n"
        time.sleep(seconds)
        child.kill()


def seen_at_once(folder: Path) -> list[Document]:
    """What the next start shows before any worker has done anything."""
    with closing(Database(folder)) as database:
        UploadQueue(database).recover()
        return Documents(database, MINE).all()


def check_whole(house: House, library: Library) -> None:
    """Every document has all its chunks in every store, and no store has anything else."""
    documents = library.documents()
    for document in documents:
        kind = document.name.removesuffix(".txt")
        expected = CHUNKS.get(kind) or CHUNKS[kind.rstrip("0123456789")]
        assert (document.state, document.chunks) == (DocumentState.READY, expected)
        assert library.file(document.id).is_file()
        ids, matrix = library.store.vectors([document.id])
        assert len(ids) == expected == len(library.store.chunks(ids))
        nearest = library.index().query(matrix[-1], 3)
        assert ids[-1] in [one for one, _ in nearest]
    total = sum(document.chunks for document in documents)
    assert len(library.store.lexical("speaks", 10_000)) == total
    assert library.index().count() == total
    assert len([one for one in (house.folder / "files").rglob("*") if one.is_file()]) == len(documents)
    with closing(sqlite3.connect(house.folder / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in ("chunks", "vectors"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (total,)  # noqa: S608


def moments(verb: str, longest: float) -> list[object]:
    """Draw moments over the whole of the work, from before it to after it."""
    drawn = random.Random(verb)
    return [pytest.param(drawn.uniform(0, longest), id=f"{verb}-{number}") for number in range(KILLS)]


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(furnished, tmp_path / "data"))


@pytest.mark.parametrize("seconds", moments("ingest", 1.2))
def test_killed_while_ingesting(folder: Path, seconds: float) -> None:
    killed(folder, "ingest", seconds)
    names = {one.name for one in seen_at_once(folder)}
    assert names >= KEPT.keys() | DOOMED.keys()
    with opened(folder, OLD_EMBEDDER) as house:
        library = house.library()
        until(lambda: all(one.state == "done" for one in library.uploads()))
        settle(house)
        assert {one.name for one in library.documents()} <= KEPT.keys() | DOOMED.keys() | NEW.keys()
        assert {one.name for one in library.documents()} >= {one.name for one in library.uploads()} | names
        check_whole(house, library)


@pytest.mark.parametrize("seconds", moments("delete", 0.6))
def test_killed_while_deleting(folder: Path, seconds: float) -> None:
    killed(folder, "delete", seconds)
    names = {one.name for one in seen_at_once(folder)}
    assert KEPT.keys() <= names <= KEPT.keys() | DOOMED.keys()
    with opened(folder, OLD_EMBEDDER) as house:
        library = house.library()
        settle(house)
        assert {one.name for one in library.documents()} == names
        check_whole(house, library)
        if not names & DOOMED.keys():
            until(lambda: not house.on_disk("zanzibar"))


@pytest.mark.parametrize("seconds", moments("reindex", 3.0))
def test_killed_while_indexing_again(folder: Path, seconds: float) -> None:
    killed(folder, "reindex", seconds)
    assert {one.name for one in seen_at_once(folder)} == KEPT.keys() | DOOMED.keys()
    with opened(folder, NEW_EMBEDDER) as house:
        library = house.library()
        index = library.index()
        asked = next(one for one in (OLD_EMBEDDER, NEW_EMBEDDER) if one.model_id == index.embedder)
        assert index.query(asked.embed_query("kept1 page3"), 3)
        until(lambda: library.index().embedder == NEW_EMBEDDER.model_id)
        settle(house)
        until(lambda: not rows_by(house, OLD_EMBEDDER))
        check_whole(house, library)


def settle(house: House) -> None:
    house.settle()
    until(lambda: not house.indexes.worn() and not house.indexes.doubted())


def rows_by(house: House, embedder: HashEmbedder) -> bool:
    return house.database_has(f"SELECT 1 FROM vectors WHERE embedder = '{embedder.model_id}'")  # noqa: S608


def test_a_second_start_says_so_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    from modules.core.errors import StoreLocked

    command = [sys.executable, "-m", "tests.integration.crash_child", str(tmp_path), "delete"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(StoreLocked, match=f"process {child.pid}"):
            Database(tmp_path)
        child.kill()
    Database(tmp_path).close()
