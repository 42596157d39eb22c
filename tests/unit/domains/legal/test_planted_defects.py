"""A few of the benchmark's planted defects are found, and its clean contracts have nothing to find."""

from __future__ import annotations

import pytest

from benchmarks.legal_defects import CONTRACTS, DEFECTS, Defect, findings, plant
from benchmarks.planting.written import written
from modules.core.types import Page
from modules.domains.legal.consistency import Kind
from modules.domains.legal.contract import Contract

CLEAN = [
    Contract(path.name, path.name, [Page(1, path.read_text(encoding="utf-8"))])
    for path in sorted(CONTRACTS.glob("*.txt"))
]


@pytest.mark.parametrize("contract", CLEAN, ids=lambda one: str(one.name))
def test_a_clean_contract_has_nothing_to_find(contract: Contract) -> None:
    assert [one.title for one in findings(contract)] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: str(one.name))
def test_a_planted_defect_is_found(defect: Defect) -> None:
    planted = plant(defect, CLEAN, 2, seed=7)
    assert planted
    for one in planted:
        assert one.is_found([finding for finding in findings(one.contract) if finding.kind in defect.kinds])


def test_dates_that_contradict_are_found() -> None:
    spoiled = [one for entry in written(CONTRACTS / "dates.yaml", CLEAN) for _, one in entry.spoiled]
    found = [one.is_found([new for new in findings(one.contract) if new.kind == Kind.DATES]) for one in spoiled]
    assert sum(found) >= 0.9 * len(found) > 0
