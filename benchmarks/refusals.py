"""How often Vouch says that the documents do not hold the answer, rightly and wrongly.

    python -m benchmarks.refusals DATA=<folder> [--ask N]

Questions of SQuAD 2 and CLAPnq are asked of the articles that hold their answers, of articles that were written to look
as if they did (the unanswerable questions), and of the other set's articles, which have nothing to do with them. The
gate alone needs no model; `--ask N` lets the embedded model answer N questions of each kind.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.retrieval_systems import Vouch
from modules.adapters.llama_cpp import Embedded
from modules.adapters.minilm import MiniLM
from modules.adapters.weights import EMBEDDED
from modules.core.answering import Checked, Options, ask
from modules.core.evidence import HITS
from modules.core.relevance import is_relevant
from modules.core.types import Answer, Outcome
from modules.domains import discover
from modules.evaluation.datasets import Dataset, Source
from modules.settings import Settings

# Of each kind the gate alone is tried on so many questions.
_GATED = 300
_CACHE = Path(tempfile.gettempdir()) / "vouch-refusals"


@dataclass(frozen=True)
class Set:
    """Articles, and questions that they answer or do not."""

    name: str
    articles: tuple[Source, ...]
    answerable: list[str]
    unanswerable: list[str]


def squad(data: Path) -> Set:
    articles: list[Source] = []
    answerable: list[str] = []
    unanswerable: list[str] = []
    for row in _rows(data / "education" / "squad2.jsonl"):
        text = "\n\n".join(paragraph["context"] for paragraph in row["paragraphs"])
        articles.append(Source(f"{row['title']}.txt", text))
        for paragraph in row["paragraphs"]:
            for item in paragraph["qas"]:
                (unanswerable if item["is_impossible"] else answerable).append(item["question"])
    return Set("SQuAD", tuple(articles), answerable, unanswerable)


def clapnq(data: Path) -> Set:
    rows = list(_rows(data / "rag" / "clapnq.jsonl"))
    articles = tuple(Source(f"{row['title']} {number}.txt", row["passage"]) for number, row in enumerate(rows))
    answerable = [row["question"] for row in rows if row["answerable"]]
    return Set("CLAPnq", articles, answerable, [row["question"] for row in rows if not row["answerable"]])


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def shelf(one: Set, embedder: MiniLM) -> Vouch:
    folder = Path(tempfile.mkdtemp(prefix="vouch-refusals-"))
    return Vouch(Dataset(one.name, "", one.articles, ()), embedder, folder, _CACHE)


def gated(questions: Sequence[str], vouch: Vouch) -> list[bool]:
    return [not is_relevant(question, vouch.retriever.search(question, HITS)) for question in questions]


def asked(questions: Sequence[str], vouch: Vouch, model: Embedded) -> list[bool]:
    return [answer(question, vouch, model).outcome is Outcome.NOTHING_FOUND for question in questions]


def answer(question: str, vouch: Vouch, model: Embedded) -> Answer:
    domain = discover()["education"]
    events = ask(
        question, (), domain=domain, model=model, retriever=vouch.retriever, pages=vouch.store, options=Options()
    )
    return next(event.answer for event in events if isinstance(event, Checked))


Refused: TypeAlias = Callable[[Sequence[str], Vouch], list[bool]]


def report(sets: Sequence[Set], shelves: Sequence[Vouch], refused: Refused, number: int) -> None:
    print(f"{'questions':12}{'asked of':34}   n  refused")
    for index, one in enumerate(sets):
        other = shelves[1 - index]
        kinds = (
            (one.answerable, shelves[index], "articles with the answer: wrongly"),
            (one.unanswerable, shelves[index], "articles that seem to: rightly"),
            (one.answerable + one.unanswerable, other, "other articles: rightly"),
        )
        for questions, vouch, kind in kinds:
            sample = random.Random(7).sample(questions, min(number, len(questions)))
            share = sum(refused(sample, vouch)) / len(sample)
            print(f"{one.name:12}{kind:34}{len(sample):4}  {share:.1%}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=lambda text: Path(text.removeprefix("DATA=")))
    parser.add_argument("--ask", type=int, default=0, metavar="N", help="let the embedded model answer N of each kind")
    options = parser.parse_args()
    sets = [squad(options.data), clapnq(options.data)]
    embedder = MiniLM()
    shelves = [shelf(one, embedder) for one in sets]
    print("The gate alone, without a model")
    report(sets, shelves, gated, _GATED)
    if options.ask:
        settings = Settings()
        model = Embedded(settings.runtime / "models" / EMBEDDED.file, weights=EMBEDDED, context_tokens=4_096, threads=2)
        started = time.monotonic()
        print("The whole app, with the embedded model")
        report(sets, shelves, lambda questions, vouch: asked(questions, vouch, model), options.ask)
        print(f"{time.monotonic() - started:.0f} s in all")
        model.close()


if __name__ == "__main__":
    main()
