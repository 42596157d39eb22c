"""Tesseract, if it is on the PATH: its words with their places, through its table output."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SECONDS = 120


@cache
def installed() -> bool:
    """Tell whether there is a tesseract to ask."""
    return shutil.which("tesseract") is not None


def words_in(picture: Image) -> list[tuple[str, tuple[float, float, float, float], float]]:
    """Return text, rectangle in pixels (x0, y0, x1, y1) and certainty, 0 to 1, of each word; none if it fails."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    command = ["tesseract", "stdin", "stdout", "-l", _languages(), "tsv"]
    try:
        done = subprocess.run(command, input=buffer.getvalue(), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return []
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_word(row) for row in rows if float(row["conf"]) >= 0 and row["text"].strip()]


def _word(row: dict[str, str]) -> tuple[str, tuple[float, float, float, float], float]:
    left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
    return row["text"].strip(), (left, top, left + width, top + height), float(row["conf"]) / 100


@cache
def _languages() -> str:
    """Return every language that is installed, English first, as tesseract wants them."""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=SECONDS, check=False)  # noqa: S607
    names = [line.strip() for line in listed.stdout.decode("utf-8", "replace").splitlines()[1:]]
    known = [name for name in names if name and name not in ("osd", "snum", "equ") and "/" not in name]
    return "+".join(sorted(known, key=lambda name: name != "eng")[:4]) or "eng"
