"""The words that every other module speaks: documents, chunks, hits, answers, and the Protocols between the layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

OWNER = "local"
"""Whose everything is while nobody signs in."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows, and which shelf of them. Every read and every write of the store carries one."""

    owner: str
    workspace: str


# --- Documents -------------------------------------------------------------------------------------------------------


class Box(NamedTuple):
    """A rectangle on a page in fractions of its width and height (0 to 1), origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page's text whose role the reader knows and plain text does not show.

    Attributes:
        kind: "heading", or "table" (each row is one line, its cells joined by " | ").
        start, end: character offsets into the page's text.
        level: depth of a heading, from 1; 0 for a table.
        header: a table's column headings as one line, "" where it has none; a heading's title.
    """

    kind: Literal["heading", "table"]
    start: int
    end: int
    level: int = 0
    header: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page (PDF, image), slide, sheet, or the whole of a format without pages.

    Attributes:
        number: from 1.
        text: what can be read on it, NFKC-normalised, lines separated by line feeds.
        boxes: float32 array of shape (words, 6): start and end offset into `text`, then x0, y0, x1, y1 as in `Box`;
            None where the format has no layout.
        blocks: headings and tables in reading order.
        scanned: whether the text came from OCR.
    """

    number: int
    text: str
    boxes: NDArray[np.float32] | None = None
    blocks: tuple[Block, ...] = ()
    scanned: bool = False

    def locate(self, start: int, end: int) -> tuple[Box, ...]:
        """Return one box for each line of layout that the characters from `start` up to `end` touch."""
        if self.boxes is None or not len(self.boxes):
            return ()
        touched = self.boxes[(self.boxes[:, 0] < end) & (self.boxes[:, 1] > start)]
        lines: list[list[float]] = []
        for x0, y0, x1, y1 in touched[:, 2:].tolist():
            last = lines[-1] if lines else None
            middle = (y0 + y1) / 2
            if last and last[1] <= middle <= last[3] and x0 >= last[0]:
                last[1], last[2], last[3] = min(last[1], y0), max(last[2], x1), max(last[3], y1)
            else:
                lines.append([x0, y0, x1, y1])
        return tuple(Box(*line) for line in lines)


@dataclass(frozen=True, slots=True)
class Opened:
    """The first thing a reader yields: what the file is (a media type) and how many pages follow."""

    media_type: str
    pages: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader saw and the visitor should know, as a sentence: tracked changes, skipped pages."""

    text: str


ReadEvent: TypeAlias = Opened | Page | Note


class Reader(Protocol):
    """Turns a file into pages."""

    def read(self, path: Path, *, password: str = "") -> Iterator[ReadEvent]:
        """Yield one `Opened`, then the pages in order, with notes anywhere between.

        Raises:
            DocumentError: one of its kinds, with a sentence for the visitor.
        """
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """What a splitter cuts: a stretch of one page, and where it stands in the document's structure.

    Attributes:
        page: page number, from 1.
        start, end: character offsets into that page's text.
        section: titles from the outermost heading to the innermost, e.g. ("5 Term", "5.2 Termination", "(a)").
        header: column headings where the span lies in a table, else "".
    """

    page: int
    start: int
    end: int
    section: tuple[str, ...] = ()
    header: str = ""


class Splitter(Protocol):
    """Cuts pages into spans that can stand alone as evidence. Spans never cross a page and come in reading order."""

    def split(self, pages: Iterable[Page]) -> Iterator[Span]:
        """Yield the spans of each page as soon as it is read; white space at either end is not part of a span."""
        ...


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span with its text, as it is indexed. `id` is deterministic: the document's id and the ordinal."""

    id: str
    document_id: str
    document_name: str
    ordinal: int
    page: int
    start: int
    end: int
    section: tuple[str, ...]
    header: str
    text: str

    @property
    def indexed_text(self) -> str:
        """What is embedded and searched: document name, section path and table header above the text itself."""
        lines = (self.document_name, " > ".join(self.section), self.header, self.text)
        return "\n".join(line for line in lines if line)


