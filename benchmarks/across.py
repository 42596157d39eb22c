"""How well the quotes of a review table answer, without a model: the shipped questions over CUAD's contracts.

    python -m benchmarks.across DATA=<folder> [--cache FOLDER]

Each of the twenty questions of the two shipped sets asks for one of CUAD's categories. For each: how many contracts say
something about it; for how many of those the first quote, or one of the three, is what the lawyers marked (it shares
half of itself or half of the marked words); how many of those are called answered; and how many of the other contracts
are rightly called silent. At the end the time that a contract takes for all twenty.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.retrieval_systems import Vouch
from modules.adapters.minilm import MiniLM
from modules.core.evidence import HITS
from modules.core.grid import Asked, parse
from modules.core.quoting import best_sentences
from modules.domains.legal.questions import SETS
from modules.evaluation.datasets import Evidence, cuad_own
from modules.evaluation.retrieval_metrics import Stretch, is_hit

CATEGORIES = {
    "Parties": "Parties",
    "Date": "Agreement Date",
    "Effective date": "Effective Date",
    "End of term": "Expiration Date",
    "Renewal": "Renewal Term",
    "Non-renewal notice": "Notice Period to Terminate Renewal",
    "Governing law": "Governing Law",
    "Termination at will": "Termination for Convenience",
    "Assignment": "Anti-Assignment",
    "Liability cap": "Cap on Liability",
    "Exclusivity": "Exclusivity",
    "Non-compete": "Non-Compete",
    "Non-solicitation": "No-Solicit of Employees",
    "Change of control": "Change of Control",
    "Minimum commitment": "Minimum Commitment",
    "Ownership of results": "IP Ownership Assignment",
    "Audit": "Audit Rights",
    "Insurance": "Insurance",
    "Uncapped liability": "Uncapped Liability",
    "Damages and fees": "Liquidated Damages",
}


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
    options = parser.parse_args()
    folder = options.data / "legal" / "cuad"
    files = {row["doc_id"]: Path(row["txt"]).name for row in _rows(folder / "contracts.jsonl")}
    marked = {(files[row["doc_id"]], row["category"]): row for row in _rows(folder / "clauses.jsonl")}
    with tempfile.TemporaryDirectory() as place:
        cache = options.cache or Path(place) / "cache"
        vouch = Vouch(cuad_own(options.data), MiniLM(), Path(place) / "vouch", cache)
        began = time.perf_counter()
        rows: dict[str, list[Row]] = {}
        print(f"{'':22} present  first  of three  answered  silent")
        for name, text in SETS.items():
            for asked in parse(text):
                rows[asked.title] = [
                    row(vouch, file, asked, marked[file, CATEGORIES[asked.title]]) for file in files.values()
                ]
                report(asked.title, rows[asked.title])
            report(name, [one for asked in parse(text) for one in rows[asked.title]])
        report("Both sets", [one for of_question in rows.values() for one in of_question])
        print(f"{(time.perf_counter() - began) / len(files):.2f} s a contract for {len(rows)} questions")


def row(vouch: Vouch, file: str, asked: Asked, marked: dict[str, Any]) -> Row:
    """Ask one contract one question."""
    hits = vouch.retriever.search(asked.question, HITS, vouch.where(file))
    quotes, found = best_sentences(asked.question, hits)
    wanted = vouch.gold(Evidence(file, one["start"], one["start"] + len(one["text"])) for one in marked["answers"])
    places = [one.citation for one in quotes]
    right = [is_hit(Stretch(file, one.page, one.start, one.end, one.text), wanted) for one in places]
    return Row(bool(marked["is_present"]), any(right[:1]), any(right), found)


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
