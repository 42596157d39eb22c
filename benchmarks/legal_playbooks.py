"""How often the playbook's verdicts are those that a reader gave.

    python -m benchmarks.legal_playbooks [DATA]

The verdicts of a reader on eight contracts stand in playbook_verdicts.toml. Without DATA, the folder of the data
sets, only the two samples are reviewed. The playbooks were written with these contracts at hand: what they do on
others is told by `benchmarks.legal_defects`.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from modules.adapters.readers import FileReader, Limits
from modules.core.types import Page
from modules.domains.legal.contract import Contract
from modules.domains.legal.playbook import Playbook, Verdict, load, shipped
from modules.domains.legal.playbook_review import PlaybookReview, review

ROOT = Path(__file__).resolve().parent
FOLDERS = {"nda": Path("legal/legalbenchrag_contractnli/txt"), "cuad": Path("legal/cuad/pdf")}
LETTERS = {
    "A": Verdict.ACCEPTABLE,
    "R": Verdict.NEEDS_REVIEW,
    "U": Verdict.UNACCEPTABLE,
    "N": Verdict.NOT_APPLICABLE,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the verdicts of the playbooks with those of a reader.")
    parser.add_argument("data", type=Path, nargs="?", help="the folder that holds the data sets")
    data = parser.parse_args().data
    playbooks = {key: load(text) for key, text in shipped().items()}
    agreed = total = 0
    for path, wanted in read_by_hand(data):
        contract = Contract("", path.name, [one for one in FileReader(Limits()).read(path) if isinstance(one, Page)])
        begun = time.perf_counter()
        made = reviewed(contract, playbooks[wanted.pop("playbook")])
        seconds = time.perf_counter() - begun
        given = made.verdicts()
        other = [position for position, letter in wanted.items() if given[position] is not LETTERS[letter]]
        print(
            f"{path.name[:44]:44} {len(wanted) - len(other):3} of {len(wanted)}  {seconds:5.2f} s  {', '.join(other)}"
        )
        agreed, total = agreed + len(wanted) - len(other), total + len(wanted)
    print(f"{agreed} of {total} verdicts agree: {agreed / total:.2f}")


def read_by_hand(data: Path | None) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield the contracts with the verdicts of the reader, and the key of the playbook under "playbook"."""
    folders = {"samples": ROOT.parent / "data" / "samples" / "legal"}
    folders |= {name: data / folder for name, folder in FOLDERS.items()} if data else {}
    for name, verdicts in tomllib.loads((ROOT / "playbook_verdicts.toml").read_text("utf-8")).items():
        kind, beginning = name.split("/")
        if kind in folders:
            yield next(iter(sorted(folders[kind].glob(f"{beginning}*")))), dict(verdicts)


def reviewed(contract: Contract, playbook: Playbook) -> PlaybookReview:
    work = review(contract, playbook)
    while True:
        try:
            next(work)
        except StopIteration as end:
            made: PlaybookReview = end.value
            return made


if __name__ == "__main__":
    main()
