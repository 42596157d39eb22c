"""How well the support check finds answers that their passages do not carry.

    python -m benchmarks.grounding DATA=<folder> [--fit] [--judge N]

DATA holds rag/ragtruth_qa.jsonl: answers of six models with the spans that annotators found unsupported. `--fit` prints
weights for modules/core/grounding.py; `--judge N` lets the embedded model judge the doubtful sentences of N answers;
else no model is called. benchmarks/refusals.py is about questions that the documents do not answer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from modules.adapters.llama_cpp import Embedded
from modules.adapters.weights import EMBEDDED
from modules.core.grounding import Checker, Features, doubt_in, doubt_in_answer
from modules.core.judging import judged
from modules.core.markers import without_markers
from modules.core.text import sentences
from modules.core.types import Passage, Reply, Sentence, Support
from modules.settings import Settings

Vector = NDArray[np.float64]
FOLDS = 5
# A sentence counts as unsupported when this share of it lies in marked spans.
_MARKED = 0.3
_RIDGE = 3.0


@dataclass(frozen=True)
class Response:
    """An answer of RAGTruth: `marked` are the spans that annotators found unsupported."""

    source: str
    question: str
    passages: tuple[Passage, ...]
    text: str
    marked: tuple[tuple[int, int], ...]

    @property
    def fold(self) -> int:
        """The part of the cross-validation: all answers over the same passages are in one."""
        return int(hashlib.sha256(self.source.encode()).hexdigest(), 16) % FOLDS

    def is_marked(self, start: int, end: int) -> bool:
        """Tell whether annotators found the stretch unsupported."""
        inside = sum(max(0, min(end, last) - max(start, first)) for first, last in self.marked)
        return inside > _MARKED * (end - start)


@dataclass(frozen=True)
class Measured:
    """The sentences of one response that claim something: their features, and whether they are marked."""

    response: Response
    features: tuple[Features, ...]
    marked: tuple[bool, ...]


def load(data: Path) -> list[Response]:
    return [_response(json.loads(line)) for line in (data / "rag" / "ragtruth_qa.jsonl").read_text().splitlines()]


def _response(row: dict[str, Any]) -> Response:
    parts = [part.strip() for part in re.split(r"passage \d+:", row["passages"]) if part.strip()]
    passages = tuple(passage(number, text) for number, text in enumerate(parts, start=1))
    spans = tuple((span["start"], span["end"]) for span in row["spans"])
    return Response(row["source_id"], row["question"], passages, row["response"], spans)


def passage(number: int, text: str) -> Passage:
    return Passage(number, f"d{number}", "", 1, 0, len(text), (), "", text, 1.0)


def measure(response: Response) -> Measured:
    checker = Checker(response.passages, response.question)
    features, marked = [], []
    for start, end in sentences(response.text):
        if measured := checker.features(without_markers(response.text[start:end])):
            features.append(measured)
            marked.append(response.is_marked(start, end))
    return Measured(response, tuple(features), tuple(marked))


def fit(measured: Iterable[Measured]) -> Vector:
    """Return intercept and weights of a ridge logistic regression over the sentences, by Newton's method."""
    rows = [
        (one.values, label)
        for response in measured
        for one, label in zip(response.features, response.marked, strict=True)
    ]
    inputs = np.array([(1.0, *values) for values, _ in rows])
    labels = np.array([float(label) for _, label in rows])
    ridge = np.diag([1e-9] + [_RIDGE] * (inputs.shape[1] - 1))
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        likely = 1.0 / (1.0 + np.exp(-inputs @ weights))
        slope = inputs.T @ (likely - labels) + ridge @ weights
        curve = (inputs * (likely * (1.0 - likely))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(curve, slope)
    return weights


def doubts(measured: Measured, weights: Vector) -> list[float]:
    return [float(1.0 / (1.0 + np.exp(-weights @ np.array([1.0, *one.values])))) for one in measured.features]


def two_worst(values: Sequence[float]) -> float:
    return sum(sorted(values)[-2:])


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the probability that a positive scores above a negative (ties count half)."""
    positive = np.array([score for score, label in zip(scores, labels, strict=True) if label])
    negative = np.array([score for score, label in zip(scores, labels, strict=True) if not label])
    above = (positive[:, None] > negative[None, :]).mean() + 0.5 * (positive[:, None] == negative[None, :]).mean()
    return float(above)


def best_f1(scores: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """Return the best F1 over all thresholds, and that threshold."""
    return max((f1([score >= cut for score in scores], labels), cut) for cut in sorted(set(scores)))


def f1(said: Sequence[bool], labels: Sequence[bool]) -> float:
    both = sum(one and other for one, other in zip(said, labels, strict=True))
    return 2 * both / max(1, sum(said) + sum(labels))


def f1_by_folds(scores: Sequence[float], labels: Sequence[bool], folds: Sequence[int]) -> float:
    """Return F1 with each fold's threshold chosen on the other folds."""
    said = [False] * len(scores)
    for fold in range(FOLDS):
        others = [index for index, one in enumerate(folds) if one != fold]
        _, cut = best_f1([scores[index] for index in others], [labels[index] for index in others])
        for index, one in enumerate(folds):
            if one == fold:
                said[index] = scores[index] >= cut
    return f1(said, labels)


def novelty(response: Response) -> float:
    """The baseline: the share of the answer's words that no passage has."""
    known = {word for one in response.passages for word in re.findall(r"\w+", one.text.lower())}
    said = re.findall(r"\w+", response.text.lower())
    return sum(word not in known for word in said) / max(1, len(said))


def report_support(responses: Sequence[Response], measured: Sequence[Measured]) -> None:
    labels = [bool(one.marked) for one in responses]
    folds = [one.fold for one in responses]
    fitted = [fit(one for one in measured if one.response.fold != fold) for fold in range(FOLDS)]
    out_of_fold = [doubts(one, fitted[one.response.fold]) for one in measured]
    rows = {
        "share of new words (baseline)": [novelty(one) for one in responses],
        "longest runs of new words, nothing fitted": [two_worst([f.run for f in one.features]) for one in measured],
        "support check, cross-validated by source": [two_worst(values) for values in out_of_fold],
        "support check, shipped weights": [two_worst([doubt_in(f) for f in one.features]) for one in measured],
        "support check, as the app runs it": [_as_run(one) for one in responses],
    }
    print(f"RAGTruth QA: {len(responses)} answers, {sum(labels)} with unsupported spans")
    print(f"{'':44}AUROC  best F1  F1 (threshold from other folds)")
    for name, scores in rows.items():
        by_folds = f1_by_folds(scores, labels, folds)
        print(f"{name:44}{auroc(scores, labels):.3f}  {best_f1(scores, labels)[0]:.3f}    {by_folds:.3f}")
    flat = [value for values in out_of_fold for value in values]
    marked = [label for one in measured for label in one.marked]
    print(f"single sentences, cross-validated: AUROC {auroc(flat, marked):.3f} over {len(flat)}, {sum(marked)} marked")


def _as_run(response: Response) -> float:
    return doubt_in_answer(_checked(response))


def report_verdicts(responses: Sequence[Response]) -> None:
    """Print, for each verdict of the shipped check, how many sentences get it and how many of those are marked."""
    counts = {support: [0, 0] for support in Support}
    for response in responses:
        for sentence in _checked(response):
            counts[sentence.support][0] += 1
            counts[sentence.support][1] += response.is_marked(sentence.start, sentence.end)
    print("verdict of the check      sentences  of them marked by annotators")
    for support, (number, marked) in counts.items():
        print(f"{support:26}{number:9}  {marked / max(1, number):.0%}")


def report_judge(responses: Sequence[Response], number: int) -> None:
    """Print what the embedded model's verdicts on partly supported sentences add, over answers that have some."""
    doubtful = [one for one in responses if any(s.support is Support.PARTLY for s in _checked(one))]
    sample = random.Random(11).sample(doubtful, min(number, len(doubtful)))
    path = Settings().runtime / "models" / EMBEDDED.file
    model = Embedded(path, weights=EMBEDDED, context_tokens=4_096, threads=2)
    before, after, verdicts, seconds = [], [], [], 0.0
    for response in sample:
        checked = _checked(response)
        started = time.monotonic()
        judged_now = _last(judged(response.text, checked, _checker(response), model))
        seconds += time.monotonic() - started
        before.append(doubt_in_answer(checked))
        after.append(doubt_in_answer(judged_now))
        verdicts += [
            (new.support is Support.UNSUPPORTED, response.is_marked(new.start, new.end))
            for old, new in zip(checked, judged_now, strict=True)
            if old.support is Support.PARTLY
        ]
    model.close()
    labels = [bool(one.marked) for one in sample]
    missed = [said for said, marked in verdicts if marked]
    wrong = [said for said, marked in verdicts if not marked]
    print(f"judge: {len(sample)} answers ({sum(labels)} with unsupported spans), {len(verdicts)} doubtful sentences")
    print(f"  AUROC {auroc(before, labels):.3f} before, {auroc(after, labels):.3f} after")
    print(f"  says no to {sum(missed)} of the {len(missed)} marked ones and to {sum(wrong)} of the {len(wrong)} others")
    print(f"  {seconds / len(sample):.1f} s an answer; {seconds / len(verdicts):.1f} s a sentence")


def _checked(response: Response) -> tuple[Sentence, ...]:
    return _checker(response).check(response.text)


def _checker(response: Response) -> Checker:
    return Checker(response.passages, response.question)


def _last(steps: Generator[Reply, None, tuple[Sentence, ...]]) -> tuple[Sentence, ...]:
    try:
        while True:
            next(steps)
    except StopIteration as end:
        return cast("tuple[Sentence, ...]", end.value)


def report_time(responses: Sequence[Response]) -> None:
    started = time.perf_counter()
    for response in responses:
        _checked(response)
    print(f"{(time.perf_counter() - started) / len(responses) * 1000:.1f} ms an answer, its passages read afresh")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=lambda text: Path(text.removeprefix("DATA=")))
    parser.add_argument("--fit", action="store_true", help="print weights for modules/core/grounding.py")
    parser.add_argument("--judge", type=int, default=0, metavar="N", help="let the embedded model judge N answers")
    options = parser.parse_args()
    responses = load(options.data)
    measured = [measure(response) for response in responses]
    if options.fit:
        print("intercept and weights:", np.round(fit(measured), 2).tolist())
    report_support(responses, measured)
    report_verdicts(responses)
    report_time(responses)
    if options.judge:
        report_judge(responses, options.judge)


if __name__ == "__main__":
    main()
