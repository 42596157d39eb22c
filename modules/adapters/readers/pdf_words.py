"""Words of a PDF page, from pdfium's characters: about 6 ms a page of a 10-K."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from pypdfium2 import PdfPage, PdfTextPage

from modules.adapters.readers.words import Word, normal
from modules.core.types import Box

HYPHENS = {0x02, 0xFFFE}  # what pdfium leaves where a word is cut at the end of a line
SPACES = {0, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x2028, 0x2029, 0x3000, 0x200B, 0xFEFF} | set(
    range(0x2000, 0x200B)
)
LETTER_GAP = 0.4  # heights of the font; no font sets the letters of a word further apart
BOLD_WEIGHT = 600
FORCE_BOLD = 1 << 18  # a flag of the font descriptor, PDF 32000-1 table 123

Rects: TypeAlias = NDArray[np.float64]  # (n, 4): x0, y0, x1, y1


@dataclass(slots=True)
class PageWords:
    """What pdfium found on a page.

    Attributes:
        words: in the order of the content stream.
        width, height: of the upright frame, in points.
        turn: quarter turns clockwise that make most of the text upright.
        broken: share of characters that no font maps to Unicode, 0 to 1.
    """

    words: list[Word]
    width: float
    height: float
    turn: int
    broken: float


@dataclass(slots=True)
class FontTable:
    """Remembers which fonts of a document are bold; pdfium is asked once a font."""

    known: dict[int, bool] = field(default_factory=dict)

    def bold(self, text_page: Any, index: int) -> bool:
        """Tell whether the character at `index` is set in a bold font."""
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        if not item:
            return False
        font = pdfium.FPDFTextObj_GetFont(item)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self.known:
            self.known[key] = self._looks_bold(font)
        return self.known[key]

    @staticmethod
    def _looks_bold(font: Any) -> bool:
        name = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
        words = name.value.lower()
        if any(mark in words for mark in (b"bold", b"black", b"heavy", b"demi")):
            return True
        return bool(pdfium.FPDFFont_GetFlags(font) & FORCE_BOLD) or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT


def text_page_of(page: PdfPage) -> PdfTextPage:
    """Return the page's text in the order in which it is read; the caller closes it.

    pdfium orders lines as the page is shown: on one that is shown lying on its side, from the last to the first.
    """
    text_page, rotation = page.get_textpage(), page.get_rotation()
    count = max(0, pdfium.FPDFText_CountChars(text_page.raw))
    some = range(0, count, max(1, count // 100))
    inked = [index for index in some if pdfium.FPDFText_GetUnicode(text_page.raw, index) not in SPACES]
    turn = 90 * _turn(text_page.raw, inked)
    if turn == rotation:
        return text_page
    text_page.close()
    page.set_rotation(turn)
    try:
        return page.get_textpage()
    finally:
        page.set_rotation(rotation)


def page_words(page: Any, text_page: Any, fonts: FontTable) -> PageWords:
    """Return the words of a loaded pdfium page (`page`, `text_page`: raw handles)."""
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    codes, boxes = _characters(text_page, count)
    turn = _turn(text_page, [index for index, code in enumerate(codes) if code not in SPACES])
    bounds, rotation = page_frame(page)
    points = _upright(boxes, bounds, turn)
    shown = place(boxes, bounds, rotation)
    left, bottom, right, top = bounds
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    spans = _spans(codes, points)
    words: list[Word] = []
    for (start, end), rect, box in zip(spans, _hulls(points, spans), _hulls(shown, spans), strict=True):
        text = normal(_decode(codes[start:end]))
        if text:
            x0, y0, x1, y1 = rect
            hyphen = codes[end - 1] in HYPHENS
            words.append(Word(text, x0, y0, x1, y1, Box(*box), y1 - y0, fonts.bold(text_page, start), hyphen))
    return PageWords(words, width, height, turn, _broken(codes))


def page_frame(page: Any) -> tuple[tuple[float, float, float, float], int]:
    """Return what of the page is shown (left, bottom, right, top, in points) and its quarter turns clockwise."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    bounds = (rect.left, rect.bottom, max(rect.right, rect.left + 1), max(rect.top, rect.bottom + 1))
    return bounds, pdfium.FPDFPage_GetRotation(page) % 4


