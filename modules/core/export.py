"""A conversation as a file of its own, with its sources: what is not vouched for says so in every form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from modules.core.markers import markers_in
from modules.core.types import Answer, Outcome, Passage, Quote, Sentence, Support

_MARKS = {
    Support.PARTLY: "only partly supported",
    Support.UNSUPPORTED: "not supported by the documents",
    Support.NUMBER_NOT_FOUND: "number not found in the documents",
}
_OUTCOMES = {
    Outcome.FROM_MEMORY: "From the model's memory: no document vouches for this.",
    Outcome.STOPPED: "Stopped before it was complete.",
    Outcome.NOTHING_FOUND: "The documents do not hold the answer; the sources are the closest passages.",
}
# What XML cannot hold, and so neither Word nor Excel.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FENCE = re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE)
_WORDS_ONLY = (
    "The embedding model could not be asked: the documents were searched by their words alone, not by meaning. "
    "The Settings page says which model that is."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and its answer; `asked` in seconds since the epoch."""

    question: str
    answer: Answer
    asked: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is exported.

    Attributes:
        notice: the domain's: what an answer is not.
        page_names: what a document's pages are called, by its id: "slide", or "" where it has none; else "page".
        labels: what is said beside a document's name, by its id, e.g. the day on which it was written.
    """

    title: str
    notice: str
    entries: tuple[Entry, ...]
    page_names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def place(self, passage: Passage) -> str:
        """Return where a passage stands, in words."""
        name = self.page_names.get(passage.document_id, "page")
        label = self.labels.get(passage.document_id, "")
        parts = (passage.document_name, label, name and f"{name} {passage.page}", *passage.section)
        return ", ".join(part for part in parts if part)


def as_markdown(transcript: Transcript) -> str:
    """Return the conversation as Markdown that fetches nothing when it is rendered."""
    parts = [f"# {escaped(transcript.title)}", f"*{escaped(transcript.notice)}*"]
    for entry in transcript.entries:
        answer = entry.answer
        parts += [f"## {escaped(entry.question)}", f"*{escaped(when(entry))}*", _marked_text(answer)]
        if remark := outcome_remark(answer):
            parts.append(f"**{escaped(remark)}**")
        for heading, passages in sources(answer):
            parts += [f"### {heading}", *(_markdown_source(one, transcript.place(one)) for one in passages)]
    return "\n\n".join(part for part in parts if part.strip("*# ")) + "\n"


def as_json(transcript: Transcript) -> str:
    """Return the conversation as JSON: every sentence with its support, every quote with its words."""
    turns = [_turn(entry) for entry in transcript.entries]
    content = {"title": transcript.title, "notice": transcript.notice, "turns": turns}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def pieces(answer: Answer) -> Iterator[tuple[str, Sentence | None]]:
    """Yield the answer's text in pieces: its sentences, and with None what stands between them."""
    position = 0
    for sentence in answer.sentences:
        if sentence.start > position:
            yield answer.text[position : sentence.start], None
        yield answer.text[sentence.start : sentence.end], sentence
        position = sentence.end
    if position < len(answer.text):
        yield answer.text[position:], None


def cited(answer: Answer) -> set[int]:
    """Return the markers of the passages that the answer names, or that its sentences are quoted from."""
    quoted = {quote.marker for sentence in answer.sentences for quote in sentence.quotes}
    return {passage.marker for passage in answer.passages} & (quoted | set(markers_in(answer.text)))


def sources(answer: Answer) -> list[tuple[str, list[Passage]]]:
    """Return the passages under the headings of an export: those that vouch, then those that were only found."""
    if answer.outcome is Outcome.NOTHING_FOUND:
        return [("Sources", list(answer.passages))] if answer.passages else []
    vouching = cited(answer)
    parts = [
        ("Sources", [passage for passage in answer.passages if passage.marker in vouching]),
        ("Also found", [passage for passage in answer.passages if passage.marker not in vouching]),
    ]
    return [(heading, passages) for heading, passages in parts if passages]


def with_remark(text: str, said: str) -> str:
    """Return a sentence with a remark behind it.

    In a row of a table it stands in the last cell, where it shows; below the end of a code block, which it would undo.
    """
    if not said:
        return text
    if _FENCE.match(text[text.rfind("\n") + 1 :]):
        return f"{text}\n\n{said}"
    row = text.startswith("|") and len(text) > 1 and text.endswith("|")
    return f"{text[:-1].rstrip()} {said} |" if row else f"{text} {said}"


