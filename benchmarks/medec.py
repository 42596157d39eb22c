"""Clinical texts, half of them with one planted clinical error: what can be told without a record, and how rarely.

    python -m benchmarks.medec DATA [--model N]

The errors of MEDEC are of judgement (a diagnosis, a treatment, an organism that does not fit), and the text
is all there is: no record says otherwise. The checks compare; here they can only find what a text itself contradicts.
Printed are the accuracy of the flag by always saying the commoner answer, by the checks, and, for the first N texts, by
the embedded model's yes or no.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from modules.adapters.llama_cpp import Embedded
from modules.adapters.weights import EMBEDDED
from modules.core.types import ChatModel, Message, Page
from modules.domains.medical.checking import conflicts
from modules.domains.medical.facts import extract
from modules.domains.medical.reading import Source, read_chart
from modules.settings import Settings

_ASKING = (
    "You review clinical texts. Half of them hold one medical error: a wrong diagnosis, cause, organism, treatment or "
    "next step that does not fit the findings. Answer with one word: CORRECT or ERROR."
)


def main() -> None:
    options = _options()
    lines = (options.data / "medical" / "medec_ms.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    wrong = sum(row["error_flag"] for row in rows)
    commoner = max(wrong, len(rows) - wrong) / len(rows)
    print(f"{len(rows)} texts, {wrong} with an error; always the commoner answer: {commoner:.3f}")
    flags = [_contradicts_itself(row["text"]) for row in rows]
    _print("checks", rows, flags)
    if options.model:
        settings = Settings()
        weights = settings.runtime / "models" / EMBEDDED.file
        model = Embedded(weights, weights=EMBEDDED, context_tokens=4_096, threads=settings.threads)
        asked = rows[: options.model]
        _print("embedded model", asked, [_judged_wrong(model, row["text"]) for row in asked])
        model.close()


def _contradicts_itself(text: str) -> bool:
    chart = read_chart([Source("text", "text", (Page(1, text),))])
    return any(one.severity != "low" for one in conflicts(chart, extract(chart)))


def _judged_wrong(model: ChatModel, text: str) -> bool:
    reply = model.stream([Message("system", _ASKING), Message("user", text)], max_tokens=4)
    return "ERROR" in "".join(reply).upper()


def _print(name: str, rows: list[dict[str, Any]], flags: list[bool]) -> None:
    pairs = [(bool(row["error_flag"]), flag) for row, flag in zip(rows, flags, strict=True)]
    right = sum(truth == flag for truth, flag in pairs)
    hits = sum(truth and flag for truth, flag in pairs)
    print(f"{name}: accuracy {right / len(pairs):.3f} of {len(pairs)}; {sum(flags)} flagged, {hits} of them rightly")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Flag clinical texts that hold an error.")
    parser.add_argument("data", type=Path, help="the folder that holds the data sets")
    parser.add_argument("--model", type=int, default=0, help="ask the embedded model about so many texts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
