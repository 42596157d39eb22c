"""The reading child: what kills it kills nothing else."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from modules.adapters import sandbox
from modules.adapters.readers import FileReader, Limits
from modules.adapters.sandbox import ROOT, SandboxedReader
from modules.core.errors import Malformed, NoText, TooLarge
from modules.core.types import Note, Opened, Page


@pytest.fixture
def reader() -> Iterator[SandboxedReader]:
    reader = SandboxedReader(Limits())
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def scanner() -> Iterator[SandboxedReader]:
    """Keep one child for the scans: loading the OCR models takes a second or two."""
    reader = SandboxedReader(Limits())
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_font("Helvetica", size=10)
    for number in range(60):
        pdf.add_page()
        for line in range(40):
            pdf.text(60, 60 + 14 * line, f"Page {number} line {line} has some words of its own to read.")
    path = tmp_path_factory.mktemp("files") / "report"
    pdf.output(str(path))
    return path


def children() -> list[psutil.Process]:
    found = psutil.Process().children(recursive=True)
    return [child for child in found if "modules.adapters.sandbox_child" in " ".join(child.cmdline())]


def break_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str) -> None:
    """Have the next child run `body` in place of the plain-text reader."""
    script = tmp_path / "broken_child.py"
    script.write_text(
        "from modules.adapters import sandbox_child\n"
        "from modules.adapters.readers import plain\n"
        "from modules.core.types import Opened, Page\n"
        f"def read(source):\n    yield Opened('text/plain', 2)\n    {body}\n    yield Page(1, 'never')\n"
        "plain.read = read\nsandbox_child.main()\n"
    )
    start = subprocess.Popen

    def popen(_: list[str], **options: object) -> object:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return start([sys.executable, str(script)], **{**options, "env": environment})  # type: ignore[call-overload]

    monkeypatch.setattr(sandbox.subprocess, "Popen", popen)


def written(tmp_path: Path) -> Path:
    path = tmp_path / "note"
    path.write_text("A plain note.\n")
    return path


def test_events_come_through_the_pipe_as_they_are(reader: SandboxedReader, report: Path) -> None:
    opened, *pages = reader.read(report)
    assert opened == Opened("application/pdf", 60)
    assert [page.number for page in pages if isinstance(page, Page)] == list(range(1, 61))
    page = pages[1]
    assert isinstance(page, Page)
    assert page.boxes is not None
    assert page.boxes.dtype == np.float32
    start, end = page.boxes[0, :2].astype(int)
    assert page.text[start:end] == page.text.split()[0]


def test_one_child_serves_file_after_file(reader: SandboxedReader, report: Path, tmp_path: Path) -> None:
    list(reader.read(report))
    [child] = children()
    list(reader.read(written(tmp_path)))
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(NoText):
        list(reader.read(tmp_path / "empty"))
    assert [other.pid for other in children()] == [child.pid]
    assert child.nice() == min(psutil.Process().nice() + 10, 19)


def test_closing_the_iterator_kills_the_child(reader: SandboxedReader, report: Path) -> None:
    events = reader.read(report)
    next(events)
    [child] = children()
    events.close()  # type: ignore[attr-defined]
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert not children()


def test_several_files_at_once(reader: SandboxedReader, report: Path, tmp_path: Path) -> None:
    one, other = reader.read(report), reader.read(written(tmp_path))
    assert isinstance(next(one), Opened)
    assert isinstance(next(other), Opened)
    assert len(children()) == 2
    assert len(list(one)) == 60
    assert len(list(other)) == 1


def test_a_hang_is_cut_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    break_reader(monkeypatch, tmp_path, "import time; time.sleep(60)")
    reader = SandboxedReader(Limits(max_seconds=0.5))
    began = time.monotonic()
    with pytest.raises(TooLarge, match="took more than"):
        list(reader.read(written(tmp_path)))
    assert time.monotonic() - began < 10
    assert not children()


def test_time_spent_between_pages_does_not_count(report: Path) -> None:
    reader = SandboxedReader(Limits(max_seconds=4))  # a busy machine takes more than one for the file
    events = reader.read(report)
    next(events)
    time.sleep(5)
    assert len(list(events)) == 60
    reader.close()


@pytest.mark.parametrize("body", ["import os; os.abort()", "import os; os._exit(0)"])
def test_a_crash_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    break_reader(monkeypatch, tmp_path, body)
    with caplog.at_level(logging.WARNING), pytest.raises(Malformed, match="made its reader stop"):
        list(SandboxedReader(Limits()).read(written(tmp_path)))
    assert "status" in caplog.text


def test_a_failure_that_nobody_foresaw_is_logged_without_words_of_the_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    break_reader(monkeypatch, tmp_path, "raise KeyError('a secret of the document')")
    with caplog.at_level(logging.WARNING), pytest.raises(Malformed):
        list(SandboxedReader(Limits()).read(written(tmp_path)))
    assert "KeyError" in caplog.text
    assert "secret" not in caplog.text


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    break_reader(monkeypatch, tmp_path, "hoard = [bytearray(b'x' * 10_000_000) for _ in range(100)]")
    with pytest.raises(TooLarge, match="memory"):
        list(SandboxedReader(Limits(max_bytes=300_000_000)).read(written(tmp_path)))
    assert not children()


@pytest.mark.parametrize(
    "body",
    ["import socket; socket.create_connection(('127.0.0.1', 9))", "import subprocess; subprocess.run(['true'])"],
)
def test_the_child_reaches_nothing_and_starts_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    break_reader(monkeypatch, tmp_path, body)
    with caplog.at_level(logging.WARNING), pytest.raises(Malformed):
        list(SandboxedReader(Limits()).read(written(tmp_path)))
    assert "PermissionError" in caplog.text


def test_the_child_dies_with_its_parent() -> None:
    script = (
        "import time\nfrom modules.adapters.sandbox import Children\nfrom modules.adapters.readers import Limits\n"
        "pool = Children(Limits())\npool.warm_up()\nprint(pool._idle[0]._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        os.kill(parent.pid, signal.SIGKILL)
        assert child.pid
        gone, _ = psutil.wait_procs([child], timeout=10)
    assert gone


def test_what_the_child_started_dies_with_its_parent_too() -> None:
    script = (
        "import subprocess, sys\nfrom modules.adapters.sandbox_child import _listen\n"
        "print(subprocess.Popen(['sleep', '60']).pid, flush=True)\n_listen(sys.stdin.buffer, None)\n"
    )
    pipe, command = subprocess.PIPE, [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdin=pipe, stdout=pipe) as child:
        assert child.stdout is not None
        ocr = psutil.Process(int(child.stdout.readline()))
        assert child.stdin is not None
        child.stdin.close()  # as when the parent is killed
        gone, alive = psutil.wait_procs([ocr], timeout=10)
        for left in alive:
            left.kill()
    assert gone


def test_a_scan_is_read_with_boxes(scanner: SandboxedReader, tmp_path: Path) -> None:
    picture = Image.new("L", (1000, 700), "white")
    font = ImageFont.load_default(40)
    ImageDraw.Draw(picture).text((100, 100), "The quick brown fox", font=font, fill="black")
    ImageDraw.Draw(picture).text((100, 200), "jumps over 1,234 dogs", font=font, fill="black")
    for turn, name in ((0, "scan.png"), (90, "turned.tif")):
        path = tmp_path / name
        picture.rotate(turn, expand=True).save(path)
        events = list(scanner.read(path))
        [page] = [event for event in events if isinstance(event, Page)]
        assert page.scanned
        assert page.text.split() == ["The", "quick", "brown", "fox", "jumps", "over", "1,234", "dogs"]
        start = page.text.index("jumps")
        [box] = page.locate(start, start + 5)
        middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        upright = middle if not turn else (1 - middle[1], middle[0])  # counter-clockwise turn undone
        assert upright == pytest.approx((0.155, 0.32), abs=0.05)


def test_a_scanned_page_among_others_is_read_alone(scanner: SandboxedReader, tmp_path: Path) -> None:
    picture = Image.new("L", (900, 300), "white")
    ImageDraw.Draw(picture).text((50, 100), "Signed in Geneva", font=ImageFont.load_default(48), fill="black")
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_font("Helvetica", size=10)
    pdf.add_page()
    for line in range(10):
        pdf.text(60, 60 + 14 * line, f"Line {line} of the contract is stored as text.")
    pdf.add_page()
    pdf.image(picture, 50, 100, 500)
    path = tmp_path / "mixed"
    pdf.output(str(path))
    first, second = (event for event in scanner.read(path) if isinstance(event, Page))
    assert not first.scanned
    assert second.scanned
    assert second.text == "Signed in Geneva"


def test_scans_that_take_too_long_are_kept_as_far_as_they_came(tmp_path: Path) -> None:
    path = tmp_path / "frames.tif"
    frames = [Image.new("L", (50, 50), "white") for _ in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    with pytest.raises(NoText):
        list(FileReader(Limits(max_seconds=60)).read(path))
    events = []
    with pytest.raises(NoText):
        events.extend(FileReader(Limits(max_seconds=-1)).read(path))
    assert any(isinstance(event, Note) for event in events)
