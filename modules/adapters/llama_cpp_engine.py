"""The embedded engine as one of several: its one model, and how it stands in words."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from modules.adapters.llama_cpp import Embedded
from modules.adapters.weights import EMBEDDED
from modules.core.engines import EngineStatus
from modules.core.errors import ModelError
from modules.core.types import Message

log = logging.getLogger(__name__)

_TITLE = "Embedded (llama.cpp)"
_STAND_IN = "It is a small stand-in that needs no server: Phi-4 answers better, see below how to get it."


class EmbeddedEngine:
    """An `Engine` on the weights that Vouch installs, or on a GGUF file of the operator's own.

    Args:
        folder: where the installed weights are.
        own_file: the file to use instead.
        context_tokens: the window, prompt and reply together.
        threads: for reading and writing.
    """

    def __init__(self, folder: Path, *, own_file: Path | None, context_tokens: int, threads: int) -> None:
        path, weights = (own_file, None) if own_file else (folder / EMBEDDED.file, EMBEDDED)
        self._embedded = Embedded(path, weights=weights, context_tokens=context_tokens, threads=threads)
        self._problem: ModelError | None = None

    def status(self) -> EngineStatus:
        """Say whether the model is in memory, on its way there, on the disk, or missing."""
        model = self._embedded.card.model
        if self._embedded.loaded:
            return self._ready("In memory and ready.", model)
        if self._embedded.loading:
            return self._ready("Being loaded.", model)
        try:
            if self._problem is not None:
                raise self._problem
            self._embedded.look()
        except ModelError as problem:
            return EngineStatus("embedded", _TITLE, False, problem.message, problem.hint)
        return self._ready("Loaded with the first question, which takes some seconds.", model)

    def default_model(self) -> str:
        """Return the one model's name, whether or not its file is there: then asking says how to get it."""
        return self._embedded.card.model

    def model(self, name: str) -> Embedded:  # noqa: ARG002 - there is only one
        """Return the one model."""
        return self._embedded

    def warm_up(self, name: str, prefixes: Sequence[Sequence[Message]]) -> None:  # noqa: ARG002
        """Load the model and read what prompts begin with, which also shows how fast it reads on this machine.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._problem = None
        try:
            self._embedded.load()
            for prefix in prefixes:
                if not self._embedded.idle:
                    return  # a visitor asks: his question comes first, and reads its own prefix
                self._embedded.prefill([*prefix, Message("user", "")])
        except ModelError as problem:
            self._problem = problem
            raise
        log.info("The embedded engine reads %.0f tokens a second", self._embedded.tokens_per_second)

    def close(self) -> None:
        """End the process."""
        self._embedded.close()

    def _ready(self, detail: str, model: str) -> EngineStatus:
        hint = _STAND_IN if self._embedded.card.small else ""
        return EngineStatus("embedded", _TITLE, True, detail, hint, (model,))
