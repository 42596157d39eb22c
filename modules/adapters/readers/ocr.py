"""Reads pictures of pages: rapidocr from its wheel, and tesseract where it is installed and more certain."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from modules.adapters.readers import tesseract
from modules.adapters.readers.words import Word, normal
from modules.core.errors import Malformed
from modules.core.types import Box

if TYPE_CHECKING:
    from PIL.Image import Image

LONG_SIDE = 2_000  # pixels to which a page is reduced: 180 dots an inch of a letter page
SMALL_SIDE = 736  # pixels of the copy on which a page's orientation is looked for: a tenth of the work
THREADS = 2
DOUBT = 0.8  # certainty below which another engine is asked
CROPS = 7  # lines looked at to tell whether a page is upside down

Quad: TypeAlias = NDArray[np.float64]  # (4, 2): corners from the line's upper left, clockwise, in pixels


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as an engine saw it: text, corners in pixels, certainty from 0 to 1, whether a line begins with it."""

    text: str
    quad: Quad
    certainty: float
    first: bool = False


def words_in(picture: Image) -> list[Word]:
    """Return the words in a picture; their boxes are fractions of it, whichever way up it is.

    Raises:
        Malformed: the engine fails at this picture.
    """
    try:
        return _words_in(picture)
    except MemoryError:
        raise
    except Exception as exc:  # the engine trips over its own lists at some pictures, and says so in any type
        raise Malformed(
            "The text in the picture could not be recognised.", "Scan it again, or save it in another form."
        ) from exc


def _words_in(picture: Image) -> list[Word]:
    picture = reduced(picture, LONG_SIDE)
    turn = _turn(picture)
    upright = picture.rotate(-90 * turn, expand=True) if turn else picture
    seen = _rapid(np.asarray(upright))
    if _certainty(seen) < DOUBT and tesseract.installed():
        other = [Seen(word, _corners(*rect), sure) for word, rect, sure in tesseract.words_in(upright)]
        seen = other if _certainty(other) > _certainty(seen) else seen
    return _words(seen, upright.width, upright.height, turn)


def reduced(picture: Image, side: int) -> Image:
    """Return a picture with no side longer than `side` pixels, in colour."""
    scale = side / max(picture.size)
    if scale < 1:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size)
    return picture.convert("RGB")


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": THREADS}
    return RapidOCR(params={**threads, "Global.log_level": "critical", "Global.max_side_len": LONG_SIDE})


def _rapid(pixels: NDArray[np.uint8]) -> list[Seen]:
    found = _engine()(pixels[:, :, ::-1], use_det=True, use_cls=True, use_rec=True, return_word_box=True)
    seen: list[Seen] = []
    # Where it reads nothing there is one empty result and no line.
    for line, words in zip(found.txts or (), found.word_results or (), strict=False):
        seen += _joined(line, [Seen(text, np.array(quad, dtype=np.float64), sure) for text, sure, quad in words])
    return seen


def _joined(line: str, pieces: list[Seen]) -> list[Seen]:
    """Put pieces together between which the line has no blank: the engine cuts Chinese at every character."""
    words: list[Seen] = []
    position = 0
    for piece in pieces:
        found = line.find(piece.text, position)
        glued = bool(words) and found == position > 0
        position = found + len(piece.text) if found >= 0 else position
        if glued:
            last = words[-1]
            quad = np.array([last.quad[0], piece.quad[1], piece.quad[2], last.quad[3]])
            words[-1] = Seen(last.text + piece.text, quad, min(last.certainty, piece.certainty), last.first)
        else:
            words.append(Seen(piece.text, piece.quad, piece.certainty, not words))
    return words


def _certainty(seen: list[Seen]) -> float:
    letters = sum(len(word.text) for word in seen)
    return sum(word.certainty * len(word.text) for word in seen) / letters if letters else 0.0


def _turn(picture: Image) -> int:
    """Return how many quarter turns clockwise make the text upright, from where lines are on a small copy."""
    small = reduced(picture, SMALL_SIDE)
    found = _engine()(np.asarray(small)[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None or not len(found.boxes):
        return 0
    quads = sorted(
        np.asarray(found.boxes) * (picture.width / small.width), key=lambda q: -float(np.ptp(q, axis=0).max())
    )
    turn = 1 if sum(map(_rises, quads)) > len(quads) / 2 else 0
    pixels = np.asarray(picture)
    crops = [_crop(pixels, quad, turn) for quad in quads[:CROPS]]
    flipped = sum(_upside_down(crop) for crop in crops if min(crop.shape[:2]) > 4)
    return turn + 2 if flipped > len(crops) / 2 else turn


def _rises(quad: Quad) -> bool:
    """Tell whether a word runs up or down the page rather than along it."""
    across, down = np.ptp(quad[:, 0]), np.ptp(quad[:, 1])
    return bool(down > 1.5 * across)


def _crop(pixels: NDArray[np.uint8], quad: Quad, turn: int) -> NDArray[np.uint8]:
    left, top = np.maximum(quad.min(axis=0).astype(int), 0)
    right, bottom = np.ceil(quad.max(axis=0)).astype(int)
    return np.rot90(pixels[top:bottom, left:right], -turn)


def _upside_down(crop: NDArray[np.uint8]) -> bool:
    found = _engine()(np.ascontiguousarray(crop[:, :, ::-1]), use_det=False, use_cls=True, use_rec=False)
    return bool(found.cls_res and found.cls_res[0][0] == "180")


def _corners(x0: float, y0: float, x1: float, y1: float) -> Quad:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def _words(seen: list[Seen], width: int, height: int, turn: int) -> list[Word]:
    """Place words: level lines for the layout, even where the page lies askew, and boxes on the picture as it is."""
    slopes = [math.atan2(*(word.quad[1] - word.quad[0])[::-1]) for word in seen if len(word.text) > 3]
    slope = median(slopes) if slopes else 0.0
    level = np.array([[math.cos(slope), -math.sin(slope)], [math.sin(slope), math.cos(slope)]])
    words: list[Word] = []
    for word in seen:
        text = normal(word.text)
        if text:
            straight = word.quad @ level
            (x0, y0), (x1, y1) = straight.min(axis=0).tolist(), straight.max(axis=0).tolist()
            words.append(Word(text, x0, y0, x1, y1, _box(word.quad, width, height, turn), y1 - y0, first=word.first))
    return words


def _box(quad: Quad, width: int, height: int, turn: int) -> Box:
    """Return a word's rectangle as fractions of the picture before it was turned."""
    x, y = quad[:, 0] / width, quad[:, 1] / height
    for _ in range(turn):
        x, y = y, 1 - x
    clipped = np.clip([x.min(), y.min(), x.max(), y.max()], 0.0, 1.0)
    return Box(*clipped.tolist())
