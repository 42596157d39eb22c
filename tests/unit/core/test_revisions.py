"""Edits of documents made of pieces, and replaying them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from modules.core.revisions import Action, Piece, edits, replayed

PIECES = st.lists(
    st.builds(Piece, st.sampled_from(["Plan", "History"]), st.sampled_from("abcdefgh"), st.text(max_size=4)),
    unique_by=lambda piece: piece.key,
    max_size=8,
).map(tuple)


@given(PIECES, PIECES)
def test_a_log_replayed_gives_the_new_version(old: tuple[Piece, ...], new: tuple[Piece, ...]) -> None:
    assert replayed(old, edits(old, new)) == new


@given(PIECES, PIECES)
def test_a_log_replayed_backwards_gives_the_old_version(old: tuple[Piece, ...], new: tuple[Piece, ...]) -> None:
    current = list(new)
    for edit in reversed(edits(old, new)):
        if edit.action is Action.INSERTED:
            assert current.pop(edit.at) == Piece(edit.part, edit.key, edit.after)
        elif edit.action is Action.REMOVED:
            current.insert(edit.at, Piece(edit.part, edit.key, edit.before))
        else:
            assert current[edit.at].text == edit.after
            current[edit.at] = Piece(edit.part, edit.key, edit.before)
    assert tuple(current) == old


@given(PIECES)
def test_what_is_the_same_makes_no_entry(pieces: tuple[Piece, ...]) -> None:
    assert edits(pieces, pieces) == ()


def test_a_reworded_line_is_one_entry_and_keeps_both_wordings() -> None:
    old = (Piece("Plan", "1", "Stop aspirin."), Piece("Plan", "2", "Review in a week."))
    new = (Piece("Plan", "1", "Continue aspirin."), Piece("Plan", "2", "Review in a week."))
    (edit,) = edits(old, new)
    assert (edit.action, edit.before, edit.after, edit.at) == (Action.EDITED, "Stop aspirin.", "Continue aspirin.", 0)


def test_a_long_document_is_compared_in_a_moment() -> None:
    old = tuple(Piece("Plan", str(number), f"line {number}") for number in range(10_000))
    new = (*old[:5_000], Piece("Plan", "new", "inserted"), *old[5_001:])
    assert [edit.action for edit in edits(old, new)] == [Action.REMOVED, Action.INSERTED]
