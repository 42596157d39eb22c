"""Words with their places, the form in which a PDF page and a scanned page reach the layout analysis."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from modules.core.types import Box


@dataclass(slots=True)
class Word:
    """A word on a page.

    Attributes:
        text: NFKC-normalised, without white space, never empty.
        x0, y0, x1, y1: in points, origin at the top left, in the frame in which most of the page's text is upright.
        box: the same rectangle as fractions of the page as it is displayed.
        size: the font's height in points.
        bold: by the font's name or weight.
        hyphen: the word was cut at the end of a line and its hyphen is not part of `text`.
        first: it begins a line of its own, as OCR found it, however near the word before it is.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    box: Box
    size: float
    bold: bool = False
    hyphen: bool = False
    first: bool = False

    @property
    def middle(self) -> float:
        """Height of the word's middle line."""
        return (self.y0 + self.y1) / 2


def normal(text: str) -> str:
    """Return `text` NFKC-normalised, without control characters and without white space inside."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    composed = unicodedata.normalize("NFKC", text)
    kept = "".join(c for c in composed if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return unicodedata.normalize("NFKC", kept)
