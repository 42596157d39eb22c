"""Ollama as one of several engines: found where it listens, with its models by name and how it stands in words."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Generator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from modules.adapters.addresses import is_remote
from modules.core.engines import EngineStatus, InstalledModel, Offer, RunningModel
from modules.core.errors import EngineUnavailable, ModelError
from modules.core.types import Message, Progress

if TYPE_CHECKING:
    from modules.adapters.ollama import OllamaChat
    from modules.adapters.ollama_server import OllamaServer

_TITLE = "Ollama"
# Where nobody chose: the best of the family that is there. Other models are used when they are chosen.
_DEFAULTS = ("phi4", "vanilj/phi-4", "phi4-mini", "phi4-reasoning", "phi4-mini-reasoning")
_PORT = 11_434
_CONNECT_SECONDS = 1.0
_SILENT_SECONDS = (
    3.0  # pages ask on every run; an address that swallows connections must not cost each of them a second
)


class OllamaEngine:
    """An `Engine` and a `ModelShelf` on an Ollama server. What it needs is imported once a server answers.

    Args:
        url: where the server listens.
        context_tokens: the window for its models.
        keep_alive: how long they stay in memory after a question.
    """

    def __init__(self, url: str, *, context_tokens: int, keep_alive: str) -> None:
        self._url = url
        self._context_tokens = context_tokens
        self._keep_alive = keep_alive
        self._models: dict[str, OllamaChat] = {}
        self._silent_until = 0.0
        self._lock = threading.Lock()

    def status(self) -> EngineStatus:
        """Say whether the server runs and what it has."""
        remote = is_remote(self._url)
        try:
            names = tuple(model.name for model in self.installed() if self._server.answers(model.name))
        except ModelError as problem:
            return EngineStatus(
                "ollama",
                _TITLE,
                False,
                problem.message,
                "Install Ollama and start it: Vouch finds it by itself.",
                remote=remote,
            )
        if not names:
            return EngineStatus(
                "ollama",
                _TITLE,
                True,
                f"Runs at {self._url} without a model that answers.",
                "Fetch phi4 below.",
                remote=remote,
            )
        models = "1 model" if len(names) == 1 else f"{len(names)} models"
        hint = "" if self.default_model() else "None of them is a Phi-4: choose one, or fetch phi4 below."
        return EngineStatus("ollama", _TITLE, True, f"Runs at {self._url} and has {models}.", hint, names, remote)

    def default_model(self) -> str | None:
        """Return the best Phi-4 that the server has, None where it has none or does not run."""
        try:
            have = {model.name.lower(): model.name for model in self.installed()}
        except ModelError:
            return None
        return next((have[name] for name in _DEFAULTS if name in have), None)

    def model(self, name: str) -> OllamaChat:
        """Return a model by name."""
        from modules.adapters.ollama import OllamaChat

        with self._lock:
            if name not in self._models:
                self._models[name] = OllamaChat(self._server, name)
            return self._models[name]

    def warm_up(self, name: str, prefixes: Sequence[Sequence[Message]]) -> None:  # noqa: ARG002
        """Load a model and import what asking it takes; a server reads too fast for prefixes to matter.

        Raises:
            ModelError: it cannot be loaded.
        """
        import langchain_ollama  # noqa: F401 - three seconds that the first question need not wait

        self._server.load(name)

    def close(self) -> None:
        """Close the connections."""
        if "_server" in self.__dict__:
            self._server.close()

    def installed(self) -> list[InstalledModel]:
        """List what is on the disk.

        Raises:
            EngineUnavailable: there is no server.
        """
        if "_server" not in self.__dict__ and not self._listens():
            raise EngineUnavailable(
                f"Ollama is not running at {self._url}.",
                "Start Ollama; Vouch finds it by itself. Or choose the embedded model.",
            )
        return self._server.installed()

    def running(self) -> list[RunningModel]:
        """List what is in memory.

        Raises:
            EngineUnavailable: there is no server.
        """
        return self._server.running()

    def offers(self) -> list[Offer]:
        """List the Phi-4 models, with the best for this machine marked."""
        return self._server.offers()

    def pull(self, name: str) -> Generator[Progress, None, None]:
        """Fetch a model; see `OllamaServer.pull`."""
        return self._server.pull(name)

    def delete(self, name: str) -> None:
        """Remove a model from the disk.

        Raises:
            ModelMissing: it is not there.
        """
        self._server.delete(name)

    @cached_property
    def _server(self) -> OllamaServer:
        from modules.adapters.ollama_server import OllamaServer

        return OllamaServer(self._url, context_tokens=self._context_tokens, keep_alive=self._keep_alive)

    def _listens(self) -> bool:
        """Tell whether anything listens there, without the libraries that asking takes: 0.5 s of imports."""
        if time.monotonic() < self._silent_until:
            return False
        parts = urlsplit(self._url)
        port = parts.port or (443 if parts.scheme == "https" else _PORT)
        try:
            socket.create_connection((parts.hostname or "127.0.0.1", port), _CONNECT_SECONDS).close()
        except OSError:
            self._silent_until = time.monotonic() + _SILENT_SECONDS
            return False
        return True
