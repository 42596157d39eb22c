"""How many planted defects the contract tools find, and how often they cry wolf.

    python -m benchmarks.legal_defects [DATA] [--seed 7] [--missed]

Some 240 defects are planted into contracts, one at a time: into four written for this benchmark, into the samples,
and, where DATA is given, into the real contracts of `DATA/legal/cuad/pdf`. A defect is found when a finding of the
right kind cites the place or, where something was taken out, names it. False alarms are the findings on the unchanged
contract: the clean ones should have none, and the real ones do have defects of their own.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean
from typing import TypeVar

from benchmarks.planting import numbering, references, terms, timing, values
from benchmarks.planting.planted import Planted, Planter, planted
from benchmarks.planting.written import written
from modules.adapters.readers import FileReader, Limits
from modules.core.findings import Finding
from modules.core.types import Page, Progress
from modules.domains.legal.consistency import Kind, check
from modules.domains.legal.contract import Contract
from modules.domains.legal.playbook import Verdict, load, shipped
from modules.domains.legal.playbook_review import review

CONTRACTS = Path(__file__).resolve().parent / "contracts"
SAMPLES = CONTRACTS.parents[1] / "data" / "samples" / "legal"
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Defect:
    """A kind of defect.

    Attributes:
        name: in the report.
        planter: plants it.
        kinds: of findings that are right.
        count: how many are planted.
    """

    name: str
    planter: Planter
    kinds: tuple[str, ...]
    count: int


DEFECTS = (
    Defect("definition deleted", terms.definition_deleted, (Kind.UNDEFINED,), 12),
    Defect("undefined name used once", terms.term_renamed, (Kind.UNDEFINED,), 14),
    Defect("unused definition", terms.definition_added, (Kind.UNUSED,), 8),
    Defect("second definition", terms.definition_repeated, (Kind.DEFINED_TWICE,), 10),
    Defect("definition misdirected", terms.definition_misdirected, (Kind.NOT_WHERE_IT_SAYS,), 6),
    Defect("reference to no clause", references.reference_broken, (Kind.MISSING_CLAUSE,), 14),
    Defect("reference to no item", references.item_reference_broken, (Kind.MISSING_CLAUSE,), 8),
    Defect("attachment missing", references.attachment_missing, (Kind.MISSING_ATTACHMENT,), 8),
    Defect("blank left in", values.left_open, (Kind.BLANK,), 14),
    Defect("party's name varies", values.party_renamed, (Kind.PARTY_NAME,), 10),
    Defect("words and figures differ", values.figures_changed, (Kind.NUMBER,), 10),
    Defect("clause number twice", numbering.clause_number_repeated, (Kind.CLAUSE_NUMBER,), 6),
    Defect("clause number left out", numbering.clause_number_skipped, (Kind.CLAUSE_NUMBER,), 6),
    Defect("list item left out", numbering.item_skipped, (Kind.LIST,), 6),
    Defect("end does not match the term", timing.end_moved, (Kind.DATES,), 12),
    Defect("ends before it begins", timing.end_before_start, (Kind.DATES,), 10),
    Defect("second term", timing.term_stated_again, (Kind.DATES,), 10),
    Defect("notice longer than the term", timing.notice_lengthened, (Kind.DATES,), 8),
    Defect("renewal without notice", timing.renewal_notice_deleted, (Kind.DATES,), 6),
)


def findings(contract: Contract) -> Sequence[Finding]:
    """Run the tools over a contract."""
    return finished(check(contract)).findings


def finished(work: Generator[Progress, None, Result]) -> Result:
    """Run a workflow to its end and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result


def clean() -> Iterator[Contract]:
    """Contracts without defects: four of the benchmark's own, and the samples."""
    for path in sorted(CONTRACTS.glob("*.txt")):
        yield Contract(path.name, path.name, [Page(1, path.read_text(encoding="utf-8"))])
    for path in sorted(SAMPLES.glob("*.*")):
        yield read(path)


def read(path: Path) -> Contract:
    """Read a contract as the application does."""
    return Contract(path.name, path.name, [one for one in FileReader(Limits()).read(path) if isinstance(one, Page)])


