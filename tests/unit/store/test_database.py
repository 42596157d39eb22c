from __future__ import annotations

import errno
import io
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from modules.core.errors import StoreCorrupt, StoreError, StoreLocked
from modules.store.database import FILE_NAME, Database
from modules.store.files import Files
from modules.store.preferences import Preferences
from modules.store.schema import MIGRATIONS


def test_a_block_is_committed_whole_or_not_at_all(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        preferences = Preferences(database, "ann")
        preferences.set("engine", {"model": "phi4"})

        def fail() -> None:
            with database.write() as connection:
                connection.execute("DELETE FROM preferences")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert preferences.get("engine") == {"model": "phi4"}
        preferences.set("engine", None)
        assert preferences.get("engine", "none") == "none"


def test_preferences_are_their_owners(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        Preferences(database, "ann").set("engine", "phi4")
        assert Preferences(database, "bob").get("engine") is None
        Preferences(database, "bob").set("engine", None)
        assert Preferences(database, "ann").get("engine") == "phi4"


def test_a_reader_sees_one_commit_and_cannot_write(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database, database.read() as connection:
        assert connection.execute("SELECT count(*) FROM preferences").fetchone()[0] == 0
        Preferences(database, "ann").set("key", 1)
        assert connection.execute("SELECT count(*) FROM preferences").fetchone()[0] == 0
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM preferences")


def test_a_full_disk_is_said_to_be_full(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        with database.write() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="The disk is full"):
            Preferences(database, "ann").set("key", "x" * 100_000)


def test_a_disk_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        with database.write() as connection:
            connection.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="cannot be written"):
            Preferences(database, "ann").set("key", 1)


@pytest.mark.parametrize(("number", "said"), [(errno.ENOSPC, "is full"), (errno.EROFS, "cannot be written")])
def test_a_file_that_finds_no_place_is_refused_and_leaves_nothing(tmp_path: Path, number: int, said: str) -> None:
    class Failing(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(number, "")

    with pytest.raises(StoreError, match=said):
        Files(tmp_path, "ann").spool(Failing(), 10)
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_what_was_deleted_gives_its_space_back_and_a_vacuum_is_owed_until_it_is_done(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        for number in range(3):
            Preferences(database, "ann").set(f"key{number}", "x" * 20_000_000)
        assert not database.soiled
        with database.write() as connection:
            connection.execute("DELETE FROM preferences WHERE key < 'key2'")
        while database.shrink():
            pass
        assert database.scrub()
        assert (tmp_path / FILE_NAME).stat().st_size < 22_000_000
        assert database.soiled
    with closing(Database(tmp_path)) as database:
        assert database.soiled
        assert database.vacuum()
        assert not database.soiled
    with closing(Database(tmp_path)) as database:
        assert not database.soiled
        assert len(Preferences(database, "ann").get("key2")) == 20_000_000


def test_many_threads_write_and_read(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:

        def work(name: str) -> None:
            for number in range(20):
                Preferences(database, name).set("count", number)
                assert Preferences(database, name).get("count") == number

        threads = [threading.Thread(target=work, args=(f"owner{number}",)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(Preferences(database, f"owner{number}").get("count") == 19 for number in range(12))


def test_no_other_user_can_read_what_is_kept(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()  # as an earlier version made it, in a folder that others may enter
    (tmp_path / FILE_NAME).touch()
    for each in (tmp_path, *tmp_path.iterdir()):
        each.chmod(0o755)
    with closing(Database(tmp_path)) as database:
        Preferences(database, "ann").set("engine", "phi4")
        readable = {each.name for each in tmp_path.iterdir() if each.stat().st_mode & 0o077}
    assert readable == set()


def test_a_full_disk_does_not_keep_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.write", full)
    Database(tmp_path).close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"):
        Database(tmp_path / "file" / "data")


def test_the_folder_is_locked_until_it_is_closed(tmp_path: Path) -> None:
    database = Database(tmp_path)
    with pytest.raises(StoreLocked) as caught:
        Database(tmp_path)
    assert "process" in caught.value.message
    assert caught.value.hint
    database.close()
    database.close()
    Database(tmp_path).close()


def test_another_process_is_kept_out_too(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from modules.store.database import Database; Database(Path(sys.argv[1]))"
    )
    with closing(Database(tmp_path)):
        ran = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=False)
    assert "StoreLocked" in ran.stderr


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_named_and_the_lock_let_go(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    for _ in range(2):
        with pytest.raises(StoreCorrupt):
            Database(tmp_path)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(StoreCorrupt, match="newer version"):
        Database(tmp_path)


def test_every_table_says_whose_its_rows_are(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database, database.read() as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for (name,) in tables.fetchall():
            columns = {row["name"] for row in connection.execute(f"PRAGMA table_info({name})")}
            assert columns >= ({"owner"} if name == "preferences" else {"owner", "workspace"}), name
