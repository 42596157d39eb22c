"""Which embedder finds passages by meaning: one for all visitors, chosen among those that can be had."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Protocol

from modules.core.errors import AssistantError
from modules.core.jobs import Job
from modules.core.types import Embedder, Progress, Scope
from modules.services.ingestion import IngestQueue
from modules.store.preferences import Preferences

_CHOICE = "embedder"


class EmbedderTable(Protocol):
    """The embedders that there are.

    Attributes:
        default: the name of the one that needs no server.
    """

    default: str

    def names(self) -> list[str]:
        """List those that could be chosen now, the default first."""
        ...

    def named(self, name: str) -> Embedder:
        """Return an embedder by name.

        Raises:
            ModelError: it cannot be had now.
        """
        ...

    def of(self, model_id: str) -> Embedder:
        """Return the embedder that made the vectors of a model id; the default one for "".

        Raises:
            EmbedderChanged: it cannot be had any more.
        """
        ...


class EmbedderChoice:
    """The embedder that all share.

    Args:
        table: what can be chosen.
        preferences: where the choice is remembered.
        queue: indexes the documents again after another choice.
        scopes: whose documents these are.
    """

    def __init__(
        self, table: EmbedderTable, preferences: Preferences, queue: IngestQueue, scopes: Iterable[Scope]
    ) -> None:
        self._table = table
        self._preferences = preferences
        self._queue = queue
        self._scopes = tuple(scopes)
        self._choosing: Job[None] | None = None

    def names(self) -> list[str]:
        """List the embedders that could be chosen now."""
        return self._table.names()

    def chosen(self) -> str:
        """Return the name of the chosen one."""
        name: str = self._preferences.get(_CHOICE, self._table.default)
        return name

    def current(self) -> Embedder:
        """Return the chosen one.

        Raises:
            ModelError: it cannot be had now.
        """
        return self._table.named(self.chosen())

    def choose(self, name: str) -> None:
        """Index every document again with another embedder; until that is done the old index answers.

        Returns at once, because a server may take a minute to load the model; `reindexing` says how far it is, and
        `problem` why it cannot be used.
        """
        if self._choosing:
            self._choosing.cancel()
        self._choosing = Job(self._change(name), "choose-embedder")

    def _change(self, name: str) -> Generator[Progress, None, None]:
        loading = Progress(0, 0, f"Loading {name}")
        yield loading
        embedder = self._table.named(name)
        embedder.embed_documents(["try"])
        yield loading  # and end here where another has been chosen meanwhile
        self._preferences.set(_CHOICE, name)
        self._queue.use(lambda: embedder)

    def problem(self) -> AssistantError | None:
        """Return why the embedder that was chosen last cannot be used; None where it can."""
        return self._choosing.error if self._choosing else None

    def reindexing(self) -> Progress | None:
        """Return how far the documents of all workspaces are indexed again; None where they need not be."""
        if self._choosing and not self._choosing.done:
            return self._choosing.progress
        found = [progress for scope in self._scopes if (progress := self._queue.reindexing(scope))]
        if not found:
            return None
        return Progress(sum(one.done for one in found), sum(one.total for one in found), found[0].label)
