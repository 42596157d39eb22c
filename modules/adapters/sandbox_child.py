"""The child that opens strangers' files: `python -m modules.adapters.sandbox_child`, spoken to through its pipes.

It is niced, may use so much memory and no more, opens no connection, starts no program but tesseract, and ends when
its parent does, because its standard input ends then.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from modules.adapters import wire
from modules.adapters.readers import FileReader, Limits
from modules.adapters.wire import Frame
from modules.core.errors import DocumentError, Malformed

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "os.system", "os.exec", "os.posix_spawn")


def main() -> None:
    """Serve requests until the parent closes the pipe."""
    os.nice(10)
    replies = _take_stdout()
    requests: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    sys.addaudithook(_forbid)
    import pypdfium2  # noqa: F401 - loaded while the parent has nothing to ask yet

    while True:
        _serve(requests.get(), replies)


def _take_stdout() -> IO[bytes]:
    """Keep standard output for frames: whatever a library prints goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return own


def _listen(stream: IO[bytes], requests: SimpleQueue[dict[str, Any]]) -> None:
    """Queue what the parent asks; die with it, even in the middle of a page, and take along what was started."""
    while (frame := wire.read_frame(stream)) is not None:
        requests.put(frame.header)
    if os.getpgrp() == os.getpid():  # the parent has made it a group of its own
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _forbid(event: str, args: tuple[Any, ...]) -> None:
    """Refuse what no reader needs (see `sys.audit`)."""
    if event in _FORBIDDEN or (event == "subprocess.Popen" and Path(str(args[0])).name != "tesseract"):
        raise PermissionError(f"{event} is not allowed while reading a file")


def _serve(request: dict[str, Any], replies: IO[bytes]) -> None:
    limits = Limits(**request["limits"])
    _limit_memory(limits.max_bytes)
    try:
        for frame in _work(request, limits):
            signal.alarm(0)
            wire.write_frame(replies, frame)
            signal.alarm(int(limits.max_seconds * 2) + 2)  # the kernel's own clock, should the parent's fail
        last = Frame({"kind": "end"})
    except DocumentError as exc:
        last = wire.error_frame(exc)
    except MemoryError:
        last = wire.error_frame(wire.out_of_memory(), cause="MemoryError")  # this process had better not go on
    except Exception as exc:  # noqa: BLE001 - the boundary of a worker: a stranger's file may break any library anyhow
        last = _broken(exc)
    signal.alarm(0)
    wire.write_frame(replies, last)


def _limit_memory(size: int) -> None:
    """Hold private memory under `size` bytes where the system can (Linux); the parent watches it everywhere."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (size, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _work(request: dict[str, Any], limits: Limits) -> Iterator[Frame]:
    path, password = Path(request["path"]), str(request["password"])
    if request["verb"] == "read":
        yield from map(wire.event_frame, FileReader(limits).read(path, password=password))
        return
    from modules.adapters.page_images import draw

    media_type, number, width = (request[name] for name in ("media_type", "number", "width"))
    picture = draw(path, media_type, number, width=width, password=password, limits=limits)
    yield Frame({"kind": "image"}, picture)


def _broken(exc: Exception) -> Frame:
    """Return a refusal, and for the log where it came from: a type and a line, never a text."""
    trace = exc.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    error = Malformed(
        "The file is damaged, or made in a way that cannot be read here.",
        "Open it in the program that made it and save it again.",
    )
    return wire.error_frame(error, cause=f"{type(exc).__name__} at {where}")


if __name__ == "__main__":
    main()
