"""Who the people of a workspace are: what its documents say, what the visitor decided, the secret of pseudonyms."""

from __future__ import annotations

import json
import secrets
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from modules.core.errors import NotFound, StoreCorrupt
from modules.core.types import ChatModel, Document, Page, Progress
from modules.safety.finding import Choices, Finder, Known, hidden
from modules.safety.identifiers import Identifier, Kind
from modules.safety.lexicons import folded
from modules.safety.pseudonyms import Pseudonyms, Replaced
from modules.services.deidentified import Deidentified
from modules.services.reports import Reports, ReportState
from modules.store.templates import Templates

KIND = "identities"
"""Of the templates that keep the secret and the visitor's decisions of a scope."""
SEARCHED = "identifiers of a document"
"""Of the reports that keep what was found in a document: they go with it."""
_SECRET, _DECIDED = "secret", "decided"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is needed of a scope's documents."""

    documents: Callable[[], list[Document]]
    pages: Callable[[str], list[Page]]


@dataclass(frozen=True, slots=True)
class Searched:
    """What the pages of a document say by themselves, page by page."""

    pages: tuple[tuple[Identifier, ...], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search was over.

    Attributes:
        found: how many identifiers, before anything was decided on them.
    """

    pages: int
    found: int


@dataclass(frozen=True, slots=True)
class HiddenPage:
    """A page with what stands for each identifier on it."""

    document: Document
    number: int
    text: str
    replaced: Sequence[Replaced]


class Identities:
    """Hides and restores the identities of one scope. Thread-safe.

    Args:
        finder: the process's.
        kept: the scope's templates of kind `KIND`.
        shelf: the scope's documents.
        reports: the scope's; they keep what was found in a document, which is searched once.
        local: says whether identities are hidden from engines on this machine, too.
    """

    def __init__(
        self, finder: Finder, kept: Templates, shelf: Shelf, reports: Reports, *, local: Callable[[], bool]
    ) -> None:
        self.finder = finder
        self._kept = kept
        self._shelf = shelf
        self._reports = reports
        self._local = local
        self._searched: dict[str, tuple[Searched, Known]] = {}
        self._pseudonyms: Pseudonyms | None = None
        self._lock = threading.Lock()
        self._searching = threading.Lock()

    @property
    def pseudonyms(self) -> Pseudonyms:
        """The scope's pseudonyms, the same ones after a restart."""
        with self._lock:
            if self._pseudonyms is None:
                self._pseudonyms = Pseudonyms(self._secret(), self.finder.lexicon)
            return self._pseudonyms

    def known(self) -> Known:
        """Return what the documents say that is hidden wherever it stands; one not yet searched is searched now."""
        known = Known()
        for document in self.documents():
            known = known | self._found(document)[1]
        return known

    def documents(self) -> list[Document]:
        """List the documents that have been read to their end."""
        return [one for one in self._shelf.documents() if one.state == "ready"]

    def is_searched(self) -> bool:
        """Tell whether all documents have been searched, so that nothing of theirs takes long."""
        return all(self._remembered(one) for one in self.documents())

    def search(self) -> Generator[Progress, None, Search]:
        """Search the documents that have not been searched, page by page.

        Raises:
            AssistantError: what finds names cannot be loaded.
        """
        documents = self.documents()
        total, done = sum(one.pages for one in documents), 0
        for document in documents:
            for number in self._search(document) if self._remembered(document) is None else ():
                yield Progress(done + number, total, f"{document.name}, page {number}")
            done += document.pages
        return Search(total, sum(len(page) for one in documents for page in self._found(one)[0].pages))

    def pages(self, documents: Sequence[Document]) -> list[HiddenPage]:
        """Return the pages of documents with what stands for each identifier, as it was decided."""
        choices, known = self.choices(), self.known()
        pages = [(document, page) for document in documents for page in self._pages(document)]
        alone = [one for document in documents for one in self._found(document)[0].pages]
        texts = [page.text for _, page in pages]
        found = [
            hidden(self.finder.settled(text, one, known, choices), choices)
            for text, one in zip(texts, alone, strict=True)
        ]
        replaced = self.pseudonyms.replaced(texts, found)
        return [
            HiddenPage(document, page.number, page.text, one)
            for (document, page), one in zip(pages, replaced, strict=True)
        ]

    def choices(self) -> Choices:
        """Return what the visitor decided."""
        try:
            kept = json.loads(self._kept.get(_DECIDED).content)
        except NotFound:
            return Choices()
        kinds = frozenset(Kind(one) for one in kept["kinds"])
        return Choices(frozenset(kept["released"]), tuple(kept["added"]), kinds)

    def release(self, text: str) -> None:
        """Hide something no more, wherever it stands."""
        choices = self.choices()
        added = tuple(one for one in choices.added if folded(one) != folded(text))
        self._decide(Choices(choices.released | {folded(text)}, added, choices.kinds))

    def add(self, text: str) -> None:
        """Hide something wherever it stands, though nothing found it."""
        choices = self.choices()
        text = " ".join(text.split())
        added = tuple(dict.fromkeys((*choices.added, text)))
        self._decide(Choices(choices.released - {folded(text)}, added, choices.kinds))

    def take_back(self, text: str) -> None:
        """Forget what was decided on something."""
        choices = self.choices()
        added = tuple(one for one in choices.added if folded(one) != folded(text))
        self._decide(Choices(choices.released - {folded(text)}, added, choices.kinds))

    def choose_kinds(self, kinds: frozenset[Kind]) -> None:
        """Hide further kinds, which the law allows to stay."""
        choices = self.choices()
        self._decide(Choices(choices.released, choices.added, kinds))

    def before(self, model: ChatModel, clear: str) -> Deidentified:
        """Return a model that never sees who the people are, where it must not.

        Args:
            model: the one that is asked.
            clear: what messages begin with that Vouch has written itself.
        """
        return Deidentified(
            model,
            self.finder,
            self.pseudonyms,
            known=self.known,
            choices=self.choices,
            wanted=self._local,
            clear=clear,
        )

    def _found(self, document: Document) -> tuple[Searched, Known]:
        """Return what is in a document, which is searched where it has not been."""
        with self._searching:  # who asks while another thread searches waits for it, and does not search again
            if self._remembered(document) is None:
                deque(self._search(document), maxlen=0)
            return self._searched[document.id]

    def _remembered(self, document: Document) -> tuple[Searched, Known] | None:
        """Return what was found in a document; None where it has not been searched by the rules of today."""
        if document.id not in self._searched:
            standing = self._reports.latest(SEARCHED, (document.id,), self.finder.edition)
            if standing is None or standing.report.state is not ReportState.DONE:
                return None
            with suppress(StoreCorrupt):
                self._remember(document, standing.report.read(Searched))
        return self._searched.get(document.id)

    def _search(self, document: Document) -> Iterator[int]:
        """Search a document and keep what was found; yields the number of each page once it is done."""
        pages = []
        for page in self._pages(document):
            pages.append(self.finder.alone(page.text))
            yield page.number
        searched = Searched(tuple(pages))
        self._remember(document, searched)
        self._reports.keep(SEARCHED, (document.id,), searched, self.finder.edition)
        kept = self._reports.latest(SEARCHED, (document.id,), self.finder.edition)
        if kept and all(one.id != document.id for one in self._shelf.documents()):
            self._reports.delete(kept.report.id)  # the document was deleted in the meantime

    def _remember(self, document: Document, searched: Searched) -> None:
        known = Known()
        for page in searched.pages:
            known = known | self.finder.known(page)
        self._searched[document.id] = searched, known

    def _pages(self, document: Document) -> list[Page]:
        with suppress(NotFound):  # it was deleted in the meantime
            return self._shelf.pages(document.id)
        return []

    def _secret(self) -> bytes:
        try:
            return self._kept.get(_SECRET).content
        except NotFound:
            secret = secrets.token_bytes(32)
            self._kept.save(_SECRET, secret)
            return secret

    def _decide(self, choices: Choices) -> None:
        kept = {
            "released": sorted(choices.released),
            "added": list(choices.added),
            "kinds": sorted(kind.value for kind in choices.kinds),
        }
        self._kept.save(_DECIDED, json.dumps(kept).encode())
