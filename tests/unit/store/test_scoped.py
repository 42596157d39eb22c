from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from modules.core.errors import NotFound
from modules.store.database import Database
from modules.store.scoped import Scoped

from .making import MINE, OTHERS


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize("scope", OTHERS)
def test_no_verb_touches_another_scope_even_when_the_condition_tries(database: Database, scope: object) -> None:
    mine, other = Scoped(MINE), Scoped(scope)  # type: ignore[arg-type]
    row = {"id": "1", "name": "a", "document_id": "d", "size": 1, "state": "done", "added": 1.0}
    everything = "1 = 1 OR owner <> ''"
    with database.write() as connection:
        mine.insert(connection, "uploads", row)
        assert other.select(connection, "uploads", "*", everything) == []
        assert other.update(connection, "uploads", {"name": "b"}, everything, ()) == 0
        assert other.delete(connection, "uploads", everything, ()) == 0
        with pytest.raises(NotFound):
            other.one(connection, "uploads", "*", "id = ?", ("1",), "upload")
        assert mine.one(connection, "uploads", "name", "id = ?", ("1",), "upload")["name"] == "a"
        assert mine.delete(connection, "uploads", "id = ?", ("1",)) == 1
