"""Which engine answers whom: a table of engines, each owner's choice among them, and getting one ready early."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from modules.core.engines import Engine, EngineStatus, InstalledModel, ModelShelf, Offer, RunningModel
from modules.core.errors import AssistantError, ModelError
from modules.core.jobs import Job, where
from modules.core.types import ChatModel, Message

log = logging.getLogger(__name__)

_CHOICE = "engine"


class Choices(Protocol):
    """Where an owner's choices are remembered."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return what was set."""
        ...

    def set(self, key: str, value: Any) -> None:
        """Remember a JSON value."""
        ...


class Engines:
    """The engines of this process. Thread-safe.

    Args:
        engines: the table: keys, and what makes each engine; the first one in it with a model is everybody's default.
            Another kind of engine is one more entry.
        shelf: gives where models can be fetched and thrown away.
        choices: gives the preferences of an owner.
        prefixes: gives what the prompts of each page begin with.
    """

    def __init__(
        self,
        engines: Mapping[str, Callable[[], Engine]],
        *,
        shelf: Callable[[], ModelShelf],
        choices: Callable[[str], Choices],
        prefixes: Callable[[], Sequence[Sequence[Message]]],
    ) -> None:
        self._factories = engines
        self._made: dict[str, Engine] = {}
        self._shelf = shelf
        self._choices = choices
        self._prefixes = prefixes
        self._pulls: dict[str, Job[None]] = {}
        self._lock = threading.Lock()

    def status(self) -> list[EngineStatus]:
        """Say how each engine stands, in the order of the table."""
        return [self._engine(key).status() for key in self._factories]

    def current(self, owner: str) -> ChatModel:
        """Return the model that an owner chose; without a choice, the best that is there.

        A chosen engine that does not run is returned all the same: asking it says what to do, and nobody is answered
        by another model than he chose.

        Raises:
            ModelError: no engine has a model.
        """
        key, name = self._current(owner)
        return self._engine(key).model(name)

    def choose(self, owner: str, engine: str, model: str) -> None:
        """Remember an owner's choice and get that model ready in the background.

        Raises:
            AssistantError: there is no such engine, or it does not have the model.
        """
        status = self._engine(engine).status() if engine in self._factories else None
        if status is None or model not in status.models:
            raise AssistantError("That model is no longer there.", "Choose another one.")
        self._choices(owner).set(_CHOICE, {"engine": engine, "model": model})
        self.warm_up(owner)

    def warm_up(self, owner: str) -> None:
        """Get an owner's model ready in the background; what goes wrong shows in `status`."""
        threading.Thread(target=self._warm_up, args=(owner,), name="warm-up", daemon=True).start()

    def pull(self, model: str) -> Job[None]:
        """Fetch a model, or return the job that already does so."""
        with self._lock:
            job = self._pulls.get(model)
            if job is None or job.done:
                job = self._pulls[model] = Job(self._shelf().pull(model), name=f"pull {model}")
            return job

    def pulling(self, model: str) -> Job[None] | None:
        """Return the job that fetches a model, or fetched it last."""
        return self._pulls.get(model)

    def delete(self, model: str) -> None:
        """Remove a model from the shelf's disk.

        Raises:
            ModelMissing: it is not there.
        """
        self._shelf().delete(model)

    def installed(self) -> list[InstalledModel]:
        """List what the shelf has on its disk.

        Raises:
            ModelError: the shelf's server does not run.
        """
        return self._shelf().installed()

    def running(self) -> list[RunningModel]:
        """List what the shelf's server holds in memory.

        Raises:
            ModelError: it does not run.
        """
        return self._shelf().running()

    def offers(self) -> list[Offer]:
        """List the models worth fetching; the one that suits this machine is marked."""
        return self._shelf().offers()

    def recommended(self) -> Offer | None:
        """Return the best model worth fetching that this machine's memory holds."""
        return next((offer for offer in self.offers() if offer.recommended), None)

    def close(self) -> None:
        """Stop fetching, and let go of every engine."""
        for job in self._pulls.values():
            job.cancel()
        with self._lock:
            for engine in self._made.values():
                engine.close()
            self._made.clear()

    def _engine(self, key: str) -> Engine:
        with self._lock:
            if key not in self._made:
                self._made[key] = self._factories[key]()
            return self._made[key]

    def _current(self, owner: str) -> tuple[str, str]:
        chosen = self._choices(owner).get(_CHOICE)
        if chosen and chosen["engine"] in self._factories:
            return chosen["engine"], chosen["model"]
        for key in self._factories:
            if name := self._engine(key).default_model():
                return key, name
        raise ModelError("No engine has a model.", "See the Models page.")

    def _warm_up(self, owner: str) -> None:
        try:
            key, name = self._current(owner)
            self._engine(key).warm_up(name, self._prefixes())
        except AssistantError as exc:
            log.warning("The model could not be made ready: %s", type(exc).__name__)
        except Exception as exc:  # noqa: BLE001 - the boundary of a worker: nobody above would see it
            log.error("Warming up failed: %s", where(exc))
