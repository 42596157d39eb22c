"""What an organisation keeps to work with: named, of a kind, of a scope."""

from __future__ import annotations

from pathlib import Path

import pytest

from modules.core.errors import AssistantError, NotFound
from modules.core.types import Scope
from modules.store.database import Database
from modules.store.templates import Templates

SCOPE = Scope("ann", "legal")


def test_contents_have_names_in_their_kind_and_scope(tmp_path: Path) -> None:
    database = Database(tmp_path)
    kept = Templates(database, SCOPE, "playbook")
    kept.save("b", b"1")
    kept.save("a", b"\x00\xff")
    kept.save(" b ", b"2")
    assert kept.names() == ["a", "b"]
    assert [(one.name, one.content) for one in kept.all()] == [("a", b"\x00\xff"), ("b", b"2")]
    assert kept.get("b").content == b"2"
    for other in (Templates(database, SCOPE, "form"), Templates(database, Scope("bob", "legal"), "playbook")):
        assert other.names() == []
        with pytest.raises(NotFound):
            other.get("b")
        other.delete("b")
    kept.delete("a")
    assert kept.names() == ["b"]
    for name in ("", "  ", "x" * 121):
        with pytest.raises(AssistantError):
            kept.save(name, b"")
    database.close()
