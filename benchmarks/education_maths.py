"""What the education page's maths reads, compares and verifies: python -m benchmarks.education_maths FOLDER.

FOLDER holds `math.jsonl` and `gsm8k.jsonl` (problem, solution, answer), `oatutor.jsonl` (steps with answers),
`mathdial.jsonl` and `mrbench.jsonl` (right and wrong solutions). Printed are the share of gold answers that are read;
how many right answers written otherwise are rejected and how many wrong ones accepted; how many steps of solutions are
verified, caught and wrongly flagged. The rewritings and the errors are made by rules (`benchmarks.planting.answers`).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.planting.answers import broken_calculations, same_numbers, same_otherwise, wrong_otherwise
from modules.domains.education.maths.claims import claims
from modules.domains.education.maths.comparing import compare
from modules.domains.education.maths.reading import read
from modules.domains.education.maths.steps import State, first_wrong, verify_claim, verify_steps
from modules.domains.education.maths.syntax import Unreadable, Words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each answer and step that is judged wrongly")
    arguments = parser.parse_args()
    rows = {
        name: _rows(arguments.folder / f"{name}.jsonl") for name in ("math", "gsm8k", "oatutor", "mathdial", "mrbench")
    }
    answers = {
        "MATH": [str(row["answer"]) for row in rows["math"]],
        "GSM8K": [str(row["answer"]) for row in rows["gsm8k"]],
        "OATutor": [answer for row in rows["oatutor"] for step in row["steps"] for answer in step["answer"]],
    }
    heads = ("answers", "read", "in words", "right", "rejected", "wrong", "accepted", "ms each")
    print(f"{'':10} " + " ".join(head.rjust(9) for head in heads))
    for name, golds in answers.items():
        _answers(name, golds, show=arguments.errors)
    _calculations(rows["gsm8k"], show=arguments.errors)
    _solutions(rows, show=arguments.errors)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _answers(name: str, golds: list[str], *, show: bool) -> None:
    tally: Counter[str] = Counter()
    began = time.perf_counter()
    for gold in golds:
        try:
            words = isinstance(read(gold), Words)
        except Unreadable as refusal:
            if show:
                print(f"not read: {gold}: {refusal.message}")
            continue
        tally["read"] += 1
        tally["words"] += words
        if words:
            continue
        rewritings = same_numbers if name == "GSM8K" else same_otherwise
        for given in rewritings(gold):
            _judged(tally, "right", given, gold, show=show)
        for given in wrong_otherwise(gold):
            _judged(tally, "wrong", given, gold, show=show)
    judged = max(tally["right"] + tally["wrong"], 1)
    each = (time.perf_counter() - began) / judged * 1_000
    cells = (
        str(len(golds)),
        _share(tally["read"], len(golds)),
        str(tally["words"]),
        str(tally["right"]),
        _share(tally["right missed"], tally["right"]),
        str(tally["wrong"]),
        _share(tally["wrong missed"], tally["wrong"]),
        f"{each:.1f}",
    )
    print(f"{name:10} " + " ".join(cell.rjust(9) for cell in cells))


def _judged(tally: Counter[str], kind: str, given: str, gold: str, *, show: bool) -> None:
    verdict = compare(given, gold)
    missed = verdict.outcome != "equal" if kind == "right" else verdict.outcome == "equal"
    tally[kind] += 1
    tally[f"{kind} missed"] += missed
    if missed and show:
        print(f"{kind}: {given} against {gold}: {verdict.outcome}, {verdict.reason} {verdict.remark}")


def _calculations(rows: list[dict[str, Any]], *, show: bool) -> None:
    """GSM8K's own calculations, <<a=b>>, and the same with an error."""
    tally: Counter[str] = Counter()
    for row in rows:
        for calculation in re.findall(r"<<([^<>]+)>>", row["solution"]):
            state = _state(calculation)
            tally["all"] += 1
            tally[state] += 1
            if state != State.VERIFIED and show:
                print(f"calculation {state}: {calculation}")
            for broken in broken_calculations(calculation):
                found = _state(broken)
                tally["broken"] += 1
                tally["caught"] += found == State.WRONG
                tally["passed"] += found == State.VERIFIED
                if found == State.VERIFIED and show:
                    print(f"passed: {broken}")
    print(f"\nGSM8K's calculations: {tally['all']}, verified {_share(tally['verified'], tally['all'])}")
    caught, passed = _share(tally["caught"], tally["broken"]), _share(tally["passed"], tally["broken"])
    print(f"  with an error: {tally['broken']}, named as wrong {caught}, called right {passed}")


def _state(calculation: str) -> str:
    found = claims(calculation)
    return verify_claim(found[0])[0] if found else "none found"


def _solutions(rows: dict[str, list[dict[str, Any]]], *, show: bool) -> None:
    sources: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("GSM8K, right", lambda: (_plain(row["solution"]) for row in rows["gsm8k"])),
        ("MathDial, right", lambda: iter({row["ground_truth"] for row in rows["mathdial"]})),
        ("MRBench, right", lambda: iter({row["ground_truth_solution"] for row in rows["mrbench"]} - {"Not Available"})),
        ("MathDial, learners'", lambda: iter({row["student_incorrect_solution"] for row in rows["mathdial"]})),
        ("MRBench, learners'", lambda: filter(None, (_first_turn(row["history"]) for row in rows["mrbench"]))),
    )
    print(f"\n{'solutions':20} {'number':>7} {'flagged':>8} {'steps':>6} {'verified':>9} {'wrong':>6}")
    for name, texts in sources:
        tally: Counter[str] = Counter()
        for text in sorted(texts()):
            verdicts = verify_steps("", [line.strip() for line in text.splitlines() if line.strip()])
            wrong = first_wrong(verdicts)
            tally["number"] += 1
            tally["flagged"] += wrong is not None
            tally["steps"] += len(verdicts)
            for verdict in verdicts:
                tally[verdict.state] += 1
            if wrong is not None and show:
                print(f"{name}: {verdicts[wrong].reason} | {verdicts[wrong].text}")
        print(
            f"{name:20} {tally['number']:7} {_share(tally['flagged'], tally['number']):>8} {tally['steps']:6} "
            f"{_share(tally['verified'], tally['steps']):>9} {tally['wrong']:6}"
        )


def _plain(solution: str) -> str:
    return re.sub(r"<<[^<>]*>>", "", solution).partition("####")[0]


def _first_turn(history: str) -> str:
    """Return the learner's first turn, the solution, of a conversation; "" where it has none of several lines."""
    found = re.search(r"Student:(.+?)(?=\n\s*Tutor:|\Z)", history, re.DOTALL)
    return found[1].strip() if found and "=" in found[1] else ""


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f} %"


if __name__ == "__main__":
    main()
