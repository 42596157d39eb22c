"""What becomes of a file when the recognition of one of its pages fails."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from modules.adapters.readers import FileReader, Limits, ocr
from modules.core.types import Note, Page

QUAD = [[10, 10], [60, 10], [60, 30], [10, 30]]


class Stumbling:
    """An engine that reads "Rent" on light pages, and trips over dark ones."""

    def __call__(self, pixels: NDArray[np.uint8], *, use_rec: bool, **_: bool) -> Any:
        if pixels.mean() < 128:
            raise IndexError("tuple index out of range")
        if not use_rec:
            return SimpleNamespace(boxes=None)
        return SimpleNamespace(txts=("Rent",), word_results=((("Rent", 0.9, QUAD),),))


@pytest.fixture(autouse=True)
def _stumbling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_engine", Stumbling)
    monkeypatch.setattr(ocr.tesseract, "installed", lambda: False)


def page(shade: int) -> Image.Image:
    picture = Image.new("RGB", (200, 100), (shade,) * 3)
    ImageDraw.Draw(picture).rectangle((10, 10, 60, 30), fill=(255 - shade,) * 3)
    return picture


@pytest.mark.parametrize("kind", ["tif", "pdf"])
def test_the_other_pages_are_read_and_it_is_said(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"scan.{kind}"
    page(240).save(path, save_all=True, append_images=[page(10), page(240)])
    events = list(FileReader(Limits()).read(path))
    assert [event.text for event in events if isinstance(event, Page)] == ["Rent", "", "Rent"]
    assert [event.text for event in events if isinstance(event, Note)] == [
        f"1 {'scanned ' if kind == 'pdf' else ''}page not read, because recognising the text failed."
    ]
