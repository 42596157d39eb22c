from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.core.types import Page
from modules.domains.medical.headings import section_of
from modules.domains.medical.reading import Source, read_chart, read_note, read_text
from modules.domains.medical.record import Section, Speaker

TODAY = date(2026, 4, 1)
LETTER = (
    "Discharge summary\nPatient: Smith, John\nDOB: 07/01/1954  MRN: A-1234\nDate of discharge: 26 March 2026\n\n"
    "PAST HISTORY\n\nMedical\nHypertension.\n\nSurgical\nHysterectomy, 1996.\n\nPMHx - Asthma.\nDHx: salbutamol\n"
    "O/E: chest clear\nAllergies: penicillin\n"
)


def source(text: str, name: str = "a") -> Source:
    return Source(name, name, (Page(1, text),))


def sections(text: str) -> dict[str, Section]:
    return {one.text: one.section for one in read_text(text).statements}


def test_a_letter_says_whom_it_is_about_and_when() -> None:
    note = read_text(LETTER)
    patient = note.patient
    assert (note.date, note.title) == ("2026-03-26", "Discharge summary")
    assert (patient.name, patient.born, patient.number, patient.age) == ("John Smith", "1954-07-01", "A-1234", 71)


def test_headings_and_shorthand_open_sections() -> None:
    found = sections(LETTER)
    assert found["Hypertension."] is Section.PAST
    assert found["Hysterectomy, 1996."] is Section.SURGERY
    assert found["PMHx - Asthma."] is Section.PAST
    assert found["DHx: salbutamol"] is Section.MEDICATIONS
    assert found["O/E: chest clear"] is Section.EXAM
    assert found["Allergies: penicillin"] is Section.ALLERGIES


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("HPC", Section.HISTORY),
        ("Imp", Section.ASSESSMENT),
        ("Review of Systems:", Section.REVIEW),
        ("Medications on discharge", Section.MEDICATIONS),
        ("Fhx", Section.FAMILY),
        ("Hypertension", Section.OTHER),
    ],
)
def test_a_heading_announces_its_section(heading: str, section: Section) -> None:
    assert section_of(heading) is section


def test_lines_that_had_room_are_statements_of_their_own_and_wrapped_ones_are_not() -> None:
    text = "Some nausea, no vomiting\nFeeling hot and sweaty today and she says that it has been so for two days\nnow."
    assert [one.text for one in read_text(text).statements] == [
        "Some nausea, no vomiting",
        "Feeling hot and sweaty today and she says that it has been so for two days now.",
    ]


@pytest.mark.parametrize(
    "marks",
    [("[doctor]", "[patient]"), ("Doctor:", "Patient:"), ("Dr. Smith:", "Ms. Jones:"), ("D:", "P:")],
)
def test_turns_have_their_speakers_and_replies_their_questions(marks: tuple[str, str]) -> None:
    doctor, patient = marks
    text = f"{doctor} hi there .\n{patient} hi .\n{doctor} okay . any cough ?\n{patient} no .\n"
    note = read_text(text)
    assert note.dialogue
    speakers = [one.speaker for one in note.statements]
    assert speakers == [Speaker.CLINICIAN, Speaker.PATIENT, Speaker.CLINICIAN, Speaker.CLINICIAN, Speaker.PATIENT]
    answers = note.statements[-1].answers
    assert answers is not None
    assert answers.text == "any cough ?"


def test_a_row_knows_its_column_headings() -> None:
    (_, row) = read_text("Test | Result | Unit\nPotassium | 4.3 | mmol/L\n").statements
    assert row.header == "Test | Result | Unit"


def test_two_patients_in_one_dialogue_are_remarked_upon() -> None:
    text = (
        "[doctor] hello , mr. ward . you are a 52-year-old male .\n[patient] hi .\n[doctor] any pain ?\n"
        "[patient] no .\n[doctor] now , mrs. cooper , a 65 year old female .\n[patient] hello .\n"
    )
    (remark, *_) = read_chart([source(text)], TODAY).remarks
    assert "two patients" in remark
    assert "Ward, Cooper" in remark


def test_documents_of_two_patients_are_remarked_upon() -> None:
    other = LETTER.replace("Smith, John", "Jones, Mary").replace("07/01/1954", "08/02/1960")
    remarks = " ".join(read_chart([source(LETTER), source(other, "b")], TODAY).remarks)
    assert "John Smith, Mary Jones" in remarks
    assert "1954-07-01, 1960-08-02" in remarks


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "holds no text"), ("He has a cough.", "does not say its date"), ("Date: 2027-01-01\n\nCough.", "future")],
)
def test_what_a_clinician_must_know_of_a_note_is_remarked(text: str, said: str) -> None:
    (remark,) = read_chart([source(text)], TODAY).remarks
    assert said in remark


