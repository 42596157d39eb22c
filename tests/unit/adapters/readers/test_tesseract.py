"""Tesseract's table output, from a stand-in on the PATH."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from modules.adapters.readers import tesseract

SCRIPT = """#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List of languages:\\ndeu\\neng\\nosd\\n'; exit; fi
[ "$4" = eng+deu ] || [ "$4" = deu+eng ] || exit 1
cat > /dev/null
printf 'level\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n'
printf '1\\t0\\t0\\t9\\t9\\t-1\\t\\n5\\t10\\t20\\t30\\t8\\t91.5\\tWort\\n'
"""


@pytest.fixture
def _standing_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "tesseract").write_text(SCRIPT)
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    for cached in (tesseract.installed, tesseract._languages):
        cached.cache_clear()
    yield
    for cached in (tesseract.installed, tesseract._languages):
        cached.cache_clear()


@pytest.mark.usefixtures("_standing_in")
def test_words_rectangles_and_certainty() -> None:
    assert tesseract.installed()
    assert tesseract.words_in(Image.new("RGB", (60, 40))) == [("Wort", (10.0, 20.0, 40.0, 28.0), 0.915)]


@pytest.mark.usefixtures("_standing_in")
def test_a_failure_is_no_words(tmp_path: Path) -> None:
    (tmp_path / "tesseract").write_text("#!/bin/sh\nexit 3\n")
    assert tesseract.words_in(Image.new("RGB", (60, 40))) == []
