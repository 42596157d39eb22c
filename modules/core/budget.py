"""Packing evidence into a model's budget of tokens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from modules.core.text import sentences, words
from modules.core.types import Hit, Passage

# What chat templates mark turns with (ChatML, Phi, Llama, Gemma, Mistral), and what marks passages here.
_SIGNS = re.compile(r"<(?=\||｜|\s*/?\s*passage|/?s>|(?:start|end)_of_turn>|[be]os>)|\[(?=/?INST\])", re.IGNORECASE)
# Below this a cut passage says too little to be worth its head line.
_LEAST_WORDS = 12
_LEAST_TOKENS = 24
_TITLES = 2
_CUT = "\n[cut here]"


@dataclass(frozen=True, slots=True)
class _Room:
    """What is left of the budget, and how a passage is measured."""

    tokens: int
    count_tokens: Callable[[str], int]

    def holds(self, passages: Sequence[Passage]) -> bool:
        return self._taken(passages) <= self.tokens

    def is_full(self, passages: Sequence[Passage]) -> bool:
        return self.tokens - self._taken(passages) < _LEAST_TOKENS

    def _taken(self, passages: Sequence[Passage]) -> int:
        return sum(self.count_tokens(render(passage)) for passage in passages)


def render(passage: Passage) -> str:
    """Return a passage as the model reads it: its number, where it is from, and its text.

    Where it is from is the document and the innermost titles, unless the text says them itself: every word here is
    paid from the budget of the evidence. The page is for the reader, who sees it beside the passage.

    Signs that could open or close a passage are replaced by look-alikes inside it, so that no document can end its own
    passage, open another one or speak as anybody but itself. Where the passage was cut it says so.
    """
    titles = [title for title in _innermost(passage.section) if not _says(passage.text, title)]
    head = harmless(", ".join((passage.document_name, *titles))).replace("\n", " ")
    body = "\n".join(line for line in (passage.header, passage.text) if line)
    return f"<passage {passage.marker}: {head}>\n{harmless(body)}{_CUT if passage.cut else ''}\n</passage>\n\n"


def _innermost(section: Sequence[str]) -> Sequence[str]:
    """Return the last titles of a path; "(ii)" alone names nothing, so that what it is part of comes along."""
    first = max(0, len(section) - _TITLES)
    while first and section[first].startswith("("):
        first -= 1
    return section[first:]


def _says(text: str, title: str) -> bool:
    """Tell whether a text says a title itself; a mere number may stand in it for something else."""
    is_number = title.startswith("(") or not any(map(str.isalpha, title))
    return text.startswith(title) if is_number else title in text


def harmless(text: str) -> str:
    """Return a text that can open or close neither a passage nor a turn of any chat template. It reads the same."""
    return _SIGNS.sub("‹", text)


def pack(
    hits: Sequence[Hit],
    budget_tokens: int,
    count_tokens: Callable[[str], int],
    page_text: Callable[[str, int], str],
) -> tuple[Passage, ...]:
    """Choose the evidence: the best hits that fit, neighbours on a page merged into one passage.

    Args:
        hits: best first.
        budget_tokens: for all passages together, as `render` writes them.
        count_tokens: of the model that will read them.
        page_text: the text of a document's page, by document id and page number.

    Returns:
        Passages in the order of their best hit, numbered from 1. Together they are never over the budget; none ends or
        begins inside a word; no character of a page is in two of them. A hit that does not fit whole is cut after a
        sentence, or after a word where even its first sentence is too long, and says so; where that leaves next to
        nothing, it is left out and smaller ones after it are tried.
    """
    room = _Room(budget_tokens, lru_cache(maxsize=None)(count_tokens))  # an engine may count over HTTP
    chosen: list[Passage] = []
    for hit in hits:
        if room.is_full(chosen):
            break
        chosen = _with(chosen, hit, room, page_text(hit.chunk.document_id, hit.chunk.page))
    return tuple(replace(passage, marker=number) for number, passage in enumerate(chosen, start=1))


def _with(chosen: list[Passage], hit: Hit, room: _Room, page: str) -> list[Passage]:
    """Return the passages with the hit among them, whole if it fits, else cut, else as they were."""
    added = _passage(hit, len(chosen) + 1)
    if any(_covers(passage, added) for passage in chosen):
        return chosen
    merged = _merged(chosen, added, page)
    if room.holds(merged):
        return merged
    if len(merged) <= len(chosen):  # it would join another passage: not by half
        return chosen
    cuts = _shortened(added)
    for shorter in cuts[bisect_left(cuts, True, key=lambda cut: room.holds([*chosen, cut])) :]:
        if room.holds([*chosen, shorter]):  # tokens do not add up exactly: the bisection is a very good guess
            return [*chosen, shorter]
    return chosen


def _passage(hit: Hit, marker: int) -> Passage:
    chunk = hit.chunk
    return Passage(
        marker=marker,
        document_id=chunk.document_id,
        document_name=chunk.document_name,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        section=chunk.section,
        header=chunk.header,
        text=chunk.text,
        score=hit.score,
    )


def _covers(passage: Passage, other: Passage) -> bool:
    return _same_page(passage, other) and passage.start <= other.start and other.end <= passage.end


def _same_page(one: Passage, other: Passage) -> bool:
    return (one.document_id, one.page) == (other.document_id, other.page)


def _merged(chosen: Sequence[Passage], added: Passage, page: str) -> list[Passage]:
    """Return the passages with one more, joined with every one that it touches. The first of those keeps its place."""
    joined = added
    parts = [passage for passage in chosen if _same_page(passage, added) and _touch(passage, added, page)]
    for part in parts:
        joined = _join(part, joined, page)
    if not parts:
        return [*chosen, added]
    return [joined if passage is parts[0] else passage for passage in chosen if passage not in parts[1:]]


def _touch(one: Passage, other: Passage, page: str) -> bool:
    first, second = sorted((one, other), key=lambda passage: passage.start)
    return second.start <= first.end or not page[first.end : second.start].strip()


def _join(one: Passage, other: Passage, page: str) -> Passage:
    start, end = min(one.start, other.start), max(one.end, other.end)
    first = min(one, other, key=lambda passage: passage.start)
    shared = [left for left, right in zip(one.section, other.section, strict=False) if left == right]
    return replace(
        one,
        start=start,
        end=end,
        text=page[start:end],
        section=one.section if one.section == other.section else tuple(shared),
        header=one.header if one.header == other.header else first.header,
        score=max(one.score, other.score),
        cut=any(part.cut and part.end == end for part in (one, other)),
    )


def _shortened(passage: Passage) -> list[Passage]:
    """Return the passage cut after each of its sentences, longest first, then after words of its first sentence."""
    text = passage.text
    spans = words(text)
    if len(spans) <= _LEAST_WORDS:
        return []
    least = spans[_LEAST_WORDS - 1].end
    stops = [end for _, end in sentences(text)[:-1] if end >= least]
    first = stops[0] if stops else len(text)
    # Between white space only: "1.5 million" ends at a word for the tokenizer of words, but not for a reader.
    tight = [word.end for word in spans if least <= word.end < first and text[word.end : word.end + 1].isspace()]
    cuts = [*reversed(stops), *reversed(tight)]
    return [replace(passage, end=passage.start + cut, text=text[:cut], cut=True) for cut in cuts]
