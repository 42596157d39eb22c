"""Pictures of pages, drawn in the child."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdf
import pytest
from fpdf import FPDF
from PIL import Image

from modules.adapters.page_images import PageImages
from modules.adapters.readers import Limits
from modules.core.errors import Encrypted, Malformed, NoText, TooLarge


@pytest.fixture
def images() -> Iterator[PageImages]:
    with closing(PageImages(Limits(max_pixels=1_000_000))) as made:
        yield made


def drawn(tmp_path: Path) -> Path:
    pdf = FPDF(unit="pt", format=(400, 600))
    pdf.set_font("Helvetica", size=30)
    for number in range(2):
        pdf.add_page()
        pdf.text(50, 100, f"Page {number + 1}")
    path = tmp_path / "file"
    pdf.output(str(path))
    return path


def test_a_page_of_a_pdf(tmp_path: Path, images: PageImages) -> None:
    picture = Image.open(io.BytesIO(images.render(drawn(tmp_path), "application/pdf", 2, width=800)))
    assert picture.format == "PNG"
    assert picture.size == (800, 1200)
    assert picture.convert("L").getextrema() == (0, 255)


def test_a_locked_pdf_and_a_page_that_is_not_there(tmp_path: Path, images: PageImages) -> None:
    path = drawn(tmp_path)
    with pytest.raises(NoText, match="no page 3"):
        images.render(path, "application/pdf", 3)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)
    with pytest.raises(Encrypted):
        images.render(path, "application/pdf", 1)
    assert images.render(path, "application/pdf", 1, password="secret")


def test_an_image_file(tmp_path: Path, images: PageImages) -> None:
    path = tmp_path / "file"
    Image.new("RGBA", (1200, 300), (255, 0, 0, 0)).save(path, "PNG")
    picture = Image.open(io.BytesIO(images.render(path, "image/png", 1, width=600)))
    assert picture.size == (600, 150)
    assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    path.write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    with pytest.raises(Malformed):
        images.render(path, "image/png", 1)


def test_the_limits_of_reading_hold_for_showing(tmp_path: Path, images: PageImages) -> None:
    path = tmp_path / "file"
    Image.new("L", (1200, 900), 255).save(path, "PNG")
    with pytest.raises(TooLarge):
        images.render(path, "image/png", 1)
