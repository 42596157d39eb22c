"""How well the tutor keeps an answer hidden and finds where an attempt goes wrong: MRBench and MathDial.

    python -m benchmarks.education_tutor FOLDER [--model N]

FOLDER holds mrbench.jsonl and mathdial.jsonl. Three things are measured without a judge:

- Replies of tutors that people labelled as revealing the answer or not: how many of them our rule tells. Left out are
  replies to problems whose solution the data do not give, and replies that reveal a wrong answer.
- Hints by rules on every rung below the answer, after each wrong attempt: how many show the answer. The check that is
  measured is the one that guards the page, so 0 says that no hint passes it, not that no reader could guess; the first
  measure says how much the check misses.
- Wrong attempts in which a step is found that leaves the known solution, and right solutions in which one is found.

With `--model`, the embedded model words the hints of the first N attempts: how often its words pass, and its seconds.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from modules.adapters.llama_cpp import Embedded
from modules.adapters.weights import EMBEDDED
from modules.core.figures import numbers
from modules.core.types import Progress
from modules.domains.education.tutoring.by_model import hint_in_words
from modules.domains.education.tutoring.hints import hint
from modules.domains.education.tutoring.locating import first_departure
from modules.domains.education.tutoring.profile import Profile
from modules.domains.education.tutoring.revealing import revealed
from modules.domains.education.tutoring.task import Hint, Key, Rung, Task
from modules.settings import Settings

_LABEL, _NO, _WRONG = "Revealing_of_the_Answer", "No", "Yes (but the answer is incorrect)"
_BELOW = (Rung.NUDGE, Rung.CONCEPT, Rung.STEP)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=int, default=0, help="have the embedded model word so many hints")
    options = parser.parse_args()
    _replies(options.folder / "mrbench.jsonl")
    attempts = list(_attempts(options.folder / "mathdial.jsonl"))
    _hints(attempts)
    _departures(attempts)
    if options.model:
        _worded(attempts[: options.model])


def _replies(path: Path) -> None:
    told: Counter[tuple[bool, bool]] = Counter()
    for row in _rows(path):
        final = _final(row["ground_truth_solution"] or "")
        if numbers(final):
            key = Key((final,), row["history"])
            for reply in row["responses"]:
                label = reply["labels"][_LABEL]
                if label != _WRONG:
                    told[label != _NO, bool(revealed(reply["response"], key))] += 1
    showing, silent = told[True, True] + told[True, False], told[False, True] + told[False, False]
    print(f"MRBench: {told[True, True]} of {showing} replies labelled as revealing are told to be")
    print(f"         {told[False, True]} of {silent} others are told to be, too: a hint that is worded again")


def _hints(attempts: list[tuple[Task, str]]) -> None:
    for rung in _BELOW:
        shown = [hint(task, rung, [attempt]) for task, attempt in attempts]
        open_ = sum(bool(revealed(one.text, task.key)) for one, (task, _) in zip(shown, attempts, strict=True))
        print(f"MathDial, {rung.name.lower():8} {len(shown)} hints by rules, {open_} show the answer")


def _departures(attempts: list[tuple[Task, str]]) -> None:
    wrong = sum(first_departure(attempt, task.solution, task.question) is not None for task, attempt in attempts)
    right = sum(first_departure(task.answer, task.solution, task.question) is not None for task, _ in attempts)
    print(f"MathDial: a step that leaves the solution is found in {wrong} of {len(attempts)} wrong attempts,")
    print(f"          and in {right} of the right ones")


def _worded(attempts: list[tuple[Task, str]]) -> None:
    weights = Settings().runtime / "models" / EMBEDDED.file
    model = Embedded(weights, weights=EMBEDDED, context_tokens=4_096, threads=2)
    own = open_ = 0
    began = time.monotonic()
    for task, attempt in attempts:
        shown = _run(hint_in_words(task, Rung.NUDGE, [attempt], Profile(), model))
        own += shown.by != "rules"
        open_ += bool(revealed(shown.text, task.key))
    seconds = (time.monotonic() - began) / len(attempts)
    model.close()
    print(f"Embedded model: its words are shown for {own} of {len(attempts)} nudges, {open_} show the answer;")
    print(f"                {seconds:.0f} s each")


def _run(work: Generator[Progress, None, Hint]) -> Hint:
    while True:
        try:
            next(work)
        except StopIteration as end:
            shown: Hint = end.value
            return shown


def _attempts(path: Path) -> Iterator[tuple[Task, str]]:
    """Yield each problem as a task, with a learner's wrong attempt."""
    for row in _rows(path):
        solution, attempt = row["ground_truth"].strip(), row["student_incorrect_solution"]
        key = Key((_final(solution),), f"{row['question']}\n{attempt}")
        yield Task(row["question"], key, solution, solution=tuple(solution.splitlines()[:-1])), attempt


def _final(solution: str) -> str:
    """Return the last line of a solution, which holds its result."""
    return solution.strip().rpartition("\n")[2].strip()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