class DocumentState(StrEnum):
    """Where a stored document stands. Only READY and INDEXING ones are searched."""

    INDEXING = "indexing"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document without its text.

    Attributes:
        id: SHA-256 of the file's bytes, hexadecimal.
        name: the file's name as uploaded, unique within its scope.
        media_type: by content, not by name.
        size: bytes.
        pages, chunks: how many are stored so far.
        added: seconds since the epoch.
        notes: what the reader saw and the visitor should know.
        tags: the visitor's own labels.
    """

    id: str
    name: str
    media_type: str
    size: int
    pages: int
    chunks: int
    state: DocumentState
    added: float
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


# --- Retrieval -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """Which chunks may be found. Empty means any.

    Attributes:
        documents: document ids.
        tags: a document passes with any one of them.
        pages: first and last page, inclusive.
    """

    documents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pages: tuple[int, int] | None = None


ANYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found.

    Attributes:
        score: comparable within one search only, higher is better.
        scores: what each retriever gave before they were fused, e.g. {"dense": .61, "lexical": 8.2}.
    """

    chunk: Chunk
    score: float
    scores: dict[str, float] = field(default_factory=dict)


class Retriever(Protocol):
    """Finds chunks for a question."""

    def search(self, query: str, k: int, where: Filter = ANYTHING) -> list[Hit]:
        """Return at most `k` hits, best first."""
        ...


class Embedder(Protocol):
    """Turns texts into unit vectors (float32, shape (texts, dimensions)). The names are LangChain's."""

    @property
    def model_id(self) -> str:
        """Names weights and settings: vectors of equal `model_id` may be compared, others never."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages; shape (len(texts), dimensions)."""
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed a question; shape (dimensions,)."""
        ...


class VectorIndex(Protocol):
    """Finds the nearest of the stored vectors: one scope, one embedder. Ids and vectors only, never texts."""

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store unit vectors, shape (len(ids), dimensions), in place of those that have the same ids."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Forget vectors; unknown ids are ignored."""
        ...

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """Return at most `k` pairs of id and cosine similarity, best first; ids may no longer be in the store."""
        ...

    def count(self) -> int:
        """How many vectors are stored."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """Evidence as it is shown and sent: one chunk, or neighbours on one page merged into one.

    Attributes:
        marker: the number in [1], from 1, in the order of the evidence.
        start, end: character offsets into the page's text.
        score: of its best chunk.
        text: the page's text from `start` to `end`.
        cut: it ends where the budget did, in the middle of its chunk: what it lists may go on.
    """

    marker: int
    document_id: str
    document_name: str
    page: int
    start: int
    end: int
    section: tuple[str, ...]
    header: str
    text: str
    score: float
    cut: bool = False


# --- Models ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation as an engine reads it."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a reply took.

    Attributes:
        prompt_tokens, completion_tokens: counted by the engine.
        cached_tokens: of the prompt, served from the engine's prefix cache.
        seconds: from sending to the last word; `first_word_seconds` to the first.
        finish: "stop", "length" (ran out of room), "cancelled" or "error".
        truncated: the engine read less of the prompt than was sent.
        hidden: how many identifiers of people were hidden from the engine.
        leaked: identifiers that the reply holds though the engine was never sent them in clear.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    seconds: float = 0.0
    first_word_seconds: float = 0.0
    finish: Literal["stop", "length", "cancelled", "error"] = "stop"
    truncated: bool = False
    hidden: int = 0
    leaked: int = 0


class Reply(Protocol):
    """A reply under way: iterate it for the text, then ask it for `usage`. Closing it early stops the engine.

    Attributes:
        usage: final once the text has ended.
    """

    usage: Usage

    @property
    def queue_position(self) -> int:
        """How many requests the engine will take before this one; 0 once it is at work."""
        ...

    def __iter__(self) -> Iterator[str]: ...

    def close(self) -> None:
        """Stop the engine; `usage.finish` becomes "cancelled". Safe to call twice and from another thread."""
        ...


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the rest of Vouch must know of a model.

    Attributes:
        engine: key of the engine, e.g. "ollama".
        model: the model's name there, e.g. "phi4".
        context_tokens: the window that we set, prompt and reply together.
        evidence_tokens: how much evidence the engine reads in a tolerable time.
        count_tokens: tokens in a text; may over-estimate, never under.
        small: the answer deserves the remark that a larger model would do better.
        quick: its pace has been measured, and it does not think before it answers: a short question beside the
            visitor's own costs it little.
        remote: what it is sent leaves this machine.
    """

    engine: str
    model: str
    context_tokens: int
    evidence_tokens: int
    count_tokens: Callable[[str], int]
    small: bool = False
    quick: bool = False
    remote: bool = False


