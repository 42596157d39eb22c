"""Gathering evidence for a question: what is found, whether it has to do with it, and what a follow-up can keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from modules.core.budget import pack, render
from modules.core.errors import NotFound
from modules.core.relevance import is_relevant
from modules.core.types import ANYTHING, Filter, Hit, ModelCard, Page, Passage, Retriever

HITS = 24
"""How many hits are offered to the packer: more than any budget holds, so that small ones can fill the last gap."""
# Of the evidence for a follow-up, this share must stand in the passages before it for those to be kept.
_KEPT_SHARE = 0.6


class Pages(Protocol):
    """Where the pages of documents are read from."""

    def page(self, document_id: str, number: int) -> Page:
        """Return a page.

        Raises:
            NotFound: there is none, or no longer.
        """
        ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """The passages for a question, and whether they may hold its answer; `words_only` as in `Answer`."""

    passages: tuple[Passage, ...]
    relevant: bool
    words_only: bool


def gather(
    searched_for: str,
    retriever: Retriever,
    pages: Pages,
    *,
    where: Filter,
    room: int,
    card: ModelCard,
    before: tuple[Passage, ...],
    same: bool,
) -> Gathered:
    """Search, and pack what was found into a budget.

    Args:
        searched_for: the stand-alone question.
        retriever: finds the hits.
        pages: reads the pages that they stand on.
        where: what may be found.
        room: the budget in tokens.
        card: of the model that will read the passages.
        before: the passages of the question before, which are kept where they serve this one too.
        same: the answer before is wanted in another form, so its passages serve, whatever the budget would hold now.
    """
    hits = retriever.search(searched_for, HITS, where)
    packed = pack(hits, room, card.count_tokens, lambda document, page: pages.page(document, page).text)
    relevant = bool(packed) and is_relevant(searched_for, hits)
    words_only = bool(hits) and not any("dense" in hit.scores for hit in hits)
    serve = _allowed(before, hits, where) and (_fit(before, card) if same else _serve(before, packed))
    if serve and still_there(before, pages):
        return Gathered(before, relevant, words_only)
    return Gathered(packed, relevant, words_only)


def still_there(passages: Sequence[Passage], pages: Pages) -> bool:
    """Tell whether the documents still hold these passages: nothing of a deleted one may be sent again."""
    return all(_unchanged(passage, pages) for passage in passages)


def _allowed(before: Sequence[Passage], hits: Sequence[Hit], where: Filter) -> bool:
    """Tell whether none of the passages may be outside of what may vouch now."""
    found = {(hit.chunk.document_id, hit.chunk.page) for hit in hits}
    return where == ANYTHING or {(one.document_id, one.page) for one in before} <= found


def _fit(before: Sequence[Passage], card: ModelCard) -> bool:
    """Tell whether there are passages, and a model that may be another one now can read them."""
    return 0 < sum(card.count_tokens(render(passage)) for passage in before) <= card.context_tokens // 2


def _serve(before: Sequence[Passage], packed: Sequence[Passage]) -> bool:
    """Tell whether the passages of the question before hold enough of the evidence for this one.

    The engine has read them: a first word in a second instead of ten.
    """
    if not packed or not _covered(packed[0], before):
        return False
    covered = sum(len(passage.text) for passage in packed if _covered(passage, before))
    return covered >= _KEPT_SHARE * sum(len(passage.text) for passage in packed)


def _covered(one: Passage, before: Sequence[Passage]) -> bool:
    return any(
        (one.document_id, one.page) == (other.document_id, other.page)
        and other.start <= one.start
        and one.end <= other.end
        for other in before
    )


def _unchanged(passage: Passage, pages: Pages) -> bool:
    try:
        text = pages.page(passage.document_id, passage.page).text
    except NotFound:
        return False
    return text[passage.start : passage.end] == passage.text
