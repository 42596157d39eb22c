"""Pictures of pages, for showing a citation where it stands."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from modules.core.errors import NoText

if TYPE_CHECKING:
    from PIL.Image import Image

    from modules.adapters.readers import Limits

PDF = "application/pdf"
MAX_SECONDS = 30.0
MAX_HEIGHT = 6_000  # of a picture, in pixels: a receipt printed on one endless page is shown narrower


class PageImages:
    """Draws pages in a child process, about 0.1 s each.

    Args:
        limits: what the child may take.
    """

    def __init__(self, limits: Limits) -> None:
        from modules.adapters.sandbox import Children

        self._children = Children(replace(limits, max_seconds=MAX_SECONDS))

    def render(self, path: Path, media_type: str, number: int, width: int = 900, password: str = "") -> bytes:
        """Return a PNG of a page (from 1) of a PDF or of an image file.

        Args:
            path: the file.
            media_type: as `Opened` said.
            number: the page.
            width: of the picture, in pixels.
            password: of the PDF, if it has one.

        Raises:
            DocumentError: the page cannot be drawn.
        """
        request = {"verb": "draw", "path": str(path.resolve()), "media_type": media_type, "number": number}
        with closing(self._children.ask({**request, "width": width, "password": password})) as frames:
            for frame in frames:
                return frame.body
        raise no_page(number)

    def close(self) -> None:
        """End the child."""
        self._children.close()


def draw(path: Path, media_type: str, number: int, *, width: int, password: str, limits: Limits) -> bytes:
    """Do what `PageImages.render` promises, in this process."""
    if media_type == PDF:
        picture = _draw_pdf(path, number, width, password)
    else:
        picture = _draw_image(path, number, width, limits)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _draw_pdf(path: Path, number: int, width: int, password: str) -> Image:
    from modules.adapters.readers.pdf import open_pdf

    with closing(open_pdf(path, password)) as document:
        if not 1 <= number <= len(document):
            raise no_page(number)
        if document.get_formtype():
            document.init_forms()  # without it, what is filled in is not drawn
        with closing(document[number - 1]) as page:
            across, down = page.get_size()
            scale = min(width / max(across, 1), MAX_HEIGHT / max(down, 1))
            picture: Image = page.render(scale=scale).to_pil().convert("RGB")
    return picture


def _draw_image(path: Path, number: int, width: int, limits: Limits) -> Image:
    from modules.adapters.readers.pictures import frame_of, open_picture

    with open_picture(path, limits) as picture:
        if not 1 <= number <= getattr(picture, "n_frames", 1):
            raise no_page(number)
        frame = frame_of(picture, number - 1)
    scale = min(width / frame.width, MAX_HEIGHT / frame.height)
    return frame.resize((max(1, round(frame.width * scale)), max(1, round(frame.height * scale))))


def no_page(number: int) -> NoText:
    """Return what to tell the visitor about a page that is not there."""
    return NoText(f"The file has no page {number}.")
