"""Papers: edited as drafts, frozen by a signature, read back with their log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules.core.errors import AssistantError, NotFound, StoreCorrupt
from modules.core.findings import Citation
from modules.core.revisions import Action, Piece, replayed
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.papers import LONGEST_ADDENDUM, LONGEST_NAME, Paper, PaperHead, Papers, PaperState

from .making import MINE, OTHERS, stored


@dataclass(frozen=True, slots=True)
class Letter:
    lines: tuple[tuple[str, str], ...]
    quotes: tuple[Citation, ...] = ()

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(Piece("Letter", key, text) for key, text in self.lines)


@dataclass(frozen=True, slots=True)
class Other:
    other: int

    def pieces(self) -> tuple[Piece, ...]:
        return ()


LETTER = Letter((("1", "Dear patient,"), ("2", "take care.")))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path)) as opened:
        yield opened


@pytest.fixture
def papers(database: Database) -> Papers:
    return Papers(database, MINE)


def begun(papers: Papers, letter: Letter = LETTER) -> Paper:
    return papers.begin("letter", "A letter", (), letter, "a model")


def signed(papers: Papers) -> Paper:
    return papers.sign(begun(papers), "Ann Lee", "Physician")


def actions(papers: Papers, paper: PaperHead) -> list[Action]:
    return [change.edit.action for change in papers.changes(paper.id)]


def test_a_draft_is_read_back_and_edited_with_a_log_of_who_did_what(papers: Papers) -> None:
    paper = begun(papers)
    assert (paper.state, paper.version, paper.signature, paper.intact) == (PaperState.DRAFT, 1, None, True)
    later = replace(LETTER, lines=(*LETTER.lines, ("3", "Ann")))
    revised = papers.revise(paper, later, "Ann Lee")
    assert revised.version == 2
    assert revised.read(Letter) == later
    assert revised.first(Letter) == LETTER
    wrote, inserted = papers.changes(paper.id)
    assert (wrote.who, wrote.edit.action) == ("a model", Action.WROTE)
    assert (inserted.who, inserted.edit.part, inserted.edit.before, inserted.edit.after) == (
        "Ann Lee",
        "Letter",
        "",
        "Ann",
    )


def test_what_was_seen_is_what_is_changed_or_signed(papers: Papers) -> None:
    seen = begun(papers)
    papers.revise(seen, replace(LETTER, lines=(("1", "Dear Bob,"),)), "Ann Lee")
    for late in (lambda: papers.revise(seen, LETTER, "Bob"), lambda: papers.sign(seen, "Bob", "Nurse")):
        with pytest.raises(AssistantError, match="changed meanwhile"):
            late()
    assert papers.get(seen.id).read(Letter).lines == (("1", "Dear Bob,"),)
    assert papers.get(seen.id).state is PaperState.DRAFT


def test_a_signature_freezes_the_content_and_leaves_addenda(papers: Papers) -> None:
    paper = signed(papers)
    assert paper.signature is not None
    assert (paper.signature.name, paper.signature.role, len(paper.signature.digest)) == ("Ann Lee", "Physician", 64)
    for refused in (
        lambda: papers.revise(paper, LETTER, "Ann Lee"),
        lambda: papers.sign(paper, "Ann Lee", "Physician"),
        lambda: papers.delete(paper.id),
    ):
        with pytest.raises(AssistantError, match="signed"):
            refused()
    papers.add(paper.id, " Result came back.\n\nAll well. ", "Bob  Ray", "Nurse")
    (addendum,) = papers.addenda(paper.id)
    assert (addendum.edit.after, addendum.who, addendum.role) == (
        "Result came back.\n\nAll well.",
        "Bob Ray",
        "Nurse",
    )
    after = papers.get(paper.id)
    assert after.intact
    assert after.read(Letter) == LETTER
    assert after.signature == paper.signature
    assert actions(papers, paper) == [Action.WROTE, Action.SIGNED, Action.ADDENDUM]


@pytest.mark.parametrize(("name", "role"), [("", "Nurse"), ("Ann", " \n"), ("x" * (LONGEST_NAME + 1), "Nurse")])
def test_whoever_signs_says_name_and_role(papers: Papers, name: str, role: str) -> None:
    paper = begun(papers)
    with pytest.raises(AssistantError):
        papers.sign(paper, name, role)
    assert papers.get(paper.id).state is PaperState.DRAFT
    assert actions(papers, paper) == [Action.WROTE]


def test_addenda_are_of_signed_papers_and_say_something(papers: Papers) -> None:
    with pytest.raises(AssistantError, match="Only a signed paper"):
        papers.add(begun(papers).id, "text", "Ann", "Nurse")
    paper = signed(papers)
    for text in ("", " \n ", "x" * (LONGEST_ADDENDUM + 1)):
        with pytest.raises(AssistantError):
            papers.add(paper.id, text, "Ann", "Nurse")
    assert papers.addenda(paper.id) == []


def test_the_same_words_give_the_same_digest_only_with_signer_and_moment(papers: Papers) -> None:
    one, other = signed(papers), signed(papers)
    assert one.signature
    assert other.signature
    assert one.signature.digest != other.signature.digest  # another moment


@pytest.mark.parametrize("column", ["content", "first", "kind", "documents"])
def test_a_signed_paper_that_was_tampered_with_says_so(papers: Papers, database: Database, column: str) -> None:
    paper = signed(papers)
    with database.write() as connection:
        connection.execute(f"UPDATE papers SET {column} = replace({column}, 'e', 'o')")  # noqa: S608
        connection.execute(
            "UPDATE papers SET documents = '[\"x\"]' WHERE documents = '[]' AND ? = 'documents'", (column,)
        )
    read = papers.get(paper.id)
    assert not read.intact


def test_a_damaged_content_is_neither_intact_nor_readable(papers: Papers, database: Database) -> None:
    paper = signed(papers)
    with database.write() as connection:
        connection.execute("UPDATE papers SET content = substr(content, 1, 20)")
    assert not papers.get(paper.id).intact
    with pytest.raises(StoreCorrupt):
        papers.get(paper.id).read(Letter)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE paper_changes SET who = 'nobody'",
        "UPDATE papers SET state = 'draft'",
        "UPDATE papers SET signer = 'nobody'",
        "UPDATE papers SET digest = ''",
    ],
)
def test_the_database_itself_rewrites_no_log_and_no_signature(
    papers: Papers, database: Database, statement: str
) -> None:
    signed(papers)
    with pytest.raises(sqlite3.IntegrityError), database.write() as connection:
        connection.execute(statement)


def test_a_content_of_another_version_is_told_from_damage(papers: Papers) -> None:
    with pytest.raises(StoreCorrupt, match="cannot be read"):
        begun(papers).read(Other)


def test_hostile_text_is_kept_as_far_as_it_can_be(papers: Papers) -> None:
    hostile = "\x00\x07<script>\u202e'; DROP TABLE papers; --\n" + "x" * 100_000
    paper = begun(papers, Letter((("1", hostile),)))
    assert paper.read(Letter).lines[0][1].endswith("<script>\u202e'; DROP TABLE papers; --\n" + "x" * 100_000)
    papers.revise(paper, Letter((("1", hostile + "y"),)), "\x00Ann")
    with pytest.raises(AssistantError, match="no file can hold"):
        papers.revise(papers.get(paper.id), Letter((("1", "\ud800"),)), "Ann")
    assert papers.get(paper.id).read(Letter).lines[0][1].endswith("y")


@pytest.mark.parametrize("scope", OTHERS)
def test_no_verb_reaches_another_scopes_paper(papers: Papers, database: Database, scope: object) -> None:
    draft, done = begun(papers), signed(papers)
    theirs = Papers(database, scope)  # type: ignore[arg-type]
    assert theirs.all() == []
    assert theirs.changes(done.id) == []
    for verb in (
        lambda: theirs.get(draft.id),
        lambda: theirs.revise(draft, Letter(()), "Bob"),
        lambda: theirs.sign(draft, "Bob", "Nurse"),
        lambda: theirs.add(done.id, "text", "Bob", "Nurse"),
    ):
        with pytest.raises(NotFound):
            verb()
    theirs.delete(draft.id)
    theirs.delete_all()
    assert {one.id for one in papers.all()} == {draft.id, done.id}
    assert actions(papers, draft) == [Action.WROTE]
    assert actions(papers, done) == [Action.WROTE, Action.SIGNED]


def test_papers_are_listed_by_kind_the_latest_first_and_deleted_with_their_log(
    papers: Papers, database: Database
) -> None:
    one = begun(papers)
    two = papers.begin("note", "A note", (), LETTER, "Ann")
    papers.revise(one, LETTER, "Ann")
    assert [paper.id for paper in papers.all()] == [one.id, two.id]
    assert [paper.id for paper in papers.all("note")] == [two.id]
    papers.delete(one.id)
    papers.delete(one.id)
    signed(papers)
    papers.delete_all()
    assert papers.all() == []
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM paper_changes").fetchone()[0] == 0


# --- Documents that are deleted --------------------------------------------------------------------------------------


def quoting(*texts: tuple[str, str]) -> Letter:
    return replace(LETTER, quotes=tuple(Citation(one, 1, 0, 9, text) for one, text in texts))


def test_a_deleted_document_takes_drafts_along_and_its_quotes_out_of_signed_papers(
    papers: Papers, database: Database
) -> None:
    documents = Documents(database, MINE)
    gone, kept = stored(documents, "gone text", name="gone.txt"), stored(documents, "kept text", name="kept.txt")
    both = quoting((gone.id, "gone text"), (kept.id, "kept text"))
    draft = papers.begin("letter", "Draft", (), both, "Ann")
    of_it = papers.begin("letter", "Made from it", (gone.id,), LETTER, "Ann")
    untouched = papers.begin("letter", "Other", (kept.id,), LETTER, "Ann")
    done = papers.sign(papers.begin("letter", "Signed", (gone.id,), both, "Ann"), "Ann Lee", "Physician")

    documents.delete(gone.id)

    assert {one.id for one in papers.all()} == {untouched.id, done.id}
    assert papers.changes(draft.id) == papers.changes(of_it.id) == []
    after = papers.get(done.id)
    assert after.intact
    assert after.signature == done.signature
    assert [one.text for one in after.read(Letter).quotes] == ["", "kept text"]
    assert [one.text for one in after.first(Letter).quotes] == ["", "kept text"]
    assert after.read(Letter).lines == LETTER.lines


def test_what_was_tampered_with_goes_on_saying_so_after_a_document_is_deleted(
    papers: Papers, database: Database
) -> None:
    documents = Documents(database, MINE)
    gone = stored(documents, "gone text")
    done = papers.sign(papers.begin("letter", "", (), quoting((gone.id, "gone text")), "Ann"), "Ann Lee", "Physician")
    with database.write() as connection:
        connection.execute("UPDATE papers SET content = replace(content, 'gone text', 'another')")
    documents.delete(gone.id)
    assert not papers.get(done.id).intact
    assert "another" not in json.dumps([one.text for one in papers.get(done.id).read(Letter).quotes])


def test_no_paper_is_begun_or_edited_with_quotes_of_a_deleted_document(papers: Papers, database: Database) -> None:
    documents = Documents(database, MINE)
    gone = stored(documents, "gone text")
    paper = begun(papers)
    documents.delete(gone.id)
    with pytest.raises(NotFound):
        papers.begin("letter", "Late", (), quoting((gone.id, "gone text")), "Ann")
    with pytest.raises(NotFound):
        papers.begin("letter", "Late", (gone.id,), LETTER, "Ann")
    with pytest.raises(NotFound):
        papers.revise(paper, quoting((gone.id, "gone text")), "Ann")
    assert papers.get(paper.id).version == 1


# --- Properties ------------------------------------------------------------------------------------------------------

LINES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)),
    unique_by=lambda line: line[0],
    max_size=6,
).map(tuple)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.lists(LINES, max_size=4))
def test_the_log_replayed_over_the_first_version_gives_the_signed_one(
    papers: Papers, first: tuple[tuple[str, str], ...], versions: list[tuple[tuple[str, str], ...]]
) -> None:
    paper = begun(papers, Letter(first))
    for lines in versions:
        paper = papers.revise(paper, Letter(lines), "Ann")
    paper = papers.sign(paper, "Ann Lee", "Physician")
    papers.add(paper.id, "more", "Ann Lee", "Physician")
    log = [change.edit for change in papers.changes(paper.id)]
    assert replayed(paper.first(Letter).pieces(), log) == paper.read(Letter).pieces()
    assert paper.read(Letter) == Letter(versions[-1] if versions else first)
    assert paper.intact
