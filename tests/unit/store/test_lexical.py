from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.store import lexical
from modules.store.lexical import IndexedRow, LexicalTable, match_terms


@pytest.fixture
def table() -> Iterator[LexicalTable]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("CREATE TABLE chunks (id INTEGER PRIMARY KEY, page INTEGER)")
        made = LexicalTable(connection, 1)
        made.create()
        yield made


def row(number: int, text: str, section: str = "", name: str = "", header: str = "") -> IndexedRow:
    return IndexedRow((1 << 20) + number, text, section, name, header)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("What was the revenue in 2023?", ['"revenue"', '"2023"']),
        ('the "net" sales', ['"net"', '"sales"']),
        ("is it or is it not", ['"is"', '"it"', '"or"', '"not"']),
        ("$1,250.50 and 10-K, clause 1.2(a)", ['"1,250.50"', '"10"', '"k"', '"clause"', '"1.2"']),
        ("Überweisung naïve B12", ['"überweisung"', '"naïve"', '"b12"']),
        ("rent RENT Rent", ['"rent"']),
        ("?!* ^ -- ()", []),
    ],
)
def test_the_telling_words_are_kept(query: str, terms: list[str]) -> None:
    assert match_terms(query) == terms


@given(st.text())
def test_terms_are_quoted_words_whatever_the_text(text: str) -> None:
    for term in match_terms(text):
        assert term[0] == term[-1] == '"'
        assert '"' not in term[1:-1]


def test_a_rare_word_counts_more_than_a_common_one_and_a_long_text_less(table: LexicalTable) -> None:
    table.add([row(number, "common " + "filler " * number) for number in range(1, 9)])
    table.add([row(20, "common rare")])
    found = [one & 0xFFFFF for one, _ in table.search("common rare", 9, [1], None)]
    assert found[:2] == [20, 1]


def test_section_name_and_header_are_searched_too(table: LexicalTable) -> None:
    table.add([row(1, "x", section="termination"), row(2, "x", name="lease"), row(3, "x", header="amount")])
    for number, word in enumerate(("terminated", "leases", "amounts"), 1):
        assert [one & 0xFFFFF for one, _ in table.search(word, 9, [1], None)] == [number]


def test_common_words_are_given_up_where_they_cost_too_much(
    table: LexicalTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "_ROW_BUDGET", 5)
    table.add([row(number, "common") for number in range(6)])
    table.add([row(10, "rare common")])
    assert [one & 0xFFFFF for one, _ in table.search("common rare", 9, [1], None)] == [10]
    assert len(table.search("common", 9, [1], None)) == 7


def test_removed_rows_are_gone_and_the_rest_is_still_found(table: LexicalTable) -> None:
    rows = [row(number, f"word{number} shared") for number in range(300)]
    for one in rows:
        table.add([one])
    table.remove(rows[:200])
    steps = 1
    while table.merge_step(first=steps == 1):
        steps += 1
    assert table.search("word7", 9, [1], None) == []
    assert len(table.search("shared", 500, [1], None)) == 100


def test_nothing_is_asked_of_no_documents_or_for_no_hits(table: LexicalTable) -> None:
    table.add([row(1, "word")])
    assert table.search("word", 5, [], None) == []
    assert table.search("word", 0, [1], None) == []
    assert table.search("word", 5, [2, 3], None) == []
