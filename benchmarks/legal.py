"""How well the clause review finds what lawyers marked: CUAD's 41 categories.

    python -m benchmarks.legal DATA [--kind txt|pdf] [--category renewal_term]

For each category and overall: precision, recall and F1 of what is said to be present; span recall, the share of the
marked spans that one of the first 1 or 3 quotes overlaps; and hit@1 and hit@3, the share of the contracts that have
the category in which one of the first 1 or 3 quotes overlaps any marked span. A quote is a sentence, or what the
review shows of the contract's opening; it counts although its score may be too low for the review to show it. "shown"
is hit@3 of the quotes that are shown, all that a reader sees. Beside it BM25 with the category's question (CUAD's own
words) over chunks as the search cuts them. Of what is found: the share of normalised answers that equal the lawyers'.
The linear model never saw the contract that it is measured on (leave one contract out). But the patterns were
written, and the threshold and the weights between patterns and model chosen, beside these contracts: on others expect
less.
"""

from __future__ import annotations

import argparse
import itertools
import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import cast

import numpy as np
from numpy.typing import NDArray

from benchmarks.cuad import Labelled, labelled
from benchmarks.cuad_answers import expected, same
from benchmarks.train_clauses import gathered, held_out
from modules.core.text import content_stems
from modules.domains.legal import DOMAIN
from modules.domains.legal.clauses import CATEGORIES, PRESENT, Category, ClauseReview, find, review
from modules.domains.legal.clauses.statements import Statement
from modules.domains.legal.contract import Contract

_QUOTES = 3
_CHUNKS = 5


@dataclass(frozen=True, eq=False)
class Remembered:
    """What the model says of one contract that it has not seen."""

    held: NDArray[np.float32]

    def scores(self, statements: Sequence[Statement]) -> NDArray[np.float32]:
        """Return what was said of all of them."""
        return self.held[: len(statements)]


