"""Two drafts side by side: what moved, changed, came or went; and the newer one made from the older one by it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from modules.core.types import Page
from modules.domains.legal.comparing import Comparison, Kind, Pair, Status, apply, compare
from modules.domains.legal.comparing.aligning import in_place
from modules.domains.legal.comparing.provisions import provisions, straight
from modules.domains.legal.contract import Contract

DRAFT = """SERVICES AGREEMENT

1. Services

1.1 The Supplier shall provide the Services with reasonable care and skill.

1.2 The Supplier may use sub-contractors whom the Customer has approved in writing.

2. Fees

2.1 The Customer shall pay each invoice within thirty (30) days of its date.

2.2 Amounts that are overdue bear interest under Section 2.1 at six percent (6%) a year.

3. Liability

3.1 The liability of either Party in a contract year shall not exceed USD 750,000.

3.2 Neither Party excludes liability for death or personal injury caused by negligence.

4. General

4.1 Section 3.1 does not apply to the duties of confidentiality in this Agreement.

4.2 This Agreement is governed by the laws of England and Wales.
"""


def contract(*texts: str) -> Contract:
    return Contract("doc", "draft", [Page(number, text) for number, text in enumerate(texts, 1)])


def compared(old: Contract | str, new: Contract | str) -> Comparison:
    older, newer = (one if isinstance(one, Contract) else contract(one) for one in (old, new))
    work = compare(older, newer)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def of(comparison: Comparison, *wanted: Status) -> list[Pair]:
    return [pair for pair in comparison.pairs if pair.status in wanted]


def bare(text: str) -> str:
    """The text as layout does not change it."""
    return "".join(straight(text).split())


def whole(made: Contract) -> str:
    return bare("".join(one.whole for one in provisions(made)))


def test_a_draft_is_unchanged_beside_itself() -> None:
    comparison = compared(DRAFT, DRAFT)
    assert {pair.status for pair in comparison.pairs} == {Status.UNCHANGED}
    assert comparison.findings == ()


def test_how_much_of_two_texts_is_the_same_tells_drafts_from_strangers() -> None:
    assert compared(DRAFT, DRAFT).kept == 1.0
    assert compared(DRAFT, DRAFT.replace("750,000", "500,000")).kept > 0.95
    assert compared(DRAFT, "Poem\n\nThe owl and the pussycat went to sea in a beautiful pea-green boat.").kept < 0.1
    assert compared("", "").kept == 1.0


def test_layout_quotes_and_dashes_are_no_change() -> None:
    old = 'The "Fees" are those of the parties\' order - and no others - as agreed.'
    new = "The “Fees” are those\nof the parties’ order – and no\u00a0others – as   agreed."
    assert [pair.status for pair in compared(old, new).pairs] == [Status.UNCHANGED]


def test_pages_of_a_pdf_and_a_single_text_are_the_same_contract() -> None:
    half = DRAFT.index("3. Liability")
    pages = contract(DRAFT[:half] + "\n- 1 -", DRAFT[half:] + "\nPage 2 of 2")
    assert {pair.status for pair in compared(DRAFT, pages).pairs} == {Status.UNCHANGED}


def test_a_changed_number_is_shown_by_the_word() -> None:
    [pair] = of(compared(DRAFT, DRAFT.replace("thirty (30)", "sixty (60)")), Status.CHANGED)
    assert pair.new
    assert pair.new.reference == "2.1"
    assert [(edit.kind, edit.text) for edit in pair.edits if edit.kind is not Kind.EQUAL] == [
        (Kind.DELETED, "thirty"),
        (Kind.INSERTED, "sixty"),
        (Kind.DELETED, "30"),
        (Kind.INSERTED, "60"),
    ]


def test_references_that_follow_a_renumbering_are_no_change() -> None:
    new = DRAFT.replace("3. Liability", "4. Liability").replace("4. General", "5. General")
    for old_number, number in (("4.2 ", "5.2 "), ("4.1 ", "5.1 "), ("3.2 ", "4.2 "), ("3.1 ", "4.1 ")):
        new = new.replace(old_number, number)
    new = new.replace("4. Liability", "3. Insurance\n\n3.1 The Supplier shall keep insurance.\n\n4. Liability")
    comparison = compared(DRAFT, new)
    assert [pair.new_text for pair in of(comparison, Status.ADDED)] == [
        "Insurance",
        "The Supplier shall keep insurance.",
    ]
    assert of(comparison, Status.CHANGED, Status.MOVED, Status.REMOVED) == []
    assert len(of(comparison, Status.RENUMBERED)) == 6
    follows = next(pair for pair in comparison.pairs if pair.new and pair.new.reference == "5.1")
    assert [(edit.kind, edit.text) for edit in follows.edits if edit.kind is not Kind.EQUAL] == [
        (Kind.OLD_NUMBER, "3.1"),
        (Kind.NEW_NUMBER, "4.1"),
    ]


def test_a_reference_to_another_clause_is_a_change() -> None:
    [pair] = of(compared(DRAFT, DRAFT.replace("Section 3.1", "Section 3.2")), Status.CHANGED)
    assert [edit.text for edit in pair.edits if edit.kind is Kind.INSERTED] == ["3.2"]


def test_a_clause_that_moved_counts_once_with_its_parts() -> None:
    start, end = DRAFT.index("2. Fees"), DRAFT.index("3. Liability")
    fees = DRAFT[start:end]
    for old_number, number in (("2. F", "4. F"), ("2.1 The", "4.1 The"), ("2.2 ", "4.2 "), ("n 2.1", "n 4.1")):
        fees = fees.replace(old_number, number)
    rest = DRAFT[end:].replace("4.2 ", "5.2 ").replace("4.1 ", "5.1 ").replace("4. General", "5. General")
    comparison = compared(DRAFT, DRAFT[:start] + rest.replace("5. General", f"{fees}5. General"))
    assert comparison.count(Status.MOVED) == 1
    assert len(of(comparison, Status.MOVED)) == 3
    assert of(comparison, Status.CHANGED, Status.ADDED, Status.REMOVED) == []


def test_a_clause_that_moved_and_changed() -> None:
    start, end = DRAFT.index("2.2 "), DRAFT.index("3. Liability")
    moved = DRAFT[start:end].replace("2.2", "1.3").replace("six percent (6%)", "nine percent (9%)")
    new = (DRAFT[:start] + DRAFT[end:]).replace("2. Fees", f"{moved}2. Fees")
    [pair] = of(compared(DRAFT, new), Status.MOVED_AND_CHANGED)
    assert pair.old
    assert pair.new
    assert (pair.old.reference, pair.new.reference) == ("2.2", "1.3")


def test_added_and_removed_clauses_are_quoted_where_they_stand() -> None:
    gone = "4.1 Section 3.1 does not apply to the duties of confidentiality in this Agreement.\n\n"
    [pair] = of(compared(DRAFT, DRAFT.replace(gone, "")), Status.REMOVED)
    assert pair.new is None
    assert pair.old
    assert [one.text for one in pair.old.citations] == [gone.strip()]
    [pair] = of(compared(DRAFT.replace(gone, ""), DRAFT), Status.ADDED)
    assert pair.old is None


def test_a_paragraph_that_was_split_is_two_pairs_and_no_change() -> None:
    old = DRAFT.replace("skill.\n\n1.2 The Supplier may", "skill. The Supplier may")
    comparison = compared(old, DRAFT)
    assert of(comparison, Status.CHANGED, Status.ADDED, Status.REMOVED, Status.MOVED) == []
    assert of(compared(DRAFT, old), Status.CHANGED, Status.ADDED, Status.REMOVED, Status.MOVED) == []


def test_a_comparison_can_be_kept_as_json() -> None:
    adapter = TypeAdapter(Comparison)
    comparison = compared(DRAFT, DRAFT.replace("thirty (30)", "sixty (60)"))
    assert adapter.validate_json(adapter.dump_json(comparison)) == comparison


@pytest.mark.parametrize(
    "text", ["", " \n ", "4711", "| a | b |\n| 1 | 2 |", "Der Vertrag unterliegt deutschem Recht."]
)
def test_little_text_and_other_languages(text: str) -> None:
    assert {pair.status for pair in compared(text, text).pairs} <= {Status.UNCHANGED}
    assert bare(apply(compared(text, DRAFT), contract(text).text)) == whole(contract(DRAFT))


@pytest.mark.parametrize("piece", ["a ", "(((((", "1.1.1.1.", "Section 1.1, ", '"A" ', "shall not ", "x\n\n", "USD 1 "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    compared(text, f"The Supplier shall pay.\n\n{text}")
    assert time.process_time() - started < 30


def test_what_kept_its_order_is_the_heaviest_ascending_part() -> None:
    assert in_place([(0, 1), (2, 1), (1, 5), (3, 1)]) == {0, 2, 3}
    assert in_place([]) == set()


# --- A redline applied to A gives B -----------------------------------------------------------------------------------

WORDS = [
    "shall",
    "may",
    "not",
    "pay",
    "notify",
    "deliver",
    "services",
    "fees",
    "notice",
    "Supplier",
    "Customer",
    "within",
    "thirty",
    "days",
    "Section",
    "written",
]
sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(
    lambda words: " ".join(words).capitalize() + "."
)


@dataclass(frozen=True)
class Made:
    """A clause of a made-up contract."""

    title: str
    items: tuple[str, ...]


clause = st.builds(
    Made, st.sampled_from(("Fees", "Term", "Notices", "Liability", "")), st.lists(sentence, max_size=4).map(tuple)
)
clauses = st.lists(clause, min_size=1, max_size=7)


def written(made: list[Made]) -> Contract:
    lines = []
    for number, one in enumerate(made, 1):
        lines.append(f"{number}. {one.title}")
        lines += [f"{number}.{item} {text} See Section {number}.1." for item, text in enumerate(one.items, 1)]
    return contract("\n\n".join(lines))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Contract, Contract]:
    """A contract, and what random edits, moves, insertions and deletions make of it; the numbers follow."""
    old = draw(clauses)
    new = list(old)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, max(len(new) - 1, 0)))
        match draw(st.sampled_from(("move", "add", "remove", "change", "swap"))):
            case "move" if new:
                new.insert(draw(st.integers(0, len(new) - 1)), new.pop(at))
            case "add":
                new.insert(at, draw(clause))
            case "remove" if new:
                new.pop(at)
            case "change" if new and new[at].items:
                items = list(new[at].items)
                items[draw(st.integers(0, len(items) - 1))] = draw(sentence)
                new[at] = replace(new[at], items=tuple(items))
            case "swap" if new:
                new[at] = replace(new[at], items=new[at].items[::-1])
    return written(old), written(new)


@given(edited())
@settings(deadline=None, max_examples=150)
def test_a_redline_applied_to_the_older_draft_gives_the_newer_one(drafts: tuple[Contract, Contract]) -> None:
    old, new = drafts
    comparison = compared(old, new)
    assert bare(apply(comparison, old.text)) == whole(new)
    assert [pair.new.start for pair in comparison.pairs if pair.new] == sorted(
        pair.new.start for pair in comparison.pairs if pair.new
    )
    kept = [pair.old.start for pair in comparison.pairs if pair.old]
    assert len(kept) == len(set(kept))
    assert bare("".join(old.text[pair.old.start : pair.old.end] for pair in ordered(comparison))) == whole(old)


def ordered(comparison: Comparison) -> list[Pair]:
    return sorted((pair for pair in comparison.pairs if pair.old), key=lambda pair: pair.old.start if pair.old else 0)


@given(st.text(max_size=300), st.text(max_size=300))
@settings(deadline=None, max_examples=100)
def test_any_two_texts_can_be_compared(old: str, new: str) -> None:
    older, newer = contract(old), contract(new)
    assert bare(apply(compared(older, newer), older.text)) == whole(newer)
