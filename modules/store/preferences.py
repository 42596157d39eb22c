"""What an owner chose and wants remembered: the engine, the model, switches."""

from __future__ import annotations

import json
from typing import Any

from modules.store.database import Database


class Preferences:
    """Remembered choices of one owner: JSON values under keys.

    Args:
        database: where they are kept.
        owner: whose they are; another owner's are never seen.
    """

    def __init__(self, database: Database, owner: str) -> None:
        self._database = database
        self._owner = owner

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value that was set, or the default."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT value FROM preferences WHERE owner = ? AND key = ?", (self._owner, key)
            ).fetchone()
        return default if row is None else json.loads(row["value"])

    def set(self, key: str, value: Any) -> None:
        """Remember a JSON value; None forgets the key."""
        with self._database.write() as connection:
            if value is None:
                connection.execute("DELETE FROM preferences WHERE owner = ? AND key = ?", (self._owner, key))
                return
            connection.execute(
                "INSERT OR REPLACE INTO preferences (owner, key, value) VALUES (?, ?, ?)",
                (self._owner, key, json.dumps(value)),
            )
