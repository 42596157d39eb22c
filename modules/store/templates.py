"""What the visitor's organisation keeps to work with: playbooks, forms, wordings. Named contents of one scope."""

from __future__ import annotations

import time
from dataclasses import dataclass

from modules.core.errors import AssistantError, NotFound
from modules.core.types import Scope
from modules.store.database import Database
from modules.store.page_rows import storable
from modules.store.scoped import Scoped

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Template:
    """A named content. `changed` is seconds since the epoch."""

    name: str
    content: bytes
    changed: float


class Templates:
    """The contents of one kind in one scope, each under a name of its own.

    Args:
        database: where they are kept.
        scope: whose they are.
        kind: what they are, e.g. "playbook"; names of different kinds do not meet.
    """

    def __init__(self, database: Database, scope: Scope, kind: str) -> None:
        self._database = database
        self._rows = Scoped(scope)
        self._kind = kind

    def all(self) -> list[Template]:
        """List them by name."""
        with self._database.read() as connection:
            rows = self._rows.select(
                connection, "templates", "name, content, changed", "kind = ?", (self._kind,), "ORDER BY name"
            )
        return [Template(row["name"], bytes(row["content"]), row["changed"]) for row in rows]

    def names(self) -> list[str]:
        """List their names alone, which costs nothing where the contents are large."""
        with self._database.read() as connection:
            rows = self._rows.select(connection, "templates", "name", "kind = ?", (self._kind,), "ORDER BY name")
        return [row["name"] for row in rows]

    def get(self, name: str) -> Template:
        """Return the one of this name.

        Raises:
            NotFound: there is none.
        """
        with self._database.read() as connection:
            rows = self._rows.select(
                connection, "templates", "name, content, changed", "kind = ? AND name = ?", (self._kind, name)
            )
        if not rows:
            raise NotFound(f"There is no such {self._kind}.", "It may have been deleted; reload the page.")
        return Template(rows[0]["name"], bytes(rows[0]["content"]), rows[0]["changed"])

    def save(self, name: str, content: bytes) -> None:
        """Keep a content, in place of the one that has the name.

        Raises:
            AssistantError: the name is empty or too long.
        """
        name = storable(" ".join(name.split()))
        if not 0 < len(name) <= LONGEST_NAME:
            raise AssistantError(
                f"The name of a {self._kind} has between 1 and {LONGEST_NAME} characters.", "Choose another name."
            )
        with self._database.write() as connection:
            self._rows.delete(connection, "templates", "kind = ? AND name = ?", (self._kind, name))
            row = {"kind": self._kind, "name": name, "content": content, "changed": time.time()}
            self._rows.insert(connection, "templates", row)

    def delete(self, name: str) -> None:
        """Forget the one of this name; nothing happens where there is none."""
        with self._database.write() as connection:
            self._rows.delete(connection, "templates", "kind = ? AND name = ?", (self._kind, name))


def delete_all(database: Database, scope: Scope) -> None:
    """Forget the contents of every kind in a scope."""
    with database.write() as connection:
        Scoped(scope).delete(connection, "templates", "1", ())
