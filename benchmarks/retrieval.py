"""How well the evidence is found: Vouch beside the plain pipeline and beside BM25 alone, on public benchmarks.

    python -m benchmarks.retrieval DATA [--sets cuad-own,squad] [--limit 100] [--cache FOLDER]

Vouch is measured as it runs: its readers, the field's splitter, the store, Chroma, `Hybrid` and the packer. The plain
pipeline is what a tutorial builds: pypdf, 1,000 characters with 200 overlapping, the same embedder, Chroma's nearest.
BM25 ranks the plain chunks.

For each set: hit@1, hit@5 and hit@10 (a chunk that shares half of itself or half of the evidence; for filings, the
page), and the share of the evidence inside a context of 1,000 and of 2,000 tokens of text. In brackets: the same when
the line above each passage (name, page, section), which Vouch's prompt has and the others lack, is paid from those
tokens. In percent, means over the questions.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from benchmarks.retrieval_systems import Plain, System, Vouch
from modules.adapters.minilm import MiniLM
from modules.evaluation.datasets import SETS, Dataset
from modules.evaluation.retrieval_metrics import coverage, is_hit

BUDGETS = (1_000, 2_000)
DEPTHS = (1, 5, 10)


def main() -> None:
    options = _options()
    embedder = MiniLM()
    print(f"{'':34} {'hit@1':>6} {'hit@5':>6} {'hit@10':>6} {'in 1k':>6} {'in 2k':>6} {'with heads':>13} {'p95 ms':>7}")
    with tempfile.TemporaryDirectory() as folder:
        corpora: dict[str, tuple[System, ...]] = {}
        for name in options.sets.split(","):
            dataset = SETS[name](options.data)
            corpus = name.split("-")[0]
            if corpus not in corpora:
                place = Path(folder) / corpus
                cache = options.cache or Path(folder) / "cache"
                plain = Plain(dataset, embedder, place / "plain", cache)
                corpora[corpus] = (Vouch(dataset, embedder, place / "vouch", cache), plain, plain.by_words())
            _report(dataset, corpora[corpus], options.limit)


def _report(dataset: Dataset, systems: Sequence[System], limit: int) -> None:
    print(f"{dataset.name}: {len(dataset.questions)} questions, {len(dataset.sources)} documents")
    for system in systems:
        rows, took, paid = [], [], []
        for question in dataset.questions[:: max(1, len(dataset.questions) // limit) if limit else 1]:
            wanted = system.gold(question.evidence)
            start = time.perf_counter()
            found = system.search(question.text, question.within)
            took.append(time.perf_counter() - start)
            hits = [any(is_hit(one, wanted) for one in found.stretches[:depth]) for depth in DEPTHS]
            rows.append([*hits, *(coverage(found.context(budget), wanted) for budget in BUDGETS)])
            paid.append([coverage(found.context(budget, heads=True), wanted) for budget in BUDGETS])
        figures = " ".join(f"{100 * mean(column):6.1f}" for column in zip(*rows, strict=True))
        heads = " ".join(f"{100 * mean(column):5.1f}" for column in zip(*paid, strict=True))
        slowest = 1_000 * sorted(took)[int(0.95 * len(took))]
        print(f"  {system.title:32} {figures} ({heads}) {slowest:7.1f}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure retrieval on public benchmarks.")
    parser.add_argument("data", type=Path, help="the folder that holds the data sets")
    parser.add_argument("--sets", default=",".join(SETS), help="which, separated by commas; all by default")
    parser.add_argument("--limit", type=int, default=0, help="about how many questions of each set; 0 for all")
    parser.add_argument("--cache", type=Path, help="a folder that keeps pages and vectors between runs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
