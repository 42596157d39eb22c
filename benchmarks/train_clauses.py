"""Fit the linear model of the clause review to the development contracts of CUAD.

    python -m benchmarks.train_clauses DATA

Reads `DATA/legal/cuad` (25 contracts with the spans that lawyers marked) and the CUAD rows of
`DATA/legal/legalbench_fewshot.jsonl`, and writes modules/domains/legal/clauses/weights.npz. Only numpy is needed: ridge
regression is one linear system, and what it says of a contract when it has not seen it follows from the same inverse.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cuad import Labelled, labelled
from modules.domains.legal.clauses import learned
from modules.domains.legal.clauses.categories import CATEGORIES
from modules.domains.legal.clauses.cues import CUES
from modules.domains.legal.clauses.learned import BITS, features
from modules.domains.legal.clauses.statements import Statement, normalised, statements

RIDGE = 1.0
CONSTANT = 0.05  # the square of the constant feature
_RARE = 2  # a feature that fewer sentences have tells nothing
_WEIGHTS = Path(learned.__file__).with_name("weights.npz")
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences with their categories.

    Attributes:
        groups: for each contract, in order, its number of sentences; what follows them belongs to no contract.
        inputs: shape (sentences, 2 ** BITS), rows of length 1.
        marked: shape (sentences, categories with cues), 1 where a lawyer marked the sentence.
    """

    groups: tuple[int, ...]
    inputs: Array
    marked: Array


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the linear model of the clause review.")
    parser.add_argument("data", type=Path, help="the folder that holds the data sets")
    data = parser.parse_args().data
    examples = gathered(labelled(data / "legal" / "cuad"), data / "legal" / "legalbench_fewshot.jsonl")
    weights, bias = fitted(examples)
    np.savez_compressed(_WEIGHTS, weights=weights.astype(np.float16), bias=bias.astype(np.float16))
    print(f"{len(examples.inputs)} sentences, {int(examples.marked.sum())} marks, {_WEIGHTS.stat().st_size:,} bytes")


def gathered(contracts: Sequence[Labelled], few_shot: Path) -> Examples:
    """Return the sentences of the contracts, then LegalBench's."""
    rows: list[Statement] = []
    marks: list[list[bool]] = []
    groups = []
    names = {category.key: category.name for category in CATEGORIES}
    for one in contracts:
        found = statements(one.contract)
        groups.append(len(found))
        rows += found
        marks += [[_is_marked(statement, one.spans[names[key]]) for key in CUES] for statement in found]
    for statement, key in _few_shot(few_shot):
        rows.append(statement)
        marks.append([key == one for one in CUES])
    return Examples(tuple(groups), _inputs(rows), np.array(marks, dtype=np.float32))


def fitted(examples: Examples) -> tuple[Array, Array]:
    """Return weights, shape (2 ** BITS, categories), and the bias of each category."""
    dual = np.linalg.solve(_system(examples), examples.marked)
    return examples.inputs.T @ dual, CONSTANT * dual.sum(axis=0)


def held_out(examples: Examples) -> list[Array]:
    """Return for each contract what the model says of its sentences when it was fitted without it.

    For a group b of examples it is y_b - (A^-1)_bb^-1 (A^-1 y)_b, with A the ridge system: the block form of the
    leave-one-out formula (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 7.10).
    """
    inverse = np.linalg.inv(_system(examples))
    dual = inverse @ examples.marked
    found, start = [], 0
    for size in examples.groups:
        block = slice(start, start + size)
        found.append(np.clip(examples.marked[block] - np.linalg.solve(inverse[block, block], dual[block]), 0, 1))
        start += size
    return found


def _system(examples: Examples) -> Array:
    similar: Array = examples.inputs @ examples.inputs.T
    return similar + CONSTANT + RIDGE * np.eye(len(similar), dtype=np.float32)


def _inputs(rows: Sequence[Statement]) -> Array:
    found = np.zeros((len(rows), 1 << BITS), dtype=np.float32)
    for row, statement in enumerate(rows):
        hashed = features(statement)
        found[row, hashed] = 1 / np.sqrt(max(len(hashed), 1))
    found[:, (found > 0).sum(axis=0) < _RARE] = 0
    return found


def _is_marked(statement: Statement, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a mark covers half of the sentence, or the sentence half of a mark."""
    shares = (
        (min(end, statement.end) - max(start, statement.start), min(statement.end - statement.start, end - start))
        for start, end in spans
    )
    return any(shared > 0 and 2 * shared >= shorter for shared, shorter in shares)


def _few_shot(path: Path) -> list[tuple[Statement, str]]:
    """Return the CUAD rows of LegalBench with the category that each is an example of, "" for a counter-example."""
    keys = {re.sub(r"[^a-z]", "", category.name.lower()): category.key for category in CATEGORIES}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        row = json.loads(line)
        if row["task"].startswith("cuad_"):
            key = keys[re.sub(r"[^a-z]", "", row["task"].removeprefix("cuad_"))]
            found.append((Statement(0, 0, normalised(row["text"]), ""), key if row["answer"] == "Yes" else ""))
    return found


if __name__ == "__main__":
    main()