def plant(defect: Defect, contracts: Sequence[Contract], count: int, seed: int) -> list[Planted]:
    """Plant a number of defects of one kind, no contract getting a second before all that can have had a first."""
    random = Random(zlib.crc32(f"{seed} {defect.name}".encode()))
    made: list[Planted] = []
    seen: set[tuple[str, str]] = set()
    for _ in range(8):
        for contract in random.sample(contracts, len(contracts)):
            one = planted(defect.name, defect.planter, contract, random) if len(made) < count else None
            if one and (contract.name, one.contract.text) not in seen:
                seen.add((contract.name, one.contract.text))
                made.append(one)
    return made


def main() -> None:
    options = _options()
    groups = {"clean": list(clean())}
    if options.data:
        groups["real"] = [read(path) for path in sorted((options.data / "legal" / "cuad" / "pdf").glob("*.pdf"))]
    alarms = {name: [len(findings(one)) for one in contracts] for name, contracts in groups.items()}
    print(f"{'recall':34} {' '.join(f'{name:>11}' for name in groups)}")
    found: dict[str, list[bool]] = {name: [] for name in groups}
    for defect in DEFECTS:
        planted_in = {
            name: plant(defect, contracts, defect.count // len(groups), options.seed)
            for name, contracts in groups.items()
        }
        results = {
            name: [_is_found(one, defect.kinds, shown=options.missed) for one in made]
            for name, made in planted_in.items()
        }
        _row(defect.name, results)
        for name, one in results.items():
            found[name] += one
    for name, one in _written_down(groups["clean"], shown=options.missed):
        _row(name, {"clean": one})
        found["clean"] += one
    for name, every in found.items():
        print(f"{name}: {sum(every)} of {len(every)} found, recall {sum(every) / len(every):.2f}; ", end="")
        print(f"findings on an unchanged contract: {mean(alarms[name]):.2f}")
    print(f"positions of a playbook that are met and not accepted: {_playbook_alarms(groups['clean']):.2f} a contract")


def _row(name: str, results: dict[str, list[bool]]) -> None:
    cells = [f"{sum(one):>5} of {len(one):>2}" for one in results.values()]
    print(f"  {name:32} {' '.join(f'{one:>11}' for one in cells)}", flush=True)


def _is_found(one: Planted, kinds: Collection[str], *, shown: bool) -> bool:
    found = one.is_found([finding for finding in findings(one.contract) if finding.kind in kinds])
    if shown and not found:
        _show_missed(one)
    return found


def _show_missed(one: Planted) -> None:
    place = " ".join(one.contract.text[max(0, one.start - 80) : one.end + 60].split())
    print(f"    missed in {one.contract.name[:30]}: {one.names or place}")


# --- What a reader wrote down ----------------------------------------------------------------------------------------


def _written_down(contracts: Sequence[Contract], *, shown: bool) -> Iterator[tuple[str, list[bool]]]:
    """Yield each kind of defect that was planted by hand, and which of them were found."""
    results: dict[str, list[bool]] = {}
    for entry in written(CONTRACTS / "dates.yaml", contracts):
        for _, one in entry.spoiled:
            results.setdefault(f"dates: {one.kind}", []).append(_is_found(one, {Kind.DATES}, shown=shown))
    for entry in written(CONTRACTS / "positions.yaml", contracts):
        before = set(_refused(entry.contract, entry.playbook))
        for position, one in entry.spoiled:
            after = [new for new in _refused(one.contract, entry.playbook) if new not in before]
            # What was deleted cannot be cited: then it is enough that the position is not accepted any more.
            found = any(named == position for named, _ in after)
            if shown and not found:
                print(f"    position {position}")
                _show_missed(one)
            results.setdefault(f"playbook: {one.kind}", []).append(found)
    yield from results.items()


def _refused(contract: Contract, playbook: str) -> list[tuple[str, str]]:
    """Position and reason of every result that is not acceptable."""
    results = finished(review(contract, load(shipped()[playbook]))).results
    bad = (Verdict.UNACCEPTABLE, Verdict.NEEDS_REVIEW)
    return [(one.position, one.reason) for one in results if one.verdict in bad]


def _playbook_alarms(contracts: Sequence[Contract]) -> float:
    """Mean number of positions that a reader finds met and the review does not accept."""
    entries = written(CONTRACTS / "positions.yaml", contracts)
    return mean(len({named for named, _ in _refused(one.contract, one.playbook)} - one.unmet) for one in entries)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Plant defects into contracts and count those that are found.")
    parser.add_argument("data", type=Path, nargs="?", help="the folder that holds the data sets")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    return parser.parse_args()


if __name__ == "__main__":
    main()
