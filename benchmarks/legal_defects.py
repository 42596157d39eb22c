"""How many planted defects the contract tools find, and how often they cry wolf.

    python -m benchmarks.legal_defects [DATA] [--seed 7] [--missed]

Two hundred defects are planted into contracts, one at a time: into four written for this benchmark, into the samples,
and, where DATA is given, into the real contracts of `DATA/legal/cuad/pdf`. A defect is found when a finding of the
right kind cites the place or, where something was taken out, names it. False alarms are the findings on the unchanged
contract: the clean ones should have none, and the real ones do have defects of their own.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean
from typing import TypeVar

from benchmarks.planting import numbering, references, terms, timing, values
from benchmarks.planting.planted import Planted, Planter, planted
from modules.adapters.readers import FileReader, Limits
from modules.core.findings import Finding
from modules.core.types import Page, Progress
from modules.domains.legal.consistency import Kind, check
from modules.domains.legal.contract import Contract
from modules.domains.legal.obligations import check_dates

ROOT = Path(__file__).resolve().parent
SAMPLES = ROOT.parent / "data" / "samples" / "legal"
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
    Defect("end does not match the term", timing.end_moved, ("end and term differ", "two ends"), 12),
    Defect("ends before it begins", timing.end_before_start, ("ends before it begins", "two ends"), 10),
    Defect("second term", timing.term_stated_again, ("two terms",), 10),
    Defect("notice longer than the term", timing.notice_lengthened, ("notice longer than term",), 8),
    Defect("renewal without notice", timing.renewal_notice_deleted, ("no renewal notice",), 6),
)


def findings(contract: Contract) -> Sequence[Finding]:
    """Run the tools over a contract."""
    return [*finished(check(contract)).findings, *check_dates(contract)]


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
    for path in sorted((ROOT / "contracts").glob("*.txt")):
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
    alarms = {name: {one.name: len(findings(one)) for one in contracts} for name, contracts in groups.items()}
    print(f"{'recall':34} {' '.join(f'{name:>11}' for name in groups)}")
    found: dict[str, list[bool]] = {name: [] for name in groups}
    for defect in DEFECTS:
        row = []
        for name, contracts in groups.items():
            count = defect.count // len(groups)
            results = [
                _is_found(defect, one, shown=options.missed) for one in plant(defect, contracts, count, options.seed)
            ]
            found[name] += results
            row.append(f"{sum(results):>5} of {len(results):>2}")
        print(f"  {defect.name:32} {' '.join(f'{one:>11}' for one in row)}", flush=True)
    for name, results in found.items():
        share = sum(results) / len(results)
        print(f"{name}: {sum(results)} of {len(results)} found, recall {share:.2f}; ", end="")
        print(f"findings on an unchanged contract: {mean(alarms[name].values()):.2f}")


def _is_found(defect: Defect, one: Planted, *, shown: bool) -> bool:
    found = one.is_found([finding for finding in findings(one.contract) if finding.kind in defect.kinds])
    if shown and not found:
        place = " ".join(one.contract.text[max(0, one.start - 80) : one.end + 60].split())
        print(f"    missed in {one.contract.name[:30]}: {one.names or place}")
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Plant defects into contracts and count those that are found.")
    parser.add_argument("data", type=Path, nargs="?", help="the folder that holds the data sets")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    return parser.parse_args()


if __name__ == "__main__":
    main()
