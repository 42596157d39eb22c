"""Whether what was found has anything to do with a question: the gate before the model, which would rather guess.

Calibrated with `benchmarks/refusals.py` so that next to no question is refused whose answer is there; what passes the
gate all the same is left to the model's own refusal and to the check of its sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

from modules.core.text import content_words, words
from modules.core.types import Hit

_BEST = 4
"""How many hits are looked at: the same for every model, however much evidence it reads."""
# Cosine of the nearest passage, with a quarter of the share of the question's words that are there. The scale is
# MiniLM's; embedders whose cosines run higher let more questions through to the model.
_SHARE_WEIGHT = 0.25
_LEAST = 0.47
# Nearly all words are there: found whatever the vectors say, in languages too that the embedder does not know.
_ENOUGH_SHARE = 0.75
_LEAST_SHARE_ALONE = 0.5
# Words for the documents themselves, and for what can be asked of any: "summarise the main points of this contract".
_ANYWHERE = """
summary summarise summarize overview outline main key point topic document file text page report paper book chapter
section contract agreement policy note filing article content explain describe tell list show give mention say about
important interesting
"""
_ABOUT_DOCUMENTS = frozenset(word.stem for word in words(_ANYWHERE))


def is_relevant(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether the hits, best first, may hold the answer."""
    if not hits:
        return False
    wanted = {word.stem for word in content_words(question)} - _ABOUT_DOCUMENTS
    if not wanted:
        return True
    share = coverage(wanted, hits[:_BEST])
    nearest = max((hit.scores["dense"] for hit in hits if "dense" in hit.scores), default=None)
    if nearest is None:
        return share >= _LEAST_SHARE_ALONE
    return share >= _ENOUGH_SHARE or nearest + _SHARE_WEIGHT * share >= _LEAST


def coverage(wanted: set[str], hits: Sequence[Hit]) -> float:
    """Return the share of the stems that the hits hold, their document's name and headings included."""
    held = {word.stem for hit in hits for word in words(hit.chunk.indexed_text)}
    return len(wanted & held) / len(wanted)
