"""Pictures of pages, drawn in the child."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from fpdf import FPDF
from PIL import Image

from modules.adapters import page_images
from modules.adapters.page_images import render_page
from modules.core.errors import Encrypted, Malformed, NoText


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    page_images._children().close()
    page_images._children.cache_clear()


def drawn(tmp_path: Path) -> Path:
    pdf = FPDF(unit="pt", format=(400, 600))
    pdf.set_font("Helvetica", size=30)
    for number in range(2):
        pdf.add_page()
        pdf.text(50, 100, f"Page {number + 1}")
    path = tmp_path / "file"
    pdf.output(str(path))
    return path


def test_a_page_of_a_pdf(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(render_page(drawn(tmp_path), "application/pdf", 2, width=800)))
    assert picture.format == "PNG"
    assert picture.size == (800, 1200)
    assert picture.convert("L").getextrema() == (0, 255)


def test_a_locked_pdf_and_a_page_that_is_not_there(tmp_path: Path) -> None:
    path = drawn(tmp_path)
    with pytest.raises(NoText, match="no page 3"):
        render_page(path, "application/pdf", 3)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(path)
    with pytest.raises(Encrypted):
        render_page(path, "application/pdf", 1)
    assert render_page(path, "application/pdf", 1, password="secret")


def test_an_image_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    Image.new("RGBA", (1200, 300), (255, 0, 0, 0)).save(path, "PNG")
    picture = Image.open(io.BytesIO(render_page(path, "image/png", 1, width=600)))
    assert picture.size == (600, 150)
    assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    path.write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    with pytest.raises(Malformed):
        render_page(path, "image/png", 1)
