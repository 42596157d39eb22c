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


def nothing_found(answer: Answer) -> Answer:
    """Return the answer that says so without a guess, and names the closest passages, if there are any."""
    text = "I found nothing about this in your documents."
    if answer.passages:
        places: dict[str, str] = {}
        for passage in answer.passages[:3]:
            places[passage.document_name] = places.get(passage.document_name, "") + f" [{passage.marker}]"
        text += f" The closest passages are in {'; '.join(name + markers for name, markers in places.items())}."
    return replace(answer, text=text, outcome=Outcome.NOTHING_FOUND, sentences=_no_claims(text), written=REFUSAL)


def no_answer(answer: Answer, checker: Checker) -> Answer:
    """Return the answer where the model found none: that much is said, with the words that come closest.

    A small model overlooks some answers. The visitor sees at once whether this is one.
    """
    quote = checker.closest(answer.searched_for)
    if quote is None:
        return nothing_found(answer)
    text = "I found no answer to this in the closest passages."
    sentences = _no_claims(text)
    said = next(
        passage.text[quote.start - passage.start : quote.end - passage.start]
        for passage in answer.passages
        if passage.marker == quote.marker
    )
    shortened = textwrap.shorten(without_markers(said), _QUOTED_CHARACTERS, placeholder=" …")
    start = len(text) + 1
    text += f" What comes nearest: “{shortened}” [{quote.marker}]"
    nearest = Sentence(start, len(text), Support.SUPPORTED, 1.0, (quote,))
    return replace(answer, text=text, outcome=Outcome.NOTHING_FOUND, sentences=(*sentences, nearest), written=REFUSAL)


def _no_claims(text: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(start, end, Support.NO_CLAIM, 1.0) for start, end in sentence_spans(text))
