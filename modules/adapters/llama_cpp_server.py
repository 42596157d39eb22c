"""llama.cpp's server in a process of its own: what the child does, and the parent's handle on it.

The child listens on a Unix socket in a folder that only this user can enter, and asks for a random key besides. It ends
with its parent, also when that is killed: the pipe on its standard input breaks then. (The signal that Linux can send
at a parent's death comes already when the *thread* ends that started the child, and so is of no use here.)
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import IO, Any

from modules.core.errors import EngineTimeout, EngineUnavailable

_ROOT = Path(__file__).resolve().parents[2]
_LOADING_SECONDS = 180.0  # 3 s on an idle machine; a cold disk or a large file of the operator's takes longer
_NICENESS = 5  # the pages and the search come first
# Tokens read in one go. Nobody is heard meanwhile, neither a stop nor another question: 128 take 1.3 s at 100 tokens/s,
# 10 s at the 12 of a busy machine. It costs 5 % of the speed that 2,048 have.
_BATCH_TOKENS = 128
# Prompts that were read and whose place another one took, e.g. each page's instructions: 28 KiB a token at 1.5B.
_PROMPT_CACHE_MIB = 256


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How the child serves: `slots` requests at once share `context_tokens`, on `threads` threads."""

    model: str
    context_tokens: int
    threads: int
    slots: int


class LlamaCppServer:
    """The parent's handle: starts the child and waits until the weights are loaded.

    Attributes:
        socket: path of the Unix socket; `key` the bearer token for it.

    Raises:
        EngineUnavailable: the file cannot be loaded, or the process died over it.
        EngineTimeout: loading took unreasonably long.
    """

    def __init__(self, options: ServerOptions) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="vouch-"))  # mode 0700; a short path: sockets allow 107 characters
        self.socket = str(self._folder / "llama.sock")
        self.key = token_urlsafe(24)
        self._process = subprocess.Popen(  # noqa: S603 - our own module, nothing from a visitor
            [sys.executable, "-m", __spec__.name],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is for the parent, which then closes the pipe
            env={**os.environ, "OMP_WAIT_POLICY": "passive"},  # spinning threads slow generation ninefold under load
        )
        try:
            self._begin(options)
        except BaseException:
            self.close()
            raise

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    def close(self) -> None:
        """End the child and remove its socket. Safe to call twice."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _begin(self, options: ServerOptions) -> None:
        wish = {**asdict(options), "socket": self.socket, "key": self.key}
        assert self._process.stdin is not None  # noqa: S101 - for the type checker: both were asked for as pipes
        assert self._process.stdout is not None  # noqa: S101
        try:
            self._process.stdin.write(json.dumps(wish).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as exc:
            raise EngineUnavailable("The embedded model's process ended at its start.", "Ask again.") from exc
        said = _line(self._process.stdout)
        if not said:
            raise EngineUnavailable(
                "The embedded model's process ended while it loaded the model.",
                "Most often there was not enough memory: close other programs, then ask again.",
            )
        if problem := json.loads(said).get("error"):
            raise EngineUnavailable(
                f"The embedded model could not be loaded: {problem}.",
                "Check the GGUF file that `embedded_model` names, or remove the setting.",
            )


def _line(pipe: IO[bytes]) -> bytes:
    """Read the one line that the child writes; b"" if it ended instead."""
    poll = select.poll()  # not select.select, which cannot watch a descriptor above 1,023
    poll.register(pipe, select.POLLIN)
    if not poll.poll(_LOADING_SECONDS * 1_000):
        raise EngineTimeout(
            f"The embedded model was not loaded within {_LOADING_SECONDS:.0f} s.", "Ask again when the machine is idle."
        )
    return pipe.readline()


def main() -> None:
    """Serve in this process until the parent is gone."""
    os.nice(_NICENESS)
    parent = os.getppid()
    answer = os.fdopen(os.dup(1), "w")  # llama.cpp may write to the standard output, which is not the pipe from here on
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    wish = json.loads(sys.stdin.readline())
    try:
        server = _serve(wish)
    except RuntimeError as exc:
        json.dump({"error": str(exc).split("\n")[0][:200]}, answer)
        return
    answer.write(json.dumps({"ready": True}) + "\n")
    answer.flush()
    _wait_for_the_end(parent)
    shutil.rmtree(Path(wish["socket"]).parent, ignore_errors=True)
    del server
    os._exit(0)  # not through llama.cpp's own end, which waits for requests under way


def _wait_for_the_end(parent: int) -> None:
    """Return when the pipe broke, or when this process has another parent: a sibling may hold the pipe open."""
    while os.getppid() == parent:
        if select.select([sys.stdin], [], [], 1.0)[0]:
            return


def _serve(wish: dict[str, Any]) -> object:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = wish["model"]
    params.offline = True
    params.n_ctx = wish["context_tokens"]
    params.n_parallel = wish["slots"]
    params.kv_unified = True  # or each slot would have its share of the window only
    params.no_extra_bufts = True  # no repacked copy of the weights: 1.4 instead of 2.0 GB
    params.n_batch = params.n_ubatch = _BATCH_TOKENS
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = wish["threads"]
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.verbosity = 0
    params.ui = False
    params.endpoint_slots = False  # it shows prompts
    params.cors_origins = "http://127.0.0.1"
    params.api_keys = [wish["key"]]
    params.hostnames = [wish["socket"]]
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()
