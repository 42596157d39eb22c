"""Who the people of a workspace are: what its documents say, what the visitor decided, the secret of pseudonyms."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from modules.core.errors import NotFound
from modules.core.types import ChatModel, Document, Page
from modules.safety.finding import Choices, Finder, Known
from modules.safety.identifiers import Kind
from modules.safety.lexicons import folded
from modules.safety.pseudonyms import Pseudonyms
from modules.services.deidentified import Deidentified
from modules.store.templates import Templates

KIND = "identities"
"""Of the templates that keep the secret and the visitor's decisions of a scope."""
_SECRET, _DECIDED = "secret", "decided"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is needed of a scope's documents."""

    documents: Callable[[], list[Document]]
    pages: Callable[[str], list[Page]]


class Identities:
    """Hides and restores the identities of one scope. Thread-safe.

    Args:
        finder: the process's.
        kept: the scope's templates of kind `KIND`.
        shelf: the scope's documents.
        local: says whether identities are hidden from engines on this machine, too.
    """

    def __init__(self, finder: Finder, kept: Templates, shelf: Shelf, *, local: Callable[[], bool]) -> None:
        self.finder = finder
        self._kept = kept
        self._shelf = shelf
        self._local = local
        self._read: dict[str, Known] = {}
        self._pseudonyms: Pseudonyms | None = None
        self._lock = threading.Lock()

    @property
    def pseudonyms(self) -> Pseudonyms:
        """The scope's pseudonyms, the same ones after a restart."""
        with self._lock:
            if self._pseudonyms is None:
                self._pseudonyms = Pseudonyms(self._secret(), self.finder.lexicon)
            return self._pseudonyms

    def known(self) -> Known:
        """Return what the documents say that is hidden wherever it stands; each document is read once."""
        known = Known()
        for document in self._shelf.documents():
            if document.state == "ready" and document.id not in self._read:
                self._read[document.id] = self._known_of(document)
            known = known | self._read.get(document.id, Known())
        return known

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

    def _known_of(self, document: Document) -> Known:
        known = Known()
        with suppress(NotFound):  # it was deleted in the meantime
            for page in self._shelf.pages(document.id):
                known = known | self.finder.known_in(page.text)
        return known

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
