"""Functions that a child process runs in tests: one that behaves and several that do not."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from pathlib import Path
from typing import Any


def echo(value: Any) -> Any:
    return value


def environment() -> list[str]:
    return list(os.environ)


def hang() -> None:
    time.sleep(60)


def eat_memory() -> int:
    kept = [bytearray(10**7) for _ in range(10_000)]
    return len(kept)


def crash() -> None:
    ctypes.string_at(0)


def junk() -> object:
    return object()


def fail() -> None:
    raise ValueError("a secret text")


def reach_out() -> None:
    socket.create_connection(("127.0.0.1", 9))


def write() -> None:
    Path("written-by-the-child").write_text("x")
