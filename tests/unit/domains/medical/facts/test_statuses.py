from __future__ import annotations

import pytest

from modules.domains.medical.fact import Kind
from modules.domains.medical.facts import extract_note
from modules.domains.medical.reading import read_text


def happening(text: str) -> dict[str, str]:
    return {one.name.lower(): one.status.value for one in extract_note(read_text(text)) if one.kind is Kind.MEDICATION}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Stop aspirin, clopidogrel and metformin.",
            {"aspirin": "stopped", "clopidogrel": "stopped", "metformin": "stopped"},
        ),
        (
            "Medications: metformin 500 mg BID, lisinopril 10 mg daily (stopped), aspirin 81 mg daily",
            {"metformin": "continued", "lisinopril": "stopped", "aspirin": "continued"},
        ),
        ("Aspirin stopped, apixaban started.", {"aspirin": "stopped", "apixaban": "started"}),
        (
            "Lisinopril was stopped, amlodipine 5 mg daily continued.",
            {"lisinopril": "stopped", "amlodipine": "continued"},
        ),
        ("Aspirin and clopidogrel were stopped.", {"aspirin": "stopped", "clopidogrel": "stopped"}),
        ("Naproxen, stopped.", {"naproxen": "stopped"}),
        ("We switch from warfarin to apixaban 5 mg twice daily.", {"warfarin": "stopped", "apixaban": "started"}),
        ("Continue the amoxicillin that was prescribed last week.", {"amoxicillin": "continued"}),
        (
            "loratadine, montelukast, cephalexin",
            {"loratadine": "continued", "montelukast": "continued", "cephalexin": "continued"},
        ),
    ],
)
def test_a_cue_speaks_of_its_medicine_or_of_the_list_that_it_opens(text: str, expected: dict[str, str]) -> None:
    assert happening(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Medications\nStopped and not to be taken: lisinopril 20 mg (replaced by sacubitril/valsartan) and "
            "ibuprofen 400 mg (heart failure, kidney disease, anticoagulation).",
            {"lisinopril": "stopped", "sacubitril/valsartan": "started", "ibuprofen": "stopped", "anticoagulation": ""},
        ),
        ("Codeine was switched to tramadol 50 mg.", {"codeine": "stopped", "tramadol": "started"}),
        ("The criteria for a reduced dose of apixaban are not met.", {"apixaban": ""}),
        ("Sacubitril/valsartan is not increased today.", {"sacubitril/valsartan": "continued"}),
        ("Plan\nLisinopril tablets at home are to be taken to the pharmacy.", {"lisinopril": ""}),
        ("Plan\nMetformin stays at 500 mg twice daily.", {"metformin": "continued"}),
        ("Plan\nAdvised to pause metformin on days when she cannot drink.", {"metformin": "planned"}),
        ("Plan\nIbuprofen 400 mg three times daily.", {"ibuprofen": "started"}),
    ],
)
def test_what_is_said_of_a_medicine_without_changing_it_changes_nothing(text: str, expected: dict[str, str]) -> None:
    assert happening(text) == expected
