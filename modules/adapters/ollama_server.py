"""The Ollama server itself: whether it runs, what it has on disk and in memory, fetching and deleting of models."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx
import psutil

from modules.adapters.connections import CuttableTransport, tls_context
from modules.adapters.ollama_errors import ollama_errors
from modules.core.engines import InstalledModel, Offer, RunningModel
from modules.core.errors import EngineTimeout, EngineUnavailable, ModelError
from modules.core.types import Progress

if TYPE_CHECKING:
    import ollama

# A local server answers in milliseconds; pages ask for its state on every run and must not hang on a wrong address.
_STATUS_TIMEOUT = httpx.Timeout(3.0, connect=1.0)
# That allows so much silence before each byte; a request for the state is over after this, whatever comes.
_STATUS_SECONDS = 5.0
_PULL_TIMEOUT = httpx.Timeout(
    120.0, connect=5.0
)  # the registry may be silent for a while; the server retries by itself
_CURRENT_SECONDS = 3.0
# A server that hangs is left alone for this long: every page would otherwise wait for it on every run.
_HUNG_SECONDS = 15.0
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
        self._listed: tuple[float, list[InstalledModel] | ModelError] = (0.0, [])  # good until when
        self._mute_until = 0.0

    def installed(self) -> list[InstalledModel]:
        """List what is on the disk, by name; a list is current for a few seconds.

        Raises:
            EngineUnavailable: there is no server.
        """
        with self._lock:
            until, found = self._listed
            if time.monotonic() > until:
                found = self._list()
                seconds = _HUNG_SECONDS if isinstance(found, EngineTimeout) else _CURRENT_SECONDS
                self._listed = (time.monotonic() + seconds, found)
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
        with ollama_errors(self.url), self._asking() as client:
            return [
                RunningModel(
                    name=short_name(model.model or ""),
                    memory=int(model.size or 0),
                    gpu_memory=int(model.size_vram or 0),
                    context_tokens=model.context_length or 0,
                    until=model.expires_at.timestamp() if model.expires_at else 0.0,
                )
                for model in client.ps().models
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
        ready = False
        with ollama_errors(self.url, name):
            for event in self._puller.pull(name, stream=True):
                if event.digest and event.total:
                    layers[event.digest] = (event.completed or 0, event.total)
                step = _STEPS.get((event.status or "").partition(" ")[0], "Fetching")
                done, total = (sum(column) for column in zip(*layers.values(), strict=True)) if layers else (0, 0)
                ready = event.status == "success"
                yield Progress(done, total, f"{step} {name}")
        self._forget(name)
        if not ready:  # a stream that just ends raises nothing
            raise EngineUnavailable(
                f"Ollama stopped before it had all of {name}.", "Fetch it again: it goes on from what has come."
            )

    def delete(self, name: str) -> None:
        """Remove a model from the disk.

        Raises:
            ModelMissing: it is not there.
        """
        with ollama_errors(self.url, name), self._asking() as client:
            client.delete(name)
        self._forget(name)

    def window(self, name: str) -> int:
        """Return the window to ask for: what was set, or what the model can do at most."""
        info = self._show(name).get("model_info") or {}
        most = next((value for key, value in info.items() if key.endswith(".context_length")), None)
        return min(self._context_tokens, most) if isinstance(most, int) and most > 0 else self._context_tokens

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
        """Close the connection that is kept open."""
        self._puller.close()  # type: ignore[no-untyped-call]

    @cached_property
    def _puller(self) -> ollama.Client:
        import ollama

        return ollama.Client(host=self.url, timeout=_PULL_TIMEOUT, verify=tls_context(), trust_env=False)

    @contextmanager
    def _asking(self) -> Iterator[ollama.Client]:
        """Give a client for one request, which fails with a timeout after some seconds even if bytes trickle in."""
        import ollama

        transport, ends = CuttableTransport(), time.monotonic() + _STATUS_SECONDS
        timer = threading.Timer(_STATUS_SECONDS, transport.cut)
        timer.daemon = True
        timer.start()
        try:
            with ollama.Client(host=self.url, timeout=_STATUS_TIMEOUT, transport=transport, trust_env=False) as client:
                yield client
        except httpx.TransportError as exc:
            if time.monotonic() >= ends:
                raise httpx.ReadTimeout("the reply did not end") from exc
            raise
        finally:
            timer.cancel()

    def _list(self) -> list[InstalledModel] | ModelError:
        try:
            with ollama_errors(self.url), self._asking() as client:
                found = [
                    InstalledModel(
                        name=short_name(model.model or ""),
                        size=int(model.size or 0),
                        parameters=(model.details.parameter_size if model.details else None) or "",
                    )
                    for model in client.list().models
                ]
            return list({model.name: model for model in found if model.name}.values())
        except ModelError as exc:
            return exc

    def _show(self, name: str) -> Mapping[str, Any]:
        """Return what the server knows of a model, {} while it cannot be asked."""
        if name in self._shown:
            return self._shown[name]
        try:
            if time.monotonic() < self._mute_until or not self.has(name):
                return {}
            with ollama_errors(self.url, name), self._asking() as client:
                shown = client.show(name).model_dump(by_alias=True)
        except ModelError as exc:
            if isinstance(exc, EngineTimeout):
                self._mute_until = time.monotonic() + _HUNG_SECONDS
            return {}
        return self._shown.setdefault(name, shown)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._listed = (0.0, [])
            self._shown.pop(name, None)


def short_name(name: str) -> str:
    """Return a model's name without the tag that goes without saying."""
    return name.removesuffix(":latest")
