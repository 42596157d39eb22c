"""Whether passages have anything to do with a question: the gate before the model, which would rather guess."""

from __future__ import annotations

from collections.abc import Sequence

from modules.core.text import content_words, words
from modules.core.types import Passage

# Calibrated by benchmarks/grounding.py.
_LEAST_SHARE = 0.34


def coverage(question: str, passages: Sequence[Passage]) -> float:
    """Return the share of the question's content words that the passages (with document and section names) hold."""
    wanted = {word.stem for word in content_words(question)}
    if not wanted:
        return 1.0
    held = {word.stem for passage in passages for word in words(_all_of(passage))}
    return len(wanted & held) / len(wanted)


def is_relevant(question: str, passages: Sequence[Passage]) -> bool:
    """Tell whether the passages may hold the answer."""
    return bool(passages) and coverage(question, passages) >= _LEAST_SHARE


def _all_of(passage: Passage) -> str:
    return "\n".join((passage.document_name, *passage.section, passage.header, passage.text))
