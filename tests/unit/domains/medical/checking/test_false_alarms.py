"""What the checks must keep silent about, and what they must still tell beside it."""

import pytest

from modules.core.findings import Citation, Severity
from modules.domains.medical.checking import IssueKind, check
from modules.domains.medical.draft import Issue
from modules.domains.medical.facts import extract
from modules.domains.medical.record import Chart, Note, Patient, Section, Statement
from tests.unit.domains.medical.checking.records import chart, draft

VISIT = """Doctor: Do you have any belly pain
Patient: no
Doctor: How do you sleep?
Patient: No I sleep like a rock.
Doctor: Are you allergic to anything?
Patient: Yes, to penicillin.
Doctor: Call us if you have chest pain.
Patient: Okay.
"""


def about(note: str, parts: dict[str, list[str]]) -> tuple[Issue, ...]:
    record = chart(note)
    return tuple(one for one in check(draft(parts), record, extract(record)) if one.line)


def kinds(note: str, parts: dict[str, list[str]]) -> list[IssueKind]:
    return [IssueKind(one.finding.kind) for one in about(note, parts)]


def test_what_stands_in_the_record_word_for_word_is_not_questioned() -> None:
    note = "ASSESSMENT\nShe was feverish at first and the wound stayed dry, with mild swelling of the left knee."
    assert kinds(note, {"Assessment": ["The wound stayed dry, with mild swelling of the left knee."]}) == []
    assert kinds(note, {"Assessment": ["The wound stayed dry, with mild swelling of the right knee."]}) == [
        IssueKind.SIDE
    ]


def test_a_quotation_that_its_context_turns_is_questioned() -> None:
    note = "HISTORY\nThe patient denies chest pain on exertion."
    assert IssueKind.NEGATION in kinds(note, {"History": ["Chest pain on exertion."]})


def test_a_question_that_is_denied_is_no_statement() -> None:
    said = {"History": ["Denies belly pain.", "The patient sleeps like a rock."]}
    assert [one.finding.title for one in about(VISIT, said)] == []


def test_a_question_that_is_denied_is_not_so() -> None:
    (issue,) = about(
        "Doctor: Any trouble with the stairs\nPatient: no\n", {"History": ["Reports trouble with the stairs."]}
    )
    assert issue.finding.title == "The answer was no"


def test_what_to_watch_for_is_no_omission() -> None:
    record = chart(VISIT)
    found = check(draft({"History": ["Sleeps well."]}), record, extract(record))
    high = [one.finding.title for one in found if one.finding.severity is Severity.HIGH]
    assert len(high) == 1
    assert "penicillin" in high[0].lower()


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("EXAM\nMild swelling of the ankle.", "The ankle is slightly swollen."),
        ("HISTORY\nHe twisted the knee at soccer.", "Knee injury at soccer."),
        ("PLAN\nEnoxaparin 40 mg daily.", "Enoxaparin 40 mg daily to prevent thrombosis."),
        ("PLAN\nCodeine (hallucinations).", "Codeine made him hallucinate."),
    ],
)
def test_other_words_for_the_same_are_no_invention(note: str, told: str) -> None:
    assert [one for one in about(note, {"Summary": [told]}) if one.finding.severity is Severity.HIGH] == []


def test_a_disease_of_which_the_record_knows_nothing_is() -> None:
    (issue,) = about("EXAM\nMild swelling of the ankle.", {"Summary": ["She has psoriasis."]})
    assert (issue.finding.kind, issue.finding.severity) == (IssueKind.INVENTED, Severity.HIGH)


def test_the_day_before_a_line_is_read_only_where_the_record_does_not_have_it() -> None:
    note = "Clinic note, 2025-03-04\n\nPLAN\nPotassium in one week."
    assert kinds(note, {"Plan": ["2025-03-04: Potassium in one week."]}) == []
    assert kinds(note, {"Plan": ["2025-03-09: Potassium in one week."]}) != []


def test_the_row_of_a_table_is_carried_with_the_headings_of_its_columns() -> None:
    header, row = "Test | 9 March | 11 March | Unit", "Potassium | 5.4 | 4.6 | mmol/L"
    place = Citation("d1", 1, 0, len(row), row)
    statement = Statement(place, Section.RESULTS, header=header)
    record = Chart((Note("d1", "table", "", "", False, Patient(), (statement,)),))
    facts = extract(record)
    told = {"Results": ["Potassium: 9 March 5.4, 11 March 4.6, Unit mmol/L."]}
    wrong = {"Results": ["Potassium: 9 March 5.4, 11 March 6.4, Unit mmol/L."]}
    assert [one for one in check(draft(told), record, facts) if one.line] == []
    assert [one for one in check(draft(wrong), record, facts) if one.line] != []


def test_a_medicine_that_the_draft_stops_elsewhere_was_taken_before() -> None:
    note = "MEDICATIONS\nRamipril 5 mg daily.\n\nPLAN\nStop ramipril."
    parts = {"Medications before admission": ["Ramipril 5 mg once daily."], "Plan": ["Ramipril was stopped."]}
    assert kinds(note, parts) == []
    assert IssueKind.STATUS in kinds("PLAN\nStop ramipril.", {"Plan": ["Continue ramipril."]})
