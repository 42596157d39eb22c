"""How well the quotes of a review table answer, without a model: the shipped questions over CUAD's contracts.

    python -m benchmarks.across DATA=<folder> [--cache FOLDER] [--search]

Each of the twenty questions of the two shipped sets asks for one of CUAD's categories. For each: how many contracts say
something about it; for how many of those the first quote, or one of the three, is what the lawyers marked (it shares
half of itself or half of the marked words); how many of those are called answered; and how many of the other contracts
are rightly called silent. At the end the time that a contract takes for all twenty.

The clause review answers, and where it finds nothing the search says what comes closest. Its linear model never saw the
contract that it is measured on (leave one contract out), but its patterns were written beside these contracts: on
others expect less. With --search the search alone answers, as it does any question of a visitor's own.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any, cast

from benchmarks.cuad import labelled
from benchmarks.legal import Remembered, finished
from benchmarks.retrieval_systems import Vouch
from benchmarks.train_clauses import gathered, held_out
from modules.adapters.minilm import MiniLM
from modules.core.grid import Cell, Expert, Filling, no_expert, parse, quoting
from modules.core.types import Document, DocumentState, Progress
from modules.domains.legal import clause_cells
from modules.domains.legal.clauses import ClauseReview, category_of
from modules.domains.legal.contract import Contract
from modules.domains.legal.questions import SETS
from modules.evaluation.datasets import Evidence, cuad_own
from modules.evaluation.retrieval_metrics import Stretch, is_hit


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one question to one contract: whether it answers, and what the quotes are."""

    present: bool
    first: bool
    any: bool
    found: bool


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=lambda text: Path(text.removeprefix("DATA=")))
    parser.add_argument("--cache", type=Path, help="a folder that keeps pages and vectors between runs")
    parser.add_argument("--search", action="store_true", help="without the clause review")
    options = parser.parse_args()
    folder = options.data / "legal" / "cuad"
    files = {row["doc_id"]: Path(row["txt"]).name for row in _rows(folder / "contracts.jsonl")}
    marked = {(files[row["doc_id"]], row["category"]): row for row in _rows(folder / "clauses.jsonl")}
    known = {} if options.search else _models(options.data)
    with tempfile.TemporaryDirectory() as place:
        cache = options.cache or Path(place) / "cache"
        vouch = Vouch(cuad_own(options.data), MiniLM(), Path(place) / "vouch", cache)
        began = time.perf_counter()
        reviews = {files[contract.name]: finished(contract, model) for contract, model in known}
        expert = partial(_reviewed, reviews) if reviews else no_expert
        rows: dict[str, list[Row]] = {}
        print(f"{'':22} present  first  of three  answered  silent")
        for name, text in SETS.items():
            for asked in parse(text):
                rows[asked.title] = [row(vouch, file, asked.question, marked, expert) for file in files.values()]
                report(asked.title, rows[asked.title])
            report(name, [one for asked in parse(text) for one in rows[asked.title]])
        report("Both sets", [one for of_question in rows.values() for one in of_question])
        print(f"{(time.perf_counter() - began) / len(files):.2f} s a contract for {len(rows)} questions")


def row(
    vouch: Vouch, file: str, question: str, marked: Mapping[tuple[str, str], dict[str, Any]], expert: Expert
) -> Row:
    """Ask one contract one question that asks for a category."""
    category = category_of(question)
    if category is None:
        raise SystemExit(f"No category of CUAD is asked for: {question}")
    (document_id,) = vouch.where(file).documents
    document = Document(document_id, file, "text/plain", 1, 1, 1, DocumentState.READY, 0.0)
    cell = _filled(quoting(document, question, vouch.retriever, expert))
    lawyers = marked[file, category.name]
    wanted = vouch.gold(Evidence(file, one["start"], one["start"] + len(one["text"])) for one in lawyers["answers"])
    places = [one.citation for one in cell.quotes[:3]]
    right = [is_hit(Stretch(file, one.page, one.start, one.end, one.text), wanted) for one in places]
    return Row(bool(lawyers["is_present"]), any(right[:1]), any(right), cell.found)


def _models(data: Path) -> list[tuple[Contract, Remembered]]:
    """Return the contracts, each with the linear model that never saw it."""
    contracts = labelled(data / "legal" / "cuad")
    unseen = held_out(gathered(contracts, data / "legal" / "legalbench_fewshot.jsonl"))
    return [(one.contract, Remembered(scores)) for one, scores in zip(contracts, unseen, strict=True)]


def _reviewed(
    reviews: Mapping[str, ClauseReview], document: Document, question: str
) -> Generator[Progress | None, None, Cell | None]:
    yield None
    category = category_of(question)
    return clause_cells.cell(reviews[document.name], category) if category else None


def _filled(filling: Filling) -> Cell:
    while True:
        try:
            next(filling)
        except StopIteration as end:
            return cast("Cell", end.value)


def report(name: str, rows: Sequence[Row]) -> None:
    """Print one line."""
    present, absent = ([one for one in rows if one.present is there] for there in (True, False))
    shares = (
        mean(one.first for one in present),
        mean(one.any for one in present),
        mean(one.found for one in present),
        mean(not one.found for one in absent) if absent else float("nan"),
    )
    print(f"{name:22} {len(present):7} {shares[0]:6.0%} {shares[1]:9.0%} {shares[2]:9.0%} {shares[3]:7.0%}", flush=True)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
