from __future__ import annotations

import json
from dataclasses import dataclass, replace

import pytest

from modules.core.errors import Malformed
from modules.domains.medical.fact import Dosage, Facts
from modules.domains.medical.facts import addition, change, corrected, extract_note
from modules.domains.medical.reading import read_text


@dataclass(frozen=True)
class Decided:
    verdict: str
    wording: str = ""


FACTS = Facts(extract_note(read_text("Continue Lasix 40 mg daily. He has a cough.")))
LASIX, COUGH = FACTS.items


def test_a_rejected_fact_is_taken_out() -> None:
    assert corrected(FACTS, {LASIX.id: Decided("rejected")}).items == (COUGH,)


def test_a_changed_dose_keeps_the_other_fields() -> None:
    changed = replace(LASIX, dosage=Dosage("80 mg", "", "daily"))
    wording = change(LASIX, changed)
    assert list(json.loads(wording)) == ["dosage"]
    assert corrected(FACTS, {LASIX.id: Decided("accepted", wording)}).items == (changed, COUGH)


def test_part_of_an_assertion_can_be_changed() -> None:
    wording = '{"assertion": {"negated": true}}'
    (_, cough) = corrected(FACTS, {COUGH.id: Decided("accepted", wording)}).items
    assert cough.assertion == replace(COUGH.assertion, negated=True)


def test_an_added_fact_comes_last() -> None:
    added = replace(COUGH, id="own", name="fever", concept="fever")
    assert corrected(FACTS, {"own": Decided("accepted", addition(added))}).items == (LASIX, COUGH, added)


def test_a_change_of_a_fact_that_is_gone_changes_nothing() -> None:
    assert corrected(FACTS, {"gone": Decided("accepted", '{"name": "x"}')}) == FACTS


@pytest.mark.parametrize("wording", ["no JSON", "[]", '{"colour": "red"}', '{"kind": "colour"}'])
def test_a_correction_that_cannot_be_read_is_told(wording: str) -> None:
    with pytest.raises(Malformed, match="correction"):
        corrected(FACTS, {COUGH.id: Decided("accepted", wording)})
