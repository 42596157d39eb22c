"""What the documents of a chart disagree in, and what time explains."""

from __future__ import annotations

from dataclasses import replace

from modules.core.findings import Finding, Severity
from modules.domains.medical.checking import ConflictKind, conflicts
from modules.domains.medical.fact import Facts
from modules.domains.medical.facts import extract
from modules.domains.medical.record import Patient
from tests.unit.domains.medical.checking.records import chart


def found(*notes: str) -> list[Finding]:
    record = chart(*notes)
    return list(conflicts(record, extract(record)))


def told(*notes: str) -> list[tuple[str, Severity]]:
    return [(one.kind, one.severity) for one in found(*notes)]


def note(day: str, heading: str, *lines: str) -> str:
    return f"Clinic note, {day}\n\n{heading}\n" + "\n".join(lines) + "\n"


ALLERGIC = note("2025-01-10", "ALLERGIES", "Penicillin (anaphylaxis).")


def test_a_medicine_of_the_class_that_the_patient_is_allergic_to() -> None:
    [one] = found(ALLERGIC, note("2025-02-10", "MEDICATIONS", "Amoxicillin 500 mg three times daily."))
    assert (one.kind, one.severity) == (ConflictKind.ALLERGY, Severity.HIGH)
    assert {cited.document_id for cited in one.citations} == {"d1", "d2"}
    assert "2025-01-10" in one.explanation
    assert "2025-02-10" in one.explanation


def test_a_class_that_sometimes_reacts_too_is_a_remark() -> None:
    assert told(ALLERGIC, note("2025-02-10", "MEDICATIONS", "Cephalexin 500 mg twice daily.")) == [
        (ConflictKind.ALLERGY, Severity.LOW)
    ]


def test_another_class_and_a_stopped_medicine_are_no_conflict() -> None:
    assert told(ALLERGIC, note("2025-02-10", "MEDICATIONS", "Doxycycline 100 mg twice daily.")) == []
    assert told(ALLERGIC, note("2025-02-10", "PLAN", "Stop amoxicillin.")) == []


def test_a_medicine_before_the_allergy_was_known_weighs_less() -> None:
    before = note("2024-12-01", "MEDICATIONS", "Amoxicillin 500 mg three times daily.")
    assert told(before, ALLERGIC) == [(ConflictKind.ALLERGY, Severity.MEDIUM)]


def test_doses_that_differ_without_a_word_of_change() -> None:
    first = note("2025-01-10", "MEDICATIONS", "Metformin 500 mg twice daily.")
    assert told(first, note("2025-02-10", "MEDICATIONS", "Metformin 1000 mg twice daily.")) == [
        (ConflictKind.DOSE, Severity.MEDIUM)
    ]
    assert told(first, note("2025-02-10", "PLAN", "Increase metformin to 1000 mg twice daily.")) == []
    assert told(first, note("2025-02-10", "MEDICATIONS", "Metformin 0.5 g twice daily.")) == []


def test_a_medicine_that_was_stopped_and_goes_on() -> None:
    stop = note("2025-01-10", "PLAN", "Stop naproxen.")
    assert told(stop, note("2025-02-10", "MEDICATIONS", "Naproxen 500 mg twice daily.")) == [
        (ConflictKind.STOPPED, Severity.HIGH)
    ]
    assert told(stop, note("2025-02-10", "PLAN", "Start naproxen 500 mg twice daily.")) == []


def test_sides_that_differ() -> None:
    left = note("2025-01-10", "PAST SURGICAL HISTORY", "Left total knee replacement.")
    right = note("2025-02-10", "PAST SURGICAL HISTORY", "Right total knee replacement.")
    both = note("2025-02-10", "PAST SURGICAL HISTORY", "Bilateral total knee replacement.")
    assert [kind for kind, _ in told(left, right)] == [ConflictKind.SIDE]
    assert told(left, left.replace("01-10", "02-10")) == []
    assert told(left, both) == []


def test_two_patients_are_told() -> None:
    record = chart(*(f"Visit, 2025-0{month}-10\nBorn 1961-03-04. A woman with a cough.\n" for month in (1, 2)))
    first, second = record.notes
    one, other = Patient("Anna Berg", "1961-03-04", "female"), Patient("Anna Berg", "1975-03-04", "female")
    mixed = replace(record, notes=(replace(first, patient=one), replace(second, patient=other)))
    same = replace(record, notes=(replace(first, patient=one), replace(second, patient=one)))
    [finding] = conflicts(mixed, Facts(()))
    assert (finding.kind, finding.severity) == (ConflictKind.PATIENT, Severity.HIGH)
    assert {cited.document_id for cited in finding.citations} == {"d1", "d2"}
    assert conflicts(same, Facts(())) == ()


def test_a_history_does_not_go_but_a_symptom_does() -> None:
    diabetic = note("2025-01-10", "PAST MEDICAL HISTORY", "Type 2 diabetes.")
    assert [kind for kind, _ in told(diabetic, note("2025-02-10", "HISTORY", "No history of diabetes."))] == [
        ConflictKind.NEGATION
    ]
    assert told(diabetic, note("2025-02-10", "HISTORY", "No history of gestational diabetes.")) == []
    fever = note("2025-01-10", "HISTORY", "He has a fever.")
    assert told(fever, note("2025-02-10", "HISTORY", "He has no fever.")) == []
    assert [kind for kind, _ in told(fever, note("2025-01-10", "HISTORY", "He has no fever."))] == [
        ConflictKind.NEGATION
    ]


def test_an_allergy_that_a_later_note_denies() -> None:
    assert told(ALLERGIC, note("2025-02-10", "ALLERGIES", "NKDA")) == [(ConflictKind.NEGATION, Severity.HIGH)]


def test_two_medicines_of_one_class() -> None:
    assert told(note("2025-01-10", "MEDICATIONS", "Omeprazole 20 mg daily.", "Pantoprazole 40 mg daily.")) == [
        (ConflictKind.DUPLICATE, Severity.LOW)
    ]
    assert told(note("2025-01-10", "MEDICATIONS", "Omeprazole 20 mg daily.", "Aspirin 81 mg daily.")) == []


def test_a_chart_of_one_note_or_none_agrees() -> None:
    assert found() == []
    assert found(ALLERGIC) == []
