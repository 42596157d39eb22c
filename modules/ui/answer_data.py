"""What the answer component is told: an answer, or one that is still being written, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from typing import Any, TypedDict

from modules.core.export import cited, outcome_remark, pieces, remark, with_remark
from modules.core.types import Answer, Document, Outcome, Passage, Sentence, Support, no_clause
from modules.ui.excerpts import excerpt, vouching
from modules.ui.plain import one_line
from modules.ui.rich_text import Block, Run, blocks
from modules.ui.words import counted


class AnswerData(TypedDict):
    """The component's input; see assets/answer.js."""

    busy: bool
    state: str
    searched: str
    blocks: list[dict[str, Any]]
    sentences: list[dict[str, Any]]
    verdict: list[dict[str, str]]
    passages: list[dict[str, Any]]
    evidence_title: str
    evidence_open: bool
    meta: str
    copy: str


_KINDS = {
    Support.SUPPORTED: "supported",
    Support.PARTLY: "partly",
    Support.UNSUPPORTED: "unsupported",
    Support.NUMBER_NOT_FOUND: "figure",
    Support.NO_CLAIM: "",
}
_WORDS = {
    Support.SUPPORTED: "Supported",
    Support.PARTLY: "Partly supported",
    Support.UNSUPPORTED: "Not supported by the passages",
    Support.NUMBER_NOT_FOUND: "A number that is not in the passages",
    Support.NO_CLAIM: "",
}
_COUNTED = {
    Support.PARTLY: "partly",
    Support.UNSUPPORTED: "not supported",
    Support.NUMBER_NOT_FOUND: "with a number that is not in the passages",
}
_FROM_MEMORY = "This comes from the model's memory, not from your documents:"
_PAGE_NAMES = {"presentation": "slide", "spreadsheet": "sheet"}


@dataclass(frozen=True, slots=True)
class Places:
    """Says where passages stand.

    Attributes:
        documents: by id, to say "page 4" or "slide 4"; a document that was deleted since may be missing.
        clause: names the place that a section path leads to, as in `Domain`.
        labels: what is said beside a document's name, by its id, e.g. the day on which it was written.
    """

    documents: Mapping[str, Document]
    clause: Callable[[Sequence[str]], str] = no_clause
    labels: Mapping[str, str] = field(default_factory=dict)

    def of(self, passage: Passage) -> str:
        """Return a passage's place in words: "page 4, clause 5.2", "slide 4"; "" where it has none."""
        return self.at(passage.document_id, passage.page, passage.section)

    def at(self, document_id: str, page: int, section: Sequence[str]) -> str:
        """Return in words where a section path leads on a page, as `of` does."""
        label, named = self.labels.get(document_id, ""), page_name(page, self.documents.get(document_id))
        return ", ".join(filter(None, (label, named, one_line(self.clause(section), 60))))


def finished(question: str, answer: Answer, places: Places, engine_titles: Mapping[str, str]) -> AnswerData:
    """Return an answer as data.

    Args:
        question: as the visitor typed it.
        answer: the finished answer.
        places: where its passages stand.
        engine_titles: an engine's key to its name.
    """
    named = cited(answer)
    closest = answer.outcome is Outcome.NOTHING_FOUND
    return AnswerData(
        busy=False,
        state=_FROM_MEMORY if answer.outcome is Outcome.FROM_MEMORY else "",
        searched=_searched(question, answer.searched_for),
        blocks=_blocks(answer.text, answer.passages, answer.sentences),
        sentences=[_sentence(one, answer.passages, places) for one in answer.sentences],
        verdict=_verdict(answer),
        passages=[
            _passage(
                one,
                answer.searched_for or question,
                places,
                cited=closest or one.marker in named,
                said=vouching(answer.sentences, one.marker),
            )
            for one in answer.passages
        ],
        evidence_title=_evidence_title(answer),
        evidence_open=closest or not answer.text,
        meta=_meta(answer, engine_titles),
        copy=_copied(answer, places),
    )


def growing(
    question: str,
    *,
    searched_for: str,
    passages: Sequence[Passage],
    text: str,
    sentences: Sequence[Sentence],
    state: str,
    places: Places,
) -> AnswerData:
    """Return an answer under way as data: the evidence open until the first word, then what was written so far."""
    return AnswerData(
        busy=True,
        state=state,
        searched=_searched(question, searched_for),
        blocks=_blocks(text, passages, sentences),
        sentences=[_sentence(one, passages, places) for one in sentences],
        verdict=[],
        passages=[_passage(one, searched_for or question, places, cited=True) for one in passages],
        evidence_title=counted(len(passages), "passage") + " found",
        evidence_open=not text,
        meta="",
        copy="",
    )


def page_name(number: int, document: Document | None) -> str:
    """Return a page's name in the document's own kind of pages, "" where it has only one and no layout."""
    kind = page_kind(document) if document else "page"
    return f"{kind} {number}" if kind else ""


def page_kind(document: Document) -> str:
    """Return what a document's pages are called, "" where it has only one and no layout."""
    for part, name in _PAGE_NAMES.items():
        if part in document.media_type:
            return name
    return "page" if document.media_type == "application/pdf" or document.pages > 1 else ""


def _searched(question: str, searched_for: str) -> str:
    """Return the line about the search where it differs from what was asked."""
    same = not searched_for or one_line(searched_for).casefold() == one_line(question).casefold()
    return "" if same else f"Searched for: {one_line(searched_for, 300)}"


