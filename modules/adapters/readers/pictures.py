"""Image files (PNG, JPEG, TIFF, WebP, BMP, GIF): opening them without being blown up."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from modules.adapters.readers.composing import counted
from modules.adapters.readers.headings import SCANNED_LARGER, Style
from modules.adapters.readers.layout import page_of
from modules.adapters.readers.ocr import words_in
from modules.adapters.readers.source import Limits, Source
from modules.core.errors import Malformed, NoText, TooLarge
from modules.core.types import Note, Opened, ReadEvent

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")


@contextmanager
def open_picture(path: Path, limits: Limits | None = None) -> Iterator[Image.Image]:
    """Open an image file; its pixels are not decoded yet.

    Raises:
        TooLarge: it has more pixels than allowed.
        Malformed: its pixels cannot be decoded.
    """
    most = (limits or Limits()).max_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata, and of size, which is looked at here
            with Image.open(path, formats=FORMATS) as picture:
                if picture.width * picture.height > most:
                    raise TooLarge(
                        f"The image has {picture.width * picture.height / 1e6:,.0f} million pixels; "
                        f"at most {most / 1e6:,.0f} million are read.",
                        "Save it smaller: 300 dots an inch are enough for reading.",
                    )
                yield picture
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as exc:
        raise Malformed("The image is damaged.", "Open it in an image program and save it again.") from exc


def frame_of(picture: Image.Image, index: int) -> Image.Image:
    """Return a frame (from 0) as it is meant to be seen: turned as its camera says, on white where transparent."""
    picture.seek(index)
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        coloured = turned.convert("RGBA")
        ground = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(ground, coloured).convert("RGB")
    return turned.convert("RGB")


def read(source: Source) -> Iterator[ReadEvent]:
    """Yield each frame of an image file as a page, by OCR."""
    with open_picture(source.path, source.limits) as picture:
        frames = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
        if frames > source.limits.max_pages:
            raise TooLarge(f"The image has {frames:,} pages; at most {source.limits.max_pages:,} are read.")
        yield Opened(f"image/{(picture.format or 'png').lower()}", frames)
        style = Style(larger=SCANNED_LARGER)
        letters, spent, failed = 0, 0.0, 0
        for index in range(frames):
            if spent > source.limits.max_seconds:
                yield Note(f"Reading took too long: only the first {index:,} of {frames:,} pages were read.")
                break
            began = time.monotonic()
            frame = frame_of(picture, index)
            try:
                words = words_in(frame)
            except Malformed:
                words = []
                failed += 1
            page = page_of(index + 1, words, style, scanned=True)
            spent += time.monotonic() - began
            letters += len(page.text)
            yield page
        if failed:
            yield Note(f"{counted(failed, 'page')} not read, because recognising the text failed.")
        if not letters:
            raise NoText("No text was found in the image.", "If there is some, scan it again, sharper or larger.")
