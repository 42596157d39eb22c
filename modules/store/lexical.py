"""The full-text index: one FTS5 table for each scope, ranked by BM25.

The tables are contentless: they hold words and positions, the texts stay in `chunks`; the row numbers are the same.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from modules.core.text import STOP_WORDS
from modules.store.schema import NUMBER_BITS

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_COLUMNS = "text, section, name, header"
_WEIGHTS = "1.0, 1.2, 0.6, 0.8"
"""Of a word's occurrence in the text, the section's titles, the document's name and the table's header."""

_MAX_TERMS = 48
# bm25() costs one to two microseconds a row. Of 100,000 chunks a question's words touch 170,000 rows. Its rarest words
# within 15,000 rows find less by words alone (right among the first 10 in 83 % of 400 SQuAD questions among 100,000
# other passages; 86 % within 25,000 rows), and with the search by meaning beside them the same: 94 %, first 76 %.
_ROW_BUDGET = 15_000
_COMMON = 1_000
_COMMON_WORDS = 10_000
_MERGE_PAGES = 200


class IndexedRow(NamedTuple):
    """What of a chunk goes into the index, under the chunk's row number."""

    id: int
    text: str
    section: str
    name: str
    header: str


def match_terms(query: str) -> list[str]:
    """Return a question's words as FTS5 strings: stop words left out (unless there is nothing else), numbers whole."""
    words = list(dict.fromkeys(word.lower() for word in _WORD.findall(query)))
    telling = [word for word in words if word not in STOP_WORDS] or words
    return [f'"{word}"' for word in telling[:_MAX_TERMS]]


class LexicalTable:
    """The index of one scope.

    Args:
        connection: a reading or writing one, of the block that uses this object.
        number: the scope's number.
        common: in how many rows the words are that were found common before; searches fill and use it.
    """

    def __init__(self, connection: sqlite3.Connection, number: int, common: dict[str, int] | None = None) -> None:
        self._connection = connection
        self._table = f"lexical_{number:d}"
        self._common = {} if common is None else common

    def create(self) -> None:
        """Make the table if it is not there."""
        self._connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {self._table} USING "
            f"fts5({_COLUMNS}, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )

    def add(self, rows: Iterable[IndexedRow]) -> None:
        """Index chunks."""
        self._connection.executemany(
            f"INSERT INTO {self._table} (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            rows,
        )

    def remove(self, rows: Iterable[IndexedRow]) -> None:
        """Take chunks out of the index; the rows must be equal to those that were added."""
        self._connection.executemany(
            f"INSERT INTO {self._table} ({self._table}, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?)",  # noqa: S608
            rows,
        )

    def search(
        self, query: str, k: int, documents: Sequence[int], pages: tuple[int, int] | None
    ) -> list[tuple[int, float]]:
        """Return at most `k` chunk rows with their BM25 score (higher is better), best first.

        Args:
            query: free text; any characters.
            k: how many.
            documents: numbers of the documents that may be found.
            pages: first and last page, inclusive.
        """
        terms = self._affordable(match_terms(query))
        if not terms or not documents or k < 1:
            return []
        condition, values = _restriction(self._table, documents, pages)
        rows = self._connection.execute(
            f"SELECT {self._table}.rowid AS id, bm25({self._table}, {_WEIGHTS}) AS score "  # noqa: S608
            f"FROM {self._table} WHERE {self._table} MATCH ? AND {condition} ORDER BY score, id LIMIT ?",
            (" OR ".join(terms), *values, k),
        )
        return [(row["id"], -row["score"]) for row in rows]

    def merge_step(self, *, first: bool) -> bool:
        """Do a few milliseconds of folding the index into one piece; returns whether anything was to be done.

        Words of removed chunks stay in the table's older pieces until these are merged. The first step of a round
        decides which pieces are merged; a round that begins while a merge is under way only ends that one.
        """
        before = self._connection.total_changes
        self._connection.execute(
            f"INSERT INTO {self._table} ({self._table}, rank) VALUES ('merge', ?)",  # noqa: S608
            (-_MERGE_PAGES if first else _MERGE_PAGES,),
        )
        return self._connection.total_changes - before >= 2  # SQLite's own sign that nothing was left

    def _affordable(self, terms: list[str]) -> list[str]:
        """Keep the rarest terms whose rows together are within the budget, and at least one."""
        counted = sorted((count, term) for term in terms if (count := self._rows_with(term)))
        kept: list[str] = []
        spent = 0
        for count, term in counted:
            spent += count
            if kept and spent > _ROW_BUDGET:
                break
            kept.append(term)
        return kept

    def _rows_with(self, term: str) -> int:
        """Count a term's rows, up to the budget. Common words are counted once: their number only tells a cost."""
        if (known := self._common.get(term)) is not None:
            return known
        row = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {self._table} WHERE {self._table} MATCH ? LIMIT ?)",  # noqa: S608
            (term, _ROW_BUDGET + 1),
        ).fetchone()
        count = int(row[0])
        if count > _COMMON and len(self._common) < _COMMON_WORDS:
            self._common[term] = count
        return count


def _restriction(table: str, documents: Sequence[int], pages: tuple[int, int] | None) -> tuple[str, list[Any]]:
    """Return the SQL condition on row numbers for documents and pages, with its values."""
    values: list[Any]
    if len(documents) == 1:
        first = documents[0] << NUMBER_BITS
        condition, values = f"{table}.rowid BETWEEN ? AND ?", [first, first + (1 << NUMBER_BITS) - 1]
    else:
        condition = f"({table}.rowid >> {NUMBER_BITS}) IN (SELECT value FROM json_each(?))"  # noqa: S608
        values = [json.dumps(list(documents))]
    if pages is None:
        return condition, values
    on_page = f"(SELECT page FROM chunks WHERE chunks.id = {table}.rowid) BETWEEN ? AND ?"  # noqa: S608
    return f"{condition} AND {on_page}", [*values, *pages]
