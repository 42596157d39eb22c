"""The Ollama server itself: whether it runs, what it has on disk and in memory, fetching and deleting of models."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx
import psutil

from modules.adapters.connections import tls_context
from modules.adapters.ollama_errors import ollama_errors
from modules.core.engines import InstalledModel, Offer, RunningModel
from modules.core.errors import ModelError
from modules.core.types import Progress

if TYPE_CHECKING:
    import ollama

# A local server answers in milliseconds; pages ask for its state on every run and must not hang on a wrong address.
_STATUS_TIMEOUT = httpx.Timeout(3.0, connect=1.0)
_PULL_TIMEOUT = httpx.Timeout(
    120.0, connect=5.0
)  # the registry may be silent for a while; the server retries by itself
_CURRENT_SECONDS = 3.0
_STEPS = {"verifying": "Checking", "writing": "Storing", "removing": "Tidying", "success": "Ready"}

# Name, bytes to download, bytes in memory with a window of 8,192 tokens, what it is good for; best first.
_PHI = (
    ("phi4", 9_053_116_391, 12 * 2**30, "Phi-4, 14 billion parameters: the model that Vouch is made for."),
    ("phi4-mini", 2_491_876_774, 5 * 2**30, "Phi-4-mini, 3.8 billion parameters: quick on a machine without a GPU."),
    (
        "phi4-reasoning",
        11_147_000_000,
        14 * 2**30,
        "Phi-4-reasoning thinks before it answers: for questions of several steps, and slower.",
    ),
    ("vanilj/Phi-4", 9_053_116_391, 12 * 2**30, "An early community upload of Phi-4; prefer phi4."),
)


class OllamaServer:
    """One Ollama server, through its official client. Thread-safe.

    Args:
        url: where it listens.
        context_tokens: the window that we ask of each model, less where the model has less. It is constant for a model,
            because changing it loads the model anew.
        keep_alive: how long a model stays in memory after it was asked, in Ollama's notation: "20m".
    """

    def __init__(self, url: str, *, context_tokens: int, keep_alive: str) -> None:
        self.url = url
        self.keep_alive = keep_alive
        self._context_tokens = context_tokens
        self._lock = threading.Lock()
        self._shown: dict[str, Mapping[str, Any]] = {}
        self._listed: tuple[float, list[InstalledModel] | ModelError] = (0.0, [])

    def installed(self) -> list[InstalledModel]:
        """List what is on the disk, by name; a list is current for a few seconds.

        Raises:
            EngineUnavailable: there is no server.
        """
        with self._lock:
            taken, found = self._listed
            if not taken or time.monotonic() - taken > _CURRENT_SECONDS:
                found = self._list()
                self._listed = (time.monotonic(), found)
        if isinstance(found, ModelError):
            raise found
        return found

    def has(self, name: str) -> bool:
        """Tell whether a model is on the disk; without a tag, "latest" is meant."""
        return short_name(name) in {model.name for model in self.installed()}

    def running(self) -> list[RunningModel]:
        """List what is in memory.

        Raises:
            EngineUnavailable: there is no server.
        """
        with ollama_errors(self.url):
            return [
                RunningModel(
                    name=short_name(model.model or ""),
                    memory=int(model.size or 0),
                    gpu_memory=int(model.size_vram or 0),
                    context_tokens=model.context_length or 0,
                    until=model.expires_at.timestamp() if model.expires_at else 0.0,
                )
                for model in self._client.ps().models
            ]

    def offers(self) -> list[Offer]:
        """List the Phi-4 models, with the best that this machine's memory holds marked."""
        try:
            have = {model.name.lower() for model in self.installed()}
        except ModelError:
            have = set()
        memory = psutil.virtual_memory().total
        best = next((name for name, _, needed, _ in _PHI if needed <= memory), "")
        return [
            Offer(name, size, needed, needed <= memory, name == best, name.lower() in have, about)
            for name, size, needed, about in _PHI
        ]

    def pull(self, name: str) -> Generator[Progress, None, None]:
        """Fetch a model. Closing it stops the work; the layers that have come are kept for the next time.

        Raises:
            ModelMissing: the library has no such model.
            ModelError: the server went away or its disk is full.
        """
        layers: dict[str, tuple[int, int]] = {}
        with ollama_errors(self.url, name):
            for event in self._puller.pull(name, stream=True):
                if event.digest and event.total:
                    layers[event.digest] = (event.completed or 0, event.total)
                step = _STEPS.get((event.status or "").partition(" ")[0], "Fetching")
                done, total = (sum(column) for column in zip(*layers.values(), strict=True)) if layers else (0, 0)
                yield Progress(done, total, f"{step} {name}")
        self._forget(name)

    def delete(self, name: str) -> None:
        """Remove a model from the disk.

        Raises:
            ModelMissing: it is not there.
        """
        with ollama_errors(self.url, name):
            self._client.delete(name)
        self._forget(name)

    def window(self, name: str) -> int:
        """Return the window to ask for: what was set, or what the model can do at most."""
        info = self._show(name).get("model_info") or {}
        most = next((value for key, value in info.items() if key.endswith(".context_length")), self._context_tokens)
        return min(self._context_tokens, int(most))

    def thinks(self, name: str) -> bool:
        """Tell whether the server itself separates the model's thinking from its answer."""
        return "thinking" in (self._show(name).get("capabilities") or ())

    def answers(self, name: str) -> bool:
        """Tell whether a model can be asked; those that only embed cannot."""
        capabilities = self._show(name).get("capabilities")
        return not capabilities or "completion" in capabilities

    def load(self, name: str) -> None:
        """Bring a model into memory with the window that its questions will have.

        Raises:
            ModelError: it is not there, or there is not enough memory.
        """
        with ollama_errors(self.url, name):
            self._puller.generate(name, keep_alive=self.keep_alive, options={"num_ctx": self.window(name)})

    def close(self) -> None:
        """Close the connections that are kept open."""
        for client in (self._client, self._puller):
            client.close()  # type: ignore[no-untyped-call]

    @cached_property
    def _client(self) -> ollama.Client:
        return self._make(_STATUS_TIMEOUT)

    @cached_property
    def _puller(self) -> ollama.Client:
        return self._make(_PULL_TIMEOUT)

    def _make(self, timeout: httpx.Timeout) -> ollama.Client:
        import ollama

        return ollama.Client(host=self.url, timeout=timeout, verify=tls_context())

    def _list(self) -> list[InstalledModel] | ModelError:
        try:
            with ollama_errors(self.url):
                return [
                    InstalledModel(
                        name=short_name(model.model or ""),
                        size=int(model.size or 0),
                        parameters=(model.details.parameter_size if model.details else None) or "",
                    )
                    for model in self._client.list().models
                ]
        except ModelError as exc:
            return exc

    def _show(self, name: str) -> Mapping[str, Any]:
        """Return what the server knows of a model, {} while it cannot be asked."""
        if name in self._shown:
            return self._shown[name]
        try:
            if not self.has(name):
                return {}
            with ollama_errors(self.url, name):
                shown = self._client.show(name).model_dump(by_alias=True)
        except ModelError:
            return {}
        return self._shown.setdefault(name, shown)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._listed = (0.0, [])
            self._shown.pop(name, None)


def short_name(name: str) -> str:
    """Return a model's name without the tag that goes without saying."""
    return name.removesuffix(":latest")