def remark(sentence: Sentence) -> str:
    """Return what an export says behind a sentence that is not fully vouched for, "" behind one that is."""
    if sentence.support not in _MARKS:
        return ""
    return f"{_MARKS[sentence.support]}: {sentence.reason}" if sentence.reason else _MARKS[sentence.support]


def outcome_remark(answer: Answer) -> str:
    """Return what an export says below an answer that is not simply one."""
    remarks = (answer.problem or _OUTCOMES.get(answer.outcome, ""), search_remark(answer))
    return " ".join(remark for remark in remarks if remark)


def search_remark(answer: Answer) -> str:
    """Return what is said below an answer whose search could not see everything, "" below the others."""
    remarks = [answer.narrowed] if answer.narrowed else []
    if answer.unread:
        remarks.append(
            f"Still being read when this was asked: {', '.join(answer.unread)}. Ask again to search all of it."
        )
    if answer.words_only:
        remarks.append(_WORDS_ONLY)
    if answer.unmentioned:
        names = " and ".join(f"“{name}”" for name in answer.unmentioned)
        remarks.append(f"The passages do not mention {names}: this may be about something else than what was asked.")
    return " ".join(remarks)


def when(entry: Entry) -> str:
    """Return when a question was asked, and who answered."""
    asked = datetime.fromtimestamp(entry.asked, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{asked}, {entry.answer.model} on {entry.answer.engine}" if entry.answer.model else asked


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>#!|~])", r"\\\1", " ".join(text.split()))


def without_controls(text: str) -> str:
    """Return text without the characters that no Word or Excel file can hold."""
    return _CONTROL.sub("", text)


def _marked_text(answer: Answer) -> str:
    marked = []
    for text, sentence in pieces(answer):
        said = remark(sentence) if sentence is not None else ""
        marked.append(with_remark(_without_fetching(text), f"**⚠ {escaped(said)}**" if said else ""))
    return _closed("".join(marked))


def _closed(text: str) -> str:
    """Return Markdown with the code block that it leaves open closed: what follows would be read as code too."""
    fence = ""
    for mark in _FENCE.findall(text):
        if not fence or mark == fence:
            fence = "" if fence else mark
    return f"{text}\n{fence}" if fence else text


def _without_fetching(text: str) -> str:
    """Return a model's Markdown without images, links and HTML; lists and emphasis stay."""
    text = text.replace("<", "&lt;").replace("![", r"\!\[").replace("](", r"]\(").replace("][", "] [")
    return re.sub(r"^(\s*)\[([^\]\n]+)\]:", r"\1\\[\2]:", text, flags=re.MULTILINE)


def _markdown_source(passage: Passage, place: str) -> str:
    # Two spaces end a line for good: rows of a table would run together.
    quoted = "  \n".join(f"> {escaped(line)}" for line in passage.text.splitlines() if line.strip())
    return f"**\\[{passage.marker}\\] {escaped(place)}**\n\n{quoted}"


def _turn(entry: Entry) -> dict[str, Any]:
    answer = entry.answer
    return {
        "question": entry.question,
        "asked": datetime.fromtimestamp(entry.asked, UTC).isoformat(timespec="seconds"),
        "searched_for": answer.searched_for,
        "outcome": answer.outcome,
        "remark": outcome_remark(answer),
        "answer": answer.text,
        "sentences": [_sentence(answer, sentence) for sentence in answer.sentences],
        "sources": [
            _source(passage, passage.marker in cited(answer)) for _, passages in sources(answer) for passage in passages
        ],
        "engine": answer.engine,
        "model": answer.model,
        "seconds": round(answer.usage.seconds, 1),
        "tokens": {"prompt": answer.usage.prompt_tokens, "written": answer.usage.completion_tokens},
    }


def _sentence(answer: Answer, sentence: Sentence) -> dict[str, Any]:
    return {
        "text": answer.text[sentence.start : sentence.end],
        "support": sentence.support,
        "score": round(sentence.score, 2),
        "reason": sentence.reason,
        "quotes": [_quote(answer.passages, quote) for quote in sentence.quotes],
    }


def _quote(passages: Sequence[Passage], quote: Quote) -> dict[str, Any]:
    passage = next(one for one in passages if one.marker == quote.marker)
    words = passage.text[quote.start - passage.start : quote.end - passage.start]
    return {"source": quote.marker, "start": quote.start, "end": quote.end, "text": words}


def _source(passage: Passage, vouches: bool) -> dict[str, Any]:
    return {
        "marker": passage.marker,
        "cited": vouches,
        "document": passage.document_name,
        "document_id": passage.document_id,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "section": list(passage.section),
        "text": passage.text,
    }
