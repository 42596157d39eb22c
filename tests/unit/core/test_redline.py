"""Comparing two texts by words."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.core.redline import Change, apply, changes, original

WORDS = (
    "the",
    "of",
    "a",
    "Party",
    "shall",
    "pay",
    "30",
    "days",
    "(",
    ")",
    ",",
    ".",
    "\n",
    " ",
    "  ",
    "1.5",
    "don't",
    "ä",
)
texts = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.lists(st.sampled_from(WORDS)).map("".join)


def shown(old: str, new: str) -> str:
    signs = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(signs[change.kind].format(change.text) for change in changes(old, new))


@given(texts | st.text(), texts | st.text())
def test_both_texts_come_back(old: str, new: str) -> None:
    found = changes(old, new)
    assert original(found) == old
    assert apply(found) == new


@given(texts, texts)
def test_changes_alternate_and_none_is_empty(old: str, new: str) -> None:
    found = changes(old, new)
    assert all(change.text for change in found)
    kinds = [change.kind for change in found]
    assert all(one != other for one, other in pairwise(kinds))
    assert ("insert", "delete") not in pairwise(kinds)


@given(texts)
def test_equal_texts_have_no_change(text: str) -> None:
    assert changes(text, text) == ((Change("equal", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("within 30 days of", "within 60 days of", "within [-30-][+60+] days of"),
        ("thirty (30) days", "sixty (60) days", "[-thirty-][+sixty+] ([-30-][+60+]) days"),
        ("One. Three.", "One. Two. Three.", "One. [+Two. +]Three."),
        ("the dog", "the big dog", "the [+big +]dog"),
        (
            "pay the full amount of all fees",
            "settle the invoices",
            "[-pay the full amount of all fees-][+settle the invoices+]",
        ),
        ("delay of the goods", "loss of the data", "[-delay-][+loss+] of the [-goods-][+data+]"),
        (
            "may end this contract at any time upon written notice to the other",
            "must keep every copy of its own records safe for the other",
            "[-may end this contract at any time upon written notice to-]"
            "[+must keep every copy of its own records safe for+] the other",
        ),
        (
            "A party may go. The cap is the sum of all fees.",
            "The cap is the sum.",
            "[-A party may go. -]The cap is the sum[- of all fees-].",
        ),
        ("USD 1,000.00", "USD 2,000.00", "USD [-1,000.00-][+2,000.00+]"),
        ("a\nb", "a\nc\nb", "a\n[+c\n+]b"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
    ],
)
def test_reads_well(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_common_word_between_changed_ones_is_part_of_the_change() -> None:
    old = "all claims arising under the policy of insurance"
    new = "any loss suffered by the holder of shares"
    assert shown(old, new) == (
        "[-all claims arising under the policy of insurance-][+any loss suffered by the holder of shares+]"
    )


@pytest.mark.parametrize("sort", ["edited", "rewritten", "repeated", "moved"])
def test_time_grows_with_the_length(sort: str) -> None:
    pick = random.Random(7)
    vocabulary = [f"word{number}" for number in range(8_000)]
    old = [pick.choice(vocabulary) if pick.random() < 0.5 else pick.choice(WORDS[:9]) for _ in range(100_000)]
    if sort == "edited":
        new = [word if pick.random() < 0.98 else pick.choice(vocabulary) for word in old]
    elif sort == "rewritten":
        new = [pick.choice(vocabulary) if pick.random() < 0.5 else pick.choice(WORDS[:9]) for _ in range(100_000)]
    elif sort == "repeated":
        old, new = ["a"] * 100_000, ["b", *["a"] * 80_000, "b", *["a"] * 10_000]
    else:
        new = old[60_000:] + old[:60_000]
    one, other = " ".join(old), " ".join(new)
    started = time.process_time()
    found = changes(one, other)
    assert time.process_time() - started < 20
    assert (original(found), apply(found)) == (one, other)


def test_the_sentence_between_two_numbers_stays_although_one_of_them_stands_where_the_other_stood() -> None:
    old = "continue for three (3) years from the date. For trade secrets they continue for seven (7) years."
    new = "continue for eighteen (18) years from the date. For trade secrets they continue for three (3) years."
    assert shown(old, new) == (
        "continue for [-three-][+eighteen+] ([-3-][+18+]) years from the date. "
        "For trade secrets they continue for [-seven-][+three+] ([-7-][+3+]) years."
    )
