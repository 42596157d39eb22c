"""Defects that a reader wrote down: which words of a contract a position or a date rests on, no pattern can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.planting.planted import Edit, Planted, applied
from modules.domains.legal.contract import Contract


@dataclass(frozen=True, slots=True)
class Written:
    """A contract and the defects that are planted into it.

    Attributes:
        contract: unchanged.
        playbook: key of the playbook by which it is reviewed; "" for none.
        unmet: positions of the playbook that the unchanged contract does not meet.
        spoiled: the position that a defect breaks, "" for none, and the contract with the defect.
    """

    contract: Contract
    playbook: str
    unmet: frozenset[str]
    spoiled: tuple[tuple[str, Planted], ...]


def written(path: Path, contracts: Sequence[Contract]) -> list[Written]:
    """Plant the defects of a file, one at a time, into those of its contracts that are given."""
    by_name = {contract.name: contract for contract in contracts}
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_written(entry, by_name[entry["contract"]]) for entry in entries if entry["contract"] in by_name]


def _written(entry: dict[str, Any], contract: Contract) -> Written:
    spoiled = tuple((one.get("position", ""), _spoiled(one, contract)) for one in entry["changes"])
    return Written(contract, entry.get("playbook", ""), frozenset(entry.get("unmet", ())), spoiled)


def _spoiled(change: dict[str, str], contract: Contract) -> Planted:
    """Make a change: words in place of others, words added after others, or words deleted."""
    old = change.get("after") or change.get("old") or change["delete"]
    start = contract.text.index(old)
    end = start + len(old)
    edit = Edit(end, end, change["add"]) if "after" in change else Edit(start, end, change.get("new", ""))
    return applied(change["how"], contract, edit)
