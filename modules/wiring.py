"""The composition root: what stands behind each Protocol. Defaults are production's, arguments are the tests'."""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from modules.adapters.bounded import Bounded
from modules.adapters.llama_cpp_engine import EmbeddedEngine
from modules.adapters.ollama_engine import OllamaEngine
from modules.adapters.page_images import PageImages
from modules.adapters.readers.source import Limits
from modules.adapters.sandbox import SandboxedReader
from modules.core.engines import Engine
from modules.core.errors import AssistantError, ModelError
from modules.core.splitting import StructureSplitter
from modules.core.types import OWNER, ChatModel, Domain, Message, Scope
from modules.domains import discover
from modules.safety.finding import Finder
from modules.services.answers import AnswerDesk, Answers
from modules.services.embedder_choice import EmbedderChoice, EmbedderTable
from modules.services.engines import Engines
from modules.services.grids import Grids
from modules.services.identities import KIND as IDENTITIES
from modules.services.identities import Identities, Shelf
from modules.services.indexes import ClosableIndex, Indexes
from modules.services.ingestion import IngestQueue
from modules.services.library import Library
from modules.services.reports import ReportDesk, Reports
from modules.services.retrieving import ScopeRetriever
from modules.settings import Settings
from modules.store.conversations import Conversations, stop_unfinished
from modules.store.database import Database
from modules.store.learning import Learning
from modules.store.papers import Papers
from modules.store.preferences import Preferences
from modules.store.reports import ReportStore, stop_unfinished_reports
from modules.store.templates import Templates, delete_all

_log = logging.getLogger(__name__)
# Each sees his evidence at once, though the engine writes for two at a time.
_ANSWERS_AT_ONCE = 32
_HIDE_LOCALLY = "hide identities locally"


