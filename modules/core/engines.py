"""What an engine is to the rest of Vouch: it says how it stands, gives chat models by name, and can get ready early."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from modules.core.types import ChatModel, Message, Progress


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """How an engine stands, in words.

    Attributes:
        key: as in `ModelCard.engine`.
        title: its name for people.
        ready: whether it runs; it may still have no model, then `hint` says how to get one.
        detail: one sentence on the state.
        hint: the next step, "" where there is none to take.
        models: names of the models that it has.
        remote: what its models are sent leaves this machine.
    """

    key: str
    title: str
    ready: bool
    detail: str
    hint: str = ""
    models: tuple[str, ...] = ()
    remote: bool = False


class Engine(Protocol):
    """Something that serves chat models. Thread-safe."""

    def status(self) -> EngineStatus:
        """Say how it stands. Takes milliseconds, or answers from a moment ago."""
        ...

    def default_model(self) -> str | None:
        """Return the model to use where nobody chose one, None where it has none fit for that."""
        ...

    def model(self, name: str) -> ChatModel:
        """Return a model by name; whether it is there shows when it is asked."""
        ...

    def warm_up(self, name: str, prefixes: Sequence[Sequence[Message]]) -> None:
        """Load a model, and where it pays read what prompts begin with, so that the first answer comes sooner.

        Raises:
            ModelError: it cannot be loaded.
        """
        ...

    def close(self) -> None:
        """Let go of processes and memory."""
        ...


@dataclass(frozen=True, slots=True)
class RunningModel:
    """A model that a server holds in memory.

    Attributes:
        memory: bytes in all; `gpu_memory` those of them on a graphics card.
        context_tokens: the window it was loaded with, 0 where the server does not say.
        until: when the server lets go of it, in seconds since the epoch.
    """

    name: str
    memory: int
    gpu_memory: int
    context_tokens: int
    until: float


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model on a server's disk; `size` in bytes, `parameters` as the server writes it, e.g. "14.7B"."""

    name: str
    size: int
    parameters: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be pulled.

    Attributes:
        size: bytes to download.
        memory: bytes that it needs to run with our window.
        fits: whether this machine has that.
        recommended: the best one that fits; at most one of the offers.
        about: one sentence on what it is good for.
    """

    name: str
    size: int
    memory: int
    fits: bool
    recommended: bool
    installed: bool
    about: str


class ModelShelf(Protocol):
    """Where an engine's models are kept: they can be fetched and thrown away."""

    def installed(self) -> list[InstalledModel]:
        """List what is on the disk."""
        ...

    def running(self) -> list[RunningModel]:
        """List what is in memory."""
        ...

    def offers(self) -> list[Offer]:
        """List what is worth fetching, with the best for this machine marked."""
        ...

    def pull(self, name: str) -> Generator[Progress, None, None]:
        """Fetch a model, in bytes of all its layers; closing it stops the work, and the next pull goes on there."""
        ...

    def delete(self, name: str) -> None:
        """Remove a model from the disk."""
        ...
