"""Learns the weights of modules/core/scoring.py, and shows how well they order a benchmark that was left out.

    python -m benchmarks.ranking DATA [--limit 150] [--cache FOLDER]

A linear model over the candidates of a question with a softmax, trained by Adam on the log-probability of those that
hold the evidence. Every benchmark weighs the same. For each family of benchmarks: hit@1/5/10 with the weights in
use, with weights learned on all, and with weights learned without that family.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.retrieval_systems import Vouch
from modules.adapters.minilm import MiniLM
from modules.core.scoring import FEATURES, WEIGHTS, features
from modules.evaluation.datasets import SETS
from modules.evaluation.retrieval_metrics import is_hit

STEPS, RATE, DECAY = 160, 0.3, 0.02


@dataclass(frozen=True, slots=True)
class Example:
    """One question: features of its candidates, shape (candidates, features), and which of them hold the evidence."""

    features: NDArray[np.float32]
    right: NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of the candidates' features.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=150, help="about how many questions of each set")
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sets = _examples(options.data, Path(folder), options.cache or Path(folder) / "cache", options.limit)
    everything = learn(sets.values())
    print("  ".join(f"{name} {weight:.2f}" for name, weight in zip(FEATURES, everything, strict=True)))
    print(f"{'':20} {'in use':>17} {'learned':>17} {'left out':>17}")
    for name, examples in sets.items():
        others = [sets[other] for other in sets if other.split("-")[0] != name.split("-")[0]]
        columns = [hit_rates(examples, weights) for weights in (WEIGHTS, everything, learn(others))]
        print(f"{name:20} " + " ".join(" ".join(f"{100 * rate:5.1f}" for rate in column) for column in columns))


def learn(sets: Iterable[Sequence[Example]]) -> NDArray[np.float32]:
    """Return weights that put the right candidates first."""
    train = [(example, 1 / len(examples)) for examples in sets for example in examples if example.right.sum() > 0]
    scale = sum(weight for _, weight in train)
    weights = np.zeros(len(FEATURES))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = DECAY * weights
        for example, weight in train:
            slope -= weight / scale * _uphill(example, weights)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE if step < 0.7 * STEPS else 0.3 * RATE
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights.astype(np.float32)


def _uphill(example: Example, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gradient of the log-probability of the right candidates."""
    scores = example.features @ weights
    chance = np.exp(scores - scores.max())
    chance /= chance.sum()
    wanted = chance * example.right
    gradient: NDArray[np.float64] = example.features.T @ (wanted / wanted.sum() - chance)
    return gradient


def hit_rates(examples: Sequence[Example], weights: NDArray[np.float32]) -> list[float]:
    """Return the shares of questions with a right candidate among the first 1, 5 and 10."""
    ordered = [example.right[np.argsort(-(example.features @ weights), kind="stable")] for example in examples]
    return [float(np.mean([right[:depth].any() for right in ordered])) for depth in (1, 5, 10)]


def _examples(data: Path, folder: Path, cache: Path, limit: int) -> dict[str, list[Example]]:
    embedder, systems = MiniLM(), dict[str, Vouch]()
    found: dict[str, list[Example]] = {}
    for name, load in SETS.items():
        dataset, corpus = load(data), name.split("-")[0]
        if corpus not in systems:
            systems[corpus] = Vouch(dataset, embedder, folder / corpus, cache)
        system = systems[corpus]
        found[name] = []
        for question in dataset.questions[:: max(1, len(dataset.questions) // limit)]:
            candidates = system.retriever.candidates(question.text, where=system.where(question.within))
            wanted = system.gold(question.evidence)
            right = np.array([is_hit(system.stretch(chunk), wanted) for chunk in candidates.chunks])
            table = features(candidates.question, candidates.named, candidates.chunks, candidates.signals)
            found[name].append(Example(table, right))
        print(
            f"{name}: {np.mean([example.right.any() for example in found[name]]):.3f} have a right candidate",
            flush=True,
        )
    return found


if __name__ == "__main__":
    main()
