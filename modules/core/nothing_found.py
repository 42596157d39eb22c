"""What is said where the documents do not hold the answer: that much, no guess, and where the closest words stand."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from modules.core.grounding import Checker
from modules.core.markers import without_markers
from modules.core.prompts import REFUSAL
from modules.core.text import sentences as sentence_spans
from modules.core.types import Answer, Outcome, Sentence, Support

_QUOTED_CHARACTERS = 300


def nothing_found(answer: Answer, *, narrowed: bool) -> Answer:
    """Return the answer that says so without a guess, and names the closest passages, if there are any.

    Args:
        answer: with the passages that were found.
        narrowed: the visitor let the search look at some of the documents or pages only, and may have forgotten it.
    """
    where = "the part of your documents that the search is narrowed to" if narrowed else "your documents"
    return _said(answer, f"I found nothing about this in {where}.")


def no_answer(answer: Answer, checker: Checker) -> Answer:
    """Return the answer where the model found none: that much is said, with the words that come closest.

    A small model overlooks some answers. The visitor sees at once whether this is one.
    """
    text = "I found no answer to this in the passages that I read."
    quote = checker.closest(answer.searched_for)
    if quote is None:
        return _said(answer, text)
    said = next(
        passage.text[quote.start - passage.start : quote.end - passage.start]
        for passage in answer.passages
        if passage.marker == quote.marker
    )
    shortened = textwrap.shorten(without_markers(said), _QUOTED_CHARACTERS, placeholder=" …")
    start = len(text) + 1
    whole = f"{text} What comes nearest: “{shortened}” [{quote.marker}]"
    nearest = Sentence(start, len(whole), Support.SUPPORTED, 1.0, (quote,))
    return _ended(answer, whole, (*_no_claims(text), nearest))


def _said(answer: Answer, text: str) -> Answer:
    if answer.passages:
        places: dict[str, str] = {}
        for passage in answer.passages[:3]:
            places[passage.document_name] = places.get(passage.document_name, "") + f" [{passage.marker}]"
        text += f" The closest passages are in {'; '.join(name + markers for name, markers in places.items())}."
    return _ended(answer, text, _no_claims(text))


def _ended(answer: Answer, text: str, sentences: tuple[Sentence, ...]) -> Answer:
    return replace(answer, text=text, outcome=Outcome.NOTHING_FOUND, sentences=sentences, written=REFUSAL)


def _no_claims(text: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(start, end, Support.NO_CLAIM, 1.0) for start, end in sentence_spans(text))
