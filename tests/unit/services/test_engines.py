from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from typing import Any

import pytest

from modules.adapters.scripted import Scripted, ScriptedEngine
from modules.core.engines import EngineStatus, InstalledModel, Offer, RunningModel
from modules.core.errors import AssistantError, ModelError, ModelMissing
from modules.core.types import ChatModel, Message, Progress
from modules.services.engines import Engines

PREFIXES = [[Message("system", "You are a lawyer.")]]


class Server:
    """An engine whose models are a set, and its shelf."""

    def __init__(self, *models: str) -> None:
        self.models = list(models)
        self.warm: list[tuple[str, Sequence[Sequence[Message]]]] = []
        self.warmed = threading.Event()
        self.closed = False
        self.go_on = threading.Event()

    def status(self) -> EngineStatus:
        return EngineStatus("server", "Server", bool(self.models), "Runs.", models=tuple(self.models))

    def default_model(self) -> str | None:
        return "phi4" if "phi4" in self.models else None

    def model(self, name: str) -> ChatModel:
        return Scripted([name])

    def warm_up(self, name: str, prefixes: Sequence[Sequence[Message]]) -> None:
        self.warm.append((name, prefixes))
        self.warmed.set()
        if name not in self.models:
            raise ModelMissing("It is not there.", "Fetch it.")

    def close(self) -> None:
        self.closed = True

    def installed(self) -> list[InstalledModel]:
        return [InstalledModel(name, 1, "1B") for name in self.models]

    def running(self) -> list[RunningModel]:
        return []

    def offers(self) -> list[Offer]:
        return [Offer("phi4", 9, 12, False, False, False, ""), Offer("phi4-mini", 2, 5, True, True, False, "")]

    def pull(self, name: str) -> Generator[Progress, None, None]:
        yield Progress(1, 2, "Fetching")
        self.go_on.wait(5)
        self.models.append(name)
        yield Progress(2, 2, "Ready")

    def delete(self, name: str) -> None:
        self.models.remove(name)


class Kept(dict[str, Any]):
    def set(self, key: str, value: Any) -> None:
        self[key] = value


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def make(server: Server) -> Callable[[], Engines]:
    kept: dict[str, Kept] = {}

    def build() -> Engines:
        return Engines(
            {"server": lambda: server, "scripted": lambda: ScriptedEngine(Scripted(lambda _: "embedded"))},
            shelf=lambda: server,
            choices=lambda owner: kept.setdefault(owner, Kept()),
            prefixes=lambda: PREFIXES,
        )

    return build


def answer(engines: Engines, owner: str = "ada") -> str:
    return "".join(engines.current(owner).stream([Message("user", "Hello?")], max_tokens=5))


def test_the_default_is_the_first_engine_of_the_table_that_has_a_model(
    make: Callable[[], Engines], server: Server
) -> None:
    engines = make()
    assert answer(engines) == "embedded"
    server.models = ["llama3"]
    assert answer(engines) == "embedded", "not just any model is a default"
    server.models = ["llama3", "phi4"]
    assert answer(engines) == "phi4"


def test_a_choice_is_remembered_for_its_owner_only(make: Callable[[], Engines], server: Server) -> None:
    server.models = ["llama3", "phi4"]
    make().choose("ada", "server", "llama3")
    assert answer(make()) == "llama3"
    assert answer(make(), "bob") == "phi4"
    assert server.warmed.wait(2)
    assert server.warm == [("llama3", PREFIXES)]


def test_a_chosen_engine_that_went_away_is_not_replaced_in_silence(make: Callable[[], Engines], server: Server) -> None:
    server.models = ["llama3"]
    make().choose("ada", "server", "llama3")
    server.models = []
    assert answer(make()) == "llama3", "the engine itself says what is wrong when it is asked"


def test_what_is_not_there_cannot_be_chosen(make: Callable[[], Engines]) -> None:
    for engine, model in (("server", "phi4"), ("azure", "phi4")):
        with pytest.raises(AssistantError):
            make().choose("ada", engine, model)


def test_a_table_without_a_model() -> None:
    empty = Engines({"server": Server}, shelf=Server, choices=lambda _: Kept(), prefixes=list)
    with pytest.raises(ModelError):
        empty.current("ada")


def test_a_warm_up_that_fails_hurts_nobody(make: Callable[[], Engines], server: Server) -> None:
    engines = make()
    server.models = ["phi4"]
    engines.choose("local", "server", "phi4")
    server.models = []
    server.warmed.clear()
    engines.warm_up("local")
    assert server.warmed.wait(2)


def test_says_how_each_engine_stands(make: Callable[[], Engines]) -> None:
    assert [(status.key, status.ready) for status in make().status()] == [("server", False), ("scripted", True)]


def test_a_pull_is_one_job_however_often_it_is_asked_for(make: Callable[[], Engines], server: Server) -> None:
    engines = make()
    assert engines.pulling("phi4") is None
    job = engines.pull("phi4")
    assert engines.pull("phi4") is job
    assert engines.pulling("phi4") is job
    server.go_on.set()
    assert job.wait(2)
    assert job.progress == Progress(2, 2, "Ready")
    assert [model.name for model in engines.installed()] == ["phi4"]
    assert engines.pull("phi4") is not job
    engines.delete("phi4")


def test_the_shelf_and_the_end(make: Callable[[], Engines], server: Server) -> None:
    engines = make()
    assert engines.recommended() == engines.offers()[1]
    assert engines.running() == []
    engines.status()
    job = engines.pull("phi4")
    engines.close()
    server.go_on.set()
    assert job.wait(2)
    assert job.cancelled
    assert server.closed