def _characters(text_page: Any, count: int) -> tuple[list[int], Rects]:
    rect, get_box, get_code = pdfium.FS_RECTF(), pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetUnicode
    pointer = ctypes.byref(rect)
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(count):
        codes.append(get_code(text_page, index))
        get_box(text_page, index, pointer)
        boxes.append((rect.left, rect.bottom, rect.right, rect.top))
    return codes, np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _turn(text_page: Any, inked: list[int]) -> int:
    """Return by how many quarter turns clockwise most of the text becomes upright in the page's own coordinates.

    Args:
        text_page: raw handle.
        inked: places of the characters that are not blanks.
    """
    angles = (pdfium.FPDFText_GetCharAngle(text_page, index) for index in inked[:: max(1, len(inked) // 50)])
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)  # pdfium's run clockwise
    return turns.most_common(1)[0][0] if turns else 0


def place(boxes: Rects, bounds: tuple[float, float, float, float], turn: int) -> Rects:
    """Return boxes as fractions of the page after `turn` quarter turns clockwise, origin at the top left.

    Args:
        boxes: left, bottom, right, top of each, in points of the page's own coordinates.
        bounds: left, bottom, right, top of what is shown of the page.
        turn: quarter turns.
    """
    left, bottom, right, top = bounds
    x = (boxes[:, 0::2] - left) / (right - left)
    y = (top - boxes[:, 3::-2]) / (top - bottom)
    for _ in range(turn % 4):
        x, y = (1 - y)[:, ::-1], x
    return np.stack([x[:, 0], y[:, 0], x[:, 1], y[:, 1]], axis=1)


def _upright(boxes: Rects, bounds: tuple[float, float, float, float], turn: int) -> Rects:
    left, bottom, right, top = bounds
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    scale = np.array([width, height, width, height])
    upright: Rects = place(boxes, bounds, turn) * scale
    return upright


def _spans(codes: list[int], points: Rects) -> list[tuple[int, int]]:
    """Return first and last-plus-one character of each word: cut at spaces, jumps and raised figures."""
    spans: list[tuple[int, int]] = []
    start = -1
    places = points.tolist()
    for index, code in enumerate(codes):
        if code in SPACES:
            if start >= 0:
                spans.append((start, index))
            start = -1
        elif start < 0:
            start = index
        elif _jumps(places[index - 1], places[index]) or _raised(codes, places, index):
            spans.append((start, index))
            start = index
    if start >= 0:
        spans.append((start, len(codes)))
    return spans


def _jumps(before: list[float], after: list[float]) -> bool:
    """Tell whether two characters are too far apart for one word, or on different lines."""
    height = max(before[3] - before[1], after[3] - after[1], 1.0)
    if after[2] == after[0]:  # a combining mark or a character without a box
        return False
    apart = after[0] - before[2] > LETTER_GAP * height or after[0] < before[0] - 2 * height
    return apart or abs(after[1] + after[3] - before[1] - before[3]) > 1.6 * height


def _raised(codes: list[int], places: list[list[float]], index: int) -> bool:
    """Tell whether a small figure follows a larger one, as a footnote's number after an amount."""
    if not (48 <= codes[index] <= 57 and 48 <= codes[index - 1] <= 57):
        return False
    before, after = places[index - 1], places[index]
    return after[3] - after[1] < 0.8 * (before[3] - before[1])


def _hulls(rects: Rects, spans: list[tuple[int, int]]) -> list[list[float]]:
    """Return the rectangle around the characters of each span."""
    if not spans:
        return []
    edges = np.array(spans).ravel()
    padded = np.vstack([rects, rects[-1:]])  # the last span may end behind the last character
    low = np.minimum.reduceat(padded, edges)[::2, :2]
    high = np.maximum.reduceat(padded, edges)[::2, 2:]
    hulls: list[list[float]] = np.hstack([low, high]).tolist()
    return hulls


def _decode(codes: list[int]) -> str:
    """Join code points, surrogate pairs among them (pdfium reports UTF-16 units for some fonts)."""
    text = "".join(chr(code) for code in codes if code not in HYPHENS and code < 0x110000)
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _broken(codes: list[int]) -> float:
    inked = [code for code in codes if code not in SPACES]
    bad = sum(
        1 for code in inked if code == 0xFFFD or 0xE000 <= code <= 0xF8FF or (code < 0x20 and code not in HYPHENS)
    )
    return bad / len(inked) if inked else 0.0
