"""The composition root with an embedder whose server comes and goes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from modules.adapters.embedders import Embedders
from modules.adapters.scripted import Scripted, ScriptedEngine
from modules.core.errors import EngineUnavailable, StoreError
from modules.core.types import OWNER, Embedder, Scope
from modules.safety.finding import Finder
from modules.safety.identifiers import Entity
from modules.settings import Settings
from modules.store.files import DISK_FULL
from modules.store.upload_queue import UploadQueue
from modules.wiring import Vouch

from .house import until
from .paper_child import Letter
from .store_fakes import HashEmbedder

LEGAL = Scope(OWNER, "legal")


class Served(Embedders):
    """One embedder, on a server that may be down."""

    default = "hash"

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9", threads=1)
        self.up = True

    def named(self, name: str) -> Embedder:
        if not self.up:
            raise EngineUnavailable(f"The server of {name} is down.", "Start it.")
        return HashEmbedder(name)

    def of(self, model_id: str) -> Embedder:
        return self.named(model_id.partition("-")[0])


@pytest.fixture
def embedders() -> Served:
    return Served()


@pytest.fixture
def vouch(tmp_path: Path, embedders: Served) -> Iterator[Vouch]:
    made = Vouch(Settings(runtime=tmp_path), embedders=embedders)
    made.start()
    library = made.library(LEGAL)
    library.add("lease.txt", io.BytesIO(b"The tenant pays the rent on the first day of each month."))
    until(lambda: all(one.state == "done" for one in library.uploads()), 60)
    yield made
    made.close()


def test_words_are_searched_while_the_embedder_is_down(vouch: Vouch, embedders: Served) -> None:
    retriever = vouch.retriever(LEGAL)
    assert "dense" in retriever.search("When is the rent due?", 3)[0].scores
    embedders.up = False
    assert "dense" not in retriever.search("When is the rent due?", 3)[0].scores
    embedders.up = True
    assert "dense" in retriever.search("When is the rent due?", 3)[0].scores


def test_an_embedder_is_chosen_once_it_has_shown_that_it_works(vouch: Vouch, embedders: Served) -> None:
    embedders.up = False
    vouch.embedder.choose("other")
    until(lambda: vouch.embedder.problem() is not None)
    assert vouch.embedder.chosen() == "hash"
    embedders.up = True
    vouch.embedder.choose("other")
    until(lambda: vouch.embedder.chosen() == "other" and vouch.embedder.reindexing() is None)
    until(lambda: vouch.library(LEGAL).index().embedder == "other-16")
    assert vouch.embedder.problem() is None


class NoEntities:
    def find(self, text: str) -> list[Entity]:  # noqa: ARG002
        return []


@pytest.mark.parametrize("remote", [True, False])
def test_what_was_read_is_searched_for_names_before_the_first_question(
    tmp_path: Path, embedders: Served, remote: bool
) -> None:
    model = Scripted(["x"], remote=remote)
    made = Vouch(
        Settings(runtime=tmp_path),
        embedders=embedders,
        engines={"scripted": lambda: ScriptedEngine(model)},
        finder=lambda: Finder(NoEntities()),
    )
    made.start()
    try:
        scope = Scope(OWNER, "medical")
        library = made.library(scope)
        library.add("note.txt", io.BytesIO(b"Mrs Margaret Ellery takes warfarin 5 mg a day."))
        until(lambda: all(one.state == "done" for one in library.uploads()), 60)
        if remote:
            until(made.identities(scope).is_searched)
        else:
            assert not made.identities(scope).is_searched()
        assert not model.asked
    finally:
        made.close()


@pytest.mark.parametrize(("workspace", "named"), [("medical", False), ("legal", True)])
def test_an_engine_elsewhere_reads_no_names_of_patients(
    tmp_path: Path, embedders: Served, workspace: str, named: bool
) -> None:
    model = Scripted(["Mrs Ellery takes warfarin [1]."], remote=True)
    made = Vouch(
        Settings(runtime=tmp_path),
        embedders=embedders,
        engines={"scripted": lambda: ScriptedEngine(model)},
        finder=lambda: Finder(NoEntities()),
    )
    made.start()
    try:
        scope = Scope(OWNER, workspace)
        library = made.library(scope)
        library.add("note.txt", io.BytesIO(b"Mrs Margaret Ellery takes warfarin 5 mg a day since 21 March 2026."))
        until(lambda: all(one.state == "done" for one in library.uploads()), 60)
        answers, conversation = made.answers(scope), made.conversations(scope).create("x")
        turn = answers.ask(conversation.id, "What does Mrs Ellery take a day since 21 March 2026?")
        answer = answers.wait(turn, 30).answer
        assert answer is not None
        assert answer.text.startswith("Mrs Ellery takes warfarin")
        sent = " ".join(message.content for message in model.asked[0].messages)
        assert ("Ellery" in sent) is named
        assert ("21 March 2026" in sent) is named
        assert "warfarin 5 mg" in sent
        assert (answer.usage.hidden > 0) is not named
    finally:
        made.close()


@pytest.mark.parametrize("what", ["modules.wiring.stop_unfinished", f"{UploadQueue.__module__}.UploadQueue.recover"])
def test_a_start_that_failed_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def started() -> Vouch:
        made = Vouch(Settings(runtime=tmp_path), embedders=Served())
        made.start()
        return made

    def full(*_: object) -> None:
        raise StoreError(*DISK_FULL)

    with monkeypatch.context() as disk:
        disk.setattr(what, full)
        with pytest.raises(StoreError, match="disk is full"):
            started()
    started().close()


def test_papers_are_forgotten_with_the_work_of_their_workspace(vouch: Vouch) -> None:
    elsewhere = Scope(OWNER, "medical")
    for scope in (LEGAL, elsewhere):
        papers = vouch.papers(scope)
        papers.sign(papers.begin("letter", "A letter", (), Letter(("Dear Ann,",)), "Ann"), "Ann Lee", "Partner")
    vouch.forget_work(LEGAL)
    assert vouch.papers(LEGAL).all() == []
    assert len(vouch.papers(elsewhere).all()) == 1
