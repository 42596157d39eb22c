"""What of a chart a document is about: one visit, a stay up to its discharge, or all of it."""

import pytest

from modules.domains.medical.checking import IssueKind, check
from modules.domains.medical.draft import Visit
from modules.domains.medical.facts import extract
from modules.domains.medical.writing import shipped
from modules.domains.medical.writing.covering import Covers, discharge_of, visit_of
from tests.unit.domains.medical.writing.charts import ADMISSION, DISCHARGE, chart, written

LATER = """\
Clinic note
Date: 03/20/2026

History of present illness
She has had dizziness for two days.

Allergies
Latex: blisters. No known allergy to contrast media.

Medications
- Furosemide 20 mg daily
- Metoprolol 50 mg twice daily

Assessment
Orthostatic hypotension.

Plan
Reduce furosemide to 20 mg daily.
"""
VALUES = """\
| Date | Test | Value | Unit |
| --- | --- | --- | --- |
| 2026-03-01 | Potassium | 3.4 | mmol/L |
| 2026-03-05 | Potassium | 4.1 | mmol/L |
| 2026-03-20 | Potassium | 4.9 | mmol/L |
"""


def left_out(template: str, *texts: str) -> list[str]:
    record = chart(*texts)
    issues = check(written(template, record), record, extract(record))
    return [one.finding.title for one in issues if one.finding.kind is IssueKind.OMITTED]


def test_a_discharge_summary_ends_with_the_discharge() -> None:
    record = chart(ADMISSION, DISCHARGE, LATER)
    draft = written("discharge-summary", record)
    assert draft.until == discharge_of(record) == "2026-03-05"
    assert "Furosemide 40 mg daily." in draft.text()
    assert "dizziness" not in draft.text()
    assert "20 mg daily" not in draft.text().split("Medications")[1]
    assert draft.documents == tuple(note.document_id for note in record.notes)
    assert draft.remarks[0].startswith(
        "It covers the stay up to the discharge on 5 March 2026. What is later is left out: Note 2."
    )


def test_a_summary_is_not_judged_by_what_came_later() -> None:
    record = chart(ADMISSION, DISCHARGE, LATER)
    assert check(written("discharge-summary", record), record, extract(record)) == ()


def test_an_allergy_found_later_is_told_all_the_same() -> None:
    draft = written("discharge-summary", chart(ADMISSION, DISCHARGE, LATER))
    assert "Latex: blisters." in draft.text()
    assert "contrast" not in draft.text()


def test_the_template_decides_what_is_covered() -> None:
    whole = shipped()["discharge-summary"].model_copy(update={"covers": Covers.CHART})
    draft = written(whole, chart(ADMISSION, DISCHARGE, LATER))
    assert draft.until == ""
    assert "dizziness" in draft.text()


@pytest.mark.parametrize("texts", [(ADMISSION, LATER), (LATER,), (ADMISSION, DISCHARGE)])
def test_nothing_is_left_out_where_nothing_is_later_than_a_discharge(texts: tuple[str, ...]) -> None:
    draft = written("discharge-summary", chart(*texts))
    assert not any(remark.startswith("It covers") for remark in draft.remarks)


def test_of_a_document_with_several_visits_the_latest_is_told() -> None:
    page = "Hollow Surgery\nDate of visit: {}\nHistory of present illness\n{}\nAllergies\nPenicillin: rash.\nPlan\n{}\n"
    visits = [
        ("3 May 2025", "She has had a cough for a week.", "Chest film."),
        ("9 June 2026", "Her knee hurts when she climbs stairs.", "Ice and rest."),
        ("4 March 2026", "She feels tired.", "Full blood count."),
    ]
    record = chart("\n".join(page.format(*visit) for visit in visits))
    assert record.notes[0].visits == ("2025-05-03", "2026-03-04", "2026-06-09")
    draft = written("soap", record)
    assert draft.visit == Visit("document-0", "2026-06-09")
    told = draft.text()
    assert "knee hurts" in told
    assert "Penicillin" in told
    assert "cough" not in told
    assert "tired" not in told
    assert not check(draft, record, extract(record))


def test_a_note_of_a_visit_need_not_tell_of_earlier_ones() -> None:
    record = chart(ADMISSION, DISCHARGE, LATER)
    assert written("soap", record).visit == visit_of(record) == Visit("document-2")
    assert not [title for title in left_out("soap", ADMISSION, DISCHARGE, LATER) if "Shortness" in title]


@pytest.mark.parametrize(
    ("line", "name"), [("Allergic to penicillin", "penicillin"), ("She takes warfarin 5 mg daily", "warfarin")]
)
def test_no_visit_goes_without_allergies_and_anticoagulants(line: str, name: str) -> None:
    early = f"Clinic note\nDate: 02/01/2026\n\nHistory of present illness\nKnee pain. {line}.\n"
    record = chart(early, LATER)
    draft = written("soap", record)
    for one in [one for one in draft.lines if name in one.text.lower()]:
        draft = draft.without(one.id)
    titles = [one.finding.title.lower() for one in check(draft, record, extract(record))]
    assert any(f"{name} is left out" in title for title in titles)