def test_notes_stand_in_time_order_and_those_without_a_date_last() -> None:
    chart = read_chart([source("Cough.", "c"), source("Date: 2026-02-02\n\nB.", "b"), source(LETTER, "a")], TODAY)
    assert [note.name for note in chart.notes] == ["b", "a", "c"]


@given(st.text(alphabet=st.sampled_from("ab: .?\n|-•1PMHx[doctor]"), max_size=160))
@settings(max_examples=80, deadline=None)
def test_every_word_is_in_one_statement(text: str) -> None:
    note = read_text(text)
    if note.dialogue:
        return
    found = "".join(one.text for one in note.statements)
    assert "".join(found.split()) == "".join(text.split())


def test_a_text_without_full_stops_is_read_in_statements_that_hold_all_its_words() -> None:
    text = "he has pain and fever " * 1_000
    for written in (text, f"[doctor] {text}\n[patient] yes\n[doctor] okay"):
        statements = read_text(written).statements
        assert max(len(one.text) for one in statements) <= 4_000
        assert sum(one.text.split().count("pain") for one in statements) == 1_000


def test_a_name_at_the_head_of_every_page_makes_no_dialogue() -> None:
    head = "Hollow Lane Surgery\nPatient: Edmund R. Vale\nProvider: Dr. Helen Marsh\n"
    visit = "He is well.\nHe denies chest pain.\nBlood pressure 130/80 mmHg.\nContinue lisinopril 10 mg once daily.\n"
    pages = [Page(number, f"{head}{visit}") for number in range(1, 31)]
    note = read_note(Source("chart", "chart.pdf", pages))
    assert all(statement.speaker is Speaker.NOBODY for statement in note.statements)


def test_a_page_of_a_dialogue_on_which_nobody_begins_to_speak_goes_on_with_the_last_one() -> None:
    said = "Doctor: How are you?\nPatient: My knee hurts.\nDoctor: Since when?\nPatient: Since May. It began after"
    note = read_note(Source("talk", "talk.pdf", [Page(1, said), Page(2, "a fall from my bicycle.")]))
    assert [one.speaker for one in note.statements if "bicycle" in one.text] == [Speaker.PATIENT]


def test_a_dialogue_may_have_an_empty_page() -> None:
    said = "Doctor: How are you?\nPatient: My knee hurts.\nDoctor: Since when?\nPatient: Since May."
    assert read_note(Source("talk", "talk.pdf", [Page(1, said), Page(2, "")])).statements


def test_what_comes_back_at_the_head_and_the_foot_of_pages_is_no_record() -> None:
    page = (
        "Hollow Lane Surgery\n{}\nResults\nPotassium 4.1 mmol/L\nPlan\nReview in {} weeks.\nDr. Helen Marsh, partner\n"
    )
    pages = [Page(number, page.format("ALLERGY: PENICILLIN", number)) for number in range(1, 5)]
    read = {one.text: one.section for one in read_note(Source("chart", "chart.pdf", pages)).statements}
    assert read["Hollow Lane Surgery"] is read["Dr. Helen Marsh, partner"] is Section.FRAME
    assert read["Potassium 4.1 mmol/L"] is Section.RESULTS
    assert read["ALLERGY: PENICILLIN"] is Section.ALLERGIES


def test_a_document_of_several_visits_dates_what_each_of_them_tells() -> None:
    text = "Date of visit: 3 May 2025\nPlan\nChest film.\nDate of visit: 9 June 2026\nPlan\nIce and rest.\n"
    note = read_note(Source("chart", "chart.pdf", [Page(1, text)]))
    assert note.date == "2026-06-09"
    assert [one.date for one in note.statements if one.section is Section.PLAN] == ["2025-05-03", "2026-06-09"]
    assert read_note(Source("one", "one.pdf", [Page(1, text[:48])])).visits == ()


def test_what_a_patient_says_is_not_his_name() -> None:
    text = (
        "Doctor: How is the asthma?\nPatient: Worse, doctor.\nDoctor: I will start prednisone 40 mg daily.\n"
        "Patient: Thank you.\nDoctor: Anything else?\nPatient: No, nothing.\n"
    )
    note = read_text(text)
    assert note.dialogue
    assert note.patient.name == ""
