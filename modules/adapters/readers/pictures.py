"""Image files (PNG, JPEG, TIFF, WebP, BMP, GIF): opening them without being blown up."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from modules.adapters.readers.source import Limits
from modules.core.errors import Malformed, TooLarge

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
