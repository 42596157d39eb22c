"""The child that works under limits: `python -m modules.adapters.bounded_child`, spoken to through its pipes.

It may use so much memory and no more, opens no connection, starts no program, writes no file, and ends when its parent
does, because its standard input ends then.
"""

from __future__ import annotations

import importlib
import os
import resource
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO, Any

from modules.adapters import wire
from modules.adapters.wire import Frame
from modules.core.errors import AssistantError

_FORBIDDEN = frozenset(
    [
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "subprocess.Popen",
        "os.remove",
        "os.rename",
        "os.mkdir",
        "os.rmdir",
        "shutil.rmtree",
    ]
)


def main() -> None:
    """Serve requests until the parent closes the pipe."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints goes nowhere
    requests: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    sys.dont_write_bytecode = True
    sys.addaudithook(_forbid)
    while True:
        _serve(requests.get(), replies)


def _listen(stream: IO[bytes], requests: SimpleQueue[dict[str, Any]]) -> None:
    """Queue what the parent asks; die with it, even in the middle of the work."""
    while (frame := wire.read_frame(stream)) is not None:
        requests.put(frame.header)
    os._exit(0)


def _forbid(event: str, args: tuple[Any, ...]) -> None:
    """Refuse what no calculation needs (see `sys.audit`)."""
    writes = event == "open" and isinstance(args[1], str) and any(sign in args[1] for sign in "wax+")
    if event in _FORBIDDEN or (writes and args[0] != os.devnull):
        raise PermissionError(f"{event} is not allowed here")


def _serve(request: dict[str, Any], replies: IO[bytes]) -> None:
    if sys.platform == "linux":
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (int(request["memory"]), hard))
    try:
        function = _function(str(request["function"]))
        wire.write_frame(replies, Frame({"kind": "loaded"}))
        if request["arguments"] is None:
            return
        last = Frame({"kind": "result", "value": function(*request["arguments"])})
        wire.write_frame(replies, last)
    except AssistantError as exc:
        wire.write_frame(replies, _refused(exc.message, exc.hint))
    except (MemoryError, RecursionError):
        wire.write_frame(replies, _refused("This takes more memory than is allowed.", ends=True))
    except Exception:  # noqa: BLE001 - the boundary of a worker: a stranger's input may break any library anyhow
        wire.write_frame(replies, _refused("This could not be worked out."))


def _refused(message: str, hint: str = "", *, ends: bool = False) -> Frame:
    """Return a refusal; `ends` asks the parent to replace this process, which had better not go on."""
    return Frame({"kind": "error", "message": message, "hint": hint, "ends": ends})


def _function(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


if __name__ == "__main__":
    main()
