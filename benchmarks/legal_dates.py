"""Dates of contracts beside the lawyers' answers of CUAD: python -m benchmarks.legal_dates DATA.

DATA/legal/cuad holds CUAD's `clauses.jsonl` and the texts as `txt/<doc_id>.txt`. Printed is, for each
category, how many answers are right, missed (there is one, none was found), wrong, and made up (there is none). Where
CUAD gives no single day ("perpetual", a redacted one), finding none is right.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from modules.core.types import Page
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import check_dates, duties, schedule, terms
from modules.domains.legal.values import governing_laws

_SAME_LAW = {"England and Wales, UK": "England and Wales", "England": "England and Wales"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each answer that is not right")
    arguments = parser.parse_args()
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    spent = 0.0
    for name, contract, gold in _contracts(arguments.data / "legal" / "cuad"):
        started = time.perf_counter()
        found = _answers(contract)
        counts["duties"] += len(duties(contract))
        counts["contradictions"] += len(check_dates(contract))
        spent += time.perf_counter() - started
        counts["contracts"] += 1
        for category, answer in found.items():
            right = _expected(category, gold.get(category))
            outcome = _outcome(answer, right)
            outcomes[category][outcome] += 1
            if arguments.errors and outcome != "right":
                print(f"{outcome}: {name[:40]}, {category}: {answer}, CUAD has {right}")
    for category, tally in outcomes.items():
        parts = ", ".join(f"{tally[kind]} {kind}" for kind in ("right", "missed", "wrong", "made up"))
        print(f"{category:36} {parts}")
    number = max(counts["contracts"], 1)
    print(f"{counts['duties']} duties, prohibitions and rights in {number} contracts")
    print(
        f"{counts['contradictions'] / number:.2f} contradictions between dates a contract; {spent / number:.2f} s each"
    )


def _contracts(folder: Path) -> Iterator[tuple[str, Contract, dict[str, str | None]]]:
    gold: dict[str, dict[str, str | None]] = defaultdict(dict)
    for line in (folder / "clauses.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc_id"]][row["category"]] = row.get("normalized_answer")
    for name, answers in sorted(gold.items()):
        text = (folder / "txt" / f"{name}.txt").read_text(encoding="utf-8")
        yield name, Contract(name, name, [Page(1, text)]), answers


def _answers(contract: Contract) -> dict[str, str | None]:
    stated = terms(contract)
    end = next((one.day for one in schedule(stated) if one.kind == "expiry"), None)
    law = next(iter(governing_laws(contract.text)), None)
    return {
        "Agreement Date": _iso(stated.signed.day if stated.signed else None),
        "Effective Date": _iso(stated.effective.day if stated.effective else None),
        "Expiration Date": _iso(end),
        "Renewal Term": str(stated.renewal.length) if stated.renewal else None,
        "Notice Period to Terminate Renewal": str(stated.non_renewal.length) if stated.non_renewal else None,
        "Governing Law": law.name if law else None,
    }


def _expected(category: str, answer: str | None) -> str | None:
    """Return a lawyer's answer in the form of ours; None where there is none, or no single one."""
    if not answer:
        return None
    if category == "Governing Law":
        return _SAME_LAW.get(answer, answer)
    if not category.endswith("Date"):
        return answer.removeprefix("successive ")
    try:
        return _iso(datetime.strptime(answer, "%m/%d/%y").date())  # a day, no moment
    except ValueError:
        return None


def _outcome(answer: str | None, right: str | None) -> str:
    if answer == right:
        return "right"
    if answer is None:
        return "missed"
    return "made up" if right is None else "wrong"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


if __name__ == "__main__":
    main()