def _blocks(text: str, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
    """Return blocks whose runs are numbered; `ends` names the last run of each sentence, where its mark stands."""
    found = blocks(text, frozenset(passage.marker for passage in passages), sentences)
    numbers = count()
    numbered = [[[(next(numbers), run) for run in _spaced(cell)] for cell in block.cells] for block in found]
    last: dict[int, int] = {
        run.sentence: number for cells in numbered for cell in cells for number, run in cell if run.text.strip()
    }
    ends = set(last.values()) if sentences else set()
    return [_block(block, cells, ends) for block, cells in zip(found, numbered, strict=True)]


def _spaced(cell: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs with the white space behind each as its own: a sentence's mark stands before it."""
    for run in cell:
        bare = run.text.rstrip()
        if run.code or bare in ("", run.text):
            yield run
            continue
        yield replace(run, text=bare)
        yield replace(run, text=run.text[len(bare) :], start=run.start + len(bare))


def _block(block: Block, cells: list[list[tuple[int, Run]]], ends: set[int]) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "level": block.level,
        "bullet": block.bullet,
        "head": block.head,
        "cells": [[{"id": number, **asdict(run)} for number, run in cell] for cell in cells],
        "ends": sorted(number for cell in cells for number, _ in cell if number in ends),
    }


def _sentence(sentence: Sentence, passages: Sequence[Passage], places: Places) -> dict[str, Any]:
    by_marker = {passage.marker: passage for passage in passages}
    quote = next((one for one in sentence.quotes if one.marker in by_marker), None)
    label = _WORDS[sentence.support]
    if sentence.reason:
        label = f"{label}: {sentence.reason}"
    if quote and sentence.support is Support.SUPPORTED:
        passage = by_marker[quote.marker]
        place = places.of(passage)
        label = f"Supported by {one_line(passage.document_name, 80)}" + (f", {place}" if place else "")
    return {
        "kind": _KINDS[sentence.support],
        "label": label,
        "marker": quote.marker if quote else 0,
    }


def _verdict(answer: Answer) -> list[dict[str, str]]:
    """Return the summary under the answer; never empty where something was claimed."""
    if answer.outcome is Outcome.FROM_MEMORY:
        return [{"kind": "unsupported", "text": "From the model's memory: no passage vouches for this."}]
    claims: Counter[Support] = Counter(one.support for one in answer.sentences if one.support is not Support.NO_CLAIM)
    total = claims.total()
    if not total:
        return []
    supported = claims[Support.SUPPORTED]
    noun = "sentence" if total == 1 else "sentences"
    head = {"kind": "supported" if supported else "", "text": f"{supported} of {total} {noun} supported"}
    return [head] + [
        {"kind": _KINDS[support], "text": f"{claims[support]} {words}"}
        for support, words in _COUNTED.items()
        if claims[support]
    ]


def _passage(
    passage: Passage,
    question: str,
    places: Places,
    *,
    cited: bool,
    said: tuple[tuple[int, int], ...] = (),
) -> dict[str, Any]:
    shown = excerpt(passage, question, said)
    place = places.of(passage)
    return {
        "marker": passage.marker,
        "name": one_line(passage.document_name, 120),
        "where": ", ".join(filter(None, (place, "read in part" if passage.cut else ""))),
        "section": one_line(" › ".join(passage.section), 160),
        "header": one_line(shown.header, 300),
        "runs": shown.runs,
        "cited": cited,
    }


def _evidence_title(answer: Answer) -> str:
    if answer.outcome in (Outcome.NOTHING_FOUND, Outcome.FROM_MEMORY):
        return "The closest passages"
    return f"Evidence: {counted(len(answer.passages), 'passage')}"


def _meta(answer: Answer, engine_titles: Mapping[str, str]) -> str:
    """Return who wrote it and what it took: model, engine, seconds, tokens."""
    if not answer.engine:
        return ""
    usage = answer.usage
    parts = [
        one_line(answer.model, 60),
        engine_titles.get(answer.engine, one_line(answer.engine, 40)),
        f"{usage.seconds:.1f} s",
    ]
    if usage.prompt_tokens and usage.completion_tokens:
        parts.append(f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written")
    elif usage.completion_tokens:  # an engine that was stopped has not said how much it read
        parts.append(f"{usage.completion_tokens:,} tokens written")
    if usage.finish == "length":
        parts.append("cut off at its length limit")
    if usage.truncated:
        parts.append("the engine read less than was sent")
    if usage.hidden:
        parts.append(f"{counted(usage.hidden, 'identifier')} hidden from the engine")
    if usage.leaked:
        parts.append(f"⚠ {counted(usage.leaked, 'identifier')} in the reply that the engine was never sent")
    return " · ".join(parts)


def _copied(answer: Answer, places: Places) -> str:
    """Return the answer with its marks and sources as text for the clipboard."""
    if not answer.text:
        return ""
    said = [with_remark(text, _bracketed(remark(sentence) if sentence else "")) for text, sentence in pieces(answer)]
    closest, named = answer.outcome is Outcome.NOTHING_FOUND, cited(answer)
    sources = []
    for passage in answer.passages:
        place = places.of(passage)
        if closest or passage.marker in named:
            sources.append(f"[{passage.marker}] {passage.document_name}" + (f", {place}" if place else ""))
    return "\n\n".join(part for part in ("".join(said), outcome_remark(answer), "\n".join(sources)) if part)


def _bracketed(said: str) -> str:
    return f"(⚠ {said})" if said else ""
