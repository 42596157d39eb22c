"""A review table: the same questions asked of many documents, each of each, and every cell shows what vouches for it.

Two ways fill a cell. Without a model it holds what the rules of a field find or, where they know nothing of the
question, the sentences that come closest to it; a model writes a short answer from the passages of that one document,
and each of its sentences is checked against them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from modules.core.answering import Checked, Options, ask
from modules.core.errors import AssistantError
from modules.core.evidence import HITS, Pages
from modules.core.findings import Citation
from modules.core.markers import resolve
from modules.core.prompts import read
from modules.core.quoting import Quotation, best_sentences
from modules.core.types import (
    Answer,
    ChatModel,
    Document,
    Domain,
    Filter,
    Outcome,
    Passage,
    Progress,
    Quote,
    Retriever,
    Support,
)

MOST_QUESTIONS = 10
LONGEST_QUESTION = 300
_LONGEST_TITLE = 40
_SEPARATOR = "|"
_PROMPT = Path(__file__).with_name("prompts") / "cell.md"
# The worst first: a cell is as good as its worst claim.
_WORST = (Support.NUMBER_NOT_FOUND, Support.UNSUPPORTED, Support.PARTLY, Support.SUPPORTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A column: a question, and the few words above it."""

    title: str
    question: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says to one question.

    Attributes:
        quotes: what vouches for the answer or, without one, comes closest to the question, best first.
        found: whether the document seems to say anything about it.
        decided: whether the rules of a field say so, rather than how close the quotes come.
        value: what these rules make of the quotes: "Delaware", "30 days"; "" where they make nothing of them.
        answer: a model's words, "" where none was asked.
        support: the least that any of its claims has; NO_CLAIM where there is none.
        reason: why it is not fully supported.
        model: who wrote it.
        problem: why there is no answer.
    """

    quotes: tuple[Quotation, ...] = ()
    found: bool = False
    decided: bool = False
    value: str = ""
    answer: str = ""
    support: Support = Support.NO_CLAIM
    reason: str = ""
    model: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling a table came to: how many cells were filled, and in how many of them something was found."""

    cells: int
    found: int


Filling: TypeAlias = Generator[Progress | None, None, Cell]
"""Fills one cell; yields wherever it could be stopped."""

Expert: TypeAlias = Callable[[Document, str], Generator[Progress | None, None, Cell | None]]
"""Fills a cell by the rules of a field, as `Filling` does; None where they know nothing of the question."""


def parse(text: str) -> tuple[Asked, ...]:
    """Return the questions of a set: one a line, its title before a bar: "Law | Which law governs the contract?".

    Raises:
        AssistantError: there is none, there are too many, or one is too long.
    """
    asked = [_parsed(line) for line in text.splitlines() if line.replace(_SEPARATOR, "").strip()]
    if not asked:
        raise AssistantError("There is no question.", "Write at least one, each on a line of its own.")
    if len(asked) > MOST_QUESTIONS:
        raise AssistantError(
            f"These are {len(asked)} questions; a table has at most {MOST_QUESTIONS}.", "Take some of them away."
        )
    if long := next((number for number, one in enumerate(asked, 1) if len(one.question) > LONGEST_QUESTION), 0):
        raise AssistantError(f"Question {long} is longer than {LONGEST_QUESTION} characters.", "Shorten it.")
    return tuple(dict.fromkeys(asked))


def no_expert(document: Document, question: str) -> Generator[Progress | None, None, None]:  # noqa: ARG001
    """Know nothing of any question."""
    yield None


def quoting(document: Document, question: str, retriever: Retriever, expert: Expert = no_expert) -> Filling:
    """Fill a cell without a model. Where an expert finds nothing, the quotes are what a search finds closest."""
    yield None
    known = yield from expert(document, question)
    if known is not None and known.quotes:
        return known
    hits = retriever.search(question, HITS, Filter(documents=(document.id,)))
    quotes, found = best_sentences(question, hits)
    return Cell(quotes, found) if known is None else replace(known, quotes=quotes)


def answering(
    document: Document, question: str, *, domain: Domain, model: ChatModel, retriever: Retriever, pages: Pages
) -> Filling:
    """Fill a cell with a model's short answer from the passages of the document."""
    options = Options(where=Filter(documents=(document.id,)))
    brief = replace(domain, instructions=read(_PROMPT, manner=domain.instructions))
    cell = Cell()
    for event in ask(question, (), domain=brief, model=model, retriever=retriever, pages=pages, options=options):
        yield None
        if isinstance(event, Checked):
            cell = _answered(event.answer)
    return cell


def together(quoted: Cell | None, written: Cell) -> Cell:
    """Return what to show of the cell without a model and the one with its answer: rules decide, a model explains."""
    if quoted is None or not (quoted.found and quoted.decided) or written.problem:
        return written
    return replace(written, decided=True, value=quoted.value) if written.found else quoted


def fill(
    cells: Sequence[tuple[Document, str]],
    filling: Callable[[Document, str], Filling],
    keep: Callable[[Document, str, Cell], None],
) -> Generator[Progress, None, Filled]:
    """Fill cells in their order.

    Args:
        cells: which document is asked which question.
        filling: fills a cell.
        keep: is given each cell once it is filled; what is kept stays where the work is stopped.

    Yields:
        The number of filled cells, and which one is being filled.
    """
    found = 0
    for number, (document, question) in enumerate(cells):
        progress = Progress(number, len(cells), f"{document.name}: {question}")
        cell = yield from _under(progress, filling(document, question))
        keep(document, question, cell)
        found += cell.found
    return Filled(len(cells), found)


def _parsed(line: str) -> Asked:
    title, separator, question = (part.strip() for part in line.partition(_SEPARATOR))
    question = " ".join((question if separator else title).split()) or title
    return Asked(" ".join(title.split())[:_LONGEST_TITLE] if separator and title else question, question)


def _under(progress: Progress, filling: Filling) -> Generator[Progress, None, Cell]:
    """Drive a filling, saying how far the whole is wherever it could be stopped."""
    with closing(filling):
        while True:
            yield progress
            try:
                next(filling)
            except StopIteration as end:
                cell: Cell = end.value
                return cell


def _answered(answer: Answer) -> Cell:
    """Return a checked answer as a cell."""
    if answer.outcome is Outcome.FAILED:
        return Cell(problem=answer.problem, model=answer.model)
    claims = [one for one in answer.sentences if one.support is not Support.NO_CLAIM]
    worst = next((one for support in _WORST for one in claims if one.support is support), None)
    places = dict.fromkeys(quote for sentence in claims for quote in sentence.quotes)
    quotes = tuple(_quotation(answer.passages, quote) for quote in places)
    if answer.outcome is Outcome.NOTHING_FOUND or worst is None:
        return Cell(quotes, model=answer.model)
    return Cell(
        quotes, True, answer=_plain(answer.text), support=worst.support, reason=worst.reason, model=answer.model
    )


def _plain(text: str) -> str:
    """Return an answer on one line, without markers and without the signs of Markdown that a small model likes."""
    return " ".join(resolve(text, ()).replace("**", "").split())


def _quotation(passages: Sequence[Passage], quote: Quote) -> Quotation:
    passage = next(one for one in passages if one.marker == quote.marker)
    words = passage.text[quote.start - passage.start : quote.end - passage.start]
    citation = Citation(passage.document_id, passage.page, quote.start, quote.end, " ".join(words.split()))
    return Quotation(citation, passage.section)
