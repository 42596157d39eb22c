"""The one place that adds owner and workspace to a statement. Every store reads and writes rows through it.

Names of tables and columns and the conditions come from the code of the stores; what a visitor gave is always bound
(`?`), never part of a statement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from modules.core.errors import NotFound
from modules.core.types import Scope

Row = sqlite3.Row


class Scoped:
    """Statements that can touch only the rows of one scope.

    Args:
        scope: whose rows.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def condition(self, table: str = "") -> tuple[str, tuple[str, str]]:
        """Return the SQL condition and its values, for a statement too large for the verbs below."""
        prefix = f"{table}." if table else ""
        return f"{prefix}owner = ? AND {prefix}workspace = ?", (self.scope.owner, self.scope.workspace)

    def select(
        self,
        connection: sqlite3.Connection,
        table: str,
        columns: str,
        where: str = "1",
        values: Sequence[Any] = (),
        tail: str = "",
    ) -> list[Row]:
        """Return this scope's rows that meet a condition; `tail` may order and limit."""
        condition, whose = self.condition()
        statement = f"SELECT {columns} FROM {table} WHERE {condition} AND ({where}) {tail}"  # noqa: S608
        return connection.execute(statement, (*whose, *values)).fetchall()

    def one(
        self, connection: sqlite3.Connection, table: str, columns: str, where: str, values: Sequence[Any], what: str
    ) -> Row:
        """Return this scope's row that meets a condition; `what` names the thing in the error, e.g. "document".

        Raises:
            NotFound: there is none in this scope.
        """
        rows = self.select(connection, table, columns, where, values, "LIMIT 1")
        if not rows:
            raise missing(what)
        return rows[0]

    def insert(self, connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
        """Add a row to this scope."""
        self.insert_many(connection, table, tuple(row), [tuple(row.values())])

    def insert_many(
        self, connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Add rows to this scope."""
        marks = ", ".join("?" * (len(columns) + 2))
        statement = f"INSERT INTO {table} (owner, workspace, {', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        _, whose = self.condition()
        connection.executemany(statement, ((*whose, *row) for row in rows))

    def update(
        self, connection: sqlite3.Connection, table: str, changes: dict[str, Any], where: str, values: Sequence[Any]
    ) -> int:
        """Change this scope's rows that meet a condition; returns how many there were."""
        condition, whose = self.condition()
        assignments = ", ".join(f"{column} = ?" for column in changes)
        statement = f"UPDATE {table} SET {assignments} WHERE {condition} AND ({where})"  # noqa: S608
        return connection.execute(statement, (*changes.values(), *whose, *values)).rowcount

    def delete(self, connection: sqlite3.Connection, table: str, where: str, values: Sequence[Any]) -> int:
        """Remove this scope's rows that meet a condition; returns how many there were."""
        condition, whose = self.condition()
        statement = f"DELETE FROM {table} WHERE {condition} AND ({where})"  # noqa: S608
        return connection.execute(statement, (*whose, *values)).rowcount


def missing(what: str) -> NotFound:
    """Return the error for a thing that is not there for this owner, whoever else may have it."""
    return NotFound(f"There is no such {what}.", "It may have been deleted; reload the page.")


def scopes(connection: sqlite3.Connection) -> list[Scope]:
    """List every scope that has ever stored something: for the worker that serves them all, never for a visitor."""
    rows = connection.execute("SELECT owner, workspace FROM scopes ORDER BY number").fetchall()
    return [Scope(row["owner"], row["workspace"]) for row in rows]