@dataclass
class Tally:
    """Counts over contracts; `answers` are whether each normalised answer is right."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    hits: list[tuple[bool, bool]] = field(default_factory=list)
    spans: list[tuple[bool, bool]] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)
    searched: list[bool] = field(default_factory=list)
    answers: list[bool] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take the counts of another one on top."""
        self.right, self.wrong, self.missed = (
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
        )
        for name in ("hits", "spans", "shown", "searched", "answers"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; not a number where nothing is there and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else math.nan

    def line(self) -> str:
        """Return the figures in percent, in the order of the columns."""
        figures = (
            _share(self.right, self.right + self.wrong),
            _share(self.right, self.right + self.missed),
            self.f1,
            *(_mean(hit[place] for hit in self.hits) for place in (0, 1)),
            *(_mean(span[place] for span in self.spans) for place in (0, 1)),
            _mean(self.shown),
            _mean(self.searched),
            _mean(self.answers),
        )
        return " ".join("     –" if math.isnan(one) else f"{100 * one:6.1f}" for one in figures)


def main() -> None:
    options = _options()
    contracts = labelled(options.data / "legal" / "cuad", options.kind)
    examples = gathered(contracts, options.data / "legal" / "legalbench_fewshot.jsonl")
    models = [Remembered(one) for one in held_out(examples)]
    tallies = {category.key: Tally() for category in CATEGORIES}
    for one, model in zip(contracts, models, strict=True):
        _measure(one, model, tallies, options.category)
    _print(tallies)
    print(f"{sum(one.lost for one in contracts)} marks not found in what was read; ", end="")
    print(f"{mean(_seconds(one.contract) for one in contracts):.2f} s a review (a contract has", end=" ")
    print(f"{mean(len(one.contract.text) for one in contracts):,.0f} characters); no embedded model is used")


def _measure(one: Labelled, model: Remembered, tallies: dict[str, Tally], shown: str) -> None:
    reviewed = finished(one.contract, model)
    bm25 = _BM25(one.contract)
    for category, finding in zip(CATEGORIES, reviewed.findings, strict=True):
        tally, row, spans = tallies[category.key], one.answers[category.name], one.spans[category.name]
        tally.right += finding.present and row["is_present"]
        tally.wrong += finding.present and not row["is_present"]
        tally.missed += row["is_present"] and not finding.present
        best = find(one.contract, category.key, _QUOTES, model)
        quotes = [(found.start, found.end) for found in best]
        read = [(found.start, found.end) for found in best if found.score >= PRESENT]
        if spans:
            tally.hits.append((_overlap(quotes[:1], spans), _overlap(quotes, spans)))
            tally.spans += [(_overlap(quotes[:1], [span]), _overlap(quotes, [span])) for span in spans]
            tally.shown.append(_overlap(read, spans))
            tally.searched.append(_overlap(bm25.best(row["question"], _CHUNKS), spans))
        wanted = expected(category, row["normalized_answer"])
        if finding.present and row["is_present"] and wanted:
            tally.answers.append(same(category, wanted, finding.value))
        if category.key == shown:
            _show(one, category, quotes, finding.present, finding.value)


def _show(one: Labelled, category: Category, quotes: Sequence[tuple[int, int]], present: bool, value: str) -> None:
    row = one.answers[category.name]
    print(f"{one.contract.name[:30]}: {'present' if present else 'absent'} ({value}); {row['normalized_answer']}")
    for start, end in one.spans[category.name]:
        print("    marked:", " ".join(one.contract.text[start:end].split())[:240])
    for start, end in quotes:
        print("    quoted:", " ".join(one.contract.text[start:end].split())[:240])


def finished(contract: Contract, model: Remembered | None) -> ClauseReview:
    """Return the review of a contract with a model, None for the shipped one."""
    work = review(contract, model)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return cast("ClauseReview", end.value)


def _seconds(contract: Contract) -> float:
    """Return how long a review takes from the pages on, with the shipped model."""
    began = time.perf_counter()
    finished(Contract(contract.document_id, contract.name, contract.pages), None)
    return time.perf_counter() - began


class _BM25:
    """Okapi BM25 (k1 1.2, b 0.75) over the chunks of one contract."""

    def __init__(self, contract: Contract) -> None:
        lengths = itertools.accumulate((len(page.text) + 1 for page in contract.pages), initial=0)
        offsets = dict(zip((page.number for page in contract.pages), lengths, strict=False))
        self._spans = [
            (offsets[span.page] + span.start, offsets[span.page] + span.end)
            for span in DOMAIN.splitter.split(contract.pages)
        ]
        self._bags = [Counter(content_stems(contract.text[start:end])) for start, end in self._spans]
        self._lengths = [sum(bag.values()) for bag in self._bags]
        self._frequency = Counter(stem for bag in self._bags for stem in bag)

    def best(self, query: str, k: int) -> list[tuple[int, int]]:
        stems = set(content_stems(query))
        scores = [self._score(stems, bag, length) for bag, length in zip(self._bags, self._lengths, strict=True)]
        ranked = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [self._spans[place] for place in ranked[:k] if scores[place] > 0]

    def _score(self, stems: set[str], bag: Counter[str], length: int) -> float:
        usual = mean(self._lengths)
        return sum(
            math.log(1 + (len(self._bags) - self._frequency[stem] + 0.5) / (self._frequency[stem] + 0.5))
            * bag[stem] * 2.2 / (bag[stem] + 1.2 * (0.25 + 0.75 * length / usual))
            for stem in stems
            if stem in bag
        )  # fmt: skip


def _overlap(quotes: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < last and start < end for first, end in quotes for start, last in spans)


def _print(tallies: dict[str, Tally]) -> None:
    heads = ("prec.", "recall", "F1", "hit@1", "hit@3", "span@1", "span@3", "shown", "BM25@5", "answer")
    print(f"{'':36} " + " ".join(f"{head:>6}" for head in heads))
    total = Tally()
    for category in CATEGORIES:
        tally = tallies[category.key]
        print(f"{category.key:36} {tally.line()}   {tally.right} right {tally.wrong} wrong {tally.missed} missed")
        total.add(tally)
    print(f"{'all, micro':36} {total.line()}   {total.right} right {total.wrong} wrong {total.missed} missed")
    print(
        f"macro F1 over the categories that any contract has: {100 * _mean(_f1s(tallies)):.1f}; presence at {PRESENT}"
    )


def _f1s(tallies: dict[str, Tally]) -> Iterator[float]:
    return (tally.f1 for tally in tallies.values() if tally.right + tally.missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def _mean(values: Iterator[float] | Iterator[bool] | Sequence[bool]) -> float:
    found = list(values)
    return mean(float(one) for one in found) if found else math.nan


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the clause review on CUAD.")
    parser.add_argument("data", type=Path, help="the folder that holds the data sets")
    parser.add_argument("--kind", choices=("txt", "pdf"), default="txt", help="which files are read")
    parser.add_argument("--category", default="", help="show marks and quotes of this one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