class Vouch:
    """Everything that one process shares. Make one, `start` it, `close` it.

    Args:
        settings: what the operator set.
        engines: the table of engines by key, best first; by default Ollama, then the embedded one.
        embedders: the table of embedders.
        finder: makes what finds the identifiers of people.

    Attributes:
        bounded: runs a field's own functions on what visitors type, under limits.

    Raises:
        StoreError: the data folder cannot be used, or another process uses it.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        engines: Mapping[str, Callable[[], Engine]] | None = None,
        embedders: EmbedderTable | None = None,
        finder: Callable[[], Finder] | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.domains: dict[str, Domain] = discover()
        self._database = Database(self.settings.runtime)
        try:
            self._assemble(engines, embedders or _embedders(self.settings))
            self._finder = cache(finder or _finder)
        except BaseException:
            self._database.close()  # and let go of its lock: the next attempt in this process would meet it
            raise

    def _assemble(self, engines: Mapping[str, Callable[[], Engine]] | None, embedders: EmbedderTable) -> None:
        self._embedder_of = embedders.of
        self._indexes = Indexes(self._database, _open_index)
        self.bounded = Bounded()
        self._reader = SandboxedReader(_limits(self.settings))
        self._page_images = PageImages(_limits(self.settings))
        self._queue = IngestQueue(
            self._database,
            self._indexes,
            reader=self._reader,
            splitters={key: domain.splitter for key, domain in self.domains.items()},
            splitter=StructureSplitter(),
            embedder=lambda: self.embedder.current(),
        )
        shared = self.preferences(OWNER)
        self.embedder = EmbedderChoice(embedders, shared, self._queue, [Scope(OWNER, key) for key in self.domains])
        self._ollama = OllamaEngine(
            self.settings.ollama_url,
            context_tokens=self.settings.ollama_context_tokens,
            keep_alive=self.settings.ollama_keep_alive,
        )
        self.engines = Engines(
            engines or {"ollama": lambda: self._ollama, "embedded": partial(_embedded_engine, self.settings)},
            shelf=lambda: self._ollama,
            choices=self.preferences,
            prefixes=lambda: [[Message("system", domain.instructions)] for domain in self.domains.values()],
        )
        self._desk = AnswerDesk(at_once=_ANSWERS_AT_ONCE)
        self._reports = ReportDesk()
        self._retrievers: dict[Scope, ScopeRetriever] = {}
        self._identities: dict[Scope, Identities] = {}
        self._lock = threading.Lock()
        self._queue.on_taken_in = self._search_ahead

    def start(self) -> None:
        """Begin to work on what is queued; what a killed process was answering or examining is marked as stopped.

        Raises:
            StoreError: the data folder cannot be written; everything is closed.
        """
        try:
            stop_unfinished(self._database)
            stop_unfinished_reports(self._database)
        except BaseException:
            self.close()
            raise
        self._queue.start()

    def warm_up(self) -> None:
        """Load what the first upload and the first question need; what goes wrong shows when it is used."""
        # Imported by a worker of low priority it would hold up the first question for seconds.
        importlib.import_module("chromadb")
        self._reader.warm_up()
        self.engines.warm_up(OWNER)
        self.embedder.names()
        with suppress(ModelError):
            self.embedder.current().embed_query("warm up")

    def close(self) -> None:
        """Stop working; what is unfinished goes on after the next start."""
        self._desk.close()
        self._reports.close()
        self._queue.stop()
        self.engines.close()
        self._reader.close()
        self.bounded.close()
        self._page_images.close()
        self._indexes.close()
        self._database.close()

    # --- What one owner sees of it -----------------------------------------------------------------------------------

    def library(self, scope: Scope) -> Library:
        """Return the documents of a scope."""
        return Library(
            self._database,
            scope,
            self._queue,
            self._indexes,
            render=self._page_images.render,
            max_file_bytes=self.settings.max_file_bytes,
        )

    def conversations(self, scope: Scope) -> Conversations:
        """Return the conversations of a scope."""
        return Conversations(self._database, scope)

    def answers(self, scope: Scope) -> Answers:
        """Return what asks and answers in a scope; its workspace is a domain's key."""
        library = self.library(scope)
        return Answers(
            self.conversations(scope),
            scope,
            self.domains[scope.workspace],
            model=lambda: self.model(scope),
            retriever=self.retriever(scope),
            pages=library,
            unread=library.unread,
            desk=self._desk,
        )

    def reports(self, scope: Scope) -> Reports:
        """Return what workflows found in a scope, and what starts them."""
        return Reports(ReportStore(self._database, scope), scope, self._reports)

    def grids(self, scope: Scope) -> Grids:
        """Return what fills review tables in a scope; its workspace is a domain's key."""
        return Grids(
            self.reports(scope),
            self.domains[scope.workspace],
            model=lambda: self.model(scope),
            retriever=self.retriever(scope),
            pages=self.library(scope),
        )

    def templates(self, scope: Scope, kind: str) -> Templates:
        """Return the playbooks, forms or wordings (the kind) that are kept in a scope."""
        return Templates(self._database, scope, kind)

    def papers(self, scope: Scope) -> Papers:
        """Return the documents that are being written, or were signed, in a scope."""
        return Papers(self._database, scope)

    def learning(self, scope: Scope) -> Learning:
        """Return what the learner of a scope keeps and did."""
        return Learning(self._database, scope)

    def forget_work(self, scope: Scope) -> None:
        """Delete a scope's reports, its papers, what was learned, and playbooks, forms, wordings."""
        self.reports(scope).delete_all()
        self.papers(scope).delete_all()
        self.learning(scope).delete_all()
        delete_all(self._database, scope)
        with self._lock:
            self._identities.pop(scope, None)

    def model(self, scope: Scope) -> ChatModel:
        """Return the model that a scope's owner chose; in a field that protects identities, behind the gate.

        Raises:
            ModelError: no engine has a model.
        """
        model, domain = self.engines.current(scope.owner), self.domains[scope.workspace]
        return self.identities(scope).before(model, domain.instructions) if domain.protects_identities else model

    def identities(self, scope: Scope) -> Identities:
        """Return what hides the identities of people in a scope, and restores them."""
        with self._lock:
            if scope not in self._identities:
                library, kept = self.library(scope), self.templates(scope, IDENTITIES)
                shelf = Shelf(library.documents, library.pages)
                local = partial(self.hides_locally, scope.owner)
                self._identities[scope] = Identities(self._finder(), kept, shelf, self.reports(scope), local=local)
            return self._identities[scope]

    def _search_ahead(self, scope: Scope) -> None:
        """Search what was just read for identifiers, where the first question would have to wait for that."""
        if not self.domains[scope.workspace].protects_identities:
            return
        try:
            if self.engines.current(scope.owner).card.remote or self.hides_locally(scope.owner):
                self.identities(scope).known()
        except AssistantError as problem:  # the question searches again, and says what is wrong
            _log.info("identifiers not searched ahead: %s", type(problem).__name__)

    def hides_locally(self, owner: str) -> bool:
        """Say whether an owner wants identities hidden from engines on this machine as well."""
        wanted: bool = self.preferences(owner).get(_HIDE_LOCALLY, False)
        return wanted

    def hide_locally(self, owner: str, wanted: bool) -> None:
        """Remember whether identities are hidden from engines on this machine as well."""
        self.preferences(owner).set(_HIDE_LOCALLY, wanted)

    def retriever(self, scope: Scope) -> ScopeRetriever:
        """Return what finds passages in a scope."""
        with self._lock:
            if scope not in self._retrievers:
                self._retrievers[scope] = ScopeRetriever(self.library(scope), self._embedder_of)
            return self._retrievers[scope]

    def preferences(self, owner: str) -> Preferences:
        """Return what an owner has chosen."""
        return Preferences(self._database, owner)


def _limits(settings: Settings) -> Limits:
    """Return what readers may take."""
    return Limits(
        max_pages=settings.max_pages,
        max_inflated_bytes=settings.max_inflated_bytes,
        max_pixels=settings.max_pixels,
        max_seconds=settings.max_read_seconds,
        max_bytes=settings.max_reader_bytes,
    )


def _embedded_engine(settings: Settings) -> Engine:
    return EmbeddedEngine(
        settings.runtime / "models",
        own_file=settings.embedded_model,
        context_tokens=settings.embedded_context_tokens,
        threads=settings.threads,
    )


def _finder() -> Finder:
    from modules.adapters.named_entities import SpacyEntities

    return Finder(SpacyEntities())


def _embedders(settings: Settings) -> EmbedderTable:
    from modules.adapters.embedders import Embedders

    return Embedders(settings.ollama_url, threads=settings.threads)


def _open_index(directory: Path) -> ClosableIndex:
    from modules.adapters.vectors import ChromaIndex

    return ChromaIndex(directory)
