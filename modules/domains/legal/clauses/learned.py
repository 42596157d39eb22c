"""What words tell: a linear model of the sentences that lawyers marked, in the words of the sentence and its title.

Ridge regression from hashed words and pairs of words onto the categories, fitted by benchmarks/train_clauses.py on the
25 development contracts of CUAD and LegalBench's few examples (both CC BY 4.0). It ranks what the patterns find, and
finds some of what they do not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from modules.domains.legal.clauses.statements import Statement

BITS = 14
_FILE = Path(__file__).with_name("weights.npz")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[%$]")


class Model(Hashable, Protocol):
    """Says how much sentences look like clauses of each category."""

    def scores(self, statements: Sequence[Statement]) -> NDArray[np.float32]:
        """Return an array of shape (statements, categories with cues): 0 for nothing alike, 1 for a typical clause."""
        ...


class Linear:
    """A model with a weight for each feature and category.

    Args:
        weights: shape (2 ** BITS, categories).
        bias: one for each category.
    """

    def __init__(self, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        self._weights = weights
        self._bias = bias

    def scores(self, statements: Sequence[Statement]) -> NDArray[np.float32]:
        """Return the scores; each is the same whatever the other statements are."""
        found = np.zeros((len(statements), len(self._bias)), dtype=np.float32)
        for row, statement in enumerate(statements):
            if hashed := features(statement):
                found[row] = self._weights[hashed].sum(axis=0) / np.sqrt(len(hashed))
        scores: NDArray[np.float32] = np.clip(found + self._bias, 0, 1)
        return scores


@lru_cache(maxsize=1)
def shipped() -> Linear:
    """Return the model that comes with Vouch."""
    with np.load(_FILE, allow_pickle=False) as file:
        return Linear(file["weights"].astype(np.float32), file["bias"].astype(np.float32))


def features(statement: Statement) -> list[int]:
    """Return the hashed words and pairs of words of a sentence, and the words of its title; each once, in order."""
    tokens = [token if not token.isdigit() else "0" for token in _TOKEN.findall(statement.text)]
    named = {*tokens, *(f"{one} {other}" for one, other in pairwise(tokens))}
    named |= {f"title {token}" for token in _TOKEN.findall(statement.title)}
    return sorted({zlib.crc32(name.encode()) % (1 << BITS) for name in named})
