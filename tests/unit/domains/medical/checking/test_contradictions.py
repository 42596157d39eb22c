"""What a draft says otherwise than its record: each kind is told where it is wrong, and nothing where it is right."""

from __future__ import annotations

import pytest

from modules.core.findings import Severity
from modules.domains.medical.checking import IssueKind, check
from modules.domains.medical.draft import Draft, Issue, Line, Origin, Part, mended
from modules.domains.medical.facts import extract
from tests.unit.domains.medical.checking.records import NOTE, SUMMARY, chart, draft, issues

WRONG = [
    ("Warfarin 5 mg daily.", "Warfarin 7.5 mg daily.", IssueKind.DOSE),
    ("Warfarin 5 mg daily.", "Warfarin 5 mcg daily.", IssueKind.DOSE),
    ("Lisinopril 20 mg twice daily.", "Lisinopril 20 mg once daily.", IssueKind.FREQUENCY),
    ("Lisinopril 20 mg twice daily.", "Losartan 20 mg twice daily.", IssueKind.INVENTED),
    ("Naproxen was stopped.", "Naproxen is continued.", IssueKind.STATUS),
    ("61-year-old man with left knee pain for two weeks.", "61-year-old man with right knee pain.", IssueKind.SIDE),
    ("Osteoarthritis of the left knee.", "Osteoarthritis of the right knee.", IssueKind.SIDE),
    ("He denies fever.", "He reports fever.", IssueKind.NEGATION),
    ("He reports stiffness.", "He denies stiffness.", IssueKind.NEGATION),
    ("Penicillin (anaphylaxis).", "No known drug allergies.", IssueKind.NEGATION),
    ("Mother had breast cancer.", "He has breast cancer.", IssueKind.PERSON),
    ("Potassium 4.1 mmol/L, hemoglobin 13.2 g/dL.", "Potassium 5.1 mmol/L, hemoglobin 13.2 g/dL.", IssueKind.VALUE),
    ("He reports stiffness.", "He reports hemoptysis.", IssueKind.INVENTED),
    ("Physical therapy.", "Laparoscopic cholecystectomy in 2014.", IssueKind.INVENTED),
    ("Physical therapy.", "Physical therapy for 14 weeks.", IssueKind.NUMBER),
    ("Physical therapy.", "The family asked about home help and parking.", IssueKind.UNSUPPORTED),
]


def about_lines(found: tuple[Issue, ...]) -> list[Issue]:
    return [one for one in found if one.line]


def test_a_correct_summary_has_no_contradiction() -> None:
    assert about_lines(issues()) == []


def test_the_day_of_its_note_before_a_line_is_no_number_of_the_line_but_another_day_is() -> None:
    right = "61-year-old man with left knee pain for two weeks."
    assert about_lines(issues({right: f"2025-03-04: {right}"})) == []
    assert about_lines(issues({right: f"2025-03-09: {right}"}))


@pytest.mark.parametrize(("right", "wrong", "kind"), WRONG)
def test_a_wrong_line_is_told_with_both_quotes(right: str, wrong: str, kind: IssueKind) -> None:
    found = about_lines(issues({right: wrong}))
    assert kind in {one.finding.kind for one in found}
    told = next(one for one in found if one.finding.kind == kind)
    assert told.said == wrong
    if kind not in (IssueKind.INVENTED, IssueKind.NUMBER, IssueKind.UNSUPPORTED):
        assert all(cited.text in " ".join(NOTE.split()) for cited in told.finding.citations)
        assert told.finding.citations


@pytest.mark.parametrize(("right", "wrong", "kind"), WRONG)
def test_the_step_that_an_issue_proposes_mends_it(right: str, wrong: str, kind: IssueKind) -> None:
    record = chart(NOTE)
    facts = extract(record)
    now = draft(SUMMARY, {right: wrong})
    for _ in range(4):  # a sentence may hold more than one mistake
        found = about_lines(check(now, record, facts))
        if not found:
            break
        ids = {one.finding.id for one in found}
        now = mended(now, found[0])
        assert found[0].finding.id not in {one.finding.id for one in about_lines(check(now, record, facts))}, ids
    assert kind not in {one.finding.kind for one in about_lines(check(now, record, facts))}


@pytest.mark.parametrize(
    ("right", "same"),
    [
        ("Warfarin 5 mg daily.", "Coumadin 5 milligrams once a day."),
        ("Lisinopril 20 mg twice daily.", "Lisinopril 20 mg BID."),
        ("He denies fever.", "No fever."),
        ("Naproxen was stopped.", "Naproxen was discontinued."),
        ("Mother had breast cancer.", "Family history of breast cancer (mother)."),
        ("Penicillin (anaphylaxis).", "Allergic to penicillin, which caused anaphylaxis."),
        ("61-year-old man with left knee pain for two weeks.", "This 61-year-old man has had pain in his left knee."),
    ],
)
def test_other_words_for_the_same_are_no_contradiction(right: str, same: str) -> None:
    assert about_lines(issues({right: same})) == []


def test_only_the_wrong_value_of_a_line_is_replaced() -> None:
    [found] = about_lines(issues({"Warfarin 5 mg daily.": "Warfarin 7.5 mg daily."}))
    assert found.remove
    assert found.insert is not None
    assert found.insert.text == "Warfarin 5 mg daily."


def test_only_the_invented_sentence_of_a_line_goes() -> None:
    [found] = about_lines(issues({"He denies fever.": "He denies fever. He had a splenectomy."}))
    assert found.insert is not None
    assert found.insert.text == "He denies fever."


def test_what_the_clinician_wrote_is_checked_too() -> None:
    record = chart(NOTE)
    line = Line("own", "Warfarin 50 mg daily.", Origin.CLINICIAN)
    edited = Draft("summary", "Summary", ("d1",), (Part("medications", "Medications", (line,)),))
    found = about_lines(check(edited, record, extract(record)))
    assert [(one.line, one.finding.kind, one.finding.severity) for one in found] == [
        ("own", IssueKind.DOSE, Severity.HIGH)
    ]


def test_a_dose_that_a_later_note_replaces_is_told() -> None:
    record = chart(
        "Clinic note, 2025-01-10\n\nMEDICATIONS\nMetoprolol 25 mg daily.\n",
        "Clinic note, 2025-02-10\n\nPLAN\nIncrease metoprolol to 50 mg daily.\n",
    )
    facts = extract(record)
    stale = draft({"Medications": ["Metoprolol 25 mg daily."]})
    now = draft({"Medications": ["Metoprolol 50 mg daily."]})
    earlier = draft({"Medications": ["Metoprolol was increased from 25 mg to 50 mg daily."]})
    assert [one.finding.kind for one in about_lines(check(stale, record, facts))] == [IssueKind.OUTDATED]
    assert about_lines(check(now, record, facts)) == []
    assert about_lines(check(earlier, record, facts)) == []


def test_an_empty_draft_and_an_empty_record_are_checked() -> None:
    nothing = draft({"History": []})
    assert check(nothing, chart(""), extract(chart(""))) == ()
    found = check(draft({"History": ["He has a cough."]}), chart(""), extract(chart("")))
    assert [one.line for one in found] == ["History-0"]


def test_advice_for_later_asserts_nothing() -> None:
    note = f"{NOTE}\nReturn if fever or swelling occurs.\n"
    record = chart(note)
    advised = draft({"Plan": ["He should return if he has fever or swelling."]})
    assert about_lines(check(advised, record, extract(record))) == []