class ChatModel(Protocol):
    """Writes a reply to messages."""

    @property
    def card(self) -> ModelCard:
        """Describe the model."""
        ...

    def stream(self, messages: Sequence[Message], *, max_tokens: int, schema: dict[str, Any] | None = None) -> Reply:
        """Start a reply. With a JSON schema the whole text is JSON that the engine was held to (validate it anyway).

        Raises (here or while iterating):
            ModelError: one of its kinds.
        """
        ...


# --- Answers ---------------------------------------------------------------------------------------------------------


class Support(StrEnum):
    """How well the evidence carries a sentence."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    NUMBER_NOT_FOUND = "number not found"
    NO_CLAIM = "no claim"  # a question, a greeting, "the documents do not say"


@dataclass(frozen=True, slots=True)
class Quote:
    """The stretch of a passage that carries a sentence: offsets into the page's text, as `Passage.start` is."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, checked.

    Attributes:
        start, end: character offsets into the answer's text.
        support: the verdict; `score` is the share of support behind it, 0 to 1.
        quotes: where in the evidence, best first; empty where nothing carries it.
        reason: one short clause for the visitor, e.g. "12 % is not in the passages".
    """

    start: int
    end: int
    support: Support
    score: float
    quotes: tuple[Quote, ...] = ()
    reason: str = ""


class Outcome(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing found"  # the documents do not hold it: `passages` are the closest
    FROM_MEMORY = "from memory"  # the visitor allowed it; no passage vouches for it
    STOPPED = "stopped"  # by the visitor; the text so far is kept
    FAILED = "failed"  # by the engine; the text so far is kept


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and everything that vouches for it.

    Attributes:
        text: with markers like [1]; markers that were not in the evidence have been dropped.
        outcome: how it ended.
        searched_for: the stand-alone question that retrieval saw.
        passages: the evidence, by marker.
        sentences: the text's sentences in order, checked against the passages.
        engine, model, usage: who wrote it and what it took; empty where no engine was asked.
        problem: for FAILED, the sentence (message and hint) to show.
        written: the model's own words, markers as it set them: only for sending them again in a follow-up, where an
            engine's prefix cache knows them letter by letter. Empty where they are `text`.
        unread: names of documents that were still being read: what stands on their later pages was not searched.
        words_only: the embedding model could not be asked: the documents were searched by words, not by meaning.
        unmentioned: names and years in the question that no passage holds: the answer may be about something else.
        narrowed: what the page itself, not the visitor, kept the search from seeing, a sentence; else "".
    """

    text: str
    outcome: Outcome
    searched_for: str
    passages: tuple[Passage, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    engine: str = ""
    model: str = ""
    usage: Usage = field(default_factory=Usage)
    problem: str = ""
    written: str = ""
    unread: tuple[str, ...] = ()
    words_only: bool = False
    unmentioned: tuple[str, ...] = ()
    narrowed: str = ""


# --- Work and domains ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a workflow is: `done` of `total` (0 where unknown) and what it is doing, in words."""

    done: int
    total: int
    label: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A document written for this project that a visitor can load with one click."""

    path: Path
    title: str
    about: str


def no_clause(section: Sequence[str]) -> str:  # noqa: ARG001 - it has none
    """Name no place: in most fields the titles on the path are name enough."""
    return ""


@dataclass(frozen=True, slots=True)
class Domain:
    """What makes a page the page of its field.

    Attributes:
        key: the folder's and the page's name, e.g. "legal".
        title, icon, tagline: for navigation and the page's head; the icon is an emoji.
        instructions: how the model shall answer here (Markdown, from prompts/answer.md).
        notice: what the page is not: advice, a diagnosis.
        splitter: how documents of this field are cut.
        questions: suggestions that the samples can answer.
        samples: documents to try the page with.
        clause: names the place that a section path leads to as the field does, in short: "clause 5.2(a)"; "" where the
            path has no such name.
        protects_identities: what tells who a person is must not reach an engine on another machine.
    """

    key: str
    title: str
    icon: str
    tagline: str
    instructions: str
    notice: str
    splitter: Splitter
    questions: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()
    clause: Callable[[Sequence[str]], str] = no_clause
    protects_identities: bool = False
